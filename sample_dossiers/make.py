"""Make the sample dossiers anew from `texts/`, byte for byte the same each time. Needs the development dependencies.

    python sample_dossiers/make.py            # into sample_dossiers/
    python sample_dossiers/make.py FOLDER     # somewhere else

Each `texts/BODY/DOSSIER.toml` becomes the folder `dossiers/BODY/DOSSIER/`; what was planted in it becomes its entry in
`expected.json`.
"""

import json
import shutil
import sys
from pathlib import Path

from maker.delivery import expectation, write_dossier
from maker.spec import load_bodies, load_dossier

HERE = Path(__file__).parent
TEXTS = HERE / "texts"


def make(target: Path) -> None:
    """Write `target/dossiers/` and `target/expected.json`; an older `dossiers/` there is replaced."""
    shutil.rmtree(target / "dossiers", ignore_errors=True)
    bodies = load_bodies(TEXTS / "bodies.toml")
    expected: dict[str, object] = {}
    for path in sorted(TEXTS.glob("*/*.toml")):
        dossier = load_dossier(path, bodies)
        files = write_dossier(dossier, target / "dossiers" / dossier.folder)
        expected[dossier.folder] = expectation(dossier, files)
    listing = {
        "bodies": {body.folder: {"code": body.code, "name": body.name} for body in bodies.values()},
        "dossiers": expected,
    }
    (target / "expected.json").write_text(json.dumps(listing, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
