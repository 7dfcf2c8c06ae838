"""What the elements of an MDTO object say of a dossier or a document, as statements with the lines they stand on.

Which words stand for what is in `vocab/mdto_*.csv`. Elements that are not there, or say nothing that is known, give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from fairwoo import grounds, vocab
from fairwoo.ingest.statements import Statement
from fairwoo.ingest.xmlfile import Element
from fairwoo.model import Disclosure
from fairwoo.vocab.words import fold, rows

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")
_LESS_THAN_A_DAY = re.compile(r"\d{4}(-\d\d)?")


def _statement(name: str, element: Element, given: str | None = None) -> Statement:
    return Statement(name, element.text if given is None else given, element.name.rpartition("}")[2], element.line)


def texts(given: Element, **elements: str) -> Iterator[Statement]:
    """The texts of elements, by the property they stand for."""
    for name, path in elements.items():
        if found := given.first(path):
            yield _statement(name, found)


def coded(given: Element, name: str, look_up: Callable[[str], vocab.Concept | None]) -> Iterator[Statement]:
    """Classifications by a list of TOOI: those whose code is in it. A label alone may be of any list."""
    for one in given.all("classificatie"):
        code = one.first("begripCode")
        if code and (found := look_up(code.text)) and code.text in {found.code, found.uri}:
            yield _statement(name, code)


def kind_words(given: Element) -> Iterator[Statement]:
    """Keywords that are words for a kind of document."""
    for one in given.all("trefwoord"):
        if vocab.kind_word(one.text):
            yield _statement("kind", one)


@cache
def _sources() -> dict[str, str]:
    return {fold(row["source"]): row["property"] for row in rows("mdto_sources")}


def number_of(source: str) -> str | None:
    """The property that an identifier of this source is: the number of a case, a document or a request; None for any other."""
    return _sources().get(fold(source))


def identifications(given: Element, path: tuple[str, ...]) -> Iterator[tuple[Element, str]]:
    """The identifiers under a path of elements, each with its source."""
    for one in given.all(*path):
        if identifier := one.first("identificatieKenmerk"):
            yield identifier, one.words("identificatieBron")


def numbers(given: Element, path: tuple[str, ...]) -> Iterator[Statement]:
    """Identifiers of which the source says that they are the number of a case, a document or a request."""
    for identifier, source in identifications(given, path):
        if name := number_of(source):
            yield _statement(name, identifier)


def places(given: Element, *path: str) -> Iterator[Statement]:
    """Where it can be seen, but for the page at the address that also gave it its identifier: that page is made of these metadata."""
    bases = [source.rstrip("/") + "/dossier/" for _, source in identifications(given, ("identificatie",))]
    for one in given.all(*path):
        if one.text and not any(one.text.startswith(base) for base in bases):
            yield _statement("source_url", one)


def events(given: Element, level: str) -> Iterator[Statement]:
    """The days of events; of several changes the last counts. A year or month alone is no day and tells nothing here."""
    meaning = {row["event"]: row["property"] for row in rows("mdto_events") if row["level"] == level}
    for one in sorted(given.all("event"), key=lambda event: event.words("eventTijd"), reverse=True):
        kind, time = next(one.all("eventType"), None), one.first("eventTijd")
        words = (kind.words("begripCode"), fold(kind.words("begripLabel"))) if kind else ()
        name = next((meaning[word] for word in words if word in meaning), None)
        if name is None or time is None or _LESS_THAN_A_DAY.fullmatch(time.text):
            continue
        found = _DAY.fullmatch(time.text)
        yield _statement(name, time, found[1] if found else time.text)
        result = one.first("eventResultaat")
        if name == "decided" and result and vocab.outcome(result.text):
            yield _statement("outcome", result)


def disclosure(given: Element) -> Iterator[Statement]:
    """How much is public: the first words of the description of a limit, else that there is none."""
    for one in given.all("beperkingGebruik"):
        words, kind = one.first("beperkingGebruikNadereBeschrijving"), one.first("beperkingGebruikType", "begripLabel")
        said = re.split(r"[.;,]", words.text)[0].strip() if words else ""
        if words and vocab.disclosure(said):
            yield _statement("disclosure", words, said)
        elif kind and fold(kind.text) == "geen beperking":
            yield _statement("disclosure", kind, Disclosure.PUBLIC.value)


@cache
def _by_address() -> dict[str, str]:
    return {one.jci: one.code for one in grounds.all_grounds() if one.jci}


def grounds_of(given: Element) -> Iterator[Statement]:
    """The grounds: places in the law that a limit refers to, else those named in its words."""
    codes: dict[str, Element] = {}
    for one in given.all("beperkingGebruik"):
        for address in one.all("beperkingGebruikDocumentatie", "verwijzingIdentificatie", "identificatieKenmerk"):
            if address.text in _by_address():
                codes.setdefault(_by_address()[address.text], address)
        for path in (("beperkingGebruikNadereBeschrijving",), ("beperkingGebruikDocumentatie", "verwijzingNaam")):
            for words in one.all(*path):
                codes |= {found.code: words for found in grounds.find_in_text(words.text) if found.code not in codes}
    if codes:
        yield _statement("grounds", next(iter(codes.values())), "; ".join(codes))
