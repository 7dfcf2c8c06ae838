"""Commands that ask: score, show, export, verify, list, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, counted, option
from fairwoo.errors import InputError, UsageError
from fairwoo.model import Body, Level, Text

if TYPE_CHECKING:
    from fairwoo.store import Workspace

_THINGS = (
    "dossiers, bodies, categories, kinds, themes, handlings, relations, reasons, languages, file-types, data-themes, licences, grounds, "
    "lists, findings, sources, metadata, formats, facts, standards, publications, metrics, backends, reports, forms, packages, pages"
)


@click.command(
    cls=Command,
    about=Text(
        nl="Rangschik bestuursorganen voor de award. Met een orgaan erbij: waar elk punt vandaan komt.",
        en="Rank public bodies for the award. With a body: where each point comes from.",
    ),
)
@click.argument("bodies", nargs=-1, metavar="[ORGAAN]…")
@option("--format", "form", metavar="VORM", about=Text(nl="Vorm: table, json of csv.", en="Form: table, json or csv."))
@option("--csv", "as_csv", is_flag=True, about=Text(nl="Hetzelfde als --format csv.", en="The same as --format csv."))
@option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    about=Text(nl="Schrijf naar een bestand.", en="Write to a file."),
)
@option(
    "--minimum",
    type=click.FloatRange(0, 100),
    metavar="N",
    about=Text(nl="Geef 1 terug als een orgaan onder N scoort.", en="Return 1 if a body scores below N."),
)
@click.pass_obj
def score(frame: Frame, /, bodies: tuple[str, ...], **given: Any) -> int:
    from fairwoo import discover, vocab
    from fairwoo import score as scoring
    from fairwoo.shared import write_atomically

    form = _form(given["form"], frame, as_csv=given["as_csv"])
    wanted = {body.uri: body for body in map(vocab.match_body, bodies)}
    with opened(frame) as workspace:
        reports = [report for report in workspace.catalogue.reports() if not wanted or report.publisher in wanted]
        absent = [body for uri, body in wanted.items() if uri not in {report.publisher for report in reports}]
        if absent:
            raise _not_checked(absent[0], workspace)
    ranking = scoring.rank(reports)
    text = discover.load("fairwoo.score.reports", form).render(ranking, frame.lang)
    if bodies and form == "table":
        for publisher in sorted(wanted):
            own = [report for report in reports if report.publisher == publisher]
            parts = [scoring.explain_body(own, frame.lang)] if own else []
            text += "\n" + "\n".join([*parts, *(scoring.explain(report, frame.lang) for report in own)])
    if given["output"]:
        # a spreadsheet takes a CSV for UTF-8 only with a byte order mark
        write_atomically(given["output"], text.encode("utf-8-sig" if form == "csv" else "utf-8"))
    else:
        frame.terminal().print(text.rstrip("\n"))
    minimum = given["minimum"]
    return 1 if minimum is not None and any(standing.score < minimum for standing in ranking.standings) else 0


def _form(name: str | None, frame: Frame, *, as_csv: bool) -> str:
    """The form of the ranking that is asked for. Raises UsageError if there is none, or another is asked for as well."""
    from fairwoo import discover

    form = name or ("csv" if as_csv else "json" if frame.json else "table")
    if as_csv and form != "csv":
        raise UsageError(Text(nl="Geef --csv of --format, een van de twee.", en="Give --csv or --format, one of the two."))
    known = discover.names("fairwoo.score.reports")
    if form not in known:
        names = ", ".join(known)
        raise UsageError(
            Text(nl=f"De vorm {form} bestaat niet; kies uit {names}.", en=f"There is no form {form}; choose from {names}.")
        )
    return form


def _not_checked(body: Body, workspace: Workspace) -> InputError:
    """That there is nothing to score a body by, and why."""
    held = (workspace.catalogue.dossier(one.id) for one in workspace.catalogue.held())
    if any(dossier is not None and dossier.publisher.uri == body.uri for dossier in held):
        return InputError(
            Text(
                nl=f"De dossiers van {body.name} zijn nog niet getoetst. Draai eerst fairwoo check.",
                en=f"The dossiers of {body.name} have not been checked yet. Run fairwoo check first.",
            )
        )
    return InputError(
        Text(
            nl=f"Van {body.name} ({body.code}) staat geen dossier in de werkmap. Zie fairwoo list dossiers.",
            en=f"The workspace has no dossier of {body.name} ({body.code}). See fairwoo list dossiers.",
        )
    )


@click.command(
    cls=Command, about=Text(nl="Alles wat bekend is van een dossier of document.", en="All we know of a dossier or document.")
)
@click.argument("subject", metavar="DOSSIER[/DOCUMENT]")
@click.pass_obj
def show(frame: Frame, subject: str) -> int:
    from fairwoo.cli import showing

    dossier_id, _, document_id = subject.partition("/")
    with opened(frame) as workspace:
        showing.show(workspace, dossier_id, document_id or None, frame.terminal())
    return 0


@click.command(
    cls=Command,
    about=Text(
        nl="Controleer of alles wat bewaard is nog klopt. Geeft 1 terug als er iets mis is.",
        en="Check that what is kept is still right. Returns 1 if something is wrong.",
    ),
)
@click.pass_obj
def verify(frame: Frame) -> int:
    from fairwoo.verification import verify as find

    settings, terminal = frame.settings(), frame.terminal()
    with opened(frame, settings) as workspace:
        findings = list(find(workspace, settings))
        dossiers, originals = len(workspace.catalogue.held()), len(workspace.catalogue.hashes())
    for finding in findings:
        terminal.record(finding) if terminal.json else terminal.finding(finding)
    terminal.say(
        Text(
            nl=f"{counted(dossiers, 'dossier', 'dossiers')} en {counted(originals, 'origineel', 'originelen')} nagekeken: "
            f"{counted(len(findings), 'bevinding', 'bevindingen')}.",
            en=f"{counted(dossiers, 'dossier', 'dossiers')} and {counted(originals, 'original', 'originals')} checked: "
            f"{counted(len(findings), 'finding', 'findings')}.",
        )
    )
    return 1 if any(finding.level is not Level.INFO for finding in findings) else 0


@click.command(
    "list",
    cls=Command,
    about=Text(
        nl=f"Noem wat er is: {_THINGS}. Met woorden erbij: wat die bevat; bij bodies mag dat ook een afkorting, OIN of webadres zijn.",
        en=f"List what there is: {_THINGS}. With words: what has them; for bodies that may be an abbreviation, OIN or web address too.",
    ),
)
@click.argument("thing", metavar="WAT")
@click.argument("words", nargs=-1, metavar="[WOORD]…")
@click.pass_obj
def list_(frame: Frame, thing: str, words: tuple[str, ...]) -> int:
    from fairwoo.cli import showing

    showing.list_things(thing, " ".join(words), frame)
    return 0


@click.command(
    cls=Command,
    about=Text(
        nl="Wat er is geïnstalleerd, wat ontbreekt en hoe je het krijgt, en wat een publieke website nog nodig heeft.",
        en="What is installed, what is missing, how to get it, and what a public site still needs.",
    ),
)
@click.pass_obj
def doctor(frame: Frame) -> int:
    from fairwoo.cli import diagnosing

    return diagnosing.doctor(frame)


COMMANDS = (score, show, verify, list_, doctor)
