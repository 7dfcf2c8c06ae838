"""I4: do the metadata that the publisher delivered follow a standard, with values from the official lists.

½ for metadata in a format that ingest knows and found no errors in, plus ½ × the share of coded values: body (TOOI),
information category, theme (TOP list), and the kinds of the documents (mean over them). Coded is a value given as its code or
address; the name in words is not. A value that is not given is not coded; the body leaves the count where it is not known how
the metadata name it. What fairwoo describes itself does not count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, mean, measured
from fairwoo.model import EvidenceLine, Fact, Level, SourceKind, Text

METRIC = Metric("I4", "fair.md E3 I4; DiWoo 0.9.8 value lists")


class _Coded(NamedTuple):
    label: Text
    share: float


def measure(evidence: Evidence) -> Measurement:
    """Half for the standard, half for the values."""
    files = sorted({fact.source.place.file or "" for fact in evidence.facts if fact.source.kind == SourceKind.METADATA})
    if not files:
        return measured(0, [line("Er zijn geen metadata aangeleverd.", "No metadata were delivered."), *_offer(evidence)])
    wrong = sorted({each.place.file or "" for each in evidence.dossier.findings if each.level == Level.ERROR} & set(files))
    valid = not wrong
    coded = _coded(evidence)
    share = sum(each.share for each in coded) / len(coded)
    lines = [
        line(f"Metadata zonder fouten: {', '.join(files)}.", f"Metadata without errors: {', '.join(files)}.")
        if valid
        else line(f"Fouten in de metadata: {', '.join(wrong)}.", f"Errors in the metadata: {', '.join(wrong)}."),
        *(_line(each) for each in coded if each.share < 1),
        *_offer(evidence),
    ]
    return measured(0.5 * valid + 0.5 * share, lines)


def _coded(evidence: Evidence) -> list[_Coded]:
    kinds = [
        max(_share(evidence, each.id, "kind", _is_kind), _share(evidence, each.id, "kind_code", _is_kind))
        for each in evidence.listed()
    ]
    body = _Coded(Text(nl="bestuursorgaan (TOOI)", en="body (TOOI)"), _share(evidence, "", "publisher", _is_body))
    return [
        *([body] if evidence.facts_on("", "publisher") else []),
        _Coded(Text(nl="informatiecategorie", en="information category"), _share(evidence, "", "category", _is_category)),
        _Coded(Text(nl="thema (TOP-lijst)", en="theme (TOP list)"), _share(evidence, "", "theme", _is_theme)),
        _Coded(Text(nl="documentsoorten", en="kinds of documents"), mean(kinds) or 0),
    ]


def _share(evidence: Evidence, subject: str, name: str, is_code: Callable[[str], bool]) -> float:
    told = (fact for fact in evidence.facts_on(subject, name) if fact.source.kind == SourceKind.METADATA)
    return float(any(is_code(_raw(fact)) for fact in told))


def _raw(fact: Fact) -> str:
    return fact.raw.strip().strip('"')


def _is_body(raw: str) -> bool:
    return vocab.body(raw) is not None


def _is_category(raw: str) -> bool:
    found = vocab.category(raw)
    return found is not None and raw.casefold() not in {found.label.casefold(), found.singular.casefold()}


def _is_theme(raw: str) -> bool:
    found = vocab.theme(raw)
    return found is not None and raw in {found.uri, found.code}


def _is_kind(raw: str) -> bool:
    found = vocab.kind(raw)
    return found is not None and raw in {found.uri, found.code}


def _line(each: _Coded) -> EvidenceLine:
    label = each.label
    if each.share:
        return line(f"Niet overal als code of adres: {label.nl}.", f"Not everywhere a code or address: {label.en}.")
    return line(f"Niet als code of adres gegeven: {label.nl}.", f"Not given as a code or address: {label.en}.")


def _offer(evidence: Evidence) -> list[EvidenceLine]:
    names = ", ".join(each.file_name for each in evidence.descriptions)
    if not names:
        return []
    return [
        line(
            f"fairwoo heeft zelf beschrijvingen gemaakt ({names}); publiceer die bij het dossier.",
            f"fairwoo made descriptions itself ({names}); publish them with the dossier.",
        )
    ]
