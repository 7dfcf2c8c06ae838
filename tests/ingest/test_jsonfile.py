"""JSON of strangers: any usual encoding, limits, and errors that say where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.ingest.jsonfile import read_json

TEXT = '{"title": "Café ’s-Gravenhage"}'
VALUE = {"title": "Café ’s-Gravenhage"}


def parsed(tmp_path, content: bytes | str):
    path = tmp_path / "x.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_json(path, "metadata/x.json")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_of_json(encoding, tmp_path):
    assert parsed(tmp_path, TEXT.encode(encoding)) == (True, VALUE, ())


def test_windows_text_is_read_and_told(tmp_path):
    found = parsed(tmp_path, TEXT.encode("cp1252"))
    assert (found.content, [finding.code for finding in found.findings]) == (VALUE, ["json-encoding"])


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ('{"a": 1,\n "b": }', "json-malformed", "regel 2, kolom 7"),
        ('{"a": 1,}', "json-malformed", "regel 1"),
        ("", "json-malformed", "regel 1, kolom 1"),
        ("[" * 100_000, "json-malformed", "te diep"),
        ("[" * 60 + "]" * 60, "json-malformed", "te diep"),
        ('{"n": ' + "9" * 5000 + "}", "json-malformed", "te lang"),
        (b'{"a": "\x81\x8d"}', "json-malformed", "byte 7"),
        (b'{"a": "' + b"x" * 20_000_000 + b'"}', "json-too-large", "20 MB"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content, code, words, tmp_path):
    found = parsed(tmp_path, content)
    assert (found.valid, found.content) == (False, None)
    (finding,) = found.findings
    assert finding.code == code
    assert finding.place.file == "metadata/x.json"
    assert words in finding.message.nl


def test_line_and_column_are_in_the_place(tmp_path):
    (finding,) = parsed(tmp_path, '{"a": 1,\n "b": }').findings
    assert (finding.place.row, finding.place.column) == (2, "7")


def test_a_key_that_is_there_twice_is_told_and_the_last_counts(tmp_path):
    found = parsed(tmp_path, '{"title": "a", "x": {"n": 1, "n": 2}, "title": "b"}')
    assert found.content == {"title": "b", "x": {"n": 2}}
    assert [(finding.code, "“n”" in finding.message.nl) for finding in found.findings] == [
        ("json-key-twice", True),
        ("json-key-twice", False),
    ]


def test_texts_are_clean_and_not_a_number_is_nothing(tmp_path):
    found = parsed(tmp_path, '{"a\\u0000": "x\\ud800y\\u202ez", "n": NaN, "e\\u0301": ["e\\u0301"]}')
    assert found.content == {"a": "xyz", "n": None, "é": ["é"]}


@given(st.binary(max_size=200))
def test_any_bytes_are_content_or_a_finding(tmp_path_factory, content):
    found = parsed(tmp_path_factory.mktemp("json"), content)
    assert found.valid or found.findings


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("abcé ’", max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
    max_leaves=10,
)


@given(_JSON)
def test_json_means_what_it_says(tmp_path_factory, value):
    assert parsed(tmp_path_factory.mktemp("json"), json.dumps(value, ensure_ascii=False)) == (True, value, ())
