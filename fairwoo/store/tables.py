"""The tables of the catalogue, in SQL that SQLite and PostgreSQL share. Values are kept as JSON of the frozen models.

`dossier`, `file`, `fact`, `finding`, `change`, `original`, `withdrawal` are the truth; `extraction`, `further`, `work`, `description`,
`shown`, `report`, `stage` and `seen` can be rebuilt from the originals; `run` and `step` are the journal.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

FORMAT = 4
"""The version of this layout. A workspace with a higher number is refused; a lower one is brought up to date."""

metadata = MetaData()


def _dossier_key() -> Column[str]:
    return Column("dossier", String, ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

dossier = Table(
    "dossier",
    metadata,
    Column("id", String, primary_key=True),
    Column("location", String, nullable=False, unique=True),
    Column("publisher", String, nullable=False, index=True),
    Column("fingerprint", String, nullable=False),
    Column("revision", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("delivery", Text, nullable=False),
)
"""`value` is the settled dossier, `delivery` what ingest made of its folder, from which it can be settled again."""

file = Table(
    "file",
    metadata,
    _dossier_key(),
    Column("path", String, primary_key=True),
    Column("fate", String, nullable=False),
    Column("sha256", String, index=True),
    Column("value", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    _dossier_key(),
    Column("id", String, primary_key=True),
    Column("sha256", String, index=True),
    Column("reading", String, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("textless", Integer, nullable=False),
)
"""Which document was read as what: `reading` is the key of `extraction`, empty for a document without a file; its pages are counted.

Documents that were withdrawn have no row.
"""

fact = Table(
    "fact",
    metadata,
    _dossier_key(),
    Column("number", Integer, primary_key=True),
    Column("value", Text, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    _dossier_key(),
    Column("number", Integer, primary_key=True),
    Column("stage", String, nullable=False),
    Column("code", String, nullable=False),
    Column("level", String, nullable=False),
    Column("value", Text, nullable=False),
)

extraction = Table(
    "extraction",
    metadata,
    Column("reading", String, primary_key=True),
    Column("made_by", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""`reading` is the SHA-256 of the bytes and the path, whose ending is a second opinion on the format."""

further = Table(
    "further",
    metadata,
    Column("reading", String, ForeignKey("extraction.reading", ondelete="CASCADE"), primary_key=True),
    Column("task", String, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("hash", String, nullable=False),
    Column("parts", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""What was read after the first pages: an extraction with the pages from `page` on (task "go_on"), or the image of one ("look").

`parts` are the hashes of the files found inside, divided by spaces: no document refers to them before the dossier is settled.
"""

work = Table(
    "work",
    metadata,
    Column("reading", String, ForeignKey("extraction.reading", ondelete="CASCADE"), primary_key=True),
    Column("task", String, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("ocr", Boolean, nullable=False),
)
"""What is still to be done for a reading; a row goes in the transaction that brings its result. `ocr`: text is to be recognised.

Task "ocr" is a page whose image was looked at, but whose text could not be recognised then.
"""

description = Table(
    "description",
    metadata,
    _dossier_key(),
    Column("file_name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

shown = Table("shown", metadata, _dossier_key(), Column("value", LargeBinary, nullable=False))
"""What the public may see of the documents of a dossier, compressed: the list of `Shown`. Made with the descriptions."""

report = Table("report", metadata, _dossier_key(), Column("value", Text, nullable=False))

stage = Table(
    "stage",
    metadata,
    _dossier_key(),
    Column("name", String, primary_key=True),
    Column("input", String, nullable=False),
)
"""From which input (a hash that includes what made it) a derived stage was made; a stage whose input is the same is current."""

change = Table(
    "change",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("operation", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("hash", String, nullable=False),
    Column("time", String, nullable=False),
    sqlite_autoincrement=True,
)
"""Append-only. `operation` is created, changed or withdrawn, `subject` a dossier id (withdrawn: or "dossier/document") and `hash` its
revision; or `operation` is described, `subject` the address of what others fetch, and `hash` a digest of all that is said of it,
empty once nothing is. Of addresses with names of files that were taken back the SHA-256 takes the place.
"""

original = Table(
    "original",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("time", String, nullable=False),
)
"""When a file with this hash was first taken in, its hash made. Outlives the dossiers."""

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("dossier", String, primary_key=True),
    Column("document", String, primary_key=True),
    Column("sha256", String, primary_key=True, index=True),
    Column("value", Text, nullable=False),
)
"""What was taken back: files of a document, or with `document` empty of a whole dossier; each stays so. Outlives the dossier."""

run = Table(
    "run",
    metadata,
    Column("id", String, primary_key=True),
    Column("command", String, nullable=False),
    Column("version", String, nullable=False),
    Column("started", String, nullable=False),
    Column("finished", String),
    Column("exit_code", Integer),
)

step = Table(
    "step",
    metadata,
    Column("run", String, ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("value", Text, nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("path", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("modified_ns", Integer, nullable=False),
    Column("sha256", String, nullable=False),
)
"""The hash of a file outside the workspace while its size and time of change stay the same: a second run reads nothing."""
