"""Whose dossier it is: what the user says, else what the metadata say, matched to the registers. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.errors import UnknownBodyError
from fairwoo.ingest.said import MetadataReading
from fairwoo.model import Body, Fact, Finding, FindingKind, Level, Place, Source, SourceKind

MISSING = FindingKind(
    code="publisher-missing",
    level=Level.ERROR,
    nl="Van {location} is niet bekend welk bestuursorgaan het publiceert.",
    en="It is not known which public body publishes {location}.",
    do_nl='Geef het mee: --publisher "gemeente Naam" (of de TOOI-code), of zet publisher in dossier.json of fairwoo.toml.',
    do_en='Say so: --publisher "gemeente Name" (or the TOOI code), or put publisher in dossier.json or fairwoo.toml.',
)
UNKNOWN = FindingKind(
    code="publisher-unknown",
    level=Level.ERROR,
    nl="{source}: {reason}",
    en="{source}: {reason_en}",
    do_nl="Geef de code van het juiste bestuursorgaan mee met --publisher. Kandidaten: {candidates}.",
    do_en="Give the code of the right body with --publisher. Candidates: {candidates}.",
)
AMBIGUOUS = FindingKind(
    code="publisher-ambiguous",
    level=Level.ERROR,
    nl="{source}: {reason}",
    en="{source}: {reason_en}",
    do_nl="Kies een van deze en geef de code mee met --publisher: {candidates}.",
    do_en="Choose one of these and give its code with --publisher: {candidates}.",
)
CONTRADICTION = FindingKind(
    code="publisher-contradiction",
    level=Level.WARNING,
    nl="Het bestuursorgaan is {given} ({code}), maar {file} noemt “{said}”.",
    en="The public body is {given} ({code}), but {file} names “{said}”.",
    do_nl="{given} is aangehouden. Kijk of dit dossier daar wel van is.",
    do_en="{given} was kept. See whether this dossier is really theirs.",
)


class Said(NamedTuple):
    """The words for the publisher, and where they stand: a metadata file, or None for what the user said.

    `on` is the day of the decision, where the metadata agree on one: it chooses between bodies that had one name at different times.
    """

    words: str
    file: str | None
    on: date | None = None


class Publisher(NamedTuple):
    """The body, the fact that says so, and the doubts about it."""

    body: Body
    fact: Fact
    findings: tuple[Finding, ...]


class Refused(NamedTuple):
    """Why no body was found, and (code, name) of those that may be meant."""

    finding: Finding
    candidates: tuple[tuple[str, str], ...] = ()


def said(given: str | None, readings: Sequence[tuple[str, MetadataReading]]) -> list[Said]:
    """All that name a publisher, the user first, then the metadata (path, reading) in the order given, the same words once."""
    on = _decided(readings)
    own = [Said(given, None, on)] if given else []
    by_words: dict[str, str] = {}  # many files beside documents may all name the same body
    for path, reading in readings:
        if reading.publisher:
            by_words.setdefault(reading.publisher, path)
    return own + [Said(words, path, on) for words, path in by_words.items()]


def _decided(readings: Sequence[tuple[str, MetadataReading]]) -> date | None:
    """The day of the decision, if the metadata give one and only one."""
    facts = (fact for _, reading in readings for fact in reading.facts if fact.property == "decided" and not fact.subject)
    days = {date.fromisoformat(value) for fact in facts for value in fact.values}
    return days.pop() if len(days) == 1 else None


def publisher(location: str, named: Sequence[Said], made_by: str) -> Publisher | Refused:
    """The publisher: the first that is in the registers; but what the user says is final, also when it is wrong.

    Where none can be matched, the refusal is about the first.
    """
    matched: list[tuple[Said, Body]] = []
    refused: list[Refused] = []
    for one in named:
        try:
            matched.append((one, vocab.match_body(one.words, one.on)))
        except UnknownBodyError as error:
            refused.append(_refused(one, error))
            if one.file is None:
                return refused[0]
    if not matched:
        return refused[0] if refused else Refused(MISSING.at(Place(file=location), location=location))
    chosen, body = matched[0]
    bodies = dict(matched)
    doubts = tuple(
        CONTRADICTION.at(Place(file=one.file), given=body.name, code=body.code, file=one.file, said=one.words)
        for one in named
        if bodies.get(one) != body
    )
    return Publisher(body, _fact(chosen, body, made_by), doubts)


def _refused(one: Said, error: UnknownBodyError) -> Refused:
    kind = AMBIGUOUS if len(vocab.find_bodies(one.words, one.on)) > 1 else UNKNOWN
    candidates = "; ".join(f"{code} ({name})" for code, name in error.candidates) or "–"
    values = {"reason": error.text.nl, "reason_en": error.text.en, "candidates": candidates}
    return Refused(kind.at(Place(file=one.file), source=one.file or "--publisher", **values), error.candidates)


def _fact(one: Said, body: Body, made_by: str) -> Fact:
    kind = SourceKind.SETTING if one.file is None else SourceKind.METADATA
    source = Source(kind=kind, place=Place(file=one.file), phrase=one.words[:200])
    return Fact(subject="", property="publisher", values=(body.uri,), raw=one.words, source=source, made_by=made_by)
