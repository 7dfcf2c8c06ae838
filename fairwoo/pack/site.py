"""The files of dossiers at the paths that their addresses name, so that a plain web server can publish what the metadata promise.

For each dossier its description in the syntaxes of DCAT, its inventory, and the released files, those inside mails and archives too.
What the descriptions do not offer is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from fairwoo.map.addresses import SYNTAXES
from fairwoo.map.case import Case
from fairwoo.model import Document, Finding
from fairwoo.pack.contents import Options, damaged, gather
from fairwoo.store import Workspace

_INVENTORY = "inventaris.csv"


class SiteFile(NamedTuple):
    """A file of a site: its path below the root of the host, and its bytes or the file that holds them."""

    path: str
    content: bytes | Path


def site_files(dossier_id: str, workspace: Workspace, options: Options) -> Iterator[SiteFile | Finding]:
    """The files of one dossier, and what stays out. Raises InputError as `pack.write` does."""
    contents = gather(dossier_id, workspace, options)
    yield from contents.findings
    yield from _descriptions(workspace, contents.case)
    for document in contents.case.dossier.documents:
        address = contents.case.documents[document.id].file
        if address is not None and document.sha256:
            yield SiteFile(path_of(address), _source(document, workspace))


def _descriptions(workspace: Workspace, case: Case) -> Iterator[SiteFile]:
    names = {f"dcat.{syntax}": address for syntax, address in zip(SYNTAXES, case.addresses.descriptions, strict=True)}
    names[_INVENTORY] = case.addresses.inventory
    for description in workspace.catalogue.descriptions(case.dossier.id):
        if address := names.get(description.file_name):
            yield SiteFile(path_of(address), description.content.encode())


def path_of(address: str) -> str:
    """Where below the root of its host a web server looks for an address."""
    return unquote(urlsplit(address).path.lstrip("/"))


def _source(document: Document, workspace: Workspace) -> Path:
    source = workspace.originals.path(document.sha256 or "")
    if not source.is_file():
        raise damaged(document.path or document.id)
    return source
