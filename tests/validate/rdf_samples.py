"""A description in DCAT that lacks nothing, made up for the tests: every class that has rules, every mandatory and recommended value."""

from __future__ import annotations

AUTHORITY = "http://publications.europa.eu/resource/authority/"
SITE = "https://woo.boarnsterhim.example/"

PREFIXES = f"""
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix a: <{AUTHORITY}> .
@prefix : <{SITE}> .
"""

TURTLE = (
    PREFIXES
    + f"""
:catalogus a dcat:Catalog ;
    dct:title "Woo-dossiers van Boarnsterhim"@nl ;
    dct:description "Alle dossiers."@nl ;
    dct:publisher :organisatie ;
    dct:creator :organisatie ;
    dcat:contactPoint :contact ;
    dcat:dataset :dossier ;
    dcat:service :zoeken ;
    dcat:record :record ;
    dct:language <{AUTHORITY}language/NLD> ;
    dct:license <http://creativecommons.org/publicdomain/zero/1.0/> ;
    dct:issued "2024-01-01"^^xsd:date ;
    dct:modified "2024-06-03"^^xsd:date ;
    dct:spatial :gebied ;
    foaf:homepage :thuis ;
    dcat:themeTaxonomy <{AUTHORITY}data-theme> .

:record a dcat:CatalogRecord ;
    dct:language <{AUTHORITY}language/NLD> ;
    dct:modified "2024-06-03T12:00:00+02:00"^^xsd:dateTime ;
    dct:issued "2024-06-03"^^xsd:date ;
    dct:conformsTo :profiel ;
    adms:status :status ;
    foaf:primaryTopic :dossier .

:dossier a dcat:Dataset, dcat:Resource ;
    dct:title "Bomenkap in de Dorpsstraat"@nl, "Trees felled in the Dorpsstraat"@en ;
    dct:description "Besluit op een verzoek."@nl ;
    dct:identifier "{SITE}dossier" ;
    dct:publisher :organisatie ;
    dct:creator :organisatie ;
    dcat:contactPoint :contact ;
    dct:accessRights <{AUTHORITY}access-right/PUBLIC> ;
    dcat:theme <{AUTHORITY}data-theme/GOVE>, <https://identifier.overheid.nl/tooi/def/thes/top/c_afa30a11> ;
    dct:conformsTo :profiel ;
    foaf:page :pagina ;
    dcat:landingPage :pagina ;
    dct:language <{AUTHORITY}language/NLD> ;
    dct:accrualPeriodicity <{AUTHORITY}frequency/NEVER> ;
    dct:issued "2024-06-03"^^xsd:date ;
    dct:modified "2024-06"^^xsd:gYearMonth ;
    dcat:version "1" ;
    dcat:keyword "bomen"@nl, "kap"@nl ;
    dct:temporal :periode ;
    dct:spatial :gebied ;
    dct:type :soort ;
    dcat:inSeries :serie ;
    adms:identifier :kenmerk ;
    adms:status <{AUTHORITY}dataset-status/COMPLETED> ;
    dcatap:applicableLegislation <https://wetten.overheid.nl/BWBR0045754> ;
    dcat:distribution :bestand .

:serie a dcat:DatasetSeries ;
    dct:title "Besluiten over bomen"@nl ;
    dct:description "Deelbesluiten."@nl ;
    dct:publisher :organisatie ;
    dcat:contactPoint :contact .

:bestand a dcat:Distribution ;
    dct:title "Besluit"@nl ;
    dct:description "Het besluit."@nl ;
    dcat:accessURL :pagina ;
    dcat:downloadURL :besluit.pdf ;
    dcat:accessService :zoeken ;
    dct:license <http://creativecommons.org/publicdomain/zero/1.0/> ;
    dct:format <{AUTHORITY}file-type/PDF> ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/application/pdf> ;
    dcat:byteSize "2048"^^xsd:nonNegativeInteger ;
    dct:language <{AUTHORITY}language/NLD> ;
    dct:conformsTo :profiel ;
    dct:issued "2024-06-03"^^xsd:date ;
    adms:status <{AUTHORITY}distribution-status/COMPLETED> ;
    dcatap:availability <{AUTHORITY}planned-availability/STABLE> ;
    spdx:checksum :controlegetal .

:zoeken a dcat:DataService ;
    dct:title "Zoeken"@nl ;
    dct:description "Zoeken in de dossiers."@nl ;
    dct:identifier "{SITE}zoeken" ;
    dct:publisher :organisatie ;
    dct:creator :organisatie ;
    dcat:contactPoint :contact ;
    dct:accessRights <{AUTHORITY}access-right/PUBLIC> ;
    dcat:theme <{AUTHORITY}data-theme/GOVE> ;
    dct:license <http://creativecommons.org/publicdomain/zero/1.0/> ;
    dct:language <{AUTHORITY}language/NLD> ;
    dcat:keyword "zoeken"@nl ;
    dct:conformsTo :profiel ;
    dcat:endpointURL :v1 ;
    dcat:endpointDescription :openapi.json ;
    dcat:servesDataset :dossier .

:organisatie a foaf:Agent ; foaf:name "gemeente Boarnsterhim"@nl ; dct:type <http://purl.org/adms/publishertype/LocalAuthority> .
:contact a vcard:Kind, vcard:Organization ; vcard:fn "Woo-team" ; vcard:hasEmail <mailto:woo@boarnsterhim.example> .
:controlegetal a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{"0f" * 32}"^^xsd:hexBinary .
:kenmerk a adms:Identifier ; skos:notation "WOB-2013-014" .
:periode a dct:PeriodOfTime ; dcat:startDate "2023-11-01"^^xsd:date ; dcat:endDate "2024-03-05"^^xsd:date .
:gebied a dct:Location ; dcat:bbox "POLYGON((5 53,6 53,6 54,5 53))"^^geo:wktLiteral ; dcat:centroid "POINT(5.7 53.1)"^^geo:wktLiteral .
:pagina a foaf:Document .
:thuis a foaf:Document .
:profiel a dct:Standard .
:soort a skos:Concept ; skos:prefLabel "Woo-besluit"@nl .
:status a skos:Concept ; skos:prefLabel "nieuw"@nl .
<https://wetten.overheid.nl/BWBR0045754> a eli:LegalResource .
<{AUTHORITY}data-theme> a skos:ConceptScheme ; dct:title "Data theme"@en .
"""
)
