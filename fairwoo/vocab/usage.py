"""The words that archives use in inventories and decisions: headings, judgements, outcomes, kinds of documents."""

from __future__ import annotations

import difflib
from functools import cache
from itertools import accumulate

from fairwoo.grounds import read_cell
from fairwoo.model import DecisionOutcome, Disclosure
from fairwoo.vocab.lists import kind
from fairwoo.vocab.words import fold, rows, squeeze, table

_OUT_OF_SCOPE = "out_of_scope"
_LONGEST = 40  # letters and digits; a longer heading is a sentence, or a whole row in one cell
_SURE_LETTERS = 5  # fewer letters in another order may be another word
_SURE_TYPO = 8  # shorter words are too near to each other


def _headings() -> dict[str, str]:
    return table("headings", "heading", "property")


@cache
def _scrambled() -> dict[str, str]:
    """Headings by their sorted letters, where these tell one property."""
    found: dict[str, set[str]] = {}
    for known, name in _headings().items():
        found.setdefault("".join(sorted(known)), set()).add(name)
    return {letters: names.pop() for letters, names in found.items() if len(letters) >= _SURE_LETTERS and len(names) == 1}


def heading(cell: str) -> str | None:
    """The property that an inventory column with this heading holds ("number", "dated" …), or None if it is not understood.

    Tried in turn: as it stands; without a number before it ("06 Datum"); with its letters in another order, as rotated headings
    come out of a PDF; with words behind it ("Beoordeling en gronden"); with a typing mistake. The properties are those of
    `vocab/headings.csv`. Headings that are themselves a ground or a judgement are for `heading_ground`, `heading_disclosure`.
    """
    wanted = squeeze(cell)
    known = _headings()
    if wanted in known:
        return known[wanted]
    wanted = wanted.lstrip("0123456789")
    if not wanted or len(wanted) > _LONGEST or heading_ground(cell) or heading_disclosure(cell):
        return None
    return known.get(wanted) or _unscrambled(wanted) or _begun(cell) or _mistyped(wanted)


def _unscrambled(wanted: str) -> str | None:
    return _scrambled().get("".join(sorted(wanted)))


def _begun(cell: str) -> str | None:
    """By the longest known heading that it begins with; one without spaces may go on anywhere."""
    words = fold(cell).split()
    wanted = "".join(words)
    ends = list(accumulate(map(len, words))) if len(words) > 1 else range(len(wanted))
    starts = (wanted[:end] for end in reversed(ends))
    return next((_headings()[start] for start in starts if start in _continuing()), None)


@cache
def _continuing() -> frozenset[str]:
    return frozenset(squeeze(row["heading"]) for row in rows("headings") if row["continues"])


def _mistyped(wanted: str) -> str | None:
    if len(wanted) < _SURE_TYPO:
        return None
    near = {_headings()[each] for each in difflib.get_close_matches(wanted, _headings(), cutoff=0.9)}
    return near.pop() if len(near) == 1 else None


def heading_ground(cell: str) -> str | None:
    """The code of the ground that a column is for, where the heading itself is one ("10.2.e", "102e"), or None."""
    found = read_cell(cell)
    return found.codes[0] if len(found.codes) == 1 and not found.unread and not found.ambiguous else None


def heading_disclosure(cell: str) -> Disclosure | None:
    """The judgement that a column is for, where the heading itself is one ("Deels openbaar", to be ticked), or None."""
    return _disclosed(cell)


def _disclosed(words: str) -> Disclosure | None:
    found = table("disclosures", "words", "disclosure").get(squeeze(words))
    return Disclosure(found) if found and found != _OUT_OF_SCOPE else None


def disclosure(cell: str) -> Disclosure | None:
    """How much was released according to a cell ("Geheel openbaar", "Deels openbaar (5.1.2e)"); None if not understood."""
    return _disclosed(cell) or _disclosed(" ".join(read_cell(cell).unread))


def out_of_scope(cell: str) -> bool:
    """Does the cell say that the row does not count: a double, outside the request, no document."""
    return table("disclosures", "words", "disclosure").get(squeeze(cell)) == _OUT_OF_SCOPE


@cache
def _blanks() -> frozenset[str]:
    return frozenset(row["words"] for row in rows("blanks"))


def blank(cell: str) -> bool:
    """Does the cell say nothing: empty, a dash, "n.v.t."."""
    return not cell.strip() or cell.strip().casefold() in _blanks()


def outcome(cell: str) -> DecisionOutcome | None:
    """What a decision says about the whole request, by a word of its metadata; None if not understood."""
    found = table("outcomes", "words", "outcome").get(squeeze(cell))
    return DecisionOutcome(found) if found else None


def kind_word(text: str) -> str | None:
    """The plain word for a kind of document ("e-mail" for "Mailwisseling"), also where no official kind fits; None if unknown."""
    official = kind(text)
    return table("kind_words", "words", "kind").get(squeeze(text)) or (official.label if official else None)
