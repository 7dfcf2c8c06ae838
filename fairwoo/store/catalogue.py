"""The catalogue: every question and every change to the tables, one method each. A dossier changes in one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update

from fairwoo.model import Delivery, Description, Dossier, Extraction, Fact, Finding, Mapped, Report, Shown, Withdrawal
from fairwoo.model.fact import DeliveredFile
from fairwoo.store import tables as t
from fairwoo.store.changes import described_before, insert_change, insert_described, insert_hashed, insert_undescribed
from fairwoo.store.overview import Overview
from fairwoo.store.withdrawals import Withdrawals, forget_traces, insert_withdrawals


class Record(NamedTuple):
    """A dossier as it is written: the settled dossier, how it was delivered, and everything that belongs to that version.

    `pages` is document id → (pages, pages without text); `further` is a hash of what was read after the first readings.
    """

    dossier: Dossier
    delivery: Delivery
    facts: tuple[Fact, ...]
    findings: tuple[tuple[str, Finding], ...]
    readings: Mapping[str, str]
    pages: Mapping[str, tuple[int, int]]
    fingerprint: str
    revision: str
    further: str = ""


class Catalogue(Withdrawals, Overview):
    """The questions and changes, on an open database."""

    # --- dossiers

    def dossier(self, dossier_id: str) -> Dossier | None:
        """One dossier, or None."""
        rows = self.rows(select(t.dossier.c.value).where(t.dossier.c.id == dossier_id))
        return Dossier.model_validate_json(rows[0].value) if rows else None

    def delivery(self, dossier_id: str) -> Delivery | None:
        """What ingest made of a dossier's folder, or None."""
        rows = self.rows(select(t.dossier.c.delivery).where(t.dossier.c.id == dossier_id))
        return Delivery.model_validate_json(rows[0].delivery) if rows else None

    def put(self, record: Record, time: str, withdrawals: Sequence[Withdrawal] = ()) -> Literal["created", "changed", "same"]:
        """Write a version of a dossier in one transaction, and what became of it to the change table, unless it is the same.

        `withdrawals` is what was taken back to make this version.
        """
        with self.writing() as connection:
            if withdrawals:
                insert_withdrawals(connection, withdrawals, record.revision)
                forget_traces(connection, record.dossier.id, record.dossier.documents)
            insert_hashed(connection, (one.sha256 for one in record.dossier.documents if one.sha256), time)
            dossier_id = record.dossier.id
            old = connection.execute(select(t.dossier.c.revision).where(t.dossier.c.id == dossier_id)).scalar()
            if old == record.revision:
                where = t.dossier.c.id == dossier_id
                connection.execute(update(t.dossier).where(where).values(fingerprint=record.fingerprint))
                connection.execute(delete(t.stage).where(t.stage.c.dossier == dossier_id, t.stage.c.name == "settle"))
                connection.execute(insert(t.stage).values(dossier=dossier_id, name="settle", input=record.further))
                return "same"
            _drop_renamed(connection, record.dossier, time)
            connection.execute(delete(t.dossier).where(t.dossier.c.id == dossier_id))
            _insert_record(connection, record)
            insert_change(connection, "created" if old is None else "changed", dossier_id, record.revision, time)
        return "created" if old is None else "changed"

    def files(self, dossier_id: str) -> list[DeliveredFile]:
        """Every file that was found for a dossier, with its fate."""
        query = select(t.file.c.value).where(t.file.c.dossier == dossier_id).order_by(t.file.c.path)
        return [DeliveredFile.model_validate_json(row.value) for row in self.rows(query)]

    def facts(self, dossier_id: str) -> tuple[Fact, ...]:
        """Every fact that was weighed for a dossier."""
        query = select(t.fact.c.value).where(t.fact.c.dossier == dossier_id).order_by(t.fact.c.number)
        return tuple(Fact.model_validate_json(row.value) for row in self.rows(query))

    def findings(self, dossier_id: str, stage: str | None = None) -> list[Finding]:
        """The findings on a dossier, of all stages or one."""
        query = select(t.finding.c.value).where(t.finding.c.dossier == dossier_id).order_by(t.finding.c.number)
        if stage:
            query = query.where(t.finding.c.stage == stage)
        return [Finding.model_validate_json(row.value) for row in self.rows(query)]

    def readings(self, dossier_id: str) -> dict[str, str]:
        """Document id → the key of its extraction; documents without a file are left out."""
        query = select(t.document.c.id, t.document.c.reading).where(t.document.c.dossier == dossier_id)
        return {row.id: row.reading for row in self.rows(query) if row.reading}

    def pages(self, dossier_id: str) -> tuple[int, int]:
        """How many pages the documents of a dossier have, and how many of them are without text."""
        query = select(t.document.c.pages, t.document.c.textless).where(t.document.c.dossier == dossier_id)
        rows = self.rows(query)
        return sum(row.pages for row in rows), sum(row.textless for row in rows)

    def page_counts(self, dossier_id: str) -> dict[str, tuple[int, int]]:
        """Document id → (pages, pages without text), for every document of a dossier that was read."""
        c = t.document.c
        rows = self.rows(select(c.id, c.pages, c.textless).where(c.dossier == dossier_id))
        return {row.id: (row.pages, row.textless) for row in rows}

    def entries(self, dossier_id: str) -> int:
        """How many entries a search index has of a dossier: one a page, and one for each document without pages."""
        query = select(t.document.c.pages).where(t.document.c.dossier == dossier_id)
        return sum(max(1, row.pages) for row in self.rows(query))

    def hashes(self) -> set[str]:
        """The hash of every original that a dossier refers to: its documents', its metadata files', its parts', and those of pages
        read later."""
        files = self.rows(select(t.file.c.sha256).where(t.file.c.sha256.is_not(None), t.file.c.fate != "rejected"))
        documents = self.rows(select(t.document.c.sha256).where(t.document.c.sha256.is_not(None)))
        inside = self.rows(select(t.further.c.parts).where(t.further.c.parts != ""))
        return {row.sha256 for row in (*files, *documents)} | {sha256 for row in inside for sha256 in row.parts.split()}

    def holding(self, sha256: str) -> list[str]:
        """ "dossier/document" of every document whose file has this hash."""
        query = select(t.document.c.dossier, t.document.c.id).where(t.document.c.sha256 == sha256)
        return sorted(f"{row.dossier}/{row.id}" for row in self.rows(query))

    def sharing(self, dossiers: Iterable[str]) -> list[str]:
        """The other dossiers that have a reading in common with these."""
        own = set(dossiers)
        one, other = t.document.alias(), t.document.alias()
        query = select(one.c.dossier.label("own"), other.c.dossier.label("other")).where(
            one.c.reading == other.c.reading, one.c.reading != "", one.c.dossier != other.c.dossier
        )
        return sorted({row.other for row in self.rows(query) if row.own in own} - own)

    # --- extractions

    def extractions_of(self, dossier_id: str) -> dict[str, Extraction]:
        """Document id → extraction, for every document of a dossier that has one."""
        found = {document: self.extraction(reading) for document, reading in self.readings(dossier_id).items()}
        return {document: value for document, value in found.items() if value is not None}

    # --- derived stages

    def stage_input(self, dossier_id: str, name: str) -> str | None:
        """From which input a derived stage was made, or None if it never was."""
        query = select(t.stage.c.input).where(t.stage.c.dossier == dossier_id, t.stage.c.name == name)
        rows = self.rows(query)
        return rows[0].input if rows else None

    def put_stage(
        self,
        dossier_id: str,
        name: str,
        made_from: str,
        value: Mapped | Report,
        time: str = "",
    ) -> None:
        """Replace what a derived stage made of a dossier, with its findings, in one transaction.

        Of parts of descriptions that say something else than the last time, or are no longer there, `time` is when they changed.
        """
        with self.writing() as connection:
            connection.execute(delete(t.stage).where(t.stage.c.dossier == dossier_id, t.stage.c.name == name))
            connection.execute(insert(t.stage).values(dossier=dossier_id, name=name, input=made_from))
            connection.execute(delete(t.finding).where(t.finding.c.dossier == dossier_id, t.finding.c.stage == name))
            if isinstance(value, Report):
                connection.execute(delete(t.report).where(t.report.c.dossier == dossier_id))
                connection.execute(insert(t.report).values(dossier=dossier_id, value=value.model_dump_json()))
                return
            _insert_findings(connection, dossier_id, [(name, finding) for finding in value.findings])
            connection.execute(delete(t.description).where(t.description.c.dossier == dossier_id))
            for one in value.descriptions:
                connection.execute(
                    insert(t.description).values(dossier=dossier_id, file_name=one.file_name, value=one.model_dump_json())
                )
                insert_described(connection, one.parts, time)
            connection.execute(delete(t.shown).where(t.shown.c.dossier == dossier_id))
            connection.execute(insert(t.shown).values(dossier=dossier_id, value=_packed_shown(value.shown)))
            parts = {address for one in value.descriptions for address in one.parts}
            insert_undescribed(connection, dossier_id, described_before(connection, dossier_id, parts), parts, time)

    def descriptions(self, dossier_id: str) -> tuple[Description, ...]:
        """The descriptions of a dossier, by file name."""
        query = select(t.description.c.value).where(t.description.c.dossier == dossier_id).order_by(t.description.c.file_name)
        return tuple(Description.model_validate_json(row.value) for row in self.rows(query))

    def description(self, dossier_id: str, file_name: str) -> Description | None:
        """One description of a dossier by its file name, or None."""
        c = t.description.c
        rows = self.rows(select(c.value).where(c.dossier == dossier_id, c.file_name == file_name))
        return Description.model_validate_json(rows[0].value) if rows else None

    def shown(self, dossier_id: str) -> tuple[Shown, ...]:
        """What the public may see of the documents of a dossier, in its order; nothing before it was mapped."""
        rows = self.rows(select(t.shown.c.value).where(t.shown.c.dossier == dossier_id))
        return _SHOWN.validate_json(zlib.decompress(rows[0].value)) if rows else ()

    def report(self, dossier_id: str) -> Report | None:
        """The FAIR report of a dossier, or None."""
        rows = self.rows(select(t.report.c.value).where(t.report.c.dossier == dossier_id))
        return Report.model_validate_json(rows[0].value) if rows else None

    def reports(self) -> list[Report]:
        """All FAIR reports, by dossier id."""
        return [Report.model_validate_json(row.value) for row in self.rows(select(t.report.c.value).order_by(t.report.c.dossier))]


