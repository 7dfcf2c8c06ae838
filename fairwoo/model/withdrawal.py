"""What was taken back: it is remembered when the dossier itself is gone."""

from __future__ import annotations

from fairwoo.model.dossier import Body
from fairwoo.model.finding import Value


class Withdrawal(Value):
    """A file of a document, or with `document` empty of a whole dossier, that was taken back. One withdrawal may have several.

    `document` is the id under which the document stays; `was` are SHA-256 hashes of ids that may mean it: first the one it had, then
    those that it gets when only metadata or an inventory still speak of it. Ids are made of file names, and these may say too much.
    `reason` is a code of `vocab/reasons.csv`, or words; `title` what it was called, of a document only its number; `sha256` the hash
    of the file, which is not to come in again ("" stands for the dossier as such); `time` when, in UTC (ISO 8601).
    """

    dossier: str
    document: str = ""
    was: tuple[str, ...] = ()
    publisher: Body
    title: str | None = None
    sha256: str = ""
    reason: str
    time: str
