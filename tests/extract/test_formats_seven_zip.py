"""7-Zip archives: the same caps as ZIP; without the extra it is said what to do."""

from __future__ import annotations

import importlib
import io
import struct
import zipfile
import zlib

import pytest

from tests.extract.caged import opened_in_cage
from tests.extract.opened import codes, opened

py7zr = pytest.importorskip("py7zr")
SIGNATURE = 32  # bytes before the packed streams


@pytest.fixture
def pack(tmp_path):
    """Make an archive of (name, content) pairs; `spoil` changes its bytes."""

    def make(*members, spoil=None, **options):
        stream = io.BytesIO()
        with py7zr.SevenZipFile(stream, "w", **options) as archive:
            archive.set_encoded_header_mode(False)
            for name, content in members:
                archive.writestr(content, name)
        content = stream.getvalue()
        path = tmp_path / "a.7z"
        path.write_bytes(spoil(content) if spoil else content)
        return path

    return make


def renamed(old, new):
    """Another name of the same length in the list of names, with the checksums of both headers made right again."""

    def spoil(content):
        start, size = struct.unpack("<QQ", content[12:28])
        header = content[SIGNATURE + start :][:size].replace(old.encode("utf-16-le"), new.encode("utf-16-le"))
        first = struct.pack("<QQI", start, size, zlib.crc32(header))
        return content[:8] + struct.pack("<I", zlib.crc32(first)) + first + content[SIGNATURE : SIGNATURE + start] + header

    return spoil


def test_members_become_parts(pack, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("binnen.txt", "diep")
    members = (("map/brief.txt", b"een"), ("andere/brief.txt", b"twee"), ("leeg.txt", b""), ("in.zip", inner.getvalue()))
    found = opened(pack(*members, ("__MACOSX/._brief.txt", b"x"), ("map/.DS_Store", b"x")), scratch=tmp_path)
    assert sorted(part.name for part in found.parts) == ["brief (2).txt", "brief.txt", "in.zip", "leeg.txt"]
    assert found.properties["members"] == "4"
    assert {(tmp_path / part.sha256).read_bytes() for part in found.parts} == {content for _, content in members}
    assert found.media_type == "application/x-7z-compressed"
    assert not codes(found)


def test_same_name_twice_keeps_both(pack, tmp_path):
    found = opened(pack(("aa.txt", b"een"), ("bb.txt", b"twee"), spoil=renamed("bb.txt", "aa.txt")), scratch=tmp_path)
    assert {(tmp_path / part.sha256).read_bytes() for part in found.parts} == {b"een", b"twee"}


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.t", "C:/x.txt", r"..\x.txt"])
def test_name_that_points_outside(pack, tmp_path, name):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = pack(("voor.txt", b"een"), ("gevaar.t", b"twee"), ("na.txt", b"drie"), spoil=renamed("gevaar.t", name))
    found = opened(path, scratch=scratch)
    assert [part.name for part in found.parts] == ["voor.txt", "na.txt"]
    assert codes(found) == ["part-not-unpacked"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.7z", "scratch"]
    assert {one.name for one in scratch.iterdir()} == {part.sha256 for part in found.parts}


def test_bomb(pack):
    assert codes(opened(pack(("bom.txt", b"0" * 20_000_000), ("goed.txt", b"y")))) == ["seven-zip-unsafe"]


def test_too_many(pack):
    assert codes(opened(pack(*((f"{number}.txt", b"x") for number in range(5))), entries=4)) == ["seven-zip-unsafe"]


def test_too_large(pack):
    """The second is larger than a member may be; the fourth does not fit in what all together may be."""
    members = [(f"{number}.txt", bytes([65 + number]) * size) for number, size in enumerate((100, 300, 100, 90))]
    found = opened(pack(*members), member_bytes=200, unpacked_bytes=250)
    assert [part.name for part in found.parts] == ["0.txt", "2.txt"]
    assert codes(found) == ["part-not-unpacked", "part-not-unpacked"]


@pytest.mark.parametrize("options", [{}, {"header_encryption": True}])
def test_password(pack, options):
    found = opened(pack(("a.txt", b"geheim"), password="x", **options))
    assert codes(found) == ["file-encrypted"]
    assert found.properties["encrypted"] == "true"


def test_damaged_data_are_not_kept(pack, tmp_path):
    """The checksum tells; nothing of the member stays behind."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = pack(
        ("a.txt", b"0123456789"),
        filters=[{"id": py7zr.FILTER_COPY}],
        spoil=lambda content: content.replace(b"0123456789", b"0123456780"),
    )
    assert codes(opened(path, scratch=scratch)) == ["seven-zip-broken"]
    assert not list(scratch.iterdir())


def test_cut_off(pack):
    assert codes(opened(pack(("a.txt", b"een"), spoil=lambda content: content[:-5]))) == ["seven-zip-broken"]


def test_empty(pack):
    assert codes(opened(pack())) == ["seven-zip-empty"]


def test_without_the_extra(pack, monkeypatch):
    path = pack(("a.txt", b"een"))

    there = importlib.import_module

    def absent(name, *package):
        if name == "py7zr":
            raise ImportError(name)
        return there(name, *package)

    monkeypatch.setattr(importlib, "import_module", absent)
    found = opened(path)
    assert codes(found) == ["seven-zip-not-read"]
    assert "pip install py7zr" in found.findings[0].advice.nl
    assert not found.read


def test_in_the_cage(pack, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (found,) = opened_in_cage([pack(("a.txt", b"een" * 1000))], scratch)
    assert [part.size for part in found.parts] == [3000]


@pytest.mark.corpus
def test_real_archive_with_a_password(corpus):
    assert codes(opened(corpus / "hostile" / "archives" / "ingest__7z_password.7z")) == ["file-encrypted"]
