"""Writing an index of tantivy: one writer over all processes, only what changed, and nothing left of what was taken out.

tantivy keeps the contents of a deleted document until its segment is merged away, and cannot be told to merge. So when documents were
taken out, what is left in their segments is written anew: then those segments hold nothing, and tantivy removes their files.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fairwoo.errors import EngineError
from fairwoo.index import tantivy_layout as layout
from fairwoo.index.compile_tantivy import Compiler
from fairwoo.index.tantivy_reading import Reader, entry_of
from fairwoo.model import Entry, Text
from fairwoo.shared import write_atomically

_HEAP = 64_000_000
_WAITS = (0.1, 0.3, 0.6, 1.0)  # seconds before another try to become the writer


class Writer:
    """The one writer of an index. `reader` gives the last commit as it is now."""

    def __init__(self, index: Any, folder: Path, compiler: Compiler, reader: Callable[[], Reader]) -> None:
        self._index = index
        self._folder = folder
        self._compiler = compiler
        self._reader = reader
        self._holder = folder.parent / "tantivy.writer"
        self._writer = self._lease()
        self._index.reload()
        self._emptied = False
        self._touched: set[str] = set()  # dossiers changed since the last commit, which the reader does not see yet

    def _lease(self) -> Any:
        """Become the writer; wait a moment for another that is nearly done. Raises EngineError that names the other one."""
        for wait in (*_WAITS, None):
            try:
                writer = self._index.writer(_HEAP, 1)
            except ValueError as error:
                if wait is None:
                    raise self._taken() from error
                time.sleep(wait)
            else:
                told = {"process": os.getpid(), "machine": socket.gethostname()}
                write_atomically(self._holder, json.dumps(told).encode())
                return writer
        raise AssertionError  # the last turn returns or raises

    def _taken(self) -> EngineError:
        try:
            told = json.loads(self._holder.read_bytes())
            who_nl, who_en = (f" ({one} {told['process']}, {told['machine']})" for one in ("proces", "process"))
        except (OSError, ValueError, KeyError, TypeError):
            who_nl = who_en = ""
        return EngineError(
            Text(
                nl=f"Een andere opdracht schrijft nu in de zoekindex{who_nl}. Wacht tot die klaar is en probeer het opnieuw.",
                en=f"Another command is writing to the search index now{who_en}. Wait until it is done and try again.",
            )
        )

    def replace(self, dossier: str, revision: str, entries: Iterable[Entry]) -> None:
        """Write the pages that are not there as they should be, and take out those that should not be there."""
        reader = self._reader()
        there = reader.pages_of(dossier)
        documents = set(reader.numbers("document_number", there))
        old, kept, present = set(reader.numbers("print", there)), set(), set()
        if dossier in self._touched:
            self._writer.delete_documents_by_term("dossier", dossier)
            old = set()
        self._touched.add(dossier)
        for entry in entries:
            content = entry.model_dump_json().encode()
            numbers = layout.numbers(entry, content)
            present.add(numbers["document_number"])
            kept.add(numbers["print"])
            if numbers["print"] not in old:
                self._writer.add_document(layout.page(entry, content))
        for one in old - kept:
            self._writer.delete_documents_by_term("print", one)
        self._writer.delete_documents_by_term("head", dossier)
        self._writer.add_document(layout.head(dossier, revision))
        self._emptied = self._emptied or not documents <= present

    def delete(self, dossier: str) -> None:
        """Take out everything of a dossier."""
        self._touched.add(dossier)
        self._emptied = self._emptied or bool(self._reader().pages_of(dossier))
        self._writer.delete_documents_by_term("dossier", dossier)
        self._writer.delete_documents_by_term("head", dossier)

    def commit(self) -> None:
        """Durable and visible from here on; of documents that were taken out nothing is left."""
        with self._storing():
            self._writer.commit()
            self._index.reload()
            self._touched.clear()
            if self._emptied:
                self._rewrite()
                self._emptied = False

    def _rewrite(self) -> None:
        """Write anew what is left in segments from which something was taken, and remove the files of those segments."""
        reader = self._reader()
        heads = reader.heads()
        dossiers = [
            (head, str(document["head"][0]), str(document["revision"][0]))
            for head in heads
            if (document := reader.document(head))
        ]
        left = Counter(head.segment_ord for head in heads)
        for _, dossier, _ in dossiers:
            left.update(address.segment_ord for address in reader.pages_of(dossier))
        emptied = self._emptied_segments(left)
        for head, dossier, revision in dossiers:
            if head.segment_ord in emptied:
                self._writer.delete_documents_by_term("head", dossier)
                self._writer.add_document(layout.head(dossier, revision))
            for address in reader.pages_of(dossier):
                if address.segment_ord in emptied:
                    self._again(reader.document(address))
        self._writer.commit()
        self._index.reload()
        self._writer.garbage_collect_files()

    def _again(self, document: Any) -> None:
        entry, content = entry_of(document), bytes(document["entry"][0])
        self._writer.delete_documents_by_term("print", layout.numbers(entry, content)["print"])
        self._writer.add_document(layout.page(entry, content))

    def _emptied_segments(self, left: Counter[int]) -> set[int]:
        """The numbers of the segments that hold something that was deleted; `left` is how many documents each has that were not.

        tantivy opens segments in the order of its meta file. If a merge changed that file meanwhile, all segments count as emptied.
        """
        segments = json.loads((self._folder / "meta.json").read_bytes())["segments"]
        deleted = [segment["deletes"]["num_deleted_docs"] if segment["deletes"] else 0 for segment in segments]
        if Counter({number: one["max_doc"] - deleted[number] for number, one in enumerate(segments)}) != left:
            return set(left)
        return {number for number, count in enumerate(deleted) if count}

    def close(self) -> None:
        """Give the lease back; what was not committed is dropped."""
        self._writer.rollback()
        self._writer.wait_merging_threads()
        self._holder.unlink(missing_ok=True)

    @contextmanager
    def _storing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise EngineError(
                Text(
                    nl=f"De zoekindex in {self._folder} is niet te schrijven ({error}). Maak ruimte en draai fairwoo index.",
                    en=f"The search index in {self._folder} cannot be written ({error}). Make room and run fairwoo index.",
                )
            ) from error
