"""Text recognition: the data files, Tesseract itself on pages that we draw, and the way back from a straightened page."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import tarfile

import cv2
import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from fairwoo.errors import InputError
from fairwoo.extract.ocr import data, engine, page, straighten
from fairwoo.model import WordBox
from tests.corpus import eval_ocr

LINES = (
    "Geachte heer, mevrouw,",
    "Op verzoek van de aanvrager heeft het college besloten een deel van",
    "de documenten openbaar te maken. De namen van ambtenaren zijn",
    "weggelaten, omdat hun persoonlijke belang zwaarder weegt.",
    "Tegen dit besluit kan binnen zes weken bezwaar worden gemaakt.",
    "Het bezwaarschrift moet worden ondertekend en bevat de naam en",
    "het adres van de indiener, de datum en de redenen van het bezwaar.",
)
LEFT, TOP, SIZE, LEADING = 72, 90, 12, 20
WORDS = " ".join(LINES).split()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """Draws the page at any resolution, as `recognise` asks for it."""
    path = tmp_path_factory.mktemp("ocr") / "page.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Times-Roman", SIZE)
    for number, line in enumerate(LINES):
        canvas.drawString(LEFT, A4[1] - TOP - number * LEADING, line)
    canvas.save()

    def render(dpi: int):
        with pypdfium2.PdfDocument(path) as document:
            pixels = document[0].render(scale=dpi / 72, grayscale=True).to_numpy()
        return pixels.reshape(pixels.shape[:2])

    return render


@pytest.fixture(scope="session")
def tesseract():
    found = engine.find()
    if found is None:
        missing = "tesserocr or the Dutch data are not here: run `sh .ci/bootstrap ocr`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    yield found
    found.close()


def missed(text: str) -> int:
    words = text.split()
    return sum(word not in words for word in WORDS)


# --- reading


def test_reads_lines_in_order_with_boxes_in_points(drawn, tesseract):
    found = page.recognise(drawn, tesseract, A4, "nld")
    assert found.text.split() == WORDS
    assert [line for line in found.text.splitlines() if line] == list(LINES)
    assert [word.text for word in found.words] == WORDS
    assert found.confidence > 0.85
    first = found.words[0]
    assert (first.x, first.y + first.height) == pytest.approx((LEFT, TOP), abs=2)
    last = found.words[-1]
    assert last.y + last.height == pytest.approx(TOP + LEADING * (len(LINES) - 1), abs=2)


def test_the_same_page_reads_the_same_after_another(drawn, tesseract):
    image = drawn(200)
    first = tesseract.read(image, 200)
    tesseract.read(straighten.quarter_turned(image, 90), 200)
    assert tesseract.read(image, 200) == first


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("by_osd", [True, False])
def test_a_turned_page_is_read_upright(drawn, tesseract, monkeypatch, turn, by_osd):
    if not by_osd:
        monkeypatch.setattr(engine.Engine, "turn", lambda *_: None)
    found = page.recognise(lambda dpi: straighten.quarter_turned(drawn(dpi), turn), tesseract)
    assert missed(found.text) <= 1
    width, height = A4
    point = (LEFT, TOP)
    wanted = {90: (height - point[1], point[0]), 180: (width - point[0], height - point[1]), 270: (point[1], width - point[0])}
    first = next(word for word in found.words if word.text == "Geachte")
    corner = {
        90: (first.x, first.y),
        180: (first.x + first.width, first.y),
        270: (first.x + first.width, first.y + first.height),
    }[turn]
    assert corner == pytest.approx(wanted[turn], abs=4)


def test_a_skewed_page_is_read_and_its_boxes_lie_on_the_skewed_image(drawn, tesseract):
    def skewed(dpi: int):
        image = drawn(dpi)
        height, width = image.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 3.0, 1.0)
        return cv2.warpAffine(image, matrix, (width, height), borderValue=255)

    found = page.recognise(skewed, tesseract)
    assert missed(found.text) <= 1
    image = skewed(72)
    for word in found.words:  # there is ink where the word is said to be
        x, y = round(word.x), round(word.y)
        assert image[y : y + round(word.height) + 1, x : x + round(word.width) + 1].min() < 160


def test_an_empty_page_has_no_words(tesseract):
    found = page.recognise(lambda dpi: np.full((dpi * 11, dpi * 8), 255, np.uint8), tesseract)
    assert found == ("", (), 0.0)


def test_a_huge_page_is_drawn_within_the_cap(drawn, tesseract):
    asked = []

    def huge(dpi: int):
        """The page, ten times as large."""
        asked.append(dpi)
        return drawn(dpi * 10)

    found = page.recognise(huge, tesseract)
    assert missed(found.text) == 0
    assert max(asked) <= 30  # 300 dpi of A4
    assert found.words[0].x == pytest.approx(LEFT * 10, abs=20)


def test_the_name_says_engine_data_and_edition(tesseract):
    assert tesseract.name.startswith("tesserocr 5.")
    assert f", {data.DUTCH} " in tesseract.name


@pytest.fixture
def render_of(tmp_path):
    """What draws a page that a test puts together."""

    def of(draw):
        path = tmp_path / "page.pdf"
        canvas = Canvas(str(path), pagesize=A4, invariant=1)
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.save()

        def render(dpi: int):
            with pypdfium2.PdfDocument(path) as document:
                pixels = document[0].render(scale=dpi / 72, grayscale=True).to_numpy()
            return pixels.reshape(pixels.shape[:2])

        return render

    return of


@pytest.mark.parametrize("signs", ["abcdefg", "•••••••"])
def test_the_signs_before_the_items_of_a_list_are_read(render_of, tesseract, signs):
    marks = [sign if sign == "•" else f"{sign}." for sign in signs]

    def draw(canvas: Canvas):
        for number, (mark, line) in enumerate(zip(marks, LINES, strict=True)):
            canvas.drawString(72, 760 - number * 32, mark)
            canvas.drawString(100, 760 - number * 32, line)
            canvas.drawString(100, 744 - number * 32, LINES[-1 - number])

    found = page.recognise(render_of(draw), tesseract, A4)
    read = [line for line in found.text.splitlines() if line]
    assert [line.split()[0] for line in read[::2]] == marks
    assert [line.split(" ", 1)[1] for line in read[::2]] == list(LINES)


def test_a_pale_footer_is_read_and_comes_last(render_of, tesseract):
    def draw(canvas: Canvas):
        for number, line in enumerate(LINES):
            canvas.drawString(72, 760 - number * 16, line)
        canvas.setFillGray(0.8)
        canvas.drawString(300, 60, "Postbus 12, 9999 AB Zandwijk")

    found = page.recognise(render_of(draw), tesseract, A4)
    assert found.text.splitlines()[-1] == "Postbus 12, 9999 AB Zandwijk"
    assert found.words[-1].y + found.words[-1].height == pytest.approx(A4[1] - 60, abs=3)


def test_scribbles_and_spots_are_no_words(render_of, tesseract):
    dots = np.random.default_rng(3)

    def draw(canvas: Canvas):
        for number, line in enumerate(LINES):
            canvas.drawString(72, 760 - number * 16, line)
        for x, y, radius in zip(dots.uniform(50, 550, 40), dots.uniform(50, 600, 40), dots.uniform(0.5, 3, 40), strict=True):
            canvas.circle(x, y, radius, fill=1)
        canvas.bezier(200, 300, 250, 400, 300, 200, 350, 320)

    found = page.recognise(render_of(draw), tesseract, A4)
    assert found.text.split()[: len(WORDS)] == WORDS
    assert len(found.words) <= len(WORDS) + 1


@pytest.mark.corpus
@pytest.mark.slow
def test_real_scans_are_read_better_than_tesseract_does(corpus, tesseract):
    """Measured with fast 4.1.0: missed .057, invented .047, CER .0205; Tesseract as it comes: .077, .058, .0268."""
    score, bare = (eval_ocr.total(corpus, read, tesseract) for read in (eval_ocr.ours, eval_ocr.bare))
    assert score.missed / score.words <= 0.06
    assert score.wrong / score.characters <= 0.025
    assert score.invented <= bare.invented


# --- straightening


@pytest.mark.parametrize("angle", [-4.5, -1.0, 0.4, 2.0, 4.5])
def test_skew_is_measured(drawn, angle):
    image = drawn(150)
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(image, matrix, (width, height), borderValue=255)
    assert straighten.skew(turned) == pytest.approx(-angle, abs=0.15)


def test_nothing_to_straighten():
    noise = np.random.default_rng(1).integers(0, 255, (400, 300), dtype=np.uint8)
    assert straighten.skew(noise) == 0.0
    assert straighten.skew(np.zeros((1, 1), np.uint8)) == 0.0


@given(st.sampled_from([0, 90, 180, 270]), st.integers(0, 99), st.integers(0, 69))
def test_a_pixel_comes_back_from_a_quarter_turn(turn, x, y):
    image = np.zeros((70, 100), np.uint8)
    image[y, x] = 255
    straight = straighten.Straight(straighten.quarter_turned(image, turn), straighten._quarter_back(image.shape, turn))
    ((found_y, found_x),) = np.argwhere(straight.image)
    assert straight.box_before(WordBox("a", found_x, found_y, 1, 1, 1.0))[1:5] == (x, y, 1, 1)


@given(st.floats(1, 14_400), st.floats(1, 14_400))
def test_pages_stay_under_the_cap(width, height):
    dpi = straighten.capped_dpi((width, height), 300)
    assert 1 <= dpi <= 300
    assert dpi == 1 or width * height * (dpi / 72) ** 2 <= straighten.MOST_PIXELS * (1 + 1e-9)


def test_an_image_over_the_cap_is_shrunk():
    assert straighten.shrunk(np.zeros((4_000, 3_000), np.uint8)).size <= straighten.MOST_PIXELS


# --- data files


@pytest.fixture
def listed(monkeypatch):
    """Two editions that are known for the length of a test, the preferred one first."""
    contents = (b"the preferred edition", b"another edition")
    files = tuple(
        data.DataFile("nld", f"edition {number}", hashlib.sha256(content).hexdigest(), len(content))
        for number, content in enumerate(contents)
    )
    monkeypatch.setattr(data, "known", lambda: files)
    return contents


def npm(path, members):
    with tarfile.open(path, "w:gz") as package:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            package.addfile(member, io.BytesIO(content))
    return path


def test_the_list_holds_dutch_and_orientation():
    assert {"nld", "osd"} <= {one.language for one in data.known()}
    assert len({one.sha256 for one in data.known()}) == len(data.known())


def test_installs_a_file_plain_gzipped_or_from_a_package(listed, tmp_path):
    plain = tmp_path / "x.traineddata"
    plain.write_bytes(listed[1])
    gzipped = tmp_path / "x.traineddata.gz"
    gzipped.write_bytes(gzip.compress(listed[1]))
    package = npm(
        tmp_path / "nld.tgz",
        [
            ("package/README.md", b"x"),
            ("package/a/nld.traineddata.gz", gzip.compress(listed[1])),
            ("package/b/nld.traineddata.gz", gzip.compress(listed[0])),
        ],
    )
    for number, (source, wanted) in enumerate([(plain, 1), (gzipped, 1), (package, 0)]):
        target = tmp_path / f"target{number}"
        assert data.install(source, target) == f"nld edition {wanted}"
        assert (target / "nld.traineddata").read_bytes() == listed[wanted]
        assert [one.name for one in target.iterdir()] == ["nld.traineddata"]
        assert data.locate(target) == target


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nld.traineddata", b"changed"),
        ("nld.traineddata.gz", gzip.compress(b"changed")),
        ("nld.traineddata.gz", gzip.compress(bytes(10_000_000))),
        ("nld.traineddata.gz", b"no gzip"),
        ("nld.traineddata.gz", gzip.compress(b"cut off" * 99)[:-20]),
        ("nld.tgz", b"no package"),
        ("nld.tgz", gzip.compress(b"no tar")),
    ],
)
def test_refuses_what_is_not_known(listed, tmp_path, name, content):
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(InputError) as error:
        data.install(source, tmp_path / "target")
    assert str(source) in error.value.text.nl
    assert str(source) in error.value.text.en
    assert not (tmp_path / "target").exists()


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError):
        data.install(tmp_path / "nld.traineddata", tmp_path)


def test_an_unknown_file_counts_only_where_the_system_keeps_its_own(listed, tmp_path, monkeypatch):
    given, system = tmp_path / "given", tmp_path / "system"
    monkeypatch.setattr(data, "user_folder", lambda: tmp_path / "none")
    monkeypatch.setattr(data, "_SYSTEM", (str(tmp_path / "sys*"),))
    for folder in (given, system):
        folder.mkdir()
        (folder / "nld.traineddata").write_bytes(b"something else")
    assert data.locate(given) == system
    assert data.edition_of(system).startswith(data.UNKNOWN_EDITION)
    shutil.rmtree(system)
    assert data.locate(given) is None
    assert engine.find(given) is None
    (given / "nld.traineddata").write_bytes(listed[0])
    assert data.locate(given) == given
    assert data.edition_of(given) == "edition 0"


def test_no_engine_without_the_library(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "tesserocr", None)
    assert engine.find() is None
