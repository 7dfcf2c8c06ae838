"""Words planted in every place where nobody sees them: each is counted, and none comes out in any part of an extraction."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwoo.extract.hidden import is_constant
from tests.extract.not_hidden import CONTROLS
from tests.extract.opened import codes, opened, text_of
from tests.extract.planting import PLANTS, SEEN

for kind in ("mail", "open", "sheets", "slides", "word"):
    importlib.import_module(f"tests.extract.planted_{kind}")

WORDS = ["Kwispelgoot", "Zebranevel", "Plofsaffraan", "Dwarrelkoek"]
IMAGES = {"gif", "jpg", "png", "tif", "webp"}


def everything_in(content):
    """All bytes of a file, of the members of a ZIP and of packed PNG chunks unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(everything_in(archive.read(name)) + name.encode() for name in archive.namelist())
    packed = [content[found.start() :] for found in re.finditer(b"\x78[\x01\x5e\x9c\xda]", content)]
    return content + b"".join(map(_unpacked, packed))


def _unpacked(content):
    try:
        return zlib.decompressobj().decompress(content)
    except zlib.error:
        return b""


def reading(folder, extension, content):
    path = folder / f"a.{extension}"
    path.write_bytes(content)
    found = opened(path)
    assert found.read
    assert extension in IMAGES or SEEN in text_of(found)
    return found


def check(folder, plant, words):
    content = plant.make(words)
    inside = everything_in(content)
    assert all(word.encode() in inside or word.encode("utf-16-le") in inside for word in words), "not planted"
    found = reading(folder, plant.extension, content)
    told = [finding.message.nl for finding in found.findings if finding.code == plant.code]
    assert len(told) == 1
    assert plant.code == "image-location" or counted(told[0], plant.told) == (len(words) if plant.one_each else 1)
    everything = found.model_dump_json().casefold()
    assert not [word for word in words if word.casefold() in everything]
    assert set(codes(found)) - {"page-without-text"} == {plant.code}


def counted(message, told):
    """The number with which a message tells of something: "2 opmerkingen", "verborgen rijen: 2"."""
    found = re.search(rf"(\d+) [^\d,]*{re.escape(told)}|{re.escape(told)}: (\d+)", message)
    return int(found[1] or found[2])


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("count", [1, 3, 4])
def test_planted_words_are_counted_and_stay_in(tmp_path, name, count):
    check(tmp_path, PLANTS[name], WORDS[:count])


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(PLANTS)),
    st.lists(st.text("bcdfghjklmnpqrstvwxz", min_size=9, max_size=14), min_size=1, max_size=4, unique_by=str.casefold),
)
def test_any_words_anywhere(tmp_path_factory, name, words):
    check(tmp_path_factory.mktemp("planted"), PLANTS[name], words)


@pytest.mark.parametrize("name", CONTROLS)
def test_what_is_seen_is_taken_over_and_quiet(tmp_path, name):
    found = reading(tmp_path, name.partition(":")[0], CONTROLS[name]())
    assert set(codes(found)) <= {"page-without-text"}
    if name.partition(":")[0] not in IMAGES:
        assert all(word in found.model_dump_json() for word in WORDS[:2])


@pytest.mark.parametrize(
    ("name", "formula", "expected"),
    [
        ("x", '"geheim"', True),
        ("x", "0.21", True),
        ("x", '{"a","b";1,2}', True),
        ("x", '"a""b"&"c"', True),
        ("x", 'CONCATENATE("a","b")', True),
        ("x", "-1.5E+3", True),
        ("x", 'of:="geheim"', True),
        ("x", "Blad1!$A$1:$B$2", False),
        ("x", "'Blad 1'!$A$1", False),
        ("x", 'IF(Blad1!A1="x",1,2)', False),
        ("x", "of:=[$Blad1.$A$1]", False),
        ("x", "#REF!", False),
        ("x", "TODAY()", False),
        ("x", '""', False),
        ("x", "AndereNaam*2", False),
        ("_xlnm.Print_Titles", "1", False),
        ("solver_eng", "1", False),
    ],
)
def test_names_that_hold_a_value(name, formula, expected):
    assert is_constant(name, formula) is expected
