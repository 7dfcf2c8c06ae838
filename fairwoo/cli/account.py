"""The account of a run in a terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fairwoo.cli.words import counted
from fairwoo.model import Finding, Level, Step, Text
from fairwoo.terminal import Column, Terminal

if TYPE_CHECKING:
    from fairwoo.accounting import Account
    from fairwoo.store import Workspace

_OF_A_KIND = 5
_ALL = 2  # the volume of -vv
_ON_SCREEN = Text(nl="op het scherm met {}", en="on the screen with {}")
_IN_ACCOUNT = Text(nl="op het scherm met {}, en in het verslag", en="on the screen with {}, and in the account")
_OF_EACH = Text(nl="in het verslag, en met fairwoo show DOSSIER", en="in the account, and with fairwoo show DOSSIER")
_CHANGING = {"ingest", "settle", "map"}  # the stages that change what is told of a dossier


def show_account(terminal: Terminal, result: Account, *, rehearsal: bool = False) -> None:
    """The account of a run: a line a dossier, what was rejected, and the findings that the volume asks for."""
    from fairwoo.accounting import STATUSES

    if terminal.json:
        for line in result.lines:
            terminal.record({"account": line._asdict()})
        return
    verb = dict(STATUSES)
    if rehearsal:
        verb |= {
            "created": Text(nl="zou worden opgenomen", en="would be taken in"),
            "changed": Text(nl="zou worden bijgewerkt", en="would be updated"),
            "rejected": Text(nl="zou niet worden opgenomen", en="would not be taken in"),
        }
    headings = [
        ("Dossier", "Dossier"),
        ("Status", "Status"),
        ("bestanden", "files"),
        ("documenten", "documents"),
        ("metadata", "metadata"),
        ("afgewezen", "rejected"),
        ("uit bijlagen", "from inside"),
        ("pagina's", "pages"),
        ("zonder tekst", "without text"),
        ("fouten", "errors"),
        ("waarsch.", "warnings"),
    ]
    columns = [Column(Text(nl=nl, en=en), number=number > 1) for number, (nl, en) in enumerate(headings)]
    counts = ["files", "documents", "metadata", "rejected", "inside", "pages", "textless", "errors", "warnings"]
    rows = [
        [line.dossier or line.location, verb[line.status].get(terminal.lang), *(getattr(line, count) for count in counts)]
        for line in result.lines
    ]
    total = Text(nl="Totaal", en="Total").get(terminal.lang)
    terminal.table(columns, rows, [total, "", *(result.total(count) for count in counts)])
    _show_rejections(terminal, result)
    refused = {rejection.reason.code for rejection in result.rejections}
    show_findings(
        terminal, [pair for pair in result.findings if pair[1].code not in refused], _ON_SCREEN if rehearsal else _IN_ACCOUNT
    )


def _show_rejections(terminal: Terminal, result: Account) -> None:
    """What was rejected, each with the dossier or folder that it is of. A dossier refused is one reason for many files."""
    quiet = {Level.INFO} if terminal.volume >= 0 else {Level.INFO, Level.WARNING}
    told: tuple[str, Finding] | None = None
    for rejection in result.rejections:
        where = rejection.dossier or rejection.location
        if rejection.reason.level not in quiet and told != (where, rejection.reason):
            terminal.finding(rejection.reason, where)
            told = (where, rejection.reason)


def show_findings(terminal: Terminal, findings: Iterable[tuple[str, Finding]], rest: Text) -> None:
    """The findings, each with its dossier, of the levels that the volume asks for; of many of one kind the first, and how many more.

    Then how many warnings are not shown. `rest` says where to see what is not, with a place for the option that shows it.
    """
    shown = {Level.ERROR} if terminal.volume == 0 else {Level.ERROR, Level.WARNING} if terminal.volume == 1 else set(Level)
    most = _OF_A_KIND if terminal.volume < _ALL else sys.maxsize
    counts, unseen = Counter[str](), 0
    for dossier_id, finding in findings if terminal.volume >= 0 else ():
        unseen += finding.level is Level.WARNING and finding.level not in shown
        if finding.level in shown:
            counts[finding.code] += 1
            if counts[finding.code] <= most:
                terminal.finding(finding, dossier_id)
    for code, count in sorted(counts.items()):
        if (more := count - most) > 0:
            what = Text(nl=f"… en nog {more} keer {code}", en=f"… and {code} {more} times more")
            terminal.say(_joined(what, rest, "-vv"))
    if unseen:
        nl, en = counted(unseen, "waarschuwing", "waarschuwingen"), counted(unseen, "warning", "warnings")
        terminal.say(_joined(Text(nl=f"En {nl}", en=f"And {en}"), rest, "-v"))


def _joined(what: Text, rest: Text, option: str) -> Text:
    return Text(nl=f"{what.nl}: {rest.nl.format(option)}.", en=f"{what.en}: {rest.en.format(option)}.")


def renew_account(workspace: Workspace, terminal: Terminal, steps: Iterable[Step]) -> None:
    """Put in the account of the workspace what a run that took nothing in has changed, and show what describing found."""
    from fairwoo import accounting

    done = [step for step in steps if step.dossier and step.verdict == "done" and step.stage in _CHANGING]
    if not terminal.json:
        described = [step for step in done if step.stage == "map"]
        found = [(step.dossier or "", finding) for step in described for finding in step.findings]
        show_findings(terminal, found, _OF_EACH)
    if done:
        dossiers = {step.dossier for step in done if step.dossier}
        accounting.write(workspace, accounting.renewed(workspace, dossiers), terminal.lang)
