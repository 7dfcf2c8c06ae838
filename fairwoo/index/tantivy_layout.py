"""How an index of tantivy is laid out. It holds pages, and of each dossier a *head* that says in which revision its pages are.

A page's `print` is the number of its whole content: pages are compared by it, so that only what changed is written. tantivy gives back
numbers of many documents at once but no texts, which is why dossiers and documents have numbers here. They are signed: by an unsigned
number `delete_documents_by_term` finds nothing.
"""

from __future__ import annotations

from typing import Any

from fairwoo.index import dutch
from fairwoo.index.fields import STREAMS, fields, number, order
from fairwoo.index.values import FACETS
from fairwoo.model import Entry
from fairwoo.shared import canonical_json

LAYOUT = 5
NUMBERS = ("print", "dossier_number", "document_number", "newest", "oldest")
_OPTIONS = {"ex": "position", "title_ex": "position", "title_lem": "position", "rf": "basic"}


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
    """The numbers of a page."""
    return {
        "print": number(content, 63),
        "dossier_number": number(entry.dossier, 63),
        "document_number": number(f"{entry.dossier}/{entry.document}", 63),
        **order(entry)._asdict(),
    }
