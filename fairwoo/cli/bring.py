"""Commands that bring dossiers in and on: ingest, extract, map, check and index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairwoo.cli.account import renew_account, show_account
from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, counted, option
from fairwoo.errors import DependencyError, UnknownBodyError, UsageError
from fairwoo.model import Step, Text

if TYPE_CHECKING:
    from fairwoo.accounting import Account
    from fairwoo.pipeline import Run
    from fairwoo.settings import ExtractSettings

_HIDDEN = {"hidden-content", "image-location", "sheet-hidden"}
"""Warnings that `--strict` takes for errors: what they tell of may have to stay secret."""

_FORCE = option("--force", is_flag=True, about=Text(nl="Doe ook over wat actueel is.", en="Redo what is current too."))
_JOBS = option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    about=Text(nl="Aantal lezers naast elkaar.", en="Number of readers side by side."),
)
_DOSSIERS = click.argument("dossiers", nargs=-1, metavar="[DOSSIER]…")


@click.command(
    cls=Command,
    about=Text(
        nl="Neem dossiers op: een map, een .zip, een los bestand of een map met dossiers. Lees, beschrijf, toets en indexeer ze.",
        en="Bring dossiers in: a folder, a .zip, a single file or a folder of dossiers. Read, describe, check and index them.",
    ),
)
@click.argument("locations", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PLAATS…")
@option(
    "--publisher",
    metavar="NAAM",
    about=Text(nl="Het bestuursorgaan: naam of TOOI-code.", en="The public body: name or TOOI code."),
)
@option(
    "--license", metavar="URI", about=Text(nl="De licentie die de publicist verleent.", en="The licence the publisher gives.")
)
@option(
    "--until",
    type=click.Choice(["extract", "map", "check", "index"]),
    default="index",
    metavar="STAP",
    about=Text(nl="Laatste stap: extract, map, check of index.", en="Last stage: extract, map, check or index."),
)
@option(
    "--dry-run",
    is_flag=True,
    about=Text(nl="Toon wat er zou gebeuren en schrijf niets.", en="Show what would happen; write nothing."),
)
@option(
    "--text-only",
    is_flag=True,
    about=Text(
        nl="Lees alleen teksten; bekijk afbeeldingen (gelakt, OCR) later met fairwoo extract.",
        en="Read texts only; look at images (redactions, OCR) later with fairwoo extract.",
    ),
)
@option(
    "--strict",
    is_flag=True,
    about=Text(nl="Geef 1 terug bij fouten of verborgen inhoud.", en="Return 1 if errors or hidden content were found."),
)
@_JOBS
@_FORCE
@click.pass_obj
def ingest(frame: Frame, /, locations: tuple[Path, ...], **given: Any) -> int:
    from fairwoo import accounting, vocab
    from fairwoo.pipeline import Run
    from fairwoo.store import Workspace

    settings = frame.settings("ingest", publisher=given["publisher"], license=given["license"])
    settings = _with_jobs(settings, given["jobs"])
    if settings.ingest.publisher:
        vocab.match_body(settings.ingest.publisher)  # a wrong name is told before anything is read
    frame.give_way()
    terminal, until = frame.terminal(), "check" if given["dry_run"] and given["until"] == "index" else given["until"]
    if given["dry_run"]:
        with Workspace.rehearsal(settings.workspace) as workspace:
            workspace.scratch.mkdir()
            run = Run(workspace, settings, frame.run_id(), frame.clock)
            plan = run.plan(locations)
            steps = list(terminal.watch(run.ingest(plan, until=until, force=given["force"], further="nothing"), plan.files))
            result = accounting.account(workspace, plan, steps)
        show_account(terminal, result, rehearsal=True)
        return _exit_code(result, steps, strict=given["strict"])
    with opened(frame, settings, create=True) as workspace, workspace.lease():
        run = Run(workspace, settings, frame.run_id(), frame.clock)
        plan = run.plan(locations)
        doing = run.ingest(plan, until=until, force=given["force"], further="text" if given["text_only"] else "all")
        steps = journalled(frame, run, "ingest", terminal.watch(doing, plan.files))
        result = accounting.account(workspace, plan, steps)
        accounting.write(workspace, result, settings.lang)
        show_account(terminal, result)
        terminal.say(Text(nl=f"Verslag: {workspace.root / 'report.html'}", en=f"Account: {workspace.root / 'report.html'}"))
    return _exit_code(result, steps, strict=given["strict"])


def _with_jobs(settings: Any, jobs: int | None) -> Any:
    if jobs is None:
        return settings
    return settings.model_copy(update={"extract": settings.extract.model_copy(update={"workers": jobs})})


def journalled(frame: Frame, run: Run, command: str, steps: Iterator[Step]) -> list[Step]:
    """Consume the steps of a run, writing them to the journal as they come."""
    journal = run.workspace.journal
    journal.start_run(run.id, command, frame.clock().isoformat(timespec="seconds"))
    done: list[Step] = []
    written = 0
    code = 1
    try:
        for step in steps:
            done.append(step)
            if len(done) - written >= 500:
                journal.journal(run.id, written, done[written:])
                written = len(done)
        code = 0
    finally:
        journal.journal(run.id, written, done[written:])
        journal.finish_run(run.id, code, frame.clock().isoformat(timespec="seconds"))
    return done


def _exit_code(result: Account, steps: list[Step], *, strict: bool) -> int:
    if any(step.stage == "ingest" and step.verdict == "rejected" for step in steps):
        return UnknownBodyError.exit_code
    hidden = any(finding.code in _HIDDEN for _, finding in result.findings)
    return 1 if strict and (hidden or result.total("errors")) else 0


def _stage(frame: Frame, dossiers: tuple[str, ...], name: str, **options: Any) -> int:
    from fairwoo.pipeline import Run

    settings = _with_jobs(frame.settings(), options.pop("jobs", None))
    frame.give_way()
    with opened(frame, settings) as workspace, workspace.lease():
        run = Run(workspace, settings, frame.run_id(), frame.clock)
        ids = list(dossiers) or [held.id for held in workspace.catalogue.held()]
        if name == "extract":
            steps = run.extract(ids, **options)
        elif name == "index":
            steps = run.index(**options)
        else:
            steps = run.derive(ids, only=name, **options)
        terminal = frame.terminal()
        done = journalled(frame, run, name, terminal.watch(steps, len(ids)))
        stages = {"ingest", "settle"} if name == "extract" else {name}
        new = len({step.dossier for step in done if step.stage in stages and step.verdict == "done" and step.detail != "same"})
        terminal.say(
            Text(
                nl=f"{name}: {counted(new, 'dossier', 'dossiers')} gedaan, {counted(len(ids) - new, 'was', 'waren')} actueel.",
                en=f"{name}: {counted(new, 'dossier', 'dossiers')} done, {counted(len(ids) - new, 'was', 'were')} current.",
            )
        )
        renew_account(workspace, terminal, done)
    return 0


@click.command(
    cls=Command,
    about=Text(
        nl="Lees documenten in de werkmap opnieuw, en doe wat een eerdere keer bleef liggen (afbeeldingen, OCR).",
        en="Read documents of the workspace again, and do what was left the last time (images, OCR).",
    ),
)
@_DOSSIERS
@option(
    "--only",
    type=click.Choice(["pages-without-text"]),
    metavar="WAT",
    about=Text(
        nl="Alleen pages-without-text: herken de tekst van pagina's die er geen hebben, en maak die vindbaar.",
        en="Only pages-without-text: recognise the text of pages that have none, and make it searchable.",
    ),
)
@_JOBS
@_FORCE
@click.pass_obj
def extract(frame: Frame, /, dossiers: tuple[str, ...], **given: Any) -> int:
    settings = frame.settings().extract
    if given["only"] and given["force"]:
        raise UsageError(
            Text(
                nl="--only en --force gaan niet samen: --force leest alles opnieuw.",
                en="--only and --force do not go together: --force reads everything again.",
            )
        )
    if given["only"] and (reason := _no_ocr(settings)):
        raise DependencyError(reason)
    return _stage(frame, dossiers, "extract", **given)


def _no_ocr(settings: ExtractSettings) -> Text | None:
    from fairwoo.extract import ocr_missing

    if not settings.ocr:
        return Text(
            nl="Tekstherkenning staat uit: ocr = false onder [extract] in fairwoo.toml. Zet die op true.",
            en="Text recognition is switched off: ocr = false under [extract] in fairwoo.toml. Set it to true.",
        )
    return ocr_missing(settings.ocr_data)


@click.command(
    "map",
    cls=Command,
    about=Text(
        nl="Beschrijf dossiers in DCAT, DiWoo, MDTO, schema.org en Woogle.",
        en="Describe dossiers in DCAT, DiWoo, MDTO, schema.org and Woogle.",
    ),
)
@_DOSSIERS
@_FORCE
@click.pass_obj
def map_(frame: Frame, dossiers: tuple[str, ...], force: bool) -> int:
    return _stage(frame, dossiers, "map", force=force)


@click.command(cls=Command, about=Text(nl="Toets dossiers aan de FAIR-criteria.", en="Check dossiers against the FAIR criteria."))
@_DOSSIERS
@_FORCE
@click.pass_obj
def check(frame: Frame, dossiers: tuple[str, ...], force: bool) -> int:
    return _stage(frame, dossiers, "check", force=force)


@click.command(cls=Command, about=Text(nl="Breng de zoekindex bij.", en="Bring the search index up to date."))
@option("--rebuild", is_flag=True, about=Text(nl="Bouw de index helemaal opnieuw.", en="Build the index anew."))
@option(
    "--verify",
    is_flag=True,
    about=Text(
        nl="Kijk alleen of de index alle bladzijden van de catalogus heeft. Geeft 1 terug als dat niet zo is.",
        en="Only see whether the index has all pages of the catalogue. Returns 1 if it has not.",
    ),
)
@click.pass_obj
def index(frame: Frame, rebuild: bool, verify: bool) -> int:
    if rebuild and verify:
        raise UsageError(
            Text(nl="Geef --rebuild of --verify, een van de twee.", en="Give --rebuild or --verify, one of the two.")
        )
    return _verify_index(frame) if verify else _stage(frame, (), "index", rebuild=rebuild)


def _verify_index(frame: Frame) -> int:
    from fairwoo.verification import verify_index

    settings, terminal = frame.settings(), frame.terminal()
    with opened(frame, settings) as workspace:
        findings = list(verify_index(workspace, settings))
        pages = sum(workspace.catalogue.entries(held.id) for held in workspace.catalogue.held())
    for finding in findings:
        terminal.record(finding) if terminal.json else terminal.finding(finding)
    terminal.say(
        Text(
            nl=f"{counted(pages, 'bladzijde', 'bladzijden')} in de catalogus vergeleken met de index: "
            f"{counted(len(findings), 'bevinding', 'bevindingen')}.",
            en=f"{counted(pages, 'page', 'pages')} of the catalogue compared with the index: "
            f"{counted(len(findings), 'finding', 'findings')}.",
        )
    )
    return 1 if findings else 0


COMMANDS = (ingest, extract, map_, check, index)
