"""The words: official lists (bodies, categories, kinds, formats …) and the words archives use for them.

All data are in `vocab/` (its README names source, version and date of every file). A word that is not there is not guessed:
the answer is None, or an error that names the candidates.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from fairwoo import grounds
from fairwoo.errors import UnknownBodyError
from fairwoo.model import Body, DecisionOutcome, Disclosure, Text, Value
from fairwoo.shared import data_folder

WOO_DECISIONS = "c_3baef532"

_REGISTER_PREFIX = re.compile(
    r"^(gemeente|provincie|min(isterie)?( van)?|(hoogheemraad|water)schap( van)?|openbaar lichaam) (?=\w)", re.IGNORECASE
)
_OUT_OF_SCOPE = "out_of_scope"
_LONGEST_HEADING = 45  # letters and digits; what is longer is a sentence or a whole row in one cell
_SURE_PREFIX = 5  # a heading may go on after a known one of at least this many letters
_SURE_TYPO = 8  # shorter words are too near to each other


class Concept(Value):
    """An entry of an official list. `code` is the last part of `uri`; `label` is exactly the list's."""

    uri: str
    code: str
    label: str


class Category(Concept):
    """A Woo information category: its number in DiWoo ("014", None for section 3.1) and its place in the Woo ("3.3.2i")."""

    singular: str
    infocat: str | None
    article: str


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (data_folder("vocab") / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def fold(text: str) -> str:
    """Text for comparing: lower case, without accents, punctuation and double spaces; "&" is "en"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " en ")).casefold()
    letters = "".join(" " if not mark.isalnum() else mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(letters.split())


def _squeeze(text: str) -> str:
    return fold(text).replace(" ", "")


# -- bodies ------------------------------------------------------------------------------------------------------------------


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies of the eight registers that DiWoo 0.9.8 admits, historic ones included, in the order of the lists."""
    return tuple(
        Body(uri=row["uri"], code=row["code"], name=row["name"], register_name=row["register"]) for row in _rows("bodies")
    )


@cache
def _bodies_by_key() -> dict[str, Body]:
    return {key: found for found in bodies() for key in (found.uri, found.code)}


def body(key: str) -> Body | None:
    """The body with this address or code (`gm0363`), or None."""
    return _bodies_by_key().get(key.strip())


@cache
def _bodies_by_name() -> dict[str, tuple[Body, ...]]:
    """Bodies by their folded names: in full, without the word for their kind, and by the other names they go by."""
    names = [(found.name, found) for found in bodies()]
    names += [(row["name"], _bodies_by_key()[row["code"]]) for row in _rows("body_names")]
    found: dict[str, list[Body]] = {}
    for name, owner in names:
        for key in {fold(name), _bare(name)}:
            if owner not in found.setdefault(key, []):
                found[key].append(owner)
    return {key: tuple(owners) for key, owners in found.items()}


def _bare(name: str) -> str:
    return _REGISTER_PREFIX.sub("", fold(name))


def find_bodies(text: str) -> tuple[Body, ...]:
    """The bodies of that name, whatever its case, spaces, accents and apostrophes; more than one means ambiguous.

    The word for the kind of body is optional ("Amsterdam", "gemeente Amsterdam"); where it is given it counts: "provincie
    Utrecht" is one body, "Utrecht" two.
    """
    wanted = fold(text)
    known = _bodies_by_name()
    if wanted in known:
        return known[wanted]
    prefix = _REGISTER_PREFIX.match(wanted)
    if not prefix:
        return ()
    return tuple(found for found in known.get(_bare(text), ()) if _said(prefix[1], found))


def _said(word: str, found: Body) -> bool:
    """Does `word` ("min", "waterschap", "hoogheemraadschap") name the register that the body is in."""
    if found.register_name == "col":
        return word.startswith("openbaar")
    return word[:3] == found.register_name[:3] or (word.startswith("hoogheem") and found.register_name == "waterschap")


def suggest_bodies(text: str, limit: int = 5) -> tuple[Body, ...]:
    """The bodies whose names are nearest to `text`, nearest first: for an error message, never to choose from silently."""
    known = _bodies_by_name()
    near = difflib.get_close_matches(_bare(text), known, n=limit * 2, cutoff=0.6)
    found = dict.fromkeys(owner for key in near for owner in known[key])
    return tuple(found)[:limit]


def match_body(text: str) -> Body:
    """The one body meant by a code, an address or a name. Raises UnknownBodyError with the candidates."""
    if by_key := body(text):
        return by_key
    found = find_bodies(text)
    if len(found) == 1:
        return found[0]
    candidates = found or suggest_bodies(text)
    listed = "; ".join(f"{each.name} ({each.code})" for each in candidates)
    raise UnknownBodyError(_ambiguous(text, listed) if found else _unknown(text, listed), _pairs(candidates))


def _pairs(found: Sequence[Body]) -> tuple[tuple[str, str], ...]:
    return tuple((each.code, each.name) for each in found)


def _ambiguous(text: str, listed: str) -> Text:
    return Text(
        nl=f"Meer dan één bestuursorgaan heet “{text}”: {listed}. Geef de code van het juiste.",
        en=f"More than one body is called “{text}”: {listed}. Give the code of the right one.",
    )


def _unknown(text: str, listed: str) -> Text:
    near_nl, near_en = (f" Lijkt op: {listed}.", f" Near it: {listed}.") if listed else ("", "")
    return Text(
        nl=f"“{text}” staat niet in de TOOI-registers.{near_nl} Geef de volledige naam of de code (zoals gm0363).",
        en=f"“{text}” is not in the TOOI registers.{near_en} Give the full name or the code (such as gm0363).",
    )


# -- official lists ----------------------------------------------------------------------------------------------------------


@cache
def _concepts(name: str) -> tuple[Concept, ...]:
    return tuple(Concept(uri=row["uri"], code=row["code"], label=row["label"]) for row in _rows(name))


@cache
def categories() -> tuple[Category, ...]:
    """The 17 information categories and that of section 3.1, in the order of the Woo."""
    return tuple(
        Category(
            uri=row["uri"],
            code=row["code"],
            label=row["label"],
            singular=row["singular"],
            infocat=row["infocat"] or None,
            article=row["article"],
        )
        for row in _rows("categories")
    )


@cache
def _categories_by_key() -> dict[str, Category]:
    found: dict[str, Category] = {}
    for each in categories():
        keys = [each.uri, each.code, each.label, each.singular, each.article, each.article.removeprefix("3.3.")]
        keys += [f"infocat{each.infocat}"] if each.infocat else []
        found |= {_squeeze(key): each for key in keys if key}
    return found


def category(text: str) -> Category | None:
    """The category with this code, address, label (plural or singular), article ("3.3.2i") or Woogle code ("2i"), or None."""
    return _categories_by_key().get(_squeeze(text))


def kinds() -> tuple[Concept, ...]:
    """The 91 document kinds of DiWoo."""
    return _concepts("kinds")


@cache
def _kinds_by_key() -> dict[str, Concept]:
    found = _by_key(kinds())
    return {_squeeze(row["words"]): found[_squeeze(row["code"])] for row in _rows("kind_synonyms")} | found


def kind(text: str) -> Concept | None:
    """The official kind with this label, code, address or reviewed synonym; None where none truly fits (e-mail, memo)."""
    return _kinds_by_key().get(_squeeze(text))


@cache
def _kind_words() -> dict[str, str]:
    return {_squeeze(row["words"]): row["kind"] for row in _rows("kind_words")}


def kind_word(text: str) -> str | None:
    """The plain word for a kind of document ("e-mail" for "Mailwisseling"), also where no official kind exists, or None."""
    official = kind(text)
    return _kind_words().get(_squeeze(text)) or (official.label if official else None)


def themes() -> tuple[Concept, ...]:
    """The 92 themes of the TOP list."""
    return _concepts("themes")


def theme(text: str) -> Concept | None:
    """The theme with this label, code or address, or None."""
    return _by_key(themes()).get(_squeeze(text))


def handlings() -> tuple[Concept, ...]:
    """The document handlings: ondertekening, ontvangst, vaststelling."""
    return _concepts("handlings")


def relations() -> tuple[Concept, ...]:
    """The relations between documents."""
    return _concepts("relations")


def reasons() -> tuple[Concept, ...]:
    """The reasons for withdrawing or replacing a document."""
    return _concepts("reasons")


def formats() -> tuple[Concept, ...]:
    """The file formats that DiWoo admits; their addresses are those of the EU file-type list."""
    return _concepts("formats")


def format_for(media_type: str) -> Concept | None:
    """The format for a media type (parameters are ignored), or None where DiWoo has none."""
    wanted = media_type.partition(";")[0].strip().lower()
    code = next((row["format"] for row in _rows("media_types") if row["media_type"] == wanted), None)
    return next((each for each in formats() if each.code == code), None)


def languages() -> tuple[Concept, ...]:
    """The languages that DiWoo admits; their addresses are those of the EU language list."""
    return _concepts("languages")


def language(iso639_3: str) -> Concept | None:
    """The language with this three-letter code ("nld"), or None."""
    return next((each for each in languages() if each.code == iso639_3.strip().upper()), None)


@cache
def _by_key(concepts: tuple[Concept, ...]) -> dict[str, Concept]:
    return {_squeeze(key): each for each in concepts for key in (each.uri, each.code, each.label)}


# -- the words of inventories and decisions ----------------------------------------------------------------------------------


@cache
def _headings() -> dict[str, str]:
    return {_squeeze(row["heading"]): row["property"] for row in _rows("headings")}


@cache
def _scrambled() -> dict[str, str]:
    """Headings by their sorted letters: rotated ones come out of a PDF reversed, or with their lines mixed."""
    found: dict[str, set[str]] = {}
    for known, name in _headings().items():
        found.setdefault("".join(sorted(known)), set()).add(name)
    return {key: names.pop() for key, names in found.items() if len(key) >= _SURE_PREFIX and len(names) == 1}


def heading(cell: str) -> str | None:
    """The property that an inventory column with this heading holds, or None if the heading is not understood.

    Tried in turn: as it stands, without a leading number ("06 Datum"), scrambled, with words behind it, with a typing mistake.
    """
    wanted = _squeeze(cell)
    known = _headings()
    if wanted in known:
        return known[wanted]
    wanted = wanted.lstrip("0123456789")
    if not wanted or len(wanted) > _LONGEST_HEADING or heading_ground(cell) or heading_disclosure(cell):
        return None
    steps: tuple[Callable[[str], str | None], ...] = (known.get, _unscrambled, _begun, _mistyped)
    return next((name for step in steps if (name := step(wanted))), None)


def _unscrambled(wanted: str) -> str | None:
    return _scrambled().get("".join(sorted(wanted)))


def _begun(wanted: str) -> str | None:
    lengths = range(len(wanted) - 1, _SURE_PREFIX - 1, -1)
    return next((_headings()[wanted[:length]] for length in lengths if wanted[:length] in _headings()), None)


def _mistyped(wanted: str) -> str | None:
    if len(wanted) < _SURE_TYPO:
        return None
    near = {_headings()[each] for each in difflib.get_close_matches(wanted, _headings(), cutoff=0.9)}
    return near.pop() if len(near) == 1 else None


def heading_ground(cell: str) -> str | None:
    """The code of the ground that a column is for, where the heading itself is one ("10.2.e", "102e"), or None."""
    found = grounds.read_cell(cell)
    return found.codes[0] if len(found.codes) == 1 and not found.unread and not found.ambiguous else None


def heading_disclosure(cell: str) -> Disclosure | None:
    """The judgement that a column is for, where the heading itself is one ("Deels openbaar", to be ticked), or None."""
    return _disclosed(_squeeze(cell))


@cache
def _disclosures() -> dict[str, str]:
    return {_squeeze(row["words"]): row["disclosure"] for row in _rows("disclosures")}


def _disclosed(words: str) -> Disclosure | None:
    found = _disclosures().get(words)
    return Disclosure(found) if found and found != _OUT_OF_SCOPE else None


def disclosure(cell: str) -> Disclosure | None:
    """How much was released according to a cell ("Geheel openbaar", "Deels openbaar (5.1.2e)"); None if not understood."""
    return _disclosed(_squeeze(cell)) or _disclosed(_squeeze(" ".join(grounds.read_cell(cell).unread)))


def out_of_scope(cell: str) -> bool:
    """Does the cell say that the row does not count: a double, outside the request, no document."""
    return _disclosures().get(_squeeze(cell)) == _OUT_OF_SCOPE


def blank(cell: str) -> bool:
    """Does the cell say nothing: empty, a dash, "n.v.t."."""
    return not cell.strip() or cell.strip().casefold() in {row["words"] for row in _rows("blanks")}


def outcome(cell: str) -> DecisionOutcome | None:
    """What a decision says about the whole request, by a word of its metadata; None if not understood."""
    wanted = _squeeze(cell)
    return next((DecisionOutcome(row["outcome"]) for row in _rows("outcomes") if _squeeze(row["words"]) == wanted), None)
