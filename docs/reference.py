"""Writes docs/referentie/ and the tables of docs/standards.md from the code (`make docs`; a test holds them up to date)."""

from __future__ import annotations

from pathlib import Path

import click
import standards_tables

from fairwoo import catalogue, cli
from fairwoo.cli.words import Spoken
from fairwoo.model import Level

FOLDER = Path(__file__).parent / "referentie"
_NOTE = "<!-- Gemaakt door docs/reference.py uit de code: niet met de hand wijzigen. -->\n\n"
_LEVELS = {Level.ERROR: "fout", Level.WARNING: "waarschuwing", Level.INFO: "ter info"}


def pages() -> dict[str, str]:
    """Path from `FOLDER` → content of every page that is generated, or has tables that are."""
    return {
        "opdrachten.md": _commands(),
        "bevindingen.md": _findings(),
        "onderdelen.md": _shelves(),
        "standaarden.md": _NOTE + standards_tables.dutch(),
        "../standards.md": standards_tables.page(),
    }


def _commands() -> str:
    parts = ["# Opdrachten\n", _block(_help(cli.root, "fairwoo"))]
    for name, command in cli.root.commands.items():
        parts += [f"\n## fairwoo {name}\n", _block(_help(command, f"fairwoo {name}"))]
    return _NOTE + "\n".join(parts)


def _help(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path, obj=Spoken("nl"), terminal_width=100, max_content_width=100)
    return command.get_help(context)


def _block(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```\n"


def _findings() -> str:
    rows = ["# Bevindingen\n", "| code | ernst | wat | wat te doen |", "| --- | --- | --- | --- |"]
    for kind in catalogue.finding_kinds().values():
        cells = (f"`{kind.code}`", _LEVELS[kind.level], kind.nl, kind.do_nl)
        rows.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return _NOTE + "\n".join(rows) + "\n"


def _shelves() -> str:
    parts = ["# Onderdelen\n"]
    for name in catalogue.SHELVES:
        parts += [f"## {name}\n", *(f"- `{one.name}`: {one.about}" for one in catalogue.shelf(name)), ""]
    return _NOTE + "\n".join(parts)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file_name, content in pages().items():
        (FOLDER / file_name).write_text(content, encoding="utf-8")
