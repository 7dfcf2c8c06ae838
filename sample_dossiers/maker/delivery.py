"""One dossier folder: each item through the writer for its form, and what fairwoo is expected to make of the whole."""

from collections import Counter
from pathlib import Path
from typing import Any

from maker import mail, metadata, office, sheets
from maker.paper import Look, Paper
from maker.scan import scanned
from maker.spec import Dossier, Item, long_date
from maker.tagging import Facts, tag

_METADATA_FORMS = {"dossier-json", "woogle", "woofairify"}
_README = "metadata/README.md"


def write_dossier(dossier: Dossier, target: Path) -> dict[str, bytes]:
    """Write all files of the dossier under `target`; their contents by path."""
    files = {item.file: render(dossier, item) for item in dossier.items if item.form and item.file}
    files[_README] = _readme(dossier)
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return files


def expectation(dossier: Dossier, files: dict[str, bytes]) -> dict[str, Any]:
    """The entry in `expected.json`: counts by fate and role, the settled facts, the findings, and what must never be shown."""
    expect = dict(dossier.expect)
    unknown = expect.pop("unknown", [])
    items = dossier.items
    rejected = [item for item in items if item.form == "empty"]
    given = [item for item in items if item.form and item.role != "metadata" and item not in rejected]
    facts = {
        name: None if name in unknown else dossier.facts.get(name)
        for name in ("title", "requested", "decided", "outcome", "regime")
    }
    facts = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()}
    return {
        "publisher": dossier.body.code,
        **facts,
        "files": {
            "documents": len(given),
            "metadata": len(files) - len(given) - len(rejected),
            "rejected": len(rejected),
        },
        "parts": sum(len(item.options.get("attachments", [])) + len(item.options.get("members", [])) for item in items),
        "withheld": sum(1 for item in items if not item.form and not item.options.get("inside")),
        "roles": dict(sorted(Counter(item.role for item in given if item.role not in unknown).items())),
        "findings": [],
        "must_not_leak": [],
        **expect,
    }


def render(dossier: Dossier, item: Item) -> bytes:
    """The bytes of one item."""
    match item.form:
        case "pdf" | "plain-pdf" | "scan" | "locked-pdf" | "broken-pdf":
            return _pdf(dossier, item)
        case "docx":
            return office.word(_letter(dossier, item), item.title, dossier.body.name)
        case "odt":
            return office.open_document(_letter(dossier, item), item.title)
        case "html":
            return office.web_page(_letter(dossier, item), item.title)
        case "txt":
            return office.plain_text(_letter(dossier, item)).encode("utf-8")
        case "eml":
            return mail.message(
                item.options["headers"], f"{item.text}\n\n: {_notice(dossier)}", _inner(dossier, item, "attachments")
            )
        case "zip":
            return office.packed(_inner(dossier, item, "members"))
        case "empty":
            return b""
        case "xlsx" | "csv":
            return _inventory(dossier, item)
        case _:
            return _metadata(dossier, item)


def _pdf(dossier: Dossier, item: Item) -> bytes:
    careful = item.form == "pdf"
    paper = Paper(
        Look(
            head=dossier.body.name,
            foot=_notice(dossier),
            colour=dossier.body.colour,
            title=item.title if careful else None,
            embed=careful,
            password=item.options.get("password") if item.form == "locked-pdf" else None,
        )
    )
    paper.write(_letter(dossier, item))
    content = paper.finish()
    if careful:
        return tag(content, paper.root, Facts(item.title, dossier.body.name, item.dated or dossier.facts["decided"]))
    if item.form == "scan":
        return scanned(content)
    return content[: len(content) * 2 // 5] if item.form == "broken-pdf" else content


def _letter(dossier: Dossier, item: Item) -> str:
    """The text with its letterhead: date, reference and subject in the body's own words. Formats without pages get the notice."""
    lines = [] if item.form in {"pdf", "plain-pdf", "scan", "locked-pdf", "broken-pdf"} else [f": {_notice(dossier)}"]
    if item.letterhead and item.text:
        labels = dossier.body.labels
        if item.recipient:
            lines += [f": {labels['to']} {item.recipient}"]
        if item.dated:
            lines += [f": {labels['date']} {long_date(item.dated)}"]
        if item.role in {"request", "decision"} or item.kind == "brief":
            lines += [f": {labels['reference']} {dossier.facts['inquiry']}"]
        lines += [f": {labels['subject']} {item.title}"]
    return "\n".join(lines) + "\n\n" + item.text


def _inner(dossier: Dossier, item: Item, key: str) -> dict[str, bytes]:
    inner = (Item(**entry) for entry in item.options.get(key, []))
    return {part.file or part.title: render(dossier, part) for part in inner}


def _inventory(dossier: Dossier, item: Item) -> bytes:
    options = item.options
    left_out = set(options.get("left_out", []))
    listed = [entry for entry in dossier.items if entry.number and entry.number not in left_out]
    table = sheets.rows(options["columns"], listed, options.get("slips", {})) + options.get("extra", [])
    if item.form == "csv":
        return sheets.comma_separated(table, options)
    preface = [_notice(dossier), *options.get("preface", [])]
    return sheets.spreadsheet(table, item.title, dossier.body, preface)


def _metadata(dossier: Dossier, item: Item) -> bytes:
    if item.form not in _METADATA_FORMS:
        raise ValueError(f"{dossier.folder}: there is no form {item.form!r}")
    listed = [entry for entry in dossier.items if entry.role != "metadata" and entry.form != "empty"]
    if item.form == "woogle":
        return metadata.woogle(dossier, [entry for entry in listed if entry.form or entry.source_url])
    if item.form == "woofairify":
        return metadata.woofairify(dossier, listed)
    return metadata.own(dossier, listed if item.options.get("documents", True) else [], item.options.get("keys"))


def _notice(dossier: Dossier) -> str:
    return f"Verzonnen voorbeeld van fairwoo, geen echt document van {dossier.body.name}."


def _readme(dossier: Dossier) -> bytes:
    return f"# {dossier.facts['title']}\n\n{_notice(dossier)}\n\n{dossier.shows}\n".encode()
