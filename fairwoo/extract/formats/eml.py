"""E-mail as it travels (.eml, RFC 5322 and MIME), and as Apple Mail keeps it (.emlx: a length, the message, a property list)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from fairwoo.extract import mail
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.html_text import html_text
from fairwoo.extract.mail_unseen import unseen_headers
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.extract.texts import decode
from fairwoo.model import FindingKind, Level

MEDIA_TYPES = ("message/rfc822",)

MAIL_BROKEN = FindingKind(
    code="mail-broken",
    level=Level.ERROR,
    nl="Dit is geen leesbaar e-mailbericht: er zijn geen kopregels (Van, Aan, Onderwerp) en geen tekst in te vinden.",
    en="This is no readable e-mail message: it has no headers (From, To, Subject) and no text.",
    do_nl="Open het bericht in je mailprogramma en sla het opnieuw op (.eml of .msg).",
    do_en="Open the message in your mail program and save it again (.eml or .msg).",
)
_DEEPEST = 20


def read(path: Path, limits: Limits) -> Reading:
    """Read a message. Raises OSError, UnreadableError."""
    with path.open("rb") as file:
        content = _without_length(file.read(limits.member_bytes))
    message = message_from_bytes(content, policy=policy.default)
    texts: list[str] = []
    attachments: list[mail.Attachment] = []
    counts = Counter(unseen_headers(_headers(message)))
    for one in _leaves(message, 0):
        if isinstance(one, mail.Attachment):
            attachments.append(one)
        else:
            texts.extend([one.text] if one.text else [])
            counts.update(hidden_texts=one.hidden, html_comments=one.comments)
    headers = {name: _header(message, name) for name in ("from", "to", "cc", "subject")} | {"date": _date(message)}
    if not any(headers.values()) and not any(text.strip() for text in texts):
        raise UnreadableError(MAIL_BROKEN.at())
    thread = {name.replace("-", "_"): _header(message, name) for name in ("message-id", "in-reply-to", "references")}
    reading = mail.reading_of(mail.Message(headers, "\n\n".join(texts), attachments, thread), limits)
    return reading.model_copy(update={"findings": (*reading.findings, *hidden_content(counts))})


def _headers(message: Message) -> list[tuple[str, str]]:
    """All headers, decoded where that can be done."""
    names = dict.fromkeys(name.lower() for name, _ in message.raw_items())
    return [(name, value) for name in names for value in _values(message, name)]


def _without_length(content: bytes) -> bytes:
    first, _, rest = content.partition(b"\n")
    return rest[: int(first)] if first.strip().isdigit() and len(first) < 20 else content


class _Text(NamedTuple):
    """A text of a message, and how many pieces in it are hidden, or are remarks in the code."""

    text: str
    hidden: int = 0
    comments: int = 0


def _leaves(part: Message, depth: int) -> Iterator[_Text | mail.Attachment]:
    """The texts and attachments of a part, in order; of alternatives the plain one, else the HTML."""
    kind = part.get_content_type()
    children = part.get_payload() if part.is_multipart() else []
    subparts = [one for one in children if isinstance(one, Message)] if isinstance(children, list) else []
    if kind == "message/rfc822":
        for message in subparts:
            yield mail.Attachment(f"{_header(message, 'subject') or 'bericht'}.eml", _bytes_of(message), kind)
    elif subparts and kind == "multipart/alternative":
        best = _best(subparts)
        yield from _leaves(best, depth + 1)
        yield from (_unseen_in(one) for one in subparts if one is not best and one.get_content_type() == "text/html")
    elif subparts and depth < _DEEPEST:
        for one in subparts:
            yield from _leaves(one, depth + 1)
    elif _is_attachment(part):
        yield _attachment(part)
    else:
        yield _text(part)


def _unseen_in(part: Message) -> _Text:
    """What the form of a text that was not taken hides; mail programs show that form."""
    return _text(part)._replace(text="")


def _best(alternatives: list[Message]) -> Message:
    for wanted in ("text/plain", "multipart/", "text/html"):
        for one in alternatives:
            if one.get_content_type().startswith(wanted) and not _is_attachment(one):
                return one
    return alternatives[0]


def _is_attachment(part: Message) -> bool:
    return (
        part.get_content_disposition() == "attachment"
        or bool(_file_name(part))
        or part.get_content_maintype() not in {"text", "multipart"}
    )


def _attachment(part: Message) -> mail.Attachment:
    kind = part.get_content_type()
    name = _file_name(part) or f"bijlage.{part.get_content_subtype().removeprefix('x-')}"
    inline = part.get_content_disposition() == "inline" or ("content-id" in part and part.get_content_disposition() is None)
    return mail.Attachment(name, _content(part), kind, inline)


def _text(part: Message) -> _Text:
    content = _content(part)
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        found = html_text(content, charset)
        return _Text(found.text, found.hidden, found.comments)
    return _Text(decode(content, charset)[0])


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()  # a multipart without parts, or an encoding nobody knows
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _bytes_of(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, ValueError, AttributeError, TypeError):  # a message that cannot be written as it was read
        return str(message).encode("utf-8", "surrogateescape")


def _file_name(part: Message) -> str:
    try:
        return part.get_filename("") or ""
    except Exception:
        return ""


def _header(message: Message, name: str) -> str:
    return ", ".join(_values(message, name))


def _values(message: Message, name: str) -> list[str]:
    try:
        return [str(value) for value in message.get_all(name) or ()]
    except Exception:
        return [str(value) for key, value in message.raw_items() if key.lower() == name]


def _date(message: Message) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
