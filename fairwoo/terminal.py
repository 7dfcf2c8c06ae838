"""How results look: tables, a progress bar with the time left, or JSON lines. Data goes to stdout, talk to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text as Rich

from fairwoo.model import Finding, Lang, Level, Place, Step, Text, Value

_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.INFO: "cyan"}
_STAGES = {
    "ingest": Text(nl="opnemen", en="ingest"),
    "extract": Text(nl="lezen", en="read"),
    "look": Text(nl="bekijken", en="look"),
    "settle": Text(nl="vaststellen", en="settle"),
    "map": Text(nl="beschrijven", en="describe"),
    "check": Text(nl="toetsen", en="check"),
    "index": Text(nl="indexeren", en="index"),
}


class Column(NamedTuple):
    """A column of a table: its heading and whether it holds numbers."""

    heading: Text
    number: bool = False


class Terminal:
    """Where one command shows its results. `json` prints one object a line; `volume` is -1 quiet, 0 normal, 1 verbose."""

    def __init__(self, lang: Lang, *, json: bool = False, volume: int = 0) -> None:
        self.lang = lang
        self.json = json
        self.volume = volume
        self._talk = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: Text) -> None:
        """A sentence for the person at the keyboard, unless quiet."""
        if self.volume >= 0:
            self._talk.print(Rich(text.get(self.lang)))

    def print(self, text: str) -> None:
        """Data: a line of text as it is."""
        sys.stdout.write(printable(text, sys.stdout.encoding) + "\n")

    def record(self, value: Value | dict[str, object]) -> None:
        """Data: one JSON object on one line."""
        document = value.model_dump(mode="json") if isinstance(value, Value) else value
        self.print(json.dumps(document, ensure_ascii=False))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[object]], footer: Sequence[object] | None = None) -> None:
        """Data: a table for people; numbers to the right. Wide cells are folded, never cut."""
        table = Table(box=None, pad_edge=False, header_style="bold", show_footer=footer is not None, footer_style="bold")
        for number, column in enumerate(columns):
            foot = str(footer[number]) if footer else ""
            justify: Literal["left", "right"] = "right" if column.number else "left"
            table.add_column(column.heading.get(self.lang), justify=justify, footer=foot, overflow="fold", no_wrap=column.number)
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Rich) else Rich(str(cell)) for cell in row))
        width = None if sys.stdout.isatty() else 160
        Console(file=sys.stdout, highlight=False, width=width).print(table)

    def finding(self, finding: Finding, of: str = "") -> None:
        """A finding as three short lines on stderr: what, where (in which dossier, where there are many), what to do."""
        style = _STYLES[finding.level]
        line = Rich(f"{finding.level.words.get(self.lang)}: ", style=style)
        line.append(finding.message.get(self.lang), style="default")
        if where := ": ".join(filter(None, (of, place_text(finding.place, self.lang)))):
            line.append(f"\n  {where}", style="dim")
        line.append(f"\n  → {finding.advice.get(self.lang)}  [{finding.code}]", style="dim")
        self._talk.print(line)

    def watch(self, steps: Iterable[Step], total: int) -> Iterator[Step]:
        """Pass steps on while showing them: JSON lines, or a bar with the time left on a terminal."""
        if self.json:
            for step in steps:
                self.record(step)
                yield step
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        hidden = self.volume < 0 or not self._talk.is_terminal
        with Progress(*columns, console=self._talk, transient=True, disable=hidden) as progress:
            task = progress.add_task(_STAGES["extract"].get(self.lang), total=max(total, 1))
            for step in steps:
                label = _STAGES.get(step.stage)
                about = step.detail if step.stage in {"extract", "look"} else step.dossier
                if step.left is not None and not progress.disable:
                    task = self._pages(progress, task, step)
                progress.update(
                    task,
                    advance=1 if step.stage in {"extract", "look"} else 0,
                    description=f"{label.get(self.lang) if label else step.stage} {(about or '')[-40:]}",
                )
                if self.volume > 0:
                    self._talk.print(Rich(f"{step.stage:8} {step.verdict:8} {step.dossier or ''} {step.detail or ''}"))
                yield step

    def _pages(self, progress: Progress, task: TaskID, step: Step) -> TaskID:
        """The task of the bar for what is done page by page: a fresh one when it begins, so that the time left is that of pages."""
        follow = (step.left or 0) + 1
        if follow > (progress.tasks[-1].remaining or 0):
            progress.remove_task(task)
            return progress.add_task("", total=follow)
        return task


def printable(text: str, encoding: str | None) -> str:
    """Text that the terminal's encoding can show; what it cannot becomes a question mark (Windows consoles)."""
    return text.encode(encoding or "utf-8", "replace").decode(encoding or "utf-8")


def place_text(place: Place, lang: Lang) -> str:
    """Where a finding is, in words."""
    nl = lang == "nl"
    words = [place.file or ""]
    words += [f"{'blad' if nl else 'sheet'} {place.sheet}"] if place.sheet else []
    words += [f"{'rij' if nl else 'row'} {place.row}"] if place.row else []
    words += [f"{'kolom' if nl else 'column'} {place.column}"] if place.column else []
    words += [f"{'pagina' if nl else 'page'} {place.page}"] if place.page else []
    words += [f"{'regel' if nl else 'line'} {place.line}"] if place.line else []
    words += [place.path] if place.path else []
    return ", ".join(word for word in words if word)


def marked(snippet: str, marks: Iterable[tuple[int, int]], *, styled: bool) -> Rich:
    """A snippet with the words that were found in bold, or between «» where there are no styles (a file, a pipe)."""
    rich, end = Rich(), 0
    for start, stop in marks:
        rich.append(snippet[end:start])
        word = snippet[start:stop]
        rich.append(word if styled else f"«{word}»", style="bold reverse" if styled else "")
        end = stop
    return rich.append(snippet[end:])
