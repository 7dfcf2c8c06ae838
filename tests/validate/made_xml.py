"""XML made by hand for the tests: one DiWoo entry and two MDTO objects that have every element of their standard."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from lxml import etree

from fairwoo.model import Finding, Level
from fairwoo.validate import Given, Schemas, validate

S, D, M = (
    "{http://www.sitemaps.org/schemas/sitemap/0.9}",
    "{https://standaarden.overheid.nl/diwoo/metadata/}",
    "{https://www.nationaalarchief.nl/mdto}",
)
KERN = "https://identifier.overheid.nl/tooi/def/thes/kern/"
GEMEENTE = 'resource="https://identifier.overheid.nl/tooi/id/gemeente/gm0363">gemeente Amsterdam'
WATERSCHAP = 'resource="https://identifier.overheid.nl/tooi/id/waterschap/ws0646">waterschap Hunze en Aa\'s'

MINIMAL = f"""<url>
<loc>https://woo.example.nl/dossier/2025-0042/besluit.pdf</loc>
<lastmod>2025-06-02</lastmod>
<diwoo:Document><diwoo:DiWoo>
<diwoo:publisher {GEMEENTE}</diwoo:publisher>
<diwoo:titelcollectie><diwoo:officieleTitel>Besluit over de brug</diwoo:officieleTitel></diwoo:titelcollectie>
<diwoo:classificatiecollectie><diwoo:informatiecategorieen>
<diwoo:informatiecategorie resource="{KERN}c_3baef532">Woo-verzoeken en -besluiten</diwoo:informatiecategorie>
</diwoo:informatiecategorieen></diwoo:classificatiecollectie>
<diwoo:documenthandelingen><diwoo:documenthandeling>
<diwoo:soortHandeling resource="{KERN}c_641ecd76">vaststelling</diwoo:soortHandeling>
<diwoo:atTime>2025-06-02T00:00:00+02:00</diwoo:atTime>
</diwoo:documenthandeling></diwoo:documenthandelingen>
</diwoo:DiWoo></diwoo:Document>
</url>"""

FULL = f"""<url>
<loc>https://woo.example.nl/dossier/2025-0042/nota.pdf</loc>
<lastmod>2025-06-02T10:00:00Z</lastmod>
<changefreq>monthly</changefreq>
<priority>0.5</priority>
<diwoo:Document>
<diwoo:DiWoo>
<diwoo:identifiers><diwoo:identifier>2025-0042/1</diwoo:identifier></diwoo:identifiers>
<diwoo:publisher {GEMEENTE}</diwoo:publisher>
<diwoo:verantwoordelijke {GEMEENTE}</diwoo:verantwoordelijke>
<diwoo:medeverantwoordelijken>
<diwoo:medeverantwoordelijke {WATERSCHAP}</diwoo:medeverantwoordelijke>
</diwoo:medeverantwoordelijken>
<diwoo:opsteller {GEMEENTE}</diwoo:opsteller>
<diwoo:naamOpsteller>afdeling Bruggen</diwoo:naamOpsteller>
<diwoo:titelcollectie>
<diwoo:officieleTitel>Nota over de brug</diwoo:officieleTitel>
<diwoo:verkorteTitels><diwoo:verkorteTitel>Brugnota</diwoo:verkorteTitel></diwoo:verkorteTitels>
<diwoo:alternatieveTitels><diwoo:alternatieveTitel>De brug</diwoo:alternatieveTitel></diwoo:alternatieveTitels>
</diwoo:titelcollectie>
<diwoo:omschrijvingen><diwoo:omschrijving>Over de brug.</diwoo:omschrijving></diwoo:omschrijvingen>
<diwoo:classificatiecollectie>
<diwoo:informatiecategorieen>
<diwoo:informatiecategorie resource="{KERN}c_3baef532">Woo-verzoeken en -besluiten</diwoo:informatiecategorie>
</diwoo:informatiecategorieen>
<diwoo:documentsoorten><diwoo:documentsoort resource="{KERN}c_9376c730">beleidsnota</diwoo:documentsoort></diwoo:documentsoorten>
<diwoo:themas>
<diwoo:thema resource="https://identifier.overheid.nl/tooi/def/thes/top/c_849842ac">verkeer</diwoo:thema>
</diwoo:themas>
<diwoo:trefwoorden><diwoo:trefwoord>brug</diwoo:trefwoord></diwoo:trefwoorden>
</diwoo:classificatiecollectie>
<diwoo:creatiedatum>2025-05-30</diwoo:creatiedatum>
<diwoo:geldigheid><diwoo:begindatum>2025-06-01T00:00:00Z</diwoo:begindatum><diwoo:einddatum>2026-06-01T00:00:00Z</diwoo:einddatum></diwoo:geldigheid>
<diwoo:language resource="http://publications.europa.eu/resource/authority/language/NLD">Nederlands</diwoo:language>
<diwoo:format resource="http://publications.europa.eu/resource/authority/file-type/PDF">PDF</diwoo:format>
<diwoo:aggregatiekenmerk>2025-0042</diwoo:aggregatiekenmerk>
<diwoo:isPartOf resource="https://woo.example.nl/dossier/2025-0042/besluit.pdf">Besluit over de brug</diwoo:isPartOf>
<diwoo:hasParts>
<diwoo:hasPart resource="https://woo.example.nl/dossier/2025-0042/bijlage.pdf">Bijlage</diwoo:hasPart>
</diwoo:hasParts>
<diwoo:documenthandelingen>
<diwoo:documenthandeling>
<diwoo:soortHandeling resource="{KERN}c_dfcee535">ontvangst</diwoo:soortHandeling>
<diwoo:atTime>2025-06-01T12:00:00+02:00</diwoo:atTime>
<diwoo:wasAssociatedWith {GEMEENTE}</diwoo:wasAssociatedWith>
</diwoo:documenthandeling>
</diwoo:documenthandelingen>
<diwoo:documentrelaties>
<diwoo:documentrelatie>
<diwoo:role resource="{KERN}c_07748060">is reactie op</diwoo:role>
<diwoo:relation resource="https://woo.example.nl/dossier/2025-0042/brief.pdf">Brief</diwoo:relation>
</diwoo:documentrelatie>
</diwoo:documentrelaties>
<diwoo:redenVerwijderingVervanging resource="{KERN}c_c77c86e0">correctie procedurele fout</diwoo:redenVerwijderingVervanging>
</diwoo:DiWoo>
<diwoo:extraMetadata>
<diwoo:namespace>https://woo.example.nl/eigen</diwoo:namespace>
<diwoo:prefix>eigen</diwoo:prefix>
<diwoo:extraMetadatavelden>
<diwoo:extraMetadataveld>
<diwoo:key>oordeel</diwoo:key>
<diwoo:values><diwoo:value>openbaar</diwoo:value></diwoo:values>
</diwoo:extraMetadataveld>
</diwoo:extraMetadatavelden>
</diwoo:extraMetadata>
</diwoo:Document>
</url>"""

_LIST = "<begripBegrippenlijst><verwijzingNaam>Lijst van de gemeente</verwijzingNaam></begripBegrippenlijst>"
_ID = "<identificatieKenmerk>7</identificatieKenmerk><identificatieBron>Zaaksysteem</identificatieBron>"
_REFERENCE = f"<verwijzingNaam>Iets</verwijzingNaam><verwijzingIdentificatie>{_ID}</verwijzingIdentificatie>"
_TERM = f"<begripLabel>Iets</begripLabel><begripCode>1</begripCode>{_LIST}"
_DURATION = f"""<termijnTriggerStartLooptijd>{_TERM}</termijnTriggerStartLooptijd>
<termijnStartdatumLooptijd>2025-06-02</termijnStartdatumLooptijd>
<termijnLooptijd>P20Y</termijnLooptijd>
<termijnEinddatum>2045</termijnEinddatum>"""

OBJECT = f"""<informatieobject>
<identificatie>{_ID}</identificatie>
<naam>Besluit over de brug</naam>
<aggregatieniveau><begripLabel>Archiefstuk</begripLabel>{_LIST}</aggregatieniveau>
<classificatie>{_TERM}</classificatie>
<trefwoord>brug</trefwoord>
<omschrijving>Over de brug.</omschrijving>
<raadpleeglocatie>
<raadpleeglocatieFysiek>{_REFERENCE}</raadpleeglocatieFysiek>
<raadpleeglocatieOnline>https://woo.example.nl/besluit</raadpleeglocatieOnline>
</raadpleeglocatie>
<dekkingInTijd>
<dekkingInTijdType>{_TERM}</dekkingInTijdType>
<dekkingInTijdBegindatum>2025-06</dekkingInTijdBegindatum>
<dekkingInTijdEinddatum>2025-06-30</dekkingInTijdEinddatum>
</dekkingInTijd>
<dekkingInRuimte>{_REFERENCE}</dekkingInRuimte>
<taal>nl</taal>
<event>
<eventType>{_TERM}</eventType>
<eventTijd>2025-06-02T09:30:00</eventTijd>
<eventVerantwoordelijkeActor>{_REFERENCE}</eventVerantwoordelijkeActor>
<eventResultaat>klaar</eventResultaat>
</event>
<waardering><begripLabel>Nader te bepalen</begripLabel><begripCode>N</begripCode>{_LIST}</waardering>
<bewaartermijn>{_DURATION}</bewaartermijn>
<informatiecategorie>{_TERM}</informatiecategorie>
<isOnderdeelVan>{_REFERENCE}</isOnderdeelVan>
<bevatOnderdeel>{_REFERENCE}</bevatOnderdeel>
<heeftRepresentatie>{_REFERENCE}</heeftRepresentatie>
<aanvullendeMetagegevens>{_REFERENCE}</aanvullendeMetagegevens>
<gerelateerdInformatieobject>
<gerelateerdInformatieobjectVerwijzing>{_REFERENCE}</gerelateerdInformatieobjectVerwijzing>
<gerelateerdInformatieobjectTypeRelatie>{_TERM}</gerelateerdInformatieobjectTypeRelatie>
</gerelateerdInformatieobject>
<archiefvormer>{_REFERENCE}</archiefvormer>
<betrokkene><betrokkeneTypeRelatie>{_TERM}</betrokkeneTypeRelatie><betrokkeneActor>{_REFERENCE}</betrokkeneActor></betrokkene>
<activiteit>{_REFERENCE}</activiteit>
<beperkingGebruik>
<beperkingGebruikType>{_TERM}</beperkingGebruikType>
<beperkingGebruikNadereBeschrijving>geen</beperkingGebruikNadereBeschrijving>
<beperkingGebruikDocumentatie>{_REFERENCE}</beperkingGebruikDocumentatie>
<beperkingGebruikTermijn>{_DURATION}</beperkingGebruikTermijn>
</beperkingGebruik>
</informatieobject>"""

# Size and checksum are those of the bytes of "hallowereld", by wc and sha256sum.
CONTENT = b"hallowereld"
FILE = f"""<bestand>
<identificatie>{_ID}</identificatie>
<naam>besluit.pdf</naam>
<omvang>11</omvang>
<bestandsformaat>{_TERM}</bestandsformaat>
<checksum>
<checksumAlgoritme><begripLabel>SHA-256</begripLabel>{_LIST}</checksumAlgoritme>
<checksumWaarde>8ac56bfcf6503024ff7697e971b33482976ccbb9e47b64c5b608463fea8da753</checksumWaarde>
<checksumDatum>2025-06-02T09:30:00Z</checksumDatum>
</checksum>
<URLBestand>https://woo.example.nl/besluit.pdf</URLBestand>
<isRepresentatieVan>{_REFERENCE}</isRepresentatieVan>
</bestand>"""


def sitemap(*entries: str) -> str:
    """A sitemap with these entries; the first begins on line 3."""
    body = "\n".join(entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{S[1:-1]}" xmlns:diwoo="{D[1:-1]}">\n{body}\n</urlset>\n'


def index(*addresses: str, root: str = "sitemapindex") -> str:
    """An index of sitemaps with these addresses; each entry has a line, from line 3."""
    body = "\n".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{S[1:-1]}">\n{body}\n</{root}>\n'


def mdto(content: str) -> str:
    """An MDTO file; the object begins on line 3."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<MDTO xmlns="{M[1:-1]}">\n{content}\n</MDTO>\n'


