"""The command that shows what fairwoo does, on the sample dossiers."""

from __future__ import annotations

import click

from fairwoo.cli.frame import Frame
from fairwoo.cli.words import Command, option
from fairwoo.model import Text


@click.command(
    cls=Command,
    about=Text(
        nl="Laat de voorbeelddossiers door alles heen gaan en zet de website aan.",
        en="Take the sample dossiers through all of it and serve the website.",
    ),
)
@option("--no-serve", is_flag=True, about=Text(nl="Zet de website niet aan.", en="Do not serve the website."))
@option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="POORT",
    about=Text(nl="Zet de website op deze poort (8000).", en="Serve the website on this port (8000)."),
)
@click.pass_obj
def demo(frame: Frame, /, *, no_serve: bool, port: int | None) -> int:
    from fairwoo.cli import run
    from fairwoo.demo import show

    serving = [] if port is None else ["--port", str(port)]
    return show(frame.flags.get("workspace"), frame.terminal(), run, None if no_serve else serving)


COMMANDS = (demo,)
