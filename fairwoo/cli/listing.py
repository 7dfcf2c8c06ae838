"""What `list` knows of the official lists: the columns of each, for people and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from fairwoo import rules, vocab
from fairwoo.errors import UnknownBodyError
from fairwoo.grounds import all_grounds
from fairwoo.model import Lang, Text
from fairwoo.terminal import Column

Cell = str | bool | int | tuple[str, ...] | None


class Listing(NamedTuple):
    """A table: the names of its columns in JSON, their headings, and the rows.

    `meant` gives the codes of the rows that words mean though they may not have them in them; `remark` is what to say besides.
    """

    keys: tuple[str, ...]
    headings: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    meant: Callable[[str], tuple[str, ...]] | None = None
    unknown: Callable[[str], Text] | None = None
    remark: Text | None = None

    def containing(self, words: str) -> Listing:
        """The rows that are meant by `words`, then those that have them in them, whatever the case."""
        codes = self.meant(words) if self.meant and words else ()
        meant = tuple(row for code in codes for row in self.rows if row[0] == code)
        others = (row for row in self.rows if words.casefold() in " ".join(map(_said, row)).casefold())
        found = (*meant, *(row for row in others if row not in meant))
        return self._replace(rows=found, remark=None if found or self.unknown is None else self.unknown(words))

    def columns(self) -> list[Column]:
        """The columns of a table for people."""
        return [Column(heading) for heading in self.headings]

    def cells(self, lang: Lang) -> list[tuple[str, ...]]:
        """The rows for people: yes and no in words, nothing where nothing is known."""
        yes, no = ("ja", "nee") if lang == "nl" else ("yes", "no")
        return [tuple((yes if cell else no) if isinstance(cell, bool) else _said(cell) for cell in row) for row in self.rows]

    def records(self) -> list[dict[str, object]]:
        """The rows as JSON objects."""
        return [dict(zip(self.keys, row, strict=True)) for row in self.rows]


def _said(cell: Cell) -> str:
    if cell is None or isinstance(cell, bool):
        return ""
    return " ".join(cell) if isinstance(cell, tuple) else str(cell)


_CODE = ("code", "Code", "Code")
_LABEL = ("label", "Label", "Label")
_ENGLISH = ("english", "Engels", "English")

_Heading = tuple[str, str, str]


def _listing(columns: Iterable[_Heading], rows: Iterable[tuple[Cell, ...]]) -> Listing:
    told = tuple(columns)
    headings = tuple(Text(nl=nl, en=en) for _, nl, en in told)
    return Listing(tuple(key for key, _, _ in told), headings, tuple(rows))


def _bodies() -> Listing:
    columns = [
        _CODE,
        ("name", "Naam", "Name"),
        ("register", "Register", "Register"),
        ("ends", "Bestond tot en met", "Existed until"),
        ("successors", "Opvolgers", "Successors"),
        ("diwoo", "In DiWoo", "In DiWoo"),
    ]
    rows = ((one.code, one.name, one.register_name, one.ends, one.successors, one.diwoo) for one in vocab.listed_bodies())
    return _listing(columns, rows)._replace(meant=_meant_bodies, unknown=_no_body)


def _meant_bodies(words: str) -> tuple[str, ...]:
    return tuple(one.code for one in vocab.find_bodies(words))


def _no_body(words: str) -> Text:
    """That no body is called so, with those whose names are near."""
    try:
        one = vocab.match_body(words)
    except UnknownBodyError as error:
        return error.text
    return Text(nl=f"Bedoeld kan zijn: {one.name} ({one.code}).", en=f"This may be meant: {one.name} ({one.code}).")


def _categories() -> Listing:
    columns = [_CODE, _LABEL, ("infocat", "Nummer", "Number"), ("article", "Artikel van de Woo", "Article of the Woo")]
    return _listing(columns, ((one.code, one.label, one.infocat, one.article) for one in vocab.categories()))


def _grounds() -> Listing:
    columns = [
        _CODE,
        ("name", "Naam", "Name"),
        _ENGLISH,
        ("law", "Wet", "Law"),
        ("kind", "Soort", "Kind"),
        ("wob", "In de Wob", "In the Wob"),
        ("jci", "Plaats in de wet", "Place in the law"),
    ]
    rows = ((one.code, one.name, one.name_en, one.law, one.kind, one.wob, one.jci) for one in all_grounds())
    return _listing(columns, rows)


def _file_types() -> Listing:
    columns = [
        _CODE,
        _LABEL,
        ("diwoo", "In DiWoo", "In DiWoo"),
        ("non_proprietary", "Open formaat", "Non-proprietary"),
        ("machine_readable", "Machineleesbaar", "Machine-readable"),
    ]
    admitted = {one.code for one in vocab.formats()}
    rows = ((one.code, one.label, one.code in admitted, one.non_proprietary, one.machine_readable) for one in vocab.file_types())
    return _listing(columns, rows)


def _licences() -> Listing:
    columns = [_CODE, _LABEL, ("spdx", "SPDX", "SPDX"), ("open", "Open", "Open"), ("canonical", "Adres", "Address")]
    return _listing(columns, ((one.code, one.label, one.spdx, one.open, one.canonical) for one in vocab.licences()))


def _themes() -> Listing:
    columns = [_CODE, _LABEL, ("data_theme", "Thema van de EU", "EU theme")]
    found = ((one, vocab.data_theme(one.code)) for one in vocab.themes())
    return _listing(columns, ((one.code, one.label, of_eu.code if of_eu else None) for one, of_eu in found))


def _editions() -> Listing:
    columns = [
        ("list", "Lijst", "List"),
        ("date", "Datum", "Date"),
        ("entries", "Aantal", "Entries"),
        ("source", "Bron", "Source"),
        ("file", "Bestand", "File"),
    ]
    return _listing(columns, ((one.list, one.date, one.entries, one.source, one.file) for one in vocab.editions()))


def metrics(lang: Lang) -> Listing:
    """What dossiers are checked for, with what each counts for, as the rules of this edition have it."""
    columns = [
        ("name", "Toets", "Metric"),
        ("about", "Wat", "About"),
        ("principle", "Principe", "Principle"),
        ("weight", "Gewicht", "Weight"),
        ("attribution", "Wie het in de hand heeft", "Whose doing"),
    ]
    whose = {
        "body": Text(nl="het bestuursorgaan", en="the body"),
        "platform": Text(nl="het publicatieplatform", en="the platform"),
    }
    rows = (
        (
            name,
            rule.title.get(lang),
            rule.principle,
            int(rule.weight) if rule.weight.is_integer() else f"{rule.weight:g}",
            whose[rule.attribution].get(lang),
        )
        for name, rule in rules.load().metrics.items()
    )
    return _listing(columns, rows)


def _concepts(entries: Callable[[], tuple[vocab.Concept, ...]]) -> Callable[[], Listing]:
    return lambda: _listing([_CODE, _LABEL], ((one.code, one.label) for one in entries()))


LISTS: Mapping[str, Callable[[], Listing]] = {
    "bodies": _bodies,
    "categories": _categories,
    "kinds": _concepts(vocab.kinds),
    "themes": _themes,
    "handlings": _concepts(vocab.handlings),
    "relations": _concepts(vocab.relations),
    "reasons": _concepts(vocab.reasons),
    "languages": _concepts(vocab.languages),
    "file-types": _file_types,
    "data-themes": lambda: _listing(
        [_CODE, _LABEL, _ENGLISH], ((one.code, one.label, one.english) for one in vocab.data_themes())
    ),
    "licences": _licences,
    "grounds": _grounds,
    "lists": _editions,
}
"""The official lists by the words that `list` takes. `formats` is not among them: that word means what fairwoo reads."""
