"""Which source is believed, and what is told when sources contradict each other."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.extract import trust
from fairwoo.extract.settle import in_order
from fairwoo.model import Disclosure, Role, SourceKind
from tests.extract.casebook import documents_of, fact, settled, sheet, text

LETTER = text("Datum: 14 maart 2023\n\nGeachte heer,\n\nWij hebben besloten de documenten openbaar te maken.")
WRITTEN_ORDER = ("setting", "metadata", "inventory", "text", "file_name", "properties", "folder")


def codes(result):
    return [finding.code for finding in result.dossier.findings]


def test_the_order_of_trust_is_the_written_one():
    facts = [fact("title", kind, kind=SourceKind(kind)) for kind in reversed(WRITTEN_ORDER)]
    for number, kind in enumerate(WRITTEN_ORDER):
        believed = trust.believed(one for one in facts if one.values[0] in WRITTEN_ORDER[number:])
        assert believed is not None
        assert believed.values == (kind,)


@given(st.permutations([*WRITTEN_ORDER]), st.lists(st.floats(0, 1), min_size=7, max_size=7))
def test_no_confidence_lifts_a_source_over_a_more_trusted_kind(kinds, sure):
    facts = [fact("title", kind, kind=SourceKind(kind), sure=one) for kind, one in zip(kinds, sure, strict=True)]
    believed = trust.believed(facts)
    assert believed is not None
    assert believed.source.kind is SourceKind.SETTING


def test_within_a_kind_the_surest_then_the_first_counts():
    first, second, surer = fact("title", "a", sure=0.5), fact("title", "b", sure=0.5), fact("title", "c", sure=0.9)
    assert trust.believed([first, second]) == first
    assert trust.believed([first, second, surer]) == surer


def test_metadata_beat_the_letter_and_the_contradiction_names_both_places():
    result = settled({"besluit.pdf": LETTER}, [fact("decided", "2023-03-15")])
    assert result.dossier.decided == date(2023, 3, 15)
    (finding,) = [one for one in result.dossier.findings if one.code == "facts-contradict"]
    for words in ("2023-03-15", "2023-03-14", "bron.json", "besluit.pdf"):
        assert words in finding.message.nl


def test_sources_that_agree_are_no_contradiction():
    assert "facts-contradict" not in codes(settled({"besluit.pdf": LETTER}, [fact("decided", "2023-03-14")]))


def test_metadata_and_inventory_that_contradict_about_a_document():
    listed = sheet(("Nummer", "Titel", "Beoordeling"), ("1", "Nota", "Openbaar"))
    result = settled({"lijst.xlsx": listed, "1 nota.pdf": None}, [fact("disclosure", "not_public", subject="file:1 nota.pdf")])
    assert documents_of(result)["1"].disclosure is Disclosure.NOT_PUBLIC
    assert codes(result).count("facts-contradict") == 1


def test_a_value_that_cannot_be_read_is_told_and_the_next_source_counts():
    result = settled({"besluit.pdf": LETTER}, [fact("decided", "ergens in maart")])
    assert result.dossier.decided == date(2023, 3, 14)
    (finding,) = [one for one in result.dossier.findings if one.code == "fact-unreadable"]
    assert "ergens in maart" in finding.message.nl


@pytest.mark.parametrize("name", ["file:documenten/1 nota.pdf", "file:1 NOTA.pdf", "file:1 nota", "file:documenten\\1 nota.pdf"])
def test_a_file_is_known_by_its_path_name_or_stem(name):
    (document,) = settled({"documenten/1 nota.pdf": None}, [fact("title", "Over het zwembad", subject=name)]).dossier.documents
    assert document.title == "Over het zwembad"


def test_a_name_that_two_files_have_is_neither():
    result = settled({"a/nota.pdf": None, "b/nota.pdf": None}, [fact("disclosure", "not_public", subject="file:nota.pdf")])
    assert [one.disclosure for one in result.dossier.documents if one.path] == [None, None]


def test_a_document_that_only_metadata_know_is_appended_without_a_file():
    documents = settled({"a.pdf": None}, [fact("disclosure", "not_public", subject="number:12")]).dossier.documents
    assert [(one.id, one.path) for one in documents] == [("a.pdf", "a.pdf"), ("nr-12", None)]


def test_metadata_and_inventory_speak_of_one_document_by_its_number():
    listed = sheet(("Nummer", "Titel", "Beoordeling"), ("12", "Nota over het zwembad", "Niet openbaar"))
    result = settled({"lijst.xlsx": listed}, [fact("kind", "nota", subject="number:12")])
    (withheld,) = [one for one in result.dossier.documents if one.path is None]
    assert (withheld.title, withheld.kind) == ("Nota over het zwembad", "nota")


def test_the_decision_keeps_its_date_where_metadata_tell_that_of_the_dossier():
    (document,) = settled({"besluit.pdf": LETTER}, [fact("decided", "2023-03-14")]).dossier.documents
    assert document.dated == date(2023, 3, 14)


def test_metadata_decide_the_role():
    (document,) = settled({"besluit.pdf": None}, [fact("role", "request", subject="besluit.pdf")]).dossier.documents
    assert document.role is Role.REQUEST


def test_every_weighed_fact_speaks_of_a_document_that_is_there():
    listed = sheet(("Nummer", "Titel"), ("1", "Nota"), ("2", "Mail"))
    result = settled({"lijst.xlsx": listed, "1 nota.pdf": None}, [fact("title", "x", subject="file:weg.pdf")])
    ids = {one.id for one in result.dossier.documents}
    assert {one.subject for one in result.facts} <= ids | {""}
    assert len(ids) == len(result.dossier.documents)


def test_finders_run_behind_what_they_need():
    finders = [
        SimpleNamespace(PROPERTIES=("c",), NEEDS=("b",)),
        SimpleNamespace(PROPERTIES=("b",), NEEDS=("a",)),
        SimpleNamespace(PROPERTIES=("a",), NEEDS=()),
    ]
    assert [one.PROPERTIES for one in in_order(finders)] == [("a",), ("b",), ("c",)]


def test_a_circle_of_needs_loses_no_finder():
    finders = [SimpleNamespace(PROPERTIES=("a",), NEEDS=("b",)), SimpleNamespace(PROPERTIES=("b",), NEEDS=("a",))]
    assert len(in_order(finders)) == 2


def test_relations_in_metadata_are_by_id_number_or_file_name():
    result = settled(
        {"nota.pdf": None, "bijlage.pdf": None, "brief.pdf": None},
        [
            fact("number", "7", subject="brief.pdf"),
            fact("related", "7", "bijlage.pdf", "nota.pdf", subject="nota.pdf"),
            fact("parent", "file:nota.pdf", subject="bijlage.pdf"),
            fact("correction", "c_098c1346", subject="brief.pdf"),
        ],
    )
    by_path = {document.path: document for document in result.dossier.documents}
    assert by_path["nota.pdf"].related == ("brief.pdf", "bijlage.pdf")
    assert by_path["bijlage.pdf"].parent == "nota.pdf"
    assert by_path["brief.pdf"].correction == "c_098c1346"
    assert len(by_path) == 3


def test_a_reference_to_nothing_is_told_and_makes_no_document():
    result = settled({"nota.pdf": None}, [fact("related", "12", subject="nota.pdf"), fact("parent", "x", subject="nota.pdf")])
    (document,) = result.dossier.documents
    assert (document.related, document.parent) == ((), None)
    told = [finding for finding in result.dossier.findings if finding.code == "document-reference-unknown"]
    assert ["“12”" in told[0].message.nl, "“x”" in told[1].message.nl] == [True, True]
