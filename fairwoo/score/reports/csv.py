"""The ranking as CSV, one body a line, as the spreadsheet programs of its language open it in columns with numbers that are numbers:
in Dutch with semicolons and decimal commas, in English with commas and decimal points (RFC 4180). The JSON is for programs.

Cells that a spreadsheet would run as a formula (they begin with = + - @, a tab or a carriage return) get an apostrophe in
front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from fairwoo.model import Lang, Ranking, Standing, Text
from fairwoo.rules import load as load_rules
from fairwoo.score.classes import class_title

NAME = "csv"
MEDIA_TYPE = "text/csv"
EXTENSION = "csv"

_HEADINGS = {
    "nl": (
        "plaats",
        "orgaan",
        "naam",
        "klasse",
        "dossiers",
        "score",
        "rekenkundig",
        "band",
        "F",
        "A",
        "I",
        "R",
        "deelname",
        "te doen",
        "regels",
    ),
    "en": (
        "rank",
        "body",
        "name",
        "class",
        "dossiers",
        "score",
        "arithmetic",
        "band",
        "F",
        "A",
        "I",
        "R",
        "eligibility",
        "to do",
        "rules",
    ),
}
_ELIGIBILITY: Mapping[str, Text] = {
    "award": Text(nl="dingt mee", en="in the running"),
    "ranked": Text(nl="gerangschikt", en="ranked"),
    "listed": Text(nl="vermeld", en="listed"),
    "too_few": Text(nl="te weinig dossiers", en="too few dossiers"),
}
_SEPARATORS: dict[Lang, str] = {"nl": ";", "en": ","}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(ranking: Ranking, lang: Lang) -> str:
    """The ranking as CSV with a row of headings."""
    rules = load_rules()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_SEPARATORS[lang], lineterminator="\r\n")
    writer.writerow(_HEADINGS[lang])
    for standing in ranking.standings:
        cells = _cells(standing, class_title(standing.class_, rules, lang), ranking.rules, lang)
        writer.writerow([_guarded(cell) for cell in cells])
    return out.getvalue()


def _cells(standing: Standing, class_title: str, version: str, lang: Lang) -> tuple[str, ...]:
    principles = (standing.principles.get(name) for name in "FAIR")
    return (
        "" if standing.rank is None else str(standing.rank),
        standing.body,
        standing.name,
        class_title,
        str(standing.dossiers),
        _decimal(f"{standing.score:.2f}", lang),
        _decimal(f"{standing.arithmetic:.2f}", lang),
        standing.band,
        *("" if value is None else _decimal(f"{value:.4f}", lang) for value in principles),
        _ELIGIBILITY[standing.eligibility].get(lang),
        " | ".join(text.get(lang) for text in standing.to_do),
        version,
    )


def _decimal(number: str, lang: Lang) -> str:
    return number.replace(".", ",") if lang == "nl" else number


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
