"""From a number to its evidence: one dossier, or one body over its dossiers, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.model import EvidenceLine, Lang, Outcome, Report, Text, Verdict
from fairwoo.rules import Rules
from fairwoo.rules import load as load_rules
from fairwoo.score.points import body_only, effective_weights, losses, scored_points
from fairwoo.score.wording import CAPS, VERDICTS, number, one_line, table, where

_WEAKEST = 3


def explain(report: Report, lang: Lang) -> str:
    """The report on one dossier: total, principles, then each metric with its evidence and where it was seen."""
    rules = load_rules()
    parts = [_head(report, rules, lang), ""]
    weights = effective_weights(report.outcomes, rules)
    for outcome in report.outcomes:
        parts += [_metric_line(outcome, weights.get(outcome.metric), rules, lang), *_evidence(outcome.evidence, lang)]
    return "\n".join([*parts, "", _foot(report.rules, lang)]) + "\n"


def explain_body(reports: Sequence[Report], lang: Lang) -> str:
    """One body over its dossiers: each metric with its mean, the points lost on it, and the weakest dossiers with their evidence.

    `reports` are those of one body, at least one.
    """
    rules = load_rules()
    found = losses(reports, rules)
    rows = [
        (
            loss.metric,
            rules.metrics[loss.metric].title.get(lang),
            number(loss.score, 2, lang),
            number(loss.points, 1, lang),
            _weakest_dossier(reports, loss.metric),
        )
        for loss in found
    ]
    headings = (
        ("", "Toets", "Gemiddeld", "Punten verloren", "Zwakste dossier")
        if lang == "nl"
        else ("", "Metric", "Mean", "Points lost", "Weakest dossier")
    )
    parts = [*table(headings, rows, frozenset({2, 3})), "", *_unmeasured(reports, rules, lang), _own(reports, rules, lang), ""]
    for loss in [loss for loss in found if loss.score < 1][:_WEAKEST]:
        parts += _weakest(reports, loss.metric, rules, lang)
    return "\n".join([*parts, "", _foot(reports[0].rules, lang)]) + "\n"


def _head(report: Report, rules: Rules, lang: Lang) -> str:
    scored, points = scored_points(report)
    principles = "  ".join(f"{name} {number(value, 2, lang)}" for name, value in report.principles.items())
    total, arithmetic = number(report.total, 1, lang), number(report.arithmetic, 1, lang)
    text = Text(
        nl=f"{report.dossier}: {total} van 100 (band {rules.band(report.total)}; rekenkundig {arithmetic})\n{principles}\n"
        f"Gemeten: {scored:g} van {points:g} punten; het gewicht van de rest is verdeeld over wat wel gemeten is.",
        en=f"{report.dossier}: {total} of 100 (band {rules.band(report.total)}; arithmetic {arithmetic})\n{principles}\n"
        f"Measured: {scored:g} of {points:g} points; the weight of the rest has moved to what was measured.",
    ).get(lang)
    return "\n".join([text, *(_cap(cap, rules, lang) for cap in report.caps)])


def _cap(cap: str, rules: Rules, lang: Lang) -> str:
    reason = CAPS[cap].get(lang) if cap in CAPS else cap
    ceiling = rules.caps.get(cap, 100)
    return Text(nl=f"Ten hoogste {ceiling:g}: {reason}.", en=f"At most {ceiling:g}: {reason}.").get(lang)


def _metric_line(outcome: Outcome, weight: float | None, rules: Rules, lang: Lang) -> str:
    rule = rules.metrics.get(outcome.metric)
    title = rule.title.get(lang) if rule else ""
    score = "" if outcome.score is None else f" {number(outcome.score, 2, lang)}"
    worth = (
        "" if weight is None else Text(nl=f", telt {number(weight, 1, lang)}", en=f", counts {number(weight, 1, lang)}").get(lang)
    )
    return f"{outcome.metric} {title}: {VERDICTS[outcome.verdict].get(lang)}{score}{worth}"


def _evidence(lines: Sequence[EvidenceLine], lang: Lang) -> list[str]:
    found = []
    for each in lines:
        place = where(each.place, lang)
        found.append(f"   · {one_line(f'[{place}] ' if place else '')} {one_line(each.text.get(lang))}".replace("·  ", "· "))
    return found


def _weakest_report(reports: Sequence[Report], metric: str) -> tuple[Report, Outcome]:
    scored = [
        (outcome.score, report.dossier, report, outcome)
        for report in reports
        for outcome in report.outcomes
        if outcome.metric == metric and outcome.score is not None
    ]
    _, _, report, outcome = min(scored, key=lambda each: each[:2])
    return report, outcome


def _weakest_dossier(reports: Sequence[Report], metric: str) -> str:
    report, outcome = _weakest_report(reports, metric)
    return "" if outcome.verdict == Verdict.PASSED else report.dossier


def _weakest(reports: Sequence[Report], metric: str, rules: Rules, lang: Lang) -> list[str]:
    report, outcome = _weakest_report(reports, metric)
    rule = rules.metrics[metric]
    return [
        f"{metric} {rule.title.get(lang)}: {rule.advice.get(lang)}",
        f"   {report.dossier}",
        *_evidence(outcome.evidence, lang),
    ]


def _unmeasured(reports: Sequence[Report], rules: Rules, lang: Lang) -> list[str]:
    scored = {outcome.metric for report in reports for outcome in report.outcomes if outcome.score is not None}
    missing = [name for name in rules.metrics if name not in scored]
    if not missing:
        return []
    names = ", ".join(f"{name} {rules.metrics[name].title.get(lang)}" for name in missing)
    return [Text(nl=f"Niet gemeten of niet van toepassing: {names}.", en=f"Not measured or not applicable: {names}.").get(lang)]


def _own(reports: Sequence[Report], rules: Rules, lang: Lang) -> str:
    own = number(body_only(reports, rules), 1, lang)
    return Text(
        nl=f"Alleen wat het orgaan zelf in de hand heeft, los van het publicatieplatform: {own} van 100 (rekenkundig).",
        en=f"Only what the body itself decides, apart from its publishing platform: {own} of 100 (arithmetic).",
    ).get(lang)


def _foot(version: str, lang: Lang) -> str:
    return Text(nl=f"Regels: {version} (weights.toml).", en=f"Rules: {version} (weights.toml).").get(lang)
