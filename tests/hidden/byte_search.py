"""A search for words in all bytes of a folder: every file, packed parts unpacked, in any encoding, case, order and spelling of letters.

    finder = Finder(words)
    for found in finder.in_folder(workspace, skip={"originals"}):
        print(found.word, found.where)

Made to prove that hidden words are nowhere in a workspace. It opens SQLite (rows, and what deleted rows left), zlib anywhere in
the bytes, gzip, ZIP, and the stores of tantivy (blocks of LZ4); a tantivy index is asked by its own interface too, for its
documents and its terms. What it cannot open is searched as it stands.
"""

from __future__ import annotations

import contextlib
import gzip
import html
import io
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

_LETTERS = 10  # of a word that tell it from all others, so that stems and cut-off ends are found too
_DEEPEST = 4
_TOGETHER = 16  # words asked of an index at once: tantivy refuses larger patterns
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_LARGEST = 64 << 20
_ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})|\\+x([0-9a-fA-F]{2})")
_OTHERS = bytes(set(range(256)) - set(b"abcdefghijklmnopqrstuvwxyz"))
_SHIFTS = (0, 3, 6)
_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
_ENTITY = re.compile("&#?[0-9A-Za-z]{1,8};")
_BASE = [unicodedata.normalize("NFD", chr(code).lower())[0] for code in range(256)]  # the letters of Latin-1 without accents
_LATIN = bytes(ord(base) if base.isascii() else 0 for base in _BASE)
_NO_LATIN = bytes(code for code in range(256) if not "a" <= _BASE[code] <= "z")
_STREAMS = ("ex", "lem", "pa", "cp", "rf", "title_ex", "title_lem", "title_pa")


class Found(NamedTuple):
    """A word, and where it is: a path, and the parts inside it."""

    word: str
    where: str


class Finder:
    """Finds any of some words, by their first ten letters: of words that are alike in these, all are told. Shorter ones are refused."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, set[str]] = {}
        for word in words:
            start = letters_of(word)[:_LETTERS]
            if len(start) < _LETTERS:
                raise ValueError(word)
            self._words.setdefault(start.decode(), set()).add(word)
        self._either = {**{start[::-1]: words for start, words in self._words.items()}, **self._words}
        self._tables = [np.zeros(26**3, bool) for _ in _SHIFTS]
        for table, shift in zip(self._tables, _SHIFTS, strict=True):
            table[[int(_triples(start[shift : shift + 3].encode())[0]) for start in self._either]] = True

    def in_text(self, text: str) -> set[str]:
        """The words in a text, spelt in any case, with or without accents, broken by anything, forwards or backwards."""
        return self._among(letters_of(text))

    def _among(self, letters: bytes) -> set[str]:
        if len(letters) < _LETTERS:
            return set()
        triples, last = _triples(letters), len(letters) - _LETTERS + 1
        maybe = np.ones(last, bool)
        for table, shift in zip(self._tables, _SHIFTS, strict=True):
            maybe &= table[triples[shift : shift + last]]
        starts = {letters[at : at + _LETTERS].decode() for at in np.flatnonzero(maybe).tolist()}
        return {word for start in starts & self._either.keys() for word in self._either[start]}

    def in_bytes(self, content: bytes, where: str, depth: int = 0) -> Iterator[Found]:
        """The words in some bytes and in what is packed in them."""
        for word in sorted({word for letters in spellings_of(content) for word in self._among(letters)}):
            yield Found(word, where)
        if depth < _DEEPEST:
            for name, part in parts_of(content):
                yield from self.in_bytes(part, f"{where} » {name}", depth + 1)

    def in_folder(self, folder: Path, *, skip: Collection[str] = ()) -> Iterator[Found]:
        """The words in the names and bytes of all files below a folder, but for the folders in it named in `skip`."""
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if name.parts[0] in skip:
                continue
            for word in sorted(self.in_text(name.as_posix())):
                yield Found(word, f"name of {name}")
            if path.is_file():
                yield from self.in_bytes(path.read_bytes(), name.as_posix())
                if path.name.startswith("catalogue.sqlite") and path.suffix == ".sqlite":
                    yield from self.in_database(path, name.as_posix())
        for meta in sorted(folder.rglob("meta.json")):
            yield from self.in_index(meta.parent, meta.parent.relative_to(folder).as_posix())

    def in_database(self, path: Path, where: str) -> Iterator[Found]:
        """The words in the rows of an SQLite database, its log of writing included."""
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    for value in row:
                        content = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
                        yield from self.in_bytes(content, f"{where} » rows of {table}")
        finally:
            connection.close()

    def in_index(self, folder: Path, where: str) -> Iterator[Found]:
        """The words in the stored documents and in the terms of a tantivy index, as tantivy itself gives them."""
        import tantivy

        index = tantivy.Index.open(str(folder))
        searcher = index.searcher()
        for _, address in searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs)).hits:
            for name, values in searcher.doc(address).to_dict().items():
                for value in values:
                    content = bytes(value) if isinstance(value, bytes | list) else str(value).encode()
                    yield from self.in_bytes(content, f"{where} » documents, {name}")
        for name in _STREAMS:

            def holds(starts: list[str], name: str = name) -> bool:
                query = tantivy.Query.regex_query(index.schema, name, f".*({'|'.join(starts)}).*")
                return bool(searcher.search(query, limit=1).count)

            starts = sorted(self._words)
            for first in range(0, len(starts), _TOGETHER):
                for start in _narrowed(starts[first : first + _TOGETHER], holds):
                    yield from (Found(word, f"{where} » terms, {name}") for word in sorted(self._words[start]))


def _narrowed(starts: list[str], holds: Callable[[list[str]], bool]) -> Iterator[str]:
    """Those of which `holds` is true, asked of many at a time."""
    if not starts or not holds(starts):
        return
    if len(starts) == 1:
        yield starts[0]
        return
    for half in (starts[: len(starts) // 2], starts[len(starts) // 2 :]):
        yield from _narrowed(half, holds)


def letters_of(text: str) -> bytes:
    """The letters a to z of a text: small, without accents, and without all that stands between them."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFD", text.casefold())
    return plain.encode("ascii", "ignore").translate(None, _OTHERS)


