"""Programs and libraries outside fairwoo that some work needs, for `fairwoo doctor`. Looking for them never fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from fairwoo.model import Text

_SECONDS = 10.0
_VERSION = re.compile(r"\d+(?:\.\d+)+")


class Tool(NamedTuple):
    """A program or library: what needs it, whether it is there, which version, and how to get it."""

    name: str
    needed_for: Text
    found: bool
    version: str | None
    how: Text


def probe_all() -> tuple[Tool, ...]:
    """Look for every one of them, in a fixed order. A program that hangs or fails counts as not found."""
    return tuple(probe() for probe in (_pyshacl, _tesseract, _libreoffice, _java))
