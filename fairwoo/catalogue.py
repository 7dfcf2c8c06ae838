"""Everything there is: finding codes, formats, facts, standards, metrics, engines, sources, forms of the ranking.

For `fairwoo list`, the generated pages of the documentation, and the tests that hold each of them to its contract.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import NamedTuple

import fairwoo
from fairwoo import discover
from fairwoo.model import FindingKind

SHELVES: Mapping[str, str] = {
    "sources": "fairwoo.ingest.sources",
    "metadata": "fairwoo.ingest.metadata",
    "formats": "fairwoo.extract.formats",
    "facts": "fairwoo.extract.facts",
    "standards": "fairwoo.map.standards",
    "publications": "fairwoo.map.publications",
    "metrics": "fairwoo.check.metrics",
    "backends": "fairwoo.index.backends",
    "reports": "fairwoo.score.reports",
    "forms": "fairwoo.validate.forms",
    "packages": "fairwoo.pack.forms",
    "pages": "fairwoo.serve.pages",
}


class Shelved(NamedTuple):
    """One file of a shelf: its name, and the first sentence of its docstring."""

    name: str
    about: str


def shelf(name: str) -> list[Shelved]:
    """What is on a shelf ("formats", "metrics" …). Raises KeyError for an unknown shelf."""
    package = SHELVES[name]
    return [Shelved(one, _about(discover.load(package, one))) for one in discover.names(package)]


@cache
def finding_kinds() -> Mapping[str, FindingKind]:
    """Every finding there can be, by code. Raises ValueError if two files use one code for different things."""
    kinds: dict[str, FindingKind] = {}
    for module in _modules():
        for value in vars(module).values():
            for kind in _kinds_in(value):
                if kinds.setdefault(kind.code, kind) != kind:
                    raise ValueError(f"{module.__name__} uses the code {kind.code} a second time")
    return dict(sorted(kinds.items()))


def _kinds_in(value: object) -> list[FindingKind]:
    if isinstance(value, FindingKind):
        return [value]
    if isinstance(value, Mapping):
        value = tuple(value.values())
    return [one for one in value if isinstance(one, FindingKind)] if isinstance(value, tuple | list) else []


def _modules() -> list[ModuleType]:
    names = [found.name for found in pkgutil.walk_packages(fairwoo.__path__, "fairwoo.")]
    return [importlib.import_module(name) for name in sorted(names) if not name.endswith("__main__")]


def _about(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().split("\n", 1)[0]
