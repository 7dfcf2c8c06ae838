"""The session's OpenSearch: FAIRWOO_OPENSEARCH_URL if given, else a node of our own; skipped without Java, an error in CI."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.opensearch import testnode


@pytest.fixture(scope="session")
def opensearch_url() -> Iterator[str]:
    """The address of a real server, for the whole session."""
    if given := os.environ.get("FAIRWOO_OPENSEARCH_URL"):
        yield given
        return
    with testnode.running(prepared=_prepared("plain")) as node:
        yield node.url


@pytest.fixture(scope="session")
def prepared_node() -> Callable[[str], testnode.Prepared]:
    """A flavour of the test node, ready to be started; the test skips where it cannot be had, and fails there under CI."""
    return _prepared


def _prepared(flavour: str) -> testnode.Prepared:
    try:
        return testnode.prepare(flavour)
    except testnode.TestNodeError as error:
        if os.environ.get("CI"):
            pytest.fail(f"no OpenSearch test node, and CI may not skip: {error}", pytrace=False)
        pytest.skip(f"no OpenSearch test node: {error}")


@pytest.fixture
def opensearch_address(opensearch_url: str) -> Iterator[str]:
    """An address with a prefix of its own for each test; its indices are removed afterwards."""
    prefix = f"t{uuid.uuid4().hex[:10]}"
    yield f"opensearch+{opensearch_url}/{prefix}"
    testnode.http(opensearch_url, f"/{prefix}*", method="DELETE")
