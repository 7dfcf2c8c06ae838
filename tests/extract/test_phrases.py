"""Phrases are found by their patterns, and the quick test before that rules out none that is there."""

from __future__ import annotations

import csv
import re
import sys

import pytest

from fairwoo.extract import phrases
from fairwoo.extract.phrases import Phrase, compile_phrase, fold, may_hold
from fairwoo.shared import data_folder


def _rows() -> list[dict[str, str]]:
    with (data_folder("vocab") / "phrases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _example(words: str, choice: int, gap: str) -> str:
    """A text with the phrase in it: of each alternative the one at `choice`, with `gap` for words left open."""
    values = {"*": gap, "**": gap, "{date}": "3 mei 2021", "{day}": "3 mei"}
    tokens = (values.get(token) or token.split("|")[choice % len(token.split("|"))] for token in words.split())
    return " ".join(token.removesuffix("~") + ("ing" if token.endswith("~") else "") for token in tokens)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['topic']}-{row['phrase']}")
def test_a_phrase_is_found_however_it_is_written(row: dict[str, str]) -> None:
    for choice in range(max(len(token.split("|")) for token in row["phrase"].split())):
        plain = _example(row["phrase"], choice, "een en ander")
        old = re.sub("u", "v", plain)  # as OCR of old letter types has it
        for text in (plain, plain.upper(), old, plain.replace("-", " - "), plain.replace(" ", "\n"), f"zie «{plain}»."):
            assert compile_phrase(row["phrase"]).search(text)
            assert any(hit.value == row["value"] and hit.start <= 5 for hit in phrases.find(row["topic"], text)), text
            assert may_hold(row["topic"], f"Iets anders.\n{text}\nEn meer.")


def test_letters_that_a_pattern_takes_for_the_same_are_folded_alike() -> None:
    letters = sorted({letter for row in _rows() for letter in row["phrase"] if letter.isalnum()})
    patterns = {letter: re.compile("[uv]" if letter in "uv" else re.escape(letter), re.IGNORECASE) for letter in letters}
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter, pattern in patterns.items():
        assert {fold(found) for found in pattern.findall(everything)} == {fold(letter)}


def test_a_text_without_the_letters_is_not_searched() -> None:
    phrase = Phrase("law", "bijlage * relevante artikelen|wetsartikelen", 1.0)
    assert phrase.may_be_in(fold("BIJLAGE: de releuante wetsartikelen"))
    assert not phrase.may_be_in(fold("bijlage: de relevante wetten"))
    assert not may_hold("annex_law", "Geachte heer, hierbij ontvangt u het besluit.")
