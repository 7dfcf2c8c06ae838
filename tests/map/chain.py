"""The files by which the Woo harvester finds documents, for the tests: dossiers as they are published, and what is in the files."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from fairwoo import map as mapping
from fairwoo.map import Output, Published
from fairwoo.model import Document, Dossier, Finding
from fairwoo.settings import MapSettings
from tests.map.made import SETTINGS, a_dossier, decision, read

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NOON = datetime(2026, 5, 4, 12, 0, 0, 123456, tzinfo=UTC)


def published(dossier: Dossier, settings: MapSettings = SETTINGS, **changed: datetime) -> Published:
    """The dossier as it is published; every file changed at noon, or when `changed` says by the id of its document."""
    described = mapping.describe(dossier, read(*dossier.documents), settings, ["diwoo"]).descriptions
    moments = {
        address: next((moment for key, moment in changed.items() if f"/document/{key}/" in address), NOON)
        for one in described
        for address in one.parts
    }
    return Published(dossier, described, moments)


def publish(*dossiers: Published, settings: MapSettings = SETTINGS) -> tuple[dict[str, bytes], list[Finding]]:
    made = list(mapping.publish("diwoo", lambda: iter(dossiers), settings))
    files = [one for one in made if isinstance(one, Output)]
    assert len({one.path for one in files}) == len(files)
    return {one.path: one.content for one in files}, [one for one in made if isinstance(one, Finding)]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def locations(content: bytes) -> list[str]:
    return [loc.text or "" for loc in etree.fromstring(content).iter(SITEMAP + "loc")]


def times(content: bytes) -> list[str]:
    return [moment.text or "" for moment in etree.fromstring(content).iter(SITEMAP + "lastmod")]


def dossier_of(number: int, *documents: Document, **values: object) -> Dossier:
    return a_dossier(*(documents or (decision(),)), id=f"gm0055-proef-{number}", **values)
