"""Drawing pages: what is painted over does not show, sizes stay within bounds, and whatever a file does costs its own page only."""

from __future__ import annotations

import io
import multiprocessing
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pikepdf
import psutil
import pytest
from PIL import Image

from fairwoo.serve.drawing import Box, BusyError, Drawing, Order, UndrawableError, kind_of, painting, processes
from fairwoo.serve.drawing.cache import Cache
from fairwoo.serve.drawing.orders import HYPHEN
from fairwoo.serve.drawing.processes import Processes
from fairwoo.store import Workspace

LETTER = (612, 792)


def pdf(path: Path, content: str, *, size: tuple[float, float] = LETTER, rotate: int = 0) -> Path:
    """A page with Helvetica as /F1."""
    with pikepdf.new() as made:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        made.add_blank_page(page_size=size)
        page = made.pages[0]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = made.make_stream(content.encode())
        page.Rotate = rotate
        made.save(path)
    return path


def order(path: Path, task: str = "image", page: int = 1, **more: object) -> Order:
    return Order(task, path, "ab" * 32, page, **more)  # type: ignore[arg-type]


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory):
    made = Processes(1, tmp_path_factory.mktemp("scratch"))
    yield made
    made.close()


def test_a_page_is_drawn_at_144_dots_an_inch_as_webp(pool, tmp_path):
    content = pool.ask(order(pdf(tmp_path / "a.pdf", "BT /F1 24 Tf 72 700 Td (Zichtbaar) Tj ET")))
    assert content[:4] == b"RIFF"
    assert content[8:12] == b"WEBP"
    image = pixels(content)
    assert image.shape == (792 * 2, 612 * 2, 3)
    assert image[120:200, 140:400].min() < 50
    assert image[400:, :].min() > 240


def test_a_page_to_be_enlarged_is_drawn_at_216_dots_an_inch_and_painted_over_as_well(pool, tmp_path):
    path = pdf(tmp_path / "a.pdf", "BT /F1 24 Tf 72 700 Td (Geheim) Tj 0 -100 Td (Zichtbaar) Tj ET")
    image = pixels(pool.ask(order(path, large=True, black=(Box(70, 70, 120, 30),))))
    assert image.shape == (792 * 3, 612 * 3, 3)
    assert image[217:293, 217:560].max() < 16
    assert image[510:600, 216:560].min() < 50


def test_what_shows_through_a_redaction_is_painted_over(pool, tmp_path):
    """A redaction of half-transparent black over words: they can be read in the file, and not in the image."""
    path = pdf(tmp_path / "a.pdf", "BT /F1 24 Tf 72 700 Td (Geheim) Tj 0 -100 Td (Verborgen) Tj ET")
    black, white = Box(70, 70, 120, 30), Box(70, 170, 160, 30)
    image = pixels(pool.ask(order(path, black=(black,), white=(white,))))
    assert image[145:195, 145:370].max() < 16
    assert image[345:395, 145:450].min() > 240
    assert pixels(pool.ask(order(path)))[345:395, 145:450].min() < 50


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_where_the_page_is_seen(pool, tmp_path, turn):
    """The words, and what is painted over, are told in the space of the page as it is shown: turned."""
    path = pdf(tmp_path / f"{turn}.pdf", "BT /F1 24 Tf 72 700 Td (Hoekpunt) Tj ET", rotate=turn)
    (word,) = _words(pool, path)
    (text, box) = word[0]
    assert text == "Hoekpunt"
    image = pixels(pool.ask(order(path)))
    rows, columns = np.nonzero(image.min(axis=2) < 128)
    ink = (columns.min() / 2, rows.min() / 2, columns.max() / 2, rows.max() / 2)
    assert (box.x, box.y, box.x + box.width, box.y + box.height) == pytest.approx(ink, abs=2)
    assert pixels(pool.ask(order(path, white=(box,)))).min() > 240


def _words(pool, path, **more):
    from fairwoo.serve.drawing.orders import words_from

    return [word.pieces for word in words_from(pool.ask(order(path, "words", **more)))]


def test_words_that_are_painted_over_do_not_leave_the_process(pool, tmp_path):
    path = pdf(tmp_path / "a.pdf", "BT /F1 12 Tf 72 700 Td (Jan Geheim woont hier) Tj ET")
    words = _words(pool, path)
    assert ["".join(text for text, _ in word) for word in words] == ["Jan", "Geheim", "woont", "hier"]
    hidden = words[1][0][1]
    answer = pool.ask(order(path, "words", black=(hidden,)))
    assert b"Geheim" not in answer
    assert b"woont" in answer


