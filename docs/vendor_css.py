"""Takes over from NL Design System what the site uses: rules of the Utrecht components, at a pinned version, with their notice.

    python docs/vendor_css.py            writes fairwoo/serve/static/nlds.css and THIRD-PARTY.txt
    python docs/vendor_css.py --check    says whether they are what this script would write; 1 if not

The package comes from the npm registry that npm is set to use, npm's own if there is no npm, and is refused when its bytes are not those
of INTEGRITY. No design tokens are taken: the values are ours (theme.css). Standard library only.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

PACKAGE, VERSION = "@utrecht/component-library-css", "9.0.4"
INTEGRITY = "sha512-gVA7D6GfP9/+fzehkYLSBR+0UPUTA97PZmgvTYQE88lPQhHGMlUk8FjmCpLKRsRC9hAYd32JuF/KzG6fmBfjJA=="
STATIC = Path(__file__).resolve().parent.parent / "fairwoo" / "serve" / "static"
REGISTRY = "https://registry.npmjs.org/"

ELEMENTS = {
    *(
        "a",
        "article",
        "blockquote",
        "button",
        "caption",
        "code",
        "em",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "label",
        "legend",
        "li",
    ),
    *("mark", "ol", "p", "select", "strong", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"),
}
INPUTS = {"checkbox", "date", "email", "number", "radio", "search", "submit", "text"}
CLASSES = {  # of the components: what templates name
    "utrecht-button",
    "utrecht-button--primary-action",
    "utrecht-button--secondary-action",
    "utrecht-button--subtle",
    "utrecht-document",
    "utrecht-paragraph--lead",
    "utrecht-skip-link",
    "utrecht-skip-link--visible-on-focus",
    "utrecht-textbox",
}
NOTICE = """Wat de website van anderen gebruikt / what the site uses of others

{package} {version}
  https://www.npmjs.com/package/{package}
  Copyright (c) 2020-2024 Frameless B.V.
  Copyright (c) 2021-2024 Gemeente Utrecht
  Licence: EUPL-1.2, https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12
  Changed: only the rules that the site uses were kept (docs/vendor_css.py); all values of design tokens are our own.
"""


def main(arguments: list[str]) -> int:
    """Write the files, or compare them."""
    files = taken(tarball(PACKAGE, VERSION, INTEGRITY))
    made = {"nlds.css": stylesheet(files), "THIRD-PARTY.txt": NOTICE.format(package=PACKAGE, version=VERSION)}
    if "--check" not in arguments:
        for name, text in made.items():
            (STATIC / name).write_text(text, encoding="utf-8", newline="\n")
        return 0
    other = [name for name, text in made.items() if (STATIC / name).read_text(encoding="utf-8") != text]
    for name in other:
        sys.stdout.write(f"{name} is not what docs/vendor_css.py writes\n")
    return 1 if other else 0


def tarball(package: str, version: str, integrity: str) -> bytes:
    """A package as the registry has it. Raises ValueError if its bytes are not the pinned ones."""
    address = f"{_registry().rstrip('/')}/{package}/-/{package.rpartition('/')[2]}-{version}.tgz"
    if not address.startswith("https://"):
        raise ValueError(f"{address} is not an https address")
    with urllib.request.urlopen(address, timeout=300) as answer:  # noqa: S310 - looked at above; the bytes are looked at below
        content: bytes = answer.read()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != integrity:
        raise ValueError(f"{package} {version} is not the pinned one: {found}")
    return content


def _registry() -> str:
    """The registry that this machine uses."""
    if not (npm := shutil.which("npm")):
        return REGISTRY
    return subprocess.run(
        [npm, "config", "get", "registry"], capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def taken(content: bytes) -> dict[str, str]:
    """The stylesheets in the package by name."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        found = {name: archive.extractfile(f"package/dist/{name}") for name in ("html.css", "index.css")}
        return {name: opened.read().decode() for name, opened in found.items() if opened}


def stylesheet(files: dict[str, str]) -> str:
    """The rules that are used, in their order, each once."""
    kept = dict.fromkeys(rule for text in files.values() for rule in _kept(_bare(text)))
    head = f"/* {PACKAGE} {VERSION}, EUPL-1.2; see THIRD-PARTY.txt. Written by docs/vendor_css.py. */\n"
    return head + "".join(kept)


def _bare(css: str) -> str:
    return re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.DOTALL)


def _kept(css: str) -> Iterator[str]:
    """The rules with the selectors that are used; in at-rules as well."""
    for prelude, body in _rules(css):
        if prelude.startswith("@"):
            inside = "".join(_kept(body)) if prelude.startswith(("@media", "@supports")) else ""
            if inside:
                yield f"{prelude} {{\n{inside}}}\n"
        elif selectors := [one for one in _selectors(prelude) if _used(one)]:
            lines = [re.sub(r"\s+", " ", one).strip() for one in body.split(";")]
            yield ",\n".join(selectors) + " {\n" + "".join(f"  {one};\n" for one in lines if one) + "}\n"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Prelude and body of each rule at the top; no string in these stylesheets holds a brace."""
    at, depth, start, prelude = 0, 0, 0, ""
    for mark in re.finditer(r"[{}]", css):
        if mark[0] == "{":
            if not depth:
                prelude, start = css[at : mark.start()].strip(), mark.end()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield re.sub(r"\s+", " ", prelude), css[start : mark.start()].strip()
                at = mark.end()


def _selectors(prelude: str) -> list[str]:
    """The selectors of a list; commas in brackets do not part."""
    return [one.strip() for one in re.split(r",(?![^()]*\))", prelude)]


def _used(selector: str) -> bool:
    if "::marker" in selector:  # browsers have good bullets of their own
        return False
    classes = set(re.findall(r"\.(utrecht-[\w-]+)", selector))
    if "utrecht-html" not in classes:
        return bool(classes) and classes <= CLASSES and not re.search(r"\.(?!utrecht-)[\w-]+", selector)
    rest = re.sub(r"\([^()]*\)", "", selector.partition(".utrecht-html")[2])
    kind = re.search(r"\[type=(\w+)", selector)
    if re.search(r"\[(?!type=|aria-|hidden)", rest) or re.search(r"\.[\w-]+", rest) or (kind and kind[1] not in INPUTS):
        return False
    named = re.findall(r"(?:^|[\s>~+])([a-z][a-z0-9]*)", re.sub(r"\[[^\]]*\]|::?[\w-]+", "", rest))
    return all(one in ELEMENTS or (one == "input" and kind) for one in named)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
