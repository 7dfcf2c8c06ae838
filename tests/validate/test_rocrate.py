"""RO-Crate: every mandatory value that is taken away gives its own finding and no other; references, files, versions."""

from __future__ import annotations

import copy
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rocrate.rocrate import ROCrate

from fairwoo import validate
from fairwoo.model import Level
from fairwoo.validate import Given

BASE = "https://w3id.org/ro/crate/"
TEXT = b"Nota over het zwembad.\n"


def crate(version: str = "1.3") -> dict[str, Any]:
    return {
        "@context": f"{BASE}{version}/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "conformsTo": {"@id": f"{BASE}{version}"},
                "about": {"@id": "./"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": "Zwembad",
                "description": "Over het zwembad.",
                "datePublished": "2023-02-03",
                "license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"},
                "hasPart": [{"@id": "een%20nota.txt"}],
            },
            {
                "@id": "een%20nota.txt",
                "@type": "File",
                "contentSize": str(len(TEXT)),
                "sha256": hashlib.sha256(TEXT).hexdigest(),
            },
        ],
    }


def findings(content: object, folder: Path | None = None) -> list[Any]:
    text = content if isinstance(content, bytes) else json.dumps(content, indent=1).encode()
    result = validate.validate(Given("ro-crate-metadata.json", text, folder))
    assert result.form == "ro-crate"
    return list(result.findings)


def codes(content: object, folder: Path | None = None) -> list[str]:
    return [finding.code for finding in findings(content, folder)]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "een nota.txt").write_bytes(TEXT)
    (tmp_path / "ro-crate-metadata.json").write_text("{}")
    return tmp_path


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3"])
def test_a_right_crate_has_no_findings(version, folder):
    assert codes(crate(version), folder) == []


DESCRIPTOR, ROOT, FILE = (["@graph", number] for number in range(3))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (["@context"], "rocrate-context-missing"),
        (["@graph"], "rocrate-graph-missing"),
        (DESCRIPTOR, "rocrate-descriptor-missing"),
        ([*DESCRIPTOR, "@type"], "rocrate-type-missing"),
        ([*DESCRIPTOR, "conformsTo"], "rocrate-conforms-to-missing"),
        ([*DESCRIPTOR, "about"], "rocrate-about-missing"),
        ([*ROOT, "@type"], "rocrate-type-missing"),
        ([*ROOT, "name"], "rocrate-name-missing"),
        ([*ROOT, "description"], "rocrate-description-missing"),
        ([*ROOT, "datePublished"], "rocrate-date-published-missing"),
        ([*ROOT, "license"], "rocrate-license-missing"),
        ([*FILE, "@type"], "rocrate-type-missing"),
    ],
)
def test_each_mandatory_value_that_is_taken_away_gives_its_finding(path, code):
    content = crate()
    inner: Any = content
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    assert codes(content) == [code]


@pytest.mark.parametrize("key", ["name", "description", "datePublished", "license"])
def test_an_empty_value_is_as_bad_as_none(key):
    content = crate()
    content["@graph"][1][key] = " "
    assert [one for one in codes(content) if one.endswith("-missing")] == [
        f"rocrate-{'date-published' if key == 'datePublished' else key}-missing"
    ]


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (lambda c: c.update({"@context": "https://schema.org"}), "rocrate-context-unknown", '$["@context"]'),
        (lambda c: c.update({"@context": f"{BASE}1.1/context"}), "rocrate-versions-differ", '$["@context"]'),
        (
            lambda c: c["@graph"][0].update(conformsTo={"@id": f"{BASE}9.9"}),
            "rocrate-version-unknown",
            '$["@graph"][0].conformsTo',
        ),
        (lambda c: c["@graph"][0].update({"@type": "Thing"}), "rocrate-descriptor-type", '$["@graph"][0]["@type"]'),
        (lambda c: c["@graph"][1].update({"@type": "Thing"}), "rocrate-root-type", '$["@graph"][1]["@type"]'),
        (lambda c: c["@graph"][1].update(datePublished="februari 2023"), "rocrate-date-wrong", '$["@graph"][1].datePublished'),
        (lambda c: c["@graph"][1].update(author={"@id": "#x"}), "rocrate-reference-dangling", '$["@graph"][1].author'),
        (lambda c: c["@graph"][1].update(author={"name": "X"}), "rocrate-nested", '$["@graph"][1].author'),
        (lambda c: c["@graph"][1].update(hasPart=[]), "rocrate-file-not-in-parts", '$["@graph"][2]["@id"]'),
        (lambda c: c["@graph"].append({"@type": "Thing"}), "rocrate-id-missing", '$["@graph"][3]'),
        (lambda c: c["@graph"].append("los"), "rocrate-node-no-object", '$["@graph"][3]'),
        (lambda c: c["@graph"].append({"@id": "een%20nota.txt", "@type": "Thing"}), "rocrate-id-twice", '$["@graph"][3]["@id"]'),
    ],
)
def test_each_rule_has_its_code_and_place(change: Change, code, path):
    content = crate()
    change(content)
    (finding,) = findings(content)
    assert (finding.code, finding.place.path) == (code, path)
    lines = json.dumps(content, indent=1).splitlines()
    assert path.rpartition(".")[2].strip('[]$"0123456789') in lines[finding.place.line - 1] or path.endswith("]")
    assert finding.message.nl != finding.message.en
    assert finding.advice.nl
    assert finding.advice.en


