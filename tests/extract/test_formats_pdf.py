"""PDFs made here, with known text and known traps."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf.errors import PyPdfError
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from fairwoo.extract.pdf.about import iso_date
from fairwoo.extract.pdf.findings import ranges
from fairwoo.extract.pdf.one_reader import OneReader
from fairwoo.extract.pdf.page_text import repaired
from fairwoo.extract.pdf.tree import page_at, resources_of
from fairwoo.extract.pdf.xmp import told
from fairwoo.model import PageBy
from tests.extract.opened import codes, opened, text_of


@pytest.fixture
def drawn(tmp_path):
    """Draw a PDF with a function that gets the canvas; get its path."""

    def draw(function, name="a.pdf", **options):
        path = tmp_path / name
        page = canvas.Canvas(str(path), pagesize=A4, **options)
        function(page)
        page.save()
        return path

    return draw


def picture(width=80, height=60, colour="white"):
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "PNG")
    stream.seek(0)
    return ImageReader(stream)


def test_pages_in_order(drawn):
    def draw(page):
        for number in (1, 2, 3):
            page.drawString(72, 700, f"Dit is de tekst op bladzijde {number}")
            page.showPage()

    found = opened(drawn(draw))
    assert found.media_type == "application/pdf"
    assert [page.text for page in found.pages] == [f"Dit is de tekst op bladzijde {number}" for number in (1, 2, 3)]
    assert [page.number for page in found.pages] == [1, 2, 3]
    assert (found.pages[0].width, found.pages[0].height) == (595.28, 841.89)
    assert found.properties["pages"] == "3"
    assert found.findings == ()


def test_properties(drawn):
    def draw(page):
        page.setTitle("Besluit op uw verzoek")
        page.setAuthor("Waterschap De Proef")
        page.bookmarkPage("een")
        page.addOutlineEntry("Een", "een")
        page.drawString(72, 700, "De tekst van het besluit")

    found = opened(drawn(draw, lang="nl-NL")).properties
    assert found["title"] == "Besluit op uw verzoek"
    assert found["author"] == "Waterschap De Proef"
    assert found["language"] == "nl-NL"
    assert found["bookmarks"] == "1"
    assert found["tagged"] == found["display_title"] == found["encrypted"] == "false"
    assert found["extractable"] == found["fonts_mapped"] == "true"
    assert found["puid"].startswith("fmt/")
    assert "ReportLab" in found["producer"]


def test_tags_and_claims(drawn, tmp_path):
    path = drawn(lambda page: page.drawString(72, 700, "De tekst van het besluit"))
    with pikepdf.open(path) as pdf:
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata() as metadata:
            metadata["pdfaid:part"] = "2"
            metadata["pdfaid:conformance"] = "B"
            metadata["pdfuaid:part"] = "1"
        pdf.save(tmp_path / "b.pdf")
    found = opened(tmp_path / "b.pdf").properties
    assert found["tagged"] == found["display_title"] == "true"
    assert (found["pdfa"], found["pdfua"]) == ("2b", "1")


def test_claims_as_elements():
    xmp = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part>
      <pdfaid:conformance>A</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>"""
    assert told(xmp) == {"pdfa": "3a"}
    assert told(b"<x>") == told(b"") == {}


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("D:20211223101530+01'00'", "2021-12-23T10:15:30+01:00"),
        ("D:20211223101530Z", "2021-12-23T10:15:30Z"),
        ("D:20211223101530", "2021-12-23T10:15:30"),
        ("D:20211223", "2021-12-23"),
        ("D:2021", "2021"),
        ("20211223101530-05'30", "2021-12-23T10:15:30-05:30"),
        ("D:20211323", None),
        ("gisteren", None),
        ("", None),
    ],
)
def test_dates(written, iso):
    assert iso_date(written) == iso


def test_password(drawn, tmp_path):
    path = drawn(lambda page: page.drawString(72, 700, "Geheim"))
    with pikepdf.open(path) as pdf:
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="woo", owner="woo"))
    found = opened(tmp_path / "b.pdf")
    assert not found.read
    assert codes(found) == ["pdf-encrypted"]
    assert found.properties["encrypted"] == "true"


def test_restrictions(drawn, tmp_path):
    path = drawn(lambda page: page.drawString(72, 700, "Niet te kopieren tekst"))
    with pikepdf.open(path) as pdf:
        allowed = pikepdf.Permissions(extract=False, accessibility=False)
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="", owner="baas", allow=allowed))
    found = opened(tmp_path / "b.pdf")
    assert text_of(found) == "Niet te kopieren tekst"
    assert codes(found) == ["pdf-restricted"]
    assert (found.properties["encrypted"], found.properties["extractable"]) == ("true", "false")
    assert "kopiëren" in found.findings[0].message.nl


