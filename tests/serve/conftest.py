"""The site over the sample dossiers: served in this process (`visit`), and on loopback for browsers and harvesters (`live`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.testclient import TestClient

from fairwoo import cli, settings
from fairwoo.serve import application
from fairwoo.store import Workspace
from tests.serve import loopback

SAMPLES = Path(__file__).parent.parent.parent / "sample_dossiers" / "dossiers"
NAAN = "99999"  # of the ARK Alliance, for examples and tests


class Live(NamedTuple):
    """A site that is being served: its address without a slash at the end, and its workspace."""

    base: str
    workspace: Path


def brought_in(workspace: Path, base: str, *folders: Path) -> None:
    """Bring dossiers in for a site at an address."""
    config = workspace.parent / "fairwoo.toml"
    config.write_text(
        f'[map]\nbase_url = "{base}"\ncontact_name = "Informatiepunt"\ncontact_email = "woo@voorbeeld.nl"\nark_naan = "{NAAN}"\n'
        f'persistence_policy = "{base}/blijvende-adressen"\napi_url = "{base}/api/v1"\n'
        'api_license = "https://creativecommons.org/publicdomain/zero/1.0/"\n',
        encoding="utf-8",
    )
    arguments = ["--workspace", str(workspace), "--config", str(config), "-q", "ingest", *map(str, folders)]
    assert cli.run(arguments) == 0


def loaded(workspace: Path) -> settings.Settings:
    """The settings that the dossiers of `brought_in` were described with."""
    return settings.load({"workspace": workspace}, workspace.parent / "fairwoo.toml")


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The samples, served on loopback under the very address that their descriptions name."""
    opened, base = loopback.listening()
    root = tmp_path_factory.mktemp("site")
    brought_in(root / "werkmap", base, *sorted(path for path in SAMPLES.iterdir() if path.is_dir()))
    workspace = Workspace.open(root / "werkmap")
    app = application(workspace, loaded(root / "werkmap"), now)
    with loopback.served(app, opened):
        yield Live(base, root / "werkmap")
    app.state.site.close()
    workspace.close()


@pytest.fixture(scope="session")
def visit(live: Live) -> Iterator[TestClient]:
    """The same site without a network between: quicker for tests of one answer."""
    workspace = Workspace.open(live.workspace)
    app = application(workspace, loaded(live.workspace), now)
    with TestClient(app, base_url=live.base, follow_redirects=False) as client:
        yield client
    app.state.site.close()
    workspace.close()
