"""What files say of themselves, by one list of names: files of every format, made by other libraries, and all of the corpus."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

import docx
import openpyxl
import pikepdf
import pptx
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen import canvas

from fairwoo.extract import Job, read
from fairwoo.extract.image_details import details_of
from fairwoo.extract.properties import NAMES, language, message_ids, moment, normalised
from fairwoo.settings import ExtractSettings
from tests.extract import made_msg
from tests.extract.opened import opened

MADE = datetime(2021, 12, 23, 9, 5, 7, tzinfo=UTC)
CHANGED = datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC)
USUAL = {
    "title": "Besluit op uw verzoek",
    "author": "Waterschap De Proef",
    "subject": "Sluis",
    "keywords": "Woo, sluis",
    "language": "nl-NL",
    "created": "2021-12-23T09:05:07Z",
    "modified": "2022-01-02T03:04:05Z",
}


def _core(document):
    """Fill the core properties of a document of python-docx or python-pptx."""
    core = document.core_properties
    core.title, core.author, core.subject, core.keywords = (USUAL[name] for name in ("title", "author", "subject", "keywords"))
    core.language, core.created, core.modified = "nl-NL", MADE.replace(tzinfo=None), CHANGED.replace(tzinfo=None)
    core.comments, core.last_modified_by, core.category = "GEHEIM", "GEHEIM", "GEHEIM"


def word(path):
    document = docx.Document()
    _core(document)
    document.add_paragraph("tekst")
    document.save(str(path))


def slides(path):
    document = pptx.Presentation()
    _core(document)
    document.slides.add_slide(document.slide_layouts[0]).shapes.title.text = "tekst"
    document.save(str(path))


def sheets_by_openpyxl(path):
    book = openpyxl.Workbook()
    book.active["A1"] = "tekst"
    about = book.properties
    about.title, about.creator, about.subject, about.keywords = (
        USUAL[name] for name in ("title", "author", "subject", "keywords")
    )
    about.language, about.created, about.description, about.lastModifiedBy = (
        "nl-NL",
        MADE.replace(tzinfo=None),
        "GEHEIM",
        "GEHEIM",
    )
    book.save(path)


def sheets_by_xlsxwriter(path):
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write(0, 0, "tekst")
    told = {name: USUAL[name] for name in ("title", "author", "subject", "keywords")}
    book.set_properties({**told, "created": MADE, "comments": "GEHEIM", "manager": "GEHEIM", "company": "GEHEIM"})
    book.close()


def pdf_by_information(path):
    page = canvas.Canvas(str(path), lang="nl_NL", invariant=True)
    page.setTitle(USUAL["title"])
    page.setAuthor(USUAL["author"])
    page.setSubject(USUAL["subject"])
    page.setKeywords(USUAL["keywords"])
    page.drawString(72, 700, "tekst")
    page.save()


def pdf_by_xmp(path):
    """No information dictionary, as PDF 2.0 wants it."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    page.drawString(72, 700, "tekst")
    page.save()
    with pikepdf.open(stream) as pdf:
        del pdf.trailer["/Info"]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"], about["dc:creator"] = USUAL["title"], [USUAL["author"]]
            about["dc:description"], about["pdf:Keywords"] = USUAL["subject"], USUAL["keywords"]
            about["xmp:CreateDate"], about["xmp:ModifyDate"] = USUAL["created"], USUAL["modified"]
            about["xmp:CreatorTool"], about["pdf:Producer"] = "Schrijver", "Maker"
            about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"] = "2", "A", "1"
        pdf.save(path)


OPEN_META = """<o:document-meta xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><o:meta>
 <m:generator>Schrijver/7.4</m:generator><dc:title>Besluit op uw verzoek</dc:title><dc:description>GEHEIM</dc:description>
 <dc:subject>Sluis</dc:subject><m:keyword>Woo</m:keyword><m:keyword>sluis</m:keyword><m:initial-creator>Waterschap De Proef
 </m:initial-creator><dc:creator>GEHEIM</dc:creator><m:creation-date>2021-12-23T09:05:07.640000000Z</m:creation-date>
 <dc:date>2022-01-02T03:04:05Z</dc:date><dc:language>nl-NL</dc:language><m:user-defined>GEHEIM</m:user-defined></o:meta></o:document-meta>"""


