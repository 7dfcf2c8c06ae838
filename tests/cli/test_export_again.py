"""A folder that is exported to after something changed: what was taken back goes, and what is not current is not written."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairwoo import cli

WORD = "kwikstaartje"


class Site:
    """A workspace with two dossiers, and the folder that it is exported to."""

    def __init__(self, root: Path) -> None:
        self.config = root / "fairwoo.toml"
        self.workspace = root / "werkmap"
        self.folder = root / "www"
        self.source = root / "aangeleverd"
        self.set("https://woo.example.nl/openbaar")
        for name in ("speelbos", "zwembad"):
            (self.source / name).mkdir(parents=True)
            (self.source / name / "besluit.txt").write_text(
                f"Besluit op uw Woo-verzoek van 3 maart 2023 over het {name}.\nDatum: 4 mei 2023\n"
            )
            (self.source / name / "dossier.json").write_text('{"published": "2023-05-04"}')
            (self.source / name / "brief.txt").write_text(f"Brief over het {WORD} bij het {name}.\nDatum: 4 april 2023\n")

    def set(self, base: str) -> None:
        self.config.write_text(f'workspace = "{self.workspace.as_posix()}"\n[map]\nbase_url = "{base}"\n')

    def run(self, *arguments: str, code: int = 0) -> None:
        assert cli.run(["--config", str(self.config), "-q", *arguments]) == code, arguments

    def ingest(self) -> None:
        self.run("ingest", str(self.source), "--publisher", "gm0055", "--until", "map", "--text-only")

    def holding(self, word: str) -> set[str]:
        """The files whose path or content has a word."""
        files = {path.relative_to(self.folder).as_posix(): path for path in self.folder.rglob("*") if path.is_file()}
        return {name for name, path in files.items() if word in name or word.encode() in path.read_bytes()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.ingest()
    return made


def test_all_of_a_dossier_that_was_taken_back_goes_with_an_export_of_anything(site: Site) -> None:
    site.run("export", "--site", "--output", str(site.folder))
    site.run("export", "--output", str(site.folder))
    site.run("export", "--standard", "ro-crate", "--output", str(site.folder))
    site.run("export", "--standard", "bagit", "--unpacked", "--output", str(site.folder))
    assert len(site.holding("speelbos")) > 10
    assert [path.name for path in site.folder.glob("sitemapindex*")] != []
    site.run("withdraw", "gm0055-speelbos", "--reason", "privacy")
    site.run("export", "gm0055-zwembad", "--standard", "schemaorg", "--output", str(site.folder))
    left = site.holding("gm0055-speelbos")
    # files about all dossiers are written anew when these are exported
    assert not {name for name in left if "gm0055-speelbos" in name}
    assert (site.folder / "gm0055-zwembad.bagit" / "data" / "brief.txt").exists()
    assert (site.folder / "gm0055-zwembad" / "dcat.ttl").exists()
    site.run("export", "--output", str(site.folder))
    site.run("export", "--site", "--output", str(site.folder))
    assert site.holding("brief bij het speelbos") == set()


def test_a_document_that_was_taken_back_goes_with_an_export_of_anything(site: Site) -> None:
    site.run("export", "--site", "--output", str(site.folder))
    site.run("export", "--standard", "ro-crate", "--output", str(site.folder))
    before = site.holding("brief.txt")
    assert "openbaar/dossier/gm0055-speelbos/document/brief/bestand/brief.txt" in before
    site.run("withdraw", "gm0055-speelbos/brief", "--reason", "privacy")
    site.run("export", "gm0055-zwembad", "--standard", "schemaorg", "--output", str(site.folder))
    assert not site.holding(f"{WORD} bij het speelbos")
    assert not (site.folder / "gm0055-speelbos.ro-crate.zip").exists()
    assert (site.folder / "gm0055-zwembad.ro-crate.zip").exists()
    assert (site.folder / "openbaar/dossier/gm0055-speelbos/document/besluit/bestand/besluit.txt").exists()


def test_packages_of_dossiers_that_are_no_longer_there_go_with_an_export_of_all_packages(site: Site) -> None:
    site.run("export", "--standard", "ro-crate", "--output", str(site.folder))
    site.run("withdraw", "gm0055-speelbos", "--reason", "privacy")
    site.run("withdraw", "gm0055-speelbos", "--undo")
    site.run("export", "--standard", "ro-crate", "--output", str(site.folder))
    assert {path.name for path in site.folder.glob("*.zip")} == {"gm0055-zwembad.ro-crate.zip"}


def test_the_last_dossier_that_was_taken_back_goes_too(site: Site) -> None:
    site.run("export", "--output", str(site.folder))
    for name in ("speelbos", "zwembad"):
        site.run("withdraw", f"gm0055-{name}", "--reason", "privacy")
    site.run("export", "--output", str(site.folder))
    assert not list(site.folder.rglob("*.ttl"))
    assert not list(site.folder.rglob("diwoo.xml"))


@pytest.mark.parametrize("where", [("--site",), (), ("gm0055-speelbos",), ("--standard", "diwoo"), ("--standard", "bagit")])
def test_what_is_not_current_is_not_exported_and_nothing_is_removed(site: Site, where: tuple[str, ...], capsys) -> None:
    site.run("export", "--site", "--output", str(site.folder))
    before = {path: path.read_bytes() for path in site.folder.rglob("*") if path.is_file()}
    site.set("https://www.example.nl/woo")
    site.run("export", *where, "--output", str(site.folder), code=3)
    assert "fairwoo map" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in site.folder.rglob("*") if path.is_file()} == before
    site.run("map")
    site.run("export", *where, "--output", str(site.folder))


def test_a_package_that_cannot_be_made_is_exit_1_and_the_one_before_stays(site: Site) -> None:
    site.run("export", "--standard", "ro-crate", "--output", str(site.folder))
    (site.source / "speelbos" / "dossier.json").write_text("{}")
    (site.source / "speelbos" / "besluit.txt").write_text("Besluit op uw Woo-verzoek over het speelbos.\n")
    site.ingest()
    site.run("export", "--standard", "ro-crate", "--output", str(site.folder), code=1)
    assert len(list(site.folder.glob("*.zip"))) == 2


def test_a_folder_of_somebody_else_stays_when_a_package_cannot_be_written(site: Site) -> None:
    theirs = site.folder / "gm0055-speelbos.bagit"
    theirs.mkdir(parents=True)
    (theirs / "van-een-ander.txt").write_text("x")
    for _ in range(2):
        site.run("export", "--standard", "bagit", "--unpacked", "--output", str(site.folder), code=2)
    site.run("withdraw", "gm0055-speelbos", "--reason", "privacy")
    site.run("export", "--standard", "bagit", "--unpacked", "--output", str(site.folder))
    assert (theirs / "van-een-ander.txt").exists()
