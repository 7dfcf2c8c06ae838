"""How the site looks: one stylesheet out of the parts, the script, the icon and a theme of the body's own.

Each is at an address with the hash of its bytes, which never says anything else, so that a browser asks for it once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from fairwoo.errors import FairwooError, UsageError, why
from fairwoo.model import Text
from fairwoo.serve.freshness import Freshness, freshness
from fairwoo.serve.site import Site

_STATIC = files("fairwoo.serve") / "static"
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_LARGEST_THEME = 1_000_000  # bytes
_OWN_CLASS = "fairwoo-theme"
_DARK_CLASS = "fairwoo-dark"


class Asset(NamedTuple):
    """A file that pages need. `name` is the hash of its bytes with an extension."""

    name: str
    media_type: str
    content: bytes


class Frame:
    """What is around every page of a site; templates know it as `frame`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        serve = site.settings.serve
        self._style = _asset("css", _joined())
        self._script = _asset("js", (_STATIC / "fairwoo.js").read_bytes())
        self._icon = _asset("svg", (_STATIC / "icon.svg").read_bytes())
        self._theme = _asset("css", _theme(serve.theme_css)) if serve.theme_css else None
        # Ours stays: a theme gives other values to what it names, and the rest needs one too. Our dark values go with our light ones:
        # beside those of a theme that knows no dark they could not be read.
        dark = None if serve.theme_css else _DARK_CLASS
        self.theme_class = " ".join(filter(None, (_OWN_CLASS, dark, serve.theme_class)))

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """The files by name. The first of each kind is what an address of an earlier version gets."""
        found = [one for one in (self._style, self._theme, self._script, self._icon) if one]
        return {one.name: one for one in found}

    def asset(self, name: str) -> Asset | None:
        """The file of this name, or what took its place, or None if there is no such kind of file."""
        kind = name.rpartition(".")[2]
        current = (one for one in self.assets.values() if one.name.endswith(f".{kind}"))
        return self.assets.get(name) or next(current, None)

    @property
    def stylesheets(self) -> Iterator[str]:
        """The paths of the stylesheets, in the order in which they apply."""
        return (self._path(one) for one in (self._style, self._theme) if one)

    @property
    def script(self) -> str:
        """The path of the script."""
        return self._path(self._script)

    @property
    def icon(self) -> str:
        """The path of the icon."""
        return self._path(self._icon)

    def fresh(self) -> Freshness | None:
        """How fresh the site is; None if the catalogue does not say, which is no reason to have no page."""
        try:
            return freshness(self._site)
        except (FairwooError, SQLAlchemyError, OSError):
            return None

    def _path(self, asset: Asset) -> str:
        return f"{self._site.prefix}/stijl/{asset.name}"


def notices() -> str:
    """The notices of what others made and the site serves."""
    return (_STATIC / "THIRD-PARTY.txt").read_text(encoding="utf-8")


def _asset(kind: str, content: bytes) -> Asset:
    return Asset(f"{hashlib.sha256(content).hexdigest()[:20]}.{kind}", _TYPES[kind], content)


def _joined() -> bytes:
    """NL Design System, our theme, and the parts by name. Layers keep that order of precedence, whatever the selectors."""
    parts = sorted((one for one in (_STATIC / "parts").iterdir() if one.name.endswith(".css")), key=lambda one: one.name)
    texts = ["@layer nlds,theme,parts;"]
    for layer, sources in (("nlds", [_STATIC / "nlds.css"]), ("theme", [_STATIC / "theme.css"]), ("parts", parts)):
        inside = "".join(_smaller(one.read_text(encoding="utf-8")) for one in sources)
        texts.append(f"@layer {layer}{{{inside}}}")
    return "\n".join(texts).encode()


def _smaller(css: str) -> str:
    """A stylesheet without comments and indentation; no string in it may hold a comment or a line end."""
    return "\n".join(filter(None, (line.strip() for line in re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).splitlines())))


def _theme(path: Path) -> bytes:
    """The theme of the body's own. Raises UsageError if it cannot be read."""
    try:
        with path.open("rb") as opened:
            content = opened.read(_LARGEST_THEME + 1)
    except OSError as error:
        raise UsageError(
            Text(
                nl=f"De vormgeving {path} (instelling serve.theme_css) is niet te lezen: {why(error).nl}.",
                en=f"The theme {path} (setting serve.theme_css) cannot be read: {why(error).en}.",
            )
        ) from error
    if len(content) > _LARGEST_THEME:
        raise UsageError(
            Text(
                nl=f"De vormgeving {path} (instelling serve.theme_css) is groter dan 1 MB.",
                en=f"The theme {path} (setting serve.theme_css) is larger than 1 MB.",
            )
        )
    return content