def open_document(kind, body):
    def make(path):
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
            package.writestr(
                "content.xml",
                '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
                ' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
                f' xmlns:s="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body>{body}</o:body></o:document-content>',
            )
            package.writestr("meta.xml", OPEN_META)

    return make


def rtf(path):
    path.write_bytes(
        rb"{\rtf1\ansi{\info{\title Besluit op uw verzoek}{\author Waterschap De Proef}{\subject Sluis}{\keywords Woo, sluis}"
        rb"{\operator GEHEIM}{\creatim\yr2021\mo12\dy23\hr9\min5\sec7}{\revtim\yr2022\mo1\dy2\hr3\min4}}{\*\generator Maker;}tekst}"
    )


def web_page(path):
    path.write_text(
        '<html lang="nl-nl"><head><title>Besluit op\n uw verzoek</title><meta name="author" content="Waterschap De Proef">'
        '<meta name="DCTERMS.created" content="2021-12-23T09:05:07Z"><meta property="og:description" content="Sluis">'
        '<meta name="keywords" content="Woo, sluis"><meta property="article:modified_time" content="2022-01-02T03:04:05Z">'
        '<meta name="generator" content="Maker"><meta name="robots" content="GEHEIM"></head><body>tekst</body></html>'
    )


def mail(path):
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = USUAL["title"], USUAL["author"] + " <a@example.org>", "b@example.org"
    message["Bcc"], message["Date"] = "GEHEIM@example.org", "Thu, 23 Dec 2021 10:05:07 +0100"
    message["Message-ID"], message["In-Reply-To"], message["References"] = "<3@x>", "<2@x>", "<1@x> <2@x>"
    message.set_content("tekst")
    path.write_bytes(bytes(message))


def outlook(path):
    texts = {"p1035": "<3@x>", "p1042": "<2@x>", "p1039": "<1@x> <2@x>"}
    path.write_bytes(made_msg.message(USUAL["title"], "tekst", [(made_msg.TO, "B", "b@example.org")], **texts))


