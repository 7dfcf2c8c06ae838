"""Every file on every shelf keeps its contract: a sentence about itself, the names its door asks for, codes of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fairwoo import catalogue, discover

ROOT = Path(__file__).parents[2]
NAMES = {
    "sources": ("accepts", "find"),
    "metadata": ("recognises", "read"),
    "formats": ("MEDIA_TYPES", "read"),
    "facts": ("PROPERTIES", "NEEDS", "find"),
    "standards": ("NAME", "TITLE", "describe"),
    "publications": ("NAME", "TITLE", "publish"),
    "metrics": ("METRIC", "measure"),
    "backends": (),
    "reports": ("NAME", "MEDIA_TYPE", "EXTENSION", "render"),
    "forms": ("NAME", "TITLE", "PRECEDENCE", "recognises", "validate"),
    "packages": ("NAME", "TITLE", "NESTED", "write"),
    "pages": ("routes",),
}
FILES = [(shelf, name) for shelf, package in catalogue.SHELVES.items() for name in discover.names(package)]


@pytest.mark.parametrize(("shelf", "name"), FILES)
def test_a_shelf_file_has_what_its_door_asks_for(shelf, name):
    module = discover.load(catalogue.SHELVES[shelf], name)
    assert module.__doc__, "a shelf file begins with a sentence about itself"
    missing = [one for one in NAMES[shelf] if not hasattr(module, one)]
    assert not missing


@pytest.mark.parametrize("shelf", catalogue.SHELVES)
def test_a_shelf_is_not_empty(shelf):
    assert discover.names(catalogue.SHELVES[shelf])


def test_an_unknown_name_tells_what_there_is():
    with pytest.raises(KeyError, match="table"):
        discover.load("fairwoo.score.reports", "xml")


def test_finding_codes_are_unique_and_told_in_two_languages():
    kinds = catalogue.finding_kinds()
    assert len(kinds) > 40
    for kind in kinds.values():
        assert kind.nl != kind.en, kind.code
        fields = [set(re.findall(r"{(\w+)", text)) for text in (kind.nl + kind.do_nl, kind.en + kind.do_en)]
        differing = {name.removesuffix("_nl").removesuffix("_en") for name in fields[0] ^ fields[1]}
        assert all(f"{name}_en" in fields[1] or f"{name}_nl" in fields[0] for name in differing), kind.code


@pytest.mark.parametrize("path", sorted((ROOT / "fairwoo").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_stay_readable(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300, "split it along a concept"
    assert path.stem not in {"utils", "helpers", "common", "manager", "handler", "processor"}
    assert "os.environ" not in text or path.name == "settings.py"
