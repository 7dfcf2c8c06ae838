"""Pack: a dossier with its released files as one package that others can open. The shelf `forms` holds the kinds of packages.

Only what was released goes in; what stays out is said in a finding. `fairwoo ingest` of a package gives the dossier back.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol, cast

from fairwoo import discover
from fairwoo.errors import UsageError
from fairwoo.model import Finding, Text
from fairwoo.pack.contents import Contents, Options, gather
from fairwoo.pack.crate import lacking
from fairwoo.pack.sinks import Sink, opened
from fairwoo.store import Workspace

__all__ = ["FormModule", "Options", "Packed", "write"]

SHELF = "fairwoo.pack.forms"


class Packed(NamedTuple):
    """A package: where it is (None if it was not written, which an error says), how many originals are in it, what stayed out."""

    output: Path | None
    originals: int
    findings: tuple[Finding, ...]


class FormModule(Protocol):
    """A file on the shelf: a form of package. `NESTED` says whether an archive has one folder around it all."""

    NAME: str
    TITLE: Text
    NESTED: bool

    def write(self, contents: Contents, sink: Sink) -> None:
        """Write every file of the package to the sink; its metadata are an RO-Crate. Raises InputError for a damaged original."""


def write(form: str, dossier_id: str, workspace: Workspace, output: Path, options: Options | None = None) -> Packed:
    """Write a dossier as a package: a ZIP if `output` ends in .zip, else a folder. The same dossier gives the same bytes.

    `form` is a name on the shelf ("ro-crate", "bagit"). A package that is there is replaced, anything else is not touched. A dossier
    that lacks what RO-Crate demands is not written. Raises UsageError for an unknown form or a place that is taken, InputError for an
    unknown or undescribed dossier or a damaged original.
    """
    module = _load(form)
    contents = gather(dossier_id, workspace, options or Options())
    if missing := lacking(contents):
        return Packed(None, 0, (*contents.findings, *missing))
    inside = dossier_id if module.NESTED and output.suffix.lower() == ".zip" else ""
    with opened(output, inside) as sink:
        module.write(contents, sink)
    return Packed(output, len(contents.originals), contents.findings)


def _load(form: str) -> FormModule:
    name = form.replace("-", "_")
    if name not in discover.names(SHELF):
        known = ", ".join(one.replace("_", "-") for one in discover.names(SHELF))
        raise UsageError(
            Text(
                nl=f"De vorm {form} bestaat niet voor pakketten; kies uit {known}.",
                en=f"There is no form {form} for packages; choose from {known}.",
            )
        )
    return cast("FormModule", discover.load(SHELF, name))
