"""What is said of refused documents, and of files inside files that metadata name."""

from __future__ import annotations

import pytest

from fairwoo.extract import settle
from fairwoo.model import Disclosure, Document, Dossier, Extraction, Fact, Settled, SourceKind
from tests.extract.casebook import BODY, fact, text

LETTER = text(
    "Onderwerp: Klacht van Pietje Puk over zijn ontslag\n\nDatum: 14 maart 2023\n\nGeachte heer,\n\nIk dien een klacht in.",
    title="Klacht van Pietje Puk",
)
REFUSED = Disclosure.NOT_PUBLIC


def settled(documents: list[Document], facts: list[Fact], read: dict[str, Extraction] | None = None) -> Settled:
    dossier = Dossier(id="gm0055-proef", location="/proef", publisher=BODY, documents=tuple(documents))
    return settle(dossier, read or {}, facts)


def a_file(identifier: str, path: str, parent: str | None = None) -> Document:
    return Document(id=identifier, path=path, parent=parent, sha256="2" * 64, size=1)


def judged(subject: str, **values: str) -> list[Fact]:
    return [fact(name, value, subject=subject) for name, value in {"disclosure": "not_public", **values}.items()]


def by_id(result: Settled) -> dict[str, Document]:
    return {document.id: document for document in result.dossier.documents}


@pytest.mark.parametrize("kind", [SourceKind.METADATA, SourceKind.INVENTORY, SourceKind.SETTING])
def test_a_refused_document_says_what_people_said_of_it_and_no_more(kind):
    letter = a_file("klacht", "klacht van Pietje Puk.pdf")
    free = settled([letter], [], {"klacht": LETTER})
    assert "Pietje" in (by_id(free)["klacht"].title or "")  # so there is something to keep back
    result = settled([letter], [*judged("klacht"), fact("number", "12", subject="klacht", kind=kind)], {"klacht": LETTER})
    document = by_id(result)["klacht"]
    assert (document.title, document.kind, document.kind_code, document.dated) == (None, None, None, None)
    assert (document.number, document.disclosure) == ("12", REFUSED)
    quoted = [(one.values, one.raw, one.source.phrase) for one in result.facts]
    assert "Pietje" not in repr((quoted, document.model_copy(update={"path": None}), result.dossier.title))
    titled = settled([letter], [*judged("klacht", title="Brief"), fact("dated", "2023-03-01", subject="klacht", kind=kind)])
    assert (by_id(titled)["klacht"].title, str(by_id(titled)["klacht"].dated)) == ("Brief", "2023-03-01")


def test_what_lies_in_a_refused_file_is_refused_unless_it_is_judged_itself():
    documents = [
        a_file("mail", "mail.eml"),
        a_file("bij", "mail.eml/bij.pdf", "mail"),
        a_file("vrij", "mail.eml/vrij.pdf", "mail"),
    ]
    result = settled(documents, [*judged("mail"), fact("disclosure", "public", subject="vrij")], {"bij": LETTER})
    assert [one.disclosure for one in by_id(result).values()] == [REFUSED, REFUSED, Disclosure.PUBLIC]
    assert by_id(result)["bij"].title is None


ZIP = [a_file("doos", "stukken/doos.zip"), a_file("doos-a", "stukken/doos.zip/map/dicht.txt", "doos")]


@pytest.mark.parametrize("name", ["stukken/doos.zip/map/dicht.txt", "doos.zip\\map\\DICHT.txt", "map/dicht.txt", "dicht.txt"])
def test_a_judgement_of_a_file_inside_a_file_reaches_it(name):
    named = Document(id="nr-13")
    facts = [*judged("nr-13", number="13"), fact("file", name, subject="nr-13"), fact("related", "nr-13", subject="doos")]
    result = settled([*ZIP, named], facts)
    assert list(by_id(result)) == ["doos", "doos-a"]
    assert (by_id(result)["doos-a"].number, by_id(result)["doos-a"].disclosure) == ("13", REFUSED)
    assert by_id(result)["doos"].related == ("doos-a",)
    assert not [one for one in result.dossier.findings if one.level == "error"]


def test_a_part_that_is_not_there_is_an_error_and_belongs_to_the_file_that_should_hold_it():
    result = settled([*ZIP, Document(id="nr-13")], [*judged("nr-13"), fact("file", "doos.zip/dikt.txt", subject="nr-13")])
    assert by_id(result)["nr-13"].parent == "doos"
    assert [one.code for one in result.dossier.findings if one.level == "error"] == ["metadata-part-unknown"]


def test_a_name_that_two_parts_have_is_an_error():
    twin = a_file("doos-b", "stukken/doos.zip/dicht.txt", "doos")
    result = settled([*ZIP, twin, Document(id="nr-13")], [*judged("nr-13"), fact("file", "dicht.txt", subject="nr-13")])
    assert [one.code for one in result.dossier.findings if one.level == "error"] == ["metadata-part-unclear"]
