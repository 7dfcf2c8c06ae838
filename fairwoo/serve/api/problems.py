"""What goes wrong in the API, as problem details (RFC 9457): what, why, and all that is wrong with a request at once.

Each kind has a code that stays, and its type is the place on the page `/api` that explains it. The form of `errors` is that of the
NLGov REST API Design Rules (/core/error-handling/problem-details, /core/error-handling/all-errors).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, NamedTuple

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
_MOST = 50  # things that are wrong with one request


class Kind(NamedTuple):
    """A kind of problem: its status, the code that stays, its title, and what to say where there is nothing nearer to say."""

    status: int
    code: str
    title: str
    detail: str


class Problems(Kind, Enum):
    """The kinds there are."""

    INPUT = (400, "ongeldige-invoer", "De vraag klopt niet", "Verbeter wat er bij errors staat en vraag het opnieuw.")
    NOT_FOUND = (404, "niet-gevonden", "Dit is er niet", "Op dit adres staat niets.")
    METHOD = (405, "methode-niet-toegestaan", "Deze methode kan hier niet", "U kunt hier alleen lezen: GET, HEAD en OPTIONS.")
    FORM = (406, "niet-leverbaar", "Die vorm is er niet", "Vraag met Accept een vorm die hier wel wordt gegeven.")
    GONE = (410, "ingetrokken", "Dit is ingetrokken", "Dit was openbaar en is ingetrokken. Bij ingetrokken staat waarom.")
    RENUMBERED = (
        410,
        "nummering-opnieuw-begonnen",
        "De wijzigingen zijn opnieuw genummerd",
        "Dit volgnummer is van een eerdere nummering. Haal de exports opnieuw op en begin bij het volgnummer en de nummering daarvan.",
    )
    LONG = (414, "adres-te-lang", "Het adres is te lang", "Maak de vraag korter.")
    OFTEN = (429, "te-veel-verzoeken", "Te veel verzoeken", "Wacht zo veel seconden als bij Retry-After staat.")
    BUG = (500, "fout-in-de-api", "Er is iets misgegaan", "De fout ligt bij ons. De beheerder kan zien wat er misging.")
    ENGINE = (503, "zoekmachine-weg", "Zoeken kan nu niet", "Probeer het over een minuut opnieuw. De rest van de API werkt wel.")
    BUSY = (
        503,
        "te-druk",
        "Het is nu te druk",
        "Er worden te veel exports tegelijk opgehaald. Probeer het over een paar minuten opnieuw.",
    )
    MAKING = (503, "wordt-bijgewerkt", "Dit dossier wordt bijgewerkt", "Probeer het over een paar minuten opnieuw.")


class Fault(NamedTuple):
    """One thing that is wrong with a request: in which part (query, path), the name of the value, which of several, and why."""

    where: str
    name: str
    code: str
    detail: str
    number: int | None = None

    def told(self) -> dict[str, Any]:
        """As it is sent."""
        at = {} if self.number is None else {"index": self.number}
        return {"in": self.where, "location": {"name": self.name, **at}, "code": self.code, "detail": self.detail}


class ProblemError(Exception):
    """Raised where a question cannot be answered. `more` are further members of the answer."""

    def __init__(
        self, kind: Problems, detail: str = "", faults: Iterable[Fault] = (), more: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.detail = detail
        self.faults = tuple(faults)
        self.more = dict(more or {})


def answer(base: str, error: ProblemError, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The problem as an answer. `base` is the address of the site."""
    kind = error.kind
    content = {
        "type": f"{base}/api#{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": error.detail or kind.detail,
        "code": kind.code,
        **error.more,
    }
    if error.faults:
        content["errors"] = [one.told() for one in error.faults[:_MOST]]
    later = {"retry-after": "60"} if kind.status == 503 else {}
    return JSONResponse(content, kind.status, {"cache-control": "no-store", **later, **(headers or {})}, MEDIA_TYPE)


def for_status(status: int) -> Problems:
    """The kind of a status that a library raised; one that is not among ours is a fault of the request, or else of ours."""
    found = next((one for one in Problems if one.status == status), None)
    return found or (Problems.INPUT if status < 500 else Problems.BUG)


def faults_of(errors: Iterable[Mapping[str, Any]]) -> tuple[Fault, ...]:
    """What pydantic found wrong with a request, in Dutch. What was sent is not repeated: it comes from a stranger."""
    return tuple(_fault(error) for error in errors)


def _fault(error: Mapping[str, Any]) -> Fault:
    where, *rest = (str(one) for one in error["loc"])
    name = rest[0] if rest else ""
    index = int(rest[1]) if len(rest) > 1 and rest[1].isdecimal() else None
    kind, context = str(error["type"]), error.get("ctx") or {}
    if kind == "extra_forbidden":
        name = name if name.isascii() and name.isalnum() and len(name) <= 40 else "?"
    detail = _SENTENCES.get(kind, "Deze waarde kan hier niet.")
    told = {key: str(value) for key, value in context.items()}
    if "expected" in told:  # 'a', 'b' or 'c'
        told["expected"] = " of ".join(told["expected"].replace("'", "").rsplit(" or ", 1))
    return Fault(where, name, kind, detail.format(**told), index)


# By the type of an error: https://docs.pydantic.dev/latest/errors/validation_errors/ and our own of `questions`.
_SENTENCES: Mapping[str, str] = {
    "missing": "Deze waarde is verplicht.",
    "extra_forbidden": "Deze parameter bestaat niet.",
    "day": "Schrijf een bestaande datum als jjjj-mm-dd.",
    "yes_or_no": "Kies true of false.",
    "whole_number": "Schrijf een geheel getal in cijfers.",
    "int_parsing": "Schrijf een geheel getal.",
    "greater_than_equal": "Kies {ge} of meer.",
    "less_than_equal": "Kies {le} of minder.",
    "string_too_long": "Gebruik hoogstens {max_length} tekens.",
    "string_too_short": "Gebruik ten minste {min_length} teken.",
    "string_pattern_mismatch": "Deze waarde heeft niet de juiste vorm: {pattern}.",
    "too_long": "Geef hoogstens {max_length} waarden.",
    "enum": "Kies uit {expected}.",
    "literal_error": "Kies uit {expected}.",
    "cursor": "Deze cursor hoort niet bij deze vraag. Begin weer bij het eerste resultaat.",
}
