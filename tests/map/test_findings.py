"""What is missing is said, exactly once and by its name, and nothing is made up for it."""

from __future__ import annotations

from datetime import date

import pytest

from fairwoo import map as mapping
from fairwoo import vocab
from fairwoo.errors import UsageError
from fairwoo.model import Body, Disclosure, Document, Dossier, Level, Mapped, Role
from fairwoo.settings import MapSettings
from tests.map.made import BASE, MADE, SETTINGS, a_dossier, a_file, decision, read

UNLISTED = Body(
    uri="https://identifier.overheid.nl/tooi/id/gemeente/gm9999", code="gm9999", name="gemeente Nergens", register_name="gemeente"
)
OWN = "gemeente Boarnsterhim"
STANDARDS = ("dcat", "diwoo", "schemaorg")  # the others have tables of their own
ALL = {"dcat.jsonld", "dcat.nt", "dcat.rdf", "dcat.ttl", "diwoo.xml", "inventaris.csv", "schemaorg.jsonld"}
NO_SITEMAP = ALL - {"diwoo.xml"}


def complete(**values: object) -> Dossier:
    """A dossier on which there is nothing to say; `values` replace."""
    documents = values.pop("documents", (decision(), a_file("nota", sender=OWN)))
    return a_dossier(
        *documents, **{"description": "Een dossier over bomen.", "theme": "natuur en milieu", "license": "niet open", **values}
    )


def described(dossier: Dossier, settings: MapSettings = SETTINGS) -> Mapped:
    return mapping.describe(dossier, read(*dossier.documents), settings, STANDARDS)


def without(body: Body, field: str) -> Body:
    return body.model_copy(update={field: ""})


def test_a_complete_dossier_has_no_findings() -> None:
    result = described(complete())
    assert result.findings == ()
    assert {description.file_name for description in result.descriptions} == ALL


