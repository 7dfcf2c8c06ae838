"""Nasty ZIP files: nothing is written outside, each bad member is told, the rest goes on."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo import ingest
from fairwoo.errors import InputError
from fairwoo.ingest.unpacking import unpack
from fairwoo.settings import ExtractSettings
from tests.ingest.made import codes, deliver, fates, lay, outcomes, reasons

STAMP = (2023, 1, 2, 3, 4, 6)


def member(name: str, **changes: object) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x", STAMP)
    info.filename = name  # not by the constructor, which cleans it
    info.compress_type = zipfile.ZIP_DEFLATED
    for key, value in changes.items():
        setattr(info, key, value)
    return info


def zipped(path: Path, members: list[tuple[zipfile.ZipInfo | str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(member(name) if isinstance(name, str) else name, content)
    return path


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_an_ordinary_archive_is_one_dossier(tmp_path):
    archive = zipped(tmp_path / "Zwembad 2023.ZIP", [("besluit.pdf", b"x"), ("documenten/1.pdf", b"y")])
    (one,) = ingest.find(archive)
    assert (one.location, one.name, one.inputs) == (str(archive), "Zwembad 2023", (archive,))
    delivery = deliver(archive, tmp_path)
    assert delivery.dossier.id == "gm0055-zwembad-2023"
    assert fates(delivery) == {"besluit.pdf": "document", "documenten/1.pdf": "document"}


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["zwembad/besluit.pdf", "zwembad/documenten/1.pdf"], {"besluit.pdf", "documenten/1.pdf"}),
        (["a/b/1.pdf", "a/b/2.pdf"], {"1.pdf", "2.pdf"}),
        (["documenten/1.pdf"], {"documenten/1.pdf"}),
        (["zwembad/bijlagen/1.pdf", "zwembad/bijlagen/2.pdf"], {"bijlagen/1.pdf", "bijlagen/2.pdf"}),
        (["a/1.pdf", "b/2.pdf"], {"a/1.pdf", "b/2.pdf"}),
    ],
)
def test_one_folder_around_everything_is_stepped_into(names, files, tmp_path):
    assert set(fates(deliver(zipped(tmp_path / "x.zip", [(name, name.encode()) for name in names]), tmp_path))) == files


NAMES = {
    "../buiten.txt": "archive-member-refused",
    "a/../../buiten.txt": "archive-member-refused",
    "..\\..\\buiten.txt": "archive-member-refused",
    "/etc/buiten.txt": "archive-member-refused",
    "\\buiten.txt": "archive-member-refused",
    "C:\\buiten.txt": "archive-member-refused",
    "c:buiten.txt": "archive-member-refused",
    "..": "archive-member-refused",
    "../.ssh/config": "archive-member-refused",
    "__MACOSX/._besluit.pdf": "file-from-system",
    "sub/Thumbs.db": "file-from-system",
    ".verborgen": "file-from-system",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_astray(name, tmp_path):
    canary = lay(tmp_path / "plek", {"kanarie.txt": "x"})
    archive = zipped(tmp_path / "x.zip", [(name, b"kwaad"), ("besluit.pdf", b"goed")])
    (one,) = ingest.find(archive)
    folder = one.open(canary / "scratch")
    delivery = ingest.deliver(folder, ingest.Options("gm0055"))
    assert folder.files == ("besluit.pdf",)
    assert list(reasons(delivery).values()) == [NAMES[name]]
    assert tree(canary) == {"kanarie.txt", "scratch", "scratch/unpacked", "scratch/unpacked/besluit.pdf"}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a\\b.pdf", "a/b.pdf"),
        ("./a//b.pdf", "a/b.pdf"),
        ("nota 1:b?.pdf", "nota 1_b_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("punt. ", "punt"),
        ("lang" * 100 + ".pdf", ("lang" * 100 + ".pdf")[-180:]),
        ("rechts\u202enaar.pdf", "rechtsnaar.pdf"),
    ],
)
def test_names_are_made_safe_for_every_computer(name, path, tmp_path):
    delivery = deliver(zipped(tmp_path / "x.zip", [(name, b"x"), ("0.pdf", b"y")]), tmp_path)
    assert set(fates(delivery)) == {"0.pdf", path}


def test_a_name_that_was_changed_is_told(tmp_path):
    delivery = deliver(zipped(tmp_path / "x.zip", [("nota 1:b.pdf", b"x"), ("0.pdf", b"y")]), tmp_path)
    assert codes(delivery) == {"archive-member-renamed": 1}


def raw_name(path: Path, name: bytes, flags: int) -> Path:
    """An archive with one member whose name is these bytes, whatever they mean."""
    zipped(path, [("N" * len(name), b"x")])
    content = path.read_bytes().replace(b"N" * len(name), name)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + offset
        content = content[:at] + struct.pack("<H", flags) + content[at + 2 :]
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "flags"), [("café.pdf".encode(), 0x800), ("café.pdf".encode(), 0), ("café.pdf".encode("cp437"), 0)], ids=str
)
def test_accents_in_names(name, flags, tmp_path):
    assert set(fates(deliver(raw_name(tmp_path / "x.zip", name, flags), tmp_path))) == {"café.pdf"}


def test_a_name_with_a_nul_is_refused(tmp_path):
    (refused,) = outcomes(raw_name(tmp_path / "x.zip", b"a\x00b.pdf", 0), tmp_path)
    assert list(reasons(refused).values()) == ["archive-member-refused"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_not_made(kind, tmp_path):
    odd = member("odd", external_attr=(kind | 0o777) << 16, create_system=3)
    delivery = deliver(zipped(tmp_path / "x.zip", [(odd, b"/etc/passwd"), ("1.pdf", b"x")]), tmp_path)
    assert reasons(delivery) == {"odd": "archive-member-refused"}


def test_of_two_members_of_one_name_the_first_counts(tmp_path):
    members = [("1.pdf", b"eerste"), ("1.PDF", b"tweede"), ("1.pdf", b"derde"), ("1.pdf/x", b"vierde")]
    with pytest.warns(UserWarning, match="Duplicate"):
        archive = zipped(tmp_path / "x.zip", members)
    delivery = deliver(archive, tmp_path)
    assert reasons(delivery) == dict.fromkeys(["1.PDF", "1.pdf (2)", "1.pdf/x"], "archive-member-refused")
    assert [document.size for document in delivery.dossier.documents] == [6]


def test_a_file_where_a_folder_is(tmp_path):
    delivery = deliver(zipped(tmp_path / "x.zip", [("a/1.pdf", b"x"), ("b", b"y"), ("a", b"z")]), tmp_path)
    assert reasons(delivery) == {"a": "archive-member-refused"}


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_rejected_and_leaves_nothing(compression, tmp_path):
    broken = member("broken.bin", compress_type=compression)
    archive = zipped(tmp_path / "x.zip", [(broken, bytes(range(256)) * 20), ("goed.txt", b"goed")])
    content = bytearray(archive.read_bytes())
    start = content.index(b"broken.bin") + len("broken.bin") + 20
    content[start : start + 10] = bytes(byte ^ 0xFF for byte in content[start : start + 10])
    archive.write_bytes(content)
    delivery = deliver(archive, tmp_path)
    assert reasons(delivery) == {"broken.bin": "archive-member-refused"}
    assert "beschadigd" in next(file.reason.message.nl for file in delivery.files if file.reason)
    assert tree(tmp_path / "scratch-0" / "unpacked") == {"goed.txt"}


@pytest.mark.parametrize(("offset", "value", "word"), [(6, 0x1, "wachtwoord"), (8, 99, "niet kent")])
def test_encrypted_and_unknown_packing(offset, value, word, tmp_path):
    archive = zipped(tmp_path / "x.zip", [("1.pdf", b"x"), ("2.pdf", b"y")])
    content = bytearray(archive.read_bytes())
    for signature, at in ((b"PK\x03\x04", offset), (b"PK\x01\x02", offset + 2)):
        struct.pack_into("<H", content, content.index(signature) + at, value)
    archive.write_bytes(content)
    delivery = deliver(archive, tmp_path)
    assert reasons(delivery) == {"1.pdf": "archive-member-refused"}
    assert word in next(file.reason.message.nl for file in delivery.files if file.reason)


def test_a_member_that_unpacks_suspiciously_large_is_refused(tmp_path):
    delivery = deliver(zipped(tmp_path / "x.zip", [("bom.txt", b"0" * 3_000_000), ("1.pdf", b"x")]), tmp_path)
    assert reasons(delivery) == {"bom.txt": "archive-member-refused"}
    assert tree(tmp_path / "scratch-0" / "unpacked") == {"1.pdf"}


def test_members_that_share_their_bytes_are_refused(tmp_path):
    """The trick of the non-recursive bomb: many names for one block of data."""
    archive = zipped(tmp_path / "x.zip", [("a.txt", b"inhoud"), ("b.txt", b"inhoud"), ("c.txt", b"inhoud")])
    content = bytearray(archive.read_bytes())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 1)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    archive.write_bytes(content)
    delivery = deliver(archive, tmp_path)
    assert set(fates(delivery)) == {"a.txt", "b.txt", "c.txt"}
    assert reasons(delivery) == dict.fromkeys(["a.txt", "b.txt"], "archive-member-refused")


def limits(**changes: int) -> ExtractSettings:
    return ExtractSettings().model_copy(update=changes)


def noise(size: int) -> bytes:
    return bytes((n * n + n // 7) % 251 for n in range(size))


def test_a_member_over_the_limit_is_refused_also_when_it_lies_about_its_size(tmp_path):
    archive = zipped(
        tmp_path / "x.zip", [(member("groot.bin", compress_type=zipfile.ZIP_STORED), noise(1_200_000)), ("1.pdf", b"x")]
    )
    with zipfile.ZipFile(archive) as opened:
        unpacked = unpack(opened, tmp_path / "uit", limits(member_mb=1))
    assert [file.path for file in unpacked.rejected] == ["groot.bin"]
    assert tree(tmp_path / "uit") == {"1.pdf"}


@pytest.mark.parametrize("change", [{"entries": 2}, {"unpacked_mb": 1}])
def test_an_archive_over_the_limits_is_refused_whole(change, tmp_path):
    stored = [(member(f"{n}.bin", compress_type=zipfile.ZIP_STORED), noise(400_000)) for n in range(3)]
    with zipfile.ZipFile(zipped(tmp_path / "x.zip", stored)) as opened, pytest.raises(InputError, match="Verdeel"):
        unpack(opened, tmp_path / "uit", limits(**change))


@pytest.mark.parametrize("content", [b"", b"geen zip", b"PK\x03\x04 afgekapt", b"Rar!\x1a\x07\x00"])
def test_what_is_no_archive_is_told(content, tmp_path):
    archive = tmp_path / "x.zip"
    archive.write_bytes(content)
    (one,) = ingest.find(archive)
    with pytest.raises(InputError) as told:
        one.open(tmp_path / "scratch")
    assert str(archive) in told.value.message("nl")
    assert "pak het zelf uit" in told.value.message("nl").lower()


def test_an_archive_of_nothing_is_refused(tmp_path):
    (refused,) = outcomes(zipped(tmp_path / "x.zip", []), tmp_path)
    assert [finding.code for finding in refused.findings] == ["dossier-without-files"]


def test_what_a_killed_run_left_in_the_scratch_folder_does_not_matter(tmp_path):
    archive = zipped(tmp_path / "x.zip", [("1.pdf", b"heel")])
    lay(tmp_path / "scratch-0" / "unpacked", {"1.pdf": "ha", "oud.pdf": "x"})
    delivery = deliver(archive, tmp_path)
    assert fates(delivery) == {"1.pdf": "document"}
    assert delivery.dossier.documents[0].size == 4


def test_an_archive_in_a_folder_is_a_document(tmp_path):
    root = lay(tmp_path / "in", {"besluit.pdf": "x"})
    zipped(root / "bijlagen.zip", [("1.pdf", b"x")])
    assert fates(deliver(root, tmp_path)) == {"besluit.pdf": "document", "bijlagen.zip": "document"}


_PARTS = st.sampled_from(["a", "A", "b.pdf", "..", ".", "", "C:", "Thumbs.db", "é", "con", "metadata", "x" * 300, "\x01", "a:b"])
_MEMBERS = st.lists(st.tuples(st.lists(_PARTS, min_size=1, max_size=4).map("/".join), st.binary(max_size=4)), max_size=10)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(_MEMBERS)
def test_every_member_of_any_archive_has_one_fate_and_none_gets_out(tmp_path_factory, members):
    place = tmp_path_factory.mktemp("zip")
    archive = zipped(place / "x.zip", [(member(name), content) for name, content in members if name])
    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as opened:
        files = [info for info in opened.infolist() if not (info.is_dir() and not info.file_size)]
    (outcome,) = outcomes(archive, place)
    assert len(fates(outcome)) == len(files)
    assert {path.split("/")[0] for path in tree(place)} <= {"x.zip", "scratch-0"}
