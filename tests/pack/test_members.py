"""What metadata say of a file inside a delivered ZIP counts for that file, and for the ZIP."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from fairwoo import pack
from fairwoo.model import Disclosure
from fairwoo.pack import Options
from fairwoo.pack.site import SiteFile, site_files
from fairwoo.settings import MapSettings
from tests.pack.made import DOSSIER, FILES, ID, ingested, tree

SECRET = "Zeer geheime woorden van Pietje Puk."


def archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("open.txt", "Wat ieder mag lezen over het zwembad.")
        written.writestr("klacht van pietje.txt", SECRET)
    return content.getvalue()


@pytest.mark.parametrize("name", ["stukken.zip/klacht van pietje.txt", "klacht van pietje.txt"])
def test_a_refused_member_and_the_zip_around_it_are_given_to_nobody(name: str, tmp_path: Path) -> None:
    entry = {"file": name, "number": "13", "disclosure": "not_public", "grounds": ["5.1.2e"]}
    dossier = {**DOSSIER, "documents": [*DOSSIER["documents"], entry]}
    workspace = ingested(tmp_path, {**FILES, "dossier.json": dossier, "stukken.zip": archive()})
    held = workspace.catalogue.dossier(ID)
    assert held is not None
    (member,) = [one for one in held.documents if one.disclosure is Disclosure.NOT_PUBLIC and one.path]
    assert member.number == "13"
    options = Options(map=MapSettings(base_url="https://woo.boarnsterhim.example"))
    site = [one for one in site_files(ID, workspace, options) if isinstance(one, SiteFile)]
    assert [one.path.rpartition("/")[2] for one in site if one.path.endswith((".zip", "open.txt"))] == ["open.txt"]
    said = "".join(one.content for one in workspace.catalogue.descriptions(ID))
    result = pack.write("ro-crate", ID, workspace, tmp_path / "pakket", options)
    assert ("package-file-holds-withheld", "stukken.zip") in {(one.code, one.place.file) for one in result.findings}
    packed = b"".join(content + path.encode() for path, content in tree(tmp_path / "pakket").items())
    for word in ("pietje", "Pietje", "stukken.zip/bestand"):
        assert word not in said
        assert word.encode() not in packed
    assert SECRET.encode() not in packed
