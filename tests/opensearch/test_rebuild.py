"""A rebuild fills a new index beside the one in use: readers see the old one whole, then the new one whole, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from fairwoo import index
from fairwoo.errors import EngineError
from fairwoo.index import Held, Request, dutch
from fairwoo.index.plan import Term
from fairwoo.settings import IndexSettings
from tests.opensearch import pages, testnode
from tests.opensearch.rebuilding import DOSSIERS, dossiers, rebuild

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch")]

EVERYWHERE = Term(stream="lem", key="zwembad")
ALL = sum(DOSSIERS.values())


@pytest.fixture
def settings(opensearch_address) -> IndexSettings:
    return IndexSettings(address=opensearch_address, timeout_seconds=60)


@pytest.fixture
def backend(settings, tmp_path):
    """A reader of an index that was built in round 1."""
    rebuild(settings, 1)
    opened = index.open_backend(settings, tmp_path)
    yield opened
    opened.close()


def rounds(backend) -> set[str]:
    """Which rounds of building the pages found are of; all of them must be found."""
    found = backend.find(EVERYWHERE, Request(limit=ALL))
    assert (found.total, found.dossiers, len(found.pages)) == (ALL, len(DOSSIERS), ALL)
    return {entry.text.split(" ")[1] for _, entry in found.pages}


def indices(opensearch_url, settings) -> dict[str, set[str]]:
    """Index → its aliases, without the prefix."""
    prefix = settings.address.rsplit("/", 1)[1]
    told = testnode.http(opensearch_url, f"/{prefix}-*/_alias")
    return {
        name.removeprefix(f"{prefix}-"): {one.removeprefix(f"{prefix}-") for one in found["aliases"]}
        for name, found in told.items()
    }


IN_USE = {"pages", "pages-write"}


class TestSwitching:
    def test_the_new_index_takes_the_place_of_the_old_one(self, backend, settings, opensearch_url):
        assert indices(opensearch_url, settings) == {"pages-000001": IN_USE}
        rebuild(settings, 2)
        assert indices(opensearch_url, settings) == {"pages-000002": IN_USE}
        assert rounds(backend) == {"ronde2"}  # a reader that was open all the time

    def test_before_the_end_nothing_changes(self, backend, settings, tmp_path, opensearch_url):
        new = index.open_backend(settings, tmp_path, rebuild=True)
        for name, entries in dossiers(2).items():
            new.replace(name, "r2", entries)
        new.commit()
        assert rounds(backend) == {"ronde1"}
        assert indices(opensearch_url, settings) == {"pages-000001": IN_USE, "pages-000002": set()}
        new.close()

    def test_what_is_in_use_keeps_its_copies_and_its_promises(self, backend, settings, opensearch_url):
        told = testnode.http(opensearch_url, f"/{settings.address.rsplit('/', 1)[1]}-pages/_settings?flat_settings=true")
        (found,) = told.values()
        assert found["settings"]["index.auto_expand_replicas"] == "0-1"
        assert found["settings"]["index.translog.durability"] == "request"

    def test_writing_goes_on_in_the_new_index(self, backend, settings, tmp_path):
        writer = index.open_backend(settings, tmp_path)
        rebuild(settings, 2)
        writer.replace("d1", "r3", pages.dossier("d1", 2))
        writer.commit()
        assert backend.held()["d1"] == Held("r3", 2)
        writer.close()


def test_an_index_in_the_place_of_the_alias_is_told_before_the_work(settings, tmp_path, opensearch_url):
    testnode.http(opensearch_url, f"/{settings.address.rsplit('/', 1)[1]}-pages", {}, "PUT")
    with pytest.raises(EngineError, match="is iets anders"):
        index.open_backend(settings, tmp_path, rebuild=True)
    assert indices(opensearch_url, settings) == {"pages": set()}


DIFFERENCES = {
    "a page less": lambda given: given.pop(),
    "a page more": lambda given: given.append(given[-1].model_copy(update={"id": "d1/stuk/99"})),
    "another text": lambda given: given.__setitem__(0, given[0].model_copy(update={"text": "iets anders"})),
    "nothing": lambda given: given.clear(),
}


class TestComparing:
    @pytest.mark.parametrize("difference", DIFFERENCES)
    def test_a_difference_with_the_catalogue_keeps_the_old_index(self, backend, settings, tmp_path, difference):
        new = index.open_backend(settings, tmp_path, rebuild=True)
        due = dossiers(2)
        for name, entries in due.items():
            given = list(entries)
            if name == "d1":
                DIFFERENCES[difference](given)
            new.replace(name, "r2", given)
        with pytest.raises(EngineError, match="niet gelijk aan de catalogus"):
            new.finish(pages.wanted(due, "r2"), due.__getitem__)
        new.close()
        assert rounds(backend) == {"ronde1"}

    @pytest.mark.parametrize("wanted", [{"weg": Held("r2", 1)}, {"d1": Held("r1", 20)}], ids=["a dossier", "a revision"])
    def test_so_does_a_dossier_that_is_missing_or_old(self, backend, settings, tmp_path, wanted):
        new = index.open_backend(settings, tmp_path, rebuild=True)
        due = dossiers(2)
        for name, entries in due.items():
            new.replace(name, "r2", entries)
        with pytest.raises(EngineError, match="niet gelijk aan de catalogus"):
            new.finish(pages.wanted(due, "r2") | wanted, due.__getitem__)
        new.close()
        assert rounds(backend) == {"ronde1"}


class TestAnotherAnalysis:
    def test_readers_of_the_old_one_go_on_until_it_is_gone(self, backend, settings, tmp_path, monkeypatch, opensearch_url):
        monkeypatch.setattr(dutch, "ANALYSIS_VERSION", "nl-99")
        with pytest.raises(EngineError, match="--rebuild"):
            index.open_backend(settings, tmp_path)
        rebuild(settings, 2)
        assert indices(opensearch_url, settings) == {"pages-000001": {"pages-previous"}, "pages-000002": IN_USE}
        monkeypatch.undo()
        backend._searcher._looked = float("-inf")
        assert rounds(backend) == {"ronde1"}
        with pytest.raises(EngineError, match="--rebuild"):
            index.open_backend(settings, tmp_path)

    def test_what_was_opened_before_does_not_write_into_the_new_one(self, backend, settings, tmp_path, monkeypatch):
        writer = index.open_backend(settings, tmp_path)
        monkeypatch.setattr(dutch, "ANALYSIS_VERSION", "nl-99")
        rebuild(settings, 2)
        monkeypatch.undo()
        with pytest.raises(EngineError, match="--rebuild"):
            writer.replace("d1", "r3", pages.dossier("d1", 2))
        writer.close()

    def test_what_is_taken_back_is_gone_from_there_too(self, backend, settings, tmp_path, monkeypatch):
        monkeypatch.setattr(dutch, "ANALYSIS_VERSION", "nl-99")
        rebuild(settings, 2)
        writer = index.open_backend(settings, tmp_path)
        writer.delete("d1")
        writer.commit()
        writer.close()
        monkeypatch.undo()
        backend._searcher._looked = float("-inf")
        assert backend.find(EVERYWHERE, Request(limit=ALL)).total == ALL - DOSSIERS["d1"]

    def test_the_next_rebuild_drops_it(self, backend, settings, monkeypatch, opensearch_url):
        monkeypatch.setattr(dutch, "ANALYSIS_VERSION", "nl-99")
        rebuild(settings, 2)
        rebuild(settings, 3)
        assert indices(opensearch_url, settings) == {"pages-000003": IN_USE}


class Cut(BaseException):
    """What no code of ours catches, as nothing catches a kill."""


def cut_after(backend, requests: int) -> None:
    """End the process, as far as this backend can tell, in the place of the answer to its next request but so many."""
    transport = backend._client.transport
    perform, left = transport.perform_request, [requests]

    def once(*args, **kwargs):
        answer = perform(*args, **kwargs)
        left[0] -= 1
        if left[0] < 0:
            raise Cut
        return answer

    transport.perform_request = once


def test_broken_off_at_every_request_the_old_index_serves_and_the_next_rebuild_is_whole(
    backend, settings, tmp_path, opensearch_url
):
    expected, points = {"ronde1"}, 0
    while True:
        name = f"ronde{100 + points}"
        new = index.open_backend(settings, tmp_path, rebuild=True)
        cut_after(new, points)
        try:
            due = dossiers(100 + points)
            for dossier, entries in due.items():
                new.replace(dossier, "r", entries)
            new.finish(pages.wanted(due, "r"), due.__getitem__)
        except Cut:
            switched = [aliases for aliases in indices(opensearch_url, settings).values() if aliases]
            assert switched == [IN_USE]
            found = rounds(backend)
            assert found in (expected, {name})
            expected = found
        else:
            break
        finally:
            new._client.close()
        points += 1
    assert points > 15
    assert rounds(backend) == {name}
    assert len(indices(opensearch_url, settings)) == 1


@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.6, 1.0])
def test_killed_the_old_index_serves(backend, settings, seconds, opensearch_url):
    command = [sys.executable, "-m", "tests.opensearch.rebuilding", settings.address, "2"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE) as process:
        process.stdout.readline()  # it begins
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
    assert rounds(backend) in ({"ronde1"}, {"ronde2"})
    rebuild(settings, 3)
    assert rounds(backend) == {"ronde3"}
    assert len(indices(opensearch_url, settings)) == 1


@pytest.mark.slow
def test_ten_thousand_searches_while_the_index_changes_get_whole_answers(backend, settings, tmp_path):
    wrong: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    done = threading.Event()

    def search(times: int) -> None:
        reader = index.open_backend(settings, tmp_path)
        reader._searcher._looked = float("inf")  # so that it learns of a switch only by the index that is gone
        try:
            for _ in range(times):
                found = reader.find(EVERYWHERE, Request(limit=2, facets=False))
                seen = {entry.text.split(" ")[1] for _, entry in found.pages}
                if (found.total, found.dossiers, len(found.pages), len(seen)) != (ALL, len(DOSSIERS), 2, 1):
                    wrong["half"] += 1
                answers.update(seen)
        except EngineError as error:
            wrong[str(error)] += 1
        finally:
            reader.close()

    readers = [threading.Thread(target=search, args=(5_000,)) for _ in range(2)]

    def build() -> None:
        number = 2
        while not done.is_set():
            rebuild(settings, number)
            number += 1

    builder = threading.Thread(target=build)
    for thread in [*readers, builder]:
        thread.start()
    for reader in readers:
        reader.join()
    done.set()
    builder.join()
    assert not wrong
    assert sum(answers.values()) == 10_000
    assert len(answers) > 10, "the index hardly changed"
