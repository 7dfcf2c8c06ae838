"""The account of a run: every file found is a document, metadata, or rejected with a reason.

In the workspace it is `report.html` for people, `report.csv` for spreadsheets, both in the language of who ran it, and `report.json` for
programs, from which it is told anew when what is known of its dossiers changes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from fairwoo.model import FileFate, Finding, Lang, Level, Step, Text
from fairwoo.pipeline import Plan
from fairwoo.shared import VERSION, write_atomically
from fairwoo.store import Workspace

KEPT = "report.json"
STATUSES: Mapping[str, Text] = {
    "created": Text(nl="nieuw", en="new"),
    "changed": Text(nl="gewijzigd", en="changed"),
    "same": Text(nl="ongewijzigd", en="unchanged"),
    "current": Text(nl="ongewijzigd", en="unchanged"),
    "rejected": Text(nl="niet opgenomen", en="not taken in"),
    "beside": Text(nl="naast de dossiers", en="beside the dossiers"),
}
_HEADINGS: Mapping[Lang, tuple[str, ...]] = {
    "nl": (
        *("soort", "dossier", "plaats", "titel", "status", "bestanden", "documenten", "metadata", "afgewezen", "uit bijlagen"),
        *("zonder bestand", "pagina's", "zonder tekst", "fouten", "waarschuwingen"),
        *("bestand", "code", "ernst", "wat", "wat te doen"),
    ),
    "en": (
        *("kind", "dossier", "location", "title", "status", "files", "documents", "metadata", "rejected", "from inside"),
        *("without file", "pages", "without text", "errors", "warnings"),
        *("file", "code", "level", "what", "what to do"),
    ),
}
_KINDS = {
    "dossier": Text(nl="dossier", en="dossier"),
    "rejected": Text(nl="afgewezen", en="rejected"),
    "finding": Text(nl="bevinding", en="finding"),
}
_SEPARATORS: Mapping[Lang, str] = {"nl": ";", "en": ","}


class Line(NamedTuple):
    """One dossier in the account. `status` is created, changed, same, current or rejected; beside: files next to dossiers."""

    dossier: str
    location: str
    title: str
    status: str
    files: int
    documents: int
    metadata: int
    rejected: int
    inside: int
    withheld: int
    pages: int
    textless: int
    errors: int
    warnings: int


class Rejection(NamedTuple):
    """A file that is not in the workspace, and why. `dossier` is "" if it belongs to none that is."""

    dossier: str
    location: str
    path: str
    reason: Finding


class Account(NamedTuple):
    """The whole account. `files` = `documents` + `metadata` + `rejected` for each line and in total."""

    lines: tuple[Line, ...]
    rejections: tuple[Rejection, ...]
    findings: tuple[tuple[str, Finding], ...]

    def total(self, column: str) -> int:
        """The sum of a column over the dossiers."""
        return sum(int(getattr(line, column)) for line in self.lines)


_AS_JSON = TypeAdapter(Account)


def account(workspace: Workspace, plan: Plan, steps: Iterable[Step]) -> Account:
    """Account for every file of a plan after a run that made these steps."""
    statuses: dict[str, str] = {}
    refused: dict[str, tuple[Finding, ...]] = {}
    for step in steps:
        if step.stage == "ingest" and step.verdict == "rejected":
            refused[step.detail or ""] = step.findings
        elif step.stage == "ingest" and step.dossier:
            statuses[step.dossier] = step.verdict if step.verdict == "current" else (step.detail or step.verdict)
    lines: list[Line] = []
    rejections: list[Rejection] = []
    findings: list[tuple[str, Finding]] = []
    for dossier_id, status in statuses.items():
        told = _told_of(workspace, dossier_id, status)
        lines += told.lines
        rejections += told.rejections
        findings += told.findings
    for found in plan.found:
        beside = str(Path(found.location).parent)
        for file in found.beside:
            if file.reason:
                rejections.append(Rejection("", beside, file.path, file.reason))
        if found.beside:
            count = len(found.beside)
            lines.append(Line("", beside, "", "beside", count, 0, 0, count, 0, 0, 0, 0, 0, 0))
        if found.location in refused:
            reasons = refused[found.location]
            count = len(found.inputs)
            errors = sum(one.level is Level.ERROR for one in reasons)
            lines.append(Line("", found.location, found.name, "rejected", count, 0, 0, count, 0, 0, 0, 0, errors, 0))
            rejections += [Rejection("", found.location, str(path), reasons[0]) for path in found.inputs]
            findings += [("", finding) for finding in reasons]
    return Account(tuple(lines), tuple(rejections), tuple(findings))


def renewed(workspace: Workspace, dossiers: Iterable[str]) -> Account:
    """The account that was written last, with what is known now of `dossiers`; those that were not in it come at its end."""
    last, known = _last(workspace), set(dossiers)
    statuses = {line.dossier: line.status for line in last.lines if line.dossier in known}
    statuses |= dict.fromkeys(sorted(known - statuses.keys()), "current")
    anew = [_told_of(workspace, dossier_id, status) for dossier_id, status in statuses.items()]
    fresh = {one.lines[0].dossier: one.lines[0] for one in anew}
    lines = [fresh.pop(line.dossier, line) for line in last.lines] + list(fresh.values())
    place = {line.dossier: number for number, line in enumerate(lines) if line.dossier}  # what is of no dossier comes at the end
    rejections = [
        *(one for one in last.rejections if one.dossier not in known),
        *(one for each in anew for one in each.rejections),
    ]
    findings = [*(pair for pair in last.findings if pair[0] not in known), *(pair for each in anew for pair in each.findings)]
    return Account(
        tuple(lines),
        tuple(sorted(rejections, key=lambda one: place.get(one.dossier, len(lines)))),
        tuple(sorted(findings, key=lambda pair: place.get(pair[0], len(lines)))),
    )


def is_written(workspace: Workspace) -> bool:
    """Is there an account in the workspace."""
    return any((workspace.root / name).exists() for name in (KEPT, "report.html", "report.csv"))


def _last(workspace: Workspace) -> Account:
    try:
        return _AS_JSON.validate_json((workspace.root / KEPT).read_bytes())
    except (OSError, ValidationError):  # none yet, or of another version
        return Account((), (), ())


def _told_of(workspace: Workspace, dossier_id: str, status: str) -> Account:
    """What is known of one dossier that is held."""
    line = _line(workspace, dossier_id, status)
    rejected = [file for file in workspace.catalogue.files(dossier_id) if file.fate is FileFate.REJECTED]
    return Account(
        (line,),
        tuple(Rejection(dossier_id, line.location, file.path, file.reason) for file in rejected if file.reason),
        tuple((dossier_id, finding) for finding in workspace.catalogue.findings(dossier_id)),
    )


def _line(workspace: Workspace, dossier_id: str, status: str) -> Line:
    catalogue = workspace.catalogue
    dossier = catalogue.dossier(dossier_id)
    if dossier is None:
        raise LookupError(dossier_id)
    fates = [file.fate for file in catalogue.files(dossier_id)]
    pages, textless = catalogue.pages(dossier_id)
    levels = [finding.level for finding in catalogue.findings(dossier_id)]
    return Line(
        dossier=dossier_id,
        location=dossier.location,
        title=dossier.title or "",
        status=status,
        files=len(fates),
        documents=fates.count(FileFate.DOCUMENT),
        metadata=fates.count(FileFate.METADATA),
        rejected=fates.count(FileFate.REJECTED),
        inside=sum(document.parent is not None for document in dossier.documents),
        withheld=sum(document.sha256 is None for document in dossier.documents),
        pages=pages,
        textless=textless,
        errors=levels.count(Level.ERROR),
        warnings=levels.count(Level.WARNING),
    )


def as_csv(result: Account, lang: Lang) -> str:
    """One row a dossier, then one a rejected file and a finding, as the spreadsheets of the language open them. No formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_SEPARATORS[lang], lineterminator="\r\n")
    writer.writerow(_HEADINGS[lang])
    blank = [""] * len(Line._fields)
    for line in result.lines:
        worded = line._replace(status=STATUSES[line.status].get(lang))
        writer.writerow([_KINDS["dossier"].get(lang), *map(_inert, worded), "", "", "", "", ""])
    for rejection in result.rejections:
        cells = [rejection.dossier, rejection.location, *blank[2:], rejection.path, *_told(rejection.reason, lang)]
        writer.writerow([_KINDS["rejected"].get(lang), *map(_inert, cells)])
    for dossier_id, finding in result.findings:
        cells = [dossier_id, *blank[1:], finding.place.file or "", *_told(finding, lang)]
        writer.writerow([_KINDS["finding"].get(lang), *map(_inert, cells)])
    return out.getvalue()


