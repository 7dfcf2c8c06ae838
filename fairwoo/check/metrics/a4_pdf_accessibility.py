"""A4: five checks on each PDF: tagged, language given, title shown, fonts mapped to characters, not encrypted.

The mean of the checks that could be made on a file, then over the files. Clauses: ISO 14289-1 (PDF/UA-1) 7.1, 7.2, 7.21.7; WCAG
3.1.1, 2.4.2. A file that opens only with a password fails what could be seen of it: that it is encrypted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from fairwoo.check.evidence import Evidence, media_type_of, place_of
from fairwoo.check.measurement import Measurement, Metric, line, measured, not_applicable
from fairwoo.model import Document, EvidenceLine, Text

METRIC = Metric("A4", "fair.md E3 A4; ISO 14289-1; WCAG 2.2")


class _Check(NamedTuple):
    """One check: what is missing when it fails; `passes` gives None where the properties do not tell."""

    missing: Text
    passes: Callable[[Mapping[str, str]], bool | None]


def _is(name: str, wanted: str) -> Callable[[Mapping[str, str]], bool | None]:
    return lambda properties: None if name not in properties else properties[name].lower() == wanted


def _language(properties: Mapping[str, str]) -> bool | None:
    return bool(properties.get("language", "").strip()) if "tagged" in properties else None


def _title(properties: Mapping[str, str]) -> bool | None:
    shown = properties.get("display_title", "").lower() == "true" and bool(properties.get("title", "").strip())
    return shown if "tagged" in properties else None


_CHECKS = (
    _Check(Text(nl="tags", en="tags"), _is("tagged", "true")),
    _Check(Text(nl="een opgegeven taal", en="a stated language"), _language),
    _Check(Text(nl="een titel die getoond wordt", en="a title that is shown"), _title),
    _Check(Text(nl="letters die bij tekens horen", en="fonts mapped to characters"), _is("fonts_mapped", "true")),
    _Check(Text(nl="vrijheid van beveiliging", en="freedom from encryption"), _is("encrypted", "false")),
)


def measure(evidence: Evidence) -> Measurement:
    """The mean over the PDFs; does not apply to a dossier without PDFs of which something is known."""
    checked = [(document, results) for document in evidence.files() if (results := _results(evidence, document))]
    if not checked:
        return not_applicable(line("Het dossier heeft geen leesbare PDF's.", "The dossier has no readable PDFs."))
    scores = [sum(results.values()) / len(results) for _, results in checked]
    whole = sum(score == 1 for score in scores)
    lines = [
        line(
            f"PDF's die aan alle controles voldoen: {whole} van {len(checked)}.",
            f"PDFs that pass all checks: {whole} of {len(checked)}.",
        ),
        *(_line(document, results) for document, results in checked if not all(results.values())),
    ]
    return measured(sum(scores) / len(scores), lines)


def _results(evidence: Evidence, document: Document) -> dict[int, bool]:
    extraction = evidence.extraction(document)
    if extraction is None or media_type_of(document, extraction) != "application/pdf":
        return {}
    results = ((number, check.passes(extraction.properties)) for number, check in enumerate(_CHECKS))
    return {number: passed for number, passed in results if passed is not None}


def _line(document: Document, results: Mapping[int, bool]) -> EvidenceLine:
    missing = [_CHECKS[number].missing for number, passed in results.items() if not passed]
    return line(
        f"Mist {', '.join(text.nl for text in missing)}.",
        f"Lacks {', '.join(text.en for text in missing)}.",
        place_of(document),
    )
