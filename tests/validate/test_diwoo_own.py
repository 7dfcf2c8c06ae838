"""What fairwoo writes itself passes its own judgement: every sitemap, index and robots.txt of dossiers made and real."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairwoo import map as mapping
from fairwoo.map import Output, Published
from fairwoo.model import Level
from fairwoo.validate import Given, Schemas, validate
from tests.map import real
from tests.map.made import MADE, SETTINGS, Made
from tests.validate.made_xml import wrong

CHANGED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WRITTEN = sorted(name for name, made in MADE.items() if made.describe("diwoo").descriptions)


def chain(dossiers: Iterable[Made], folder: Path) -> list[Path]:
    """The files that a host would serve, written to a folder."""
    described = [(made.dossier, made.describe("diwoo").descriptions) for made in dossiers]
    published = [
        Published(dossier, descriptions, {address: CHANGED for each in descriptions for address in each.parts})
        for dossier, descriptions in sorted(described, key=lambda one: one[0].id)
    ]
    paths = []
    for one in mapping.publish("diwoo", lambda: iter(published), SETTINGS):
        if isinstance(one, Output):
            paths.append(folder / one.path)
            paths[-1].parent.mkdir(parents=True, exist_ok=True)
            paths[-1].write_bytes(one.content)
    return paths


def judged(path: Path, schemas: Path) -> tuple[str | None, list[str]]:
    form, findings = validate(Given(path.name, path.read_bytes(), path.parent), Schemas(schemas))
    return form, [finding.code for finding in findings if finding.level is not Level.INFO]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_sitemap_of_one_dossier(name: str, standards: Path) -> None:
    (description,) = MADE[name].describe("diwoo").descriptions
    assert wrong(description.content, name="diwoo.xml", schemas=standards) == []


def test_a_whole_chain(tmp_path: Path, standards: Path) -> None:
    dossiers = {made.dossier.id: made for made in MADE.values()}
    paths = chain(dossiers.values(), tmp_path)
    results = {path.name: judged(path, standards) for path in paths}
    assert {form for form, _ in results.values()} == {"diwoo", "sitemap_index", "robots"}
    assert {name: codes for name, (_, codes) in results.items() if codes} == {}


def test_real_dossiers(corpus: Path, tmp_path: Path, standards: Path) -> None:
    """All 784 in one chain."""
    paths = chain(real.dossiers(corpus), tmp_path)
    results = [judged(path, standards) for path in paths]
    assert {form for form, _ in results} == {"diwoo", "sitemap_index", "robots"}
    assert [code for _, codes in results for code in codes] == []
