"""Decision letters in the manners of many kinds of bodies. All are invented; what each must tell is known because we wrote it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from fairwoo.model import DecisionOutcome
from tests.extract.casebook import settled, text

PUBLIC, PARTLY, NOT = DecisionOutcome.PUBLIC, DecisionOutcome.PARTLY_PUBLIC, DecisionOutcome.NOT_PUBLIC
NONE, ALREADY = DecisionOutcome.NO_DOCUMENTS, DecisionOutcome.ALREADY_PUBLIC
CLAUSE = "\nBezwaar\nTegen dit besluit kunt u binnen zes weken een bezwaarschrift indienen.\n"


class Told(NamedTuple):
    """What a letter says."""

    decided: date | None
    requested: date | None
    received: date | None
    outcome: DecisionOutcome | None
    regime: str | None
    grounds: tuple[str, ...] = ()
    inquiry: str | None = None
    adjourned: bool | None = None
    title: str | None = None


LETTERS: dict[str, tuple[str, Told]] = {
    "ministry, side column behind the subject": (
        """> Retouradres Postbus 20901 2500 EX Den Haag
Datum 9 mei 2008
Betreft Besluit op Wob-verzoek over de aanleg van de veerdienst
Directoraat-Generaal
Waterstaat
Contactpersoon
Ons kenmerk
VENW/DGW-2008/1812
Bijlage(n)
2
Geachte heer,
In uw brief van 3 maart 2008, door mij ontvangen op 5 maart 2008, heeft u met een beroep op de Wet openbaarheid van bestuur
(hierna: Wob) verzocht om informatie over de aanleg van de veerdienst.
De ontvangst van uw verzoek is bevestigd bij brief van 10 maart 2008. De beslistermijn is met vier weken verdaagd.
Besluit
Ik heb besloten gedeeltelijk aan uw verzoek tegemoet te komen en de informatie openbaar te maken waarom u verzocht,
voor zover het betreft de documenten genoemd op de inventarislijst.
Overwegingen
Op grond van artikel 10, tweede lid, aanhef en onder e, van de Wob blijft verstrekking van persoonsgegevens achterwege.
De interne adviezen weiger ik op grond van artikel 11, eerste lid, van de Wob.
""",
        Told(
            date(2008, 5, 9),
            date(2008, 3, 3),
            date(2008, 3, 5),
            PARTLY,
            "Wob",
            ("10.2e", "11.1"),
            "VENW/DGW-2008/1812",
            True,
            "De aanleg van de veerdienst",
        ),
    ),
    "municipality, labels on lines of their own": (
        """GEMEENTE RIJNWOUDE
Ons kenmerk:
Z-23-104512
Behandeld door:
Juridische Zaken
Verzenddatum:
14 juni 2023
Onderwerp:
Besluit op Woo-verzoek inzake de herinrichting van het winkelcentrum
Beste mevrouw,
Op 2 mei 2023 hebben wij uw verzoek om informatie op grond van de Wet open overheid ontvangen. In uw verzoek van 1 mei 2023
vraagt u om alle stukken over de herinrichting.
Besluit
Wij besluiten alle gevraagde documenten openbaar te maken.
""",
        Told(date(2023, 6, 14), date(2023, 5, 1), date(2023, 5, 2), PUBLIC, "Woo", (), "Z-23-104512", None, None),
    ),
    "water board, refusal of the whole request": (
        """Waterschap Groot Salland
Zwolle, 22 november 2022
Zaaknummer: WGS-2022-0098
Betreft: beslissing Woo-verzoek contract muskusrattenbestrijding
Geachte heer,
Bij e-mail van 4 oktober 2022 heeft u ons met een beroep op de Wet open overheid (Woo) verzocht om het contract.
Wij wijzen uw verzoek af. Het contract bevat bedrijfsgegevens die vertrouwelijk zijn meegedeeld. Artikel 5.1, eerste lid,
aanhef en onder c, van de Woo verzet zich tegen openbaarmaking.
""",
        Told(
            date(2022, 11, 22),
            date(2022, 10, 4),
            None,
            NOT,
            "Woo",
            ("5.1.1c",),
            "WGS-2022-0098",
            None,
            "Beslissing Woo-verzoek contract muskusrattenbestrijding",
        ),
    ),
    "no documents": (
        """Datum: 3-4-2023
Kenmerk: 2023/55
Onderwerp: Woo-besluit
Geachte mevrouw,
U heeft op 6 maart 2023 een verzoek op grond van de Wet open overheid ingediend.
Wij hebben gezocht in onze systemen en hebben besloten uw verzoek niet in te willigen, omdat wij geen documenten hebben aangetroffen.
""",
        Told(date(2023, 4, 3), date(2023, 3, 6), None, NONE, "Woo", (), "2023/55"),
    ),
    "already public, day of receipt without a year": (
        """Datum 12 januari 2024
