"""The package that makes the copies of official lists lies in `vocab/`, beside the data."""

from __future__ import annotations

import sys
from pathlib import Path

VOCAB = Path(__file__).parents[2] / "vocab"
if str(VOCAB) not in sys.path:
    sys.path.append(str(VOCAB))
