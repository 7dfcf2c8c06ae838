"""The rules of the edition (`vocab/weights.toml`), as far as one dossier is concerned: weights, principles, floor, caps."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from fairwoo.errors import InputError
from fairwoo.model import Text
from fairwoo.shared import data_folder

FILE = "weights.toml"


class MetricRule(BaseModel):
    """One metric: its principle, weight in points of 100, whose doing it is, and its name."""

    model_config = ConfigDict(frozen=True)

    principle: Literal["F", "A", "I", "R"]
    weight: float
    attribution: Literal["body", "platform"]
    title: Text


class Rules(BaseModel):
    """The rules. `version` is "edition@sha"; weights of metrics sum to those of their principles, and these to 100."""

    model_config = ConfigDict(frozen=True)

    edition: str
    version: str
    floor: float
    principles: dict[str, float]
    metrics: dict[str, MetricRule]
    caps: dict[str, float]


@cache
def load(path: Path | None = None) -> Rules:
    """The rules in `path`, by default those of this edition. Raises InputError if the file is not right."""
    path = path or data_folder("vocab") / FILE
    content = path.read_bytes().replace(b"\r\n", b"\n")
    try:
        tables = tomllib.loads(content.decode())
        version = f"{tables.get('edition')}@{hashlib.sha256(content).hexdigest()[:12]}"
        rules = Rules.model_validate(tables | {"version": version})
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, str(error).splitlines()[0]) from error
    for principle, weight in rules.principles.items():
        if sum(rule.weight for rule in rules.metrics.values() if rule.principle == principle) != weight:
            raise _wrong(path, f"principles.{principle} ≠ Σ metrics")
    if sum(rules.principles.values()) != 100:
        raise _wrong(path, "Σ principles ≠ 100")
    return rules


def _wrong(path: Path, what: str) -> InputError:
    return InputError(
        Text(
            nl=f"Het regelbestand {path.name} klopt niet: {what}. Herstel het of zet het oorspronkelijke terug.",
            en=f"The rules file {path.name} is not right: {what}. Mend it or put back the original.",
        )
    )
