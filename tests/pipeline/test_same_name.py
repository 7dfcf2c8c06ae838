"""Two folders of one name in one run: the second must not take the place of the first."""

from __future__ import annotations

from fairwoo import cli
from fairwoo.store import Workspace


def test_of_two_folders_with_one_name_the_second_is_refused_and_the_first_stays(tmp_path, capsys):
    for place, text in (("een", "Brief een"), ("twee", "Brief twee")):
        folder = tmp_path / place / "zwembad"
        folder.mkdir(parents=True)
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    folders = [str(tmp_path / place / "zwembad") for place in ("een", "twee")]
    code = cli.run(["--workspace", str(tmp_path / "w"), "ingest", *folders, "--publisher", "gm0344", "--text-only"])
    assert code != 0
    said = capsys.readouterr()
    assert "dossier-id-taken" in said.out + said.err
    opened = Workspace.open(tmp_path / "w")
    held = opened.catalogue.held()
    opened.close()
    assert [one.location for one in held] == [folders[0]]
