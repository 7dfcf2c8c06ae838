"""What DiWoo 0.9.8 has in a document, element by element, and the rules for it that need more than one element.

Source: https://standaarden.overheid.nl/diwoo/metadata, XSD 0.9.8 and its manual; sitemaps.org protocol 0.9.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fairwoo.model import FindingKind, Level
from fairwoo.validate.xml_codes import check_code, check_reference
from fairwoo.validate.xml_grammar import PREFIXES, Grammar, absent_kind, grammar, tag
from fairwoo.validate.xml_mdto import ABSENT as MDTO_ABSENT
from fairwoo.validate.xml_mdto import RULES as MDTO_RULES
from fairwoo.validate.xml_mdto import check_object
from fairwoo.validate.xml_told import Told
from fairwoo.validate.xml_walk import Walk

if TYPE_CHECKING:
    from lxml.etree import _Element

METADATA_ABSENT = FindingKind(
    code="diwoo-metadata-absent",
    level=Level.ERROR,
    nl="Dit Document heeft geen metadata: DiWoo (of mdto:MDTO) ontbreekt.",
    en="This Document has no metadata: DiWoo (or mdto:MDTO) is missing.",
    do_nl="Zet in Document een element DiWoo met ten minste publisher, titelcollectie, classificatiecollectie en documenthandelingen.",
    do_en="Put in Document an element DiWoo with at least publisher, titelcollectie, classificatiecollectie and documenthandelingen.",
)
METADATA_TWICE = FindingKind(
    code="diwoo-metadata-twice",
    level=Level.ERROR,
    nl="Dit Document heeft metadata in DiWoo en ook in mdto:MDTO; het een of het ander mag.",
    en="This Document has metadata in DiWoo and in mdto:MDTO as well; it may have one of them.",
    do_nl="Laat een van beide weg.",
    do_en="Leave one of them out.",
)
NAMESPACE_ALONE = FindingKind(
    code="diwoo-namespace-and-prefix",
    level=Level.ERROR,
    nl="In extraMetadata staat {name} zonder {other}; ze horen bij elkaar.",
    en="In extraMetadata {name} stands without {other}; they belong together.",
    do_nl="Vul {other} in, of laat beide weg.",
    do_en="Fill in {other}, or leave both out.",
)

_NOTATION = """
    Document = DiWoo? mdto:MDTO* extraMetadata*
    DiWoo ~ identifiers? publisher verantwoordelijke? medeverantwoordelijken? opsteller? naamOpsteller? titelcollectie \
 omschrijvingen? classificatiecollectie creatiedatum? geldigheid? language? format? aggregatiekenmerk? isPartOf? hasParts? \
 documenthandelingen documentrelaties? redenVerwijderingVervanging?
    identifiers = identifier+
    medeverantwoordelijken = medeverantwoordelijke+
    titelcollectie ~ officieleTitel verkorteTitels? alternatieveTitels?
    verkorteTitels = verkorteTitel+
    alternatieveTitels = alternatieveTitel+
    omschrijvingen = omschrijving+
    classificatiecollectie ~ informatiecategorieen documentsoorten? themas? trefwoorden?
    informatiecategorieen = informatiecategorie+
    documentsoorten = documentsoort+
    themas = thema+
    trefwoorden = trefwoord+
    geldigheid ~ begindatum? einddatum?
    hasParts = hasPart+
    documenthandelingen = documenthandeling+
    documenthandeling ~ soortHandeling atTime wasAssociatedWith?
    documentrelaties = documentrelatie+
    documentrelatie ~ role relation
    extraMetadata = namespace? prefix? extraMetadatavelden
    extraMetadatavelden = extraMetadataveld+
    extraMetadataveld = key values
    values = value+
    creatiedatum : date
    namespace : uri
    begindatum einddatum atTime : dateTime
    publisher verantwoordelijke medeverantwoordelijke opsteller wasAssociatedWith : code
    informatiecategorie documentsoort thema language format soortHandeling role redenVerwijderingVervanging : code
    isPartOf hasPart relation : reference
"""
_SITEMAP_NOTATION = """
    urlset = url+
    url = loc lastmod? changefreq? priority? diwoo:Document
    sitemapindex = sitemap+
    sitemap = loc lastmod?
    lastmod : dateOrTime
    changefreq : frequency
    priority : priority
