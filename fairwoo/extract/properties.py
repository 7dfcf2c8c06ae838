"""What files say of themselves: one list of names for all formats, and how their values are written.

| name | what |
| --- | --- |
| `title`, `author`, `subject`, `keywords` | as the file has them; of mail the subject and the sender |
| `created`, `modified` | ISO 8601, as precise as the file tells, with the distance to UTC where it is known; of mail when it was sent |
| `language` | BCP 47 ("nl-NL"), as declared; what the words are in is `Extraction.language` |
| `producer`, `creator` | the program that wrote the file; of a PDF also the one in which the document was made |
| `puid`, `format`, `format_version` | what PRONOM calls the format |
| `pages`, `members`, `attachments`, `bookmarks` | how many there are |
| `has_text_pages`, `image_pages` | how many pages of a PDF have text, and how many are a scan |
| `encrypted`, `extractable` | needs a password or has restrictions; may text be copied (also by reading aloud) |
| `tagged`, `display_title`, `fonts_mapped` | of a PDF: marked for reading aloud; shows its title; all letters have their meaning |
| `pdfa`, `pdfua` | the conformance that the XMP claims: part and level ("2b"), part ("1") |
| `encoding`, `separator` | of text and CSV |
| `from`, `to`, `cc`, `date` | of mail, as its headers |
| `message_id`, `in_reply_to`, `references` | of mail: its own id, the one it answers, those of the thread from the oldest on |
| `converted_by` | the program that made the file readable |

What a file hides is never among them: no comments, no earlier authors, no Bcc, no texts in the data of a photo.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from fairwoo.shared import clean_text

_LONGEST = 2_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOMENT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?")
_TAG = re.compile(r"([a-z]{2,3})((?:-[a-z0-9]{2,8})*)", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,998}>")
_MOST_IDS = 200
_NO_LANGUAGE = frozenset({"und", "zxx", "mis", "mul"})


def text(value: str) -> str:
    """A text on one line."""
    return addresses(value)[:_LONGEST].rstrip()


def moment(value: str) -> str:
    """A day or moment in ISO 8601 without fractions of a second; "" for what is none, such as the zero of a clock (1601, 0000)."""
    found = _MOMENT.fullmatch(value.strip())
    if not found or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return ""
    year, month, day, time, seconds, zone = found.groups()
    try:
        datetime.fromisoformat(f"{year}-{month or '01'}-{day or '01'}T{time or '00:00'}{seconds or ''}{zone or ''}")
    except ValueError:
        return ""
    date = "-".join(part for part in (year, month, day) if part)
    zone = "Z" if zone in {"+00:00", "-00:00"} else zone or ""
    return f"{date}T{time}{seconds or ':00'}{zone}" if time else date


def language(value: str) -> str:
    """A language tag in its usual letters ("nl-NL"); "" for what is none, such as a name of a language."""
    found = _TAG.fullmatch(value.strip().replace("_", "-"))
    if not found or found[1].lower() in _NO_LANGUAGE:
        return ""
    parts = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in found[2].split("-")]
    return found[1].lower() + "-".join(parts)


def addresses(value: str) -> str:
    """The header of a mail on one line."""
    return " ".join("".join(one for one in clean_text(value) if one.isprintable() or one.isspace()).split())


def message_ids(value: str) -> str:
    """The ids of messages (RFC 5322, 3.6.4) in a header, in their order: the first and the last where there are very many."""
    found = list(dict.fromkeys(_MESSAGE_ID.findall(clean_text(value))))
    return " ".join(found if len(found) <= _MOST_IDS else [*found[: _MOST_IDS // 2], *found[-_MOST_IDS // 2 :]])


def _count(value: str) -> str:
    return value if value.isascii() and value.isdigit() else ""


def _flag(value: str) -> str:
    return value if value in {"true", "false"} else ""


NAMES: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("title", "author", "subject", "keywords", "producer", "creator"), text),
    **dict.fromkeys(("puid", "format", "format_version", "encoding", "separator", "converted_by", "pdfa", "pdfua"), text),
    **dict.fromkeys(("from", "to", "cc"), addresses),
    **dict.fromkeys(("message_id", "in_reply_to", "references"), message_ids),
    **dict.fromkeys(("created", "modified", "date"), moment),
    "language": language,
    **dict.fromkeys(("pages", "members", "attachments", "bookmarks", "has_text_pages", "image_pages"), _count),
    **dict.fromkeys(("encrypted", "extractable", "tagged", "display_title", "fonts_mapped"), _flag),
}
"""Every name that a reader may give, and what makes its value what the list above says."""


def normalised(found: Mapping[str, str | None]) -> dict[str, str]:
    """Properties as readers found them → as they are kept, without those that say nothing. Raises KeyError for an unknown name."""
    kept = ((name, NAMES[name](value)) for name, value in found.items() if value)
    return {name: value for name, value in kept if value}
