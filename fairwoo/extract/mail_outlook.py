"""What a message of Outlook (MS-OXMSG) says, read by oxmsg; a message attached to it, as it would travel (.eml).

Such a message is no file in its container but a folder of properties. Written as mail it becomes a document as any other
attachment does. Its bytes are ours, the same for the same container.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime, quote
from typing import Any

from fairwoo.extract.html_text import html_text
from fairwoo.extract.mail import Attachment
from fairwoo.extract.mail_unseen import unseen_headers
from fairwoo.extract.rtf_text import decompressed, rtf_text
from fairwoo.shared import clean_text

_BODY_HTML, _BODY_RTF = 0x1013, 0x1009
_RECIPIENT_TYPE, _TO, _CC, _BCC = 0x0C15, 1, 2, 3
_DISPLAY_BCC = 0x0E02
_CONTENT_ID = 0x3712
_DISPLAY_NAME = 0x3001
_THREAD = {"message_id": 0x1035, "in_reply_to": 0x1042, "references": 0x1039}
_INNER_STORAGE = "__substg1.0_3701000D"
_INNER_HEADER = 24  # bytes before the properties, MS-OXMSG 2.4.1.2; of a message that is a file 32
_DEEPEST = 10
_TYPE = re.compile(r"(application|audio|image|text|video)/([\w.+-]+)")


def headers_of(message: Any) -> dict[str, str]:
    """The headers as `mail.Message` wants them."""
    return {
        "from": message.sender or "",
        "to": _recipients(message, _TO),
        "cc": _recipients(message, _CC),
        "subject": message.subject or "",
        "date": message.sent_date.isoformat() if message.sent_date else "",
    }


def thread_of(message: Any) -> dict[str, str]:
    """What the message answers, by its properties, else by the headers with which it came."""
    came_with = {str(name).lower().replace("-", "_"): str(value) for name, value in message.message_headers.items()}
    return {name: str(message.properties.str_prop_value(number) or came_with.get(name, "")) for name, number in _THREAD.items()}


def text_of(message: Any) -> str:
    """The plain text, else the HTML, else the RTF, as far as the message has them."""
    if message.body and message.body.strip():
        return str(message.body)
    html = _html_of(message)
    if html:
        return html_text(html).text
    rtf = message.properties.binary_prop_value(_BODY_RTF)
    return rtf_text(decompressed(rtf)).text if rtf else ""


def _html_of(message: Any) -> bytes:
    html = message.properties.binary_prop_value(_BODY_HTML)
    return bytes(html) if html else (message.html_body or "").encode("utf-8", "replace")


def attachments_of(message: Any, depth: int = 0) -> Iterator[Attachment]:
    """The files attached to a message, and the messages. Office objects are neither."""
    for one in message.attachments:
        inner = inner_message(one)
        if one.file_bytes is not None:
            name = one.file_name or one.properties.str_prop_value(_DISPLAY_NAME) or "bijlage"
            inline = bool(one.properties.str_prop_value(_CONTENT_ID))
            yield Attachment(str(name), one.file_bytes, str(one.mime_type or ""), inline)
        elif inner is not None and depth < _DEEPEST:
            name = f"{_line(inner.subject) or 'bericht'}.eml"
            yield Attachment(name, _as_mail(inner, depth + 1).as_bytes(), "message/rfc822")


def is_unread(attachment: Any) -> bool:
    """Is an attachment neither a file nor a message?"""
    return attachment.file_bytes is None and inner_message(attachment) is None


def unseen_in(message: Any, depth: int = 0) -> Counter[str]:
    """How much nobody sees on opening the message or one attached to it, for `hidden_content`: people, remarks, hidden text."""
    came_with = [(str(name), str(value)) for name, value in message.message_headers.items()]
    counts = Counter(unseen_headers(came_with, [message.sender or "", *(_person(one) for one in message.recipients)]))
    people = sum(_kind(one) == _BCC for one in message.recipients)
    shown = str(message.properties.str_prop_value(_DISPLAY_BCC) or "").strip("\0 ")
    counts["bcc"] = people or sum(bool(name.strip()) for name in shown.split(";")) or counts["bcc"]
    html = _html_of(message)
    if html:
        found = html_text(html)
        counts.update(hidden_texts=found.hidden, html_comments=found.comments)
    for one in message.attachments if depth < _DEEPEST else ():
        inner = inner_message(one)
        if inner is not None:
            counts.update(unseen_in(inner, depth + 1))
    return counts


def inner_message(attachment: Any) -> Any:
    """The message that an attachment is; None if it is something else."""
    from oxmsg import Message
    from oxmsg.properties import Properties

    storages = attachment._storage.storages  # noqa: SLF001 - oxmsg has no name for it
    found = next((one for one in storages if one.name == _INNER_STORAGE), None)
    if found is None or not any(one.name == "__properties_version1.0" for one in found.streams):
        return None
    message = Message(found)
    vars(message)["_properties"] = Properties(found, properties_header_offset=_INNER_HEADER)
    return message


def _as_mail(message: Any, depth: int) -> EmailMessage:
    mail = EmailMessage()
    for name, value in (("from", message.sender), ("subject", message.subject)):
        if value:
            mail[name] = _line(value)
    for name, kind in (("to", _TO), ("cc", _CC)):
        people = [_as_address(_line(one.name), _line(one.email_address)) for one in message.recipients if _kind(one) == kind]
        if people:
            mail[name] = ", ".join(people)
    if message.sent_date:
        mail["date"] = format_datetime(message.sent_date)
    for name, ids in thread_of(message).items():
        if ids:
            mail[name.replace("_", "-")] = _line(ids)
    mail.set_content(clean_text(text_of(message)))
    for one in attachments_of(message, depth):
        told = _TYPE.fullmatch(one.media_type)
        maintype, subtype = (told[1], told[2]) if told and told[1] != "text" else ("application", "octet-stream")
        mail.add_attachment(one.content, maintype=maintype, subtype=subtype, filename=_line(one.name))
    if mail.is_multipart():
        mail.set_boundary(f"=-fairwoo-{depth}-=")  # not by chance: the same container gives the same bytes
    return mail


def _as_address(name: str, address: str) -> str:
    return f'"{quote(name)}" <{address}>' if name and address else address or f'"{quote(name)}"'


def _line(text: str | None) -> str:
    return " ".join(clean_text(text or "").split())


def _recipients(message: Any, kind: int) -> str:
    return "; ".join(_person(one) for one in message.recipients if _kind(one) == kind)


def _kind(recipient: Any) -> int:
    return int(recipient.properties.int_prop_value(_RECIPIENT_TYPE) or _TO) & 0xF


def _person(recipient: Any) -> str:
    name, address = str(recipient.name or "").strip(), str(recipient.email_address or "").strip()
    return f"{name} <{address}>" if name and address and name != address else name or address
