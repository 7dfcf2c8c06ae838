"""Our own packages are recognised and right, as ZIP too."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from fairwoo import pack
from fairwoo.validate.gathering import gather
from tests.pack.made import ID, ingested, run


@pytest.mark.parametrize("form", ["ro-crate", "bagit"])
def test_a_package_in_a_zip_is_recognised_and_right(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / f"{form}.zip"
    pack.write(form, ID, ingested(tmp_path), package)
    assert run(tmp_path / "werkmap", "validate", package) == 0
    with zipfile.ZipFile(package, "a") as archive:
        name = next(name for name in archive.namelist() if name.endswith("ro-crate-metadata.json"))
    wrong = tmp_path / "fout.zip"
    with zipfile.ZipFile(package) as good, zipfile.ZipFile(wrong, "w") as bad:
        bad.writestr(name, good.read(name).replace(b'"datePublished"', b'"datum"'))
    capsys.readouterr()
    assert run(tmp_path / "werkmap", "validate", wrong) == 1
    assert "datePublished" in capsys.readouterr().out


def test_a_zip_that_is_no_package_or_broken_is_taken_as_it_is(tmp_path: Path) -> None:
    other, broken = tmp_path / "a.zip", tmp_path / "b.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("nota.txt", "Een nota.")
        archive.writestr("a/b/c/ro-crate-metadata.json", "{}")
    broken.write_bytes(other.read_bytes()[:60])
    for path in (other, broken):
        (found,) = gather([str(path)], None)  # type: ignore[arg-type]
        assert found.given is not None
        assert found.given.content == path.read_bytes()
