"""Words in a PDF that stand on no page: counted once, never given; and what every program writes is quiet."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from fairwoo.extract.pdf.filed import layers_in, of_file, unchecked, with_found
from fairwoo.extract.pdf.hidden_findings import on_hidden
from fairwoo.extract.pdf.revisions import Lost
from fairwoo.model import Hidden, HiddenKind, Page
from tests.extract.planted import CONTROLS, PLACES, changed, drawn

WORDS = "Kwispelgoot Zebranevel"
SPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"'
SPACES += ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"'


def information(key, value):
    return lambda pdf: pdf.docinfo.__setitem__(key, String(value))


def xmp(inside):
    text = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    text += f'<rdf:Description rdf:about="" {SPACES}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'

    def add(pdf):
        pdf.Root.Metadata = pdf.make_stream(text.encode(), Type=Name.Metadata, Subtype=Name.XML)

    return add


def history(parameters):
    event = f"<rdf:li stEvt:action='saved' stEvt:instanceID='xmp.iid:1' stEvt:parameters='{parameters}'/>"
    return xmp(f"<xmpMM:History><rdf:Seq>{event}</rdf:Seq></xmpMM:History>")


def private_data(pdf):
    pdf.Root.PieceInfo = Dictionary(Tekst=Dictionary(LastModified=String("D:20240101"), Private=Array([String(WORDS)])))


def field_without_place(pdf):
    kid = pdf.make_indirect(Dictionary(T=String("deel")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Tx, V=String(WORDS), Kids=Array([kid])))]))


def description(text, name="bijlage.txt"):
    def add(pdf):
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"Openbaar", filename=name, description=text)

    return add


HIDDEN = {
    "information": (information("/Behandelaar", WORDS), HiddenKind.METADATA),
    "XMP": (xmp(f"<pdfx:Aanvrager>{WORDS}</pdfx:Aanvrager>"), HiddenKind.METADATA),
    "XMP history": (history(WORDS), HiddenKind.METADATA),
    "private data": (private_data, HiddenKind.METADATA),
    "field without a place": (field_without_place, HiddenKind.FORM_FIELD),
    "description of an attachment": (description(WORDS), HiddenKind.ATTACHMENT),
}
USUAL = {
    "title": information("/Title", "Besluit over de brug"),
    "company": information("/Company", "Gemeente Voorbeeld"),
    "label": information("/MSIP_Label_1a718395_Name", "Intern gebruik"),
    "date": information("/SourceModified", "D:20240101120000"),
    "XMP title": xmp('<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Besluit over de brug</rdf:li></rdf:Alt></dc:title>'),
    "XMP company": xmp("<pdfx:Company>Gemeente Voorbeeld</pdfx:Company>"),
    "XMP history": history("converted from application/x-indesign to application/pdf"),
    "versions in the XMP history": history("version=1.1382.0, ma=1.1183.0, tableStructure=5"),
    "version in the XMP history": history("version 1.7"),
    "named as the file": description("Bijlage.txt"),
}


def found_in(tmp_path, content):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pypdfium2.PdfDocument(path) as document:
        return of_file(path, document).lost


@pytest.mark.parametrize("name", HIDDEN)
def test_counted_once_and_not_given(tmp_path, name):
    change, kind = HIDDEN[name]
    found = found_in(tmp_path, changed(drawn(lambda _: None), change))
    assert [(one.page, one.hidden.kind, one.hidden.words) for one in found] == [(0, kind, 2)]
    assert not any(word.casefold() in repr(found).casefold() for word in WORDS.split())


@pytest.mark.parametrize("name", USUAL)
def test_what_programs_write_about_a_file_is_quiet(tmp_path, name):
    assert found_in(tmp_path, changed(drawn(lambda _: None), USUAL[name])) == ()


def test_more_than_versions_counts(tmp_path):
    (found,) = found_in(tmp_path, changed(drawn(lambda _: None), history(f"version=1.7, ma=2 {WORDS}")))
    assert found.hidden.words >= 2


def test_private_data_of_a_known_program_is_quiet(tmp_path, monkeypatch):
    monkeypatch.setattr("fairwoo.extract.pdf.filed.is_usual", {"PieceInfo/Tekst"}.__contains__)
    assert found_in(tmp_path, changed(drawn(lambda _: None), private_data)) == ()


def test_what_cannot_be_read_is_left_out(tmp_path):
    def broken(pdf):
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta", Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.AcroForm = Dictionary(Fields=String("geen lijst"))
        pdf.Root.Names = String("geen lijst")

    assert found_in(tmp_path, changed(drawn(lambda _: None), broken)) == ()


def test_what_breaks_down_while_it_is_looked_at_is_told(tmp_path, monkeypatch):
    """No hidden words found, because nothing could be looked at, is another answer than none found."""

    def breaks(_reader):
        raise KeyError("damaged")

    monkeypatch.setattr("fairwoo.extract.pdf.filed._placeless_fields", breaks)
    path = tmp_path / "a.pdf"
    path.write_bytes(changed(drawn(lambda _: None), lambda _: None))
    with pypdfium2.PdfDocument(path) as document:
        filed = of_file(path, document)
    assert filed == ((), (HiddenKind.FORM_FIELD,))
    (finding,) = unchecked(filed)
    assert finding.code == "pdf-parts-unchecked"
    assert "formuliervelden" in finding.message.nl
    assert "eigenschappen" not in finding.message.nl


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("content", "expected"), [(CONTROLS["plain"](), False), (PLACES["layer_off"].make(WORDS), True)])
def test_whether_there_are_layers(tmp_path, content, expected, packed):
    path = tmp_path / "a.pdf"
    modes = pikepdf.ObjectStreamMode
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(path, object_stream_mode=modes.generate if packed else modes.disable)
    assert layers_in(path) is expected


def test_layers_by_a_name_in_numbers(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(PLACES["layer_off"].make(WORDS).replace(b"/OCProperties", b"/OC#50roperties"))
    assert layers_in(path)


def test_what_has_no_place_goes_to_the_first_page():
    pages = [Page(number=number, text="") for number in (1, 2)]
    box = Hidden(kind=HiddenKind.EARLIER_REVISION, words=3, x=1, y=2, width=3, height=4)
    first, second = with_found(pages, [Lost(0, Hidden(kind=HiddenKind.METADATA, words=2)), Lost(2, box), Lost(9, box)])
    assert [(one.kind, one.x) for one in first.hidden] == [(HiddenKind.METADATA, None), (HiddenKind.EARLIER_REVISION, None)]
    assert second.hidden == (box,)


def page(number, *hidden):
    return Page(number=number, text="", hidden=hidden, hidden_words=0)


def test_a_failed_redaction_is_an_error_with_its_pages():
    under = Hidden(kind=HiddenKind.UNDER_REDACTION, words=3, x=1, y=1, width=9, height=9)
    recognised = under.model_copy(update={"kind": HiddenKind.OCR_LAYER, "words": 4})
    (finding,) = on_hidden([page(1), page(2, under), page(3, under, recognised)])
    assert (finding.code, finding.level, finding.place.page) == ("text-under-redaction", "error", None)
    assert "10 woorden" in finding.message.nl
    assert "2–3" in finding.message.nl


def test_other_hidden_words_are_a_warning_that_says_why_and_where():
    white = Hidden(kind=HiddenKind.INVISIBLE, words=2, x=1, y=1, width=9, height=9)
    data = Hidden(kind=HiddenKind.METADATA, words=5)
    (finding,) = on_hidden([page(1, data), page(2, white)])
    assert (finding.code, finding.level, finding.place.page) == ("hidden-content", "warning", None)
    assert "2 woorden in de kleur van hun achtergrond of zonder inkt (bladzijde 2)" in finding.message.nl
    assert "5 words in data that programs keep in the file" in finding.message.en


def test_on_one_page_the_finding_is_placed_there():
    white = Hidden(kind=HiddenKind.TINY, words=2, x=1, y=1, width=9, height=9)
    (finding,) = on_hidden([page(1), page(2, white)])
    assert finding.place.page == 2


def test_nothing_hidden_nothing_said():
    assert on_hidden([page(1), page(2)]) == ()
