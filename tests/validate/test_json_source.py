"""JSON files of strangers: what is wrong with the file itself, and where each value stands."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.validate import Given, json_source


def read(content: bytes | str) -> json_source.Source:
    return json_source.read(Given("x.json", content.encode() if isinstance(content, str) else content))


def codes(source: json_source.Source) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.line) for finding in source.findings]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text('abé\n"\\/ ', max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc@ .", max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_it_reads_what_the_standard_library_reads(value, indent, ascii_only):
    source = read(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert source.valid
    assert source.content == value
    assert not source.findings


def test_every_value_has_its_line():
    source = read('{\n "a": [\n  1,\n  {"b": "x"}\n ],\n "@graph": true\n}')
    lines = {"$": 1, "$.a": 2, "$.a[0]": 3, "$.a[1]": 4, "$.a[1].b": 4, '$["@graph"]': 6}
    assert {path: source.place(path).line for path in lines} == lines
    assert source.place("$.a[1].c").line == 4  # of what is not there, the line of what it would be in
    assert source.place("$.d").line == 1
    assert source.place("$.a[7].c").line == source.place("$.a.b").line == 2


@given(JSON)
def test_every_path_leads_to_its_line(value):
    text = json.dumps(value, indent=1)
    source = read(text)
    lines = text.split("\n")

    def look(inner, path):
        line = source.place(path).line
        assert json.dumps(inner)[0] in lines[line - 1]
        for step, one in inner.items() if isinstance(inner, dict) else enumerate(inner if isinstance(inner, list) else ()):
            at = source.place(json_source.child(path, step)).line
            assert (json.dumps(step) if isinstance(step, str) else "") in lines[at - 1]
            assert at > line
            look(one, json_source.child(path, step))

    look(value, "$")


@pytest.mark.parametrize("key", ['a"]', '"]["', '$["x"]', "a.b[0]", ".", "[0]", ""])
def test_keys_that_look_like_a_path_have_their_own_line(key):
    source = read(json.dumps({"a": 0, key: {"x": [1]}}, indent=1))
    path = json_source.child(json_source.child("$", key), "x")
    assert (source.place(path).line, source.place(f"{path}[0]").line) == (4, 5)


@pytest.mark.parametrize(
    "text",
    [
        '{"KEY": [LIST]}',
        '{"KEY": {"KEY": {"KEY": [LIST]}}}',
        '[{"KEY": {LONG}}]',
    ],
)
def test_memory_does_not_grow_with_the_length_of_keys_times_the_number_of_values(text):
    items = ", ".join(["0"] * 10_000)
    members = ", ".join(f'"{n}": NaN' for n in range(10_000))
    text = text.replace("KEY", "k" * 100_000).replace("LIST", items).replace("LONG", members)
    tracemalloc.start()
    try:
        source = read(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert source.valid
    assert most < 300 * len(text)  # each finding takes some kilobytes; the paths together would take a thousand times as much
    assert all(len(finding.place.path) < 500 for finding in source.findings)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("{", 1, "2"),
        ('{"a": 1,}', 1, "9"),
        ('{"a" 1}', 1, "6"),
        ('{\n"a": 1\n"b": 2}', 3, "1"),
        ("[1, 2", 1, "6"),
        ("[1] x", 1, "5"),
        ('["a\nb"]', 1, "4"),
        ("{'a': 1}", 1, "2"),
        ("[01]", 1, "3"),
        ("[tru]", 1, "2"),
        ("[" + "9" * 400 + "]", 1, "2"),
        ("", 1, "1"),
        ("[\x00]", 1, "2"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(text, line, column):
    source = read(text)
    assert not source.valid
    (finding,) = source.findings
    assert (finding.code, finding.place.line, finding.place.column) == ("validate-json-syntax", line, column)


def test_a_key_that_is_there_twice_is_told_and_where():
    source = read('{"a": 1,\n"b": {"c": 1,\n"c": 2},\n"a": 2}')
    assert codes(source) == [("validate-json-key-twice", 3), ("validate-json-key-twice", 4)]
    assert [finding.place.path for finding in source.findings] == ["$.b.c", "$.a"]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have(word):
    source = read(f'{{"a": {word}}}')
    assert source.valid
    assert source.content == {"a": None}
    assert codes(source) == [("validate-json-nan", 1)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbf" + '{"a": "é"}'.encode(), "validate-json-bom"),
        ('{"a": "é"}'.encode("cp1252"), "validate-json-encoding"),
        (b"\xff\xfe" + '{"a": "é"}'.encode("utf-16-le"), "validate-json-encoding"),
        (b"\xfe\xff" + '{"a": "é"}'.encode("utf-16-be"), "validate-json-encoding"),
        ('{"a": "é"}'.encode("utf-32"), "validate-json-encoding"),
    ],
)
def test_other_encodings_are_told_and_read(content, expected):
    source = read(content)
    assert source.content == {"a": "é"}
    assert [finding.code for finding in source.findings] == [expected]
    assert json_source.looks_like_json(Given("x", content))


def test_deep_nesting_is_told_and_does_not_break_anything():
    assert read("[" * 51 + "]" * 51).valid
    source = read("[" * 200_000)
    assert not source.valid
    assert [finding.code for finding in source.findings] == ["validate-json-depth"]


def test_a_huge_file_is_not_read():
    source = read(b"[" + b" " * 20_000_001)
    assert [finding.code for finding in source.findings] == ["validate-json-size"]
