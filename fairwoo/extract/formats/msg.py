"""E-mail as Outlook keeps it (.msg, MS-OXMSG)."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract import mail, mail_outlook
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.reading import Limits, Reading
from fairwoo.model import FindingKind, Level

MEDIA_TYPES = ("application/vnd.ms-outlook",)

OBJECTS_UNREAD = FindingKind(
    code="mail-attachment-unread",
    level=Level.WARNING,
    nl="{count} bijlagen van dit bericht zijn Office-objecten en geen bestanden; ze zijn niet uitgepakt.",
    en="{count} attachments of this message are Office objects and no files; they were not unpacked.",
    do_nl="Open het bericht in Outlook, sla die bijlagen los op en lever ze aan.",
    do_en="Open the message in Outlook, save those attachments separately and deliver them.",
)


def read(path: Path, limits: Limits) -> Reading:
    """Read a message. Raises what oxmsg and olefile raise on a damaged one."""
    from oxmsg import Message

    message = Message.load(str(path))
    said = mail.Message(
        mail_outlook.headers_of(message),
        mail_outlook.text_of(message),
        mail_outlook.attachments_of(message),
        mail_outlook.thread_of(message),
    )
    reading = mail.reading_of(said, limits)
    unread = sum(map(mail_outlook.is_unread, message.attachments))
    findings = (*reading.findings, OBJECTS_UNREAD.at(count=unread)) if unread else reading.findings
    blind = hidden_content(mail_outlook.unseen_in(message))
    return reading.model_copy(update={"findings": (*findings, *blind)})
