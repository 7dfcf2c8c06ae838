"""Values in metadata files → canonical values of the model. A value that is not understood is told, not guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from fairwoo import dates, grounds, vocab
from fairwoo.model import DecisionOutcome, Disclosure, FindingKind, Level
from fairwoo.shared import canonical_json
from fairwoo.vocab.words import rows, squeeze

DATE_UNREAD = FindingKind(
    code="metadata-date-unread",
    level=Level.WARNING,
    nl="{file}, {path}: “{value}” is geen bestaande datum.",
    en="{file}, {path}: “{value}” is no date that exists.",
    do_nl="Schrijf jjjj-mm-dd of laat het veld weg.",
    do_en="Write yyyy-mm-dd or leave the key out.",
)
DATE_AMBIGUOUS = FindingKind(
    code="metadata-date-ambiguous",
    level=Level.WARNING,
    nl="{file}, {path}: bij “{value}” is niet te zien wat de dag is en wat de maand; de datum is niet gebruikt.",
    en="{file}, {path}: in “{value}” it cannot be seen which is the day and which the month; the date was not used.",
    do_nl="Schrijf jjjj-mm-dd.",
    do_en="Write yyyy-mm-dd.",
)
JUDGEMENT_UNREAD = FindingKind(
    code="metadata-judgement-unread",
    level=Level.WARNING,
    nl="{file}, {path}: “{value}” is geen beoordeling die fairwoo kent.",
    en="{file}, {path}: “{value}” is no judgement that fairwoo knows.",
    do_nl="Schrijf Openbaar, Deels openbaar, Niet openbaar of Reeds openbaar.",
    do_en="Write Openbaar, Deels openbaar, Niet openbaar or Reeds openbaar.",
)
GROUND_UNREAD = FindingKind(
    code="metadata-ground-unread",
    level=Level.WARNING,
    nl="{file}, {path}: “{value}” is geen volledige weigeringsgrond.",
    en="{file}, {path}: “{value}” is no complete ground for refusal.",
    do_nl="Schrijf artikel, lid en letter, bijvoorbeeld 5.1.2e.",
    do_en="Write article, paragraph and letter, for example 5.1.2e.",
)
THEME_UNREAD = FindingKind(
    code="metadata-theme-unread",
    level=Level.INFO,
    nl="{file}, {path}: “{value}” is geen thema van de overheidsthemalijst (TOP-lijst) en is niet gebruikt.",
    en="{file}, {path}: “{value}” is no theme of the list of government themes (TOP list) and was not used.",
    do_nl="Kies desgewenst een thema uit die lijst.",
    do_en="Choose a theme of that list if you like.",
)
WORD_UNREAD = FindingKind(
    code="metadata-word-unread",
    level=Level.WARNING,
    nl="{file}, {path}: “{value}” is hier geen bekend woord en is niet gebruikt.",
    en="{file}, {path}: “{value}” is no known word here and was not used.",
    do_nl="Controleer de spelling, of laat het veld weg.",
    do_en="Check the spelling, or leave the key out.",
)
ADDRESS_UNREAD = FindingKind(
    code="metadata-address-unread",
    level=Level.WARNING,
    nl="{file}, {path}: “{value}” is geen webadres.",
    en="{file}, {path}: “{value}” is no web address.",
    do_nl="Schrijf het hele adres: https://…",
    do_en="Write the whole address: https://…",
)
FORM_WRONG = FindingKind(
    code="metadata-form-wrong",
    level=Level.WARNING,
    nl="{file}, {path}: hier hoort een tekst te staan, geen object of lijst; het veld is niet gebruikt.",
    en="{file}, {path}: a text should be here, no object or list; the key was not used.",
    do_nl="Schrijf één waarde.",
    do_en="Write one value.",
)

SAYS_NOTHING = frozenset({"", "nan", "null", "none"})


class Reading(NamedTuple):
    """The canonical values, and the words that were not understood with the kind of finding for them."""

    values: tuple[str, ...] = ()
    unread: tuple[tuple[FindingKind, str], ...] = ()


def as_text(given: object) -> str:
    """A JSON value as the words that a person sees."""
    return given.strip() if isinstance(given, str) else canonical_json(given)


def read_value(property_name: str, given: object) -> Reading:
    """What a JSON value says of a property of Dossier or Document. A value that says nothing ("", null, NaN) gives nothing.

    `property_name` is a field of the model; those without a reader of their own are texts. A list of texts is one text, parted
    by semicolons.
    """
    if isinstance(given, list) and not any(isinstance(one, dict | list) for one in given):
        given = "; ".join(as_text(one) for one in given if one is not None)
    if isinstance(given, dict | list):
        return Reading(unread=((FORM_WRONG, as_text(given)),))
    words = as_text(given)
    if words.lower() in SAYS_NOTHING:
        return Reading()
    return _READERS.get(property_name, _text)(words)


def truth(given: object) -> bool | None:
    """What a yes or no says (true, "True", "ja", 1 …); None if it says neither."""
    return {"true": True, "false": False}.get("".join(_READERS["adjourned"](as_text(given)).values))


@cache
def _known_words(property_name: str) -> Mapping[str, str]:
    return {squeeze(row["word"]): row["value"] for row in rows("metadata_words") if row["property"] == property_name}


def _text(words: str) -> Reading:
    return Reading((words,))


def _date(words: str) -> Reading:
    if dates.is_ambiguous(words):
        return Reading(unread=((DATE_AMBIGUOUS, words),))
    found = dates.parse(words)
    return Reading((found.isoformat(),)) if found else Reading(unread=((DATE_UNREAD, words),))


def _grounds(words: str) -> Reading:
    found = grounds.read_cell(words.replace("'", "").replace('"', ""))
    return Reading(found.codes, tuple((GROUND_UNREAD, left) for left in (*found.unread, *found.ambiguous)))


def _judgement(look_up: Callable[[str], StrEnum | None], values: type[StrEnum]) -> Callable[[str], Reading]:
    def read(words: str) -> Reading:
        found = values(words) if words in set(values) else look_up(words)
        return Reading((found.value,)) if found else Reading(unread=((JUDGEMENT_UNREAD, words),))

    return read


def _word(property_name: str, look_up: Callable[[str], vocab.Concept | None], kind: FindingKind) -> Callable[[str], Reading]:
    """First by our own words for this property (a word may be known and say nothing), then in an official list."""

    def read(words: str) -> Reading:
        known = _known_words(property_name).get(squeeze(words))
        found = look_up(known or words)
        if value := found.code if found else known:
            return Reading((value,))
        return Reading() if known == "" else Reading(unread=((kind, words),))

    return read


def _address(words: str) -> Reading:
    """An address as browsers take it: spaces in it are encoded, as they would be."""
    words = words.replace(" ", "%20")
    try:
        parts = urlsplit(words)
    except ValueError:  # a bracket without its mate
        return Reading(unread=((ADDRESS_UNREAD, words),))
    is_web = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"\s|%20https?:", words)
    return Reading((words,)) if is_web else Reading(unread=((ADDRESS_UNREAD, words),))


def _kind(words: str) -> Reading:
    return Reading((vocab.kind_word(words) or words,))


def _no_concept(_words: str) -> None:
    """These properties have no official list: only the words of `vocab/metadata_words.csv` count."""


_READERS: Mapping[str, Callable[[str], Reading]] = {
    **dict.fromkeys(("requested", "received", "decided", "published", "modified", "dated"), _date),
    **dict.fromkeys(("source_url", "license"), _address),
    **{name: _word(name, _no_concept, WORD_UNREAD) for name in ("role", "regime", "adjourned")},
    "category": _word("category", vocab.category, WORD_UNREAD),
    "theme": _word("theme", vocab.theme, THEME_UNREAD),
    "kind_code": _word("kind_code", vocab.kind, WORD_UNREAD),
    "kind": _kind,
    "grounds": _grounds,
    "disclosure": _judgement(vocab.disclosure, Disclosure),
    "outcome": _judgement(vocab.outcome, DecisionOutcome),
}
