"""On what it was measured: without this a figure says nothing."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path
from typing import Any

_LIBRARIES = ("fairwoo", "pypdfium2", "pypdf", "tantivy", "pydantic", "opencv-python-headless", "tesserocr")


def described() -> dict[str, Any]:
    """Processor, cores, system, versions, and the load at the start."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: version for name in _LIBRARIES if (version := _version(name))},
        "load": os.getloadavg(),
    }


def line(machine: dict[str, Any]) -> str:
    """The same for people."""
    versions = " ".join(f"{name} {version}" for name, version in machine["versions"].items())
    load = " ".join(f"{one:.1f}" for one in machine["load"])
    return f"{machine['processor']}, {machine['cores']} cores, load {load}; Python {machine['python']}; {versions}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
