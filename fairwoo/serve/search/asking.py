"""What a visitor asks for: from the query string of an address and back. The address is the whole state of a search.

What cannot be used is left out, and a sentence says so; nothing in an address is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from fairwoo.index import Request
from fairwoo.serve import codes
from fairwoo.serve.search.asking_values import day, known
from fairwoo.shared import clean_text

LONGEST_TEXT = 1_000  # characters of a query
MOST_VALUES = 50  # of all filters together
DEEPEST_PAGE = 1_000
_LONGEST_VALUE = 200  # characters
_MOST_TOLD = 5  # sentences about what could not be used
_QUOTED = 40  # characters of a stranger's value that a sentence repeats


class Facet(NamedTuple):
    """A way to narrow: its key in addresses, its name in the index, and what it is called on the page."""

    key: str
    name: str
    title: str


FACETS = (
    Facet("orgaan", "body", "Bestuursorgaan"),
    Facet("bestuurslaag", "layer", "Bestuurslaag"),
    Facet("jaar", "year", "Jaar"),
    Facet("categorie", "category", "Informatiecategorie"),
    Facet("soort", "kind", "Soort document"),
    Facet("grond", "ground", "Uitzonderingsgrond"),
    Facet("beoordeling", "disclosure", "Openbaarmaking"),
    Facet("formaat", "format", "Bestandsformaat"),
)
SORTS: Mapping[str, str] = {"relevantie": "relevance", "nieuwste": "newest", "oudste": "oldest"}
FIELDS = {
    "orgaan": "bodies",
    "bestuurslaag": "layers",
    "jaar": "years",
    "categorie": "categories",
    "soort": "kinds",
    "grond": "grounds",
    "beoordeling": "disclosures",
    "formaat": "formats",
    "dossier": "dossiers",
}  # key in addresses → field of a Request
_OTHERS = ("q", "vanaf", "tot", "zonder-datum", "sorteer", "pagina")
_YES = {"1", "ja", "on", "true"}


@dataclass(frozen=True)
class Asking:
    """A search as it was asked for. `chosen` has the values of each filter by its key, as addresses have them (`codes`); `since` and
    `until` are days, both included.

    `told` has a sentence for each thing in the address that could not be used.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    undated: bool = False
    sort: str = "relevantie"
    page: int = 1
    told: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words narrows the search."""
        return bool(self.chosen or self.since or self.until or self.undated)

    @property
    def single(self) -> str | None:
        """The dossier that is searched in, if it is one."""
        inside = self.chosen.get("dossier", ())
        return inside[0] if len(inside) == 1 else None

    def query(self) -> str:
        """The query string of this search, the same for the same search; "" for everything."""
        return urlencode(list(self.pairs()), quote_via=quote)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Key and value of each part of the address, in a fixed order."""
        if self.text:
            yield "q", self.text
        for key in FIELDS:
            for value in self.chosen.get(key, ()):
                yield key, value
        for key, bound in (("vanaf", self.since), ("tot", self.until)):
            if bound:
                yield key, bound.isoformat()
        if self.undated:
            yield "zonder-datum", "1"
        if self.sort != "relevantie":
            yield "sorteer", self.sort
        if self.page > 1:
            yield "pagina", str(self.page)

    def but(self, **changes: Any) -> Asking:
        """This search with something else in it, from its first page on."""
        return replace(self, **{"page": 1, "told": (), **changes})

    def without(self, key: str, value: str = "") -> Asking:
        """This search with one value of a filter less, or with no `vanaf`, `tot` or `zonder-datum`."""
        match key:
            case "vanaf":
                return self.but(since=None)
            case "tot":
                return self.but(until=None)
            case "zonder-datum":
                return self.but(undated=False)
        kept = tuple(one for one in self.chosen.get(key, ()) if one != value)
        return self.but(chosen=_filled({**self.chosen, key: kept}))

    def unfiltered(self, key: str) -> Asking:
        """This search without one of its filters."""
        return self.but(chosen=_filled({**self.chosen, key: ()}))

    def filters(self) -> tuple[tuple[str, str], ...]:
        """Key and value of each filter, in the order of the address; the words, the order and the page are none."""
        return tuple((key, value) for key, value in self.pairs() if key not in {"q", "sorteer", "pagina"})

    def bare(self) -> Asking:
        """The words alone."""
        return Asking(text=self.text, sort=self.sort)

    def request(self, **more: Any) -> Request:
        """How the index is asked. `more` are further fields of the Request."""
        narrowed = {FIELDS[key]: tuple(codes.value(key, one) or one for one in values) for key, values in self.chosen.items()}
        asked = {**narrowed, "dated_from": self.since, "dated_to": self.until, "undated": self.undated, "sort": SORTS[self.sort]}
        return Request.model_validate({**asked, **more})


