"""Running text with tables, in pages: what the readers of word processor files and slides fill line by line."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.model import Page, Table
from fairwoo.shared import clean_text


class Flow:
    """Collects lines and tables, and breaks them into pages."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._notes: list[str] = []
        self._pages: list[str] = []
        self.tables: list[Table] = []

    def line(self, text: str) -> None:
        """A paragraph."""
        self._lines.append(text)

    def note(self, text: str) -> None:
        """A footnote: it goes to the end of the page."""
        self._notes.append(text)

    def table(self, rows: Sequence[Sequence[str]], name: str | None = None) -> None:
        """A table: a line per row on the page, and a `Table` with rows of one width."""
        width = max((len(row) for row in rows), default=0)
        cells = tuple(tuple(clean_text(cell).strip() for cell in (*row, *[""] * (width - len(row)))) for row in rows)
        if width:
            self.tables.append(Table(name=name, page=len(self._pages) + 1, rows=cells))
        self._lines.extend("\t".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in rows)

    def page_break(self) -> None:
        """End the page, also an empty one: the next line stands on the next page."""
        text = "\n".join([*self._lines, *self._notes])
        self._pages.append(clean_text(text).strip("\n"))
        self._lines, self._notes = [], []

    def new_page(self) -> None:
        """End the page if there is anything on it."""
        if any(line.strip() for line in (*self._lines, *self._notes)):
            self.page_break()

    def pages(self) -> tuple[Page, ...]:
        """All pages; the last one ends here. Empty pages at the end are none."""
        self.page_break()
        while len(self._pages) > 1 and not self._pages[-1].strip():
            self._pages.pop()
        return tuple(Page(number=number, text=text) for number, text in enumerate(self._pages, start=1))
