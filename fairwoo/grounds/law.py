"""The grounds that the two laws know, and how to say them in words."""

from __future__ import annotations

import csv
from functools import cache
from typing import Literal, NamedTuple, cast

from fairwoo.model import Lang, Value
from fairwoo.shared import data_folder

Law = Literal["Woo", "Wob"]

ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende")


class Ground(Value):
    """A ground for withholding.

    `kind` is absolute, relative or temporary; `wob` the ground that it replaced in the Wob; `jci` its address in the law.
    """

    code: str
    law: Law
    name: str
    name_en: str
    kind: str | None
    jci: str | None
    wob: str | None


class Clause(NamedTuple):
    """The place of a ground in its law; paragraph and letter may be empty."""

    article: str
    paragraph: str
    letter: str


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file of `vocab/`."""
    with (data_folder("vocab") / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def all_grounds() -> tuple[Ground, ...]:
    """The 21 grounds of the Woo, then those of the Wob."""
    return tuple(
        Ground(
            code=row["code"],
            law=cast("Law", row["law"]),
            name=row["name"],
            name_en=row["name_en"],
            kind=row["kind"] or None,
            jci=row["jci"] or None,
            wob=row["wob"] or None,
        )
        for row in rows("grounds.csv")
    )


@cache
def _grounds_by_code() -> dict[str, Ground]:
    return {each.code: each for each in all_grounds()}


def ground(code: str) -> Ground | None:
    """The ground with exactly this code, or None."""
    return _grounds_by_code().get(code)


@cache
def codes() -> dict[Clause, str]:
    """The code of every clause that is a ground."""
    found = {Clause(row["article"], row["paragraph"], row["letter"]): row["code"] for row in rows("grounds.csv")}
    return found | {Clause("5.4a", "", ""): "5.4a.1"}  # the only ground in that article


@cache
def _clauses() -> dict[str, Clause]:
    return {row["code"]: Clause(row["article"], row["paragraph"], row["letter"]) for row in rows("grounds.csv")}


def describe(code: str, lang: Lang = "nl") -> str:
    """A ground in words: "artikel 5.1, tweede lid, onder e, Woo (eerbiediging van de persoonlijke levenssfeer)".

    A code that is no ground comes back as it is.
    """
    known = ground(code)
    if known is None:
        return code
    article, paragraph, letter = _clauses()[code]
    if lang == "en":
        parts = [f"article {article}", paragraph and f"paragraph {paragraph}", letter and f"point {letter}"]
        return f"{', '.join(filter(None, parts))}, {known.law} ({known.name_en})"
    parts = [f"artikel {article}", paragraph and f"{ORDINALS[int(paragraph) - 1]} lid", letter and f"onder {letter}"]
    return f"{', '.join(filter(None, parts))}, {known.law} ({known.name})"


@cache
def named_laws() -> dict[str, Law]:
    """The names of the two laws, with the law."""
    return {row["words"]: cast("Law", row["law"]) for row in rows("laws.csv") if row["law"] != "other"}


@cache
def other_laws() -> tuple[str, ...]:
    """Names and abbreviations of laws whose articles are cited near Woo grounds."""
    return tuple(row["words"] for row in rows("laws.csv") if row["law"] == "other")
