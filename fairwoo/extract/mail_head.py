"""The header lines of mail prints and memos ("Van:", "Aan:", "Verzonden:", "Onderwerp:")."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from fairwoo.extract.letter import labels, non_empty_lines
from fairwoo.model import Extraction, Page

_WITHIN = 25
_MAIL_FILES = ("message/", "application/vnd.ms-outlook", "application/mbox")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b")
_NAMES = ("from", "to", "cc", "sent", "subject", "attachments")
_ADDRESS = re.compile(r"[\w.+-]{2,}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_QUOTED = re.compile(r"^[\"“'‘„]+([^\"”<>@]{3,}?)[\"”’']+")
_LONG_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{4,}")
_NAME_WORD = re.compile(r"[A-ZÀ-Þ][\w'’-]*\.?|(?:[A-Z]\.)+|van|der|den|de|het|ten|ter|te|t|el|al|von|en|/|\([\w\s&/-]+\)")


class MailHead(NamedTuple):
    """The topmost header of a page: the values under from, to, cc, sent, subject, attachments as far as they are there.

    `is_mail` tells a mail from a memo that has such lines too: a mail says the time of day or an address.
    """

    values: dict[str, str]
    is_mail: bool


def is_mail_file(extraction: Extraction) -> bool:
    """Whether a file is mail, so that its properties `from`, `to`, `date`, `subject` are headers; a PDF has others of these names."""
    return extraction.media_type.startswith(_MAIL_FILES)


def mail_head(page: Page) -> MailHead | None:
    """The header at the top of a page, or None. At least two labels, one of them from or to, must stand in the first 25 lines."""
    lines = non_empty_lines(page.whole_text)[:_WITHIN]
    values: dict[str, str] = {}
    colons = 0
    current: str | None = None
    for line in lines:
        name, words, colon = _read(line)
        if name is None:
            if current in {"from", "to"} and "@" in line:
                values[current] += " " + line
            continue
        if name in values:
            break
        values[name], current = words, name
        colons += colon
    if len(values) < 2 or not ({"from", "to"} & values.keys()):
        return None
    block = " ".join(values[name] for name in ("from", "to", "cc") if name in values)
    timed = bool(_TIME.search(values.get("sent", "")))
    return MailHead(values, is_mail=colons >= 2 and (timed or ("@" in block and "sent" in values)))


def _read(line: str) -> tuple[str | None, str, bool]:
    any_label, each = _patterns()
    for name, pattern in each if any_label.match(line) else ():
        match = pattern.match(line)
        if match:
            return name, match["words"].strip(), match["colon"] is not None
    return None, "", False


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """What tells whether a line begins with any label at all, as few do, and the pattern of each label with what it labels."""
    words = [(name, re.escape(label.words)) for name in _NAMES for label in labels(name)]
    any_label = re.compile(rf"\W{{0,2}}(?:{'|'.join(label for _, label in words)})(?!\w)", re.IGNORECASE)
    rest = r"(?P<colon>\s*:)?(?!\w)[\s:_]*(?P<words>.*)$"
    return any_label, tuple((name, re.compile(rf"\W{{0,2}}{label}{rest}", re.IGNORECASE)) for name, label in words)


def persons(words: str) -> str | None:
    """The names among the addresses of a header, parted by semicolons; None where redaction or OCR left none."""
    found = [name for part in re.split(r"[;]|(?<=>),", words) if (name := person(part))]
    return "; ".join(dict.fromkeys(found)) or None


def person(words: str) -> str | None:
    """A sender or recipient as printed, or None where redaction or OCR left no name.

    A name is what stands between quotation marks, or capitalised words, or one long capitalised word; a mail address without a name
    counts too.
    """
    text = " ".join(words.split())
    quoted = _QUOTED.match(text)
    address = _ADDRESS.search(text)
    name = quoted[1] if quoted else re.sub(r"[<\[(]?\s*" + _ADDRESS.pattern + r"\s*[>\])]?", "", text)
    name = name.strip(" ;,\"'“”‘’<>")
    parts = name.replace(",", " ").split()
    if parts and all(_NAME_WORD.fullmatch(part) for part in parts):
        wordlike = sum(map(_is_wordlike, parts))
        if wordlike >= 2 or (len(parts) == 1 and _LONG_WORD.fullmatch(name)):
            return name
    if address and not name and _is_wordlike(address.group().split("@")[0]):
        return address.group()
    return None


def _is_wordlike(part: str) -> bool:
    letters = [letter for letter in part.lower() if letter.isalpha()]
    return len(letters) >= 3 and any(letter in "aeiouyéëïöü" for letter in letters) and len(letters) >= 0.6 * len(part)
