"""Words elsewhere in a PDF file than on its pages: metadata, attachments, earlier revisions, texts that stand for others."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.hidden.pages import ODD, PLAIN, Setting, changed, drawn
from tests.hidden.pdf_marked import annotate, field, marked_content
from tests.hidden.planting import EITHER, HIDDEN, plant, slug

Change = Callable[[Pdf, str], None]
_settings = itertools.cycle(ODD[1:])


def files(name: str, codes: frozenset[str] = HIDDEN) -> Callable[[Change], Change]:
    """Register a change to a PDF of one page that hides words in the file as a whole."""

    def register(change: Change) -> Change:
        def make(words: list[str]) -> bytes:
            return changed(drawn(PLAIN, lambda _: None), lambda pdf: change(pdf, " ".join(words)))

        plant(f"pk-{slug(name)}.pdf", codes, make, accents=True)
        return change

    return register


@files("information under a name of its own")
def _(pdf: Pdf, words: str) -> None:
    pdf.docinfo["/Behandelaar"] = String(words)


def xmp(pdf: Pdf, inside: str) -> None:
    """Give the document XMP with this in it."""
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"'
    spaces += ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"'
    text = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    pdf.Root.Metadata = pdf.make_stream(text.encode(), Type=Name.Metadata, Subtype=Name.XML)


@files("XMP under a name of its own")
def _(pdf: Pdf, words: str) -> None:
    xmp(pdf, f"<pdfx:Aanvrager>{words}</pdfx:Aanvrager>")


@files("XMP history")
def _(pdf: Pdf, words: str) -> None:
    event = f"<rdf:li stEvt:action='saved' stEvt:parameters='{words}'/>"
    xmp(pdf, f"<xmpMM:History><rdf:Seq>{event}</rdf:Seq></xmpMM:History>")


@files("description of an attachment")
def _(pdf: Pdf, words: str) -> None:
    file = pikepdf.AttachedFileSpec(pdf, b"Openbare bijlage bij het besluit", filename="bijlage.txt", description=words)
    pdf.attachments["bijlage.txt"] = file


@files("description of a file on a page")
def _(pdf: Pdf, words: str) -> None:
    file = pikepdf.AttachedFileSpec(pdf, b"Openbare bijlage bij het besluit", filename="bijlage.txt")
    annotate(pdf, PLAIN, "FileAttachment", FS=file.obj, Contents=String(words))


@files("field without a place")
def _(pdf: Pdf, words: str) -> None:
    made = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("veld"), V=String(words)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]))


@files("data of a program")
def _(pdf: Pdf, words: str) -> None:
    pdf.Root.PieceInfo = Dictionary(Tekst=Dictionary(LastModified=String("D:20240101"), Private=String(words)))


@files("text that stands for a box", EITHER)
def _(pdf: Pdf, words: str) -> None:
    page = pdf.pages[0]
    page.Resources.Properties = Dictionary(Tekst=Dictionary(ActualText=String(words)))
    page.contents_add(b"/Span /Tekst BDC 0 g 80 457 340 22 re f EMC")


@files("text that stands for other text", EITHER)
def _(pdf: Pdf, words: str) -> None:
    marked_content(pdf, PLAIN, "5.1.2e", b"/Span /Laag BDC", Dictionary(ActualText=String(words)))


def appended(content: bytes, objects: dict[int, bytes], *, by_stream: bool = False) -> bytes:
    """The PDF with newer versions of objects at its end (ISO 32000-1, 7.5.6), and a table or a stream that tells where they are."""
    before = int(content.rpartition(b"startxref")[2].split()[0])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root, size = pdf.trailer.Root.objgen[0], max(int(pdf.trailer.Size), *objects) + 1
    content = content.rstrip() + b"\n"
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    if by_stream:
        places[size] = start
        table = b"".join(b"\1" + place.to_bytes(4) + b"\0" for place in places.values())
        index = b" ".join(b"%d 1" % number for number in places)
        head = b"<< /Type /XRef /Size %d /Root %d 0 R /Prev %d /W [1 4 1] /Index [%s] /Length %d >>"
        head %= (size + 1, root, before, index, len(table))
        content += b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (size, head, table)
    else:
        content += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % one for one in places.items())
        content += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, before)
    return content + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _revision(name: str, make: Callable[[str, Setting], bytes], *, page: bool = True) -> None:
    for setting in (PLAIN, next(_settings)):

        def made(words: list[str], setting: Setting = setting) -> bytes:
            return make(" ".join(words), setting)

        plant(f"rev-{slug(name)}-{setting.name}.pdf", EITHER, made, page=setting.page if page else None, accents=setting is PLAIN)


def _drawing(content: bytes, setting: Setting) -> tuple[int, bytes]:
    """The number and content of the stream that draws the page with the place: the longest, a moved page has short ones around."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        contents = pdf.pages[setting.page - 1].Contents
        parts = list(contents) if isinstance(contents, Array) else [contents]
        number, text = max(((part.objgen[0], part.read_bytes()) for part in parts), key=lambda one: len(one[1]))
    return number, text


def _without_words(content: bytes, setting: Setting, added: bytes = b"") -> dict[int, bytes]:
    """The stream that draws the page with the words, as it would be without them."""
    _, plain = _drawing(drawn(setting, lambda _: None), setting)
    return {_drawing(content, setting)[0]: _stream(plain + added)}


def _text_taken_out(words: str, setting: Setting) -> bytes:
    content = drawn(setting, lambda sheet: sheet.write(words))
    return appended(content, _without_words(content, setting))


def _box_for_text(words: str, setting: Setting) -> bytes:
    content = drawn(setting, lambda sheet: sheet.write(words))
    return appended(content, _without_words(content, setting, b" 0 g 74 300 340 22 re f"))


def _twice_revised(words: str, setting: Setting) -> bytes:
    content = _text_taken_out(words, setting)
    return appended(content, _without_words(content, setting, b" 0.9 g 74 100 40 22 re f"))


def _packed(words: str, setting: Setting) -> bytes:
    """The first revision keeps its objects in packed streams, the second tells of its own in one (PDF 1.5)."""
    modes = pikepdf.ObjectStreamMode
    content = drawn(setting, lambda sheet: sheet.write(words))
    content = changed(content, lambda pdf: None, object_stream_mode=modes.generate)
    return appended(content, _without_words(content, setting), by_stream=True)


def _note_taken_out(words: str, setting: Setting) -> bytes:
    content = changed(drawn(setting, lambda _: None), lambda pdf: annotate(pdf, setting, "Text", Contents=String(words)) and None)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[setting.page - 1]
        number = page.objgen[0]
        del page.Annots
        body = page.obj.unparse(resolved=True)
    return appended(content, {number: body})


def _value_taken_out(words: str, setting: Setting) -> bytes:
    content = changed(drawn(setting, lambda _: None), lambda pdf: field(pdf, setting, words) and None)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        made = pdf.Root.AcroForm.Fields[0]
        number = made.objgen[0]
        made.V = String("5.1.2e")
        body = made.unparse(resolved=True)
    return appended(content, {number: body})


_revision("text taken out", _text_taken_out)
_revision("box for text", _box_for_text)
_revision("twice", _twice_revised)
_revision("packed", _packed)
_revision("note taken out", _note_taken_out)
_revision("field emptied", _value_taken_out)
