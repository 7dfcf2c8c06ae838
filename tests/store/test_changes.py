"""The change feed: what others fetch has changed when something else is said of it, and only then."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairwoo.model import Delivery, Description, Dossier, Mapped
from fairwoo.store import Record, Workspace
from fairwoo.vocab import match_body

ADDRESS = "https://woo.example/dossier/a/document/b/bestand/b.pdf"
FIRST, SECOND, THIRD = (f"2026-11-2{day}T12:00:00+00:00" for day in (5, 6, 7))


@pytest.fixture
def catalogue(tmp_path: Path):
    workspace = Workspace.open(tmp_path, create=True)
    dossier = Dossier(id="a", location="/a", publisher=match_body("gm0055"))
    workspace.catalogue.put(Record(dossier, Delivery(dossier=dossier), (), (), {}, {}, "f", "r"), FIRST)
    yield workspace.catalogue
    workspace.close()


def described(catalogue, time: str, **digests: str) -> None:
    parts = {f"https://woo.example/{name}": digest for name, digest in digests.items()}
    description = Description(standard="diwoo", file_name="diwoo.xml", media_type="application/xml", content="", parts=parts)
    catalogue.put_stage("a", "map", "made from", Mapped((description,), ()), time)


def test_a_part_keeps_its_time_until_something_else_is_said_of_it(catalogue):
    described(catalogue, FIRST, b="1", c="1")
    described(catalogue, SECOND, b="1", c="2")
    described(catalogue, THIRD, b="1", c="2")
    assert catalogue.changed(["https://woo.example/b", "https://woo.example/c", "https://woo.example/d"]) == {
        "https://woo.example/b": datetime(2026, 11, 25, 12, tzinfo=UTC),
        "https://woo.example/c": datetime(2026, 11, 26, 12, tzinfo=UTC),
    }


def test_what_goes_back_to_what_it_was_has_changed_again(catalogue):
    for time, digest in ((FIRST, "1"), (SECOND, "2"), (THIRD, "1")):
        described(catalogue, time, b=digest)
    assert catalogue.changed(["https://woo.example/b"]) == {"https://woo.example/b": datetime(2026, 11, 27, 12, tzinfo=UTC)}


def test_more_parts_than_fit_in_one_question(catalogue):
    names = {f"n{number}": "1" for number in range(1201)}
    described(catalogue, FIRST, **names)
    described(catalogue, SECOND, **(names | {"n1200": "2"}))
    changed = catalogue.changed(f"https://woo.example/{name}" for name in names)
    assert len(changed) == 1201
    assert [address for address, time in changed.items() if time.day == 26] == ["https://woo.example/n1200"]


def test_what_changed_last_comes_last_also_within_one_second(catalogue):
    for name, digest in (("c", "1"), ("a", "1"), ("b", "1"), ("c", "2")):
        described(catalogue, FIRST, **{f"{name}{number}": digest for number in range(600)})
    changed = catalogue.changed(f"https://woo.example/{name}{number}" for name in "cba" for number in range(600))
    assert [address[20] for address in changed] == ["a"] * 600 + ["b"] * 600 + ["c"] * 600


def test_what_comes_back_unchanged_has_changed_since_it_went(catalogue):
    base = "dossier/a"
    described(catalogue, FIRST, **{base: "1", f"{base}/document/b": "1", f"{base}-2/document/c": "1"})
    described(catalogue, SECOND, **{base: "1"})
    described(catalogue, SECOND, **{base: "1"})
    gone = [change[2:] for change in catalogue.changes() if change[1] == "described" and not change[3]]
    assert gone == [(f"https://woo.example/{base}/document/b", "")]  # once, and not what is another dossier's
    described(catalogue, THIRD, **{base: "1", f"{base}/document/b": "1"})
    days = {address: time.day for address, time in catalogue.changed([f"https://woo.example/{base}/document/b"]).items()}
    assert list(days.values()) == [27]
    assert catalogue.changed([f"https://woo.example/{base}"])[f"https://woo.example/{base}"].day == 25
