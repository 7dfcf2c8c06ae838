"""The rules of the edition (`vocab/weights.toml`): what a metric weighs, how bodies are ranked. A jury may replace the file."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from fairwoo.errors import InputError
from fairwoo.model import Lang, Text, Value
from fairwoo.shared import data_folder

FILE = "weights.toml"
Eligibility = Literal["too_few", "listed", "ranked", "award"]


class MetricRule(Value):
    """One metric: its principle, weight in points of 100, whose doing it is, its name, and what to do about it."""

    principle: Literal["F", "A", "I", "R"]
    weight: float = Field(ge=0)
    attribution: Literal["body", "platform"]
    title: Text
    advice: Text


class BodyClass(Value):
    """Bodies that are compared with each other. `large` divides municipalities; None where it does not matter."""

    id: str
    registers: tuple[str, ...]
    large: bool | None = None
    nl: str
    en: str

    def title(self, lang: Lang) -> str:
        """Its name for people."""
        return self.en if lang == "en" else self.nl


class Needed(Value):
    """How many dossiers a body needs to be listed, ranked, and in the running for the award."""

    listed: int
    ranked: int
    award: int


class Rules(Value):
    """The rules. `version` is "edition@sha". Weights of metrics sum to those of their principles, these to 100.

    `floor` is the least a principle counts for in the geometric mean; `caps` are ceilings by code; `bands` lowest scores by
    letter; classes are in the order in which they are shown, and a body that fits none is in the last.
    """

    edition: str
    date: str
    source: str
    version: str
    floor: float = Field(gt=0, lt=1)
    principles: dict[str, float]
    metrics: dict[str, MetricRule]
    caps: dict[str, float]
    bands: dict[str, float]
    eligibility: Needed
    classes: tuple[BodyClass, ...] = Field(min_length=1)

    def band(self, score: float) -> str:
        """The letter of a score of 0–100."""
        return next(letter for letter, lowest in sorted(self.bands.items(), key=lambda each: -each[1]) if score >= lowest)

    def eligible(self, dossiers: int) -> Eligibility:
        """What a body with so many dossiers is in the running for."""
        needed = self.eligibility
        if dossiers >= needed.award:
            return "award"
        if dossiers >= needed.ranked:
            return "ranked"
        return "listed" if dossiers >= needed.listed else "too_few"


@cache
def load(path: Path | None = None) -> Rules:
    """The rules in `path`, by default those of this edition. Raises InputError, saying what is not right in the file."""
    path = path or data_folder("vocab") / FILE
    try:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        tables = tomllib.loads(content.decode())
        version = f"{tables.get('edition')}@{hashlib.sha256(content).hexdigest()[:12]}"
        rules = Rules.model_validate(tables | {"version": version, "date": str(tables.get("date", ""))})
    except ValidationError as error:
        first = error.errors()[0]
        raise _wrong(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, str(error)) from error
    for principle, weight in rules.principles.items():
        total = sum(rule.weight for rule in rules.metrics.values() if rule.principle == principle)
        if round(total - weight, 6):
            raise _wrong(path, f"principles.{principle} = {weight:g} ≠ {total:g} (metrics)")
    if round(sum(rules.principles.values()) - 100, 6):
        raise _wrong(path, f"principles: {sum(rules.principles.values()):g} ≠ 100")
    if min(rules.bands.values(), default=1) > 0:
        raise _wrong(path, "bands: no band begins at 0")
    return rules


def _wrong(path: Path, what: str) -> InputError:
    return InputError(
        Text(
            nl=f"Het regelbestand {path} klopt niet: {what}. Herstel het of zet het oorspronkelijke terug.",
            en=f"The rules file {path} is not right: {what}. Mend it or put back the original.",
        )
    )
