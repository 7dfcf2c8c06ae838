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

from fairwoo.extract.cells import shows_nothing
from fairwoo.extract.hidden import is_constant
from fairwoo.extract.html_text import html_text
from fairwoo.extract.mail_unseen import unseen_headers
from fairwoo.extract.program_data import is_by_program, says_something
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


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (";;;", True),
        (" ; ; ; ", True),
        ('"";"";"";""', True),
        ("[White];[White];[White];[White]", True),
        (";;", False),  # texts are shown
        ("General", False),
        (";;;@", False),
        ('0;-0;;"-"', False),
    ],
)
def test_formats_that_show_nothing(code, expected):
    assert shows_nothing(code) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jansen", True),
        ("zie zaak 12-3, overleg met mw. De Vries", True),
        ("{0A1B2C3D-0000-1111-2222-333344445555}", False),
        ("0x010100ABCDEF", False),
        ("2024-02-29T10:00:00Z", False),
        ("True", False),
        ("15.0300", False),
        ("", False),
        ("x", False),
    ],
)
def test_texts_that_say_something(text, expected):
    assert says_something(text) is expected


@pytest.mark.parametrize("name", ["Taxatie", "Taxateur", "Termijn", "Behandelaar", "Owner", "Infotekst"])
def test_properties_that_people_name(name):
    assert not is_by_program("property", name)


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        (" nog navragen bij Jansen; zie dossier ", 1),
        ("Jansen", 1),
        ("<td>Jansen</td>", 1),
        (" begin inhoud ", 0),
        ("#wrapper", 0),
        ("/kolom-2", 0),
        ("[if gte mso 9]><xml>Jansen</xml><![endif]", 0),
        ("window.x = {a: 1};", 0),
        ("StartFragment", 0),
        ("Zichtbaar hier", 0),  # is to be read as well
        ("&nbsp;", 0),
        (" - - 12 ", 0),
    ],
)
def test_remarks_in_html(remark, expected):
    assert html_text(f"<p>Zichtbaar, hier.</p><!--{remark}-->".encode()).comments == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([("To", "a@x.nl"), ("Delivered-To", "b@x.nl")], 1),
        ([("To", "a@x.nl"), ("Delivered-To", "A@Y.nl")], 0),
        ([("From", "a@x.nl"), ("Delivered-To", "a@x.nl")], 0),
        ([("Cc", "Iemand <a+post@x.nl>"), ("X-Original-To", "a@x.nl")], 0),
        ([("To", "a@x.nl"), ("Received", "from p by q for <b@x.nl>; 1 Jan"), ("Received", "by r for b@x.nl; 1 Jan")], 1),
        ([("To", "a@x.nl"), ("Received", "from b@x.nl by q; 1 Jan")], 0),
        ([("Bcc", "b@x.nl"), ("Delivered-To", "b@x.nl")], 0),  # counted as a blind copy
    ],
)
def test_addresses_of_the_delivery(headers, expected):
    assert unseen_headers(headers)["delivery"] == expected
