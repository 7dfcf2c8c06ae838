"""Files attached to a PDF, to the whole or to a place on a page (ISO 32000-1, 7.11.4 and 12.5.6.15)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from fairwoo.extract.containers import Parts, PartTooLargeError, too_large
from fairwoo.extract.reading import Limits
from fairwoo.model import Finding, Part

_MOST = 1_000


def attachments_of(
    document: Any, on_pages: list[tuple[str, bytes]], limits: Limits
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """Keep the attachments of a pypdfium2 document (None: not those), and those found on its pages."""
    parts = Parts(limits)
    findings: list[Finding] = []
    for name, content in (*(_of_document(document) if document else ()), *on_pages):
        try:
            parts.keep(name, [content])
        except PartTooLargeError:
            findings.append(too_large(name))
    return tuple(parts.found), tuple(findings)


def content_of(attachment: Any) -> tuple[str, bytes] | None:
    """The name and the bytes of a raw attachment; None if its bytes are not there."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, size):
        return None
    buffer = ctypes.create_string_buffer(size.value)
    if not pdfium.FPDFAttachment_GetFile(attachment, buffer, size.value, size):
        return None
    return name_of(attachment), buffer.raw


def name_of(attachment: Any) -> str:
    """The name of a raw attachment."""
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFAttachment_GetName(attachment, None, 0)
    name = ctypes.create_string_buffer(max(2, length))
    pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), length)
    return name.raw.decode("utf-16-le", "ignore").rstrip("\x00")


def beyond_name(text: str, name: str) -> str:
    """The words of a description of an attached file that its name does not say."""
    return " ".join(word for word in text.split() if word.casefold() not in name.casefold())


def _of_document(document: Any) -> Iterator[tuple[str, bytes]]:
    import pypdfium2.raw as pdfium

    for index in range(min(max(0, pdfium.FPDFDoc_GetAttachmentCount(document.raw)), _MOST)):
        attachment = pdfium.FPDFDoc_GetAttachment(document.raw, index)
        found = content_of(attachment) if attachment else None
        if found:
            yield found
