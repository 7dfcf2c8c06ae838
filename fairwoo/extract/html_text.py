"""HTML → the text that a browser would show, by lexbor. Scripts, styles and hidden elements are left out."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from fairwoo.extract.texts import decode
from fairwoo.shared import clean_text

_NEVER_SHOWN = frozenset({"head", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea", "-comment"})
_BLOCKS_WORDS = """
    address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr
    html li main nav ol p pre section table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


class HtmlText(NamedTuple):
    """The text, the title and the declared language; `hidden` counts the hidden elements that had text."""

    text: str
    title: str | None
    language: str | None
    hidden: int


def html_text(content: bytes, declared: str | None = None) -> HtmlText:
    """The text of an HTML page. `declared` is the encoding that a header outside the page named."""
    from selectolax.lexbor import LexborHTMLParser

    named = _CHARSET.search(content[:4096])
    text, _ = decode(content, declared or (named[1].decode("ascii") if named else None))
    tree = LexborHTMLParser(text)
    title, root = tree.css_first("title"), tree.css_first("html")
    pieces: list[str] = []
    hidden = _collect(tree.body, pieces) if tree.body else 0
    return HtmlText(
        text=_tidied("".join(pieces)),
        title=clean_text(title.text()).strip() or None if title else None,
        language=(root.attributes.get("lang") or None) if root else None,
        hidden=hidden,
    )


def _collect(body: Any, pieces: list[str]) -> int:
    """Walk the tree without recursion: hostile pages nest thousands deep."""
    hidden = 0
    waiting: list[Any] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "-text":
            pieces.append(re.sub(r"\s+", " ", node.text_content or ""))
        elif node.tag == "br":
            pieces.append("\n")
        elif node.tag in _NEVER_SHOWN:
            continue
        elif _is_hidden(node):
            hidden += bool((node.text(deep=True) or "").strip())
        else:
            around = "\n" if node.tag in _BLOCKS else "\t" if node.tag in {"td", "th"} else ""
            pieces.append("\n" if node.tag in _BLOCKS else "")
            children = []
            child = node.child
            while child is not None:
                children.append(child)
                child = child.next
            waiting.append(around)
            waiting.extend(reversed(children))
    return hidden


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _tidied(text: str) -> str:
    lines = (re.sub(r"[ \xa0]+", " ", line).strip() for line in clean_text(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
