"""The image of a page is drawn as people see it, whatever the file is; and what they cannot tell from black is not seen."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from fairwoo.extract.formats import image, pdf
from fairwoo.extract.reading import Job, Limits, Task
from fairwoo.extract.tasks import perform
from tests.extract.opened import opened
from tests.pipeline import scans


def test_sixteen_bits_a_point(tmp_path):
    levels = np.linspace(3_000, 60_000, 200 * 100).reshape(100, 200).astype(np.uint16)
    path = tmp_path / "a.png"
    Image.fromarray(levels).save(path, dpi=(72, 72))
    with image.pictured(path, 1) as picture:
        drawn = picture.draw(72)
    assert drawn.shape == (100, 200, 3)
    assert int(drawn[0, 0, 0]) < 30
    assert int(drawn[-1, -1, 0]) > 240


def test_a_photo_that_lies_on_its_side_is_turned(tmp_path):
    photo = Image.new("RGB", (200, 100), "white")
    photo.paste("black", (0, 0, 20, 100))
    exif = photo.getexif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    path = tmp_path / "a.jpg"
    photo.save(path, dpi=(72, 72), exif=exif)
    with image.pictured(path, 1) as picture:
        assert (round(picture.width), round(picture.height)) == (100, 200)
        drawn = picture.draw(72)
    assert drawn.shape[:2] == (200, 100)
    assert drawn[5, 50].max() < 60  # its left edge is on top now
    assert drawn[150, 50].min() > 200


def test_what_is_transparent_lies_on_white(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(path)
    with image.pictured(path, 1) as picture:
        assert picture.draw(72).min() == 255


def test_a_giant_page_is_drawn_within_the_cap(tmp_path):
    path = tmp_path / "a.pdf"
    drawing = canvas.Canvas(str(path), pagesize=(5_000, 7_000))
    drawing.drawString(100, 100, "klein")
    drawing.save()
    with pdf.pictured(path, 1) as picture:
        height, width, _ = picture.draw(picture.dpi(150)).shape
    assert 8_000_000 < height * width <= 9_100_000


def test_every_page_of_a_fax_counts(tmp_path):
    path = tmp_path / "fax.tiff"
    sheet = Image.new("1", (8, 8), 1)
    sheet.save(path, save_all=True, append_images=[sheet] * 1_004)
    assert len(opened(path).pages) == 1_005


def test_further_pages_are_read_the_second_way_where_the_first_does_not_get_through(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    scans.typed(path, [[f"Bladzijde {number}"] for number in range(1, 4)])

    def fails(*_):
        raise ValueError("damaged")

    job = Job(path, path.name, "0", 1, task=Task.GO_ON, first=2)
    limits = Limits(tmp_path, 1 << 20, 10, 10, 1 << 20, 1 << 20, lambda: None, first=2)
    pages = [page.text for page in perform(job, limits, lambda *_: None, again=False).pages]
    monkeypatch.setattr(pdf, "read_on", fails)
    assert (
        [page.text for page in perform(job, limits, lambda *_: None, again=False).pages]
        == pages
        == ["Bladzijde 2", "Bladzijde 3"]
    )
    monkeypatch.setattr(pdf, "read_another_way", fails)
    assert not perform(job, limits, lambda *_: None, again=False).read


@pytest.mark.parametrize(("grey", "seen"), [(0.0, False), (0.08, False), (0.12, False), (0.4, True), (1.0, True)])
def test_what_cannot_be_told_from_black(tmp_path, grey, seen):
    path = tmp_path / "a.pdf"
    drawing = canvas.Canvas(str(path), pagesize=(595, 842), invariant=1)
    drawing.drawString(72, 760, "Wat hier staat is voor iedereen te lezen.")
    drawing.rect(72, 690, 300, 24, stroke=0, fill=1)
    drawing.setFillGray(grey)
    drawing.drawString(80, 698, "Kwartelstaart en Zonneveld")
    drawing.save()
    found = opened(path)
    assert ("Kwartelstaart" in found.pages[0].text) is seen
    assert bool(found.pages[0].hidden) is not seen
