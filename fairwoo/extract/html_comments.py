"""Remarks in the code of HTML that say something. What programs write there, and names of parts of a page, say nothing."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from fairwoo.extract.program_data import is_by_program, says_something

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CODE = re.compile(r"[{}=]\s*$|[)}]\s*;\s*$|^\s*(?:function|var|let|const|@import|@media)\b|^\s*[.#]?[\w-]+\s*\{", re.MULTILINE)
_LONGEST_MARK = 4  # words: "end of main content"
_IDENTIFIER = re.compile(r"[/#.]?[\w.:#/-]*")


def comments_in(tree: Any, text: str) -> int:
    """How many remarks of a page say something that is not in its text."""
    waiting, found = [tree.root.parent or tree.root], 0
    shown = _words(text)
    while waiting:
        node = waiting.pop()
        if node.tag == "-comment":
            found += _says_something(node.comment_content or "", shown)
        child = node.child
        while child is not None:
            waiting.append(child)
            child = child.next
    return found


def _says_something(comment: str, shown: str) -> bool:
    said = " ".join(comment.split())
    if is_by_program("comment", said.lower()) or _CODE.search(comment):
        return False
    plain = unescape(_TAG.sub(" ", comment)).strip()
    words = _WORD.findall(plain.lower())
    if not says_something(plain) or _words(plain) in shown:
        return False
    if len(words) <= _LONGEST_MARK and any(is_by_program("mark", one) for one in (words[0], words[-1])):
        return False
    return not (_IDENTIFIER.fullmatch(plain) and re.search(r"[/#._:\d-]", plain))


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "
