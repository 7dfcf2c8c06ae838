"""What was read of each document, in the catalogue: the first reading, what was read after it, and what is still to be done."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, delete, insert, select

from fairwoo.model import Extraction, Page
from fairwoo.store import tables as t
from fairwoo.store.database import Database

GO_ON, LOOK, OCR = "go_on", "look", "ocr"
_WHOLE_PAGES = 2_000
_GLIMPSE = 200
_AT_ONCE = 500  # values a query: SQLite takes 999 in old versions


class Work(NamedTuple):
    """What is still to be done for a reading: `task` on `page`; `ocr`: its text is to be recognised."""

    reading: str
    task: str
    page: int
    ocr: bool


class Readings(Database):
    """Readings by their key: the SHA-256 of the bytes and the path, whose ending is a second opinion on the format."""

    def extraction(self, reading: str, made_by: str | None = None) -> Extraction | None:
        """All that was read of a document, if `made_by` (when given) made it; without the boxes of recognised words.

        Of a page past the 2,000th the text is cut to its first 200 characters, so that memory stays flat: `pages_of` has the whole.
        """
        head = self.first_reading(reading, made_by)
        if head is None:
            return None
        pages = tuple(_slim(page) for page in self._seen(reading, head.pages))
        if not self._has_further(reading):
            return head.model_copy(update={"pages": pages})
        parts, findings = list(head.parts), list(head.findings)
        more = list(pages)
        for one in self._further(reading):
            more += [_slim(page) for page in self._seen(reading, one.pages)]
            parts += one.parts
            findings += one.findings
        return head.model_copy(update={"pages": tuple(more), "parts": tuple(parts), "findings": tuple(findings)})

    def pages_of(self, reading: str) -> Iterator[Page]:
        """The pages of a document, a few hundred at a time in memory."""
        head = self.first_reading(reading)
        if head is not None:
            yield from self._seen(reading, head.pages)
            for one in self._further(reading):
                yield from self._seen(reading, one.pages)

    def page_of(self, reading: str, number: int) -> Page | None:
        """One page of a document, or None; of the others only those that were read together with it are unpacked."""
        c = t.further.c
        query = select(c.value).where(c.reading == reading, c.task == GO_ON, c.page <= number).order_by(c.page.desc()).limit(1)
        rows = self.rows(query)
        read = _unpacked(rows[0].value) if rows else self.first_reading(reading)
        page = next((one for one in read.pages if one.number == number), None) if read else None
        return next(self._seen(reading, (page,))) if page else None

    def kept_readings(self) -> set[str]:
        """The keys of all first readings that are there."""
        return {row.reading for row in self.rows(select(t.extraction.c.reading))}

    def put_extractions(self, extractions: Mapping[str, tuple[Extraction, Sequence[tuple[str, int, bool]]]]) -> None:
        """Keep first readings, each with the work (task, page, ocr) that is left, under the keys given, in one transaction."""
        with self.writing() as connection:
            for reading, (value, work) in extractions.items():
                connection.execute(delete(t.extraction).where(t.extraction.c.reading == reading))
                connection.execute(insert(t.extraction).values(reading=reading, made_by=value.made_by, value=_packed(value)))
                for task, page, ocr in work:
                    connection.execute(insert(t.work).values(reading=reading, task=task, page=page, ocr=ocr))

    def put_further(self, done: Iterable[tuple[Work, Extraction, Sequence[tuple[str, int, bool]]]]) -> None:
        """Keep what was read later, instead of the work that asked for it and with the work that follows, in one transaction."""
        with self.writing() as connection:
            for work, value, left in done:
                key = {"reading": work.reading, "task": work.task, "page": work.page}
                connection.execute(delete(t.work).where(*_matches(t.work, key)))
                key["task"] = LOOK if work.task == OCR else work.task
                connection.execute(delete(t.further).where(*_matches(t.further, key)))
                packed = _packed(value)
                hashed = hashlib.sha256(packed).hexdigest()[:16]
                parts = " ".join(part.sha256 for part in value.parts)
                connection.execute(insert(t.further).values(**key, hash=hashed, parts=parts, value=packed))
                for task, page, ocr in left:
                    connection.execute(insert(t.work).values(reading=work.reading, task=task, page=page, ocr=ocr))

    def work(self, readings: Iterable[str]) -> list[Work]:
        """What is still to be done for these readings: further pages first, then images, by page."""
        wanted = sorted(set(readings))
        found: list[Work] = []
        for first in range(0, len(wanted), _AT_ONCE):
            found += [
                Work(*row) for row in self.rows(select(t.work).where(t.work.c.reading.in_(wanted[first : first + _AT_ONCE])))
            ]
        return sorted(found, key=lambda one: (one.task != GO_ON, one.reading, one.page))

    def state(self, reading: str) -> str:
        """A hash of what was read after the first reading; "" if nothing was."""
        c = t.further.c
        rows = self.rows(select(c.task, c.page, c.hash).where(c.reading == reading).order_by(c.task, c.page))
        return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()[:16] if rows else ""

    def sweep_extractions(self) -> None:
        """Forget extractions that no document refers to."""
        with self.writing() as connection:
            connection.execute(delete(t.extraction).where(t.extraction.c.reading.not_in(select(t.document.c.reading))))

    def first_reading(self, reading: str, made_by: str | None = None) -> Extraction | None:
        """What the first reading gave, as it was then."""
        query = select(t.extraction.c.value).where(t.extraction.c.reading == reading)
        if made_by is not None:
            query = query.where(t.extraction.c.made_by == made_by)
        rows = self.rows(query)
        return _unpacked(rows[0].value) if rows else None

    def _has_further(self, reading: str) -> bool:
        return bool(self.rows(select(t.further.c.page).where(t.further.c.reading == reading, t.further.c.task == GO_ON).limit(1)))

    def _further(self, reading: str) -> Iterator[Extraction]:
        c = t.further.c
        query = select(c.page).where(c.reading == reading, c.task == GO_ON).order_by(c.page)
        for row in self.rows(query):
            one = self.rows(select(c.value).where(c.reading == reading, c.task == GO_ON, c.page == row.page))
            yield from (_unpacked(each.value) for each in one)

    def _seen(self, reading: str, pages: Sequence[Page]) -> Iterator[Page]:
        """Pages of one reading with what a look at their images gave."""
        if not pages:
            return
        c = t.further.c
        between = c.page.between(pages[0].number, pages[-1].number)
        rows = self.rows(select(c.page, c.value).where(c.reading == reading, c.task == LOOK, between))
        looks = {row.page: row.value for row in rows}
        for page in pages:
            yield page.seen_as(_unpacked(looks[page.number]).pages[0]) if page.number in looks else page


def _matches(table: Table, key: Mapping[str, object]) -> list[ColumnElement[bool]]:
    return [table.c[name] == part for name, part in key.items()]


def _slim(page: Page) -> Page:
    update: dict[str, object] = {"words": ()} if page.words else {}
    if page.number > _WHOLE_PAGES and len(page.text) > _GLIMPSE:
        update["text"] = page.text[:_GLIMPSE]
    return page.model_copy(update=update) if update else page


def _packed(value: Extraction) -> bytes:
    return zlib.compress(value.model_dump_json(exclude_defaults=True).encode(), 6)


def _unpacked(value: bytes) -> Extraction:
    return Extraction.model_validate_json(zlib.decompress(value))
