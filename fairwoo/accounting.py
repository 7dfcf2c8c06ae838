"""The account of a run: every file found is a document, metadata, or rejected with a reason; `report.html`, `report.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fairwoo.model import FileFate, Finding, Lang, Level, Step
from fairwoo.pipeline import Plan
from fairwoo.shared import VERSION, write_atomically
from fairwoo.store import Workspace


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
    """A file that is not in the workspace, and why."""

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
        lines.append(_line(workspace, dossier_id, status))
        location = lines[-1].location
        rejected = [file for file in workspace.catalogue.files(dossier_id) if file.fate is FileFate.REJECTED and file.reason]
        rejections += [Rejection(location, file.path, file.reason) for file in rejected if file.reason]
        findings += [(dossier_id, finding) for finding in workspace.catalogue.findings(dossier_id)]
    for found in plan.found:
        for file in found.beside:
            if file.reason:
                rejections.append(Rejection(found.location, file.path, file.reason))
        if found.beside:
            count = len(found.beside)
            lines.append(Line("", str(Path(found.location).parent), "", "beside", count, 0, 0, count, 0, 0, 0, 0, 0, 0))
        if found.location in refused:
            reasons = refused[found.location]
            count = len(found.inputs)
            errors = sum(one.level is Level.ERROR for one in reasons)
            lines.append(Line("", found.location, found.name, "rejected", count, 0, 0, count, 0, 0, 0, 0, errors, 0))
            rejections += [Rejection(found.location, str(path), reasons[0]) for path in found.inputs]
            findings += [("", finding) for finding in reasons]
    return Account(tuple(lines), tuple(rejections), tuple(findings))


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
    """One row a dossier, then one a rejected file and a finding; semicolons, as Dutch spreadsheets open them. No formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["kind", *Line._fields, "file", "code", "level", "message", "advice"])
    blank = [""] * len(Line._fields)
    for line in result.lines:
        writer.writerow(["dossier", *map(_inert, line), "", "", "", "", ""])
    for rejection in result.rejections:
        cells = [*blank, rejection.path, *_told(rejection.reason, lang)]
        cells[1] = rejection.location
        writer.writerow(["rejected", *map(_inert, cells)])
    for dossier_id, finding in result.findings:
        writer.writerow(["finding", *map(_inert, [dossier_id, *blank[1:], finding.place.file or "", *_told(finding, lang)])])
    return out.getvalue()


def _told(finding: Finding, lang: Lang) -> list[str]:
    return [finding.code, finding.level, finding.message.get(lang), finding.advice.get(lang)]


def _inert(cell: object) -> object:
    """A cell that a spreadsheet will not take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def as_html(result: Account, lang: Lang) -> str:
    """The account as one page without scripts."""
    from jinja2 import Environment, PackageLoader, select_autoescape

    environment = Environment(loader=PackageLoader("fairwoo", "templates"), autoescape=select_autoescape(default=True))
    order = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}
    findings = sorted(result.findings, key=lambda pair: (pair[0], order[pair[1].level]))
    return environment.get_template("account.html").render(account=result, findings=findings, lang=lang, version=VERSION)


def write(workspace: Workspace, result: Account, lang: Lang) -> None:
    """Write `report.html` and `report.csv` in the workspace."""
    write_atomically(workspace.root / "report.html", as_html(result, lang).encode())
    write_atomically(workspace.root / "report.csv", b"\xef\xbb\xbf" + as_csv(result, lang).encode())
