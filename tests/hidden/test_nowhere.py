"""After a whole run the planted words are in the originals and nowhere else; words to be seen are everywhere they should be."""

from __future__ import annotations

import re
import stat

import pytest

from tests.hidden.byte_search import Finder
from tests.hidden.conftest import PLANTED, VISIBLE
from tests.hidden.planting import words_for

SEEN_IN_TEXT = words_for(VISIBLE, 2)
SEEN_IN_TITLE = words_for("title", 1)[0]


@pytest.fixture(scope="session")
def where(done):
    """Word → the places in the workspace and in what was said where it was found, the originals left out."""
    finder = Finder([*SEEN_IN_TEXT, SEEN_IN_TITLE, *(word for one in PLANTED.values() for word in one.words())])
    places: dict[str, set[str]] = {}
    for found in (*finder.in_folder(done.workspace, skip={"originals"}), *finder.in_folder(done.said)):
        places.setdefault(found.word, set()).add(re.sub(r"\b[0-9a-f]{32}\b", "*", re.sub(r"\d+", "#", found.where)))
    return places


@pytest.mark.parametrize("name", PLANTED)
def test_hidden_words_are_nowhere(where, name):
    assert {word: sorted(where[word]) for word in PLANTED[name].words() if word in where} == {}


@pytest.mark.parametrize("word", SEEN_IN_TEXT)
def test_the_search_finds_text_in_each_place_where_it_must_be(where, word):
    found = where[word]
    for place in (
        r"catalogue\.sqlite » rows of \w+ » zlib",
        r"tantivy » documents",
        r"» terms, ex",
        r"» terms, lem",
        r"\.store » packed block",
    ):
        assert any(re.search(place, one) for one in found), place
    assert "search.out" in found


def test_the_search_finds_a_title_in_each_place_where_it_must_be(where):
    found = where[SEEN_IN_TITLE]
    for place in (
        r"rows of dossier", r"rows of description", r"rows of finding", r"rows of step", r"report\.html", r"report\.csv", r"export/.*ttl",
        r"export/.*jsonld", r"» terms, title_ex", r"show-#\.out", r"ingest\.err",
    ):  # fmt: skip
        assert any(re.search(place, one) for one in found), place


def test_words_are_in_the_originals(done):
    """Of kinds that keep words as they stand: the search would find them if they were anywhere else in that form."""
    plain = [
        name for name, one in PLANTED.items() if one.extension in {"eml", "docx", "xlsx", "ods", "odt", "jpg", "png", "html"}
    ]
    words = {word for name in plain for word in PLANTED[name].words()}
    assert {found.word for found in Finder(words).in_folder(done.workspace / "originals")} == words


def test_originals_are_read_only(done):
    kept = [path for path in (done.workspace / "originals").rglob("*") if path.is_file()]
    assert len(kept) >= len(PLANTED)
    assert [path for path in kept if path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)] == []


def test_no_command_hands_out_an_original(done):
    """Nothing that was exported or printed is, or holds, one of the files that were delivered."""
    delivered = {path.read_bytes() for path in done.files.rglob("*") if path.is_file() and path.name in PLANTED}
    assert len(delivered) == len(PLANTED)
    for path in done.said.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert content not in delivered
            assert not re.search(rb"%PDF-1|PK\x03\x04|\xff\xd8\xff|\x89PNG|\xd0\xcf\x11\xe0", content), path.name


def test_nothing_is_left_of_the_work(done):
    assert not (done.workspace / "tmp").exists()
