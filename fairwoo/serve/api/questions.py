"""What can be asked of the API: the parameters of each operation. What is not there is refused, not ignored.

Words are those of the search on the site, in lower camelCase (/core/query-keys-camel-case). Values are codes, exactly; a code that
nothing has finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from fairwoo import vocab
from fairwoo.index import Request
from fairwoo.serve import codes
from fairwoo.serve.api.models import Beoordeling, Rol
from fairwoo.serve.public import PublicDocument
from fairwoo.serve.search.asking import FIELDS

MOST = 100  # results in one answer
MOST_CHANGES = 1_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(given: Any) -> Any:
    """A day as RFC 3339 writes it; pydantic would also take seconds since 1970."""
    try:
        return date.fromisoformat(given) if isinstance(given, str) and _DAY.fullmatch(given) else _refuse("day")
    except ValueError:
        return _refuse("day")


def _yes_or_no(given: Any) -> Any:
    known = {"true": True, "false": False}
    return given if isinstance(given, bool) else known[given] if given in known else _refuse("yes_or_no")


def _whole(given: Any) -> Any:
    fits = isinstance(given, int) or (isinstance(given, str) and re.fullmatch(r"-?\d{1,18}", given, re.ASCII))
    return given if fits else _refuse("whole_number")


def _refuse(kind: str) -> Any:
    raise PydanticCustomError(kind, "refused")


def _disclosure(given: Any) -> Any:
    """The code, also of the value that addresses had before."""
    return codes.code("beoordeling", given) if isinstance(given, str) else given


Day = Annotated[date, BeforeValidator(_day)]
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Digits = BeforeValidator(_whole)
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,60}$")]
DossierId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,100}$")]
Word = Annotated[str, Field(min_length=1, max_length=200)]
Cursor = Annotated[str, Field(min_length=1, max_length=2_000)]
Layer = StrEnum("Bestuurslaag", {one: one for one in sorted({body.register_name for body in vocab.bodies()})})  # type: ignore[misc]
Category = StrEnum("Categorie", {one.code: one.code for one in vocab.categories()})  # type: ignore[misc]
Disclosure = Annotated[Beoordeling, BeforeValidator(_disclosure)]
Sort = Literal["relevantie", "nieuwste", "oudste"]
SORTS = {"relevantie": "relevance", "nieuwste": "newest", "oudste": "oldest"}


class Nothing(BaseModel):
    """An operation without parameters."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True)


class Paging(Nothing):
    """How many, and from where on."""

    aantal: Annotated[int, Field(ge=1, le=MOST, description="Hoeveel resultaten er hoogstens in een antwoord staan."), Digits] = (
        20
    )
    cursor: Annotated[
        Cursor | None, Field(description="Verder achter een eerder antwoord: de waarde uit links.volgende daarvan.")
    ] = None

    def pairs(self, cursor: str | None = None) -> Iterator[tuple[str, Any]]:
        """The parameters that were given, by the names that they have in addresses; with another cursor."""
        for name in type(self).model_fields:
            value = cursor or self.cursor if name == "cursor" else getattr(self, name)
            if name not in self.model_fields_set and name != "cursor":
                continue
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    yield to_camel(name), str(one).lower() if isinstance(one, bool) else one


class Pages(Paging):
    """The parameters of the texts of a document. Its cursor is the number of a page."""

    cursor: Annotated[
        Annotated[str, Field(pattern=r"^[0-9]{1,7}$")] | None,
        Field(description="Verder achter de pagina met dit nummer: de waarde uit links.volgende van een eerder antwoord."),
    ] = None

    def after(self) -> int:
        """The number of the page that was the last."""
        return int(self.cursor or 0)


def _many(what: str) -> Any:
    return Field(default=[], max_length=20, description=f"{what} Mag vaker: wat aan een van de waarden voldoet, telt mee.")


class Texts(Nothing):
    """The parameters of the export of texts. Its cursor is the place of a page, since an export that broke off has no last word."""

    orgaan: Annotated[list[Code], _many("Code (TOOI) van het bestuursorgaan, bijvoorbeeld gm0363.")]
    dossier: Annotated[list[DossierId], _many("Id van een dossier.")]
    cursor: Annotated[
        Annotated[str, Field(pattern=r"^[^/]{1,200}/[^/]{1,200}/[0-9]{1,7}$")] | None,
        Field(
            description="Verder achter de pagina die u als laatste heeft, als de vorige keer werd afgebroken: "
            "dossier, document en nummer daarvan, met een schuine streep ertussen."
        ),
    ] = None

    def after(self) -> tuple[str, str, int]:
        """The dossier, document and number of the page that was the last; what comes before all if there is none."""
        dossier, document, number = self.cursor.split("/") if self.cursor else ("", "", "0")
        return dossier, document, int(number)


