"""`fairwoo demo`: the sample dossiers through every stage, with the ordinary commands, each printed before it runs."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from fairwoo.errors import InputError
from fairwoo.model import Text
from fairwoo.shared import data_folder
from fairwoo.terminal import Terminal

FOLDER = "fairwoo-demo"


def show(workspace: Path | None, terminal: Terminal, run: Callable[[list[str]], int], serving: list[str] | None) -> int:
    """Run the demo in `workspace` (or a folder `fairwoo-demo` here) with `run`, the command line; its exit code.

    It ends with the site being served with the options `serving`, until it is stopped, unless that is None. Running it twice changes
    nothing: the second time everything is current.
    """
    folder = workspace or Path(FOLDER)
    samples = sorted(path for path in (data_folder("sample_dossiers") / "dossiers").iterdir() if path.is_dir())
    if not samples:
        raise InputError(Text(nl="De voorbeelddossiers ontbreken.", en="The sample dossiers are missing."))
    for command in _commands(samples):
        if code := _run(command, folder, terminal, run):
            return code
    terminal.print("")
    for line in _closing(folder):
        terminal.print(line.get(terminal.lang))
    return 0 if serving is None else _run(["serve", *serving], folder, terminal, run)


def _run(command: list[str], folder: Path, terminal: Terminal, run: Callable[[list[str]], int]) -> int:
    """Print a command and run it; its exit code."""
    terminal.print(f"\n$ {typed(*program(), '--workspace', str(folder), *command)}")
    return run(["--workspace", str(folder), "--lang", terminal.lang, *command])


def _commands(samples: list[Path]) -> list[list[str]]:
    """One intake for all samples, then each stage by its own command, and a search."""
    return [
        ["ingest", *map(_near, samples), "--until", "extract"],
        ["map"],
        ["check"],
        ["index"],
        ["score"],
        ["search", "zwembad"],
    ]


def _closing(folder: Path) -> list[Text]:
    """Where the results are, and how to go on, as it is to be typed here."""
    start = program()
    here = typed(*start, "--workspace", str(folder))
    own = typed(*start, "ingest")
    return [
        Text(
            nl=f"De resultaten staan in {folder}, het verslag in {folder / 'report.html'}.",
            en=f"The results are in {folder}, the account in {folder / 'report.html'}.",
        ),
        Text(nl="Kijk rond in de demo:", en="Look around in the demo:"),
        Text(nl=f"  {here} list dossiers", en=f"  {here} list dossiers"),
        Text(nl=f"  {here} search boom", en=f"  {here} search boom"),
        Text(nl=f"  {here} serve", en=f"  {here} serve"),
        Text(nl="Nu met je eigen map:", en="Now with your own folder:"),
        Text(
            nl=f'  {own} MAP --publisher "gemeente Naam" --dry-run',
            en=f'  {own} FOLDER --publisher "gemeente Name" --dry-run',
        ),
    ]


def program() -> list[str]:
    """How fairwoo is started from where we are: by its name if that is the one on the search path, else by its place."""
    script = Path(sys.executable).with_name("fairwoo.exe" if os.name == "nt" else "fairwoo")
    found = shutil.which("fairwoo")
    ours = script if script.is_file() else Path(sys.argv[0])
    if found and ours.is_file() and Path(found).samefile(ours):
        return ["fairwoo"]
    return [_near(script)] if script.is_file() else [_near(Path(sys.executable)), "-m", "fairwoo"]


def typed(*words: str) -> str:
    """Words as they are to be typed in the shell of this system."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _near(path: Path) -> str:
    """A path below the current folder without that folder; any other as it is."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
