"""Who is believed: the written order of trust between the sources of facts.

1. `setting`: what the user said on the command line or in the settings;
2. `metadata`: the metadata file delivered with the dossier, `dossier.json` before others, as ingest orders them;
3. `inventory`: the cells of an inventory;
4. `text`: the words of the documents, labelled ones with more confidence than others;
5. `file_name`, 6. `properties` (what a file says about itself), 7. `folder`.

Within a kind the higher confidence wins, then what came first. A value that cannot be read loses to the next one that can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum

from fairwoo.model import DecisionOutcome, Disclosure, Fact, Role, SourceKind

RANK = {kind: rank for rank, kind in enumerate(SourceKind)}

DOSSIER_PROPERTIES = (
    "title",
    "description",
    "category",
    "theme",
    "regime",
    "requested",
    "received",
    "decided",
    "published",
    "modified",
    "adjourned",
    "outcome",
    "inquiry",
    "series",
    "request_text",
    "decision_text",
    "source_url",
    "license",
    "grounds",
)
DOCUMENT_PROPERTIES = (
    "number",
    "role",
    "title",
    "kind",
    "kind_code",
    "dated",
    "disclosure",
    "grounds",
    "sender",
    "recipient",
    "source_url",
    "parent",
    "related",
    "withdrawn",
    "correction",
)
UNIONS = frozenset({"grounds", "related"})

Reading = str | bool | date | StrEnum


def _regime(text: str) -> str:
    if text not in {"Woo", "Wob"}:
        raise ValueError(text)
    return text


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text


_READERS: dict[str, Callable[[str], Reading]] = {
    "requested": date.fromisoformat,
    "received": date.fromisoformat,
    "decided": date.fromisoformat,
    "published": date.fromisoformat,
    "modified": date.fromisoformat,
    "dated": date.fromisoformat,
    "outcome": DecisionOutcome,
    "disclosure": Disclosure,
    "role": Role,
    "regime": _regime,
    "adjourned": _truth,
}


def read(fact: Fact) -> tuple[Reading, ...] | None:
    """The values of a fact as the field of the model wants them; None if one of them cannot be read, or there is none."""
    reader = _READERS.get(fact.property, _text)
    try:
        return tuple(reader(value) for value in fact.values) or None
    except ValueError:
        return None


def by_trust(facts: Iterable[Fact]) -> list[Fact]:
    """Facts, most trusted first."""
    return sorted(facts, key=lambda fact: (RANK[fact.source.kind], -fact.confidence))


def believed(facts: Iterable[Fact]) -> Fact | None:
    """The most trusted of facts about one property of one subject that can be read."""
    return next((fact for fact in by_trust(facts) if read(fact) is not None), None)


def united(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The values of all facts of the most trusted kind of source, each once, in order; for properties that hold several values."""
    first = believed(facts)
    if first is None:
        return ()
    same = [fact for fact in by_trust(facts) if fact.source.kind == first.source.kind]
    return tuple(dict.fromkeys(value for fact in same for value in fact.values))


def contradiction(facts: Iterable[Fact]) -> tuple[Fact, Fact] | None:
    """The believed fact and the next one that says otherwise, among facts that deserve a comparison; None if all agree."""
    readable = [fact for fact in by_trust(facts) if read(fact) is not None]
    return next(((readable[0], fact) for fact in readable[1:] if set(fact.values) != set(readable[0].values)), None)
