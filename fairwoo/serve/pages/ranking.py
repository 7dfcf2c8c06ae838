"""`/ranglijst`: which bodies publish most FAIRly, and `/ranglijst/CODE`: where each point of a body is lost, down to the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo import discover, score
from fairwoo.model import Standing
from fairwoo.rules import Rules
from fairwoo.serve import routing
from fairwoo.serve.answers import missing
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.scores import standings
from fairwoo.serve.scores.appraisal import Measured, appraisal
from fairwoo.serve.scores.standings import BodyScore, DossierScore, Order
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.serve.templating import page

_ROWS = 50  # dossiers on a page
_LINES = 5  # of evidence, of one metric on one dossier; the rest is a click away


class Head(NamedTuple):
    """The head of a column: where it leads, and how the table is sorted by it ("" if it is not)."""

    title: str
    link: str
    sorted: str


class Row(NamedTuple):
    """A body in a table."""

    code: str
    standing: Standing


class Table(NamedTuple):
    """The bodies of a class: those in the table, and those with too few dossiers."""

    title: str
    rows: tuple[Row, ...]
    few: tuple[Row, ...]


class Line(NamedTuple):
    """A dossier in the list; without `dossier` it cannot be shown now."""

    score: DossierScore
    dossier: PublicDossier | None


class Weak(NamedTuple):
    """A dossier with what was seen of one metric; without `measured` it cannot be shown now."""

    id: str
    dossier: PublicDossier | None
    measured: Measured | None


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file: the pages, and the ranking in each form of `fairwoo score`."""
    del site
    forms = (discover.load(score.SHELF, name) for name in discover.names(score.SHELF))
    return (
        Route("/ranglijst", ranking, name="ranking"),
        *(Route(f"/ranglijst.{form.EXTENSION}", _download(form), name=f"ranking-{form.NAME}") for form in forms),
        Route(f"/ranglijst/{{code:{routing.SLUG}}}", body, name="ranking-body"),
    )


def ranking(request: Request) -> Response:
    """All bodies, a table for each class."""
    site: Site = request.app.state.site
    found, rules = standings.ranking(site), score.load_rules()
    order, falling = _asked(request)
    tables = tuple(_tables(found.standings, rules, order, falling=falling))
    answer = page(request, "ranglijst.html", tables=tables, heads=tuple(_heads(order, falling=falling)), rules=rules)
    if request.url.query:  # the same table in another order
        answer.headers["link"] = f'<{site.base}/ranglijst>;rel="canonical"'
    return answer


def body(request: Request) -> Response:
    """One body: its metrics with the weakest dossiers and their evidence, and all its dossiers."""
    site: Site = request.app.state.site
    found = standings.body_score(site, request.path_params["code"])
    if found is None:
        raise missing()
    rules = score.load_rules()
    number, last = _number(request), max(1, -(-len(found.dossiers) // _ROWS))
    if number > last:
        raise missing()
    shown = found.dossiers[(number - 1) * _ROWS : number * _ROWS]
    public = _Public(site)
    return page(
        request,
        "ranglijst-orgaan.html",
        found=found,
        rules=rules,
        class_title=_class_title(found.standing, rules),
        weak=_weak(public, found),
        lines=tuple(Line(one, public.dossier(one.id)) for one in shown),
        number=number,
        last=last,
        most=_LINES,
    )


def _download(form: ModuleType) -> Callable[[Request], Response]:
    def download(request: Request) -> Response:
        text = form.render(standings.ranking(request.app.state.site), "nl")
        name = f'attachment; filename="ranglijst.{form.EXTENSION}"'
        media_type = f"{form.MEDIA_TYPE}; charset=utf-8" if form.MEDIA_TYPE.startswith("text/") else form.MEDIA_TYPE
        # a spreadsheet takes a CSV for UTF-8 only with a byte order mark
        content = text.encode("utf-8-sig" if form.MEDIA_TYPE == "text/csv" else "utf-8")
        return Response(content, media_type=media_type, headers={"content-disposition": name})

    return download


def _asked(request: Request) -> tuple[Order, bool]:
    """The order and direction in the address; what it does not know is the order of the ranking."""
    key = request.query_params.get("sorteer", "")
    order = next((one for one in standings.ORDERS if one.key == key), standings.ORDERS[0])
    falling = {"op": False, "af": True}.get(request.query_params.get("richting", ""), order.falling)
    return order, falling


def _heads(order: Order, *, falling: bool) -> Iterator[Head]:
    """Of the column that is sorted by, the link turns the direction."""
    for one in standings.ORDERS:
        here = one is order
        wanted = not falling if here else one.falling
        query = urlencode({"sorteer": one.key, "richting": "af" if wanted else "op"})
        yield Head(one.title, f"?{query}", ("descending" if falling else "ascending") if here else "")


def _tables(found: Sequence[Standing], rules: Rules, order: Order, *, falling: bool) -> Iterator[Table]:
    for class_ in rules.classes:
        own = [one for one in found if one.class_ == class_.id]
        shown = [one for one in own if one.eligibility != "too_few"]
        few = (one for one in own if one.eligibility == "too_few")
        rows = standings.ordered(shown, order, falling=falling)
        if own:
            yield Table(class_.nl, tuple(map(_row, rows)), tuple(map(_row, few)))


def _row(standing: Standing) -> Row:
    return Row(standings.code_of(standing), standing)


def _class_title(standing: Standing, rules: Rules) -> str:
    return next((one.nl for one in rules.classes if one.id == standing.class_), standing.class_)


class _Public:
    """What a visitor may see of dossiers and their scores: each is asked for once a page, since the weakest are often the same."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._dossiers: dict[str, PublicDossier | None] = {}
        self._scores: dict[str, dict[str, Measured]] = {}

    def dossier(self, dossier_id: str) -> PublicDossier | None:
        if dossier_id not in self._dossiers:
            try:
                self._dossiers[dossier_id] = self._site.dossier(dossier_id)
            except NotReadyError:
                self._dossiers[dossier_id] = None
        return self._dossiers[dossier_id]

    def measured(self, dossier_id: str, metric: str) -> Measured | None:
        if dossier_id not in self._scores:
            dossier = self.dossier(dossier_id)
            made = appraisal(self._site, dossier) if dossier is not None else None
            self._scores[dossier_id] = {one.id: one for one in made.metrics} if made else {}
        return self._scores[dossier_id].get(metric)


def _weak(public: _Public, found: BodyScore) -> dict[str, tuple[Weak, ...]]:
    """Of each metric with points lost the weakest dossiers, with the evidence that is for the public."""
    return {
        one.loss.metric: tuple(Weak(name, public.dossier(name), public.measured(name, one.loss.metric)) for name in one.weakest)
        for one in found.metrics
        if one.weakest
    }


def _number(request: Request) -> int:
    given = request.query_params.get("pagina", "1")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else 0
    if number < 1:
        raise missing()
    return number
