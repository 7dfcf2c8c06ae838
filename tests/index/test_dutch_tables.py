"""The tables behind the Dutch analysis: how they are made of a spelling dictionary, that they are whole, and that another one shows."""

from __future__ import annotations

import csv
import importlib.util
import shutil
from array import array
from pathlib import Path

import pytest

from fairwoo.index import dutch
from fairwoo.index.dutch import endings, lexicon

VOCAB = Path(__file__).parents[2] / "vocab"

AFFIXES = """SET UTF-8
FLAG long
COMPOUNDBEGIN Ca
SFX Zb Y 1
SFX Zb 0 en/CaCbCp [^eo] ts:NN2
SFX Ze Y 1
SFX Ze 0 men/CaCbCp m ts:NN2
SFX Zf Y 1
SFX Zf om men/CaCbCp m ts:NN2
SFX Zh Y 1
SFX Zh f ven/CaCbCp f ts:NN2
SFX Za Y 1
SFX Za 0 s . ts:NN2
SFX Aa Y 1
SFX Aa 0 e [^e] ts:AJe
SFX Ch Y 1
SFX Ch 0 s/CaCbCxCp .
SFX V3 Y 1
SFX V3 0 t .
"""
WORDS = """9
boom/CcZf
bom/ZbZe
brief/CcCaZh
vergunning/CcChZb
groen/AaCa
regisseur/Za
prĳs/Cc
Gouda
fout/FwZb
"""


@pytest.fixture(scope="module")
def making():
    spec = importlib.util.spec_from_file_location("make_compounds", VOCAB / "make_compounds.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def made(making, tmp_path, monkeypatch):
    """The tables of a dictionary of nine words."""
    package, kept = tmp_path / "package", tmp_path / "kept"
    package.mkdir()
    kept.mkdir()
    (package / "index.aff").write_text(AFFIXES, encoding="utf-8")
    (package / "index.dic").write_text(WORDS, encoding="utf-8")
    (package / "license").write_text("free", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["make_compounds.py", str(package), str(kept)])
    making.main()
    return kept


def test_parts_have_their_places(made):
    found = dict(line.split() for line in (made / "compound_parts.txt").read_text(encoding="utf-8").splitlines())
    assert found["boom"] == "4"
    assert found["bomen"] == "7"  # its own places, and the end of its base
    assert found["brief"] == "5"
    assert found["vergunning"] == "12"  # last, or with an s before another
    assert found["prijs"] == "4"
    assert found["regisseurs"] == "16"  # long, and without a word of where
    assert not {"bom", "gouda", "fout", "Gouda"} & found.keys()


def test_base_words_have_their_inflection(made, monkeypatch):
    monkeypatch.setattr(lexicon, "data_folder", lambda name: made)
    monkeypatch.setattr(lexicon, "_words", lexicon._words.__wrapped__)
    assert endings.singulars("bomen") == ("boom",)
    assert endings.singulars("bommen") == ("bom",)
    assert endings.singulars("brieven") == ("brief",)
    assert endings.uninflected("groene") == "groen"
    assert endings.uninflected("regisseurs") == "regisseur"
    assert lexicon.inflection("gouda") is None
    assert lexicon.inflection("fout") is None


def test_the_tables_are_whole():
    content = (VOCAB / "dutch_words.bin").read_bytes()
    values = array("I", content[: len(content) // 5 * 4])
    assert len(content) == 5 * len(values)
    assert list(values) == sorted(set(values))
    lines = (VOCAB / "compound_parts.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert all(
        part.isalpha() and part.isascii() and len(part) >= 3 and 0 < int(mask) < 32 for part, mask in map(str.split, lines)
    )


def test_the_reviewed_words_are_few_and_do_not_contradict_each_other():
    lemmas, parts = _rows("search_lemmas.csv"), _rows("search_parts.csv")
    assert len(lemmas) <= 60
    assert len({row["form"] for row in lemmas}) == len(lemmas)
    assert all(dutch.analyse(row["lemma"]).lemma == row["lemma"] for row in lemmas)
    assert len({row["word"] for row in parts}) == len(parts)
    assert {row["rule"] for row in parts} == {"part", "first", "last", "stop", "whole"}
    assert all(dutch.fold(row["word"]) == row["word"] for row in parts)


def test_another_table_is_another_version_and_another_line_end_is_not(tmp_path, monkeypatch):
    for path in VOCAB.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    monkeypatch.setattr(lexicon, "data_folder", lambda name: tmp_path)
    digest = lexicon._digest.__wrapped__
    assert f"nl-4-{digest()[:8]}" == dutch.ANALYSIS_VERSION
    words = tmp_path / "search_parts.csv"
    words.write_bytes(words.read_bytes().replace(b"\n", b"\r\n"))
    assert f"nl-4-{digest()[:8]}" == dutch.ANALYSIS_VERSION
    words.write_bytes(words.read_bytes() + b"proef,part\n")
    assert f"nl-4-{digest()[:8]}" != dutch.ANALYSIS_VERSION


def _rows(name: str) -> list[dict[str, str]]:
    with (VOCAB / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
