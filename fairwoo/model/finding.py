"""What a person should know: texts in two languages, places, findings."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Lang = Literal["nl", "en"]


class Value(BaseModel):
    """Base of everything that flows: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Value):
    """A sentence for people, in Dutch and English."""

    nl: str
    en: str

    def get(self, lang: Lang) -> str:
        """The sentence in `lang`."""
        return self.en if lang == "en" else self.nl


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _LEVELS[self]


_LEVELS = {
    Level.ERROR: Text(nl="fout", en="error"),
    Level.WARNING: Text(nl="waarschuwing", en="warning"),
    Level.INFO: Text(nl="ter info", en="info"),
}


class Place(Value):
    """Where something was found. `path` is a JSON path inside `file`, or a node of a graph and its property; rows, pages
    and lines count from 1.
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    page: int | None = None
    line: int | None = None
    path: str | None = None


class Finding(Value):
    """One thing a person should know: what was found, where, and what to do. `code` is stable; texts may be reworded."""

    code: str
    level: Level
    place: Place = Place()
    message: Text
    advice: Text


class FindingKind(Value):
    """The template of a finding, kept as a constant in the file that emits it and listed by `catalogue.py`.

    `nl`, `en` say what was found, `do_nl`, `do_en` what to do; all four are `str.format` templates filled by `at`.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    level: Level
    nl: str
    en: str
    do_nl: str
    do_en: str

    def at(self, place: Place | None = None, **values: object) -> Finding:
        """The finding at `place`, with the templates filled from `values`."""
        return Finding(
            code=self.code,
            level=self.level,
            place=place or Place(),
            message=Text(nl=self.nl.format(**values), en=self.en.format(**values)),
            advice=Text(nl=self.do_nl.format(**values), en=self.do_en.format(**values)),
        )
