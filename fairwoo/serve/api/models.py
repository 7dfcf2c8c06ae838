"""What the API tells, in Dutch and lower camelCase. What is not known is left out; nothing is null. Days are dates, moments are in UTC."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from fairwoo.serve import codes

Uitkomst = StrEnum("Uitkomst", {one: one for one in codes.codes("uitkomst").values()})  # type: ignore[misc]
Beoordeling = StrEnum("Beoordeling", {one: one for one in codes.codes("beoordeling").values()})  # type: ignore[misc]
Rol = StrEnum("Rol", {one: one for one in codes.codes("rol").values()})  # type: ignore[misc]
Links = Annotated[
    dict[str, str], Field(description="Adressen van wat hierbij hoort. zelf is dit, in de API; pagina is de webpagina.")
]


class Told(BaseModel):
    """Base of what is told."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class Begrip(Told):
    """Een waarde uit een lijst."""

    code: str
    naam: str


class Organisatie(Told):
    """Een bestuursorgaan dat dossiers openbaar maakte."""

    code: Annotated[str, Field(description="Code in de registers van TOOI.")]
    naam: str
    uri: str
    soort: Annotated[str, Field(description="Het register: gemeente, provincie, waterschap, ministerie …")]
    aantal_dossiers: int
    links: Links


class DossierKort(Told):
    """Een dossier in een lijst."""

    id: str
    titel: str
    organisatie: Begrip
    categorie: Begrip | None = None
    besluitdatum: date | None = None
    publicatiedatum: date | None = None
    uitkomst: Uitkomst | None = None
    aantal_documenten: int
    versie: Annotated[str, Field(description="Verandert als er iets aan het dossier verandert.")]
    links: Links


class Dossier(DossierKort):
    """Een dossier: wat er werd gevraagd en besloten."""

    omschrijving: str | None = None
    thema: Begrip | None = None
    wet: Literal["Woo", "Wob"] | None = None
    verzoekdatum: date | None = None
    ontvangstdatum: date | None = None
    wijzigingsdatum: date | None = None
    verdaagd: bool | None = None
    zaaknummer: str | None = None
    reeks: Annotated[str | None, Field(description="Wat deelbesluiten op één verzoek gemeen hebben.")] = None
    verzoektekst: str | None = None
    besluittekst: str | None = None
    bron: Annotated[str | None, Field(description="Waar het bestuursorgaan het dossier zelf publiceerde.")] = None
    licentie: str | None = None
    gronden: list[Begrip] = []


class Bestand(Told):
    """Het bestand van een document. Staat er alleen als het voor iedereen op te halen is."""

    naam: str
    adres: str
    media_type: str | None = None
    omvang: Annotated[int | None, Field(description="In bytes.")] = None
    sha256: str | None = None


class Document(Told):
    """Een document van een dossier, ook als het niet of maar deels openbaar is."""

    dossier: str
    naam: Annotated[str, Field(description="De naam in adressen: binnen het dossier uniek.")]
    nummer: Annotated[str | None, Field(description="Het nummer op de inventarislijst.")] = None
    titel: str | None = None
    rol: Rol | None = None
    soort: str | None = None
    datum: date | None = None
    beoordeling: Beoordeling | None = None
    gronden: list[Begrip] = []
    gelakt_deel: Annotated[float | None, Field(ge=0, le=1, description="Welk deel van de tekst is gelakt, van 0 tot 1.")] = None
    achtergehouden: Annotated[Begrip | None, Field(description="Waarom het bestand niet is op te halen.")] = None
    ingetrokken: Annotated[str | None, Field(description="Waarom het document is ingetrokken.")] = None
    correctie: Annotated[str | None, Field(description="Waarom het bestand een eerder bestand verving.")] = None
    eerder_openbaar: Annotated[str | None, Field(description="Waar het al openbaar was.")] = None
    bron: str | None = None
    taal: str | None = None
    formaat: str | None = None
    bestand: Bestand | None = None
    onderdeel_van: Annotated[str | None, Field(description="Naam van het document waar dit in zat.")] = None
    verwant: Annotated[list[str], Field(description="Namen van documenten die erbij horen.")] = []
    aantal_paginas: Annotated[int, Field(description="Hoeveel pagina's er te lezen zijn.")]
    paginas_zonder_tekst: int
    paginas_herkend: Annotated[
        int,
        Field(
            description="Van hoeveel pagina's een computer de tekst op een afbeelding heeft herkend: daar kunnen fouten in zitten."
        ),
    ]
    links: Links


class Pagina(Told):
    """De tekst van een pagina. Wat gelakt of verborgen is, staat er niet in."""

    dossier: str
    document: str
    nummer: int
    tekst: str
    herkend: Annotated[
        bool, Field(description="Of een computer de tekst op een afbeelding heeft herkend: daar kunnen fouten in zitten.")
    ]
    gelakt_deel: Annotated[float | None, Field(ge=0, le=1)] = None
    links: Links


