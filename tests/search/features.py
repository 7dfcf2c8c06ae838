"""What the search can do by now, asked of the code itself: a test of something that is not there yet says so, and runs once it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fairwoo import index
from fairwoo.index import dutch
from fairwoo.index.values import FacetValue

needs_analysis = pytest.mark.skipif(
    not hasattr(dutch, "analyse"), reason="the analysis with lemmas and compound parts (nl-2) is not there yet"
)
needs_dossier_counts = pytest.mark.skipif(
    "dossiers" not in FacetValue.model_fields, reason="facets do not count dossiers yet, only pages"
)


def _planned() -> bool:
    """Whether queries become a plan of weighted ways (`fairwoo.index.plan`) that the lemmas, parts and pairs go into."""
    try:
        from fairwoo.index import plan  # noqa: F401
    except ImportError:
        return False
    return hasattr(dutch, "analyse")


needs_plan = pytest.mark.skipif(not _planned(), reason="the query plan over lemmas, parts and pairs is not there yet")


def suggested(backend: Any, text: str) -> list[str]:
    """The queries that "did you mean" offers for this one; skips the test if there is no such thing yet."""
    return _words(_function("did_you_mean")(backend, text))


def completed(backend: Any, prefix: str) -> list[str]:
    """The words that completion offers for a prefix; skips the test if there is no such thing yet."""
    return _words(_function("complete")(backend, prefix))


def _function(name: str) -> Callable[..., Any]:
    function = getattr(index, name, None)
    if function is None:
        pytest.skip(f"fairwoo.index.{name} is not there yet")
    return function  # type: ignore[no-any-return]


def _words(given: Any) -> list[str]:
    if given is None:
        return []
    return [given] if isinstance(given, str) else [str(getattr(one, "text", one)) for one in given]
