"""E-mail as Outlook keeps it (.msg, MS-OXMSG)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fairwoo.extract import mail
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.html_text import html_text
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.rtf_text import decompressed, rtf_text
from fairwoo.model import FindingKind, Level

MEDIA_TYPES = ("application/vnd.ms-outlook",)

MAIL_IN_MAIL = FindingKind(
    code="mail-attachment-unread",
    level=Level.WARNING,
    nl="{count} bijlagen van dit bericht zijn zelf een bericht of een Office-object en zijn niet uitgepakt.",
    en="{count} attachments of this message are messages or Office objects themselves and were not unpacked.",
    do_nl="Open het bericht in Outlook, sla die bijlagen los op en lever ze aan.",
    do_en="Open the message in Outlook, save those attachments separately and deliver them.",
)
_BODY, _BODY_HTML, _BODY_RTF = 0x1000, 0x1013, 0x1009
_RECIPIENT_TYPE, _TO, _CC, _BCC = 0x0C15, 1, 2, 3
_DISPLAY_BCC = 0x0E02
_CONTENT_ID = 0x3712
_LONG_NAME, _DISPLAY_NAME = 0x3707, 0x3001


def read(path: Path, limits: Limits) -> Reading:
    """Read a message. Raises what oxmsg and olefile raise on a damaged one."""
    from oxmsg import Message

    message = Message.load(str(path))
    headers = {
        "from": message.sender or "",
        "to": _recipients(message, _TO),
        "cc": _recipients(message, _CC),
        "subject": message.subject or "",
        "date": message.sent_date.isoformat() if message.sent_date else "",
    }
    reading = mail.reading_of(mail.Message(headers, _text(message), _attachments(message)), limits)
    unread = sum(one.file_bytes is None for one in message.attachments)
    findings = (*reading.findings, MAIL_IN_MAIL.at(count=unread)) if unread else reading.findings
    blind = hidden_content({"bcc": _blind_copies(message)})
    return reading.model_copy(update={"findings": (*findings, *blind)})


def _blind_copies(message: Any) -> int:
    """How many people got the message without the others knowing: as recipients, else as a line of names."""
    people = sum(_kind(one) == _BCC for one in message.recipients)
    shown = str(message.properties.str_prop_value(_DISPLAY_BCC) or "").strip("\0 ")
    return people or sum(bool(name.strip()) for name in shown.split(";"))


def _text(message: Any) -> str:
    """The plain text, else the HTML, else the RTF, as far as the message has them."""
    if message.body and message.body.strip():
        return str(message.body)
    html = message.properties.binary_prop_value(_BODY_HTML)
    if html:
        return html_text(html).text
    if message.html_body:
        return html_text(message.html_body.encode()).text
    rtf = message.properties.binary_prop_value(_BODY_RTF)
    return rtf_text(decompressed(rtf)).text if rtf else ""


def _recipients(message: Any, kind: int) -> str:
    return "; ".join(_person(one) for one in message.recipients if _kind(one) == kind)


def _kind(recipient: Any) -> int:
    return int(recipient.properties.int_prop_value(_RECIPIENT_TYPE) or _TO) & 0xF


def _person(recipient: Any) -> str:
    name, address = str(recipient.name or "").strip(), str(recipient.email_address or "").strip()
    return f"{name} <{address}>" if name and address and name != address else name or address


def _attachments(message: Any) -> Iterator[mail.Attachment]:
    for one in message.attachments:
        content = one.file_bytes
        if content is not None:
            name = one.file_name or one.properties.str_prop_value(_DISPLAY_NAME) or "bijlage"
            inline = bool(one.properties.str_prop_value(_CONTENT_ID))
            yield mail.Attachment(str(name), content, str(one.mime_type or ""), inline)
