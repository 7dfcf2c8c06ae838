"""The account of a run in a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fairwoo.model import Finding, Level, Text
from fairwoo.terminal import Column, Terminal

if TYPE_CHECKING:
    from fairwoo.accounting import Account

_OF_A_KIND = 5


def show_account(terminal: Terminal, result: Account, *, rehearsal: bool = False) -> None:
    """The account of a run: a line a dossier, what was rejected, and the findings that the volume asks for."""
    if terminal.json:
        for line in result.lines:
            terminal.record({"account": line._asdict()})
        return
    verb = {
        "created": ("nieuw", "new"),
        "changed": ("gewijzigd", "changed"),
        "same": ("ongewijzigd", "unchanged"),
        "current": ("ongewijzigd", "unchanged"),
        "rejected": ("niet opgenomen", "not taken in"),
        "beside": ("naast de dossiers", "beside the dossiers"),
    }
    if rehearsal:
        verb = {
            **verb,
            "created": ("zou worden opgenomen", "would be taken in"),
            "changed": ("zou worden bijgewerkt", "would be updated"),
            "rejected": ("zou niet worden opgenomen", "would not be taken in"),
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
        [line.dossier or line.location, verb[line.status][terminal.lang == "en"], *(getattr(line, count) for count in counts)]
        for line in result.lines
    ]
    total = Text(nl="Totaal", en="Total").get(terminal.lang)
    terminal.table(columns, rows, [total, "", *(result.total(count) for count in counts)])
    quiet = {Level.INFO} if terminal.volume >= 0 else {Level.INFO, Level.WARNING}
    told: list[Finding] = []
    for rejection in result.rejections:
        if (
            rejection.reason.level not in quiet and rejection.reason not in told[-1:]
        ):  # a dossier refused is one reason for many files
            terminal.finding(rejection.reason)
            told.append(rejection.reason)
    _show_findings(terminal, result)


def _show_findings(terminal: Terminal, result: Account) -> None:
    """The findings of the levels that the volume asks for; of many of one kind the first, and how many more."""
    shown = {Level.ERROR} if terminal.volume == 0 else {Level.ERROR, Level.WARNING} if terminal.volume == 1 else set(Level)
    refused = {rejection.reason.code for rejection in result.rejections}
    counts: Counter[str] = Counter()
    for _, finding in result.findings:
        if terminal.volume >= 0 and finding.level in shown and finding.code not in refused:
            counts[finding.code] += 1
            if counts[finding.code] <= _OF_A_KIND:
                terminal.finding(finding)
    for code, count in sorted(counts.items()):
        if count > _OF_A_KIND:
            more = count - _OF_A_KIND
            terminal.say(
                Text(nl=f"… en nog {more} keer {code}: zie het verslag.", en=f"… and {code} {more} times more: see the account.")
            )
