"""Where the MDTO files lie: beside the file they are about, `X.mdto.xml` and `X.bestand.mdto.xml`, as e-depots take them in."""

from __future__ import annotations

from pathlib import PurePosixPath

from fairwoo.map.documents import Described
from fairwoo.shared import clean_text, safe_name

FOLDER = "mdto"
WITHOUT_FILE = "zonder-bestand"
OBJECT, FILE = ".mdto.xml", ".bestand.mdto.xml"
DOSSIER = f"{FOLDER}/dossier{OBJECT}"

# File systems take names of 255 bytes; the longer of the two endings must fit behind.
_LONGEST_BYTES = 255 - len(FILE)


class Names:
    """The names given so far: each is given once, whatever a file system makes of capitals."""

    def __init__(self) -> None:
        self._taken = {DOSSIER.casefold()}
        self._without_file = 0

    def name(self, described: Described) -> str:
        """The path of a document's MDTO files without their endings, in the folder for MDTO: that of the document's own file.

        One that has none, or whose file is not to be seen, gets a number: the name of a withheld file may tell what is in it.
        """
        path = described.document.path
        if path is None or described.withheld or described.withdrawn:
            self._without_file += 1
            return self._free(f"{FOLDER}/{WITHOUT_FILE}-{self._without_file}")
        parts = clean_text(path).replace("\\", "/").split("/")
        return self._free("/".join((FOLDER, *(_fitting(part) for part in parts if part))))

    def _free(self, wanted: str) -> str:
        name, number = wanted, 1
        while self._taken & _files(name):
            number += 1
            path = PurePosixPath(wanted)
            name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        self._taken |= _files(name)
        return name


def _files(name: str) -> set[str]:
    """Both files of a name, as file systems compare them: "a" has a file that "a.bestand" would have too."""
    return {(name + OBJECT).casefold(), (name + FILE).casefold()}


def _fitting(part: str) -> str:
    """A part of a path that every file system takes, with room for a number and an ending."""
    safe = safe_name(part)
    suffix = PurePosixPath(safe).suffix[-20:]
    stem = safe.removesuffix(suffix)
    while len((stem + suffix).encode()) > _LONGEST_BYTES - 8:
        stem = stem[:-1]
    return stem + suffix
