"""A folder that is exported to again: what is no longer there goes, what is not ours stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairwoo.cli.exported import BUSY, LIST, Entry, Folder


def export(root: Path, standard: str, *paths: str, whole: bool = True) -> None:
    folder = Folder(root)
    for path in paths:
        folder.write(Entry(standard), path, b"x\n")
    folder.finish({standard} if whole else ())


def there(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} - {LIST}


def test_what_an_earlier_export_wrote_goes_when_it_is_no_longer_written(tmp_path):
    (tmp_path / "eigen.html").write_text("van de beheerder")
    export(tmp_path, "diwoo", "sitemapindex-diwoo-infocat014.xml", "sitemaps/1.xml", "sitemaps/2.xml")
    export(tmp_path, "dcat", "catalogus/gm0055.ttl")
    export(tmp_path, "diwoo", "sitemaps/1.xml")
    assert there(tmp_path) == {"eigen.html", "sitemaps/1.xml", "catalogus/gm0055.ttl"}


def test_an_export_of_some_dossiers_removes_nothing(tmp_path):
    export(tmp_path, "dcat", "a/dcat.ttl", "b/dcat.ttl")
    export(tmp_path, "dcat", "a/dcat.ttl", whole=False)
    assert there(tmp_path) == {"a/dcat.ttl", "b/dcat.ttl"}
    export(tmp_path, "dcat", "a/dcat.ttl")
    assert there(tmp_path) == {"a/dcat.ttl"}


def test_lines_of_others_in_robots_stay(tmp_path):
    robots = tmp_path / "robots.txt"
    robots.write_text("User-agent: *\nDisallow: /beheer\n")
    for address in ("https://a.example/1.xml", "https://a.example/2.xml"):
        folder = Folder(tmp_path)
        folder.write(Entry("diwoo"), "robots.txt", f"Sitemap: {address}\n".encode())
        folder.finish({"diwoo"})
    assert robots.read_text().splitlines() == [
        "User-agent: *",
        "Disallow: /beheer",
        "# begin fairwoo",
        "Sitemap: https://a.example/2.xml",
        "# end fairwoo",
    ]


def test_a_list_that_was_tampered_with_removes_nothing_outside(tmp_path):
    outside = tmp_path / "buiten.txt"
    outside.write_text("van een ander")
    root = tmp_path / "uit"
    root.mkdir()
    for listed in ({"../buiten.txt": "dcat", str(outside): "dcat"}, ["../buiten.txt"], "geen lijst", 7):
        (root / LIST).write_text(json.dumps(listed))
        export(root, "dcat", "a.ttl")
        assert outside.exists()


def test_what_did_not_change_is_not_written_again(tmp_path):
    export(tmp_path, "dcat", "a.ttl")
    before = (tmp_path / "a.ttl").stat().st_mtime_ns
    export(tmp_path, "dcat", "a.ttl")
    assert (tmp_path / "a.ttl").stat().st_mtime_ns == before


def test_our_lines_go_when_there_are_no_sitemaps_any_more(tmp_path):
    robots = tmp_path / "robots.txt"
    for before in ("", "User-agent: *\nDisallow: /beheer\n"):
        if before:
            robots.write_text(before)
        folder = Folder(tmp_path)
        folder.write(Entry("diwoo"), "robots.txt", b"Sitemap: https://a.example/1.xml\n")
        folder.finish({"diwoo"})
        export(tmp_path, "dcat", "a.ttl")
        assert "Sitemap" in robots.read_text()
        export(tmp_path, "diwoo")
        assert (robots.read_text() if robots.exists() else "") == before


@pytest.mark.parametrize(
    "others",
    [
        "# Beheer: Caf\xe9 Gem\xfcse\nDisallow: /beheer\n".encode("latin-1"),
        "User-agent: *\r\nDisallow: /b\r\n".encode("utf-8-sig"),
        b"# end fairwoo\nDisallow: /a\n# begin fairwoo\nDisallow: /b\n",
        b"Disallow: /a\x0b/b\xc2\x85c\n",
    ],
)
def test_lines_of_others_in_robots_keep_their_bytes(tmp_path, others):
    robots = tmp_path / "robots.txt"
    robots.write_bytes(others)
    for number in (1, 2):
        folder = Folder(tmp_path)
        folder.write(Entry("diwoo"), "robots.txt", b"Sitemap: https://a.example/%d.xml\n" % number)
        folder.finish({"diwoo"})
        ours = b"# begin fairwoo\nSitemap: https://a.example/%d.xml\n# end fairwoo\n" % number
        assert robots.read_bytes() == others + ours
    export(tmp_path, "diwoo")
    assert robots.read_bytes() == others


def test_what_an_export_that_broke_off_left_goes_with_the_next(tmp_path):
    folder = Folder(tmp_path)
    folder.write(Entry("dcat"), "a/dcat.ttl", b"x")
    (tmp_path / "a" / ".new-half").write_text("half")
    (tmp_path / "a" / "van-een-ander.txt").write_text("y")
    with (tmp_path / BUSY).open("a") as busy:
        busy.write('["b/dc')  # killed in the middle of a line
    export(tmp_path, "dcat", "c/dcat.ttl")
    assert there(tmp_path) == {"a/van-een-ander.txt", "c/dcat.ttl"}


def test_what_was_taken_back_goes_with_an_export_of_anything_else(tmp_path):
    folder = Folder(tmp_path)
    folder.write(Entry("site", "weg", "1"), "openbaar/dossier/weg/bestand.txt", b"x")
    folder.write(Entry("site", "deels", "1"), "openbaar/dossier/deels/oud.txt", b"x")
    folder.write(Entry("site", "deels", "2"), "openbaar/dossier/deels/nieuw.txt", b"x")
    (tmp_path / "weg.bagit" / "data").mkdir(parents=True)
    (tmp_path / "weg.bagit" / "data" / "brief.txt").write_text("x")
    folder.note(Entry("bagit", "weg", "1"), "weg.bagit")
    folder.finish(())
    other = Folder(tmp_path)
    other.write(Entry("dcat", "ander", "1"), "ander/dcat.ttl", b"x")
    other.finish((), lambda dossier, state: dossier == "weg" or (dossier == "deels" and state == "1"))
    assert there(tmp_path) == {"openbaar/dossier/deels/nieuw.txt", "ander/dcat.ttl"}
    assert not (tmp_path / "weg.bagit").exists()
    assert not (tmp_path / "openbaar" / "dossier" / "weg").exists()


def test_a_folder_of_somebody_else_is_not_removed_whatever_the_list_says(tmp_path):
    root = tmp_path / "uit"
    (tmp_path / "buiten").mkdir()
    (tmp_path / "buiten" / "a.txt").write_text("van een ander")
    root.mkdir()
    (root / "koppeling").symlink_to(tmp_path / "buiten")
    (root / LIST).write_text(json.dumps({"koppeling": ["bagit"], ".": ["bagit"], "": ["bagit"], "koppeling/a.txt": ["bagit"]}))
    export(root, "bagit", "nieuw.zip")
    assert (tmp_path / "buiten" / "a.txt").exists()
    assert (root / "nieuw.zip").exists()