def test_scan(drawn):
    def draw(page):
        page.drawImage(picture(), 0, 0, *A4)
        page.showPage()
        page.drawString(72, 700, "Een bladzijde met wel tekst erop")
        page.showPage()
        page.drawImage(picture(), 0, 0, *A4)
        page.showPage()

    found = opened(drawn(draw))
    assert [page.by for page in found.pages] == [PageBy.NONE, PageBy.TEXT_LAYER, PageBy.NONE]
    assert [page.image_cover for page in found.pages] == [1.0, 0.0, 1.0]
    assert codes(found) == ["page-without-text"]
    assert "1, 3 (2 van de 3)" in found.findings[0].message.nl


def test_half_image(drawn):
    def draw(page):
        page.drawImage(picture(), 0, 0, A4[0], A4[1] / 2)
        page.drawImage(picture(), 0, 0, A4[0] / 2, A4[1] / 2)
        page.drawString(72, 700, "Tekst naast het plaatje op de bladzijde")

    assert opened(drawn(draw)).pages[0].image_cover == pytest.approx(0.5, abs=0.02)


def test_blank_page_is_no_scan_but_a_blank_file_is_told(drawn):
    def draw(page):
        page.drawString(72, 700, "Deze bladzijde is niet leeg gelaten")
        page.showPage()
        page.showPage()

    assert codes(opened(drawn(draw))) == []
    assert codes(opened(drawn(lambda page: page.showPage(), "b.pdf"))) == ["page-without-text"]


def test_crop_hides(drawn, tmp_path):
    def draw(page):
        page.drawString(72, 700, "Dit staat op de zichtbare helft van het blad")
        page.drawString(72, 100, "Dit is weggesneden")

    path = drawn(draw)
    with pikepdf.open(path) as pdf:
        pdf.pages[0].CropBox = [0, 400, 595, 842]
        pdf.save(tmp_path / "b.pdf")
    found = opened(tmp_path / "b.pdf")
    assert "zichtbare" in text_of(found)
    assert "weggesneden" not in text_of(found)


def test_crop_hides_nearly_all(drawn, tmp_path):
    """The second opinion must not bring back what was cut off."""
    path = drawn(lambda page: (page.drawString(72, 700, "Kort"), page.drawString(72, 100, "Een lange zin die is weggesneden")))
    with pikepdf.open(path) as pdf:
        pdf.pages[0].CropBox = [0, 400, 595, 842]
        pdf.save(tmp_path / "b.pdf")
    assert text_of(opened(tmp_path / "b.pdf")) == "Kort"


def test_rotated_page(drawn, tmp_path):
    path = drawn(lambda page: page.drawString(72, 700, "Gedraaide bladzijde met tekst"))
    with pikepdf.open(path) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(tmp_path / "b.pdf")
    page = opened(tmp_path / "b.pdf").pages[0]
    assert page.text == "Gedraaide bladzijde met tekst"
    assert (page.width, page.height) == (841.89, 595.28)


def test_attachments(drawn, tmp_path):
    path = drawn(lambda page: page.drawString(72, 700, "Met een bijlage aan de tekst"))
    writer = pypdf.PdfWriter(clone_from=path)
    writer.add_attachment("../../etc/evil.txt", b"inhoud")
    writer.add_attachment("lijst.csv", b"a;b\n1;2\n")
    writer.write(tmp_path / "b.pdf")
    found = opened(tmp_path / "b.pdf", scratch=tmp_path)
    assert sorted(part.name for part in found.parts) == ["evil.txt", "lijst.csv"]
    for part in found.parts:
        assert len((tmp_path / part.sha256).read_bytes()) == part.size
    assert found.properties["attachments"] == "2"


def test_filled_form_is_read(drawn, tmp_path):
    def draw(page):
        page.drawString(72, 700, "Naam van de verzoeker staat hieronder")
        page.acroForm.textfield(name="naam", x=72, y=650, width=200, height=20, value="Janneke Proef")

    assert "Janneke Proef" in text_of(opened(drawn(draw)))


def test_damaged_tail_is_repaired(drawn, tmp_path):
    path = drawn(lambda page: page.drawString(72, 700, "Tekst die het overleeft, ook zonder staart"))
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"xref")])
    assert "overleeft" in text_of(opened(path))


def test_beyond_repair(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"niets van een pdf " * 100)
    found = opened(path)
    assert not found.read
    assert codes(found) == ["pdf-broken"]


def test_second_way_reads_the_same(drawn):
    path = drawn(lambda page: page.drawString(72, 700, "Twee lezers, een tekst"))
    found = opened(path, again=True)
    assert text_of(found) == "Twee lezers, een tekst"
    assert codes(found) == ["reading-second-way"]


