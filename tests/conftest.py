"""Fixtures that every test may use. Real material lies beside the repository; an ordinary clone does without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.opensearch.plugin"]

SHARED = Path(os.environ.get("FAIRWOO_SHARED") or Path(__file__).parent.parent.parent / "shared")

_TOGETHER = {"hidden", "samples"}

# The machines that run this are shared and slow: a time limit per example would fail for no fault of the code.
settings.register_profile("fairwoo", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("fairwoo")


def _folder(name: str, what: str) -> Path:
    folder = SHARED / name
    if folder.is_dir():
        return folder
    reason = f"{what} not present at ../shared/{name}"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI may not skip", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real dossiers; the test skips where it is absent, and fails there under CI."""
    return _folder("corpus", "real corpus")


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder of official schemas and lists; the test skips where it is absent, and fails there under CI."""
    return _folder("standards", "official standards")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the real material carries its marker, so that `-m "not corpus"` is always right.

    Under xdist a file is done by one worker, and `hidden` by one in all, so that what is made once for many tests is made once.
    """
    for item in items:
        folder = item.path.parent
        item.add_marker(pytest.mark.xdist_group(folder.name if folder.name in _TOGETHER else item.path.name))
        names = getattr(item, "fixturenames", ())
        if "corpus" in names:
            item.add_marker("corpus")
        if "standards" in names:
            item.add_marker("official")
