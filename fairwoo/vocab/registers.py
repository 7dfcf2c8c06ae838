"""Public bodies: the eight TOOI registers that DiWoo 0.9.8 admits, historic bodies included."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import cache

from fairwoo.errors import UnknownBodyError
from fairwoo.model import Body, Text
from fairwoo.vocab.words import fold, rows

# The word for the kind of body before its name, on folded text.
_KIND_OF_BODY = re.compile(
    r"^(?:(?P<gemeente>gemeente)|(?P<provincie>provincie)|(?P<ministerie>min(?:isterie)?(?: van)?)|"
    r"(?P<waterschap>(?:water|hoogheemraad)schap(?: van)?|wetterskip)|(?P<col>openbaar lichaam)) (?=\w)"
)
_NEAR = 0.6  # difflib ratio below which a name is no help


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, in the order of the registers."""
    return tuple(
        Body(uri=row["uri"], code=row["code"], name=row["name"], register_name=row["register"]) for row in rows("bodies")
    )


@cache
def _by_key() -> dict[str, Body]:
    return {key: found for found in bodies() for key in (found.uri, found.code)}


def body(key: str) -> Body | None:
    """The body with this address or code (`gm0363`), or None."""
    return _by_key().get(key.strip())


@cache
def _by_name() -> dict[str, tuple[Body, ...]]:
    """Bodies by folded name: in full, without the word for their kind, and by the other names they go by."""
    names = [(name, found) for found in bodies() for name in (fold(found.name), _bare(found.name))]
    names += [(fold(row["name"]), _by_key()[row["code"]]) for row in rows("body_names")]
    owners: dict[str, dict[Body, None]] = {}
    for name, owner in names:
        owners.setdefault(name, {})[owner] = None
    return {name: tuple(found) for name, found in owners.items()}


def _bare(name: str) -> str:
    return _KIND_OF_BODY.sub("", fold(name))


def find_bodies(text: str) -> tuple[Body, ...]:
    """The bodies of that name, whatever its case, spaces, accents and apostrophes; more than one means ambiguous.

    The word for the kind of body is optional ("Amsterdam", "gemeente Amsterdam", "ministerie Financiën"); where it is given it
    counts: "provincie Utrecht" is one body, "Utrecht" two.
    """
    known = _by_name()
    if (wanted := fold(text)) in known:
        return known[wanted]
    said = _KIND_OF_BODY.match(wanted)
    return tuple(found for found in known.get(_bare(text), ()) if said and found.register_name == said.lastgroup)


def suggest_bodies(text: str, limit: int = 5) -> tuple[Body, ...]:
    """The bodies whose names are nearest to `text`, nearest first: for an error message, never to choose from silently."""
    known = _by_name()
    near = difflib.get_close_matches(fold(text), known, n=limit, cutoff=_NEAR)
    near += difflib.get_close_matches(_bare(text), known, n=limit, cutoff=_NEAR)
    ranked = sorted(near, key=lambda name: difflib.SequenceMatcher(a=_bare(name), b=_bare(text)).ratio(), reverse=True)
    return tuple(dict.fromkeys(owner for name in ranked for owner in known[name]))[:limit]


def match_body(text: str) -> Body:
    """The one body meant by a code, an address or a name. Raises UnknownBodyError with the candidates."""
    if by_key := body(text):
        return by_key
    found = find_bodies(text)
    if len(found) == 1:
        return found[0]
    candidates = found or suggest_bodies(text)
    message = _ambiguous(text, candidates) if found else _unknown(text, candidates)
    raise UnknownBodyError(message, tuple((each.code, each.name) for each in candidates))


def _listed(candidates: Sequence[Body]) -> str:
    return ", ".join(f"{each.name} ({each.code})" for each in candidates)


def _ambiguous(text: str, candidates: Sequence[Body]) -> Text:
    return Text(
        nl=f"Meer dan één bestuursorgaan heet “{text}”: {_listed(candidates)}. Geef de code van het juiste.",
        en=f"More than one body is called “{text}”: {_listed(candidates)}. Give the code of the right one.",
    )


def _unknown(text: str, candidates: Sequence[Body]) -> Text:
    near_nl, near_en = (f" Lijkt op: {_listed(candidates)}.", f" Near it: {_listed(candidates)}.") if candidates else ("", "")
    return Text(
        nl=f"“{text}” staat niet in de TOOI-registers.{near_nl} Geef de volledige naam of de code (zoals gm0363).",
        en=f"“{text}” is not in the TOOI registers.{near_en} Give the full name or the code (such as gm0363).",
    )