def test_a_word_broken_at_the_end_of_a_line_is_one_word_with_two_boxes(pool, tmp_path):
    path = pdf(tmp_path / "a.pdf", "BT /F1 12 Tf 400 700 Td (de omgevings-) Tj -328 -14 Td (vergunning is er) Tj ET")
    broken = next(word for word in _words(pool, path) if len(word) == 2)
    assert [text for text, _ in broken] == [f"omgevings{HYPHEN}", "vergunning"]
    assert broken[0][1].y < broken[1][1].y


@pytest.mark.parametrize("large", [False, True])
def test_an_image_is_not_larger_than_its_page_needs(pool, tmp_path, large):
    """Noise compresses badly: it is drawn coarser until it fits."""
    noise = np.random.default_rng(7).integers(0, 256, (2200, 1700, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "ruis.png", dpi=(200, 200))
    content = pool.ask(order(tmp_path / "ruis.png", large=large))
    assert len(content) <= painting.LARGEST


def test_a_process_whose_time_is_over_is_replaced_unnoticed(tmp_path):
    others = _children()
    pool = Processes(1, tmp_path)
    path = pdf(tmp_path / "a.pdf", "", size=(20, 20))
    seen = set()
    for _ in range(processes.worker.ORDERS + 2):
        assert pool.ask(order(path))
        seen |= _children() - others
    assert len(seen) == 2
    pool.close()


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 4), (3, 9_000)])
@pytest.mark.parametrize(("large", "most"), [(False, painting.MOST_PIXELS), (True, painting.MOST_PIXELS_LARGE)])
def test_pages_of_great_size_have_few_pixels(pool, tmp_path, size, large, most):
    image = pixels(pool.ask(order(pdf(tmp_path / "a.pdf", "", size=size), large=large)))
    assert image.shape[0] * image.shape[1] <= most + 30_000
    assert max(image.shape) <= 16_383


