"""The search for words in bytes finds what is there, however it is kept, and nothing else: else finding nothing would say nothing."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import struct
import zipfile
import zlib

import pytest

from tests.hidden.byte_search import Finder, lz4_blocks
from tests.hidden.planting import words_for

WORD = words_for("een", 1, accents=True)[0]
OTHER = words_for("twee", 1)[0]
TEXT = f"Van de heer {WORD} vernamen wij niets."


def _lz4(content: bytes) -> bytes:
    """A block of literals only, but for its first piece: five times the same byte, as a match that overlaps itself."""
    start = b"\x10-\x01\x00"  # one literal, and four more of it
    rest, length = b"", len(content)
    token = bytes([min(length, 15) << 4])
    if length >= 15:
        rest = b"\xff" * ((length - 15) // 255) + bytes([(length - 15) % 255])
    return struct.pack("<I", length + 5) + start + token + rest + content


def _zipped(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", content)
    return stream.getvalue()


WAYS = {
    "utf-8": TEXT.encode(),
    "latin-1": TEXT.encode("latin-1"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be, one byte off": b"\0" + TEXT.encode("utf-16-be"),
    "utf-16 with mark": TEXT.encode("utf-16"),
    "small": TEXT.lower().encode(),
    "capitals": TEXT.upper().encode(),
    "without accents": WORD.replace("ö", "o").replace("ä", "a").encode(),
    "backwards": TEXT[::-1].encode(),
    "stem": f" {WORD[:11].lower()} ".encode(),
    "broken over lines": f"{WORD[:5]}-\n{WORD[5:]}".encode(),
    "letter by letter": " ".join(WORD).encode(),
    "JSON": json.dumps({"text": TEXT}).encode(),
    "JSON in JSON": json.dumps(json.dumps(TEXT)).encode(),
    "HTML": TEXT.replace("ö", "&ouml;").replace("ä", "&#228;").encode(),
    "address": TEXT.replace("ö", "%C3%B6").replace("ä", "%C3%A4").encode(),
    "among noise": bytes(range(256)) * 9 + TEXT.encode() + bytes(range(256)),
    "zlib": zlib.compress(TEXT.encode()),
    "zlib inside, broken off": b"..." + zlib.compress(TEXT.encode() * 400, 1)[:-20],
    "gzip": gzip.compress(TEXT.encode()),
    "zip": _zipped(TEXT.encode()),
    "zlib in zip": _zipped(zlib.compress(TEXT.encode("utf-16-le"))),
    "LZ4": _lz4(b"...") + _lz4(TEXT.encode() * 9),
}


@pytest.mark.parametrize("way", WAYS)
def test_found_however_it_is_kept(way):
    assert {found.word for found in Finder([WORD, OTHER]).in_bytes(WAYS[way], "x")} == {WORD}


@pytest.mark.parametrize("text", ["", "Een gewone zin over fietsen", WORD[:9], OTHER[:8] + WORD[:8], "\0" * 50])
def test_nothing_found_where_nothing_is(text):
    assert list(Finder([WORD, OTHER]).in_bytes(text.encode(), "x")) == []


def test_short_words_are_refused():
    with pytest.raises(ValueError, match="kort"):
        Finder(["kort"])


def test_lz4_by_the_book():
    """The example of a match that overlaps itself: five times the same byte, then the literals."""
    assert list(lz4_blocks(_lz4(b"abc"))) == [b"-----abc"]
    assert list(lz4_blocks(b"\x05\0\0\0\xff\xff")) == []


def test_deleted_rows_of_a_database_are_found(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE a (b BLOB)")
    connection.execute("INSERT INTO a VALUES (?)", [TEXT])
    connection.execute("INSERT INTO a VALUES (?)", [zlib.compress(OTHER.encode())])
    connection.commit()
    rows = {(found.word, "rows of a" in found.where) for found in Finder([WORD, OTHER]).in_folder(tmp_path)}
    assert {(WORD, True), (OTHER, True)} <= rows
    connection.execute("DELETE FROM a")
    connection.commit()
    connection.close()
    assert {found.word for found in Finder([WORD, OTHER]).in_folder(tmp_path)} == {WORD, OTHER}


def test_names_of_files_are_looked_at(tmp_path):
    (tmp_path / f"{OTHER}.txt").write_bytes(b"")
    assert [found.word for found in Finder([OTHER]).in_folder(tmp_path)] == [OTHER]
