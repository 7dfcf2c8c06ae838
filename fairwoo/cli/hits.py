"""How the results of a search look: dossiers with marked pages, a table of counts, CSV, JSON, and what the search made of the words."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from fairwoo.cli.words import counted
from fairwoo.model import Text
from fairwoo.terminal import Column, Terminal, marked

if TYPE_CHECKING:
    from rich.console import Console

    from fairwoo.index import Backend, Hit, Request, Result, Results

_COLUMNS = ("query", "number", "dossier", "dossier_title", "body", "document", "title", "page", "date", "score", "snippet")
_PAGES = "pagina's"
_MOST_LOOSENED = 6  # filters of a query of which it is counted what leaving them out would find
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), " ")


def show(terminal: Terminal, results: Results, *, as_csv: bool = False, query: str = "") -> None:
    """Print results, and say how many there are and how to go on."""
    if as_csv:
        _write(terminal, [_COLUMNS, *_rows(query, results)])
    elif terminal.json:
        for hit in results.hits:
            terminal.record(hit)
    else:
        _show_results(terminal, results)
    terminal.say(_totals(results))
    if results.meant:
        terminal.say(Text(nl=f"Bedoelde u: {results.meant}", en=f"Did you mean: {results.meant}"))
    if results.next:
        terminal.say(Text(nl=f"Verder: --after {results.next}", en=f"Go on: --after {results.next}"))


def _totals(results: Results) -> Text:
    about = ("ongeveer ", "about ") if results.estimated else ("", "")
    fewer = results.total - results.full
    rest = (f", waarvan {fewer} met minder van de woorden", f", {fewer} of them with fewer of the words") if fewer else ("", "")
    dossiers = counted(results.dossiers, "dossier", "dossiers")
    return Text(
        nl=f"{counted(results.total, 'pagina', _PAGES)} in {about[0]}{dossiers}{rest[0]}.",
        en=f"{counted(results.total, 'page', 'pages')} in {about[1]}{dossiers}{rest[1]}.",
    )


def _show_results(terminal: Terminal, results: Results) -> None:
    from rich.console import Console
    from rich.text import Text as Rich

    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 160)
    for result in results.results:
        first = result.hits[0]
        console.print(Rich(_plain(first.dossier_title), style="bold"), Rich(f"({first.body_name})", style="dim"))
        for hit in result.hits:
            _show_hit(console, hit, terminal)
        if (more := result.found - len(result.hits)) > 0:
            rest = Text(
                nl=f"  … en nog {counted(more, 'pagina', _PAGES)}: dossier:{result.dossier}",
                en=f"  … and {counted(more, 'more page', 'more pages')}: dossier:{result.dossier}",
            )
            console.print(Rich(rest.get(terminal.lang), style="dim"))


def _show_hit(console: Console, hit: Hit, terminal: Terminal) -> None:
    from rich.text import Text as Rich

    page = Text(nl=f"pagina {hit.page}", en=f"page {hit.page}") if hit.page else Text(nl="zonder tekst", en="no text")
    console.print(Rich(f"  {hit.dossier}/{hit.document}, {page.get(terminal.lang)}: {_plain(hit.title)}", style="cyan"))
    if hit.snippet:
        console.print(Rich("  ") + marked(_plain(hit.snippet), hit.marks, styled=console.is_terminal))


def show_facets(terminal: Terminal, results: Results) -> None:
    """Print on how many pages, and of how many dossiers, each value of each facet is."""
    rows = [(name, one) for name, values in results.facets.items() for one in (results.years if name == "year" else values)]
    if terminal.json:
        for name, one in rows:
            terminal.record({"facet": name, **one.model_dump()})
        return
    headings = [("Kenmerk", "Facet"), ("Waarde", "Value"), ("Pagina's", "Pages"), ("Dossiers", "Dossiers")]
    columns = [Column(Text(nl=nl, en=en), number=at > 1) for at, (nl, en) in enumerate(headings)]
    terminal.table(columns, [(name, one.value, one.pages, one.dossiers) for name, one in rows])


def show_looser(terminal: Terminal, backend: Backend, text: str, request: Request) -> None:
    """Say what would be found without each of the filters in a query that finds nothing."""
    from fairwoo import index
    from fairwoo.index.loosening import filters

    counting = request.model_copy(update={"limit": 0, "offset": 0, "after": None, "facets": False, "sort": "newest"})
    for one in islice(filters(text), _MOST_LOOSENED):
        if pages := index.search_text(backend, one.rest, counting)[0].total:
            terminal.say(
                Text(
                    nl=f"Met {one.text} is er niets; zonder: {counted(pages, 'pagina', _PAGES)}.",
                    en=f"With {one.text} there is nothing; without: {counted(pages, 'page', 'pages')}.",
                )
            )


def show_batch(terminal: Terminal, backend: Backend, queries: Iterable[str], request: Request) -> None:
    """Print the results of each query as CSV, and say which found nothing. The limit is that of each query."""
    from fairwoo import index

    _write(terminal, [_COLUMNS])
    for query in queries:
        results, repairs = index.search_text(backend, query, request)
        if results.total:
            _write(terminal, _rows(query, results))
        else:
            terminal.say(Text(nl=f"Niets gevonden: {query}", en=f"Nothing found: {query}"))
        for repair in repairs:
            terminal.say(Text(nl=f"{query}: {repair.nl}", en=f"{query}: {repair.en}"))


def show_tokens(terminal: Terminal, text: str) -> None:
    """Print each token of a text with its lemma and its parts."""
    from fairwoo import index

    if terminal.json:
        for one in index.analysed(text):
            terminal.record(one)
        return
    columns = [Column(Text(nl=nl, en=en)) for nl, en in (("Woord", "Word"), ("Grondvorm", "Lemma"), ("Delen", "Parts"))]
    terminal.table(columns, [(one.token, one.lemma, " + ".join(one.parts)) for one in index.analysed(text)])


def show_explanation(terminal: Terminal, backend: Backend, text: str) -> None:
    """Print what was repaired, the tokens, and the plan: what is looked up in which stream, and what it is worth."""
    from fairwoo import index

    found = index.explain(backend, text)
    if terminal.json:
        terminal.record(found)
        return
    for repair in found.repairs:
        terminal.print(f"! {repair.get(terminal.lang)}")
    show_tokens(terminal, text)
    terminal.print("")
    for line in found.plan:
        terminal.print(line)


def _rows(query: str, results: Results) -> Iterator[tuple[object, ...]]:
    for number, result in enumerate(results.results, 1):
        for hit in result.hits:
            yield (query, number, *_values(result, hit))


def _values(result: Result, hit: Hit) -> tuple[object, ...]:
    place = (result.dossier, hit.dossier_title, hit.body_name, hit.document, hit.title, hit.page)
    return (*place, hit.dated or "", hit.score, _plain(hit.snippet))


def _write(terminal: Terminal, rows: Iterable[Iterable[object]]) -> None:
    """Rows with semicolons, as Dutch spreadsheets open them. No formulas."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=";", lineterminator="").writerow([_inert(str(cell)) for cell in row])
        terminal.print(line.getvalue())


def _plain(text: str) -> str:
    """A text that cannot steer a terminal, of the same length."""
    return text.translate(_CONTROL)


def _inert(cell: str) -> str:
    """A cell that a spreadsheet will not take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
