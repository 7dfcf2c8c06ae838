"""The command that serves the public site."""

from __future__ import annotations

import gc
import socket
import threading
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import click

from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, counted, option
from fairwoo.errors import FairwooError, UsageError, why
from fairwoo.map.addresses import base_address
from fairwoo.model import Text
from fairwoo.terminal import Terminal

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from fairwoo.serve import Site
    from fairwoo.settings import MapSettings, ServeSettings
    from fairwoo.store import Workspace


@click.command(
    cls=Command,
    about=Text(
        nl="Zet de website en de API aan: zoeken en bekijken zonder account (stoppen: Ctrl-C).",
        en="Serve the website and the API: search and look without an account (stop: Ctrl-C).",
    ),
)
@option("--host", metavar="ADRES", about=Text(nl="Luister op dit adres (127.0.0.1).", en="Listen on this address (127.0.0.1)."))
@option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="POORT",
    about=Text(nl="Luister op deze poort (8000).", en="Listen on this port."),
)
@option("--index", "address", metavar="ADRES", about=Text(nl="De zoekmachine.", en="The search engine."))
@click.pass_obj
def serve(frame: Frame, /, **given: Any) -> int:
    from fairwoo.serve import application, security
    from fairwoo.serve.api import description
    from fairwoo.serve.dossiers import pictures

    terminal = frame.terminal()
    if given["address"] is not None:
        frame.flags["index"] = {"address": given["address"]}
    settings = frame.settings("serve", host=given["host"], port=given["port"])
    listening = _listening(settings.serve.host, settings.serve.port)
    with opened(frame, settings) as workspace:
        _tell_elsewhere(settings.map.base_url, port := listening.getsockname()[1], terminal)
        _tell_outdated(workspace, settings.map, terminal)
        for wrong in (security.warning(settings.serve, frame.clock()), description.warning(settings.map)):
            if wrong is not None:
                terminal.say(wrong)
        app = application(workspace, settings, frame.clock)
        pictures.drawing(app.state.site).begin()  # loading its libraries takes seconds, which the first visitor need not wait for
        loading = threading.Thread(target=_ready, args=(app.state.site,), kwargs={"alone": frame.alone}, daemon=True)
        loading.start()
        terminal.say(
            Text(
                nl=f"De website staat op http://{settings.serve.host}:{port}{app.state.site.prefix}/ (stoppen: Ctrl-C).",
                en=f"The website is at http://{settings.serve.host}:{port}{app.state.site.prefix}/ (stop: Ctrl-C).",
            )
        )
        try:
            _server(app, settings.serve).run(sockets=[listening])
        except KeyboardInterrupt:
            pass  # how it is stopped
        finally:
            loading.join()
            app.state.site.close()
            listening.close()
    return 0


def _server(app: ASGIApp, settings: ServeSettings) -> uvicorn.Server:
    """What answers visitors. Who asks is the peer, or what a proxy that is trusted says; nobody else can say who he is."""
    import uvicorn

    trusted = [str(one) for one in settings.trusted_proxies]
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted,
    )
    return uvicorn.Server(config)


def _ready(site: Site, *, alone: bool) -> None:
    """Load what the first visitor who searches would wait for, and leave it out of what Python's collector goes through from then on,
    if the process is there for the site `alone`.

    Measured on 100,000 pages: of every hundred answers one took a tenth of a second more, while 180,000 objects were gone through that
    stay as long as the site does.
    """
    from fairwoo import index

    with suppress(FairwooError):  # without an engine there is nothing to load; visitors are told
        site.engine.asked(lambda backend: index.search_text(backend, "vergunningen", index.Request(by="dossier")))
    if alone:
        gc.collect()
        gc.freeze()


def _listening(host: str, port: int) -> socket.socket:
    """A socket at the address. Raises UsageError if it is taken or is not ours."""
    with ExitStack() as undo:
        try:
            family, kind, protocol, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            # asyncio switches off waiting for full packets (TCP_NODELAY) only where the protocol is told; else each answer takes 40 ms more
            found = undo.enter_context(socket.socket(family, kind, protocol))
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((host, port))
        except OSError as error:
            raise _taken(host, port, error) from error
        undo.pop_all()
        return found


def _taken(host: str, port: int, error: OSError) -> UsageError:
    return UsageError(
        Text(
            nl=f"Op {host}, poort {port} kan de website niet staan: {why(error).nl}. Kies een andere poort met --port.",
            en=f"The website cannot be at {host}, port {port}: {why(error).en}. Choose another port with --port.",
        )
    )


def _tell_elsewhere(base_url: str | None, port: int, terminal: Terminal) -> None:
    """Say that addresses to copy, cite and harvest lead to another place, where nobody has said which they should be."""
    if base_url is None and base_address(None) != f"http://localhost:{port}":
        terminal.say(
            Text(
                nl=f"Blijvende adressen, citaten en sitemaps wijzen naar {base_address(None)}. Zet map.base_url in fairwoo.toml op het "
                "adres van de website en draai fairwoo map.",
                en=f"Permanent addresses, citations and sitemaps lead to {base_address(None)}. Set map.base_url in fairwoo.toml to the "
                "address of the website and run fairwoo map.",
            )
        )


def _tell_outdated(workspace: Workspace, settings: MapSettings, terminal: Terminal) -> None:
    """Say how many dossiers are not shown because their descriptions are not current."""
    from fairwoo.pipeline.derive import map_input

    catalogue = workspace.catalogue
    held = catalogue.held()
    mapped = catalogue.stage_inputs("map")
    late = sum(mapped.get(one.id) != map_input(one, settings) for one in held)
    if late:
        terminal.say(
            Text(
                nl=f"{counted(late, 'dossier is', 'dossiers zijn')} niet te zien (van de {len(held)}): de beschrijvingen zijn niet "
                "actueel. Draai fairwoo map.",
                en=f"{counted(late, 'dossier is', 'dossiers are')} not shown (of {len(held)}): the descriptions are not current. "
                "Run fairwoo map.",
            )
        )
