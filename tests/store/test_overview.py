"""What the catalogue counts and lists without opening a dossier, and the feed as it is read on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairwoo.model import Delivery, Description, Document, Dossier, Extraction, Mapped, Report
from fairwoo.store import Change, Record, Run, Totals, Workspace, overview
from fairwoo.vocab import match_body

FIRST, SECOND, THIRD = (f"2026-11-2{day}T12:00:00+00:00" for day in (5, 6, 7))
BASE = "https://woo.example/dossier"
RIJNWOUDE, BOARN = match_body("gm1672"), match_body("gm0055")


@pytest.fixture
def workspace(tmp_path: Path):
    opened = Workspace.open(tmp_path, create=True)
    yield opened
    opened.close()


def put(catalogue, name: str, publisher=BOARN, time=FIRST, revision="r", **pages: tuple[int, int]) -> None:
    documents = tuple(Document(id=one) for one in pages)
    dossier = Dossier(id=name, location=f"/{name}", publisher=publisher, documents=documents)
    catalogue.put(Record(dossier, Delivery(dossier=dossier), (), (), {}, pages, "f", revision), time)


def described(catalogue, name: str, time: str, base: str = BASE, **digests: str) -> None:
    parts = {f"{base}/{name}#{part}": digest for part, digest in digests.items()}
    made = Description(standard="diwoo", file_name="diwoo.xml", media_type="application/xml", content="", parts=parts)
    catalogue.put_stage(name, "map", f"of {name}", Mapped((made,), ()), time)


def test_ids_come_in_order_a_portion_at_a_time(workspace, monkeypatch):
    names = [f"d{number:02}" for number in range(7)]
    for number, name in enumerate(reversed(names)):
        put(workspace.catalogue, name, RIJNWOUDE if number % 2 else BOARN)
    ask = workspace.catalogue
    assert ask.number() == 7
    assert ask.ids("", 3) == names[:3]
    assert ask.ids("d02x", 2) == ["d03", "d04"]  # of one that is gone the next ones
    assert ask.ids("d02", 9, RIJNWOUDE.uri) == ["d03", "d05"]
    monkeypatch.setattr(overview, "_AT_ONCE", 2)
    assert list(ask.ids_from("")) == names
    assert list(ask.ids_from("d03")) == names[3:]
    assert list(ask.ids_from("d03x")) == names[4:]
    assert list(ask.ids_from("d02", RIJNWOUDE.uri)) == ["d03", "d05"]
    assert list(ask.ids_from("d03", RIJNWOUDE.uri)) == ["d03", "d05"]
    assert ask.publishers() == {BOARN.uri: 4, RIJNWOUDE.uri: 3}


def test_documents_and_pages_are_added_up(workspace):
    assert workspace.catalogue.totals() == Totals(0, 0, 0)
    put(workspace.catalogue, "a", one=(3, 1), two=(0, 0))
    put(workspace.catalogue, "b", one=(4, 0))
    put(workspace.catalogue, "c")
    assert workspace.catalogue.totals() == Totals(3, 7, 1)
    assert workspace.catalogue.all_entries() == {"a": 4, "b": 4}
    assert {name: workspace.catalogue.entries(name) for name in ("a", "b")} == {"a": 4, "b": 4}


def test_stages_and_reports_of_many_dossiers(workspace, monkeypatch):
    for name in ("b", "a", "c"):
        put(workspace.catalogue, name)
        described(workspace.catalogue, name, FIRST)
    for name in ("a", "c"):
        made = Report(
            dossier=name, publisher=BOARN.uri, rules="1", outcomes=(), principles={}, total=0.5, arithmetic=0.5, caps=()
        )
        workspace.catalogue.put_stage(name, "check", "x", made)
    assert list(workspace.catalogue.stage_inputs("map").items()) == [("a", "of a"), ("b", "of b"), ("c", "of c")]
    assert workspace.catalogue.stage_inputs("check") == {"a": "x", "c": "x"}
    assert workspace.catalogue.stage_inputs("map", ["c", "nowhere", "a"]) == {"a": "of a", "c": "of c"}
    assert workspace.catalogue.stage_inputs("map", []) == {}
    assert workspace.catalogue.held_of(["c", "nowhere", "a"]) == {one: workspace.catalogue.held(one)[0] for one in ("a", "c")}
    monkeypatch.setattr(overview, "_AT_ONCE", 2)
    texts = dict(workspace.catalogue.report_texts(["a", "b", "c", "d"]))
    assert {name: Report.model_validate_json(text).dossier for name, text in texts.items()} == {"a": "a", "c": "c"}


def test_the_feed_goes_on_behind_a_number_and_tells_what_was_before(workspace):
    ask = workspace.catalogue
    assert (ask.last_change(), ask.changed_last(), ask.feed(0, 9, BASE)) == (0, None, [])
    put(ask, "a")
    described(ask, "a", FIRST, x="1")
    described(ask, "a", SECOND, "https://elsewhere.example/dossier", x="1")  # takes back what was told of the first address
    described(ask, "a", THIRD, x="2")
    put(ask, "a", time=THIRD, revision="s")
    rows = ask.feed(0, 99, BASE)
    own = [one for one in rows if one.operation == "described"]
    assert {one.subject for one in own} == {f"{BASE}/a#x"}
    assert [(one.hash, one.before) for one in own if one.hash] == [
        ("1", None),
        ("2", own[-2].hash if own[-2].hash != "2" else "1"),
    ]
    assert rows[0] == Change(rows[0].sequence, "created", "a", "r", FIRST, None)
    assert rows[-1] == Change(ask.last_change(), "changed", "a", "s", THIRD, "r")
    assert ask.feed(rows[1].sequence, 1, BASE) == rows[2:3]
    assert ask.changed_last() == datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_the_readings_that_are_there_are_told(workspace):
    made = {one: (Extraction(sha256=one, made_by="x", media_type="text/plain"), ()) for one in ("k1", "k2")}
    workspace.catalogue.put_extractions(made)
    assert workspace.catalogue.kept_readings() == {"k1", "k2"}


def test_the_last_run_is_told_while_it_is_at_work_and_after(workspace):
    assert workspace.journal.last_run() is None
    workspace.journal.start_run("1", "ingest", FIRST)
    workspace.journal.finish_run("1", 1, SECOND)
    assert workspace.journal.last_run() == Run("ingest", FIRST, SECOND, 1)
    workspace.journal.start_run("2", "map", THIRD)
    assert workspace.journal.last_run() == Run("map", THIRD, None, None)