Onderwerp Beslissing op uw Woo-verzoek van 20 december 2023
Geachte heer,
In uw e-mail van 20 december 2023, ontvangen op 3 januari, vraagt u om het raadsvoorstel over de sporthal.
Beslissing
De gevraagde documenten zijn al openbaar. De Wet open overheid is niet van toepassing op informatie die al openbaar is.
""",
        Told(date(2024, 1, 12), date(2023, 12, 20), date(2024, 1, 3), ALREADY, "Woo"),
    ),
    "received the same day, enumeration behind a colon": (
        """Datum 1 juli 2024
Uw kenmerk
Ons kenmerk Z24.0101
Onderwerp Deelbesluit 2 op Woo-verzoek over woningbouw aan de Kerkweg
Geachte heer,
Met uw brief van 15 mei 2024, ontvangen op diezelfde dag, deed u een verzoek op grond van de Woo.
Besluit
Wij besluiten:
1. document 3 geheel openbaar te maken;
2. de documenten 1 en 2 openbaar te maken, met uitzondering van de persoonsgegevens (artikel 5.1 lid 2 sub e Woo).
""",
        Told(
            date(2024, 7, 1),
            date(2024, 5, 15),
            date(2024, 5, 15),
            PARTLY,
            "Woo",
            ("5.1.2e",),
            "Z24.0101",
            None,
            "Woningbouw aan de Kerkweg",
        ),
    ),
    "date at the end, after the signature": (
        """Besluit op uw verzoek om openbaarmaking
Geachte heer,
U heeft bij brief van 8 februari 2021 op grond van de Wet openbaarheid van bestuur verzocht om de notulen.
Ik besluit uw verzoek af te wijzen op grond van artikel 11, eerste lid, van de Wob.
De dijkgraaf,
Aldus vastgesteld te Zwolle op 9 maart 2021
""",
        Told(date(2021, 3, 9), date(2021, 2, 8), None, NOT, "Wob", ("11.1",)),
    ),
    "only part refused, no word of what is released but how": (
        """Datum: 4 september 2023
Betreft: Besluit Woo-verzoek riolering Kerkweg en omgeving
Geachte mevrouw,
In uw verzoek van 30 juni 2023 vraagt u op grond van de Woo om de inspecties. Op 20 juli 2023 hebben wij de beslistermijn met twee
weken verlengd.
Wij hebben besloten de namen van ambtenaren niet openbaar te maken op grond van artikel 5.1, tweede lid, aanhef en onder e, Woo.
Wijze van openbaarmaking
De documenten ontvangt u als bijlage.
""",
        Told(
            date(2023, 9, 4),
            date(2023, 6, 30),
            None,
            PARTLY,
            "Woo",
            ("5.1.2e",),
            None,
            True,
            "Besluit Woo-verzoek riolering Kerkweg en omgeving",
        ),
    ),
    "asked under the Wob, decided under the Woo": (
        """Datum: 20 mei 2022
Betreft: Beslissing op uw Wob-verzoek over de jachthaven en de steigers
Geachte heer,
Op 12 april 2022 heeft u een Wob-verzoek ingediend. Sinds 1 mei 2022 is de Wob vervangen door de Wet open overheid (Woo). Uw
Wob-verzoek behandelen wij daarom als Woo-verzoek. De Wob kende ander recht; het Wob-verzoek vervalt niet.
Wij hebben besloten de documenten gedeeltelijk openbaar te maken met toepassing van artikel 5.1, tweede lid, onder b, van de Woo.
""",
        Told(
            date(2022, 5, 20),
            date(2022, 4, 12),
            None,
            PARTLY,
            "Woo",
            ("5.1.2b",),
            None,
            None,
            "De jachthaven en de steigers",
        ),
    ),
    "labels in one line, values in the next": (
        """Provincie Zuid-Oost
Datum Ons kenmerk Uw brief van
12 mei 2023 2023-0045 3 april 2023
Onderwerp Besluit Woo-verzoek onderhoud provinciale wegen
Geachte heer,
Bij brief van 3 april 2023 verzocht u op grond van de Woo om de bestekken. Uw verzoek is op 4 april 2023 door ons ontvangen.
Uw verzoek wordt afgewezen, omdat openbaarmaking de economische belangen van de provincie schaadt (artikel 5.1, tweede lid, onder b).
""",
        Told(date(2023, 5, 12), date(2023, 4, 3), date(2023, 4, 4), NOT, "Woo", ("5.1.2b",)),
    ),
    "says nothing for certain": (
        """Betreft: uw Woo-verzoek
Geachte heer,
Wij nemen uw verzoek in behandeling. Documenten worden doorgaans openbaar gemaakt, tenzij de Woo zich daartegen verzet.
""",
        Told(None, None, None, None, "Woo"),
    ),
}


@pytest.fixture(params=LETTERS, name="case")
def _case(request):
    letter, told = LETTERS[request.param]
    return settled({"besluit Woo-verzoek.pdf": text(letter + CLAUSE)}).dossier, told


@pytest.mark.parametrize("field", [name for name in Told._fields if name != "title"])
def test_what_a_letter_tells(case, field):
    dossier, told = case
    assert getattr(dossier, field) == getattr(told, field)


def test_the_title_names_the_topic_and_not_the_request(case):
    dossier, told = case
    if told.title:
        assert dossier.title == told.title
