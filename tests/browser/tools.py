"""What looks at pages beside the browser: axe-core and the Nu HTML Checker, from npm at pinned versions. Standard library only.

    python -m tests.browser.tools       brings them in the cache, once; the checker needs a Java to run

The cache is FAIRWOO_BROWSER_CACHE, or fairwoo/browser among the caches of the user. Tests take from it and never from the network.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from docs.vendor_css import tarball


class Tool(NamedTuple):
    """A file out of a package."""

    package: str
    version: str
    integrity: str
    member: str

    @property
    def path(self) -> Path:
        """Where it is, or will be."""
        return _cache() / f"{self.package}-{self.version}" / Path(self.member).name


AXE = Tool(
    "axe-core",
    "4.14.1",
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    "package/axe.min.js",
)
VNU = Tool(
    "vnu-jar",
    "26.9.27",
    "sha512-TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
    "package/build/dist/vnu.jar",
)


def prepare() -> None:
    """Fetch what is not there. Raises ValueError if a package is not the pinned one."""
    for tool in (AXE, VNU):
        if tool.path.exists():
            continue
        with tarfile.open(fileobj=io.BytesIO(tarball(tool.package, tool.version, tool.integrity))) as archive:
            found = archive.extractfile(tool.member)
            assert found is not None
            tool.path.parent.mkdir(parents=True, exist_ok=True)
            half = tool.path.with_suffix(f".{os.getpid()}")
            half.write_bytes(found.read())
            half.replace(tool.path)


def html_faults(pages: Sequence[Path]) -> list[str]:
    """What the Nu HTML Checker holds to be errors: file, line and message."""
    ran = subprocess.run(
        [java() or "java", "-Xss4m", "-jar", str(VNU.path), "--stdout", "--format", "json", "--errors-only", *map(str, pages)],
        capture_output=True,
        check=False,  # it is 1 when there are faults
        text=True,
        timeout=300,
    )
    told = json.loads(ran.stdout)["messages"]
    return [f"{Path(one.get('url', '')).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')!r}" for one in told]


def java() -> str | None:
    """A Java, or None."""
    return shutil.which("java")


def _cache() -> Path:
    if own := os.environ.get("FAIRWOO_BROWSER_CACHE"):
        return Path(own).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").absolute() / "fairwoo" / "browser"


if __name__ == "__main__":
    prepare()
    sys.stdout.write(f"{AXE.path}\n{VNU.path}\n")
