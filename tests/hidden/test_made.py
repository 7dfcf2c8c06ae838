"""The makers make what they say: enough files of every kind, with the words in them, the same ones every time."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.hidden.byte_search import Finder
from tests.hidden.conftest import CONTROLS, PLANTED
from tests.hidden.planting import words_for
from tests.hidden.unpacking import contents_of

EXTENSIONS = {"docx", "eml", "gif", "html", "jpg", "msg", "ods", "odt", "pdf", "png", "pptx", "rtf", "tif", "webp", "xls", "xlsx"}


def test_there_are_enough():
    assert len(PLANTED) >= 200
    assert len(CONTROLS) >= 60
    assert {one.extension for one in PLANTED.values()} == EXTENSIONS
    producers = Counter(name.partition("-")[0] for name in PLANTED if name.endswith(".pdf"))
    assert min(producers[one] for one in ("rl", "pk", "rev", "pdfium")) >= 10


def test_every_file_has_words_of_its_own():
    every = [word for one in PLANTED.values() for word in one.words()]
    assert len(set(every)) == len(every)
    assert words_for("x.pdf", 3) == words_for("x.pdf", 3)
    assert words_for("x.pdf", 2) != words_for("y.pdf", 2)


@pytest.mark.parametrize("name", PLANTED)
def test_the_words_are_in_the_file(name):
    planted = PLANTED[name]
    finder = Finder(planted.words())
    content = planted.make(planted.words())
    found = {one.word for part in contents_of(content) for one in finder.in_bytes(part, name)}
    assert found == set(planted.words())


@pytest.mark.parametrize("name", [next(name for name in PLANTED if name.startswith(start)) for start in ("rl-", "pk-", "rev-")])
def test_a_file_is_made_the_same_every_time(name):
    planted = PLANTED[name]
    assert planted.make(planted.words()) == planted.make(planted.words())
