"""When something first came into the feed: what a catalogue says of the beginning of a record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fairwoo.model import Delivery, Description, Dossier, Mapped
from fairwoo.store import Record, Workspace
from fairwoo.vocab import match_body

FIRST, SECOND, THIRD = (f"2026-11-2{day}T12:00:00+00:00" for day in (5, 6, 7))


def noon(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def test_the_first_time_stays_whatever_changes_later(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    catalogue = workspace.catalogue
    dossier = Dossier(id="a", location="/a", publisher=match_body("gm0055"))
    catalogue.put(Record(dossier, Delivery(dossier=dossier), (), (), {}, {}, "f", "r"), FIRST)
    for time, digests in ((SECOND, {"b": "1"}), (THIRD, {"b": "2", "c": "1"})):
        description = Description(
            standard="dcat", file_name="dcat.jsonld", media_type="application/ld+json", content="", parts=digests
        )
        catalogue.put_stage("a", "map", f"made from {time}", Mapped((description,), ()), time)
    assert catalogue.created(["a", "b", "c", "d"]) == {"a": noon(25), "b": noon(26), "c": noon(27)}
    assert catalogue.changed(["b", "c"]) == {"b": noon(27), "c": noon(27)}
    workspace.close()
