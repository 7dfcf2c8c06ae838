"""In which class a body is compared: by its register, and for municipalities by their number of inhabitants."""

from __future__ import annotations

import csv
from functools import cache

from fairwoo import vocab
from fairwoo.model import Lang
from fairwoo.rules import BodyClass, Rules
from fairwoo.shared import data_folder


def class_of(publisher: str, rules: Rules) -> BodyClass:
    """The class of a body by its TOOI address or code; the last class where none fits."""
    found = vocab.body(publisher)
    register = found.register_name if found else ""
    large = found is not None and found.code in _large()
    fitting = (each for each in rules.classes if register in each.registers and each.large in {None, large})
    return next(fitting, rules.classes[-1])


def class_title(class_id: str, rules: Rules, lang: Lang) -> str:
    """The name of a class; its id if these rules do not have it."""
    return next((each.title(lang) for each in rules.classes if each.id == class_id), class_id)


@cache
def _large() -> frozenset[str]:
    """The codes in `vocab/large_municipalities.csv`: 100 000 inhabitants and more."""
    with (data_folder("vocab") / "large_municipalities.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file))
