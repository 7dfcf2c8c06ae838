"""The command line: parse, call the library, print. `main` is the only place that turns errors into exit codes.

0 done · 1 done, and the answer is no (`--strict`, `--minimum`) · 2 usage · 3 input cannot be read · 4 dependency missing ·
5 search engine does not answer · 70 bug · 130 interrupted
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Any

import click

from fairwoo.cli import alerting, ask, bring, demonstrating, exporting, find, ocr, serving, validating, withdrawing
from fairwoo.cli.frame import Frame
from fairwoo.cli.words import Group, Spoken, option, translate
from fairwoo.errors import FairwooError
from fairwoo.model import Lang, Text
from fairwoo.settings import early_language

BUG, INTERRUPTED = 70, 130


@click.group(
    cls=Group,
    invoke_without_command=True,
    about=Text(
        nl="Van vrijgegeven Woo-documenten naar vindbare, toegankelijke, uitwisselbare en herbruikbare dossiers.",
        en="From released Woo documents to findable, accessible, interoperable and reusable dossiers.",
    ),
)
@option("--workspace", type=click.Path(path_type=Path), metavar="MAP", about=Text(nl="De werkmap.", en="The workspace folder."))
@option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    about=Text(nl="Instellingen (fairwoo.toml).", en="Settings (fairwoo.toml)."),
)
@option(
    "--json",
    "as_json",
    is_flag=True,
    about=Text(nl="Eén JSON-object per regel op stdout.", en="One JSON object a line on stdout."),
)
@option("-v", "--verbose", count=True, about=Text(nl="Meer vertellen.", en="Say more."))
@option("-q", "--quiet", is_flag=True, about=Text(nl="Alleen fouten.", en="Errors only."))
@option("--lang", type=click.Choice(["nl", "en"]), is_eager=True, about=Text(nl="Taal.", en="Language."))
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _param, value: _version(ctx, value),
    about=Text(nl="Toon de versie.", en="Show the version."),
)
@click.pass_context
def root(context: click.Context, /, workspace: Path | None, config: Path | None, **other: Any) -> None:
    flags: dict[str, Any] = {}
    if workspace is not None:
        flags["workspace"] = workspace
    if other["lang"] is not None:
        flags["lang"] = other["lang"]
    volume = -1 if other["quiet"] else min(other["verbose"], 2)
    spoken = other["lang"] or getattr(context.obj, "spoken", "nl")
    alone = getattr(context.obj, "alone", False)
    context.obj = Frame(flags=flags, config=config, json=other["as_json"], volume=volume, spoken=spoken, alone=alone)
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


def _version(context: click.Context, value: bool) -> None:
    if value:
        from fairwoo.shared import VERSION

        click.echo(f"fairwoo {VERSION}")
        context.exit()


for command in (
    *demonstrating.COMMANDS,
    *bring.COMMANDS,
    *ocr.COMMANDS,
    find.search,
    *ask.COMMANDS,
    *exporting.COMMANDS,
    *withdrawing.COMMANDS,
    *validating.COMMANDS,
    serving.serve,
    alerting.alerts,
):
    root.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """The console script: run a command and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that cannot show a character shows a question mark
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(given, alone=True))


def run(arguments: list[str], *, alone: bool = False) -> int:
    """Run a command and return its exit code; errors are one sentence on stderr, with a traceback only with `-v`.

    `alone` says that the process is there for this command, which may then change what holds for all of it.
    """
    lang = early_language(arguments)
    try:
        result = root.main(args=hoisted(arguments), prog_name="fairwoo", standalone_mode=False, obj=Spoken(lang, alone))
        return result if isinstance(result, int) else 0
    except FairwooError as error:
        _tell(error.message(lang), arguments)
        _candidates(error)
        return error.exit_code
    except click.UsageError as error:
        _tell(translate(error).get(lang), arguments)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            {
                "nl": "Onderbroken. De werkmap is in orde; draai de opdracht opnieuw om verder te gaan.",
                "en": "Interrupted. The workspace is in order; run the command again to go on.",
            }[lang],
            err=True,
        )
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        _bug(error, lang, arguments)
        return BUG


def hoisted(arguments: list[str]) -> list[str]:
    """The arguments with the options of `fairwoo` itself in front, so that they may stand anywhere: `fairwoo search … --json`.

    The short ones stay where they are in a search, where `-v` excludes a word. `-h` is `--help` everywhere.
    """
    with_value = {"--workspace", "--config", "--lang"}
    alone = {"--json", "--verbose", "--quiet"} | (set() if "search" in arguments else {"-v", "-vv", "-q"})
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            rest += [argument, *waiting]
            break
        if argument in alone or argument.split("=")[0] in with_value:
            front.append(argument)
            if argument in with_value and waiting:
                front.append(waiting.pop(0))
        else:
            rest.append("--help" if argument == "-h" else argument)
    return front + rest


def _tell(message: str, arguments: list[str]) -> None:
    click.echo(f"fairwoo: {message}", err=True)
    if any(one.startswith("-v") or one == "--verbose" for one in arguments):
        traceback.print_exc()


def _candidates(error: FairwooError) -> None:
    for code, name in getattr(error, "candidates", ()):
        click.echo(f"  {code}  {name}", err=True)


def _bug(error: Exception, lang: Lang, arguments: list[str]) -> None:
    text = Text(
        nl=f"Dit is een fout in fairwoo zelf ({type(error).__name__}: {error}). Meld hem met de uitvoer van -v erbij.",
        en=f"This is a fault of fairwoo itself ({type(error).__name__}: {error}). Report it with the output of -v.",
    )
    _tell(text.get(lang), arguments)
