"""Titles: of the dossier from the subject of its decision, of a document from its subject line, the file itself, or its file name."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import PurePosixPath

from fairwoo.extract import letter
from fairwoo.extract.case import Case, Evidence, Finds, in_name, in_properties, in_text, state
from fairwoo.extract.mail_head import mail_head
from fairwoo.model import Document, Extraction, Role
from fairwoo.shared import data_folder

PROPERTIES = ("title",)
NEEDS = ("role",)
MADE_BY = "facts/title/1"

_LONGEST = 250
_TELLING_WORDS = 2


def find(case: Case) -> Finds:
    """A fact for the dossier where its decision has a subject, and for each document the best title there is."""
    facts = []
    for document, extraction in case.read_documents(Role.DECISION):
        subject = letter.subject(extraction.pages[0]) if extraction.pages else None
        if subject and tells_something(subject.words):
            evidence = in_text(document, subject.page, subject.words, 0.8)
            facts.append(state("", "title", (subject.words[:_LONGEST],), evidence, MADE_BY))
            break
    for document in case.dossier.documents:
        found = _title(document, case.extraction(document))
        if found:
            facts.append(state(document.id, "title", (found[0][:_LONGEST],), found[1], MADE_BY))
    return Finds(tuple(facts))


def _title(document: Document, extraction: Extraction | None) -> tuple[str, Evidence] | None:
    if extraction:
        if mail_subject := extraction.properties.get("subject"):
            return mail_subject, in_properties(document, mail_subject, 0.9)
        first = extraction.pages[0] if extraction.pages else None
        head = mail_head(first) if first else None
        if first and head and head.is_mail and tells_something(head.values.get("subject", "")):
            return head.values["subject"], in_text(document, first.number, head.values["subject"], 0.8)
        subject = letter.subject(first) if first else None
        if subject and tells_something(subject.words):
            return subject.words, in_text(document, subject.page, subject.words, 0.7)
    name = PurePosixPath(document.path or "").name
    cleaned = from_file_name(name)
    if extraction and not tells_something(cleaned) and tells_something(told := extraction.properties.get("title", "")):
        return told, in_properties(document, told, 0.5)
    return (cleaned, in_name(document, 0.5)) if cleaned else None


def tells_something(title: str) -> bool:
    """Whether a title says what a document is about: two words that are no template, number or file type."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", title.lower()) if word not in _template_words()]
    return len(set(words)) >= _TELLING_WORDS


@cache
def _template_words() -> frozenset[str]:
    with (data_folder("vocab") / "title_templates.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


def from_file_name(name: str) -> str:
    """A file name as a title: without endings and underscores."""
    stem = name
    while (suffix := PurePosixPath(stem).suffix) and re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{1,4}", suffix):
        stem = stem[: -len(suffix)]
    return " ".join(stem.replace("_", " ").split())
