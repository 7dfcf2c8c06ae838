"""The command that takes back what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fairwoo.cli.bring import journalled
from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, option
from fairwoo.errors import UsageError
from fairwoo.model import Lang, Step, Text, Withdrawal

if TYPE_CHECKING:
    from fairwoo.store import Workspace
    from fairwoo.terminal import Terminal


@click.command(
    cls=Command,
    about=Text(
        nl="Trek een dossier of document in: bestand, tekst en zoekresultaten verdwijnen, en het komt niet vanzelf terug.",
        en="Take back a dossier or document: file, text and search results go, and it does not come back by itself.",
    ),
)
@click.argument("subject", metavar="DOSSIER[/DOCUMENT]")
@option(
    "--reason",
    metavar="REDEN",
    about=Text(
        nl="Waarom: privacy, procedure (de redenen van DiWoo), of eigen woorden. Wordt openbaar.",
        en="Why: privacy, procedure (the reasons of DiWoo), or words of your own. Becomes public.",
    ),
)
@option("--undo", is_flag=True, about=Text(nl="Laat wat is ingetrokken weer toe.", en="Allow what was withdrawn again."))
@click.pass_obj
def withdraw(frame: Frame, subject: str, reason: str | None, undo: bool) -> int:
    from fairwoo.pipeline import Run
    from fairwoo.pipeline.derive import unknown_dossier
    from fairwoo.pipeline.withdrawal import of_document, of_dossier

    dossier_id, _, document_id = subject.partition("/")
    terminal, settings = frame.terminal(), frame.settings()
    if undo == (reason is not None):
        raise UsageError(Text(nl="Geef --reason of --undo, een van de twee.", en="Give --reason or --undo, one of the two."))
    with opened(frame, settings) as workspace, workspace.lease():
        if undo:
            if not workspace.catalogue.give_back(dossier_id, document_id):
                raise UsageError(Text(nl=f"{subject} is niet ingetrokken.", en=f"{subject} was not withdrawn."))
            terminal.say(
                Text(
                    nl=f"{subject} mag weer. Neem de map opnieuw op met fairwoo ingest.",
                    en=f"{subject} is allowed again. Bring the folder in once more with fairwoo ingest.",
                )
            )
            return 0
        dossier = workspace.catalogue.dossier(dossier_id)
        if dossier is None:
            raise unknown_dossier(dossier_id)
        given, now = reason or "", frame.clock()
        catalogue = workspace.catalogue
        withdrawals = (
            of_document(catalogue, dossier, document_id, given, now)
            if document_id
            else of_dossier(catalogue, dossier, given, now)
        )
        run = Run(workspace, settings, frame.run_id(), frame.clock)
        journalled(frame, run, "withdraw", terminal.watch(run.withdraw(withdrawals), 1))
        _renew_account(workspace, settings.lang, run.id)
        _tell(terminal, subject, withdrawals[0], sorted({one for row in withdrawals for one in catalogue.holding(row.sha256)}))
    return 0


def _renew_account(workspace: Workspace, lang: Lang, run_id: str) -> None:
    """The account of the last ingest tells what is gone now: one of what is held takes its place."""
    from fairwoo import accounting
    from fairwoo.pipeline import Plan

    if accounting.is_written(workspace):
        held = workspace.catalogue.held()
        steps = [Step(run=run_id, stage="ingest", dossier=one.id, verdict="current") for one in held]
        accounting.write(workspace, accounting.account(workspace, Plan((), 0), steps), lang)


def _tell(terminal: Terminal, subject: str, withdrawal: Withdrawal, shared: list[str]) -> None:
    terminal.say(Text(nl=f"{subject} is ingetrokken.", en=f"{subject} was withdrawn."))
    if withdrawal.document and withdrawal.document != subject.partition("/")[2]:
        terminal.say(
            Text(
                nl=f"Het document heet nu {withdrawal.dossier}/{withdrawal.document}.",
                en=f"The document is now called {withdrawal.dossier}/{withdrawal.document}.",
            )
        )
    terminal.say(
        Text(
            nl="Wat al is uitgevoerd, is daarmee niet weg: draai fairwoo export opnieuw naar elke map waarnaar je eerder hebt "
            "uitgevoerd, en zet het resultaat op je site. Weg zijn dan ook de bestanden en pakketten die er van eerder staan.",
            en="What was exported is not gone by this: run fairwoo export again to each folder that you exported to, and put the "
            "result on your site. Files and packages that are there from before go then too.",
        )
    )
    if shared:
        terminal.say(
            Text(
                nl=f"Hetzelfde bestand staat ook in: {', '.join(shared)}. Trek het daar apart in als dat nodig is.",
                en=f"The same file is also in: {', '.join(shared)}. Withdraw it there too if needed.",
            )
        )


COMMANDS = (withdraw,)
