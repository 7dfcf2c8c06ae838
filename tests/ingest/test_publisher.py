"""Whose dossier it is: matched exactly, or refused with candidates."""

from __future__ import annotations

import pytest

from fairwoo.ingest import Options
from fairwoo.model import Refusal
from tests.ingest.made import codes, deliver, finding, lay, outcomes

URI = "https://identifier.overheid.nl/tooi/id/gemeente/gm0055"


def place(root, publisher: str | None = None):
    own = {"title": "T"} | ({"publisher": publisher} if publisher else {})
    return lay(root / "in", {"1.pdf": "x", "dossier.json": own})


@pytest.mark.parametrize("words", ["gm0055", URI, "gemeente Boarnsterhim", "Boarnsterhim", "GEMEENTE  BOARNSTERHIM"])
@pytest.mark.parametrize("by", ["user", "metadata"])
def test_code_address_or_name(words, by, tmp_path):
    user, metadata = (words, None) if by == "user" else (None, words)
    delivery = deliver(place(tmp_path, metadata), tmp_path, publisher=user)
    assert delivery.dossier.publisher.uri == URI
    (fact,) = [fact for fact in delivery.facts if fact.property == "publisher"]
    given = ("gm0055", "setting") if by == "user" else (words, "metadata")
    assert (fact.values, fact.raw, fact.source.kind) == ((URI,), *given)


@pytest.mark.parametrize(
    ("words", "same"),
    [("gemeente Utrecht", "gm0344"), ("Tweede Kamer", "Tweede Kamer der Staten-Generaal"), (URI, "BOARNSTERHIM")],
)
def test_another_spelling_of_the_publisher_is_no_change(words, same):
    assert Options(words) == Options(same)
    assert list(Options(words)) == list(Options(same))


@pytest.mark.parametrize("words", ["Utrecht", "gemeente Haarlemm", "", None])
def test_words_that_mean_no_one_body_stay_as_they_are(words):
    assert Options(words).publisher == words


@pytest.mark.parametrize(
    ("words", "code", "candidate"),
    [
        ("gemeente Haarlemm", "publisher-unknown", "gm0392"),
        ("ministerie van Economische Zaken", "publisher-ambiguous", "mnre1040"),
        ("Utrecht", "publisher-ambiguous", "pv26"),
    ],
)
@pytest.mark.parametrize("by", ["user", "metadata"])
def test_unknown_and_ambiguous_names_are_refused_with_candidates(words, code, candidate, by, tmp_path):
    user, metadata = (words, None) if by == "user" else (None, words)
    (refused,) = outcomes(place(tmp_path, metadata), tmp_path, publisher=user)
    assert isinstance(refused, Refusal)
    (told,) = refused.findings
    assert told.code == code
    assert candidate in told.advice.nl
    assert candidate in [code for code, _ in refused.candidates]
    assert {file.path for file in refused.files} == {"1.pdf", "dossier.json"}


def test_no_publisher_is_refused_and_says_how(tmp_path):
    (refused,) = outcomes(place(tmp_path), tmp_path, publisher=None)
    assert [told.code for told in refused.findings] == ["publisher-missing"]
    assert "--publisher" in refused.findings[0].advice.nl


def test_the_user_is_final_and_a_contradiction_is_told(tmp_path):
    delivery = deliver(place(tmp_path, "gemeente Haarlem"), tmp_path, publisher="gm0055")
    assert delivery.dossier.publisher.code == "gm0055"
    told = finding(delivery, "publisher-contradiction")
    assert (told.level, told.place.file) == ("warning", "dossier.json")
    assert "gemeente Haarlem" in told.message.nl


def test_a_user_who_is_wrong_is_not_overruled_by_metadata(tmp_path):
    (refused,) = outcomes(place(tmp_path, "gm0055"), tmp_path, publisher="Haarlemm")
    assert [told.code for told in refused.findings] == ["publisher-unknown"]


def test_another_spelling_of_the_same_body_is_no_contradiction(tmp_path):
    assert not codes(deliver(place(tmp_path, "Gemeente Boarnsterhim"), tmp_path, publisher="gm0055"))


def test_the_first_metadata_file_that_names_a_body_of_the_registers_counts(tmp_path):
    files = {
        "1.pdf": "x",
        "dossier.json": {"title": "T", "publisher": "College van B en W"},
        "a.json": {"title": "T", "handledBy": "gemeente Boarnsterhim"},
        "b.json": {"title": "T", "handledBy": "gemeente Haarlem"},
    }
    delivery = deliver(lay(tmp_path / "in", files), tmp_path, publisher=None)
    assert delivery.dossier.publisher.code == "gm0055"
    told = [one.place.file for one in delivery.dossier.findings if one.code == "publisher-contradiction"]
    assert told == ["dossier.json", "b.json"]


def test_the_identifier_of_the_metadata_makes_the_id(tmp_path):
    files = {
        "1.pdf": "x",
        "dossier.json": {"title": "T", "id": "Z 2023/42"},
        "a.json": {"title": "T", "handledBy": "x", "identifier": "A"},
    }
    assert deliver(lay(tmp_path / "in", files), tmp_path).dossier.id == "gm0055-z-2023-42"


@pytest.mark.parametrize("by", ["user", "metadata"])
def test_the_day_of_the_decision_chooses_between_bodies_of_one_name(by, tmp_path):
    name = "ministerie van Economische Zaken"
    own = {"title": "T", "decided": "2009-05-01"} | ({"publisher": name} if by == "metadata" else {})
    root = lay(tmp_path / "in", {"1.pdf": "x", "dossier.json": own})
    assert deliver(root, tmp_path, publisher=name if by == "user" else None).dossier.publisher.code == "mnre1040"


def test_days_that_disagree_choose_nothing(tmp_path):
    files = {
        "1.pdf": "x",
        "dossier.json": {"title": "T", "decided": "2009-05-01", "publisher": "ministerie van Economische Zaken"},
        "a.json": {"title": "T", "handledBy": "x", "decisionDate": "2020-05-01"},
    }
    (refused,) = outcomes(lay(tmp_path / "in", files), tmp_path, publisher=None)
    assert [told.code for told in refused.findings] == ["publisher-ambiguous"]