def test_a_root_that_is_not_there():
    content = crate()
    del content["@graph"][1]
    assert codes(content)[0] == "rocrate-root-missing"


def test_names_of_files_are_addresses_within_the_crate():
    for identifier, expected in (
        ("een nota.txt", ["rocrate-id-not-encoded"]),
        ("100%.txt", ["rocrate-id-not-encoded"]),
        ("één.txt", []),
        ("../buiten.txt", ["rocrate-path-outside"]),
        ("/etc/passwd", ["rocrate-path-outside"]),
    ):
        content = crate()
        content["@graph"][1]["hasPart"] = [{"@id": identifier}]
        content["@graph"][2]["@id"] = identifier
        assert codes(content) == expected, identifier


def test_files_are_held_against_what_is_said_of_them(folder):
    (folder / "los.txt").write_text("x")
    assert codes(crate(), folder) == ["rocrate-file-undescribed"]
    (folder / "los.txt").unlink()
    (folder / "een nota.txt").write_bytes(TEXT.upper())
    assert codes(crate(), folder) == ["rocrate-checksum-wrong"]
    (folder / "een nota.txt").write_bytes(TEXT + b"x")
    assert codes(crate(), folder) == ["rocrate-size-wrong", "rocrate-checksum-wrong"]
    (folder / "een nota.txt").unlink()
    assert codes(crate(), folder) == ["rocrate-file-missing"]
    assert codes(crate()) == []  # without a folder there is nothing to hold it against


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("buiten") / "nota.txt"
    outside.write_bytes(TEXT)
    (folder / "een nota.txt").unlink()
    try:
        (folder / "een nota.txt").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no links")
    assert codes(crate(), folder) == ["rocrate-file-missing"]


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3"])
def test_what_the_library_makes_lacks_only_what_it_was_not_told(tmp_path, version):
    (tmp_path / "nota één.txt").write_bytes(TEXT)
    made = ROCrate(version=version)
    made.add_file(tmp_path / "nota één.txt")
    made.add_directory(dest_path="map")
    made.write(tmp_path / "crate")
    file = tmp_path / "crate" / "ro-crate-metadata.json"
    result = validate.validate(Given(str(file), file.read_bytes(), file.parent))
    assert [finding.code for finding in result.findings] == [
        "rocrate-name-missing",
        "rocrate-description-missing",
        "rocrate-license-missing",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"[" * 999, b'{"@graph": 1}', b'{"@graph": [{"@id": 1, "@type": {}}]}', b"\xff\xfe{"]
)
def test_strange_content_is_a_finding(content):
    assert codes(content)


def test_the_graph_is_not_changed_by_looking():
    content = crate()
    before = copy.deepcopy(content)
    codes(content)
    assert content == before


@pytest.mark.parametrize("name", ["x" * 5000, "/".join(["map"] * 3000), "x" * 300, "een%00nota.txt", "a/" * 5000 + "b"])
def test_a_file_name_that_no_file_can_have_is_a_file_that_is_missing(name: str, tmp_path: Path) -> None:
    content = crate()
    content["@graph"][1]["hasPart"] = [{"@id": name}]
    content["@graph"][2] = {"@id": name, "@type": "File", "sha256": "0" * 64}
    found = findings(content, tmp_path)
    assert [one.code for one in found] == ["rocrate-path-outside" if "%00" in name else "rocrate-file-missing"]
    assert len(found[0].message.nl) < 300


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything is readable here")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "een nota.txt").write_bytes(TEXT)
    (tmp_path / "een nota.txt").chmod(0)
    assert codes(crate(), tmp_path) == ["rocrate-file-missing"]


@pytest.mark.parametrize("given", ["2025", "2025-06"])
def test_a_date_that_is_precise_to_the_month_or_year_is_advised_against(given: str) -> None:
    content = crate()
    content["@graph"][1]["datePublished"] = given
    (found,) = findings(content)
    assert (found.code, found.level) == ("rocrate-date-imprecise", Level.WARNING)


@pytest.mark.parametrize("given", ["25", "2025-13", "2025-00", "juni 2025", "2025/06", "202506", 2025, ["2025"], "2025-02-30"])
def test_what_is_no_date_is_an_error(given: object) -> None:
    content = crate()
    content["@graph"][1]["datePublished"] = given
    (found,) = findings(content)
    assert (found.code, found.level) == ("rocrate-date-wrong", Level.ERROR)
