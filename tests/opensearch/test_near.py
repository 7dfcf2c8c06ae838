"""Keys that are one letter away are asked for once; what is found is what Lucene's own fuzzy query finds, and what we call near."""

from __future__ import annotations

import random
import string

import pytest

from fairwoo import index
from fairwoo.index.compile_opensearch import compiled
from fairwoo.index.marking import is_near
from fairwoo.index.plan import Groups, Near
from fairwoo.settings import IndexSettings
from tests.opensearch import pages

pytestmark = [pytest.mark.opensearch, pytest.mark.xdist_group("opensearch")]

_WORDS = ("kade", "kader", "kaden", "kaed", "bakade", "vergunning", "vergunningen", "omgevingsvergunning", "zorg", "zorgt")


def _opened(address, folder, words):
    backend = index.open_backend(IndexSettings(address=address, timeout_seconds=60), folder)
    for number, word in enumerate(words):
        backend.replace(f"d{number:03d}", "r1", pages.dossier(f"d{number:03d}", 1, word))
    backend.commit()
    return backend


@pytest.fixture
def backend(opensearch_address, tmp_path):
    opened = _opened(opensearch_address, tmp_path, _WORDS)
    yield opened
    opened.close()


@pytest.fixture
def asked(backend, monkeypatch):
    """The bodies of all that is asked from here on."""
    found = []
    search = backend._client.search
    monkeypatch.setattr(backend._client, "search", lambda **more: found.append(more["body"]) or search(**more))
    return found


def _near(key, distance):
    return Groups(must=(Near(stream="ex", key=key, distance=distance, weight=1.0),))


def _words_found(backend, plan):
    return sorted(entry.text.split()[1] for _, entry in backend.scan(plan, index.Request()))


@pytest.mark.parametrize(
    ("key", "distance", "words"),
    [
        ("kade", 1, ["kade", "kaden", "kader", "kaed"]),  # itself; put in; swapped
        ("kadde", 2, ["kade", "kaden", "kader", "kaed"]),
        ("kkade", 2, ["bakade", "kade", "kaden", "kader", "kaed"]),  # the first letter too
        ("zorgg", 1, ["zorg", "zorgt"]),  # left out; changed
        ("ergunning", 1, ["vergunning"]),  # at the front
        ("vergunnign", 2, ["vergunning", "vergunningen"]),
        ("heel iets anders", 2, []),
    ],
)
def test_pages_with_a_word_that_is_near(backend, key, distance, words):
    assert _words_found(backend, _near(key, distance)) == words
    assert backend.count(_near(key, distance), index.Request()) == len(words)


def test_as_lucene_itself_finds_it_and_as_we_say_near(opensearch_address, tmp_path):
    """Words of few letters, so that many are near one another: seven hundred, of which none may be left out."""
    chance = random.Random(7)
    words = sorted({"".join(chance.choices("aeiklnrst", k=chance.randint(5, 7))) for _ in range(700)})
    backend = _opened(opensearch_address, tmp_path, [" ".join(words[at::4]) for at in range(4)])
    try:
        for distance in (1, 2):
            for asked_for in chance.sample(words, 12):
                wrong = asked_for[:2] + chance.choice(string.ascii_lowercase) + asked_for[2:]
                (leaf,) = backend._nearby.spelt(_near(wrong, distance)).must
                on_pages = {word for word in words if is_near(word, wrong, distance)}
                assert leaf.keys is None if distance == 2 else set(leaf.keys) - {wrong} == on_pages - {wrong}
                query = {"constant_score": {"filter": compiled(Near(stream="ex", key=wrong, distance=distance, weight=1.0))}}
                answer = backend._searcher.search({"query": query, "size": 0, "track_total_hits": True})
                assert backend.count(_near(wrong, distance), index.Request()) == answer["hits"]["total"]["value"]
    finally:
        backend.close()


def test_a_search_goes_through_the_keys_once(backend, asked):
    results, _ = index.search_text(backend, "omgevingsvergunnig", index.Request(by="dossier", facets="pages", pages=3))
    assert (results.total, results.meant) == (1, None)
    assert sum("suggest" in body for body in asked) == 1
    assert not any("fuzzy" in str(body) for body in asked)


def test_of_two_letters_the_server_finds_them_itself(backend, asked):
    results, _ = index.search_text(backend, "omgevingsfergunnig", index.Request())
    assert results.total == 1
    assert sum("suggest" in body for body in asked) == 1  # whether one letter is enough


def test_a_word_that_comes_in_is_found_at_once_by_who_wrote_it(backend):
    assert backend.count(_near("dijk", 1), index.Request()) == 0
    backend.replace("nieuw", "r1", pages.dossier("nieuw", 1, "dijkk"))
    backend.commit()
    assert backend.count(_near("dijk", 1), index.Request()) == 1


def test_a_word_that_comes_in_is_found_by_others_soon(backend, opensearch_address, tmp_path, monkeypatch):
    other = index.open_backend(IndexSettings(address=opensearch_address, timeout_seconds=60), tmp_path)
    assert other.count(_near("dijk", 1), index.Request()) == 0
    backend.replace("nieuw", "r1", pages.dossier("nieuw", 1, "dijkk"))
    backend.commit()
    monkeypatch.setattr("fairwoo.index.opensearch_near._KEPT_SECONDS", 0.0)
    assert other.count(_near("dijk", 1), index.Request()) == 1
    other.close()


def test_words_that_are_gone_are_not_found(backend):
    assert backend.count(_near("zorgg", 1), index.Request()) == 2
    backend.delete(f"d{_WORDS.index('zorg'):03d}")
    backend.commit()
    assert _words_found(backend, _near("zorgg", 1)) == ["zorgt"]


def test_nothing_is_near_where_there_is_no_index(opensearch_address, tmp_path):
    empty = index.open_backend(IndexSettings(address=opensearch_address, timeout_seconds=60), tmp_path)
    assert empty.count(_near("kade", 1), index.Request()) == 0
    empty.close()