def read(pairs: Iterable[tuple[str, str]]) -> Asking:
    """The search that the keys and values of an address ask for."""
    return _Reader(pairs).asking()


class _Reader:
    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._told: list[str] = []
        self._chosen: dict[str, list[str]] = {}
        self._once: dict[str, str] = {}
        count = 0
        for key, given in pairs:
            value = " ".join(clean_text(given).split())
            if not value:
                continue  # a field of a form that was not filled in
            if key in FIELDS:
                count += 1
                if count <= MOST_VALUES:
                    self._choose(key, value)
            elif key in _OTHERS:
                self._once.setdefault(key, value)
            else:
                self._tell(f"Het filter {_quoted(key)} bestaat niet en is overgeslagen.")
        if count > MOST_VALUES:
            self._tell(f"Er zijn te veel filters gekozen; de eerste {MOST_VALUES} zijn gebruikt.")

    def asking(self) -> Asking:
        text = self._once.get("q", "")
        if len(text) > LONGEST_TEXT:
            self._tell(f"De zoekvraag is te lang; er is gezocht met de eerste {LONGEST_TEXT} tekens.")
        since, until, undated = self._period()
        return Asking(
            text=text[:LONGEST_TEXT].strip(),
            chosen=_filled({key: tuple(self._chosen.get(key, ())) for key in FIELDS}),
            since=since,
            until=until,
            undated=undated,
            sort=self._sort(),
            page=self._page(),
            told=tuple(dict.fromkeys(self._told))[:_MOST_TOLD],
        )

    def _tell(self, sentence: str) -> None:
        self._told.append(sentence)

    def _choose(self, key: str, value: str) -> None:
        found = known(key, value) if len(value) <= _LONGEST_VALUE else None
        if found is None:
            self._tell(f"De waarde {_quoted(value)} van {key} bestaat niet en is overgeslagen.")
        elif found not in (values := self._chosen.setdefault(key, [])):
            values.append(found)

    def _period(self) -> tuple[date | None, date | None, bool]:
        since, until = self._day("vanaf", last=False), self._day("tot", last=True)
        if since and until and since > until:
            self._tell("De begindatum lag na de einddatum; ze zijn verwisseld.")
            since, until = self._day("tot", last=False), self._day("vanaf", last=True)
        undated = self._undated()
        if undated and (since or until):
            self._tell("Wat geen datum heeft, valt in geen enkele periode; de periode is overgeslagen.")
            since = until = None
        return since, until, undated

    def _undated(self) -> bool:
        given = self._once.get("zonder-datum")
        if given is not None and given.casefold() not in _YES:
            self._tell(f"De waarde {_quoted(given)} van zonder-datum bestaat niet en is overgeslagen.")
            return False
        return given is not None

    def _day(self, key: str, *, last: bool) -> date | None:
        given = self._once.get(key)
        found = day(given, last=last) if given else None
        if given and found is None:
            self._tell(f"De datum {_quoted(given)} is niet te lezen en is overgeslagen. Schrijf bijvoorbeeld 2023-05-31.")
        return found

    def _sort(self) -> str:
        given = self._once.get("sorteer", "relevantie")
        if given not in SORTS:
            self._tell(f"De volgorde {_quoted(given)} bestaat niet. Kies relevantie, nieuwste of oudste.")
            return "relevantie"
        return given

    def _page(self) -> int:
        given = self._once.get("pagina", "1")
        number = int(given) if given.isdecimal() and given.isascii() and len(given) < 10 else 0
        if not 1 <= number <= DEEPEST_PAGE:
            self._tell(f"Pagina {_quoted(given)} met resultaten is er niet; dit is de eerste.")
            return 1
        return number


def _filled(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {key: values for key, values in chosen.items() if values}


def _quoted(value: str) -> str:
    text = " ".join(clean_text(value).split())
    return f"“{text[:_QUOTED]}…”" if len(text) > _QUOTED else f"“{text}”"