_SHOWN = TypeAdapter(tuple[Shown, ...])


def _packed_shown(shown: tuple[Shown, ...]) -> bytes:
    return zlib.compress(_SHOWN.dump_json(shown, exclude_defaults=True), 6)


def _insert_record(connection: Connection, record: Record) -> None:
    dossier = record.dossier
    connection.execute(
        insert(t.dossier).values(
            id=dossier.id,
            location=dossier.location,
            publisher=dossier.publisher.uri,
            fingerprint=record.fingerprint,
            revision=record.revision,
            value=dossier.model_dump_json(),
            delivery=record.delivery.model_dump_json(),
        )
    )
    for file in record.delivery.files:
        connection.execute(
            insert(t.file).values(
                dossier=dossier.id, path=file.path, fate=file.fate, sha256=file.sha256, value=file.model_dump_json()
            )
        )
    for document in dossier.documents:
        if document.withdrawn is not None:
            continue
        reading = record.readings.get(document.id, "")
        pages, textless = record.pages.get(document.id, (0, 0))
        connection.execute(
            insert(t.document).values(
                dossier=dossier.id,
                id=document.id,
                sha256=document.sha256,
                reading=reading,
                pages=pages,
                textless=textless,
            )
        )
    connection.execute(insert(t.stage).values(dossier=dossier.id, name="settle", input=record.further))
    for number, fact in enumerate(record.facts):
        connection.execute(insert(t.fact).values(dossier=dossier.id, number=number, value=fact.model_dump_json()))
    _insert_findings(connection, dossier.id, record.findings)


def _drop_renamed(connection: Connection, dossier: Dossier, time: str) -> None:
    """The same folder gave another id before (its identifier changed): that one is withdrawn."""
    same_place = (t.dossier.c.location == dossier.location, t.dossier.c.id != dossier.id)
    for row in list(connection.execute(select(t.dossier.c.id, t.dossier.c.revision).where(*same_place))):
        connection.execute(delete(t.dossier).where(t.dossier.c.id == row.id))
        insert_change(connection, "withdrawn", row.id, row.revision, time)


def _insert_findings(connection: Connection, dossier_id: str, findings: Iterable[tuple[str, Finding]]) -> None:
    query = select(t.finding.c.number).where(t.finding.c.dossier == dossier_id).order_by(t.finding.c.number.desc()).limit(1)
    first = (connection.execute(query).scalar() or 0) + 1
    for number, (stage, finding) in enumerate(findings, first):
        connection.execute(
            insert(t.finding).values(
                dossier=dossier_id,
                number=number,
                stage=stage,
                code=finding.code,
                level=finding.level,
                value=finding.model_dump_json(),
            )
        )
