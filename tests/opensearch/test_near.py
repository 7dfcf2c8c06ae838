"""Keys that are one letter away are asked for once; what is found is what Lucene's own fuzzy query finds, and what we call near."""

from __future__ import annotations

import json
import random
import string
from concurrent.futures import ThreadPoolExecutor

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


def _wrong(word, chance):
    """A word with one error, of each kind and wherever it may stand."""
    at = chance.randrange(len(word))
    letter = chance.choice(string.ascii_lowercase + string.digits + "é")
    return chance.choice(
        [
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            letter + word[1:],
            word[1] + word[0] + word[2:],
        ]
    )


@pytest.mark.parametrize("shards", [1, 3])
def test_no_word_that_is_near_is_left_out(opensearch_address, tmp_path, shards):
    """Words of few letters, so that many are near one another; where one stands, and what it is worth, is as by Lucene's own query."""
    chance = random.Random(7)
    words = sorted({"".join(chance.choices("aeiklnrst0", k=chance.randint(5, 7))) for _ in range(240)})
    backend = _opened(f"{opensearch_address}?shards={shards}", tmp_path, words)
    try:
        for word in chance.sample(words, 40):
            asked = Near(stream="ex", key=_wrong(word, chance), distance=1, weight=0.7)
            filled = backend._nearby.filled(Groups(must=(asked,)))
            assert filled.must[0].keys is not None
            known = {one: _scores(backend, plan) for one, plan in (("ours", filled), ("theirs", Groups(must=(asked,))))}
            assert known["ours"] == known["theirs"]
            assert set(known["ours"]) == {one for one in words if is_near(one, asked.key, 1)}
    finally:
        backend.close()


def _scores(backend, plan):
    """Word → score of the pages that answer a plan as it is compiled."""
    body = {"query": compiled(plan), "size": 1_000, "_source": ["entry"]}
    hits = backend._searcher.search(body)["hits"]["hits"]
    return {json.loads(hit["_source"]["entry"])["text"].split()[1]: round(hit["_score"], 5) for hit in hits}


@pytest.mark.parametrize("key", ["x" * 300, "😀😀😀😀😀", "a b c", "'\"\\", "-" * 50])
def test_whatever_is_asked_the_answer_is_whole(backend, key):
    assert backend.count(_near(key, 1), index.Request()) == 0


def test_if_more_are_near_than_the_server_names_it_looks_itself(backend, monkeypatch):
    monkeypatch.setattr("fairwoo.index.opensearch_near._MOST_NEAR", 2)
    assert backend._nearby.filled(_near("kade", 1)).must[0].keys is None
    assert _words_found(backend, _near("kade", 1)) == ["kade", "kaden", "kader", "kaed"]


def test_very_many_words_are_asked_for_in_pieces(backend, asked):
    plan = Groups(should=tuple(Near(stream="ex", key=f"kade{number}", distance=1, weight=1.0) for number in range(120)), least=1)
    assert backend.count(plan, index.Request()) == 3  # kade, kaden and kader are one letter away from kade0
    assert [len(body["suggest"]) for body in asked if "suggest" in body] == [50, 50, 20]


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


def test_searches_at_once_find_the_same(backend):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: backend.count(_near(("kade", "zorgg")[number % 2], 1), index.Request()), range(64)))
    assert found == [4, 2] * 32


def test_what_was_written_while_the_server_was_asked_is_not_missed(backend, monkeypatch):
    search = backend._nearby._search

    def meanwhile(body):
        answer = search(body)
        backend._nearby.forget()
        return answer

    monkeypatch.setattr(backend._nearby, "_search", meanwhile)
    assert backend.count(_near("kade", 1), index.Request()) == 4
    assert not backend._nearby._known


def test_nothing_is_near_where_there_is_no_index(opensearch_address, tmp_path):
    empty = index.open_backend(IndexSettings(address=opensearch_address, timeout_seconds=60), tmp_path)
    assert empty.count(_near("kade", 1), index.Request()) == 0
    assert not empty._nearby._known  # another process may be making one
    empty.close()
