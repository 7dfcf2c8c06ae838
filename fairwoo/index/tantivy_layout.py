"""How an index of tantivy is laid out. It holds pages, and of each dossier a *head* that says in which revision its pages are.

A page's `print` is the number of its whole content: pages are compared by it, so that only what changed is written. tantivy gives back
numbers of many documents at once but no texts, which is why dossiers and documents have numbers here. They are signed: by an unsigned
number `delete_documents_by_term` finds nothing.
"""

from __future__ import annotations

import hashlib
from typing import Any

from fairwoo.index import dutch
from fairwoo.index.fields import STREAMS, day_number, fields
from fairwoo.index.values import FACETS
from fairwoo.model import Entry
from fairwoo.shared import canonical_json

LAYOUT = 4
NUMBERS = ("print", "dossier_number", "document_number", "newest", "oldest")
_OPTIONS = {"ex": "position", "lem": "position", "title_ex": "position", "title_lem": "position", "rf": "basic"}
_SHUFFLE_BITS, _PAGE_BITS = 22, 14  # with a day in 27 bits a number of 63
_LAST_DAY = 99_999_999


def schema() -> Any:
    """The fields."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("dossier", *FACETS):
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("sort", tokenizer_name="raw", index_option="basic")
    for name in ("head", "revision"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", fast=True, index_option="basic")
    for name in STREAMS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=_OPTIONS.get(name, "freq"))
    builder.add_integer_field("day", indexed=True, fast=True)
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=name == "print", fast=True)
    builder.add_bytes_field("entry", stored=True)
    return builder.build()


def version() -> str:
    """What is written beside the index; an index with another text there is refused."""
    return canonical_json({"analysis": dutch.ANALYSIS_VERSION, "layout": LAYOUT})


def page(entry: Entry, content: bytes) -> Any:
    """The document of a page. `content` is its entry as JSON."""
    import tantivy

    found = fields(entry)
    document = tantivy.Document()
    document.add_text("sort", "page")
    document.add_text("id", entry.id)
    document.add_text("dossier", entry.dossier)
    for name in STREAMS:
        document.add_text(name, getattr(found, name))
    for name, values in found.values.items():
        for value in values:
            document.add_text(name, value)
    document.add_integer("day", found.day)
    for name, one in numbers(entry, content).items():
        document.add_integer(name, one)
    document.add_bytes("entry", content)
    return document


def head(dossier: str, revision: str) -> Any:
    """The head of a dossier."""
    import tantivy

    document = tantivy.Document()
    document.add_text("sort", "head")
    document.add_text("head", dossier)
    document.add_text("revision", revision)
    return document


def numbers(entry: Entry, content: bytes) -> dict[str, int]:
    """The numbers of a page. `newest` and `oldest` put it in its place by day, undated pages last; within a day documents stand
    in an order that is always the same, and their pages in theirs.
    """
    shuffled = number(f"{entry.dossier}/{entry.document}", _SHUFFLE_BITS) << _PAGE_BITS
    place = shuffled | max(0, (1 << _PAGE_BITS) - 1 - entry.page)
    day = day_number(entry.dated)
    shift = _SHUFFLE_BITS + _PAGE_BITS
    return {
        "print": number(content, 63),
        "dossier_number": number(entry.dossier, 63),
        "document_number": number(f"{entry.dossier}/{entry.document}", 63),
        "newest": day << shift | place,
        "oldest": (_LAST_DAY - day if day else 0) << shift | place,
    }


def number(content: str | bytes, bits: int) -> int:
    """A number of so many bits that stands for a content."""
    raw = content.encode() if isinstance(content, str) else content
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest()) >> (64 - bits)
