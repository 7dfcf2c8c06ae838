"""Reads one document, inside a worker: identify, hand to the reader of the format, put the extraction together."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType

from fairwoo import discover
from fairwoo.extract import need, page_findings, running, unread
from fairwoo.extract.identify import PLAIN_TEXT_PUID, Identity, identify
from fairwoo.extract.language import language_of
from fairwoo.extract.mark import MADE_BY
from fairwoo.extract.properties import normalised
from fairwoo.extract.reading import Job, Limits, Reading, UnreadableError
from fairwoo.model import Extraction, Finding, FindingKind, Level, Page, Table

SHELF = "fairwoo.extract.formats"

READING_FAILED = FindingKind(
    code="reading-failed",
    level=Level.ERROR,
    nl="Het bestand ({format}) is niet te lezen; de lezer meldt {error}. Het is waarschijnlijk beschadigd.",
    en="The file ({format}) cannot be read; the reader says {error}. It is probably damaged.",
    do_nl="Open het bestand en sla het opnieuw op (“Opslaan als”), of lever het als PDF aan.",
    do_en="Open the file and save it again (“Save as”), or deliver it as a PDF.",
)
READ_ANOTHER_WAY = FindingKind(
    code="reading-second-way",
    level=Level.WARNING,
    nl="De gewone lezer liep vast op dit bestand; de tekst komt van de tweede lezer en kan onvolledig zijn.",
    en="The usual reader broke down on this file; the text comes from the second reader and may be incomplete.",
    do_nl="Vergelijk de tekst met het bestand; sla het bestand opnieuw op (“Opslaan als PDF”) als er iets ontbreekt.",
    do_en="Compare the text with the file; save the file again (“Save as PDF”) if something is missing.",
)
READING_CUT_OFF = FindingKind(
    code="reading-cut-off",
    level=Level.WARNING,
    nl="Het bestand heeft meer dan {megabytes} MB tekst; wat daarna komt is niet gelezen.",
    en="The file has more than {megabytes} MB of text; what comes after it was not read.",
    do_nl="Lever het in kleinere delen aan, of verhoog text_mb onder [extract] in fairwoo.toml.",
    do_en="Deliver it in smaller parts, or raise text_mb under [extract] in fairwoo.toml.",
)


def read_document(job: Job, limits: Limits, known: Callable[[str, bool], None], *, again: bool) -> Extraction:
    """Read a file. `again` asks for the format's second way, because the first one did not come back.

    Before the reading starts, `known` is told the media type, and whether there is a second way. Raises MemoryError.
    """
    identity = identify(job.path, job.name)
    reader = reader_of(identity.media_type)
    ways = [getattr(reader, way) for way in ("read", "read_another_way") if hasattr(reader, way)]
    known(identity.media_type, len(ways) > 1)
    if reader is None:
        return _without(job, identity, unread.finding(identity))
    failure: Finding | None = None
    for way in ways[1:] if again else ways:
        try:
            reading = way(job.path, limits)
        except UnreadableError as error:
            return _without(job, identity, error.finding, error.properties)
        except MemoryError:
            raise
        except Exception as error:
            # The class of the error only: its message may quote the document, and so what was redacted in it.
            failure = READING_FAILED.at(format=identity.format or identity.media_type, error=type(error).__name__)
        else:
            warnings = (READ_ANOTHER_WAY.at(),) if failure or again else ()
            return _put_together(job, identity, reading, warnings, limits)
    assert failure is not None  # noqa: S101 - there was at least one way, and it failed
    return _without(job, identity, failure)


@cache
def reader_of(media_type: str) -> ModuleType | None:
    """The reader on the shelf for a media type, if there is one.

    One that is called as the type ends ("pdf") is loaded alone: whoever only asks what a reader can do needs no other.
    """
    name = media_type.rpartition("/")[2]
    if name in discover.names(SHELF) and media_type in (reader := discover.load(SHELF, name)).MEDIA_TYPES:
        return reader
    return readers().get(media_type)


@cache
def readers() -> dict[str, ModuleType]:
    """The readers on the shelf, by the media types they read."""
    return {media_type: module for module in discover.load_all(SHELF) for media_type in module.MEDIA_TYPES}


def _without(job: Job, identity: Identity, finding: Finding, properties: dict[str, str] | None = None) -> Extraction:
    return Extraction(
        sha256=job.sha256,
        media_type=identity.media_type,
        read=False,
        properties=_properties(identity, properties or {}),
        made_by=MADE_BY,
        findings=(_placed(finding, job.name),),
    )


def _put_together(job: Job, identity: Identity, reading: Reading, warnings: tuple[Finding, ...], limits: Limits) -> Extraction:
    pages, tables, whole = _within(reading, limits.text_chars)
    language = language_of(page.text for page in pages)
    mapped = reading.properties.get("fonts_mapped") != "false"
    pages = running.parted([need.judged(page, language, fonts_mapped=mapped) for page in pages])
    told = page_findings.on_pages(pages, job.size) if page_findings.is_paged(identity.media_type) else ()
    cut = () if whole else (READING_CUT_OFF.at(megabytes=limits.text_chars >> 20),)
    return Extraction(
        sha256=job.sha256,
        media_type=identity.media_type,
        pages=pages,
        tables=tables,
        parts=reading.parts,
        properties=_properties(identity, reading.properties),
        language=language,
        made_by=MADE_BY,
        findings=tuple(_placed(finding, job.name) for finding in (*warnings, *reading.findings, *told, *cut)),
    )


def _within(reading: Reading, text_chars: int) -> tuple[tuple[Page, ...], tuple[Table, ...], bool]:
    """The pages and tables, cut off at the limit on text; and whether that is all of them."""
    left = text_chars
    pages: list[Page] = []
    for page in reading.pages:
        pages.append(page if len(page.text) <= left else page.model_copy(update={"text": page.text[: max(left, 0)]}))
        left -= len(page.text)
    room = text_chars
    tables: list[Table] = []
    for table in reading.tables:
        rows = list(table.rows)
        while rows and room < (size := sum(len(cell) for row in rows for cell in row)):
            rows = rows[: len(rows) * room // size]
        tables.append(table if len(rows) == len(table.rows) else table.model_copy(update={"rows": tuple(rows)}))
        room -= sum(len(cell) for row in table.rows for cell in row)
    return tuple(pages), tuple(tables), left >= 0 and room >= 0


def _properties(identity: Identity, properties: dict[str, str]) -> dict[str, str]:
    # Kinds of text have no mark that PRONOM could see: theirs follow from the media type.
    text = unread.known_formats().get(identity.media_type, {}) if identity.puid in {None, PLAIN_TEXT_PUID} else {}
    known = {
        "puid": text.get("puid") or identity.puid,
        "format": text.get("name_en") or identity.format,
        "format_version": identity.version,
    }
    return normalised({**known, **properties})


def _placed(finding: Finding, name: str) -> Finding:
    return finding.model_copy(update={"place": finding.place.model_copy(update={"file": name})})