class Dossiers(Told):
    """Een deel van de lijst van dossiers."""

    dossiers: list[DossierKort]
    totaal: Annotated[int, Field(description="Hoeveel dossiers er in de hele lijst staan.")]
    totaal_geschat: Annotated[bool, Field(description="Of totaal een schatting is.")] = False
    links: Links


class Documenten(Told):
    """Een deel van een lijst van documenten."""

    documenten: list[Document]
    totaal: Annotated[int | None, Field(description="Hoeveel documenten het dossier heeft.")] = None
    links: Links


class Paginas(Told):
    """Een deel van de pagina's van een document."""

    paginas: list[Pagina]
    totaal: int
    links: Links


class Organisaties(Told):
    """De bestuursorganen die hier dossiers hebben."""

    organisaties: list[Organisatie]
    totaal: int
    links: Links


class Treffer(Told):
    """Een gevonden pagina. markeringen zijn begin en eind, in tekens, van wat in het fragment gezocht werd."""

    document: str
    titel: str
    pagina: Annotated[int | None, Field(description="Ontbreekt bij een document zonder leesbare tekst.")] = None
    datum: date | None = None
    fragment: str = ""
    markeringen: list[tuple[int, int]] = []
    links: Links


_FOUND = "Hoeveel pagina's van het dossier voldoen; met per=pagina over meer dossiers: hoeveel daarvan hier bij elkaar staan."


class Resultaat(Told):
    """Een gevonden dossier met zijn beste pagina's."""

    dossier: DossierKort
    gevonden: Annotated[int, Field(description=_FOUND)]
    treffers: list[Treffer]


class Telling(Told):
    """Hoe vaak een waarde voorkomt in wat er is gevonden."""

    waarde: str
    naam: str
    paginas: int
    dossiers: int


class Zoekresultaat(Told):
    """Wat er is gevonden."""

    zoekvraag: str
    aanpassingen: Annotated[list[str], Field(description="Wat er met een vraag is gedaan die niet te lezen was.")] = []
    bedoelde_u: Annotated[str | None, Field(description="De vraag met woorden die wel voorkomen.")] = None
    totaal_paginas: int
    totaal_dossiers: int
    totaal_geschat: Annotated[bool, Field(description="Of totaalDossiers een schatting is.")] = False
    alle_woorden: Annotated[int, Field(description="Hoeveel pagina's alle gevraagde woorden hebben; de andere hebben er minder.")]
    ongedateerd: Annotated[int, Field(description="Hoeveel van de pagina's geen datum hebben.")] = 0
    resultaten: list[Resultaat]
    facetten: dict[str, list[Telling]] = {}
    links: Links


class Wijziging(Told):
    """Wat er veranderde."""

    volgnummer: int
    operatie: Literal["aangemaakt", "gewijzigd", "verwijderd"]
    soort: Literal["dossier", "document", "bestand"]
    dossier: str
    document: Annotated[str | None, Field(description="Naam van het document, bij een document of bestand.")] = None
    adres: Annotated[str, Field(description="Het adres van het onderwerp. Na een verwijdering geeft het 404 of 410.")]
    hash: Annotated[str | None, Field(description="Een andere waarde betekent dat er iets anders staat.")] = None
    tijdstip: datetime


class Wijzigingen(Told):
    """Wat er veranderde na een volgnummer."""

    wijzigingen: list[Wijziging]
    laatste: Annotated[int, Field(description="Vraag de volgende keer met na= dit volgnummer.")]
    nummering: Annotated[
        str, Field(description="Blijft gelijk tot de volgnummers opnieuw beginnen. Geef het mee als nummering=, dan merkt u dat.")
    ]
    meer: Annotated[bool, Field(description="Of er nu al meer is; anders kunt u later verdergaan.")]
    links: Links


class Ingetrokken(Told):
    """Wat er blijft van iets dat is ingetrokken."""

    dossier: str
    document: str | None = None
    nummer: str | None = None
    titel: str | None = None
    organisatie: Begrip
    reden: str
    tijdstip: datetime


class Plaats(Told):
    """De waarde in het verzoek."""

    name: str
    index: int | None = None


class Fout(Told):
    """Een ding dat in een verzoek niet klopt."""

    in_: Annotated[Literal["query", "path"], Field(alias="in")]
    location: Plaats
    code: str
    detail: str


class Probleem(Told):
    """Wat er misging (RFC 9457)."""

    type: Annotated[str, Field(description="Het adres van de uitleg.")]
    title: str
    status: int
    detail: str
    code: Annotated[str, Field(description="Blijft gelijk; title en detail kunnen veranderen.")]
    errors: list[Fout] | None = None
    ingetrokken: Ingetrokken | None = None
