"""All that a made file holds, by other libraries than fairwoo reads with: to see that the words are really in it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
from pypdf import PdfReader

_MOST_DEEP = 12


def contents_of(content: bytes) -> Iterator[bytes]:
    """The bytes as they stand; of a PDF also its objects and unpacked streams in every revision, and the text of its pages."""
    yield content
    if not content.startswith(b"%PDF-"):
        return
    ends = [at + 6 for at in range(len(content)) if content.startswith(b"%%EOF", at)]
    for end in ends:
        try:
            with pikepdf.open(io.BytesIO(content[:end])) as pdf:
                for one in pdf.objects:
                    yield from _strings(one, 0)
        except pikepdf.PdfError:
            continue
        yield _texts(content[:end]).encode()


def _strings(one: object, depth: int) -> Iterator[bytes]:
    if depth > _MOST_DEEP:
        return
    if isinstance(one, pikepdf.Stream):
        try:
            yield one.read_bytes()
        except pikepdf.PdfError:
            yield one.read_raw_bytes()
        yield from _strings(dict(one.items()), depth + 1)
    elif isinstance(one, pikepdf.Dictionary | dict):
        for value in dict(one).values():
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _strings(value, depth + 1)
    elif isinstance(one, pikepdf.Array):
        for value in one:
            yield from _strings(value, depth + 1)
    elif isinstance(one, pikepdf.String):
        yield str(one).encode()


def _texts(content: bytes) -> str:
    pieces = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            pieces.append(page.get_textpage().get_text_range())
    pieces += [page.extract_text() for page in PdfReader(io.BytesIO(content), strict=False).pages]
    return "\n".join(pieces)
