"""Every sample and corpus dossier, as a person brings it in: all standards written, and nothing wrong in any of them.

Official schemas and shapes and our own rules are applied by `fairwoo validate`, whose own verdicts are held elsewhere
(tests/validate) against pySHACL, lxml and the official examples.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from fairwoo import discover
from fairwoo.catalogue import SHELVES
from fairwoo.map.addresses import Addresses
from fairwoo.model import Dossier, Extraction, Level, Role
from fairwoo.store import Workspace
from fairwoo.validate import Given, Schemas, validate

ROOT = Path(__file__).parents[2]
BASE = "https://woo.example.nl"
NO_METADATA_FORMS = {"inventaris.csv", "schemaorg.jsonld"}  # a distribution; schema.org is held in test_schemaorg.py
AMSTERDAM, NOORD_HOLLAND = "gm0363", "pv27"
SAMPLES = tuple((str(body), None) for body in sorted((ROOT / "sample_dossiers" / "dossiers").iterdir()))
PDF = (
    ("pdf-dossiers/nh-zonneweide-jaagweg", NOORD_HOLLAND),
    ("pdf-dossiers/ienw-landsadvocaat-stikstof", "mnre1130"),
    ("pdf-dossiers/ocw-corona-scholen-inventaris", "mnre1109"),
    ("derived/typeset", AMSTERDAM),
)
TEXTS = (("ocr-dossiers", AMSTERDAM),)  # some of them are also in derived/typeset, and would have the same ids
CONFIG = f"""
[map]
base_url = "{BASE}"
contact_name = "Woo-team"
contact_email = "woo@example.nl"
persistence_policy = "{BASE}/blijvend"
api_url = "{BASE}/api/v1"
api_license = "CC0"
"""


class Exported(NamedTuple):
    """A workspace, and the folder that everything was exported to."""

    workspace: Path
    folder: Path


def run(*arguments: str, where: Path, env: dict[str, str] | None = None) -> None:
    command = [sys.executable, "-m", "fairwoo", "--config", str(where / "fairwoo.toml"), "-q", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(env or {})}, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module", params=[(*SAMPLES, *PDF), TEXTS], ids=["samples and pdf", "texts"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Exported:
    where = tmp_path_factory.mktemp("keten")
    (where / "fairwoo.toml").write_text(f'workspace = "{(where / "werkmap").as_posix()}"\n{CONFIG}')
    for name, publisher in request.param:
        named = ("--publisher", publisher) if publisher else ()
        run("ingest", str(corpus / name), *named, "--text-only", "--until", "map", where=where)
    run("export", "--output", str(where / "uit"), where=where)
    return Exported(where, where / "uit")


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))


def test_every_dossier_is_described_in_every_standard(exported: Exported) -> None:
    endings = {"dcat": "dcat.ttl", "schemaorg": "schemaorg.jsonld", "mdto": "mdto/dossier.mdto.xml", "woogle": "woogle.json"}
    assert {*endings, "diwoo"} == set(discover.names(SHELVES["standards"]))
    dossiers = list(held(exported.workspace))
    assert len(dossiers) >= 10
    for dossier, _ in dossiers:
        for standard, ending in endings.items():
            # Woogle demands a category, which nothing tells of a dossier with neither request nor decision.
            known = dossier.category or {Role.REQUEST, Role.DECISION} & {one.role for one in dossier.documents}
            is_written = (exported.folder / dossier.id / ending).is_file()
            assert is_written == (standard != "woogle" or bool(known)), f"{ending} of {dossier.id}"
    assert (exported.folder / "sitemapindex-diwoo-infocat014.xml").is_file()
    assert "Sitemap: https://woo.example.nl/sitemapindex-diwoo-infocat014.xml" in (exported.folder / "robots.txt").read_text()


def held(where: Path) -> Iterator[tuple[Dossier, Mapping[str, Extraction]]]:
    workspace = Workspace.open(where / "werkmap")
    try:
        for one in workspace.catalogue.held():
            dossier = workspace.catalogue.dossier(one.id)
            assert dossier is not None
            yield dossier, workspace.catalogue.extractions_of(one.id)
    finally:
        workspace.close()


def lacking(dossier: Dossier, read: Mapping[str, Extraction]) -> Iterator[tuple[str, str]]:
    """What DCAT recommends and this dossier cannot have, as (node, property), each for what its input lacks."""
    site = Addresses(BASE, dossier.id)
    if dossier.publisher.register_name in {"gemeente", "waterschap"}:  # no free list tells where these lie
        yield from ((site.area(dossier.publisher.code), f"dcat:{one}") for one in ("bbox", "centroid"))
    if dossier.publisher.register_name in {"oorg", "so"}:  # registers of several kinds of authority
        yield dossier.publisher.uri, "dct:type"
    if not any(one.language for one in read.values()):
        yield site.dossier, "dct:language"
    asked = dossier.requested or dossier.received
    if not any(one.dated for one in dossier.documents) and not (asked and dossier.decided):
        yield site.dossier, "dct:temporal"
    for document in dossier.documents:
        if document.path:
            file, found = site.file(document.id, document.path), read.get(document.id)
            if not (found and found.language):  # too few words, or a language that is not known
                yield file, "dct:language"
            if not (found and found.properties.get("puid")):  # a format that was not recognised
                yield file, "dct:conformsTo"
            if document.path.lower().endswith((".eml", ".msg")):  # the EU has no file type for mail
                yield file, "dct:format"


def test_nothing_is_wrong_in_what_was_written(exported: Exported, standards: Path) -> None:
    schemas, wrong, forms = Schemas(standards), [], Counter[str]()
    dossiers = list(held(exported.workspace))
    unknown = {each for dossier, read in dossiers for each in lacking(dossier, read)}
    titles = {one.title for dossier, _ in dossiers for one in dossier.documents if one.title}  # as the body's own list has them
    for path in files_of(exported.folder):
        name = path.relative_to(exported.folder).as_posix()
        if path.name in NO_METADATA_FORMS:
            continue
        result = validate(Given(str(path), path.read_bytes(), path.parent), schemas)
        forms[result.form or "?"] += 1
        for one in result.findings:
            missing = one.level is Level.WARNING and tuple((one.place.path or "").split(" ")) in unknown
            untitled = one.code == "diwoo-title-file-name" and any(f"“{title}”" in one.message.en for title in titles)
            if one.level is not Level.INFO and not missing and not untitled:
                wrong.append(f"{name} {one.place.line or one.place.path}: {one.message.en}")
    assert wrong == [], "\n".join(wrong[:40])
    assert {"dcat", "diwoo", "mdto", "woogle", "robots", "sitemap_index"} == set(forms), forms


def hashes(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files_of(folder)}


def test_made_again_elsewhere_it_is_the_same_to_the_byte(exported: Exported, tmp_path: Path) -> None:
    run("map", "--force", where=exported.workspace, env={"PYTHONHASHSEED": "77", "TZ": "Pacific/Chatham", "LC_ALL": "C.UTF-8"})
    run("export", "--output", str(tmp_path), where=exported.workspace, env={"PYTHONHASHSEED": "78", "TZ": "America/Caracas"})
    assert hashes(tmp_path) == hashes(exported.folder)
