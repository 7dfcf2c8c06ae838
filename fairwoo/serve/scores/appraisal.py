"""The FAIR score of a dossier as the public may see it: what was measured, what was seen, and what would make it better.

The lines of evidence are written for the publisher. Those about files that were not released are left out and counted, and so are
lines that name such a file in their text: the name of a refused document, or that a file shows what it should not, is for no one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from fairwoo import rules
from fairwoo.model import EvidenceLine, Outcome, Report, Verdict
from fairwoo.pipeline.derive import check_input
from fairwoo.score.points import effective_weights, losses, scored_points
from fairwoo.score.wording import CAPS, VERDICTS, one_line
from fairwoo.serve.dossiers.described import metadata_files
from fairwoo.serve.kept import kept
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site
from fairwoo.shared import safe_name

PRINCIPLES = {"F": "vindbaar", "A": "toegankelijk", "I": "uitwisselbaar", "R": "herbruikbaar"}
_TO_DO = 3
_LEAST = 0.05  # points: less is not worth a sentence
_NO_FILE = re.compile(r"https?://\S+|\b(?:application|audio|font|image|message|multipart|text|video)/[\w.+-]+")
_EXTENSION = re.compile(r"\S\.[A-Za-z][A-Za-z0-9]{1,5}\b")
_BETWEEN = re.compile(r"[,;:]\s+|[“”\"]|\s\(")
_COMMON_NAMES = {"dossier.json", "robots.txt"}  # which every publisher has: these tell nothing of a document


class Seen(NamedTuple):
    """A line of evidence: what was seen, in which document and on which page."""

    text: str
    document: PublicDocument | None
    page: int | None


class Measured(NamedTuple):
    """A metric on this dossier. `worth` is its share of 100 points, `lost` how many of these were not earned; 0 if it has no score.

    `unseen` is how many lines are not for the public.
    """

    id: str
    title: str
    verdict: Verdict
    words: str
    score: float | None
    worth: float
    lost: float
    evidence: tuple[Seen, ...]
    unseen: int
    advice: str


class Advice(NamedTuple):
    """What to do, the metric it is for, and how many points there are to win."""

    metric: str
    text: str
    points: float


class Appraisal(NamedTuple):
    """The score of a dossier. `scored` of `points` were measured; `caps` are knock-outs in words, with their ceiling."""

    total: float
    arithmetic: float
    band: str
    principles: tuple[tuple[str, str, float | None], ...]
    scored: float
    points: float
    caps: tuple[tuple[str, float], ...]
    metrics: tuple[Measured, ...]
    to_do: tuple[Advice, ...]
    rules: str


def appraisal(site: Site, dossier: PublicDossier) -> Appraisal | None:
    """The score of a dossier, or None while it was not measured yet as it is now."""
    catalogue = site.workspace.catalogue
    held = catalogue.held(dossier.id)
    state = check_input(held[0], site.settings.map) if held else ""
    if not held or catalogue.stage_input(dossier.id, "check") != state:
        return None
    return kept(site, "appraisal", dossier.id, f"{state} {dossier.revision}", lambda: _made(site, dossier))


def _made(site: Site, dossier: PublicDossier) -> Appraisal | None:
    report = site.workspace.catalogue.report(dossier.id)
    return _of(report, _Shown(site, dossier)) if report is not None else None


def _of(report: Report, shown: _Shown) -> Appraisal:
    edition = rules.load()
    weights = effective_weights(report.outcomes, edition)
    scored, points = scored_points(report)
    advice = (
        Advice(loss.metric, one_line(edition.metrics[loss.metric].advice.nl), loss.points)
        for loss in losses([report], edition)[:_TO_DO]
        if loss.points >= _LEAST
    )
    return Appraisal(
        total=report.total,
        arithmetic=report.arithmetic,
        band=edition.band(report.total),
        principles=tuple((letter, PRINCIPLES.get(letter, letter), value) for letter, value in report.principles.items()),
        scored=scored,
        points=points,
        caps=tuple((CAPS[one].nl if one in CAPS else one, edition.caps.get(one, 100.0)) for one in report.caps),
        metrics=tuple(_measured(one, weights.get(one.metric, 0.0), edition, shown) for one in report.outcomes),
        to_do=tuple(advice),
        rules=report.rules,
    )


def _measured(outcome: Outcome, worth: float, edition: rules.Rules, shown: _Shown) -> Measured:
    rule = edition.metrics.get(outcome.metric)
    evidence = tuple(shown.lines(outcome.evidence))
    return Measured(
        id=outcome.metric,
        title=one_line(rule.title.nl) if rule else outcome.metric,
        verdict=outcome.verdict,
        words=VERDICTS[outcome.verdict].nl,
        score=outcome.score,
        worth=worth,
        lost=worth * (1 - outcome.score) if outcome.score is not None else 0.0,
        evidence=evidence,
        unseen=len(outcome.evidence) - len(evidence),
        advice=one_line(rule.advice.nl) if rule and outcome.verdict in {Verdict.PARTLY, Verdict.FAILED} else "",
    )


class _Shown:
    """Which lines of evidence about a dossier are for the public."""

    def __init__(self, site: Site, dossier: PublicDossier) -> None:
        self._documents = dossier.by_path
        self._names = {*dossier.by_path, *(one.name for one in metadata_files(site, dossier)), *_COMMON_NAMES}

    def lines(self, lines: Iterable[EvidenceLine]) -> Iterable[Seen]:
        for one in lines:
            text, document = one_line(one.text.nl), None
            if one.place.file is not None and safe_name(one.place.file) not in _COMMON_NAMES:
                document = self._documents.get(one.place.file)
                if document is None:
                    continue
            if not self._names_another(text):
                yield Seen(text, document, one.place.page)

    def _names_another(self, text: str) -> bool:
        """Whether a part of the text may be the name of a file that was not released; of a name that has commas in it each part is."""
        parts = (part for part in _BETWEEN.split(_NO_FILE.sub("", text)) if _EXTENSION.search(part))
        return any(part.strip(" .()") not in self._names for part in parts)
