"""The command that writes metadata and packages out of the workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, counted, option
from fairwoo.errors import InputError, UsageError
from fairwoo.model import Finding, Level, Text

if TYPE_CHECKING:
    from fairwoo.cli.exported import Folder
    from fairwoo.map import Output
    from fairwoo.pack import Options
    from fairwoo.store import Workspace
    from fairwoo.terminal import Terminal


class _Packing(NamedTuple):
    """How packages are to be written, and where to say what stayed out."""

    options: Options
    unpacked: bool
    terminal: Terminal


@click.command(
    cls=Command,
    about=Text(
        nl="Schrijf de metadata van dossiers als bestanden, of dossiers als pakket. Zonder dossier: van alle, met wat een site daarbij "
        "publiceert (sitemaps, catalogus).",
        en="Write the metadata of dossiers as files, or dossiers as packages. Without a dossier: of all, with what a site publishes "
        "beside them (sitemaps, catalogue).",
    ),
)
@click.argument("dossiers", nargs=-1, metavar="[DOSSIER]…")
@option(
    "--standard",
    multiple=True,
    metavar="NAAM",
    about=Text(nl="Alleen deze standaard; zie fairwoo list standards.", en="This standard only; see fairwoo list standards."),
)
@option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="MAP",
    about=Text(nl="Map om in te schrijven; anders op het scherm.", en="Folder to write to; else on the screen."),
)
@option(
    "--site",
    is_flag=True,
    about=Text(
        nl="Zet alles op de plek die de adressen noemen, met de vrijgegeven bestanden erbij: de map is zo te publiceren.",
        en="Put everything where its address says, with the released files: the folder can be published as it is.",
    ),
)
@option(
    "--unpacked",
    is_flag=True,
    about=Text(nl="Een pakket als map in plaats van .zip.", en="A package as a folder instead of a .zip."),
)
@option(
    "--crate-version",
    type=click.Choice(["1.2", "1.3"]),
    default="1.3",
    metavar="V",
    about=Text(nl="Versie van RO-Crate: 1.2 of 1.3.", en="Version of RO-Crate: 1.2 or 1.3."),
)
@option(
    "--include-hidden",
    is_flag=True,
    about=Text(
        nl="Neem ook bestanden met verborgen tekst op in een pakket. Alleen voor eigen archief.",
        en="Put files with hidden text in a package too. For your own archive only.",
    ),
)
@click.pass_obj
def export(frame: Frame, /, dossiers: tuple[str, ...], standard: tuple[str, ...], output: Path | None, **given: Any) -> int:
    from fairwoo.cli.current import insist_current, taken_back
    from fairwoo.cli.exported import Folder

    packages = _check(standard, output)
    terminal = frame.terminal()
    if given["site"]:
        from fairwoo.cli.siting import write_site

        return write_site(frame, dossiers or standard, output)
    with opened(frame) as workspace:
        chosen = list(dossiers) or [held.id for held in workspace.catalogue.held()]
        for dossier_id in dossiers:
            if not workspace.catalogue.held(dossier_id):
                raise _unknown(dossier_id)
        insist_current(workspace, chosen, frame.settings().map)
        broken: set[str] = set()
        if output is None:
            count = _print(workspace, chosen, standard, terminal)
        else:
            folder = Folder(output)
            described = [name for name in standard if name.replace("-", "_") not in packages] if standard else list(_described())
            _descriptions(workspace, chosen, described, folder)
            if not dossiers:
                broken = _publications(frame, workspace, described, folder)
            broken |= _packages(workspace, chosen, packages, folder, _packing(frame, given))
            whole = set() if dossiers else {*described, *packages} - broken
            count = folder.finish(whole, taken_back(workspace))
        emptied = output is not None and bool(workspace.catalogue.withdrawals())
    if not count and not emptied and not broken:
        raise InputError(
            Text(
                nl="Er is nog niets beschreven. Draai eerst fairwoo map.",
                en="Nothing has been described yet. Run fairwoo map first.",
            )
        )
    if output is not None:
        nl, en = counted(count, "bestand", "bestanden"), counted(count, "file", "files")
        terminal.say(Text(nl=f"{nl} geschreven in {output}.", en=f"{en} written in {output}."))
    return 1 if broken else 0


def _described() -> tuple[str, ...]:
    from fairwoo import discover
    from fairwoo.catalogue import SHELVES

    return discover.names(SHELVES["standards"])


def _check(standards: tuple[str, ...], output: Path | None) -> list[str]:
    """Which of the standards are packages. Raises UsageError for one that does not exist, or a package without a place to put it."""
    from fairwoo import discover
    from fairwoo.catalogue import SHELVES

    described, forms = _described(), discover.names(SHELVES["packages"])
    packages = [name.replace("-", "_") for name in standards if name.replace("-", "_") in forms]
    for name in standards:
        if name not in described and name.replace("-", "_") not in forms:
            known = ", ".join((*described, *(form.replace("_", "-") for form in forms)))
            raise UsageError(
                Text(
                    nl=f"De standaard {name} bestaat niet; kies uit {known}.",
                    en=f"There is no standard {name}; choose from {known}.",
                )
            )
    if packages and output is None:
        raise UsageError(
            Text(nl="Een pakket heeft een map nodig: --output MAP.", en="A package needs a folder: --output FOLDER.")
        )
    return packages


def _print(workspace: Workspace, dossiers: list[str], standards: tuple[str, ...], terminal: Terminal) -> int:
    count = 0
    for dossier_id in dossiers:
        for description in workspace.catalogue.descriptions(dossier_id):
            if not standards or description.standard in standards:
                terminal.print(description.content.rstrip("\n"))
                count += 1
    return count


def _descriptions(workspace: Workspace, dossiers: list[str], standards: list[str], folder: Folder) -> None:
    from fairwoo.cli.exported import Entry

    for dossier_id in dossiers if standards else ():
        for held in workspace.catalogue.held(dossier_id):
            for description in workspace.catalogue.descriptions(dossier_id):
                if description.standard in standards:
                    entry = Entry(description.standard, dossier_id, held.revision)
                    folder.write(entry, f"{dossier_id}/{description.file_name}", description.content.encode())


def _publications(frame: Frame, workspace: Workspace, standards: list[str], folder: Folder) -> set[str]:
    """The files about all dossiers. What could not be in them is said; the standards of which that is an error."""
    from fairwoo import map as mapping
    from fairwoo.cli.exported import Entry

    broken: set[str] = set()
    for name in mapping.with_publication():
        if name in standards:
            for made in publications(frame, workspace, name, broken):
                folder.write(Entry(name), made.path, made.content)
    return broken


def publications(frame: Frame, workspace: Workspace, name: str, broken: set[str]) -> Iterator[Output]:
    """The files of one publication. Findings are said; after an error its name is in `broken`."""
    from fairwoo import map as mapping
    from fairwoo.pipeline.publishing import published

    terminal = frame.terminal()
    for made in mapping.publish(name, lambda: published(workspace), frame.settings().map):
        if not isinstance(made, Finding):
            yield made
            continue
        if made.level is not Level.INFO:
            terminal.finding(made)
        if made.level is Level.ERROR:
            broken.add(name)


def _packing(frame: Frame, given: dict[str, Any]) -> _Packing:
    from fairwoo.pack import Options

    options = Options(given["crate_version"], given["include_hidden"], frame.settings().map)
    return _Packing(options, given["unpacked"], frame.terminal())


def _packages(workspace: Workspace, dossiers: list[str], forms: list[str], folder: Folder, wanted: _Packing) -> set[str]:
    """A package of each dossier. What stayed out of it is said; the forms in which a dossier could not be packed."""
    from fairwoo import pack
    from fairwoo.cli.exported import Entry

    ending, broken = "" if wanted.unpacked else ".zip", set[str]()
    for form in forms:
        for held in (held for dossier_id in dossiers for held in workspace.catalogue.held(dossier_id)):
            name = f"{held.id}.{form.replace('_', '-')}{ending}"
            entry = Entry(form, held.id, held.revision)
            if not (folder.root / name).exists():  # what is there may be of somebody else: then it is not written
                folder.plan(entry, name)
            done = pack.write(form, held.id, workspace, folder.root / name, wanted.options)
            if done.output is None:
                broken.add(form)
            else:
                folder.note(entry, name)
            for finding in done.findings:
                if finding.level is not Level.INFO:
                    wanted.terminal.finding(finding)
    return broken


def _unknown(dossier_id: str) -> InputError:
    from fairwoo.pipeline.derive import unknown_dossier

    return unknown_dossier(dossier_id)


COMMANDS = (export,)
