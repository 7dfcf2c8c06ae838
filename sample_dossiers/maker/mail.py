"""E-mails as files (.eml, RFC 5322), with fixed boundaries."""

import mimetypes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from maker.office import plain_text


def message(headers: dict[str, str], markup: str, attachments: dict[str, bytes]) -> bytes:
    """A message with `headers` (from, to, cc, date, subject) and the files `attachments` by name.

    `date` is an RFC 5322 date; addresses are written as "name <address>", without names of persons.
    """
    mail = EmailMessage(policy=SMTP)
    for name in ("from", "to", "cc"):
        if name in headers:
            mail[name] = tuple(_address(part) for part in headers[name].split(";"))
    mail["date"] = headers["date"]
    mail["subject"] = headers["subject"]
    mail["message-id"] = f"<{headers['id']}@voorbeeld.example>"
    mail.set_content(plain_text(markup), cte="quoted-printable")
    for name, content in attachments.items():
        main, _, sub = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    if mail.is_multipart():
        mail.set_boundary(f"=_{headers['id']}")
    return mail.as_bytes()


def _address(text: str) -> Address:
    name, _, address = text.strip().removesuffix(">").rpartition(" <")
    return Address(name, addr_spec=address)
