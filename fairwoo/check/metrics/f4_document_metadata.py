"""F4: has each document a title that says something, a date and a kind from a list.

The mean over the documents of the dossier, withheld ones included, of three parts: a meaningful title; a date written as ISO
8601; a kind that is in the official list or, where that has none (e-mail, memo), in fairwoo's own. Data count 1, what was only
read from text ½.
"""

from __future__ import annotations

from typing import NamedTuple

from fairwoo import vocab
from fairwoo.check.evidence import Evidence, place_of
from fairwoo.check.measurement import Measurement, Metric, line, measured, not_applicable
from fairwoo.check.provenance import said
from fairwoo.check.titles import is_meaningful, templates_among
from fairwoo.model import Document, EvidenceLine, Text

METRIC = Metric("F4", "fair.md E3 F4; Woogle metadata specification 2.0")

_PARTS = (
    Text(nl="een titel die zegt waar het over gaat", en="a title that says what it is about"),
    Text(nl="een datum (jjjj-mm-dd)", en="a date (yyyy-mm-dd)"),
    Text(nl="een soort uit de lijst", en="a kind from the list"),
)


class _Scored(NamedTuple):
    document: Document
    parts: tuple[float, float, float]


def measure(evidence: Evidence) -> Measurement:
    """The mean over the documents; does not apply to a dossier without documents."""
    documents = evidence.listed()
    if not documents:
        return not_applicable(line("Het dossier heeft geen documenten.", "The dossier has no documents."))
    templates = templates_among(document.title for document in documents)
    scored = [_score(evidence, document, templates) for document in documents]
    whole = sum(sum(each.parts) == 3 for each in scored)
    lines = [
        line(
            f"Documenten met titel, datum en soort als gegeven: {whole} van {len(scored)}.",
            f"Documents with title, date and kind as data: {whole} of {len(scored)}.",
        ),
        *(_line(each) for each in sorted(scored, key=lambda each: sum(each.parts)) if sum(each.parts) < 3),
    ]
    return measured(sum(sum(each.parts) for each in scored) / (3 * len(scored)), lines)


def _score(evidence: Evidence, document: Document, templates: frozenset[str]) -> _Scored:
    title = document.title if is_meaningful(document.title) and document.title not in templates else None
    coded = said(evidence, document.id, "kind_code", document.kind_code).share
    worded = document.kind if document.kind and vocab.kind_word(document.kind) else None
    return _Scored(
        document,
        (
            said(evidence, document.id, "title", title).share,
            said(evidence, document.id, "dated", document.dated).share,
            max(coded, said(evidence, document.id, "kind", worded).share),
        ),
    )


def _line(each: _Scored) -> EvidenceLine:
    missing = [label for label, share in zip(_PARTS, each.parts, strict=True) if share == 0]
    half = [label for label, share in zip(_PARTS, each.parts, strict=True) if 0 < share < 1]
    nl, en = [], []
    if missing:
        nl.append("ontbreekt: " + "; ".join(label.nl for label in missing))
        en.append("missing: " + "; ".join(label.en for label in missing))
    if half:
        nl.append("niet als (goed geschreven) gegeven, telt half: " + "; ".join(label.nl for label in half))
        en.append("not given as (well written) data, counts half: " + "; ".join(label.en for label in half))
    name = each.document.title or each.document.id
    return line(f"“{name}”: {'. '.join(nl)}.", f"“{name}”: {'. '.join(en)}.", place_of(each.document))
