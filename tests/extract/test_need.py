"""Whether a page needs text recognition, and why: the page rule, on pages as PDFs really have them."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from fairwoo.extract import Job, need, read
from fairwoo.model import NeedsOcr, Page, PageBy, PageOrigin
from fairwoo.settings import ExtractSettings

SENTENCES = (
    "Op verzoek van de aanvrager heeft het college besloten een deel van de documenten openbaar te maken. "
    "De namen van ambtenaren zijn weggelaten, omdat hun persoonlijke belang zwaarder weegt dan het belang van openbaarheid. "
    "Tegen dit besluit kan binnen zes weken bezwaar worden gemaakt bij de gemeente."
)


def page(text: str, cover: float, **more) -> Page:
    return Page(number=1, text=text, image_cover=cover, by=PageBy.TEXT_LAYER if text else PageBy.NONE, **more)


def swapped(text: str, every: int) -> str:
    return "".join("q" if letter.isalpha() and place % every == 0 else letter for place, letter in enumerate(text))


@pytest.mark.parametrize(
    ("text", "cover", "needed", "origin"),
    [
        (SENTENCES, 0.0, None, PageOrigin.DIGITAL),
        (SENTENCES, 1.0, None, PageOrigin.SCAN_WITH_TEXT),
        ("", 1.0, NeedsOcr.NO_TEXT, PageOrigin.SCAN),
        ("Pagina 3", 0.95, NeedsOcr.NO_TEXT, PageOrigin.SCAN),
        ("", 0.5, NeedsOcr.NO_TEXT, PageOrigin.DIGITAL),
        ("", 0.0, None, PageOrigin.DIGITAL),
        ("Bijlage 2", 0.1, None, PageOrigin.DIGITAL),
        (swapped(SENTENCES, 9), 1.0, NeedsOcr.POOR_LAYER, PageOrigin.SCAN_WITH_TEXT),
        (swapped(SENTENCES, 40), 0.0, None, PageOrigin.DIGITAL),
        (codecs.encode(SENTENCES, "rot13"), 0.0, NeedsOcr.GARBAGE, PageOrigin.DIGITAL),
        (SENTENCES[::-1], 0.0, NeedsOcr.GARBAGE, PageOrigin.DIGITAL),
        (" ".join(SENTENCES), 0.0, NeedsOcr.GARBAGE, PageOrigin.DIGITAL),
        (SENTENCES.replace(" ", ""), 0.0, NeedsOcr.GARBAGE, PageOrigin.DIGITAL),
        ("\ue041\ue042\ue043 " * 40, 0.0, NeedsOcr.GARBAGE, PageOrigin.DIGITAL),
    ],
)
def test_page_rule(text, cover, needed, origin):
    found = need.judged(page(text, cover), "nld")
    assert (found.needs_ocr, found.origin) == (needed, origin)


def test_a_page_laid_out_over_a_picture_is_no_poor_scan():
    digital = page(swapped(SENTENCES, 9), 1.0, origin=PageOrigin.DIGITAL)
    assert need.judged(digital, "nld").needs_ocr is None


def test_fonts_that_do_not_say_their_letters_leave_doubt():
    wrong = page(swapped(SENTENCES * 3, 11), 0.0)
    assert need.judged(wrong, "nld").needs_ocr is None
    assert need.judged(wrong, "nld", fonts_mapped=False).needs_ocr is NeedsOcr.GARBAGE


def test_one_of_two_fonts_that_is_mapped_wrongly_is_found():
    lines = (SENTENCES * 4).split(". ")
    spoiled = "\n".join(codecs.encode(line, "rot13") if place % 2 else line for place, line in enumerate(lines))
    assert need.judged(page(spoiled, 0.0), "nld").needs_ocr is NeedsOcr.GARBAGE
    foreign = "\n".join(FOREIGN["pol"] if place % 2 else line for place, line in enumerate(lines))
    assert need.judged(page(foreign, 0.0), "nld").needs_ocr is None


def test_printed_noise_is_not_recognised_again():
    """Bits of one and two letters, as recognition makes of a drawing: they are on the page as they are in the layer."""
    noise = "\n".join(
        f"xq {'kw' if number % 2 else 'z'} {number} brtk vm {'nrst' if number % 3 else 'l'} jx" for number in range(40)
    )
    assert need.judged(page(noise, 0.0), None).needs_ocr is None


def test_a_script_without_spaces_did_not_fall_apart():
    chinese = "应申请人的要求市政府决定公开部分文件公务员的姓名已被删除因为他们的个人利益比公开的利益更重要" * 6
    assert need.judged(page(chinese, 0.0), None, fonts_mapped=False).needs_ocr is None


def test_a_wholly_redacted_page_has_no_more_to_say():
    assert need.judged(page("", 1.0, hidden_words=12), "nld").needs_ocr is None


def test_what_is_no_paper_is_left_alone():
    mail = Page(number=1, text="q" * 500)
    assert need.judged(mail, "nld") == mail


def test_a_language_without_a_dictionary_is_not_judged_by_one():
    frisian = page(
        "Wy hawwe it beslút naam dat de stikken iepenbier makke wurde moatte foar elkenien dy't der om freget. " * 4, 1.0
    )
    found = need.judged(frisian, "fry")
    assert (found.needs_ocr, found.layer_score) == (None, None)


FOREIGN = {
    "ara": "بناء على طلب مقدم الطلب قررت البلدية نشر جزء من الوثائق وحذف أسماء الموظفين ويمكن الاعتراض على هذا القرار خلال ستة أسابيع "
    "لدى البلدية لأن مصلحتهم الشخصية أهم من مصلحة العلانية كما جاء في القانون",
    "ukr": "На прохання заявника громада вирішила оприлюднити частину документів. Імена службовців пропущено, бо їхній особистий інтерес "
    "важить більше за інтерес відкритості. На це рішення можна подати скаргу протягом шести тижнів.",
    "pol": "Na wniosek mieszkańca gmina postanowiła udostępnić część dokumentów. Nazwiska urzędników zostały pominięte, ponieważ ich "
    "prywatność jest ważniejsza niż jawność. Od tej decyzji można się odwołać w ciągu sześciu tygodni, ale tylko na piśmie i do gminy.",
    "spa": "A petición de una vecina, el ayuntamiento ha decidido publicar una parte de los documentos. Los nombres de los funcionarios "
    "se han omitido porque su interés personal pesa más que el interés público, y contra esta decisión se puede reclamar.",
    "tur": "Bir vatandaşın isteği üzerine belediye belgelerin bir kısmını yayımlamaya karar verdi. Memurların adları çıkarıldı, çünkü "
    "kişisel çıkarları daha önemli ve bu karara altı hafta içinde itiraz edilebilir, ancak bunun için yazılı olarak başvurmak gerekir.",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
@pytest.mark.parametrize("cover", [0.0, 1.0])
def test_a_foreign_language_is_no_garbage(text, cover):
    found = need.judged(page(text, cover), None, fonts_mapped=False)
    assert (found.needs_ocr, found.layer_score) == (None, None)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_language_that_fell_apart_is(text):
    assert need.judged(page(" ".join(text), 0.0), None).needs_ocr is NeedsOcr.GARBAGE


@given(st.text(max_size=400), st.floats(0, 1))
def test_any_text_can_be_judged(text, cover):
    found = need.judged(page(text, cover), None)
    assert found.text == text
    assert found.layer_score is None or 0 <= found.layer_score <= 1


# --- on PDFs


@pytest.fixture
def pages(tmp_path):
    def of(draw):
        path = tmp_path / "a.pdf"
        canvas = Canvas(str(path), pagesize=A4, invariant=1)
        draw(canvas, tmp_path)
        canvas.showPage()
        canvas.save()
        job = Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        ((_, extraction),) = read([job], ExtractSettings(workers=1), tmp_path / "scratch")
        return extraction

    (tmp_path / "scratch").mkdir()
    return of


def lines(canvas: Canvas, text: str, mode: int = 0) -> None:
    writing = canvas.beginText(60, 760)
    writing.setTextRenderMode(mode)
    for part in text.split(". "):
        writing.textLine(part[:100])
    canvas.drawText(writing)


def paper(canvas: Canvas, folder: Path, *, printed: bool = False) -> None:
    """The image of a sheet; where it is printed on, grey bars stand for words all over it."""
    image = folder / "paper.png"
    sheet = Image.new("L", (827, 1169), 235)
    for top in range(40, 1140, 12) if printed else ():
        for left in range(40, 790, 12):
            ImageDraw.Draw(sheet).rectangle((left, top, left + 6, top + 7), fill=20)
    sheet.save(image)
    canvas.drawImage(str(image), 0, 0, *A4)


def test_scan_with_and_without_a_layer(pages):
    (bare,) = pages(paper).pages
    assert (bare.origin, bare.needs_ocr) == (PageOrigin.SCAN, NeedsOcr.NO_TEXT)

    def layered(canvas, folder):
        paper(canvas, folder, printed=True)
        lines(canvas, SENTENCES, mode=3)

    (page,) = pages(layered).pages
    assert (page.origin, page.needs_ocr) == (PageOrigin.SCAN_WITH_TEXT, None)
    assert page.layer_score > 0.9


def test_text_over_a_background_is_digital(pages):
    def brochure(canvas, folder):
        paper(canvas, folder)
        lines(canvas, SENTENCES)

    (page,) = pages(brochure).pages
    assert page.origin is PageOrigin.DIGITAL


def test_a_logo_drawn_last_does_not_make_a_brochure_a_scan(pages):
    def brochure(canvas, folder):
        paper(canvas, folder)
        lines(canvas, swapped(SENTENCES, 9))
        logo = folder / "logo.png"
        Image.new("L", (60, 30), 40).save(logo)
        canvas.drawImage(str(logo), 480, 800, 60, 30)

    (page,) = pages(brochure).pages
    assert (page.origin, page.needs_ocr) == (PageOrigin.DIGITAL, None)


def test_text_below_its_scan_is_a_layer(pages):
    def scanned(canvas, folder):
        lines(canvas, SENTENCES)
        paper(canvas, folder, printed=True)

    (page,) = pages(scanned).pages
    assert page.origin is PageOrigin.SCAN_WITH_TEXT


def test_text_turned_into_shapes_needs_recognition(pages):
    def outlines(canvas, folder):
        for place in range(400):
            x, y = 60 + place % 40 * 11, 760 - place // 40 * 16
            path = canvas.beginPath()
            path.moveTo(x, y)
            path.lineTo(x + 6, y)
            path.lineTo(x + 3, y + 9)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)

    (page,) = pages(outlines).pages
    assert (page.origin, page.needs_ocr) == (PageOrigin.DIGITAL, NeedsOcr.NO_TEXT)


def test_a_layer_that_is_no_language_is_told(pages):
    extraction = pages(lambda canvas, _: lines(canvas, codecs.encode(SENTENCES, "rot13")))
    (found,) = [one for one in extraction.findings if one.code == "page-text-poor"]
    assert found.place.page == 1
    sound = pages(lambda canvas, _: lines(canvas, SENTENCES))
    assert "page-text-poor" not in {one.code for one in sound.findings}
