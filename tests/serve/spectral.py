"""Spectral, the linter of the NLGov REST API Design Rules, for the tests: at a pinned version, in a cache beside the repository.

    python tests/serve/spectral.py prepare      install it (needs Node and npm)

Only the package is installed; no script of it or of what it needs is run on the way.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PACKAGE = "@stoplight/spectral-cli"
VERSION = "6.16.3"  # Apache-2.0


class SpectralError(RuntimeError):
    """Spectral cannot be had; the message says what to do."""


def folder() -> Path:
    """Where it is, or will be."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "fairwoo" / f"spectral-{VERSION}"


def _program() -> Path:
    return folder() / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"


def prepare() -> Path:
    """Install it unless it is there. Raises SpectralError if that cannot be done."""
    if _program().exists():
        return _program()
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise SpectralError("Node and npm are not installed")
    folder().mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(folder()), "--ignore-scripts", "--no-audit", "--no-fund", f"{PACKAGE}@{VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode or not _program().exists():
        raise SpectralError(f"npm could not install {PACKAGE}@{VERSION}: {done.stderr.strip()[-500:]}")
    return _program()


def lint(document: Path, ruleset: Path) -> list[dict[str, Any]]:
    """What Spectral finds in an OpenAPI document, warnings included. Raises SpectralError if it cannot be had."""
    program = prepare()
    node = shutil.which("node") or "node"
    command = [node, str(program), "lint", str(document), "-r", str(ruleset), "-f", "json", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode not in {0, 1}:
        raise SpectralError(f"Spectral ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return found


if __name__ == "__main__":
    try:
        print(prepare())
    except SpectralError as error:
        sys.exit(str(error))