"""
_WORDS: Mapping[str, tuple[str, str]] = {
    "publisher": ("wie het document uitgeeft", "who publishes the document"),
    "titelcollectie": ("de titels", "the titles"),
    "officieleTitel": ("de officiële titel", "the official title"),
    "classificatiecollectie": ("de indeling, met de informatiecategorie", "the classification, with the information category"),
    "informatiecategorieen": ("de informatiecategorieën", "the information categories"),
    "informatiecategorie": ("de informatiecategorie van artikel 3.3 Woo", "the information category of article 3.3 Woo"),
    "documenthandelingen": ("wat met het document gedaan is", "what was done with the document"),
    "documenthandeling": ("een handeling met haar tijdstip", "a handling with its time"),
    "soortHandeling": (
        "de soort handeling: ondertekening, ontvangst of vaststelling",
        "the kind of handling: ondertekening, ontvangst or vaststelling",
    ),
    "atTime": ("het tijdstip van de handeling", "the time of the handling"),
    "identifier": ("een kenmerk van het document", "an identifier of the document"),
    "medeverantwoordelijke": ("een organisatie", "an organisation"),
    "verkorteTitel": ("een korte titel", "a short title"),
    "alternatieveTitel": ("een andere titel", "another title"),
    "omschrijving": ("een omschrijving", "a description"),
    "documentsoort": ("een documentsoort", "a document kind"),
    "thema": ("een thema", "a theme"),
    "trefwoord": ("een trefwoord", "a keyword"),
    "hasPart": ("een document dat erbij hoort", "a document that is a part of it"),
    "documentrelatie": ("een verband met een ander document", "a relation with another document"),
    "role": ("hoe het andere document zich verhoudt", "how the other document relates"),
    "relation": ("het andere document", "the other document"),
    "extraMetadatavelden": ("de eigen velden", "the fields of your own"),
    "extraMetadataveld": ("een eigen veld", "a field of your own"),
    "key": ("de naam van het veld", "the name of the field"),
    "values": ("de waarden van het veld", "the values of the field"),
    "value": ("een waarde van het veld", "a value of the field"),
}
_SITEMAP_WORDS: Mapping[str, tuple[str, str]] = {
    "url": ("een document; een sitemap zonder documenten is ongeldig", "a document; a sitemap without documents is invalid"),
    "sitemap": ("een sitemap; een index zonder sitemaps is ongeldig", "a sitemap; an index without sitemaps is invalid"),
    "loc": ("het webadres", "the web address"),
}

RULES: Grammar = {**grammar("sitemap", _SITEMAP_NOTATION), **grammar("diwoo", _NOTATION), **MDTO_RULES}
"""Sitemap, sitemap index, DiWoo document and the MDTO that may be in it."""

ABSENT: Mapping[str, FindingKind] = {
    **{tag("sitemap", name): absent_kind("sitemap", name, *words) for name, words in _SITEMAP_WORDS.items()},
    **{tag("diwoo", name): absent_kind("diwoo", name, *words) for name, words in _WORDS.items()},
    tag("diwoo", "Document"): absent_kind("diwoo", "Document", "de metadata van het document", "the metadata of the document"),
    **MDTO_ABSENT,
}
"""The finding for each mandatory element, by its tag."""

DOCUMENT = tag("diwoo", "Document")
_D = f"{{{PREFIXES['diwoo']}}}"


def walk() -> Walk:
    """A walk by these rules, for one file."""
    return Walk(RULES, ABSENT, {"code": check_code, "reference": check_reference})


def check_document(document: _Element, told: Told) -> None:
    """The rules for a `diwoo:Document` that take more than one element; the walk has looked at each."""
    names = [str(child.tag).rpartition("}")[2] for child in document]
    if not {"DiWoo", "MDTO"} & set(names):
        told.add(METADATA_ABSENT, document)
    elif {"DiWoo", "MDTO"} <= set(names):
        told.add(METADATA_TWICE, document)
    for extra in document.iterchildren(f"{_D}extraMetadata"):
        given = {name for name in ("namespace", "prefix") if extra.find(f"{_D}{name}") is not None}
        if len(given) == 1:
            name, other = ("namespace", "prefix") if "namespace" in given else ("prefix", "namespace")
            told.add(NAMESPACE_ALONE, extra, name=name, other=other)
    for each in document.iterchildren(tag("mdto", "MDTO")):
        check_object(each, told)