class Known(Paging):
    """What documents are known by, whether a search is narrowed by it or a list of them."""

    orgaan: Annotated[list[Code], _many("Code (TOOI) van het bestuursorgaan, bijvoorbeeld gm0363.")]
    soort: Annotated[list[Word], _many("Soort document, bijvoorbeeld e-mail.")]
    grond: Annotated[list[Code], _many("Uitzonderingsgrond, bijvoorbeeld 5.1.2e.")]
    beoordeling: Annotated[list[Disclosure], _many("Hoeveel er van het document openbaar is.")]
    vanaf: Annotated[Day | None, Field(description="Vanaf deze dag.")] = None
    tot: Annotated[Day | None, Field(description="Tot en met deze dag.")] = None
    zonder_datum: Annotated[YesOrNo, Field(description="Alleen documenten waarvan de datum niet bekend is.")] = False


class Filters(Known):
    """What narrows a list of dossiers or a search. A dossier is in it if one of its pages or documents is."""

    bestuurslaag: Annotated[list[Layer], _many("Soort bestuursorgaan.")]
    jaar: Annotated[list[Annotated[int, Field(ge=1, le=9999), Digits]], _many("Jaar van het document, anders van het besluit.")]
    categorie: Annotated[list[Category], _many("Code (TOOI) van de Woo-informatiecategorie.")]
    formaat: Annotated[list[Code], _many("Code van het bestandsformaat, bijvoorbeeld PDF.")]

    @property
    def narrowed(self) -> bool:
        """Whether anything narrows."""
        return bool(self._chosen() or self.vanaf or self.tot or self.zonder_datum)

    def _chosen(self) -> dict[str, tuple[Any, ...]]:
        return {
            name: tuple(codes.value(key, str(one)) or one for one in values)
            for key, name in FIELDS.items()
            if (values := getattr(self, key, None))
        }

    def request(self, **more: Any) -> Request:
        """How the index is asked; `more` are further fields of its Request."""
        asked = {"dated_from": self.vanaf, "dated_to": self.tot, "undated": self.zonder_datum, "limit": self.aantal}
        return Request.model_validate({**self._chosen(), **asked, "after": self.cursor, **more})


class Documents(Known):
    """The parameters of the list of documents. A cursor is the place of a document."""

    cursor: Annotated[
        Annotated[str, Field(pattern=r"^[^/]{1,200}/[^/]{0,200}$")] | None,
        Field(description="Verder achter een eerder antwoord: de waarde uit links.volgende daarvan."),
    ] = None
    rol: Annotated[list[Rol], _many("Welke rol het document in het dossier heeft.")]

    def wants(self, one: PublicDocument) -> bool:
        """Whether a document fits; `orgaan` apart, which is its dossier's."""
        return (
            (not self.rol or codes.code("rol", one.role or "") in self.rol)
            and (not self.soort or one.kind in self.soort)
            and (not self.grond or not set(self.grond).isdisjoint(one.grounds))
            and (not self.beoordeling or codes.code("beoordeling", one.disclosure or "") in self.beoordeling)
            and (one.dated is None if self.zonder_datum else self._in_period(one.dated))
        )

    def _in_period(self, day: date | None) -> bool:
        if day is None:
            return self.vanaf is None and self.tot is None
        return (self.vanaf or day) <= day <= (self.tot or day)


class Dossiers(Filters):
    """The parameters of the list of dossiers."""

    sorteer: Annotated[
        Literal["id", "nieuwste", "oudste"],
        Field(description="Volgorde. Op id is volledig en blijft gelijk; de andere twee gaan tot 10.000 dossiers."),
    ] = "id"


class Search(Filters):
    """The parameters of the search."""

    q: Annotated[
        str,
        Field(
            max_length=1_000, description='Wat u zoekt: woorden, "een frase", -niet, OF, orgaan:…, jaar:2019-2021. Leeg is alles.'
        ),
    ] = ""
    dossier: Annotated[list[DossierId], _many("Id van een dossier.")]
    sorteer: Annotated[Sort, Field(description="Volgorde.")] = "relevantie"
    per: Annotated[
        Literal["dossier", "pagina"],
        Field(description="Wat een resultaat is: een dossier met zijn beste pagina's, of een pagina."),
    ] = "dossier"
    facetten: Annotated[YesOrNo, Field(description="Of er tellingen bij zijn van waarop verder te beperken is.")] = True


class Changes(Nothing):
    """The parameters of the change feed."""

    na: Annotated[int, Field(ge=0, le=2**53, description="Alleen wijzigingen na dit volgnummer; 0 is alles."), Digits] = 0
    nummering: Annotated[
        Annotated[str, Field(pattern=r"^[0-9a-f]{1,16}$")] | None,
        Field(
            description="De nummering waar dat volgnummer bij hoort. Begonnen de volgnummers daarna opnieuw, dan is het antwoord 410."
        ),
    ] = None
    aantal: Annotated[
        int, Field(ge=1, le=MOST_CHANGES, description="Hoeveel volgnummers er hoogstens worden bekeken."), Digits
    ] = 100
