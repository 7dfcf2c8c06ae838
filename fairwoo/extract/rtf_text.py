"""Rich Text Format 1.9 → text, page by page. Hidden text, deleted text and everything that is no text is left out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from fairwoo.extract.texts import clean_pages

_TOKEN = re.compile(
    rb"\\(?:([a-z]{1,32})(-?\d{1,10})?[ ]?|'([0-9a-f]{2})|([^a-z0-9']))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.IGNORECASE
)
_NOT_TEXT_WORDS = """
    annotation atnauthor atndate atnid atnparent atnref author bkmkend bkmkstart buptim category colorschememapping colortbl
    comment company creatim datafield datastore defchp defpap doccomm docvar falt fchars ffdeftext ffname filetbl fldinst
    fontemb fonttbl generator info keywords latentstyles
    lchars listoverridetable listtable manager nonshppict objclass objdata objname operator panose pict pntext pntxta pntxtb
    printim private revtbl revtim rsidtbl stylesheet subject themedata title txe userprops wgrffmtfilter xe xmlnstbl
"""
_NOT_TEXT = frozenset(_NOT_TEXT_WORDS.split())
_CHARACTERS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "cell": "\t", "nestcell": "\t", "nestrow": "\n", "tab": "\t",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "page": "\f", "pagebb": "\f",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n"}
_LZFU_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbol"
    b"ArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_INFORMATION = {name: name for name in ("title", "author", "subject", "keywords")} | {"generator": "producer"}
_DATES = {"creatim": "created", "revtim": "modified"}
_KEPT = frozenset({*_INFORMATION.values(), *_DATES.values()})
_PARTS_OF_DATE = ("yr", "mo", "dy", "hr", "min")
_PLACES = {f"{place}{pages}": place for place in ("header", "footer") for pages in ("", "f", "l", "r")}
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→"})  # of Symbol and Wingdings
_DEEPEST = 1_000


class RtfText(NamedTuple):
    """The text, pages parted by form feeds; what the file says of itself; how many hidden and deleted pieces were left out."""

    text: str
    said: dict[str, str]
    hidden: int
    deleted: int


@dataclass(frozen=True)
class _Group:
    """The state that braces keep and restore.

    `skip` is why text is left out: "", "other", "hidden", "deleted", or the name of the property that it is. `place` is where text
    goes that is not: "" (the running text), "header" or "footer".
    """

    skip: str = ""
    place: str = ""
    after_unicode: int = 1


def rtf_text(content: bytes) -> RtfText:
    """The text of an RTF document. Damaged documents give what can be made out."""
    return _Reader().read(content)


class _Reader:
    def __init__(self) -> None:
        self._pieces: dict[str, list[str]] = {name: [] for name in ("", "header", "footer", *_INFORMATION.values())}
        self._dates: dict[str, dict[str, int]] = {name: {} for name in _DATES.values()}
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
        said = {name: "".join(self._pieces[name]).strip("; ") for name in _INFORMATION.values()}
        said |= {name: _moment(parts) for name, parts in self._dates.items()}
        headers, text, footers = (_joined(self._pieces[place]) for place in ("header", "", "footer"))
        first, *others = text.split("\f")
        first = "\n".join(part for part in (*_once(headers), first, *_once(footers)) if part.strip("\n"))
        return RtfText(clean_pages("\f".join([first, *others])), said, self._left_out["hidden"], self._left_out["deleted"])

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
        if word in {"v", "deleted", "plain"}:
            self._unseen(word, number)
        elif word in _PLACES and not group.skip:
            self._group = replace(group, place=_PLACES[word])
            self._say("\f")
        elif skip := self._destination(word):
            self._group = replace(group, skip=skip)
        elif word in _PARTS_OF_DATE and group.skip in self._dates:
            self._dates[group.skip][word] = number or 0
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

    def _unseen(self, word: str, number: int | None) -> None:
        """Hidden or deleted text begins or ends."""
        group = self._group
        kind = {"v": "hidden", "deleted": "deleted"}.get(word, group.skip)
        if word == "plain" or number == 0:
            if group.skip == kind and kind in self._left_out:
                self._group = replace(group, skip="")
        elif not group.skip:
            self._left_out[kind] += 1
            self._group = replace(group, skip=kind)

    def _destination(self, word: str) -> str:
        """Where text goes from here on, if `word` changes that and it is not to be seen there."""
        skip = self._group.skip
        named = _INFORMATION.get(word) or _DATES.get(word)
        if named and skip in {"", "other"}:
            return named
        return "other" if word in _NOT_TEXT and skip not in _KEPT else ""

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
        where = self._group.skip or self._group.place
        if where in self._pieces:
            self._pieces[where].append(text)

    def _set_encoding(self, name: str) -> None:
        try:
            self._encoding = codecs.lookup(name).name
        except LookupError:
            self._encoding = "cp1252"


def _joined(pieces: list[str]) -> str:
    """The text, with the halves of characters that RTF writes in two put together."""
    text = "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text.translate(_BULLETS)


def _once(text: str) -> list[str]:
    """The different headers or footers of all sections, each once."""
    return [one for one in dict.fromkeys(part.strip() for part in text.split("\f")) if one]


def _moment(parts: dict[str, int]) -> str:
    """A time as the file writes it, in the local time of nobody knows where."""
    year, month, day, hour, minute = (parts.get(name, 0) for name in _PARTS_OF_DATE)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}" if year else ""


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