def findings(
    content: str | bytes, name: str = "sitemap.xml", folder: Path | None = None, schemas: Path | None = None
) -> list[Finding]:
    """What is found in `content`, by our rules and, with `schemas`, by the official ones."""
    given = Given(name, content.encode() if isinstance(content, str) else content, folder)
    return list(validate(given, Schemas(schemas) if schemas else None).findings)


def wrong(content: str | bytes, **options: object) -> list[str]:
    """The codes of errors and warnings."""
    return [finding.code for finding in findings(content, **options) if finding.level is not Level.INFO]  # type: ignore[arg-type]


def told(content: str | bytes, **options: object) -> list[tuple[str, int | None]]:
    """Code and line of all that is found, in order."""
    return [(finding.code, finding.place.line) for finding in findings(content, **options)]  # type: ignore[arg-type]


def without(content: str, tag: str, which: int = 0) -> str:
    """The document without the element number `which` with this tag. What surrounds it stays on its line."""
    root = etree.fromstring(content.encode())
    element = list(root.iter(tag))[which]
    parent = element.getparent()
    parent.remove(element)
    return etree.tostring(root, encoding="unicode")


def emptied(content: str, tag: str, which: int = 0) -> str:
    """The document with that element empty: no text, no attributes, no children."""
    root = etree.fromstring(content.encode())
    list(root.iter(tag))[which].clear(keep_tail=True)
    return etree.tostring(root, encoding="unicode")


def count(content: str, tag: str) -> int:
    return Counter(element.tag for element in etree.fromstring(content.encode()).iter())[tag]