def _told(finding: Finding, lang: Lang) -> list[str]:
    return [finding.code, finding.level.words.get(lang), finding.message.get(lang), finding.advice.get(lang)]


def _inert(cell: object) -> object:
    """A cell that a spreadsheet will not take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def as_json(result: Account) -> str:
    """The account with its own names, in both languages."""
    content = {
        "lines": [line._asdict() for line in result.lines],
        "rejections": [one._asdict() | {"reason": one.reason.model_dump(mode="json")} for one in result.rejections],
        "findings": [(dossier_id, finding.model_dump(mode="json")) for dossier_id, finding in result.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_html(result: Account, lang: Lang) -> str:
    """The account as one page without scripts."""
    from jinja2 import Environment, PackageLoader, select_autoescape

    environment = Environment(loader=PackageLoader("fairwoo", "templates"), autoescape=select_autoescape(default=True))
    order = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}
    findings = sorted(result.findings, key=lambda pair: (pair[0], order[pair[1].level]))
    words = {"statuses": STATUSES, "version": VERSION}
    return environment.get_template("account.html").render(account=result, findings=findings, lang=lang, **words)


def write(workspace: Workspace, result: Account, lang: Lang) -> None:
    """Write `report.html`, `report.csv` and `report.json` in the workspace."""
    write_atomically(workspace.root / KEPT, as_json(result).encode())
    write_atomically(workspace.root / "report.html", as_html(result, lang).encode())
    write_atomically(workspace.root / "report.csv", b"\xef\xbb\xbf" + as_csv(result, lang).encode())
