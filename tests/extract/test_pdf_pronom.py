"""PRONOM's identifier of PDFs is the one that Siegfried gives, where we give one ourselves."""

from __future__ import annotations

import pygfried
import pytest

from fairwoo.extract.identify import identify
from fairwoo.extract.pdf_pronom import puid_of

ARCHIVE = '<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
ACCESSIBLE = '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'


def pdf(version: str, mark: str = "", end: str = "%%EOF\n") -> bytes:
    packet = f'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">{mark}</x:xmpmeta>'
    return f"%PDF-{version}\n1 0 obj\n<< /Type /Metadata >> stream\n{packet}\nendstream endobj\nstartxref\n0\n{end}".encode()


def siegfried(path) -> str | None:
    match = pygfried.identify(str(path), detailed=True)["files"][0]["matches"][0]
    return None if match["id"] == "UNKNOWN" else match["id"]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"])
def test_plain(tmp_path, version):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(version))
    found = puid_of(path)
    assert found is not None
    assert (found.puid, found.version) == (siegfried(path), version)


@pytest.mark.parametrize(
    ("level", "puid"),
    list(
        zip(
            ("1A", "1B", "2A", "2B", "2U", "3A", "3B", "3U", "4", "4E", "4F"),
            (95, 354, 476, 477, 478, 479, 480, 481, 1910, 1911, 1912),
            strict=True,
        )
    ),
)
@pytest.mark.parametrize("as_attributes", [True, False])
def test_for_archives(tmp_path, level, puid, as_attributes):
    names = dict(zip(("part", "conformance"), level, strict=False))
    if as_attributes:
        mark = ARCHIVE + "".join(f' pdfaid:{name}="{value}"' for name, value in names.items()) + "/>"
    else:
        mark = (
            ARCHIVE
            + ">"
            + "".join(f"<pdfaid:{name}>{value}</pdfaid:{name}>" for name, value in names.items())
            + "</rdf:Description>"
        )
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("2.0" if level.startswith("4") else "1.4", mark))
    found = puid_of(path)
    assert found is not None
    assert found.puid == siegfried(path) == f"fmt/{puid}"


@pytest.mark.parametrize(
    ("version", "part", "puid"), [("1.7", 1, 2050), ("2.0", 2, 1129), ("2.0", 1, 1129), ("1.7", 2, 276), ("1.6", 1, 20)]
)
def test_accessible(tmp_path, version, part, puid):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(version, f"{ACCESSIBLE}><pdfuaid:part>{part}</pdfuaid:part></rdf:Description>"))
    assert identify(path, path.name).puid == siegfried(path) == f"fmt/{puid}"


@pytest.mark.parametrize(
    "content",
    [
        pdf("1.8"),
        pdf("1.4", end=""),
        b"  " + pdf("1.4"),
        pdf("1.3", "GTS_PDFXVersion"),
        pdf("1.7", f'{ACCESSIBLE} pdfuaid:part="1"/>'),
        b"%PDF-",
    ],
)
def test_what_the_marks_do_not_settle_is_left_to_siegfried(tmp_path, content):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert puid_of(path) is None
    assert identify(path, path.name).puid == siegfried(path)


def test_every_pdf_of_the_corpus(corpus):
    files = [path for path in corpus.rglob("*") if path.is_file() and path.read_bytes()[:5] == b"%PDF-"]
    assert len(files) > 100
    settled = {path: found.puid for path in files if (found := puid_of(path))}
    assert len(settled) > 0.95 * len(files)
    assert settled == {path: siegfried(path) for path in settled}
