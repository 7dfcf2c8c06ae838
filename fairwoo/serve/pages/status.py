"""`/status`: how fresh and how whole the site is, and `/status.json`, the same for a program that watches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import security
from fairwoo.serve.freshness import State, state
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page
from fairwoo.shared import VERSION

_ENGINES = {"tantivy": "tantivy (in de werkmap)", "opensearch": "OpenSearch"}


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (Route("/status", status, name="status"), Route("/status.json", status_json, name="status-json"))


def status(request: Request) -> Response:
    """The page. It is there whether or not the engine is."""
    site: Site = request.app.state.site
    found = state(site)
    engine = _ENGINES.get(found.engine, found.engine)
    made = page(request, "status.html", state=found, engine=engine, version=VERSION, told=_told(site, found), local=_local)
    return _unkept(made)


def status_json(request: Request) -> Response:
    """The same as JSON; always 200, since it is the answer that says how things are."""
    site: Site = request.app.state.site
    return _unkept(JSONResponse(_machine(state(site), _told(site, state(site)))))


def _told(site: Site, found: State) -> list[str]:
    """What is not as it should be, a sentence each."""
    told = []
    if found.behind is None:
        told.append("De zoekmachine antwoordt niet. Zoeken kan nu niet; dossiers zijn wel te bekijken.")
    elif found.behind:
        told.append(f"Van {found.behind} {_dossiers(found.behind)} is de zoekindex niet bij.")
    if found.unshown:
        told.append(
            "1 dossier wordt bijgewerkt en is nu niet te zien."
            if found.unshown == 1
            else f"{found.unshown} dossiers worden bijgewerkt en zijn nu niet te zien."
        )
    if found.run is not None and found.run.exit_code:
        told.append("De laatste verwerking is afgebroken. Wat al klaar was, is te zien.")
    if (wrong := security.warning(site.settings.serve, found.measured)) is not None:
        told.append(wrong.nl)
    return told


def _dossiers(number: int) -> str:
    return "dossier" if number == 1 else "dossiers"


def _machine(found: State, told: list[str]) -> dict[str, Any]:
    run = found.run
    return {
        "status": found.health,
        "meldingen": told,
        "gemetenOp": found.measured.isoformat(timespec="seconds"),
        "versie": VERSION,
        "laatsteWijziging": _iso(found.fresh.changed),
        "laatsteVerwerking": run
        and {"begonnenOp": _iso(run.started), "klaarOp": _iso(run.finished), "afgebroken": bool(run.exit_code)},
        "dossiers": {"aantal": found.fresh.dossiers, "nietTeZien": found.unshown},
        "documenten": {"aantal": found.documents},
        "paginas": {"aantal": found.pages, "zonderTekst": found.textless},
        "zoekmachine": {
            "soort": found.engine,
            "antwoordt": found.behind is not None,
            "dossiersNietBij": found.behind,
            "paginasTeWeinig": found.missing_pages,
        },
    }


def _local(moment: datetime) -> datetime:
    """A moment by the clocks in the Netherlands."""
    return moment.astimezone(ZoneInfo("Europe/Amsterdam"))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _unkept(answer: Response) -> Response:
    answer.headers["cache-control"] = "no-store"
    return answer
