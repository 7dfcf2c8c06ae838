"""Refused and withdrawn documents in all standards: their files and those that hold them are nowhere, and no name tells of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from fairwoo.map.case import prepare
from fairwoo.map.held_back import public_ids
from fairwoo.model import DecisionOutcome, Disclosure, Document, Extraction, Role
from tests.map.made import SETTINGS, Made, a_dossier, a_file, decision, read

ZIP = "application/zip"
CLEAN, TELLING = "nota", "klacht-van-pietje-puk"
REFUSED = Disclosure.NOT_PUBLIC


def refused(identifier: str, **values: object) -> Document:
    given = {"title": None, "kind": None, "dated": None, "disclosure": REFUSED}
    return a_file(identifier, **{**given, **values})


def texts(*documents: Document, extractions: dict[str, Extraction] | None = None) -> Iterator[str]:
    made = Made(a_dossier(*documents, license="CC0", published="2024-06-10"), extractions or read(*documents))
    return (unquote(one.file_name + one.content) for one in made.describe().descriptions)


@pytest.mark.parametrize(
    ("document", "named"),
    [
        (refused(TELLING, number="12"), "nr-12"),
        (refused(TELLING), "geweigerd-1"),
        (refused(TELLING, path=None, sha256=None, size=None), "geweigerd-1"),
        (refused(f"mail-{TELLING}", path="mail.eml/klacht van Pietje Puk.pdf", parent="mail"), "geweigerd-1"),
        (Document(id=TELLING, withdrawn="op verzoek"), "ingetrokken-1"),
        (Document(id=TELLING, withdrawn="op verzoek", number="12"), "nr-12"),
    ],
)
def test_no_standard_has_the_name_of_a_file_that_is_not_to_be_seen(document: Document, named: str) -> None:
    documents = (decision(related=(document.id,)), a_file("mail", path="mail.eml", related=(document.id,)), document)
    found = list(texts(*documents))
    assert not [text for text in found if "pietje" in text.lower()]
    assert any(f"/document/{named}" in text for text in found)


@pytest.mark.parametrize(
    "document", [Document(id="nr-7", number="7", disclosure=REFUSED), refused("dossierstuk-7", path="memo.pdf")]
)
def test_an_id_that_does_not_come_from_a_file_name_stays(document: Document) -> None:
    assert public_ids([document]) == {document.id: document.id}


def test_names_stay_apart() -> None:
    documents = [a_file("geweigerd-1"), a_file("nr-12"), refused("a", number="12"), refused("b"), refused("c", number="12")]
    names = public_ids(documents)
    assert names == {"geweigerd-1": "geweigerd-1", "nr-12": "nr-12", "a": "geweigerd-2", "b": "geweigerd-3", "c": "geweigerd-4"}


def test_nothing_that_was_read_in_a_refused_document_counts() -> None:
    secret = refused("geheim", number="1", title="Advies")
    case, _ = prepare(a_dossier(decision(), secret), read(secret, language="fra"), SETTINGS)
    assert case.documents["geheim"].language is None
    assert case.languages == ()


@pytest.mark.parametrize("inner", [{"disclosure": REFUSED}, {"withdrawn": "op verzoek"}], ids=["refused", "withdrawn"])
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_file_that_holds_one_is_offered_nowhere(inner: dict[str, object], depth: int) -> None:
    path, parent, outer = "doos0.zip", None, []
    for level in range(depth):
        outer.append(a_file(f"doos{level}", path=path, media_type=ZIP, parent=parent))
        path, parent = f"{path}/doos{level + 1}.zip", f"doos{level}"
    free = a_file("vrij", path="doos0.zip/vrij.pdf", parent="doos0")
    found = list(texts(decision(), *outer, Document(id="nr-9", number="9", parent=parent, **inner), free))
    for one in outer:
        assert not [text for text in found if f"{one.id}/bestand/" in text]
    assert any("/document/vrij/bestand/vrij.pdf" in text for text in found)


def mdto(*documents: Document, **values: object) -> dict[str, str]:
    made = Made(a_dossier(*documents, **values), read(*documents)).describe("mdto")
    return {one.file_name: one.content for one in made.descriptions}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({}, "Nader te bepalen"),
        ({"outcome": DecisionOutcome.NO_DOCUMENTS}, "Nader te bepalen"),
        ({"outcome": DecisionOutcome.PUBLIC}, "Geen beperking"),
        ({"documents": (a_file("a"), a_file("b"))}, "Geen beperking"),
        ({"documents": (a_file("a"), a_file("b", disclosure=None))}, "Nader te bepalen"),
        ({"documents": (a_file("a"), a_file("b", disclosure=REFUSED))}, "Openbaarheid"),
    ],
)
def test_of_a_dossier_of_which_nothing_is_known_mdto_promises_nothing(values: dict, kind: str) -> None:
    content = mdto(*values.pop("documents", ()), **values)["mdto/dossier.mdto.xml"]
    limits = content[content.index("<beperkingGebruik>") :]
    assert ("Geen beperking" in limits) is (kind == "Geen beperking")
    assert ("bepalen" in limits) is (kind == "Nader te bepalen")


def test_what_is_in_an_archive_is_a_part_of_it_in_every_standard_and_what_came_with_a_mail_is_attached() -> None:
    box = a_file("doos", path="doos.zip", media_type=ZIP)
    mail = a_file("mail", path="mail.pdf")
    inside = a_file("in", path="doos.zip/in.pdf", parent="doos", role=Role.ATTACHMENT)
    attached = a_file("bij", path="mail.pdf/bij.pdf", parent="mail", role=Role.ATTACHMENT)
    made = Made(a_dossier(decision(), box, mail, inside, attached), read(box, mail, inside, attached))
    files = {one.file_name: one.content for one in made.describe("mdto", "diwoo").descriptions}
    assert "heeft bijlage" not in files["mdto/doos.zip.mdto.xml"]
    assert "<bevatOnderdeel>" in files["mdto/doos.zip.mdto.xml"]
    assert files["mdto/doos.zip/in.pdf.mdto.xml"].count("<isOnderdeelVan>") == 2
    assert "heeft bijlage" in files["mdto/mail.pdf.mdto.xml"]
    assert "<bevatOnderdeel>" not in files["mdto/mail.pdf.mdto.xml"]
    assert files["diwoo.xml"].count("heeft bijlage") == 1


def test_what_another_made_was_received_in_mdto_as_in_diwoo() -> None:
    """On which day it came is not known: DiWoo demands one and has that of the document, MDTO has none."""
    letter, memo = a_file("brief", sender="Bomenbond"), a_file("memo", sender="afdeling Bomen")
    files = mdto(decision(), letter, memo)
    received = files["mdto/documenten/brief.pdf.mdto.xml"].split("<event>")
    assert ["Ontvangst" in one for one in received[1:]] == [False, True]
    assert "<eventTijd>" not in received[2]
    assert "Ontvangst" not in files["mdto/documenten/memo.pdf.mdto.xml"]


def schema_org(*documents: Document) -> dict:
    made = Made(a_dossier(*documents, license="CC0"), read(*documents)).describe("schemaorg")
    return json.loads(made.descriptions[0].content)


@pytest.mark.parametrize("count", [2, 1_001])
def test_no_file_of_another_gets_the_publishers_licence(count: int) -> None:
    own = {"sender": "gemeente Boarnsterhim"}
    mixed = schema_org(*(a_file(f"d{n}", **own) for n in range(count - 1)), a_file("vreemd", sender="Bomenbond"))
    files = {one["contentUrl"].split("/")[-3]: one["license"] for one in mixed["distribution"][1:]}
    assert "niet_open" in files["vreemd"]
    assert "zero/1.0" in files["d0"]
    assert "niet_open" in mixed["license"]
    assert "zero/1.0" in schema_org(*(a_file(f"d{n}", **own) for n in range(count)))["license"]


def test_a_public_document_without_a_file_is_not_called_open_to_all() -> None:
    case, _ = prepare(a_dossier(decision(), Document(id="nr-1", number="1", disclosure=Disclosure.PUBLIC)), {}, SETTINGS)
    assert case.documents["nr-1"].access_rights is None
    assert case.documents["besluit"].access_rights.endswith("PUBLIC")


def test_where_a_paper_stood_before_is_not_told_of_one_that_is_not_to_be_seen() -> None:
    address = "https://oud.voorbeeld.nl/klacht-van-pietje-puk.pdf"
    documents = (
        decision(),
        refused("a", source_url=address),
        Document(id="b", withdrawn="op verzoek", source_url=address),
        a_file("mail", path="mail.eml", source_url=address),
        refused("c", path="mail.eml/c.txt", parent="mail"),
    )
    assert not [text for text in texts(*documents) if "pietje" in text.lower()]
    assert any("pietje" in text.lower() for text in texts(decision(), a_file("nota", source_url=address)))
