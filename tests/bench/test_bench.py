"""The bench itself: its arithmetic by hand, its counting on processes whose cost is known, its material read by other libraries."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pypdf
import pypdfium2
import pytest

from tests.bench import big, compare, latency, multiplied, questions, timed
from tests.bench.__main__ import lines
from tests.bench.compare import Side, figures, judged
from tests.bench.workloads import Result
from tests.search import material

if sys.platform != "linux":
    pytest.skip("the bench adopts processes, which only Linux can", allow_module_level=True)

BURN = "import time\nwhile time.process_time() < {seconds}: pass"
# The command ends at once; what it leaves behind burns half a second of CPU time.
LEAVES = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BURN.format(seconds=0.5)!r}], start_new_session=True)"


def test_figures_are_those_by_hand():
    found = figures("a", [4.0, 1.0, 2.0, 3.0, 10.0])
    assert (found.least, found.median) == (1.0, 3.0)
    assert found.noise == pytest.approx((4.0 - 2.0) / 3.0)


def test_noise_forbids_a_verdict():
    steady, noisy = figures("a", [1.0, 1.0, 1.01, 1.0, 1.0]), figures("b", [1.0, 2.0, 1.0, 2.0, 1.0])
    assert judged(steady, figures("b", [2.0] * 5), 0.6).verdict == "reached"
    assert judged(figures("b", [2.0] * 5), steady, 1.5).verdict == "missed"
    assert judged(steady, noisy, 99.0).verdict == judged(noisy, steady, 99.0).verdict == "no verdict"
    assert judged(steady, steady, None).verdict == "none asked"


def test_sides_take_turns_after_one_round_to_warm_up():
    order = []
    costs = iter([9.0, 9.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0])

    def once(name):
        return lambda: order.append(name) or next(costs)

    found = compare.compared(Side("a", once("a")), Side("b", once("b")), 0.5, rounds=3)
    assert order == ["a", "b"] * 4
    assert (found.ours.runs, found.peer.runs, found.ratio, found.verdict) == ((1.0,) * 3, (2.0,) * 3, 0.5, "reached")


def test_what_a_command_leaves_behind_is_counted():
    cost = timed.run([sys.executable, "-c", LEAVES])
    assert cost.own < 0.3
    assert 0.45 <= cost.others < 1.0


def test_processes_of_others_are_left_alone():
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    cost = timed.run([sys.executable, "-c", BURN.format(seconds=0.2)])
    assert 0.2 <= cost.cpu < 0.4
    assert other.poll() is None
    other.communicate(b"\n")
    assert other.returncode == 0


def test_memory_of_the_tree_is_seen():
    hold = "import time; held = bytearray(b'x') * 80_000_000; time.sleep(1)"
    cost = timed.run([sys.executable, "-c", hold], memory=True)
    assert 80e6 < cost.memory < 160e6


def test_a_command_that_fails_is_no_measurement():
    with pytest.raises(timed.FailedError, match="no such thing"):
        timed.run([sys.executable, "-c", "import sys; sys.exit('no such thing')"])


@pytest.mark.parametrize("pages", [1, 100, 250])
def test_the_big_file_has_its_pages_with_a_text_each(tmp_path, pages):
    path = tmp_path / "big.pdf"
    big.write(path, pages)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == pages
        texts = [document[index].get_textpage().get_text_bounded() for index in range(pages)]
    for number, text in enumerate(texts, start=1):
        assert [line.strip() for line in text.splitlines()] == big.lines_of(number)
        assert big.mark_of(number) in text
    assert len(set(texts)) == pages
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()), strict=True)
    assert big.mark_of(pages) in reader.pages[pages - 1].extract_text()


def test_marks_are_on_one_page_each_and_the_seed_decides(tmp_path):
    assert len({big.mark_of(page) for page in range(1, 20_001)}) == 20_000
    first, again, other = (tmp_path / name for name in "abc")
    big.write(first, 3)
    big.write(again, 3)
    big.write(other, 3, seed=2)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


def test_latencies_are_those_by_hand():
    found = latency.latency("a", [number / 1_000 for number in range(200, 0, -1)], bare=50.0)
    assert (found.asked, found.p50, found.p95, found.p99, found.worst) == pytest.approx((200, 100.0, 190.0, 198.0, 200.0))
    assert latency.latency("b", [0.007])[1:6] == pytest.approx((1, 7.0, 7.0, 7.0, 7.0))
    assert latency.table([found])[1].split()[-1] == "2.0"
    assert latency.table([]) == []


def test_copies_have_words_of_their_own_and_keep_those_that_are_asked_for():
    text = "Het asbest in het plafond van zwembad Waterlelie, " + " ".join(f"woordsoort{chr(97 + n)}" for n in range(26))
    first, second = multiplied.changed(text, 1), multiplied.changed(text, 2)
    assert multiplied.changed(text, 0) == text
    assert first == multiplied.changed(text, 1) != second
    assert "asbest in het plafond van zwembad Waterlelie" in first
    own = set(first.split()) - set(text.split())
    assert 1 <= len(own) <= 13
    assert own.isdisjoint(second.split())


def test_pages_become_the_same_dossiers_as_entries_and_as_folders(tmp_path):
    base = [f"Bladzijde {number} over de haven van Zeevang." for number in range(30)]
    dossiers = dict(multiplied.entries(multiplied.papers(base, 120)))
    assert [len(entries) for entries in dossiers.values()] == [50, 50, 20]
    assert len({entry.id for entries in dossiers.values() for entry in entries}) == 120
    assert multiplied.folders(multiplied.papers(base, 120), tmp_path) == 3
    pages = [page for path in sorted(tmp_path.rglob("*.txt")) for page in path.read_text(encoding="utf-8").split("\f")]
    assert sorted(pages) == sorted(entry.text for entries in dossiers.values() for entry in entries)
    later = {entry.dossier for _, entries in multiplied.entries(multiplied.papers(base, 60, first=9)) for entry in entries}
    assert later.isdisjoint(entry.dossier for entries in dossiers.values() for entry in entries)


def test_kept_queries_are_not_asked():
    asked = questions.questions()
    assert {one.kind for one in asked} >= {"words", "phrase", "compound", "reference"}
    split = material.split()
    kept = {one.text for one in material.queries() if split[one.id] == "kept"}
    assert kept.isdisjoint(one.text for one in asked)


def test_the_table_says_the_verdict():
    both = judged(figures("ours", [2.0] * 3), figures("bare", [1.0] * 3), 1.5)
    shown = "\n".join(lines(Result((both,), counts=(("pages", 7),))))
    assert "ratio 2.00" in shown
    assert "missed" in shown
    assert "pages 7" in shown
    assert json.dumps(both._asdict())