def _triples(letters: bytes) -> np.ndarray:
    """Each three letters in a row as a number."""
    codes = np.frombuffer(letters, np.uint8).astype(np.int32) - ord("a")
    return codes[:-2] * 676 + codes[1:-1] * 26 + codes[2:]


def spellings_of(content: bytes) -> Iterator[bytes]:
    """The letters of what bytes may say by any of the encodings; with the escapes of JSON, HTML and addresses resolved.

    Of UTF-16, big or little, every second byte is a letter of Latin-1: what is above U+00FF is in none of the words.
    """
    yield content.translate(_LATIN, _NO_LATIN)
    if b"\0" in content:
        yield content[::2].translate(_LATIN, _NO_LATIN)
        yield content[1::2].translate(_LATIN, _NO_LATIN)
    text = content.decode("utf-8", "ignore")
    if not content.isascii():
        yield letters_of(text)
    if "\\" in text:
        yield letters_of(_ESCAPED.sub(lambda one: chr(int(one[1] or one[2], 16)), text))
    if _ENTITY.search(text):
        yield letters_of(html.unescape(text))
    if _PERCENT.search(text):
        yield letters_of(_PERCENT.sub(lambda one: bytes.fromhex(one[0].replace("%", "")).decode("utf-8", "ignore"), text))


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What is packed in some bytes."""
    if content.startswith(b"PK\x03\x04"):
        yield from _members(content)
    if content.startswith(b"\x1f\x8b"):
        with contextlib.suppress(OSError, EOFError, zlib.error):
            yield "gzip", gzip.decompress(content)
    for number, block in enumerate(lz4_blocks(content)):
        yield f"packed block {number}", block
    for found in _ZLIB.finditer(content):
        unpacked = _inflated(content, found.start())
        if unpacked:
            yield f"zlib at {found.start()}", unpacked


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name, archive.read(name) + name.encode()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return


def _inflated(content: bytes, start: int) -> bytes:
    """As much as comes out before the stream ends or breaks off, piece by piece."""
    unpacker, found = zlib.decompressobj(), bytearray()
    try:
        for at in range(start, len(content), 4096):
            found += unpacker.decompress(content[at : at + 4096])
            if unpacker.eof or len(found) > _LARGEST:
                break
    except zlib.error:
        pass
    return bytes(found)


def lz4_blocks(content: bytes) -> Iterator[bytes]:
    """The blocks at the start of a document store of tantivy: each its length unpacked, 4 bytes, and a block of LZ4."""
    at = 0
    while at + 5 <= len(content):
        size = int.from_bytes(content[at : at + 4], "little")
        if not 0 < size <= _LARGEST:
            return
        block, after = _lz4(content, at + 4, size)
        if block is None:
            return
        yield block
        at = after


def _lz4(content: bytes, at: int, size: int) -> tuple[bytes | None, int]:
    """One block (LZ4 Block Format Description): its bytes and where it ends; None if it is none."""
    out = bytearray()
    try:
        while True:
            token = content[at]
            literals, at = _length(content, at + 1, token >> 4)
            out += content[at : at + literals]
            at += literals
            if len(out) >= size or at > len(content):
                return (bytes(out), at) if len(out) == size and at <= len(content) else (None, at)
            offset = int.from_bytes(content[at : at + 2], "little")
            match, at = _length(content, at + 2, token & 15)
            if not 0 < offset <= len(out) or len(out) + match > size:
                return None, at
            for _ in range(match + 4):
                out.append(out[-offset])
    except IndexError:
        return None, at


def _length(content: bytes, at: int, first: int) -> tuple[int, int]:
    length = first
    while first == 15:
        first = 15 if content[at] == 255 else 0
        length += content[at]
        at += 1
    return length, at
