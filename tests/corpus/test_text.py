"""The text of PDFs stays as good as it was measured (see `eval_text.py` for all documents: mean .0056, median .0027)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.extract import Job, Task, read, work_after
from fairwoo.extract.pdf.page_text import repaired
from fairwoo.settings import ExtractSettings
from fairwoo.shared import clean_text, sha256_of
from tests.corpus.eval_text import edit_distance, error_rates

NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and newline, lone surrogates, and what pdfium writes for a hyphen at the end of a line."""

ODD = st.sampled_from(
    ["\x02", "\x02\r\n", "\ufffe", "\xad", "\xad\n", "\r", "\x00", "\x1a", "\ud800", "\udc00", "\x7f", "Woo", "verzoek", "é"]
)
TEXTS = st.lists(st.one_of(ODD, st.text(st.characters(), max_size=8)), max_size=12).map("".join)


@pytest.mark.corpus
def test_character_errors(corpus):
    """Short documents only, for speed; they carry their number stamps, so that their rate is above the mean of all."""
    rates = [rate for _, rate in error_rates(corpus, most_pages=4)]
    assert len(rates) >= 40
    assert sum(rates) / len(rates) <= 0.007
    assert sorted(rates)[len(rates) // 2] <= 0.004


def _by_table(one, other):
    """The textbook way."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for column, wanted in enumerate(other, start=1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (letter != wanted))
    return row[-1]


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_edit_distance_is_the_textbook_one(one, other):
    assert edit_distance(one, other, 100) == _by_table(one, other)
    assert edit_distance(one, other, 3) == min(3, _by_table(one, other))


@given(TEXTS)
def test_nothing_that_is_no_character_is_left(text):
    assert not NEVER.search(clean_text(text))
    assert not NEVER.search(repaired(text))
    repaired(text).encode("utf-8")


@given(TEXTS)
def test_letters_survive_the_repair(text):
    def letters(said):
        return [letter for letter in clean_text(said) if letter.isalnum()]

    assert letters(repaired(text)) == letters(text)


@pytest.mark.corpus
@pytest.mark.slow
def test_nothing_that_is_no_character_leaves_the_reading(corpus, tmp_path):
    """Over all PDFs: texts, properties, tables, findings."""
    jobs = [Job(path, path.name, sha256_of(path), path.stat().st_size) for path in sorted(Path(corpus).rglob("*.pdf"))]
    done = list(read(jobs, ExtractSettings(), tmp_path))
    assert len(done) == len(jobs) > 150
    goes = [(job, work) for job, extraction in done for work in work_after(extraction) if work.task is Task.GO_ON]
    done += read((job._replace(task=work.task, first=work.page) for job, work in goes), ExtractSettings(), tmp_path)
    bad = [job.name for job, extraction in done for text in _strings(extraction.model_dump()) if NEVER.search(text)]
    assert bad == []
    assert sum(len(page.text) for _, extraction in done for page in extraction.pages) > 1_000_000


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _strings(key)
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)
