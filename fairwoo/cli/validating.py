"""The commands validate, and schemas fetch."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairwoo.cli.frame import Frame
from fairwoo.cli.words import Command, option
from fairwoo.errors import InputError, UsageError
from fairwoo.model import Finding, Level, Text

if TYPE_CHECKING:
    from fairwoo.terminal import Terminal
    from fairwoo.validate import Schemas
    from fairwoo.validate.gathering import Gathered

_MOST_SHOWN = 3  # findings of one kind about one property of one file, before they are only counted
_LEVELS = {
    Level.ERROR: (Text(nl="fout", en="error"), Text(nl="fouten", en="errors")),
    Level.WARNING: (Text(nl="waarschuwing", en="warning"), Text(nl="waarschuwingen", en="warnings")),
    Level.INFO: (Text(nl="ter info", en="info"), Text(nl="ter info", en="info")),
}


@click.command(
    cls=Command,
    about=Text(
        nl="Toets metadata aan de standaarden: DiWoo, DCAT, MDTO, RO-Crate, Woogle en meer. Geeft 1 terug bij fouten.",
        en="Check metadata against the standards: DiWoo, DCAT, MDTO, RO-Crate, Woogle and more. Returns 1 on errors.",
    ),
)
@click.argument("given", nargs=-1, required=True, metavar="PAD|URL|-…")
@option(
    "--schemas",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="MAP",
    about=Text(
        nl="Map met officiële schema's; anders die van fairwoo schemas fetch.",
        en="Folder with official schemas; else that of fairwoo schemas fetch.",
    ),
)
@option(
    "--follow",
    is_flag=True,
    about=Text(nl="Toets ook de sitemaps die een sitemapindex noemt.", en="Check the sitemaps that a sitemap index names too."),
)
@option(
    "--all", "whole", is_flag=True, about=Text(nl="Toon ook wat vaak voorkomt helemaal.", en="Show what occurs often in full.")
)
@click.pass_obj
def validate(frame: Frame, /, given: tuple[str, ...], **flags: Any) -> int:
    from fairwoo.validate.gathering import gather

    schemas, shown = _schemas(flags["schemas"]), _Shown(frame.terminal(), whole=flags["whole"])
    understood = [_one(found, schemas, shown) for found in gather(given, sys.stdin.buffer, follow=flags["follow"])]
    if not shown.files:
        raise InputError(
            Text(
                nl="Er is niets gevonden dat fairwoo als metadata herkent.",
                en="Nothing was found that fairwoo recognises as metadata.",
            )
        )
    shown.summary()
    return 3 if not all(understood) else 1 if shown.total[Level.ERROR] else 0


def _schemas(folder: Path | None) -> Schemas | None:
    from fairwoo.validate import Schemas, fetching

    chosen = folder or fetching.user_folder()
    return Schemas(chosen) if chosen.is_dir() else None


def _one(found: Gathered, schemas: Schemas | None, shown: _Shown) -> bool:
    """Validate one file and show what is found. False if it could not be read, or was named and is nothing we know."""
    from fairwoo import validate as validating

    if found.given is None:
        if found.finding is not None:
            shown.file(found.name, None, [found.finding])
        return found.finding is None or found.finding.level is not Level.ERROR
    form, findings = validating.validate(found.given, schemas)
    if form is not None or found.named:
        shown.file(found.name, form, findings)
    return form is not None or not found.named


class _Shown:
    """Shows findings file by file, and counts. `files` counts files, `total` findings by level."""

    def __init__(self, terminal: Terminal, *, whole: bool) -> None:
        self.terminal, self.whole = terminal, whole
        self.files, self.total = 0, Counter[Level]()

    def file(self, name: str, form: str | None, findings: Iterable[Finding]) -> None:
        """Show what was found in one file, errors counted with the others; info only with -v or as JSON."""
        counts, kinds = Counter[Level](), Counter[tuple[Level, str, str]]()
        for finding in findings:
            counts[finding.level] += 1
            kind = (
                finding.level,
                finding.code,
                (finding.place.path or "").rpartition(" ")[2] if " " in (finding.place.path or "") else "",
            )
            kinds[kind] += 1
            if self.terminal.json:
                self.terminal.record({"form": form, **finding.model_dump(mode="json")})
            elif self._wanted(finding.level) and (self.whole or kinds[kind] <= _MOST_SHOWN):
                self._finding(finding)
        self.files += 1
        self.total += counts
        if self.terminal.json:
            self.terminal.record({"file": name, "form": form, **{level.value: counts[level] for level in Level}})
            return
        for (level, code, what), count in kinds.items():
            if self._wanted(level) and not self.whole and count > _MOST_SHOWN:
                self._more(level, f"{code} {what}".strip(), count - _MOST_SHOWN)
        self._print(f"{name}: {form or '–'}: {self._counted(counts)}")

    def summary(self) -> None:
        """One line over all files, where there is more than one."""
        if self.files > 1 and not self.terminal.json:
            words = Text(nl=f"{self.files} bestanden", en=f"{self.files} files").get(self.terminal.lang)
            self._print(f"{words}: {self._counted(self.total)}")

    def _wanted(self, level: Level) -> bool:
        least = {-1: {Level.ERROR}, 0: {Level.ERROR, Level.WARNING}}
        return level in least.get(self.terminal.volume, set(Level))

    def _finding(self, finding: Finding) -> None:
        from fairwoo.terminal import place_text

        lang = self.terminal.lang
        self._print(f"{_LEVELS[finding.level][0].get(lang)}: {finding.message.get(lang)}")
        if where := place_text(finding.place, lang):
            self._print(f"  {where}")
        self._print(f"  → {finding.advice.get(lang)}  [{finding.code}]")

    def _more(self, level: Level, kind: str, count: int) -> None:
        words = Text(nl=f"en nog {count} keer", en=f"and {count} more times").get(self.terminal.lang)
        self._print(f"{_LEVELS[level][0].get(self.terminal.lang)}: … {words} [{kind}]  (--all)")

    def _counted(self, counts: Counter[Level]) -> str:
        lang = self.terminal.lang
        return ", ".join(f"{counts[level]} {_LEVELS[level][counts[level] != 1].get(lang)}" for level in Level)

    def _print(self, line: str) -> None:
        from fairwoo.shared import clean_text

        self.terminal.print(clean_text(line).replace("\n", " "))  # a stranger's words move no cursor


@click.command(
    cls=Command,
    about=Text(
        nl="Haal de officiële schema's en SHACL-vormen op (fetch), of zeg welke er zijn (list).",
        en="Fetch the official schemas and SHACL shapes (fetch), or say which are there (list).",
    ),
)
@click.argument("action", type=click.Choice(["fetch", "list"]), metavar="fetch|list")
@option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="MAP",
    about=Text(nl="In deze map, in plaats van die van de gebruiker.", en="In this folder, in place of the user's."),
)
@option(
    "--from",
    "mirror",
    metavar="URL",
    about=Text(
        nl="Adres waaronder ze ook liggen, als STANDAARD/NAAM.",
        en="Address under which they lie too, as STANDARD/NAME.",
    ),
)
@click.pass_obj
def schemas(frame: Frame, /, action: str, output: Path | None, mirror: str | None) -> int:
    from fairwoo.validate import fetching

    if mirror and action != "fetch":
        raise UsageError(Text(nl="--from hoort bij fetch.", en="--from goes with fetch."))
    folder = output or fetching.user_folder()
    return _fetch(frame, folder, mirror) if action == "fetch" else _list(frame, folder)


def _fetch(frame: Frame, folder: Path, mirror: str | None) -> int:
    from fairwoo.validate import fetching

    terminal, failed = frame.terminal(), False
    words = {
        fetching.State.NEW: Text(nl="opgehaald", en="fetched"),
        fetching.State.THERE: Text(nl="was er al", en="was there already"),
        fetching.State.OTHER: Text(nl="andere uitgave", en="another edition"),
        fetching.State.FAILED: Text(nl="niet opgehaald", en="not fetched"),
    }
    for one in fetching.fetch(folder, mirror):
        failed |= one.state is fetching.State.FAILED
        if terminal.json:
            path = str(one.path) if one.path else None
            record: dict[str, object] = {"standard": one.standard, "name": one.name, "state": one.state, "path": path}
            terminal.record(record)
        else:
            terminal.print(f"{one.standard}/{one.name}: {words[one.state].get(terminal.lang)}")
        if one.finding:
            terminal.finding(one.finding)
    return 3 if failed else 0


def _list(frame: Frame, folder: Path) -> int:
    from fairwoo.terminal import Column
    from fairwoo.validate import Schemas
    from fairwoo.vocab.words import rows

    terminal, held = frame.terminal(), Schemas(folder)
    found = [(row, held.find(row["name"])) for row in rows("official_schemas")]
    no = Text(nl="ontbreekt", en="missing").get(terminal.lang)
    if terminal.json:
        for row, path in found:
            terminal.record(
                {"standard": row["standard"], "name": row["name"], "path": path and str(path), "address": row["address"]}
            )
    else:
        headings = [("Standaard", "Standard"), ("Bestand", "File"), ("Waar", "Where"), ("Adres", "Address")]
        cells = [(row["standard"], row["name"], path or no, row["address"]) for row, path in found]
        terminal.table([Column(Text(nl=nl, en=en)) for nl, en in headings], cells)
    return 0 if all(path for _, path in found) else 1


COMMANDS = (validate, schemas)
