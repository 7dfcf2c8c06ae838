"""What there is, told without opening a dossier: counted, and listed a portion at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import case, func, select

from fairwoo.store import tables as t
from fairwoo.store.database import Database

_AT_ONCE = 200  # dossiers in one question


class Held(NamedTuple):
    """What the catalogue knows of a dossier without opening it."""

    id: str
    location: str
    fingerprint: str
    revision: str


_HELD = tuple(t.dossier.c[name] for name in Held._fields)


class Totals(NamedTuple):
    """How many documents there are, pages in those that were read, and pages of these without text."""

    documents: int
    pages: int
    textless: int


class Overview(Database):
    """Counts and lists over all dossiers."""

    def held(self, dossier_id: str | None = None, *, location: str | None = None) -> list[Held]:
        """All dossiers by id, or the one with an id or from a location (none or one)."""
        c = t.dossier.c
        wanted = [] if dossier_id is None else [c.id == dossier_id]
        wanted += [] if location is None else [c.location == location]
        query = select(*_HELD).where(*wanted).order_by(c.id)
        return [Held(*row) for row in self.rows(query)]

    def held_of(self, dossier_ids: Sequence[str]) -> dict[str, Held]:
        """Those of some dossiers that are there, by id, in one question. At most some thousands are asked for."""
        query = select(*_HELD).where(t.dossier.c.id.in_(dossier_ids))
        return {row.id: Held(*row) for row in self.rows(query)}

    def number(self) -> int:
        """How many dossiers there are."""
        rows = self.rows(select(func.count().label("number")).select_from(t.dossier))
        return int(rows[0].number)

    def ids(self, after: str, limit: int, publisher: str | None = None) -> list[str]:
        """The ids of dossiers that come after this one in order, at most `limit`; it need not be there any more.

        `publisher` is the address of a body: then only its dossiers.
        """
        c = t.dossier.c
        query = select(c.id).where(c.id > after).order_by(c.id).limit(limit)
        return [row.id for row in self.rows(query if publisher is None else query.where(c.publisher == publisher))]

    def ids_from(self, first: str, publisher: str | None = None) -> Iterator[str]:
        """The ids of dossiers from this one on, itself included if it is there; as `ids`."""
        c = t.dossier.c
        query = select(c.id).where(c.id == first)
        yield from (row.id for row in self.rows(query if publisher is None else query.where(c.publisher == publisher)))
        while portion := self.ids(first, _AT_ONCE, publisher):
            yield from portion
            first = portion[-1]

    def publishers(self) -> dict[str, int]:
        """The address of each body that has dossiers → how many."""
        c = t.dossier.c
        rows = self.rows(select(c.publisher, func.count().label("number")).group_by(c.publisher).order_by(c.publisher))
        return {row.publisher: row.number for row in rows}

    def totals(self) -> Totals:
        """How much there is of what was read."""
        c = t.document.c
        query = select(func.count(), func.sum(c.pages), func.sum(c.textless)).select_from(t.document)
        documents, pages, textless = self.rows(query)[0]
        return Totals(documents, pages or 0, textless or 0)

    def all_entries(self) -> dict[str, int]:
        """Dossier id → how many entries a search index has of it, for each that has documents; see `Catalogue.entries`."""
        c = t.document.c
        entries = func.sum(case((c.pages < 1, 1), else_=c.pages)).label("entries")
        return {row.dossier: row.entries for row in self.rows(select(c.dossier, entries).group_by(c.dossier))}

    def stage_inputs(self, name: str, dossiers: Sequence[str] | None = None) -> dict[str, str]:
        """Dossier id → from which input a derived stage was made of it, in the order of ids; those of which it never was are left out.

        Of all dossiers, or of some, at most some thousands.
        """
        c = t.stage.c
        query = select(c.dossier, c.input).where(c.name == name).order_by(c.dossier)
        query = query if dossiers is None else query.where(c.dossier.in_(dossiers))
        return {row.dossier: row.input for row in self.rows(query)}

    def report_texts(self, dossiers: Iterable[str]) -> Iterator[tuple[str, str]]:
        """(dossier id, FAIR report as JSON of `model.Report`) of these dossiers, as far as they have one, for who reads only a part."""
        wanted, c = list(dossiers), t.report.c
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(c.dossier, c.value).where(c.dossier.in_(wanted[start : start + _AT_ONCE])).order_by(c.dossier)
            yield from ((row.dossier, row.value) for row in self.rows(query))
