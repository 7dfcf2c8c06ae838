"""Titles: of the dossier from the subject of its decision, of a document from its subject line, the file itself, or its file name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import PurePosixPath

from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Evidence, Finds, in_folder, in_name, in_properties, in_text, state
from fairwoo.extract.mail_head import is_mail_file, mail_head
from fairwoo.model import Document, Extraction, Page, Role
from fairwoo.shared import data_folder

PROPERTIES = ("title",)
NEEDS = ("role",)
MADE_BY = "facts/title/3"

_LONGEST = 250
_TELLING_WORDS = 2
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_LEADING_NUMBERS = re.compile(r"^(?:(?:(?:19|20)\d{6}|\d{1,3}[a-z]?|\d{1,3}(?:\.\d{1,3})+)(?:[.)]+[\s_-]*|[\s_-]+))+(?=\D)")


def find(case: Case) -> Finds:
    """A fact for the dossier where its decision has a telling subject, and for each document the best title there is.

    Where several documents have one subject, as replies to a mail do, their file names tell them apart.
    """
    facts = []
    for document, extraction in case.read_documents(Role.DECISION):
        subject = letter.subject(extraction.pages[0]) if extraction.pages else None
        if subject and (title := of_dossier(subject.words)):
            facts.append(state("", "title", (title,), in_text(document, subject.page, subject.words, 0.8), MADE_BY))
            break
    if name := from_slug(re.split(r"[\\/]", case.dossier.location)[-1]):
        facts.append(state("", "title", (name,), in_folder(name, 0.4), MADE_BY))
    titles = [(document, _title(document, case.extraction(document))) for document in case.dossier.documents]
    shared = Counter(title.casefold() for _, (title, _) in titles)
    for document, found in titles:
        own = from_file_name(PurePosixPath(document.path or "").name)
        apart = shared[found[0].casefold()] == 1 or not tells_something(own)
        title, evidence = found if apart else (own, in_name(document, 0.5))
        if title:
            facts.append(state(document.id, "title", (title[:_LONGEST],), evidence, MADE_BY))
    return Finds(tuple(facts))


def of_dossier(subject: str) -> str | None:
    """The title that the subject of a decision makes, or None if it names nothing but a request and its date.

    "Besluit op uw Woo-verzoek van 1 mei 2023 inzake bomen in de Kerkstraat" → "Bomen in de Kerkstraat".
    """
    end = min((hit.start for hit in phrases.find("subject_end", subject) if hit.start), default=len(subject))
    subject = subject[:end].strip(" ,;:-–(")
    opening = max(
        (hit for hit in phrases.find("subject_opening", subject) if hit.start == 0), key=lambda hit: len(hit.words), default=None
    )
    rest = subject
    for phrase in phrases.phrases("subject_opening"):
        rest = phrase.pattern.sub(" ", rest)
    if not tells_something(rest):
        return None
    topics = sorted((hit.start, len(hit.words)) for hit in phrases.find("subject_topic", subject))
    if opening and topics:
        start, length = topics[0]
        topic = subject[start + length :].strip(" ,;:-–")
        if tells_something(topic):
            subject = topic
    return (subject[0].upper() + subject[1:])[:_LONGEST]


def from_slug(name: str) -> str | None:
    """A folder name made for computers ("2023-05-01-bomen-in-de-kerkstraat") as words, or None if it is not such a name."""
    if " " in name or len(re.findall(r"[-_]", name)) < 2:
        return None
    words = _LEADING_NUMBERS.sub("", re.sub(r"^(?:19|20)\d{2}[-_]\d{2}[-_]\d{2}[-_]", "", name))
    words = " ".join(re.sub(r"[-_]+", " ", words).split())
    return words[0].upper() + words[1:] if tells_something(words) else None


def _title(document: Document, extraction: Extraction | None) -> tuple[str, Evidence]:
    cleaned = from_file_name(PurePosixPath(document.path or "").name)
    if extraction:
        mail_subject = extraction.properties.get("subject", "") if is_mail_file(extraction) else ""
        if tells_something(mail_subject, words=1):
            return mail_subject, in_properties(document, mail_subject, 0.9)
        if extraction.pages and (found := _on_page(document, extraction.pages[0])):
            return found
        told = extraction.properties.get("title", "")
        if not tells_something(cleaned) and tells_something(told):
            return told, in_properties(document, told, 0.5)
    return cleaned, in_name(document, 0.5)


def _on_page(document: Document, page: Page) -> tuple[str, Evidence] | None:
    head = mail_head(page)
    if head and head.is_mail:
        subject = head.values.get("subject", "")
        return (subject, in_text(document, page.number, subject, 0.8)) if tells_something(subject, words=1) else None
    found = letter.subject(page)
    if found and found.line < letter.HEAD_LINES and tells_something(found.words):
        return found.words, in_text(document, found.page, found.words, 0.7)
    return None


def tells_something(title: str, words: int = _TELLING_WORDS) -> bool:
    """Whether a title says what a document is about: it has so many different words that are no template, number or file type."""
    found = [word for word in re.findall(r"[^\W\d_]{2,}", title.lower()) if word not in _template_words()]
    return len(set(found)) >= words and any(len(word) >= 4 for word in found)


@cache
def _template_words() -> frozenset[str]:
    with (data_folder("vocab") / "title_templates.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


def from_file_name(name: str) -> str:
    """A file name as a title: without endings, underscores, and the numbers and dates it is sorted by."""
    stem = name
    while (ending := _ENDING.search(stem)) and ending.start():
        stem = stem[: ending.start()]
    words = " ".join(stem.replace("_", " ").split())
    bare = _LEADING_NUMBERS.sub("", words).strip(" -.")
    return bare if tells_something(bare, words=1) else words
