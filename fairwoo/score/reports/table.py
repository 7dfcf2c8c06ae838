"""The ranking as a table for a terminal: a block for each class, bodies with too few dossiers apart."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.model import Lang, Ranking, Standing, Text
from fairwoo.rules import Rules
from fairwoo.rules import load as load_rules
from fairwoo.score.classes import class_title
from fairwoo.score.wording import number, one_line, table

NAME = "table"
MEDIA_TYPE = "text/plain"
EXTENSION = "txt"

_ADVISED = 3  # with more bodies on the screen the advice would drown the table


def render(ranking: Ranking, lang: Lang) -> str:
    """The ranking as aligned text."""
    rules = load_rules()
    blocks = [_block(class_id, found, rules, lang) for class_id, found in _classes(ranking).items()]
    if not blocks:
        return Text(nl="Er zijn nog geen dossiers getoetst.\n", en="No dossiers have been checked yet.\n").get(lang)
    if len(ranking.standings) <= _ADVISED:
        blocks += [_advice(standing, lang) for standing in ranking.standings if standing.to_do]
    return "\n".join([*blocks, _foot(ranking, rules, lang)])


def _classes(ranking: Ranking) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    for standing in ranking.standings:
        found.setdefault(standing.class_, []).append(standing)
    return found


def _block(class_id: str, standings: Sequence[Standing], rules: Rules, lang: Lang) -> str:
    shown = [standing for standing in standings if standing.eligibility != "too_few"]
    few = [standing for standing in standings if standing.eligibility == "too_few"]
    lines = [class_title(class_id, rules, lang)]
    if shown:
        headings = (
            ("Plaats", "Bestuursorgaan", "Dossiers", "Score", "Band", "F", "A", "I", "R", "Rekenkundig", "Opmerking")
            if lang == "nl"
            else ("Rank", "Body", "Dossiers", "Score", "Band", "F", "A", "I", "R", "Arithmetic", "Note")
        )
        lines += table(headings, [_row(standing, lang) for standing in shown], frozenset({0, 2, 3, 5, 6, 7, 8, 9}))
    if few:
        names = "; ".join(f"{one_line(each.name)} ({each.dossiers}: {number(each.score, 1, lang)})" for each in few)
        needed = rules.eligibility.listed
        lines.append(
            Text(
                nl=f"Te weinig dossiers voor een plaats (minder dan {needed}): {names}.",
                en=f"Too few dossiers for a place (fewer than {needed}): {names}.",
            ).get(lang)
        )
    return "\n".join(lines) + "\n"


def _row(standing: Standing, lang: Lang) -> tuple[str, ...]:
    notes = {
        "award": Text(nl="dingt mee", en="in the running"),
        "ranked": Text(nl="", en=""),
        "listed": Text(nl="nog geen plaats", en="no rank yet"),
    }
    return (
        "–" if standing.rank is None else str(standing.rank),
        standing.name,
        str(standing.dossiers),
        number(standing.score, 1, lang),
        standing.band,
        *(number(standing.principles.get(name), 2, lang) for name in "FAIR"),
        number(standing.arithmetic, 1, lang),
        notes[standing.eligibility].get(lang),
    )


def _advice(standing: Standing, lang: Lang) -> str:
    head = Text(nl=f"Eerst te doen: {standing.name}", en=f"To do first: {standing.name}").get(lang)
    return (
        "\n".join([one_line(head), *(f"{number_}. {one_line(text.get(lang))}" for number_, text in enumerate(standing.to_do, 1))])
        + "\n"
    )


def _foot(ranking: Ranking, rules: Rules, lang: Lang) -> str:
    needed = rules.eligibility
    return Text(
        nl=f"Score 0–100: gemiddelde van de dossiers (meetkundig gewogen). Een plaats vanaf {needed.ranked} dossiers, kans op de "
        f"prijs vanaf {needed.award}. Regels: {ranking.rules}.\n",
        en=f"Score 0–100: mean of the dossiers (weighted geometrically). A rank from {needed.ranked} dossiers, the award from "
        f"{needed.award}. Rules: {ranking.rules}.\n",
    ).get(lang)
