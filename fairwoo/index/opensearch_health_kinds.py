"""The findings of `opensearch_health`."""

from __future__ import annotations

from fairwoo.model import FindingKind, Level

VERSION_WRONG = FindingKind(
    code="opensearch-version",
    level=Level.ERROR,
    nl="De zoekserver is {kind} {number}.",
    en="The search server is {kind} {number}.",
    do_nl="Gebruik OpenSearch 2.19 of 3.x.",
    do_en="Use OpenSearch 2.19 or 3.x.",
)
VERSION_UNTRIED = FindingKind(
    code="opensearch-version-untried",
    level=Level.WARNING,
    nl="Met OpenSearch {number} is fairwoo niet beproefd.",
    en="fairwoo is not tried with OpenSearch {number}.",
    do_nl="Kijk of er een nieuwere fairwoo is, of gebruik OpenSearch 3.x.",
    do_en="See whether there is a newer fairwoo, or use OpenSearch 3.x.",
)
IN_CLEAR = FindingKind(
    code="opensearch-in-clear",
    level=Level.WARNING,
    nl="De verbinding met {where} is niet versleuteld.",
    en="The connection to {where} is not encrypted.",
    do_nl="Zet TLS aan op de zoekserver en schrijf opensearch+https://… in index.address.",
    do_en="Switch on TLS at the search server and write opensearch+https://… in index.address.",
)
RED = FindingKind(
    code="opensearch-red",
    level=Level.ERROR,
    nl="Van {name} ontbreekt een deel: er is geen enkele kopie meer van (rood).",
    en="A part of {name} is missing: there is no copy of it left (red).",
    do_nl="Start de knoop die weg is. Komt hij niet terug: fairwoo index --rebuild maakt de index opnieuw uit de catalogus.",
    do_en="Start the node that is gone. If it does not come back: fairwoo index --rebuild makes the index anew from the catalogue.",
)
YELLOW = FindingKind(
    code="opensearch-yellow",
    level=Level.WARNING,
    nl="{name} heeft minder kopieën dan gevraagd (geel): {copies} gevraagd naast het origineel, {nodes} knopen.",
    en="{name} has fewer copies than asked for (yellow): {copies} asked for beside the original, {nodes} nodes.",
    do_nl="Start meer knopen, of zet replicas=0 in index.address en draai fairwoo index --rebuild.",
    do_en="Start more nodes, or put replicas=0 in index.address and run fairwoo index --rebuild.",
)
DISK_FILLING = FindingKind(
    code="opensearch-disk",
    level=Level.WARNING,
    nl="De schijf van knoop {node} is voor {share}% vol, voorbij de grens {name} ({mark}).",
    en="The disk of node {node} is {share}% full, past the watermark {name} ({mark}).",
    do_nl="Maak ruimte: voorbij flood_stage wordt de index alleen-lezen.",
    do_en="Make room: past flood_stage the index becomes read-only.",
)
BLOCKED = FindingKind(
    code="opensearch-blocked",
    level=Level.ERROR,
    nl="{name} is op slot: {blocks}.",
    en="{name} is locked: {blocks}.",
    do_nl="Maak ruimte op de schijf als die vol was, en haal de instelling weg.",
    do_en="Make room on the disk if it was full, and take the setting away.",
)
AUTO_CREATE = FindingKind(
    code="opensearch-auto-create",
    level=Level.WARNING,
    nl="De server maakt een index zodra iemand naar een naam schrijft die er niet is.",
    en="The server makes an index whenever somebody writes to a name that is not there.",
    do_nl='Zet action.auto_create_index op "false" of sluit onze namen uit: een tikfout neemt dan geen alias in.',
    do_en='Set action.auto_create_index to "false" or leave our names out: then no slip of a name takes an alias.',
)
SWITCHED_OFF = FindingKind(
    code="opensearch-expensive-off",
    level=Level.ERROR,
    nl="search.allow_expensive_queries staat uit; zoeken met tikfouten geeft dan een fout.",
    en="search.allow_expensive_queries is off; searching with typing errors then fails.",
    do_nl="Zet hem aan. Gebruikers sturen geen eigen query's: fairwoo begrenst wat er gevraagd wordt.",
    do_en="Switch it on. Users send no queries of their own: fairwoo limits what is asked.",
)
NO_INDEX = FindingKind(
    code="opensearch-no-index",
    level=Level.INFO,
    nl="Er is nog geen zoekindex {alias}.",
    en="There is no search index {alias} yet.",
    do_nl="Draai fairwoo index als een gebruiker die een index mag maken.",
    do_en="Run fairwoo index as a user who may make an index.",
)
OUTDATED = FindingKind(
    code="opensearch-outdated",
    level=Level.ERROR,
    nl="{name} is gemaakt met taalverwerking {found}; deze fairwoo zoekt met {own}.",
    en="{name} was made with analysis {found}; this fairwoo searches with {own}.",
    do_nl="Draai fairwoo index --rebuild. De oude index blijft tot die klaar is in gebruik bij de oude fairwoo.",
    do_en="Run fairwoo index --rebuild. Until that is done the old fairwoo goes on with the old index.",
)
ALIAS_WRONG = FindingKind(
    code="opensearch-alias",
    level=Level.ERROR,
    nl="De alias {alias} wijst niet naar de ene index die in gebruik is, of is zelf een index.",
    en="The alias {alias} does not name the one index in use, or is an index itself.",
    do_nl="Verwijder die index of alias, en draai fairwoo index --rebuild. Meestal is er iets geschreven buiten fairwoo om.",
    do_en="Remove that index or alias, and run fairwoo index --rebuild. Mostly something was written without fairwoo.",
)
LEFT_OVER = FindingKind(
    code="opensearch-left-over",
    level=Level.INFO,
    nl="{name} (taalverwerking {made_by}) is niet in gebruik: een opbouw die bezig is of is afgebroken, of een oudere versie.",
    en="{name} (analysis {made_by}) is not in use: a rebuild that is going on or was broken off, or an older version.",
    do_nl="De volgende fairwoo index --rebuild ruimt hem op.",
    do_en="The next fairwoo index --rebuild takes it away.",
)
NOT_ALLOWED = FindingKind(
    code="opensearch-not-allowed",
    level=Level.INFO,
    nl="Deze gebruiker mag {count} van de {of} punten van de server niet bekijken.",
    en="This user may not look at {count} of the {of} points of the server.",
    do_nl="Draai fairwoo doctor met de rol fairwoo_beheerder; zie docs/opensearch.md.",
    do_en="Run fairwoo doctor with the role fairwoo_beheerder; see docs/opensearch.md.",
)
