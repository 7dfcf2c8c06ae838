"""What was taken back, which outlives the dossiers it is about; and what else must be forgotten then."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from fairwoo.model import Document, Step, Withdrawal
from fairwoo.store import tables as t
from fairwoo.store.changes import Changes, insert_change, insert_undescribed

_AT_ONCE = 500  # values in one question


def digest_of_id(document_id: str) -> str:
    """How an id of a document is remembered in `Withdrawal.was`."""
    return hashlib.sha256(document_id.encode()).hexdigest()


class Withdrawals(Changes):
    """The withdrawals."""

    def withdrawals(self, dossier_id: str | None = None) -> tuple[Withdrawal, ...]:
        """What was taken back, of all dossiers or one, in the order of their ids; of a dossier as such before its files."""
        c = t.withdrawal.c
        query = select(c.value).order_by(c.dossier, c.document, c.sha256)
        if dossier_id is not None:
            query = query.where(c.dossier == dossier_id)
        return tuple(Withdrawal.model_validate_json(row.value) for row in self.rows(query))

    def withdrawn_with(self, hashes: Iterable[str]) -> tuple[Withdrawal, ...]:
        """The withdrawals of whole dossiers that had files with these hashes."""
        wanted, c = sorted(set(hashes)), t.withdrawal.c
        found: list[Withdrawal] = []
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(c.value).where(c.document == "", c.sha256.in_(wanted[start : start + _AT_ONCE])).order_by(c.dossier)
            found += [Withdrawal.model_validate_json(row.value) for row in self.rows(query)]
        return tuple(found)

    def shared(self, dossier_id: str, hashes: Iterable[str]) -> set[str]:
        """Those of these hashes that documents of other dossiers have too."""
        wanted, c = sorted(set(hashes)), t.document.c
        found: set[str] = set()
        for start in range(0, len(wanted), _AT_ONCE):
            some = c.sha256.in_(wanted[start : start + _AT_ONCE])
            found |= {row.sha256 for row in self.rows(select(c.sha256).where(some, c.dossier != dossier_id))}
        return found

    def withdraw_dossier(self, withdrawals: Sequence[Withdrawal]) -> None:
        """Take a whole dossier back: all that is known of it goes, in one transaction; the withdrawals, one a file, stay."""
        dossier_id = withdrawals[0].dossier
        with self.writing() as connection:
            revision = connection.execute(select(t.dossier.c.revision).where(t.dossier.c.id == dossier_id)).scalar()
            addresses = connection.execute(select(t.change.c.subject).where(_speaks_of(dossier_id))).scalars()
            insert_undescribed(connection, dossier_id, set(addresses), (), withdrawals[0].time)
            connection.execute(delete(t.dossier).where(t.dossier.c.id == dossier_id))
            insert_withdrawals(connection, withdrawals, str(revision or ""))
            forget_traces(connection, dossier_id, ())

    def give_back(self, dossier_id: str, document_id: str) -> bool:
        """Forget a withdrawal, so that the next ingest takes in what was withdrawn. Whether there was one.

        A document goes by the id that it has now or the one that it had.
        """
        known = {one.document for one in self.withdrawals(dossier_id) if _is_about(one, document_id)}
        with self.writing() as connection:
            connection.execute(
                delete(t.withdrawal).where(t.withdrawal.c.dossier == dossier_id, t.withdrawal.c.document.in_(known))
            )
            connection.execute(t.dossier.update().where(t.dossier.c.id == dossier_id).values(fingerprint=""))
        return bool(known)


def _is_about(withdrawal: Withdrawal, document_id: str) -> bool:
    if not document_id or not withdrawal.document:
        return document_id == withdrawal.document
    return document_id == withdrawal.document or digest_of_id(document_id) in withdrawal.was[:1]


def insert_withdrawals(connection: Connection, withdrawals: Sequence[Withdrawal], revision: str) -> None:
    """Write what is taken back at once, and tell the feed. What was taken back before stays so."""
    for one in withdrawals:
        key = {"dossier": one.dossier, "document": one.document, "sha256": one.sha256}
        connection.execute(delete(t.withdrawal).where(*(t.withdrawal.c[name] == value for name, value in key.items())))
        connection.execute(insert(t.withdrawal).values(**key, value=one.model_dump_json()))
    first = withdrawals[0]
    insert_change(connection, "withdrawn", "/".join(filter(None, (first.dossier, first.document))), revision, first.time)


def forget_traces(connection: Connection, dossier_id: str, documents: Iterable[Document]) -> None:
    """Make unreadable, after a withdrawal, what feed and journal say of a dossier that now has these documents.

    Addresses of other documents, and of files that documents no longer have, hold names of files: their hash takes their place. Steps
    in the journal lose their findings and what they were about.
    """
    has_file = {one.id: one.sha256 is not None for one in documents}
    subjects = connection.execute(select(t.change.c.subject).where(_speaks_of(dossier_id)).distinct()).scalars()
    for subject in list(subjects):
        named = re.search(rf"/dossier/{re.escape(dossier_id)}/document/([^/#]*)(.*)", subject)
        if named is None:
            continue
        document_id, rest = unquote(named[1]), named[2]
        if has_file.get(document_id, False) or (document_id in has_file and not rest.startswith("/bestand/")):
            continue
        hidden = hashlib.sha256(subject.encode()).hexdigest()
        connection.execute(update(t.change).where(t.change.c.subject == subject).values(subject=hidden))
    about = t.step.c.value.contains(f'"dossier":"{dossier_id}"', autoescape=True)
    for row in list(connection.execute(select(t.step).where(about))):
        step = Step.model_validate_json(row.value).model_copy(update={"findings": (), "detail": None, "document": None})
        where = (t.step.c.run == row.run, t.step.c.number == row.number)
        connection.execute(update(t.step).where(*where).values(value=step.model_dump_json()))


def _speaks_of(dossier_id: str) -> ColumnElement[bool]:
    return (t.change.c.operation == "described") & t.change.c.subject.contains(f"/dossier/{dossier_id}", autoescape=True)
