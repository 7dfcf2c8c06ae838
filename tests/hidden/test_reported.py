"""Every planted file is reported, with file and page; files that hide nothing are not; `ingest --strict` says so."""

from __future__ import annotations

import re

import pytest

from tests.hidden.conftest import CONTROLS, PLANTED, deliver, fairwoo
from tests.hidden.planting import EITHER, HIDDEN, PLACE, SHEET, UNDER

ALL = EITHER | SHEET | PLACE


@pytest.mark.parametrize("name", PLANTED)
def test_reported_with_file_and_page(done, name):
    planted = PLANTED[name]
    told = [finding for finding in done.findings.get(name, []) if finding.code in planted.codes]
    assert told
    assert all(finding.level == ("error" if finding.code == "text-under-redaction" else "warning") for finding in told)
    if planted.page is not None:
        assert any(finding.place.page == planted.page or _names_page(finding, planted.page) for finding in told)


def _names_page(finding, page):
    """Says the message "bladzijde 2"? A finding on several pages has them in its message only."""
    return re.search(rf"\b[Bb]ladzijde (?:[\d–, ]*[ –,])?{page}\b", finding.message.nl) is not None


@pytest.mark.parametrize("name", CONTROLS)
def test_what_hides_nothing_is_quiet(done, name):
    assert [finding.code for finding in done.findings.get(name, []) if finding.code in ALL] == []


def test_recall_and_false_alarms(done):
    """The two figures of it all: nothing is missed, and one control in a hundred at most alarms."""
    codes = {name: {finding.code for finding in found} for name, found in done.findings.items()}
    missed = {name for name, one in PLANTED.items() if not codes.get(name, set()) & one.codes}
    assert missed == set()
    told = {name for name, found in codes.items() if found & ALL}
    assert len(told & CONTROLS.keys()) <= 0.01 * len(CONTROLS)


def test_strict_says_no_to_everything_together(done):
    assert done.codes["ingest"] == 1


def _first(codes, extension):
    return next(name for name, one in PLANTED.items() if one.codes == codes and one.extension == extension)


STRICT = {
    "pdf, under a box": _first(UNDER, "pdf"),
    "pdf, white": "rl-white-a4.pdf",
    "docx": _first(HIDDEN, "docx"),
    "xlsx": _first(SHEET, "xlsx"),
    "xls": _first(SHEET, "xls"),
    "odt": _first(HIDDEN, "odt"),
    "eml": _first(HIDDEN, "eml"),
    "jpg, text": _first(HIDDEN, "jpg"),
    "jpg, place": _first(PLACE, "jpg"),
}


@pytest.mark.parametrize("kind", STRICT)
def test_strict_says_no(tmp_path, kind):
    planted = PLANTED[STRICT[kind]]
    folder = deliver(tmp_path / "dossier", {planted.name: planted.make(planted.words())}, "Besluit over de bruggen")
    assert fairwoo(tmp_path, "ingest", str(folder), "--until", "extract", "--strict") == 1


def test_without_strict_hidden_content_is_told_and_no_failure(tmp_path):
    planted = PLANTED[STRICT["docx"]]
    folder = deliver(tmp_path / "dossier", {planted.name: planted.make(planted.words())}, "Besluit over de bruggen")
    assert fairwoo(tmp_path, "ingest", str(folder), "--until", "extract") == 0


def test_strict_says_yes_to_what_hides_nothing(tmp_path):
    made = {name: make() for name, make in CONTROLS.items()}
    folder = deliver(tmp_path / "dossier", made, "Besluit over de bruggen")
    assert fairwoo(tmp_path, "ingest", str(folder), "--until", "extract", "--strict") == 0