BOARNSTERHIM = vocab.match_body("gm0055")
NO_TITLE = {("dcat-value-missing", "dct:title"), ("schemaorg-value-missing", "name")}
MISSING = {
    "title": (complete(title=None), NO_TITLE, {"diwoo.xml"}),
    "title of spaces": (complete(title=" \u0000"), NO_TITLE, {"diwoo.xml"}),
    "identifier": (complete(id=""), {("dcat-value-missing", "dct:identifier")}, {"diwoo.xml", "schemaorg.jsonld"}),
    "publisher's name": (
        complete(publisher=without(BOARNSTERHIM, "name")),
        {("dcat-value-missing", "foaf:name"), ("schemaorg-value-missing", "publisher")},
        {"diwoo.xml"},
    ),
    "publisher's address": (
        complete(publisher=without(BOARNSTERHIM, "uri")),
        {("dcat-value-missing", "dct:publisher"), ("diwoo-body-unknown", "")},
        {"schemaorg.jsonld"},
    ),
    "publisher not in the lists": (complete(publisher=UNLISTED), {("diwoo-body-unknown", "gm9999")}, NO_SITEMAP),
    "category": (
        complete(category=None, documents=(a_file("nota", sender=OWN),)),
        {("diwoo-category-missing", "informatiecategorie")},
        NO_SITEMAP,
    ),
    "title of a document": (
        complete(documents=(decision(), a_file("nota", sender=OWN, title=None))),
        {("diwoo-value-missing", "officieleTitel")},
        ALL,
    ),
    "date of a document": (complete(documents=(decision(), a_file("nota", sender=OWN, dated=None))), {("diwoo-date-missing", "nota")}, ALL),
    "date of the decision": (complete(decided=None), {("diwoo-date-missing", "besluit")}, ALL),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_a_missing_mandatory_value_is_an_error_that_names_it(name: str) -> None:
    dossier, expected, files = MISSING[name]
    result = described(dossier)
    errors = [finding for finding in result.findings if finding.level is Level.ERROR]
    assert len(errors) == len(expected)
    for code, word in expected:
        (finding,) = [found for found in errors if found.code == code]
        assert word in finding.message.nl
        assert word in finding.message.en
    assert {finding.code for finding in result.findings} - {code for code, _ in expected} <= {"description-composed"}
    assert {description.file_name for description in result.descriptions} == files


def test_a_document_that_cannot_be_in_the_sitemap_is_left_out_of_it_alone() -> None:
    result = described(complete(documents=(decision(), a_file("nota", sender=OWN, dated=None), a_file("brief", sender=OWN))))
    content = {description.file_name: description.content for description in result.descriptions}
    assert "nota.pdf" not in content["diwoo.xml"]
    assert "brief.pdf" in content["diwoo.xml"]
    assert "nota.pdf" in content["dcat.ttl"]
    (finding,) = result.findings
    assert finding.place.file == "documenten/nota.pdf"


TOLD = {
    "base url": (
        complete(),
        MapSettings(contact_email="woo@x.example"),
        "base-url-missing",
        Level.WARNING,
        "http://localhost:8000",
    ),
    "contact": (complete(), MapSettings(base_url=BASE), "contact-missing", Level.WARNING, "gemeente Boarnsterhim"),
    "only a name": (
        complete(),
        MapSettings(base_url=BASE, contact_name="Woo-team"),
        "contact-missing",
        Level.WARNING,
        "contactpunt",
    ),
    "bad mail": (
        complete(),
        MapSettings(base_url=BASE, contact_url="https://x.example", contact_email="woo"),
        "contact-unusable",
        Level.WARNING,
        "“woo”",
    ),
    "description": (
        complete(description=None),
        SETTINGS,
        "description-composed",
        Level.INFO,
        "Woo-besluit van gemeente Boarnsterhim",
    ),
    "no category": (complete(category=None), SETTINGS, "category-derived", Level.INFO, "Woo-verzoeken en -besluiten"),
    "no category and no request": (
        complete(category=None, documents=(decision(kind="besluit", kind_code="c_465163c9"), a_file("nota", sender=OWN))),
        SETTINGS,
        "category-assumed",
        Level.WARNING,
        "Woo-verzoeken en -besluiten",
    ),
    "no category, but a date of a request": (
        complete(category=None, requested=date(2024, 4, 1), documents=(decision(kind_code="c_465163c9"),)),
        SETTINGS,
        "category-derived",
        Level.INFO,
        "Woo-verzoeken en -besluiten",
    ),
    "public without a file": (
        complete(
            documents=(decision(), *(Document(id=f"nr-{n}", title=f"Nota {n}", disclosure=Disclosure.PUBLIC) for n in (1, 2)))
        ),
        SETTINGS,
        "public-document-without-file",
        Level.WARNING,
        "2 documenten worden openbaar genoemd, maar het bestand is er niet: Nota 1, Nota 2",
    ),
    "makers not known": (
        complete(documents=(decision(), a_file("a"), a_file("b"))),
        SETTINGS,
        "diwoo-handling-assumed",
        Level.INFO,
        "Van 2 documenten",
    ),
    "holds what is withheld": (
        complete(
            documents=(
                decision(),
                a_file("stukken", path="stukken.zip", media_type="application/zip", sender=OWN),
                a_file("map", path="stukken.zip/map.zip", media_type="application/zip", parent="stukken", disclosure=None),
                Document(id="nr-1", number="1", parent="map", disclosure=Disclosure.NOT_PUBLIC),
            )
        ),
        SETTINGS,
        "file-holds-withheld-not-offered",
        Level.WARNING,
        "stukken.zip",
    ),
    "no theme": (complete(theme=None), SETTINGS, "theme-general", Level.INFO, "TOP-lijst"),
    "strange theme": (complete(theme="bomen"), SETTINGS, "theme-unknown", Level.WARNING, "“bomen”"),
    "strange licence": (complete(license="vrij"), SETTINGS, "licence-unknown", Level.WARNING, "“vrij”"),
    "other licence": (
        complete(license="https://example.nl/licentie", documents=(decision(),)),
        SETTINGS,
        "licence-unlisted",
        Level.WARNING,
        "https://example.nl/licentie",
    ),
    "licence of others": (
        complete(license="CC0", documents=(decision(), a_file("brief", sender="Bomenbond"))),
        SETTINGS,
        "licence-not-applied",
        Level.INFO,
        "Bij 1 document is",
    ),
    "strange link": (complete(source_url="www.x.nl"), SETTINGS, "dossier-link-unusable", Level.WARNING, "“www.x.nl”"),
    "strange document link": (
        complete(documents=(decision(), a_file("nota", sender=OWN, source_url="bijlage 3"))),
        SETTINGS,
        "document-link-unusable",
        Level.WARNING,
        "“bijlage 3”",
    ),
    "public somewhere": (
        complete(documents=(decision(), Document(id="krant", title="Krant", disclosure=Disclosure.ALREADY_PUBLIC))),
        SETTINGS,
        "already-public-link-missing",
        Level.WARNING,
        "Krant",
    ),
    "withheld but there": (
        complete(documents=(decision(), a_file("geheim", disclosure=Disclosure.NOT_PUBLIC))),
        SETTINGS,
        "withheld-document-with-file",
        Level.WARNING,
        "documenten/geheim.pdf",
    ),
    "mail": (
        complete(documents=(decision(), a_file("mail", sender=OWN, media_type="message/rfc822"))),
        SETTINGS,
        "diwoo-format-not-taken",
        Level.WARNING,
        "message/rfc822",
    ),
    "nothing": (complete(documents=()), SETTINGS, "diwoo-nothing-to-publish", Level.INFO, "sitemap"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_was_worked_out_or_left_out_is_told(name: str) -> None:
    dossier, settings, code, level, word = TOLD[name]
    (finding,) = described(dossier, settings).findings
    assert (finding.code, finding.level) == (code, level)
    assert word in finding.message.nl


def test_an_unknown_category_is_not_replaced_by_one_that_fits() -> None:
    result = described(complete(category="Woo-dingen"))
    assert [finding.code for finding in result.findings] == ["category-unknown", "diwoo-category-missing"]
    assert vocab.WOO_DECISIONS not in "".join(description.content for description in result.descriptions)


def test_findings_are_plain_in_both_languages() -> None:
    for made in MADE.values():
        for finding in made.describe(settings=MapSettings()).findings:
            for text in (finding.message, finding.advice):
                assert text.nl
                assert text.en
                assert text.nl != text.en
                assert "None" not in text.nl + text.en


def test_standards_are_chosen_by_name() -> None:
    result = mapping.describe(complete(), {}, SETTINGS, ["schemaorg", "diwoo", "diwoo"])
    assert [description.standard for description in result.descriptions] == ["diwoo", "schemaorg"]
    with pytest.raises(UsageError, match="dcat, diwoo, mdto, schemaorg, woogle"):
        mapping.describe(complete(), {}, SETTINGS, ["mets"])


def test_a_base_url_that_is_no_address_is_refused() -> None:
    with pytest.raises(UsageError, match=r"map\.base_url"):
        mapping.describe(complete(), {}, MapSettings(base_url="woo.gemeente.nl"))


def test_a_request_without_a_date_has_that_on_which_it_came_in() -> None:
    request = a_file("verzoek", role=Role.REQUEST, dated=None)
    result = described(complete(documents=(decision(), request), received=date(2024, 4, 3)))
    assert result.findings == ()
