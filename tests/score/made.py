"""Reports made by hand: a dossier's scores by metric, aggregated as `check` does."""

from __future__ import annotations

from fairwoo import rules, vocab
from fairwoo.model import EvidenceLine, Outcome, Place, Report, Text, Verdict

EDITION = rules.load()


def uri(code):
    """The address of a body by its code."""
    found = vocab.body(code)
    assert found is not None
    return found.uri


def outcome(metric, score, nl="Zo was het.", file="besluit.pdf"):
    """What a metric gave, with one line of evidence."""
    verdict = (
        Verdict.NOT_MEASURED if score is None else Verdict.PASSED if score == 1 else Verdict.PARTLY if score else Verdict.FAILED
    )
    line = EvidenceLine(text=Text(nl=nl, en="So it was."), place=Place(file=file, page=1))
    return Outcome(metric=metric, verdict=verdict, score=score, weight=EDITION.metrics[metric].weight, evidence=(line,))


def report(code, dossier, total, scores=None, caps=()):
    """A report with a total; the same value for all principles."""
    outcomes = tuple(outcome(metric, score) for metric, score in (scores or {}).items())
    return Report(
        dossier=dossier,
        publisher=uri(code),
        rules=EDITION.version,
        outcomes=outcomes,
        principles=dict.fromkeys("FAIR", round(total / 100, 6)),
        total=total,
        arithmetic=total + 1,
        caps=caps,
    )


def reports(code, *totals):
    """Reports of one body, with these totals."""
    return [
        report(code, f"{code}-{number}", total, {"F3": 0.5, "I1": 1, "R3": 0, "A1": None}) for number, total in enumerate(totals)
    ]


def some_bodies():
    """Bodies of several classes: ranked with a tie, listed, too few."""
    return [
        *reports("gm0055", 50, 60, 70, 80, 90),
        *reports("gm1672", *[70.04] * 10),
        *reports("gm0363", 40, 50, 60),
        *reports("ws0151", 99),
        *reports("pv27", 20, 25, 30, 25, 25),
        *reports("pv26", 80, 85.5, 90, 84, 88),
    ]