def test_second_way_shows_nothing_it_cannot_vouch_for(drawn):
    def draw(page):
        page.drawString(72, 700, "GEHEIM onder een vlak")
        page.rect(60, 690, 300, 30, fill=1)

    found = opened(drawn(draw), again=True)
    assert text_of(found) == ""
    assert "page-text-withheld" in codes(found)


def test_fonts_without_map(tmp_path, drawn):
    path = drawn(lambda page: page.drawString(72, 700, "Tekst in een lettertype zonder kaart"))
    with pikepdf.open(path) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            font.Subtype = pikepdf.Name.TrueType
            font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[0, pikepdf.Name.g1])
        pdf.save(tmp_path / "b.pdf")
    assert opened(tmp_path / "b.pdf").properties["fonts_mapped"] == "false"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("open\x02baar", "openbaar"),
        ("EU\x02niveau", "EU-niveau"),
        ("Woo\x02verzoek", "Woo-verzoek"),
        ("besluit\x02vorming", "besluitvorming"),
        ("gemeen\x02te", "gemeente"),
        ("het kenmerk \x02a12", "het kenmerk -a12"),
        ("Noord\x02Holland", "Noord-Holland"),
        ("artikel 5\x02lid", "artikel 5-lid"),
        ("best\ufffe\r\nbesluit", "bestbesluit"),
        ("af\xad\r\ngebroken", "afgebroken"),
        ("einde\x02", "einde-"),
        ("a\r\nb\x07\ud800", "a\nb"),
    ],
)
def test_repairs(raw, text):
    assert repaired(raw) == text


@given(st.text())
def test_repaired_text_can_be_stored(raw):
    text = repaired(raw)
    text.encode("utf-8")
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in text)


def test_ranges():
    assert ranges([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"
    assert ranges(list(range(1, 100, 2))).endswith("…")


def nested(pdf, counts):
    """Pages put into branches of so many; the box is told by the root, the turn by the branch."""
    leaves = [page.obj for page in pdf.pages]
    branches = []
    for count in counts:
        mine, leaves = leaves[:count], leaves[count:]
        node = pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array(mine), Count=count, Rotate=90 * len(branches))
        branch = pdf.make_indirect(node)
        branch.Parent = pdf.Root.Pages
        for leaf in mine:
            leaf.Parent = branch
            for key in ("/MediaBox", "/Rotate"):
                if key in leaf:
                    del leaf[key]
        branches.append(branch)
    pdf.Root.Pages.Kids = pikepdf.Array(branches)
    pdf.Root.Pages.MediaBox = [0, 0, 300, 400]


@pytest.mark.parametrize(("counts", "wrong"), [([5], {}), ([2, 1, 2], {}), ([2, 3], {0: 3}), ([2, 3], {0: -1})])
def test_a_page_by_the_tree_is_that_of_pypdf(drawn, tmp_path, counts, wrong):
    def draw(page):
        for number in range(5):
            page.drawString(72, 300, f"Bladzijde {number}")
            page.showPage()

    path = tmp_path / "b.pdf"
    with pikepdf.open(drawn(draw)) as pdf:
        nested(pdf, counts)
        for branch, count in wrong.items():
            pdf.Root.Pages.Kids[branch].Count = count
        pdf.save(path)
    by_itself, by_tree = pypdf.PdfReader(path), pypdf.PdfReader(path)
    for index in range(5):
        expected, page = by_itself.pages[index], page_at(by_tree, index)
        assert page.extract_text() == expected.extract_text()
        assert page.extract_text().strip() == f"Bladzijde {index}"
        assert (page.mediabox, page.rotation) == (expected.mediabox, expected.rotation)
    assert len(list(resources_of(by_tree, 200))) == 5
    assert len(list(resources_of(by_tree, 3))) == 3


def test_a_page_of_a_large_file_is_found_without_all_others(drawn):
    path = drawn(lambda page: [page.showPage() for _ in range(300)])
    reader = pypdf.PdfReader(path)
    before = len(reader.resolved_objects)
    page_at(reader, 299)
    assert len(reader.resolved_objects) - before < 10


def test_the_resources_of_a_tree_that_bites_its_tail_end(drawn, tmp_path):
    path = tmp_path / "b.pdf"
    with pikepdf.open(drawn(lambda page: page.drawString(72, 300, "Tekst"))) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.save(path)
    assert len(list(resources_of(pypdf.PdfReader(path), 200))) == 1


def test_pypdf_opens_a_file_once_and_says_each_time_that_it_does_not_open(drawn, tmp_path):
    with OneReader(drawn(lambda page: page.drawString(72, 300, "Tekst"))) as reader:
        assert reader.get() is reader.get()
    (tmp_path / "leeg.pdf").write_bytes(b"")
    with OneReader(tmp_path / "leeg.pdf") as reader:
        for _ in range(2):
            with pytest.raises(PyPdfError):
                reader.get()
