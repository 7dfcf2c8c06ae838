"""The entries of the sitemap: how documents relate, who made them, what is left out, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from fairwoo import map as mapping
from fairwoo import vocab
from fairwoo.model import Body, Document, Dossier, Level, Role
from tests.map.made import SETTINGS, a_dossier, a_file, decision, read

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DIWOO = "{https://standaarden.overheid.nl/diwoo/metadata/}"
THES = "https://identifier.overheid.nl/tooi/def/thes/kern/"
MAIL = "message/rfc822"


def entries(*documents: Document, **values: Any) -> dict[str, etree._Element]:
    """The entries of a dossier by the id of their document."""
    (description,) = mapping.describe(a_dossier(*documents, **values), read(*documents), SETTINGS, ["diwoo"]).descriptions
    return {identifier(url.findtext(f"{SITEMAP}loc", "")): url for url in etree.fromstring(description.content.encode())}


def identifier(address: str | None) -> str:
    return (address or "").split("/document/")[1].split("/")[0]


def relations(entry: etree._Element) -> list[tuple[str, str]]:
    """(role, id of the other document) of every relation; the other's title is that of its own entry."""
    return [
        (one.findtext(f"{DIWOO}role", ""), identifier(one.find(f"{DIWOO}relation").get("resource")))
        for one in entry.iter(DIWOO + "documentrelatie")
    ]


def whole(entry: etree._Element) -> str | None:
    found = entry.find(f".//{DIWOO}isPartOf")
    return None if found is None else identifier(found.get("resource"))


def coded(entry: etree._Element, name: str) -> list[tuple[str | None, str | None]]:
    return [(found.get("resource"), found.text) for found in entry.iter(DIWOO + name)]


def test_an_attachment_is_a_part_of_its_document_which_says_that_it_has_it() -> None:
    found = entries(decision(), a_file("brief"), a_file("kaart", role=Role.ATTACHMENT, parent="brief"))
    assert relations(found["brief"]) == [("heeft bijlage", "kaart")]
    assert relations(found["kaart"]) == []
    assert (whole(found["kaart"]), whole(found["brief"]), whole(found["besluit"])) == ("brief", "besluit", None)


def test_what_is_in_an_archive_is_a_part_of_it_and_no_attachment() -> None:
    archive = a_file("alles", path="alles.zip", media_type="application/zip")
    found = entries(decision(), archive, a_file("nota", role=Role.ATTACHMENT, parent="alles"))
    assert relations(found["alles"]) == []
    assert whole(found["nota"]) == "alles"


def test_related_documents_are_referred_to_in_the_direction_that_was_said() -> None:
    found = entries(decision(), a_file("nota", related=("brief", "besluit", "brief")), a_file("brief"))
    assert relations(found["nota"]) == [("verwijst naar", "brief"), ("verwijst naar", "besluit")]
    assert relations(found["brief"]) == relations(found["besluit"]) == []


def test_nothing_refers_to_what_is_not_published() -> None:
    unpublished = [
        a_file("mail", path="mail.eml", media_type=MAIL),
        a_file("weg", withdrawn="c_098c1346"),
        Document(id="geheim", title="Advies"),
    ]
    nota = a_file("nota", related=("mail", "weg", "geheim", "bestaat-niet", "nota"))
    found = entries(decision(), nota, *unpublished, a_file("bijlage", role=Role.ATTACHMENT, parent="mail"))
    assert found.keys() == {"besluit", "nota", "bijlage"}
    assert relations(found["nota"]) == []
    assert whole(found["bijlage"]) == "besluit"
    assert {identifier(part.get("resource")) for part in found["besluit"].iter(DIWOO + "hasPart")} == {"nota", "bijlage"}


def test_documents_that_contain_each_other_do_no_harm() -> None:
    found = entries(a_file("a", parent="b"), a_file("b", parent="a"), a_file("c", parent="c"))
    assert (whole(found["a"]), whole(found["b"]), whole(found["c"])) == ("b", "a", None)


MADE_BY = [
    ("gemeente Boarnsterhim", "gemeente Boarnsterhim", True),
    ("gemeente Amsterdam", "gemeente Amsterdam", False),
    ("Bomenbond", None, False),
    ("ministerie van Economische Zaken", None, False),
    (None, None, False),
]


@pytest.mark.parametrize(("sender", "author", "responsible"), MADE_BY)
def test_who_made_a_document_is_an_organisation_of_the_lists_or_left_out(
    sender: str | None, author: str | None, responsible: bool
) -> None:
    """Two ministries are called so; a person is never named, even if the sender is one."""
    entry = entries(a_file("nota", sender=sender))["nota"]
    assert [text for _, text in coded(entry, "opsteller")] == ([author] if author else [])
    for name in ("verantwoordelijke", "wasAssociatedWith"):
        assert [text for _, text in coded(entry, name)] == (["gemeente Boarnsterhim"] if responsible else [])
    assert not list(entry.iter(DIWOO + "naamOpsteller"))


