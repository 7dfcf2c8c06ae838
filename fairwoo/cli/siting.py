"""A whole site in a folder: what the harvesters read, and every file where its address says that it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fairwoo.cli.current import insist_current, taken_back
from fairwoo.cli.exported import Entry, Folder
from fairwoo.cli.exporting import publications
from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import counted
from fairwoo.errors import UsageError
from fairwoo.model import Finding, Level, Text

SITE = "site"
"""What the files of dossiers are listed under; those of publications are under their standard."""


def write_site(frame: Frame, chosen: Sequence[str], output: Path | None) -> int:
    """Write the folder. Raises UsageError for a choice of dossiers or standards, or without a folder or a `base_url`."""
    from fairwoo import map as mapping
    from fairwoo.map.addresses import base_address
    from fairwoo.pack import Options
    from fairwoo.pack.site import path_of, site_files

    terminal, settings = frame.terminal(), frame.settings().map
    if chosen or output is None or settings.base_url is None:
        raise UsageError(
            Text(
                nl="--site schrijft alles in één keer: geef --output MAP, geen dossiers of standaarden, en zet base_url in fairwoo.toml.",
                en="--site writes everything at once: give --output FOLDER, no dossiers or standards, and set base_url in fairwoo.toml.",
            )
        )
    folder, below = Folder(output), path_of(base_address(settings.base_url))
    broken: set[str] = set()
    with opened(frame) as workspace:
        catalogue = workspace.catalogue
        insist_current(workspace, [held.id for held in catalogue.held()], settings)
        for held in catalogue.held():
            for made in site_files(held.id, workspace, Options(map=settings)):
                if isinstance(made, Finding):
                    if made.level is not Level.INFO:
                        terminal.finding(made)
                elif isinstance(made.content, Path):
                    # an original lies under its hash
                    folder.copy(Entry(SITE, held.id, made.content.name), made.path, made.content)
                else:
                    folder.write(Entry(SITE, held.id, held.revision), made.path, made.content)
        for name in mapping.with_publication():
            for output_file in publications(frame, workspace, name, broken):
                # the sitemaps are read at the root of the host, all else lies below base_url
                at_root = name == "diwoo" or not below
                path = output_file.path if at_root else f"{below}/{output_file.path}"
                folder.write(Entry(name), path, output_file.content)
        count = folder.finish({SITE, *mapping.with_publication()} - broken, taken_back(workspace))
    nl, en = counted(count, "bestand", "bestanden"), counted(count, "file", "files")
    terminal.say(Text(nl=f"{nl} geschreven in {output}.", en=f"{en} written in {output}."))
    return 1 if broken else 0
