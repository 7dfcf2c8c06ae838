"""What a PDF holds that nobody sees and that stands on no page of it, or on one of an earlier revision: counted, never given.

Looked at are earlier revisions, fields of forms without a place on a page, descriptions of attachments, and what programs keep in
the file for themselves: information and XMP under names of their own, histories, private data (ISO 32000-1, 14.3 and 14.5). Title,
author, subject, keywords and dates are shown by every program, and are properties of the document.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fairwoo.extract.pdf.attachments import beyond_name
from fairwoo.extract.pdf.filed_xmp import is_usual, private_texts
from fairwoo.extract.pdf.findings import PDF_PARTS_UNCHECKED
from fairwoo.extract.pdf.one_reader import OneReader
from fairwoo.extract.pdf.revisions import Lost, lost_words
from fairwoo.extract.pdf.unseen_words import telling
from fairwoo.model import Finding, Hidden, HiddenKind, Page, Text

_STANDARD = frozenset(
    ["/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"]
)  # ISO 32000-1, table 317
_CODE = re.compile(r"\(?D:\d{4}.*|(?:xmp\.|uuid|adobe:|urn:|https?:|[0-9a-fA-F-]{16,}).*|[\W\d_]*", re.DOTALL)
_MOST = 10_000  # things looked at of a kind
_DEEPEST = 20
_PARTS = {
    HiddenKind.METADATA: Text(nl="eigenschappen", en="properties"),
    HiddenKind.FORM_FIELD: Text(nl="formuliervelden", en="form fields"),
    HiddenKind.ATTACHMENT: Text(nl="omschrijvingen van bijlagen", en="descriptions of attachments"),
}


def layers_in(path: Path, pypdf: OneReader | None = None) -> bool:
    """May the PDF have layers, that is, content that can be switched off (`OCProperties`, ISO 32000-1, 8.11)? No, if surely not.

    `pypdf` reads the same file, here and in `of_file`: one for all that is asked of it.
    """
    with path.open("rb") as file:
        if not file.seek(0, 2):
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if _named("OCProperties").search(content):
                return True
            if not _named("ObjStm").search(content):
                return False
    try:  # the catalogue may be packed
        reader = (pypdf or OneReader(path)).get()
        return (reader.is_encrypted and not reader.decrypt("")) or "/OCProperties" in reader.root_object
    except MemoryError:
        raise
    except Exception:  # damaged: then look for layers on each page
        return True


class Filed(NamedTuple):
    """What is hidden in a file, and what of it could not be looked at because it is damaged."""

    lost: tuple[Lost, ...]
    unchecked: tuple[HiddenKind, ...]


def of_file(path: Path, document: Any, pypdf: OneReader | None = None) -> Filed:
    """What is hidden in the file of a pypdfium2 document, with the page for an earlier revision, and 0 for what stands on none."""
    import pypdfium2.raw as pdfium

    found: list[Lost] = []
    if pdfium.FPDF_GetTrailerEnds(document.raw, None, 0) != 1:
        found += lost_words(path)
    counted = dict(_counted(pypdf or OneReader(path)))
    found += [Lost(0, Hidden(kind=kind, words=words)) for kind, words in counted.items() if words]
    return Filed(tuple(found), tuple(kind for kind, words in counted.items() if words is None))


def unchecked(filed: Filed) -> tuple[Finding, ...]:
    """A finding on what could not be looked at, if anything."""
    if not filed.unchecked:
        return ()
    parts = [_PARTS[kind] for kind in filed.unchecked]
    return (PDF_PARTS_UNCHECKED.at(what_nl=", ".join(one.nl for one in parts), what_en=", ".join(one.en for one in parts)),)


def with_found(pages: Sequence[Page], found: Iterable[Lost]) -> tuple[Page, ...]:
    """The pages, the first ones of the document, with what `of_file` found on each. What stands on none of them goes to the first."""
    more: dict[int, list[Hidden]] = {}
    for one in found:
        known = 0 < one.page <= len(pages)
        hidden = one.hidden if known else one.hidden.model_copy(update=dict.fromkeys(("x", "y", "width", "height")))
        more.setdefault(one.page if known else 1, []).append(hidden)
    return tuple(
        page.model_copy(update={"hidden": (*page.hidden, *more[page.number])}) if page.number in more else page for page in pages
    )


def _named(name: str) -> re.Pattern[bytes]:
    """A name in a PDF, each letter as it is or by its number (ISO 32000-1, 7.3.5)."""
    letters = (rf"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name)
    return re.compile(("/" + "".join(letters)).encode())


def _counted(pypdf: OneReader) -> Iterator[tuple[HiddenKind, int | None]]:
    """The number of words of each kind; None where they cannot be read."""
    for kind, texts_of in (
        (HiddenKind.METADATA, _metadata),
        (HiddenKind.FORM_FIELD, _placeless_fields),
        (HiddenKind.ATTACHMENT, _descriptions),
    ):
        try:
            texts = [text for text in texts_of(pypdf.get()) if not _CODE.fullmatch(text.strip())]
        except MemoryError:
            raise  # the supervisor has to know: nothing in this process is sure any more
        except Exception:  # damaged in one way or another; its pages are read all the same
            yield kind, None
        else:
            yield kind, sum(telling(text) for text in texts)


def _metadata(reader: Any) -> Iterator[str]:
    root = reader.root_object
    for key, value in (reader.metadata or {}).items():
        if key not in _STANDARD and not is_usual(str(key).removeprefix("/")):
            yield str(value)
    xmp = _got(root.get("/Metadata"))
    if hasattr(xmp, "get_data"):
        yield from private_texts(xmp.get_data())
    pieces = _got(root.get("/PieceInfo"))
    for name, piece in pieces.items() if isinstance(pieces, dict) else ():
        if not is_usual(f"PieceInfo{name}"):
            yield from _strings(piece, 1)


def _placeless_fields(reader: Any) -> Iterator[str]:
    """The values of fields that stand on no page."""
    form = _got(reader.root_object.get("/AcroForm"))
    waiting = [(field, None) for field in _list(form.get("/Fields"))] if isinstance(form, dict) else []
    for _ in range(_MOST):
        if not waiting:
            return
        field, inherited = waiting.pop()
        if not isinstance(field, dict):
            continue
        value = _got(field.get("/V")) or inherited
        kids = _list(field.get("/Kids"))
        waiting += [(kid, value) for kid in kids]
        if not kids and field.get("/Subtype") != "/Widget" and isinstance(value, str) and not value.startswith("/"):
            yield value


def _descriptions(reader: Any) -> Iterator[str]:
    """What is said of attached files, as far as their names do not."""
    names = _got(reader.root_object.get("/Names"))
    tree = _got(names.get("/EmbeddedFiles")) if isinstance(names, dict) else None
    waiting = [tree]
    for _ in range(_MOST):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        waiting += _list(node.get("/Kids"))
        for file in _list(node.get("/Names"))[1::2]:
            if isinstance(file, dict):
                name = str(_got(file.get("/UF")) or _got(file.get("/F")) or "")
                yield beyond_name(str(_got(file.get("/Desc")) or ""), name)


def _strings(value: Any, depth: int) -> Iterator[str]:
    """The texts in what a program keeps; names and streams are none."""
    value = _got(value)
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, depth + 1)
    elif isinstance(value, str) and not value.startswith("/"):
        yield value


def _list(value: Any) -> list[Any]:
    value = _got(value)
    return [_got(one) for one in value] if isinstance(value, list) else []


def _got(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
