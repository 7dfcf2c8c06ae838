"""`fairwoo demo`: the sample dossiers through every stage, with the ordinary commands, each printed before it runs."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from fairwoo.errors import InputError
from fairwoo.model import Text
from fairwoo.shared import data_folder
from fairwoo.terminal import Terminal

FOLDER = "fairwoo-demo"


def show(workspace: Path | None, terminal: Terminal, run: Callable[[list[str]], int], *, serve: bool = True) -> int:
    """Run the demo in `workspace` (or a folder `fairwoo-demo` here) with `run`, the command line; its exit code.

    It ends with the site being served, until it is stopped, unless `serve` is False. Running it twice changes nothing: the second time
    everything is current.
    """
    folder = workspace or Path(FOLDER)
    samples = sorted(path for path in (data_folder("sample_dossiers") / "dossiers").iterdir() if path.is_dir())
    if not samples:
        raise InputError(Text(nl="De voorbeelddossiers ontbreken.", en="The sample dossiers are missing."))
    for command in _commands(samples):
        if code := _run(command, folder, terminal, run):
            return code
    terminal.print("")
    for line in (
        Text(nl=f"De resultaten staan in {folder.resolve()}", en=f"The results are in {folder.resolve()}"),
        Text(nl=f"Het verslag: {folder.resolve() / 'report.html'}", en=f"The account: {folder.resolve() / 'report.html'}"),
        Text(
            nl='Nu met je eigen map: fairwoo ingest MAP --publisher "gemeente Naam" --dry-run',
            en='Now with your own folder: fairwoo ingest FOLDER --publisher "gemeente Name" --dry-run',
        ),
    ):
        terminal.print(line.get(terminal.lang))
    return _run(["serve"], folder, terminal, run) if serve else 0


def _run(command: list[str], folder: Path, terminal: Terminal, run: Callable[[list[str]], int]) -> int:
    """Print a command and run it; its exit code."""
    terminal.print(f"\n$ fairwoo --workspace {shlex.quote(str(folder))} {shlex.join(command)}")
    return run(["--workspace", str(folder), "--lang", terminal.lang, *command])


def _commands(samples: list[Path]) -> list[list[str]]:
    """One intake for all samples, then each stage by its own command, and a search."""
    return [
        ["ingest", *map(str, samples), "--until", "extract"],
        ["map"],
        ["check"],
        ["index"],
        ["score"],
        ["search", "zwembad"],
    ]
