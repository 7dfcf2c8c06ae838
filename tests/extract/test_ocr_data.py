"""The data files of Tesseract: which are used, and how one is put in place from a file, a package or an address."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fairwoo.cli.frame import Frame
from fairwoo.cli.ocr import ocr as command
from fairwoo.errors import DependencyError, InputError
from fairwoo.extract import ocr
from fairwoo.extract.ocr import data, fetch


@pytest.fixture
def listed(monkeypatch):
    """Two editions that are known for the length of a test, the preferred one first."""
    contents = (b"the preferred edition", b"another edition")
    files = tuple(
        data.DataFile("nld", f"edition {number}", hashlib.sha256(content).hexdigest(), len(content))
        for number, content in enumerate(contents)
    )
    monkeypatch.setattr(data, "known", lambda: files)
    return contents


def npm(path, members):
    with tarfile.open(path, "w:gz") as package:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            package.addfile(member, io.BytesIO(content))
    return path


def test_the_list_holds_dutch_and_orientation():
    assert {"nld", "osd"} <= {one.language for one in data.known()}
    assert len({one.sha256 for one in data.known()}) == len(data.known())


def test_installs_a_file_plain_gzipped_or_from_a_package(listed, tmp_path):
    plain = tmp_path / "x.traineddata"
    plain.write_bytes(listed[1])
    gzipped = tmp_path / "x.traineddata.gz"
    gzipped.write_bytes(gzip.compress(listed[1], mtime=0))
    package = npm(
        tmp_path / "nld.tgz",
        [
            ("package/README.md", b"x"),
            ("package/a/nld.traineddata.gz", gzip.compress(listed[1], mtime=0)),
            ("package/b/nld.traineddata.gz", gzip.compress(listed[0], mtime=0)),
        ],
    )
    for number, (source, wanted) in enumerate([(plain, 1), (gzipped, 1), (package, 0)]):
        target = tmp_path / f"target{number}"
        assert data.install(source, target) == f"nld edition {wanted}"
        assert (target / "nld.traineddata").read_bytes() == listed[wanted]
        assert [one.name for one in target.iterdir()] == ["nld.traineddata"]
        assert data.locate(target) == target


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nld.traineddata", b"changed"),
        ("nld.traineddata.gz", gzip.compress(b"changed", mtime=0)),
        ("nld.traineddata.gz", gzip.compress(bytes(10_000_000), mtime=0)),
        ("nld.traineddata.gz", b"no gzip"),
        ("nld.traineddata.gz", gzip.compress(b"cut off" * 99, mtime=0)[:-20]),
        ("nld.tgz", b"no package"),
        ("nld.tgz", gzip.compress(b"no tar", mtime=0)),
    ],
)
def test_refuses_what_is_not_known(listed, tmp_path, name, content):
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(InputError) as error:
        data.install(source, tmp_path / "target")
    assert str(source) in error.value.text.nl
    assert str(source) in error.value.text.en
    assert not (tmp_path / "target").exists()


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError):
        data.install(tmp_path / "nld.traineddata", tmp_path)


def test_an_unknown_file_counts_only_where_the_system_keeps_its_own(listed, tmp_path, monkeypatch):
    given, system = tmp_path / "given", tmp_path / "system"
    monkeypatch.setattr(data, "user_folder", lambda: tmp_path / "none")
    monkeypatch.setattr(data, "_SYSTEM", (str(tmp_path / "sys*"),))
    for folder in (given, system):
        folder.mkdir()
        (folder / "nld.traineddata").write_bytes(b"something else")
    assert data.locate(given) == system
    assert data.edition_of(system).startswith(data.UNKNOWN_EDITION)
    shutil.rmtree(system)
    assert data.locate(given) is None
    assert ocr.find(given) is None
    (given / "nld.traineddata").write_bytes(listed[0])
    assert data.locate(given) == given
    assert data.edition_of(given) == "edition 0"


def test_the_data_of_a_program_count_too(listed, tmp_path, monkeypatch):
    monkeypatch.setattr(data, "user_folder", lambda: tmp_path / "none")
    monkeypatch.setattr(data, "_SYSTEM", ())
    program, place = tmp_path / "bin" / "tesseract", tmp_path / "share" / "tessdata"
    for path in (program, place / "nld.traineddata"):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"something else")
    assert data.locate(None, program=program) == place
    assert data.locate(None) is None


# --- fetching


@pytest.fixture
def served():
    """A server on this computer: path → (status, announced length or None, content)."""
    pages: dict[str, tuple[int, int | None, bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, length, content = pages.get(self.path, (404, 0, b""))
            self.send_response(status)
            if length is not None:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield pages, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def packaged(listed, served, tmp_path, monkeypatch):
    """The known files in packages on the server; the second one is what they hold."""
    pages, address = served
    content = npm(tmp_path / "made.tgz", [("package/nld.traineddata.gz", gzip.compress(listed[1]))]).read_bytes()
    pages["/nld.tgz"] = (200, len(content), content)
    files = [data.known()[0]]
    for language in ("nld", "osd"):
        known = data.known()[1]._replace(language=language)
        files.append(known._replace(package=f"{address}/nld.tgz", package_sha256=hashlib.sha256(content).hexdigest()))
    monkeypatch.setattr(data, "known", lambda: tuple(files))
    monkeypatch.setattr(data, "user_folder", lambda: tmp_path / "user")
    return files


def run(*arguments: str) -> int:
    frame = Frame(flags={}, config=None, json=False, volume=0)
    return command.main([*arguments], obj=frame, standalone_mode=False)


def test_install_fetches_checks_and_says_where(packaged, listed, tmp_path, capsys):
    run("--install")
    assert (tmp_path / "user" / "nld.traineddata").read_bytes() == listed[1]
    assert f"nld edition 1 staat in {tmp_path / 'user'}" in capsys.readouterr().err.replace("\n", " ")


def test_installs_from_a_file_or_another_address(packaged, served, listed, tmp_path):
    for source in (str(tmp_path / "made.tgz"), f"{served[1]}/nld.tgz"):
        run("--install", "--from", source)
        assert (tmp_path / "user" / "nld.traineddata").read_bytes() == listed[1]
        shutil.rmtree(tmp_path / "user")


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ((404, 0, b""), DependencyError),
        ((200, 3, b"abc"), InputError),  # something else
        ((200, 9_999, b"cut off"), DependencyError),
        ((200, None, bytes(2_000)), DependencyError),  # more than the cap
    ],
)
def test_what_cannot_be_fetched_says_what_to_do_by_hand(packaged, served, monkeypatch, tmp_path, page, error):
    monkeypatch.setattr(fetch, "MOST_BYTES", 1_000)
    served[0]["/nld.tgz"] = page
    with pytest.raises(error) as raised:
        run("--install")
    for text in (raised.value.text.nl, raised.value.text.en):
        assert packaged[1].package in text
        assert "fairwoo ocr --install --from" in text
    assert not (tmp_path / "user").exists()


def test_no_server_is_told(packaged, tmp_path):
    with pytest.raises(DependencyError):
        fetch.fetched("http://127.0.0.1:1/x.tgz", tmp_path)


def test_no_permission_is_told(packaged, tmp_path):
    (tmp_path / "user").write_text("a file where the folder should be")
    with pytest.raises(InputError) as error:
        run("--install")
    assert str(tmp_path / "user") in error.value.text.nl


def test_the_packages_of_the_list_are_public_and_known():
    for language in (data.DUTCH, data.ORIENTATION):
        known = data.with_package(language)
        assert fetch.is_address(known.package)
        assert known.package.startswith("https://")
        assert len(bytes.fromhex(known.package_sha256)) == 32


def test_a_path_is_no_address():
    assert not fetch.is_address(str(Path("nld.tgz").absolute()))
    assert not fetch.is_address("C:/data/nld.tgz")
    assert not fetch.is_address("file:///etc/passwd")


def test_says_what_is_used_or_missing(packaged, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(data, "_SYSTEM", ())
    assert run() == 1
    told = capsys.readouterr()
    assert "ontbreekt" in told.out
    assert str(ocr.why_not().nl) in told.err.replace("\n", " ")
