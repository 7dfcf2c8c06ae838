"""The annotations of a page: what they attach, what they cover, and what they say that is not seen on the page.

A `Redact` annotation that was never applied leaves its text in full sight of the machine (ISO 32000-2, 12.5.6.23); so does a filled
`Square` (12.5.6.8). What is drawn of an annotation becomes part of the page by `flattened`. The note that belongs to it (`Contents`,
`RC`) shows in a window of its own at most. What fields show is told by `fields.py`.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from fairwoo.extract.pdf.attachments import beyond_name, content_of, name_of
from fairwoo.extract.pdf.fields import Fields, string_by, text_at
from fairwoo.extract.pdf.located import located
from fairwoo.extract.pdf.shapes import Box, Matrix, box_around
from fairwoo.extract.pdf.unseen_words import telling
from fairwoo.model import Hidden, HiddenKind
from fairwoo.shared import clean_text

_HIDDEN, _NO_VIEW = 2, 32  # flags (ISO 32000-1, table 165)
_MARKUP = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")
_DRAWN_TEXT = re.compile(r"\((?:\\.|[^\\()])*\)|\bT[jJ]\b", re.DOTALL)


class Note(NamedTuple):
    """What an annotation says beside what it draws. `always`: count it also if the page says the same."""

    kind: HiddenKind
    text: str
    box: Box
    always: bool


class Annotations(NamedTuple):
    """`marks` are boxes that say "this must go"; `drawn`: some draw on the page; `shown` are the texts that readers draw by themselves.

    `listed` are the words of the lists on the page, which all show to who opens them.
    """

    marks: tuple[Box, ...] = ()
    attached: tuple[tuple[str, bytes], ...] = ()
    notes: tuple[Note, ...] = ()
    shown: tuple[Note, ...] = ()
    drawn: bool = False
    listed: frozenset[str] = frozenset()

    @property
    def texts(self) -> list[str]:
        """What readers draw by themselves, for the text of the page."""
        return [clean_text(one.text) for one in self.shown]


def annotations_of(page: Any) -> Annotations:
    """All that is asked of the annotations of a pypdfium2 page. To be called before `flattened`, which takes them away."""
    import pypdfium2.raw as pdfium

    raw = page.raw
    count = pdfium.FPDFPage_GetAnnotCount(raw)
    if count <= 0:
        return Annotations()
    passive = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
    with Fields(page.pdf) as fields:
        found = _Found(fields)
        for index in range(count):
            annotation = pdfium.FPDFPage_GetAnnot(raw, index)
            if annotation:
                kind = pdfium.FPDFAnnot_GetSubtype(annotation)
                if kind not in passive:
                    found.take(annotation, kind)
                pdfium.FPDFPage_CloseAnnot(annotation)
    return found.all(Box(*page.get_bbox()))


def flattened(pdf: Any, page: Any, index: int, annotations: Annotations | None = None) -> Any:
    """The page with the appearances of its annotations and form fields drawn into it, if it has any (in memory only)."""
    import pypdfium2.raw as pdfium

    if not (annotations or annotations_of(page)).drawn:
        return page
    if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()
    return pdf[index]


def hidden_in(annotations: Annotations, text: str, view: Matrix) -> Iterator[Hidden]:
    """The words of notes and fields that the page does not show. `text` is what it does, `view` from `to_view`."""
    plain = _squeezed(text)
    seen = {word.casefold() for word in _WORD.findall(text)}
    for note in annotations.notes:
        said = note.text
        if not note.always:
            missing = [word for word in said.split() if not all(part.casefold() in seen for part in _WORD.findall(word))]
            said = "" if _squeezed(said) in plain else " ".join(missing)
        count = telling(said, dated=True)
        if count:
            yield located(note.kind, count, note.box, view)


def _squeezed(text: str) -> str:
    """Without spaces: a field may show its letters one by one."""
    return "".join(text.split()).casefold()


class _Found:
    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._marks: list[Box] = []
        self._attached: list[tuple[str, bytes]] = []
        self._notes: list[Note] = []
        self._shown: list[Note] = []
        self._listed: set[str] = set()
        self._drawn = False

    def all(self, page: Box) -> Annotations:
        """With what readers would draw beside the page, or where a mark says that it must go, among the notes."""
        notes, shown = list(self._notes), []
        for one in self._shown:
            if any(mark.holds(*one.box.middle) for mark in self._marks):
                notes.append(one._replace(kind=HiddenKind.UNDER_REDACTION, always=True))
            elif page.holds(*one.box.middle):
                shown.append(one)
            else:
                notes.append(one._replace(always=True))
        marks, attached = tuple(self._marks), tuple(self._attached)
        return Annotations(marks, attached, tuple(notes), tuple(shown), self._drawn, frozenset(self._listed))

    def take(self, annotation: Any, kind: int) -> None:
        import pypdfium2.raw as pdfium

        self._drawn = True
        flags = pdfium.FPDFAnnot_GetFlags(annotation)
        unseen = bool(flags & (_HIDDEN | _NO_VIEW))
        if unseen:
            pdfium.FPDFAnnot_SetFlags(annotation, flags | _HIDDEN)  # pdfium would draw what is for printing only
        if kind == pdfium.FPDF_ANNOT_REDACT:
            self._marks += _quads(annotation) or [_rectangle(annotation)]
        elif kind == pdfium.FPDF_ANNOT_SQUARE and not unseen and _is_filled(annotation):
            self._marks.append(_rectangle(annotation))
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            self._field(annotation, unseen=unseen)
        else:
            self._note(annotation, kind, unseen=unseen)

    def _note(self, annotation: Any, kind: int, *, unseen: bool) -> None:
        import pypdfium2.raw as pdfium

        text = text_at(annotation, b"Contents") or _MARKUP.sub(" ", text_at(annotation, b"RC"))
        draws = bool(pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2)
        always = unseen or kind in {pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FILEATTACHMENT}
        note = Note(HiddenKind.ANNOTATION, text, _rectangle(annotation), always)
        if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            note = note._replace(text=self._attachment(annotation, text))
        elif unseen and draws and not text.strip():
            note = note._replace(text=_drawn_text(annotation))
        if note.text.strip():
            by_readers = kind == pdfium.FPDF_ANNOT_FREETEXT and not (unseen or draws)
            (self._shown if by_readers else self._notes).append(note)

    def _attachment(self, annotation: Any, text: str) -> str:
        """Keeps what is attached. Of the note on it, what the name of the file does not say."""
        import pypdfium2.raw as pdfium

        attachment = pdfium.FPDFAnnot_GetFileAttachment(annotation)
        if not attachment:
            return text
        content = content_of(attachment)
        self._attached += [content] if content else []
        return beyond_name(text, name_of(attachment))

    def _field(self, annotation: Any, *, unseen: bool) -> None:
        box = _rectangle(annotation)
        field = self._fields.of(annotation, box)
        if field is None:
            return
        if not unseen:
            self._listed.update(field.listed)
        if field.text.strip():
            note = Note(HiddenKind.FORM_FIELD, field.text, box, unseen)
            (self._shown if field.drawn and not unseen else self._notes).append(note)


def _drawn_text(annotation: Any) -> str:
    """The texts in the appearance of an annotation, as far as they stand there in plain letters; "tekst" if they do not."""
    import pypdfium2.raw as pdfium

    mode = pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    content = string_by(partial(pdfium.FPDFAnnot_GetAP, annotation, mode))
    found = _DRAWN_TEXT.findall(content)
    texts = " ".join(each[1:-1] for each in found if each.startswith("("))
    return texts if telling(texts) else "tekst" if any(not each.startswith("(") for each in found) else ""


def _is_filled(annotation: Any) -> bool:
    """Has it an opaque colour inside? Unknown where it has an appearance, which is then drawn into the page."""
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    inside = pdfium.FPDFANNOT_COLORTYPE_InteriorColor
    has_colour = pdfium.FPDFAnnot_HasKey(annotation, b"IC") and pdfium.FPDFAnnot_GetColor(
        annotation, inside, red, green, blue, alpha
    )
    return bool(has_colour) and alpha.value == 255


def _rectangle(annotation: Any) -> Box:
    import pypdfium2.raw as pdfium

    raw = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, raw)
    return box_around([(raw.left, raw.bottom), (raw.right, raw.top)])


def _quads(annotation: Any) -> list[Box]:
    import pypdfium2.raw as pdfium

    found: list[Box] = []
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        raw = pdfium.FS_QUADPOINTSF()
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, raw):
            found.append(box_around([(raw.x1, raw.y1), (raw.x2, raw.y2), (raw.x3, raw.y3), (raw.x4, raw.y4)]))
    return found