def appointment(path):
    path.write_text(
        "BEGIN:VCALENDAR\nPRODID:Maker\nBEGIN:VEVENT\nSUMMARY:Besluit op uw verzoek\nCREATED:20211223T090507Z\n"
        "LAST-MODIFIED:20220102T030405Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )


def card(path):
    path.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Waterschap De Proef\nREV:20220102T030405Z\nPRODID:Maker\nEND:VCARD\n")


def some(*names, **more):
    return {**{name: USUAL[name] for name in names}, **more}


TEXTS = ("title", "author", "subject", "keywords")
THREAD = {"message_id": "<3@x>", "in_reply_to": "<2@x>", "references": "<1@x> <2@x>"}
OPEN = {**USUAL, "producer": "Schrijver/7.4"}
CASES = [
    (word, "a.docx", {**USUAL, "puid": "fmt/412"}),
    (slides, "a.pptx", {**USUAL, "puid": "fmt/215"}),
    (sheets_by_openpyxl, "a.xlsx", some(*TEXTS, "language", "created")),
    (sheets_by_xlsxwriter, "a.xlsx", some(*TEXTS, "created", producer="Microsoft Excel")),
    (pdf_by_information, "a.pdf", some(*TEXTS, "language", created="2000-01-01T00:00:00Z")),
    (pdf_by_xmp, "a.pdf", some(*TEXTS, "created", "modified", creator="Schrijver", producer="Maker", pdfa="2a", pdfua="1")),
    (open_document("text", "<o:text><t:p>tekst</t:p></o:text>"), "a.odt", OPEN),
    (open_document("spreadsheet", '<o:spreadsheet><s:table s:name="x"/></o:spreadsheet>'), "a.ods", OPEN),
    (open_document("presentation", "<o:presentation><d:page/></o:presentation>"), "a.odp", OPEN),
    (rtf, "a.rtf", some(*TEXTS, created="2021-12-23T09:05:00", modified="2022-01-02T03:04:00", producer="Maker", puid="fmt/45")),
    (web_page, "a.html", {**USUAL, "producer": "Maker"}),
    (mail, "a.eml", some("title", author="Waterschap De Proef <a@example.org>", created="2021-12-23T10:05:07+01:00", **THREAD)),
    (outlook, "a.msg", some("title", **THREAD)),
    (
        appointment,
        "a.ics",
        some("title", created="2021-12-23T09:05:07Z", modified="2022-01-02T03:04:05Z", producer="Maker"),
    ),
    (card, "a.vcf", {"title": "Waterschap De Proef", "modified": "2022-01-02T03:04:05Z", "producer": "Maker"}),
]


@pytest.mark.parametrize(("make", "name", "wanted"), CASES, ids=[make.__name__ + " " + name for make, name, _ in CASES])
def test_normalised(make, name, wanted, tmp_path):
    make(tmp_path / name)
    found = opened(tmp_path / name)
    kept = normalised(found.properties)
    assert {key: kept.get(key) for key in wanted} == wanted
    assert "GEHEIM" not in str(found.properties)


def test_photo_tells_when_never_who(tmp_path):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0131], exif[0x0132] = "GEHEIM", "GEHEIM", "Scanner 3", "2022:01:02 03:04:05"
    exif.get_ifd(0x8769).update({0x9003: "2021:12:23 10:05:07", 0x9011: "+01:00", 0x9286: b"ASCII\0\0\0GEHEIM"})
    Image.new("RGB", (8, 8)).save(path, exif=exif)
    with Image.open(path) as image:
        found = details_of(image, path)
    wanted = {"created": "2021-12-23T10:05:07+01:00", "modified": "2022-01-02T03:04:05", "producer": "Scanner 3"}
    assert normalised(found.said) == wanted
    assert found.texts == 3


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2021", "2021"),
        ("2021-12", "2021-12"),
        ("2021-12-23", "2021-12-23"),
        ("2021-12-23T09:05Z", "2021-12-23T09:05:00Z"),
        ("2021-12-23T09:05:07.123+01:00", "2021-12-23T09:05:07+01:00"),
        ("1601-01-01T00:00:00Z", ""),
        ("0000-00-00T00:00:00", ""),
        ("2021-02-30", ""),
        ("23 december 2021", ""),
    ],
)
def test_moments(written, kept):
    assert moment(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [("NL_nl", "nl-NL"), ("nld", "nld"), ("sr-latn-RS", "sr-Latn-RS"), ("Dutch", ""), ("und", ""), ("x-none", ""), ("", "")],
)
def test_languages(written, kept):
    assert language(written) == kept


def test_thread_keeps_its_ends():
    ids = [f"<{number}@x>" for number in range(500)]
    kept = message_ids("\r\n ".join(ids)).split()
    assert (kept[0], kept[-1], len(kept)) == ("<0@x>", "<499@x>", 200)


@given(st.dictionaries(st.sampled_from(sorted(NAMES)), st.text()))
def test_whatever_a_file_says_is_kept_clean(found):
    kept = normalised(found)
    assert normalised(kept) == kept
    assert all(value and value.isprintable() for value in kept.values())


def test_unknown_name_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        normalised({"titel": "x"})


@pytest.mark.corpus
def test_no_real_file_brings_another_name(corpus, tmp_path):
    """Nor a value that is not as the list says."""
    folders = [
        corpus / "hostile" / name for name in ("archives", "images-other", "mail", "office-text", "signed", "structure-forms")
    ]
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    assert len(paths) > 30
    jobs = [Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size) for path in paths]
    for job, found in read(jobs, ExtractSettings(workers=2), tmp_path):
        assert set(found.properties) <= set(NAMES), job.name
        kept = normalised(found.properties)
        assert normalised(kept) == kept, job.name
