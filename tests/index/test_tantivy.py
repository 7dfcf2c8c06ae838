"""The index in the workspace: only what changed is written, nothing stays of what was taken out, one writer, and no harm from a kill."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from fairwoo import index
from fairwoo.errors import EngineError
from fairwoo.index import Request
from fairwoo.index.tantivy_reading import Reader
from fairwoo.model import Entry
from fairwoo.settings import IndexSettings


def entry(dossier: str, document: str, page: int, text: str) -> Entry:
    shown = {"title": document, "dossier_title": dossier, "body": "gm0055", "body_name": "gemeente Boarnsterhim"}
    return Entry(
        id=f"{dossier}/{document}/{page}",
        dossier=dossier,
        document=document,
        page=page,
        text=text,
        dated=date(2013, 3, page),
        **shown,
    )


def pages(dossier: str, count: int, text: str = "kade") -> list[Entry]:
    return [entry(dossier, f"s{number // 3}", 1 + number % 3, f"{text} {dossier} {number}") for number in range(count)]


@pytest.fixture
def backend(tmp_path):
    opened = index.open_backend(IndexSettings(), tmp_path)
    yield opened
    opened.close()


def words(root: Path, prefix: str) -> list[str]:
    """The words in the dictionaries of all segments, those of deleted documents included."""
    import tantivy

    return [word for word, _ in tantivy.Index.open(str(root / "index" / "tantivy")).searcher().terms_with_prefix("ex", prefix)]


def segments(root: Path) -> set[str]:
    """The names of the segments of which there are files."""
    return {path.name.split(".")[0] for path in (root / "index" / "tantivy").iterdir() if len(path.name) > 30}


def stored(root: Path) -> set[str]:
    """The texts of all documents in all segments, those that were deleted included."""
    import tantivy

    searcher = tantivy.Index.open(str(root / "index" / "tantivy")).searcher()
    found = set()
    for segment in range(searcher.num_segments):
        number = 0
        while True:
            try:
                document = searcher.doc(tantivy.DocAddress(segment, number))
            except ValueError:
                break
            found.update(bytes(one).decode() for one in document["entry"])
            number += 1
    return found


class TestOnlyWhatChanged:
    @pytest.fixture
    def written(self, monkeypatch):
        from fairwoo.index import tantivy_layout

        seen: list[str] = []
        make = tantivy_layout.page

        def noted(one, content):
            seen.append(one.id)
            return make(one, content)

        monkeypatch.setattr(tantivy_layout, "page", noted)
        return seen

    def test_pages_that_are_the_same_are_not_written_again(self, backend, written):
        backend.replace("d", "r1", pages("d", 9))
        backend.commit()
        written.clear()
        changed = pages("d", 9)
        changed[4] = changed[4].model_copy(update={"text": "dijk"})
        backend.replace("d", "r2", changed)
        backend.commit()
        assert written == [changed[4].id]
        assert backend.held() == {"d": ("r2", 9)}
        results, _ = index.search_text(backend, "dijk", Request())
        assert [hit.document for hit in results.hits] == ["s1"]
        assert index.search_text(backend, "kade", Request())[0].total == 8

    def test_what_differs_outside_the_text_is_written(self, backend, written):
        backend.replace("d", "r1", pages("d", 3))
        backend.commit()
        written.clear()
        backend.replace("d", "r1", [one.model_copy(update={"kind": "nota"}) for one in pages("d", 3)])
        backend.commit()
        assert len(written) == 3
        assert index.search_text(backend, "soort:nota", Request())[0].total == 3

    def test_twice_in_one_transaction_is_as_the_last_time(self, backend):
        backend.replace("d", "r1", pages("d", 6))
        backend.commit()
        backend.replace("d", "r2", pages("d", 3, "dijk"))
        backend.delete("d")
        backend.replace("d", "r3", pages("d", 6))
        backend.commit()
        assert backend.held() == {"d": ("r3", 6)}
        assert index.search_text(backend, "kade", Request())[0].total == 6
        assert index.search_text(backend, "dijk", Request())[0].total == 0


class TestNothingStays:
    SECRET = "kwibuzelaar"

    @pytest.mark.parametrize("how", ["dossier", "document"])
    def test_no_byte_of_what_was_withdrawn_stays(self, backend, tmp_path, how):
        secret = entry("d3", "geheim", 1, f"{self.SECRET} staat hier")
        for number in range(8):
            backend.replace(f"d{number}", "r", [*pages(f"d{number}", 30), *([secret] if number == 3 else [])])
        backend.commit()  # one segment, of which tantivy would keep the rest with all that was deleted
        before = segments(tmp_path)
        assert words(tmp_path, "kwibuz") == [self.SECRET]
        assert any(self.SECRET in text for text in stored(tmp_path))
        if how == "dossier":
            backend.delete("d3")
        else:
            backend.replace("d3", "r2", pages("d3", 30))
        backend.commit()
        assert not before & segments(tmp_path), "files of a segment that held it"
        assert words(tmp_path, "kwibuz") == []
        assert not any(self.SECRET in text for text in stored(tmp_path))
        left = 7 if how == "dossier" else 8
        assert {dossier: held.entries for dossier, held in backend.held().items()} == {
            f"d{number}": 30 for number in range(8) if left == 8 or number != 3
        }
        assert index.search_text(backend, "kade", Request())[0].total == 30 * left

    def test_another_reader_goes_on_meanwhile(self, backend, tmp_path):
        backend.replace("d1", "r", pages("d1", 30))
        backend.replace("d2", "r", pages("d2", 30))
        backend.commit()
        reader = index.open_backend(IndexSettings(), tmp_path)
        assert index.search_text(reader, "kade", Request())[0].total == 60
        backend.delete("d1")
        backend.commit()
        assert index.search_text(reader, "kade", Request())[0].total in {30, 60}
        reader.close()

    def test_the_lease_is_given_back(self, backend, tmp_path):
        backend.replace("d1", "r", pages("d1", 3))
        backend.commit()
        backend.close()
        assert not (tmp_path / "index" / "tantivy.writer").exists()


_WRITING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.index.test_tantivy import pages
from fairwoo import index
from fairwoo.settings import IndexSettings
backend = index.open_backend(IndexSettings(), Path(sys.argv[1]))
number = 0
while True:
    backend.replace(f"d{number}", "r", pages(f"d{number}", 40))
    backend.commit()
    print(number, flush=True)
    if number % 3 == 2:
        backend.delete(f"d{number - 1}")
        backend.commit()
        print(-(number - 1), flush=True)
    number += 1
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_kill_loses_nothing_that_was_committed(tmp_path):
    root = str(Path(__file__).parents[2])
    for turn in range(3):
        folder = tmp_path / str(turn)
        with subprocess.Popen(
            [sys.executable, "-c", _WRITING, str(folder), root], stdout=subprocess.PIPE, text=True, cwd=root
        ) as process:
            told = [int(process.stdout.readline()) for _ in range(random.Random(turn).randrange(4, 9))]
            with pytest.raises(EngineError, match=f"{process.pid}"):
                index.open_backend(IndexSettings(), folder).replace("x", "r", pages("x", 1))
            os.kill(process.pid, signal.SIGKILL)
            told += [int(line) for line in process.stdout.read().split()]
        backend = index.open_backend(IndexSettings(), folder)
        held = backend.held()
        gone = {-number for number in told if number < 0}
        assert {f"d{number}" for number in told if number >= 0 and number not in gone} <= held.keys() | {f"d{max(told) - 1}"}
        assert not {f"d{number}" for number in gone} & held.keys()
        assert all(one.entries == 40 for one in held.values())
        backend.replace("new", "r", pages("new", 2))
        backend.commit()
        assert backend.held()["new"] == ("r", 2)
        backend.close()


class TestCounts:
    """What was counted is remembered until the next commit, whoever makes it, and for no other question."""

    @pytest.fixture
    def filled(self, backend):
        for number in range(12):
            backend.replace(f"d{number:02}", "r1", pages(f"d{number:02}", 1 + number % 4, ("kade", "dijk")[number % 2]))
        backend.commit()
        return backend

    @pytest.fixture
    def counted(self, monkeypatch):
        """The questions that are counted from here on."""
        found = []
        anew = Reader._counted
        monkeypatch.setattr(Reader, "_counted", lambda self, query, request: found.append(request) or anew(self, query, request))
        return found

    def test_the_next_page_of_an_answer_is_not_counted_again(self, filled, counted):
        first, _ = index.search_text(filled, "kade", Request(by="dossier", limit=2, facets="pages"))
        second, _ = index.search_text(filled, "kade", Request(by="dossier", limit=2, offset=2, facets="pages", sort="newest"))
        assert (first.total, first.dossiers) == (second.total, second.dossiers) == (12, 6)
        assert first.facets == second.facets
        assert len(counted) == 1

    def test_every_question_has_its_own_counts(self, filled, tmp_path):
        """Asked in any order and twice, answers are those of an index that was just opened."""
        asked = [
            (text, Request(limit=5, facets=facets, **narrow))
            for text in ("", "kade", "dijk", "kade OF dijk", "-kade", "niets")
            for facets in (True, False, "pages")
            for narrow in (
                {},
                {"bodies": ("gm0055",)},
                {"years": (2012,)},
                {"dated_from": date(2013, 3, 2)},
                {"counted": ("body",)},
            )
        ]
        for text, request in random.Random(3).sample(asked + asked, 2 * len(asked)):
            fresh = index.open_backend(IndexSettings(), tmp_path)
            assert index.search_text(filled, text, request) == index.search_text(fresh, text, request)
            fresh.close()

    def test_a_commit_is_seen_at_once(self, filled, tmp_path):
        other = index.open_backend(IndexSettings(), tmp_path)
        assert index.search_text(other, "kade", Request())[0].total == 12
        filled.replace("nieuw", "r1", pages("nieuw", 3))
        filled.commit()
        for backend in (filled, other):
            assert index.search_text(backend, "kade", Request())[0].total == 15
        filled.delete("nieuw")
        filled.commit()
        for backend in (filled, other):
            results, _ = index.search_text(backend, "kade", Request(by="dossier", limit=50))
            assert (results.total, results.dossiers, sum(one.found for one in results.results)) == (12, 6, 12)
        other.close()

    def test_what_is_open_goes_on_while_the_index_is_made_anew(self, filled, tmp_path):
        other = index.open_backend(IndexSettings(), tmp_path)
        assert index.search_text(other, "kade", Request())[0].total == 12
        filled.close()
        anew = index.open_backend(IndexSettings(), tmp_path, rebuild=True)
        assert index.search_text(other, "dijk", Request())[0].total == 18
        anew.replace("nieuw", "r1", pages("nieuw", 3))
        anew.commit()
        assert index.search_text(other, "kade", Request())[0].total == 3
        anew.close()
        other.close()

    def test_no_more_is_remembered_than_a_few_hundred(self, filled, counted):
        for number in range(250):
            index.search_text(filled, f"kade dijk{number}", Request())
        assert len(filled._known._counts) == 200
        before = len(counted)
        index.search_text(filled, "kade dijk249", Request(offset=1))
        assert len(counted) == before

    def test_at_once(self, filled):
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda at: index.search_text(filled, ("kade", "dijk")[at % 2], Request())[0].total, range(80)))
        assert found == [12, 18] * 40