def test_the_pages_of_a_tiff_are_drawn_one_by_one(pool, tmp_path):
    pages = [Image.new("L", (100, 100), level) for level in (0, 255)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    assert pixels(pool.ask(order(tmp_path / "a.tif"))).max() < 10
    assert pixels(pool.ask(order(tmp_path / "a.tif", page=2))).min() > 245


@pytest.mark.parametrize("content", [b"%PDF-1.7\nrubbish", b"", b"\x89PNG\r\n\x1a\nrubbish", b"<svg/>"])
def test_what_cannot_be_drawn_is_refused_and_the_next_page_is_drawn(pool, tmp_path, content):
    (tmp_path / "kapot").write_bytes(content)
    with pytest.raises(UndrawableError):
        pool.ask(order(tmp_path / "kapot"))
    assert pool.ask(order(pdf(tmp_path / "a.pdf", "")))


def test_a_page_that_is_not_there_is_refused(pool, tmp_path):
    with pytest.raises(UndrawableError):
        pool.ask(order(pdf(tmp_path / "a.pdf", ""), page=2))


def test_a_dead_process_is_replaced(tmp_path):
    others = _children()
    pool = Processes(1, tmp_path)
    path = pdf(tmp_path / "a.pdf", "")
    assert pool.ask(order(path))
    before = _children() - others
    for one in before:
        psutil.Process(one).kill()
    assert pool.ask(order(path))
    assert len(before) == len(_children() - others) == 1
    assert not before & _children()
    pool.close()


def test_a_page_that_takes_too_long_ends_its_process_only(tmp_path, monkeypatch):
    """A file that never ends stands for it: a pipe that nobody writes to."""
    monkeypatch.setattr(processes.worker, "SECONDS", 1.0)
    os.mkfifo(tmp_path / "eindeloos")
    pool = Processes(1, tmp_path)
    pool.ask(order(pdf(tmp_path / "a.pdf", "")))
    began = time.monotonic()
    with pytest.raises(UndrawableError):
        pool.ask(order(tmp_path / "eindeloos"))
    assert time.monotonic() - began < 8
    assert pool.ask(order(tmp_path / "a.pdf"))
    pool.close()


def test_who_comes_when_too_many_wait_is_sent_away_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(processes.worker, "SECONDS", 3.0)
    monkeypatch.setattr(processes, "_WAITING", 1)
    pool = Processes(1, tmp_path)
    path = pdf(tmp_path / "a.pdf", "")
    pool.ask(order(path))
    os.mkfifo(tmp_path / "eindeloos")
    with ThreadPoolExecutor(2) as threads:
        stuck = threads.submit(pool.ask, order(tmp_path / "eindeloos"))
        time.sleep(0.3)
        waiting = threads.submit(pool.ask, order(path))
        time.sleep(0.3)
        began = time.monotonic()
        with pytest.raises(BusyError):
            pool.ask(order(path))
        assert time.monotonic() - began < 1
        assert isinstance(stuck.exception(), UndrawableError)
        assert waiting.result()
    pool.close()


def test_the_process_is_locked_in(pool, tmp_path):
    """As readers are: the kernel has no way to the network for it (seccomp mode 2), and holds its memory."""
    pool.ask(order(pdf(tmp_path / "a.pdf", "")))
    pid = max(_children())
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("no /proc to look in")
    assert "Seccomp:\t2" in status.read_text()
    limits = Path(f"/proc/{pid}/limits").read_text()
    assert "Max data size             1073741824" in limits


def _children() -> set[int]:
    """The drawing processes there are now."""
    return {one.pid for one in multiprocessing.active_children() if one.pid}


def test_an_image_is_drawn_once(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    drawing = Drawing(workspace.images, workspace.originals, 1)
    path = workspace.originals.path("ab" * 32)
    path.parent.mkdir(parents=True)
    pdf(path, "BT /F1 24 Tf 72 700 Td (Een) Tj ET")
    first = drawing.image(order(path), "d1")
    path.unlink()
    assert drawing.image(order(path), "d1") == first
    with pytest.raises(UndrawableError):
        drawing.image(order(path), "d2")
    drawing.close()
    workspace.close()


def test_images_of_an_original_that_is_swept_go_with_it(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    drawing = Drawing(workspace.images, workspace.originals, 1)
    path = workspace.originals.path("ab" * 32)
    path.parent.mkdir(parents=True)
    pdf(path, "")
    drawing.image(order(path), "d1")
    assert len(list(workspace.images.rglob("*.webp"))) == 1
    with workspace.lease():
        assert workspace.sweep() == 1
    assert list(workspace.images.rglob("*.webp")) == []
    drawing.close()
    workspace.close()


def test_a_process_can_be_started_before_it_is_needed(tmp_path):
    others = _children()
    pool = Processes(1, tmp_path)
    pool.begin()
    started = _children() - others
    assert len(started) == 1
    assert pool.ask(order(pdf(tmp_path / "a.pdf", "")))
    assert _children() - others == started
    pool.close()
    assert not _children() - others


def test_the_cache_stays_within_its_size_and_keeps_what_is_used(tmp_path):
    cache = Cache(tmp_path, lambda _: True, most=1_000)
    for number in range(10):
        cache.put("aa", f"d{number}", b"x" * 150)
        os.utime(tmp_path / "aa" / f"d{number}.webp", (1_000 + number, 1_000 + number)) if number < 3 else None
        if number == 3:
            assert cache.get("aa", "d0") == b"x" * 150  # used: it is not the oldest any more
    left = {path.stem for path in tmp_path.rglob("*.webp")}
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.webp")) <= 1_000
    assert "d9" in left
    assert "d1" not in left
    assert not list(tmp_path.rglob(".new-*"))


def test_images_of_a_file_that_is_gone_go(tmp_path):
    held = {"aa", "bb"}
    Cache(tmp_path, held.__contains__).put("aa", "d", b"1")
    held.remove("aa")
    Cache(tmp_path, held.__contains__).put("bb", "d", b"2")
    assert [path.parent.name for path in tmp_path.rglob("*.webp")] == ["bb"]


def test_of_a_file_that_is_taken_back_while_it_is_drawn_nothing_is_kept(tmp_path):
    Cache(tmp_path, lambda _: False).put("aa", "d", b"1")
    assert list(tmp_path.rglob("*.webp")) == []


def test_two_who_write_one_image_at_once_leave_it_whole(tmp_path):
    cache = Cache(tmp_path, lambda _: True)
    threads = [threading.Thread(target=cache.put, args=("aa", "d", b"x" * 100_000)) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert cache.get("aa", "d") == b"x" * 100_000


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.4", "pdf"), (b"junk\n%PDF-1.4", "pdf"), (b"\xff\xd8\xff\xe0", "image"), (b"<svg>", None), (b"PK\x03\x04", None)],
)
def test_the_kind_of_a_file_is_told_by_its_bytes(tmp_path, content, kind):
    (tmp_path / "x.pdf").write_bytes(content)
    assert kind_of(tmp_path / "x.pdf") == kind
    assert kind_of(tmp_path / "nergens") is None
