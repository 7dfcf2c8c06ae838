"""Rich Text Format 1.9 → text, page by page. Hidden text, deleted text and everything that is no text is left out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from fairwoo.extract.texts import clean_pages
from fairwoo.shared import clean_text

_TOKEN = re.compile(
    rb"\\(?:([a-z]{1,32})(-?\d{1,10})?[ ]?|'([0-9a-f]{2})|([^a-z0-9']))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.IGNORECASE
)
_NOT_TEXT_WORDS = """
    annotation atnauthor atndate atnid atnparent atnref author bkmkend bkmkstart buptim category colorschememapping colortbl
    comment company creatim datafield datastore defchp defpap doccomm docvar falt fchars ffdeftext ffname filetbl fldinst
    fontemb fonttbl footer footerf footerl footerr generator header headerf headerl headerr info keywords latentstyles
    lchars listoverridetable listtable manager nonshppict objclass objdata objname operator panose pict pntext pntxta pntxtb
    printim private revtbl revtim rsidtbl stylesheet subject themedata title txe userprops wgrffmtfilter xe xmlnstbl
"""
_NOT_TEXT = frozenset(_NOT_TEXT_WORDS.split())
_CHARACTERS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "cell": "\t", "nestcell": "\t", "nestrow": "\n", "tab": "\t",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "page": "\f",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n"}
_LZFU_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbol"
    b"ArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_DEEPEST = 1_000


class RtfText(NamedTuple):
    """The text, pages parted by form feeds; the title; and how many hidden and deleted pieces were left out."""

    text: str
    title: str | None
    hidden: int
    deleted: int


@dataclass(frozen=True)
class _Group:
    """The state that braces keep and restore. `skip` is why text is left out: "", "other", "title", "hidden" or "deleted"."""

    skip: str = ""
    after_unicode: int = 1


def rtf_text(content: bytes) -> RtfText:
    """The text of an RTF document. Damaged documents give what can be made out."""
    return _Reader().read(content)


class _Reader:
    def __init__(self) -> None:
        self._pieces: dict[str, list[str]] = {"": [], "title": []}
        self._left_out = {"hidden": 0, "deleted": 0}
        self._groups: list[_Group] = []
        self._group = _Group()
        self._encoding = "cp1252"
        self._to_skip = 0
        self._new_group = False

    def read(self, content: bytes) -> RtfText:
        for token in _TOKEN.finditer(content):
            word, number, code, symbol, brace, text = token.groups()
            if brace:
                self._brace(brace)
                continue
            if word:
                self._word(word.decode("ascii").lower(), int(number) if number else None)
            elif symbol:
                self._symbol(symbol)
            elif code:
                self._say(bytes([int(code, 16)]).decode(self._encoding, "replace"), replaced=True)
            elif text:
                self._say(text.decode(self._encoding, "replace"), replaced=True)
            self._new_group = False
        title = clean_text("".join(self._pieces["title"])).strip()
        text = "".join(self._pieces[""]).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        return RtfText(clean_pages(text), title or None, self._left_out["hidden"], self._left_out["deleted"])

    def _brace(self, brace: bytes) -> None:
        self._to_skip = 0
        if brace == b"{":
            if len(self._groups) < _DEEPEST:
                self._groups.append(self._group)
            self._new_group = True
        elif self._groups:
            self._group = self._groups.pop()

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        if word in {"v", "deleted"}:
            kind = "hidden" if word == "v" else "deleted"
            if number != 0 and not group.skip:
                self._left_out[kind] += 1
                self._group = replace(group, skip=kind)
            elif number == 0 and group.skip == kind:
                self._group = replace(group, skip="")
        elif word == "plain" and group.skip in {"hidden", "deleted"}:
            self._group = replace(group, skip="")
        elif word == "title" and group.skip in {"", "other"}:
            self._group = replace(group, skip="title")
        elif word in _NOT_TEXT and group.skip != "title":
            self._group = replace(group, skip="other")
        elif word == "ansicpg" and number:
            self._set_encoding(f"cp{number}")
        elif word == "mac":
            self._set_encoding("mac_roman")
        elif word == "uc":
            self._group = replace(group, after_unicode=number or 0)
        elif word == "u" and number is not None:
            self._say(chr(number % 65_536))
            self._to_skip = group.after_unicode
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            if self._new_group and not self._group.skip:
                self._group = replace(self._group, skip="other")
        else:
            self._say(_SYMBOLS.get(symbol, symbol.decode("latin-1") if symbol in {b"\\", b"{", b"}"} else ""))

    def _say(self, text: str, *, replaced: bool = False) -> None:
        """`replaced` text may be the stand-in for a \\u character that was said already."""
        if replaced and self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if self._group.skip in self._pieces:
            self._pieces[self._group.skip].append(text)

    def _set_encoding(self, name: str) -> None:
        try:
            self._encoding = codecs.lookup(name).name
        except LookupError:
            self._encoding = "cp1252"


def decompressed(content: bytes) -> bytes:
    """The RTF in a compressed body of Outlook (MS-OXRTFCP); what is damaged ends early."""
    if len(content) < 16 or content[8:12] != b"LZFu":
        return content[16:] if content[8:12] == b"MELA" else content
    size = int.from_bytes(content[4:8], "little")
    window = bytearray(_LZFU_START.ljust(4096, b"\x00"))
    write, position, found = len(_LZFU_START), 16, bytearray()
    while position < len(content) and len(found) < size:
        flags = content[position]
        position += 1
        for bit in range(8):
            if flags >> bit & 1:
                pair = int.from_bytes(content[position : position + 2], "big")
                position += 2
                offset, length = pair >> 4, (pair & 0xF) + 2
                if offset == write or position > len(content):
                    return bytes(found)
                copied = [offset + step for step in range(length)]
            else:
                copied = []
                window[write] = content[position] if position < len(content) else 0
                found.append(window[write])
                position += 1
                write = (write + 1) % 4096
            for source in copied:
                window[write] = window[source % 4096]
                found.append(window[write])
                write = (write + 1) % 4096
    return bytes(found[:size])
