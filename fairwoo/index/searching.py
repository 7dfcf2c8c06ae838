"""From what a person typed to results: parse, plan, ask the engine, and say where the words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from fairwoo.errors import UsageError
from fairwoo.index import dutch, paging, planning, suggest
from fairwoo.index.highlight import snippet
from fairwoo.index.marking import Marker, asked
from fairwoo.index.parsing import parse
from fairwoo.index.plan import Filter, Key, Plan, Vocabulary, Way, told
from fairwoo.index.query import Query
from fairwoo.index.values import (
    DEEPEST,
    MOST_RESULTS,
    Backend,
    Counted,
    FacetValue,
    Found,
    Group,
    Hit,
    Request,
    Result,
    Results,
)
from fairwoo.model import Text, Value

_FEW = 50  # pages; if fewer have as many of the words as were asked, those with fewer words are shown behind them


class Answered(NamedTuple):
    """The results of a search, a sentence for every repair of the query, and the results of the same search narrowed otherwise."""

    results: Results
    repairs: tuple[Text, ...]
    beside: tuple[Results, ...] = ()


def search_text(backend: Backend, text: str, request: Request) -> tuple[Results, tuple[Text, ...]]:
    """Search for what a person typed: the results, and a sentence for every repair of the query.

    Raises EngineError, and UsageError for a place beyond `DEEPEST` or a cursor of another query.
    """
    results, repairs, _ = search_beside(backend, text, request, ())
    return results, repairs


def search_beside(backend: Backend, text: str, request: Request, others: Sequence[Request]) -> Answered:
    """As `search_text`, and the same search narrowed in other ways. The words are looked up once, so that is cheaper than each apart.

    As many words are required in the others as in the first. Raises as `search_text`.
    """
    parsed = parse(text)
    vocabulary = _Remembering(backend)
    asked_plan = planning.plan(parsed.query, vocabulary)
    seldom = planning.seldom(parsed.query, vocabulary, asked_plan) < _FEW
    plan, results = _enough(backend, asked_plan, request, text, seldom=seldom)
    if meant := suggest.meant(backend, vocabulary, parsed.query, text):
        results = results.model_copy(update={"meant": meant})
    return Answered(results, parsed.repairs, tuple(search_plan(backend, plan, other, key=text) for other in others))


class _Remembering:
    """A vocabulary that is asked for each key once."""

    def __init__(self, asked: Vocabulary) -> None:
        self._asked = asked
        self._known: dict[Key, int] = {}
        self._pages: dict[Way, int] = {}

    def counts(self, keys: Sequence[Key]) -> Mapping[Key, int]:
        """On how many pages each key is."""
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        if new:
            self._known |= self._asked.counts(new)
        return {key: self._known[key] for key in keys}

    def pages(self, way: Way) -> int:
        """On how many pages something is."""
        if way not in self._pages:
            self._pages[way] = self._asked.pages(way)
        return self._pages[way]


def _enough(backend: Backend, plan: Plan, request: Request, text: str, *, seldom: bool) -> tuple[Plan, Results]:
    """The results, with fewer words required if few pages have as many as the plan requires; and the plan that gave them.

    Filters do not count, or they would find more. If the words are `seldom`, that is looked at before anything is ranked.
    """
    whole = request.whole and _unfiltered(plan).must == plan.must
    pages = backend.count(_unfiltered(plan), Request()) if seldom and plan.least > 1 else _FEW
    results = search_plan(backend, plan, request, key=text) if pages >= _FEW else None
    if results and results.total < _FEW and plan.least > 1 and not seldom:
        pages = results.total if whole else backend.count(_unfiltered(plan), Request())
    if results and pages >= _FEW:
        return plan, results
    full = results.total if results else pages if whole else backend.count(plan, request)
    relaxed = _relaxed(backend, plan, some=pages > 0)
    return relaxed, search_plan(backend, relaxed, request, key=text).model_copy(update={"full": full})


def _relaxed(backend: Backend, plan: Plan, *, some: bool) -> Plan:
    """The plan with half its words required, or with one if few pages have half. `some` pages have as many as it requires."""
    half = planning.relaxed(plan, (plan.least + 1) // 2, some=some)
    if half.least > 1 and backend.count(_unfiltered(half), Request()) < _FEW:
        return planning.relaxed(plan, 1, some=some)
    return half


def _unfiltered(plan: Plan) -> Plan:
    """The plan as far as it says which pages answer, without filters."""
    return plan.model_copy(update={"must": tuple(one for one in plan.must if not isinstance(one, Filter)), "bonus": ()})


def did_you_mean(backend: Backend, text: str) -> str | None:
    """The query with words that hardly occur replaced by frequent ones that are spelt nearly so; None if nothing need be."""
    return suggest.meant(backend, backend, parse(text).query, text)


def search_like(backend: Backend, text: str, request: Request, *, but: str | None = None) -> Results:
    """Pages that are like a text, the most alike first; none of the dossier `but`."""
    return search_plan(backend, suggest.like(backend, text, but), request)


def search_plan(backend: Backend, plan: Plan, request: Request, *, key: str = "") -> Results:
    """The results of a plan. `key` says what a cursor belongs to, if that is not the plan."""
    if request.offset > DEEPEST:
        raise UsageError(
            Text(
                nl=f"Verder dan {DEEPEST} resultaten bladeren kan niet. Maak de zoekvraag nauwer.",
                en=f"Paging further than {DEEPEST} results is not possible. Narrow the query.",
            )
        )
    bounded = request.model_copy(update={"limit": max(0, min(request.limit, MOST_RESULTS)), "offset": max(0, request.offset)})
    key = _key(key or plan.model_dump_json(), bounded)
    if request.after is None:
        found = backend.find(plan, bounded)
        return _results(found, found.groups, bounded.offset, (plan, bounded, key))
    whole = backend.find(plan, bounded.model_copy(update={"limit": 0, "offset": 0}))
    cursor = paging.read(request.after, key)
    start, groups = paging.following(
        cursor, bounded.limit, lambda at, limit: _fetch(backend, plan, bounded, at, limit), _name(bounded)
    )
    return _results(whole, tuple(groups), start, (plan, bounded, key))


def _fetch(backend: Backend, plan: Plan, request: Request, at: int, limit: int) -> list[Group]:
    update = {"offset": min(at, DEEPEST), "limit": limit, "facets": False}
    return list(backend.find(plan, request.model_copy(update=update)).groups)


def _results(found: Found, groups: tuple[Group, ...], start: int, asking: tuple[Plan, Request, str]) -> Results:
    plan, request, key = asking
    marker = Marker(asked(plan))
    end = start + len(groups)
    all_results = found.dossiers if request.by == "dossier" else found.total
    following = None
    if groups and end < min(all_results, DEEPEST):
        last = groups[-1]
        following = paging.Cursor(end - 1, _name(request)(last), round(last.best[0].score, 5), key).text()
    facets = {name: _values(values) for name, values in found.facets.items()}
    return Results(
        total=found.total,
        dossiers=found.dossiers,
        full=found.total,
        results=tuple(_result(group, marker) for group in groups),
        facets=facets,
        years=_years(found.facets.get("year", {})),
        estimated=found.estimated,
        next=following,
    )


def _name(request: Request) -> Callable[[Group], str]:
    """By what a result is known from one answer to the next."""
    if request.by == "dossier":
        return lambda group: group.best[0].entry.dossier
    # the id of a page without text may tell the name of a file that was refused, and a cursor is in the hands of anybody
    return lambda group: group.best[0].entry.id if group.best[0].entry.page else ""


def _key(asked_for: str, request: Request) -> str:
    """What a cursor belongs to: what was asked, how it is narrowed and in what order it goes."""
    narrowed = request.model_dump_json(exclude={"limit", "offset", "after", "facets", "counted", "totals", "pages"})
    return blake2b((asked_for + narrowed).encode("utf-8", "replace"), digest_size=6).hexdigest()


def _result(group: Group, marker: Marker) -> Result:
    hits = []
    for score, entry in group.best:
        piece = snippet(entry.text, marker)
        told_of = entry.model_dump(
            include={"dossier", "dossier_title", "body", "body_name", "document", "title", "page", "dated"}
        )
        hits.append(Hit(**told_of, score=round(score, 4), snippet=piece.text, marks=piece.marks))
    return Result(dossier=hits[0].dossier, found=group.found, hits=tuple(hits))


def _values(values: Mapping[str, Counted]) -> tuple[FacetValue, ...]:
    ordered = sorted(values.items(), key=lambda one: (-one[1].pages, one[0]))
    return tuple(FacetValue(value=value, pages=count.pages, dossiers=count.dossiers) for value, count in ordered)


def _years(values: Mapping[str, Counted]) -> tuple[FacetValue, ...]:
    """The years in order, those between that have none included."""
    known = {int(year): count for year, count in values.items()}
    if not known:
        return ()
    none = Counted(0, 0)
    span = range(min(known), max(known) + 1)
    return tuple(
        FacetValue(value=str(year), pages=known.get(year, none).pages, dossiers=known.get(year, none).dossiers) for year in span
    )


class Analysed(Value):
    """A token of a text, its lemma, and the lemmas of the words in it."""

    token: str
    lemma: str
    parts: tuple[str, ...]


class Explanation(Value):
    """How a query was read and is carried out: what was repaired, its tree, its tokens, and the plan as indented lines."""

    repairs: tuple[Text, ...]
    query: Query
    tokens: tuple[Analysed, ...]
    plan: tuple[str, ...]


def explain(backend: Backend, text: str) -> Explanation:
    """What a search for a text would do. Raises EngineError."""
    parsed = parse(text)
    plan = planning.plan(parsed.query, backend)
    return Explanation(repairs=parsed.repairs, query=parsed.query, tokens=tuple(analysed(text)), plan=tuple(told(plan)))


def analysed(text: str) -> Iterator[Analysed]:
    """The tokens of a text, in order."""
    for token in dutch.tokens(text):
        found = dutch.analyse(token.text)
        yield Analysed(token=token.text, lemma=found.lemma, parts=found.parts)
