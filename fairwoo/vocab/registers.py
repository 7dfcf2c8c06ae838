"""Which body is meant by what somebody wrote: exact after folding, never guessed; what is unclear names its candidates."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date

from fairwoo.errors import UnknownBodyError
from fairwoo.model import Body, Text
from fairwoo.vocab.body_addresses import by_address, by_municipal_number, page_name
from fairwoo.vocab.body_names import Found, bare, named, names
from fairwoo.vocab.body_register import existed
from fairwoo.vocab.words import fold

_LONGEST = 300  # characters; a longer text is no name, and need not be compared with any
_NEAR = 0.6  # difflib ratio below which a name is no help


def find_bodies(text: str, on: date | None = None) -> Found:
    """The bodies that `text` means, whatever its case, spaces, accents and apostrophes; more than one means ambiguous.

    It may be a name, a variant or an abbreviation of one, an organ of a body, a name with a department, a TOOI address or code, an OIN
    or a web address of a body. The word for the kind of body is optional ("Amsterdam", "ministerie Financiën"); where it is given it
    counts: "provincie Utrecht" is one body, "Utrecht" two. Two bodies in one text are none.

    `on` chooses between bodies of one name: those that existed that day, as far as the registers know. It never makes a body out of
    none, and a single body stays, whether it existed or not.
    """
    if known := by_address(text):
        return (known,)
    name = page_name(text) or text
    found = named(name) if len(name) <= _LONGEST else ()
    then = tuple(each for each in found if on is None or existed(each, on) is not False)
    return then or found


def suggest_bodies(text: str, limit: int = 5) -> Found:
    """The bodies whose names are nearest to `text`, nearest first: for an error message, never to choose from silently."""
    known, text = names(), text[:_LONGEST]
    near = difflib.get_close_matches(fold(text), known, n=limit, cutoff=_NEAR)
    near += difflib.get_close_matches(bare(text), known, n=limit, cutoff=_NEAR)
    ranked = sorted(near, key=lambda name: difflib.SequenceMatcher(a=bare(name), b=bare(text)).ratio(), reverse=True)
    return tuple(dict.fromkeys(owner for name in ranked for owner in known[name]))[:limit]


def match_body(text: str, on: date | None = None) -> Body:
    """The one body meant by `text` (see `find_bodies`), or by the CBS number of a municipality. Raises UnknownBodyError with candidates.

    `on` is the day for which it is asked: it decides between bodies of one name.
    """
    found = find_bodies(text, on)
    if not found and (numbered := by_municipal_number(text)):
        return numbered
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
