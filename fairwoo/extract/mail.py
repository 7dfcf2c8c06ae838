"""E-mail messages → a page of text with the headers on top, properties, and the attachments as parts.

Bcc is never shown. Small pictures that stand in the text (logos of signatures) are no documents: they are counted, not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fairwoo.extract.containers import Parts, PartTooLargeError, too_large
from fairwoo.extract.reading import Limits, Reading
from fairwoo.model import Finding, FindingKind, Level, Page
from fairwoo.shared import clean_text

MAIL_PICTURES = FindingKind(
    code="mail-pictures-left-out",
    level=Level.INFO,
    nl="{count} kleine afbeeldingen in de tekst van het bericht (zoals logo’s) zijn niet als apart document opgenomen.",
    en="{count} small pictures in the text of the message (such as logos) were not taken as documents of their own.",
    do_nl="Je hoeft niets te doen.",
    do_en="You need not do anything.",
)
_SMALL_PICTURE = 30_000  # bytes
_HEADERS = (("from", "Van"), ("to", "Aan"), ("cc", "Cc"), ("date", "Datum"), ("subject", "Onderwerp"))


class Attachment(NamedTuple):
    """A file in a message. `inline` says that the text shows it."""

    name: str
    content: bytes
    media_type: str = ""
    inline: bool = False


class Message(NamedTuple):
    """What a message says. The headers are "from", "to", "cc", "subject" as people see them, and "date" in ISO 8601.

    `thread` has "message_id", "in_reply_to" and "references" as far as the message tells what it answers.
    """

    headers: dict[str, str]
    text: str
    attachments: Iterable[Attachment]
    thread: dict[str, str] = {}  # noqa: RUF012 - nothing writes into it


def reading_of(message: Message, limits: Limits) -> Reading:
    """The page, properties and parts of a message."""
    headers = {name: " ".join(clean_text(value).split()) for name, value in message.headers.items() if value.strip()}
    lines = [f"{label}: {headers[name]}" for name, label in _HEADERS if name in headers]
    parts, pictures = Parts(limits), 0
    findings: list[Finding] = []
    for one in message.attachments:
        if one.inline and one.media_type.startswith("image/") and len(one.content) < _SMALL_PICTURE:
            pictures += 1
            continue
        try:
            parts.keep(one.name, [one.content])
        except PartTooLargeError:
            findings.append(too_large(one.name))
        limits.step()
    if pictures:
        findings.append(MAIL_PICTURES.at(count=pictures))
    text = "\n".join([*lines, "", clean_text(message.text).strip()]) if lines else clean_text(message.text).strip()
    properties = {
        **message.thread,
        **headers,
        "title": headers.get("subject", ""),
        "author": headers.get("from", ""),
        "created": headers.get("date", ""),
        "attachments": str(len(parts.found)),
        "pages": "1",
    }
    return Reading(pages=(Page(number=1, text=text),), parts=tuple(parts.found), properties=properties, findings=tuple(findings))
