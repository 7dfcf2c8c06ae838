"""The same input gives the same bytes: whatever the hash seed, the time zone and the locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import hashlib
from tests.map.made import MADE
for name, made in MADE.items():
    result = made.describe()
    for description in result.descriptions:
        print(name, description.file_name, hashlib.sha256(description.content.encode()).hexdigest())
    print(name, hashlib.sha256("".join(finding.model_dump_json() for finding in result.findings).encode()).hexdigest())
"""
SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4294967295", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8"},
)


def test_the_surroundings_do_not_matter() -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **surroundings},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for surroundings in SURROUNDINGS
    ]
    assert len(outputs[0].splitlines()) > 40
    assert outputs[0] == outputs[1] == outputs[2]