def test_a_kind_or_language_that_the_lists_lack_is_left_out() -> None:
    documents = (a_file("nota", kind="e-mail"), a_file("brief", kind_code="c_7652d853"))
    (description,) = mapping.describe(a_dossier(*documents), read(*documents, language="tur"), SETTINGS, ["diwoo"]).descriptions
    nota, brief = etree.fromstring(description.content.encode())
    assert coded(nota, "documentsoort") == coded(nota, "language") == []
    assert coded(brief, "documentsoort") == [(f"{THES}c_7652d853", "brief")]


def test_the_apostrophe_of_category_009_is_that_of_the_list() -> None:
    entry = entries(a_file("lijst"), category="c_3a248e3a")["lijst"]
    assert coded(entry, "informatiecategorie") == [(f"{THES}c_3a248e3a", "agenda\u2019s en besluitenlijsten bestuurscolleges")]


def test_a_description_is_that_of_the_dossier_for_the_decision_and_of_the_file_for_others() -> None:
    found = entries(decision(), a_file("nota", number="7"), description="Over elf bomen.")
    assert found["besluit"].findtext(f".//{DIWOO}omschrijving") == "Over elf bomen."
    assert found["nota"].findtext(f".//{DIWOO}omschrijving") == "Document met nummer 7 van 5 maart 2024. Openbaar."
    assert [word.text for word in found["nota"].iter(DIWOO + "trefwoord")] == ["Wet open overheid"]


def body(**values: str) -> Callable[[Dossier], Dossier]:
    def change(dossier: Dossier) -> Dossier:
        return dossier.model_copy(update={"publisher": dossier.publisher.model_copy(update=values)})

    return change


def a_document(**values: object) -> Callable[[Dossier], Dossier]:
    def change(dossier: Dossier) -> Dossier:
        first, *others = dossier.documents
        return dossier.model_copy(update={"documents": (first.model_copy(update=values), *others)})

    return change


def the_dossier(**values: object) -> Callable[[Dossier], Dossier]:
    return lambda dossier: dossier.model_copy(update=values)


NEWER = Body(
    uri="https://identifier.overheid.nl/tooi/id/gemeente/gm9999", code="gm9999", name="gemeente Nergens", register_name="gemeente"
)
MANDATORY = {
    "publisher": (body(uri=""), "diwoo-body-unknown"),
    "publisher that the lists lack": (the_dossier(publisher=NEWER), "diwoo-body-unknown"),
    "officieleTitel": (a_document(title=None), "diwoo-value-missing"),
    "officieleTitel of spaces": (a_document(title=" \u0000"), "diwoo-value-missing"),
    "informatiecategorie": (the_dossier(category=None), "diwoo-category-missing"),
    "documenthandeling": (a_document(dated=None), "diwoo-date-missing"),
    "loc, by a format the harvester does not take": (a_document(media_type=MAIL), "diwoo-format-not-taken"),
    "loc, without a media type": (a_document(media_type=None), "diwoo-format-not-taken"),
}


@pytest.mark.parametrize("name", MANDATORY)
def test_taking_away_a_mandatory_value_gives_exactly_its_finding(name: str) -> None:
    own = {"sender": "gemeente Boarnsterhim"}
    complete = a_dossier(a_file("nota", **own), a_file("brief", **own), description="Over bomen.", theme="natuur en milieu")
    before = mapping.describe(complete, {}, SETTINGS, ["diwoo"]).findings
    assert not [finding for finding in before if finding.code.startswith("diwoo-")]
    change, code = MANDATORY[name]
    findings = [one for one in mapping.describe(change(complete), {}, SETTINGS, ["diwoo"]).findings if one not in before]
    assert [finding.code for finding in findings] == [code]
    assert findings[0].level in {Level.ERROR, Level.WARNING}


def test_every_mandatory_element_of_the_schema_is_in_the_table() -> None:
    """Section A.3 of the standards: publisher, title, category, handling, and the sitemap's own `loc`."""
    assert {name.split()[0].strip(",") for name in MANDATORY} == {
        "publisher", "officieleTitel", "informatiecategorie", "documenthandeling", "loc",
    }  # fmt: skip


def test_bodies_that_are_newer_than_the_schema_are_refused_and_not_replaced() -> None:
    from fairwoo.vocab.editions import listed_bodies

    newer = next(one for one in listed_bodies() if not one.diwoo)
    publisher = vocab.body(newer.uri)
    assert publisher is not None
    result = mapping.describe(a_dossier(a_file("nota"), publisher=publisher), {}, SETTINGS, ["diwoo"])
    assert result.descriptions == ()
    assert "diwoo-body-unknown" in [finding.code for finding in result.findings]
