"""The values that flow from room to room. All are frozen; a value is never changed, only replaced."""

from fairwoo.model.dossier import Body, DecisionOutcome, Disclosure, Document, Dossier, Role
from fairwoo.model.extraction import Extraction, Page, PageBy, Part, Redaction, Table
from fairwoo.model.fact import DeliveredFile, Delivery, Fact, FileFate, Refusal, Settled, Source, SourceKind
from fairwoo.model.finding import Finding, FindingKind, Lang, Level, Place, Text, Value
from fairwoo.model.result import (
    Description,
    Entry,
    EvidenceLine,
    Mapped,
    Outcome,
    Ranking,
    Report,
    Standing,
    Step,
    Verdict,
)

__all__ = [
    "Body",
    "DecisionOutcome",
    "DeliveredFile",
    "Delivery",
    "Description",
    "Disclosure",
    "Document",
    "Dossier",
    "Entry",
    "EvidenceLine",
    "Extraction",
    "Fact",
    "FileFate",
    "Finding",
    "FindingKind",
    "Lang",
    "Level",
    "Mapped",
    "Outcome",
    "Page",
    "PageBy",
    "Part",
    "Place",
    "Ranking",
    "Redaction",
    "Refusal",
    "Report",
    "Role",
    "Settled",
    "Source",
    "SourceKind",
    "Standing",
    "Step",
    "Table",
    "Text",
    "Value",
    "Verdict",
]
