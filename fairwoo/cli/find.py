"""The search in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairwoo.cli import hits, narrowed
from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, option
from fairwoo.errors import InputError, UsageError, why
from fairwoo.model import Text

if TYPE_CHECKING:
    from fairwoo.index import Backend, Request
    from fairwoo.store import Workspace


@click.command(
    cls=Command,
    about=Text(
        nl='Zoek in alle dossiers: woorden, "een frase", -niet, OF, EN, jaar:2020, orgaan:, soort:, grond:, dossier:.',
        en='Search all dossiers: words, "a phrase", -not, OR, AND, year:2020, body:, kind:, ground:, dossier:.',
    ),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED, metavar="WOORDEN…")
@option("--body", multiple=True, metavar="NAAM", about=Text(nl="Alleen dit bestuursorgaan.", en="This public body only."))
@option(
    "--year",
    multiple=True,
    metavar="JAAR",
    about=Text(nl="Alleen dit jaar, of deze jaren: 2019-2021.", en="This year only, or these: 2019-2021."),
)
@option(
    "--category",
    multiple=True,
    metavar="NAAM",
    about=Text(
        nl="Alleen deze informatiecategorie: naam, artikel of code.", en="This information category only: name, article or code."
    ),
)
@option("--kind", multiple=True, metavar="SOORT", about=Text(nl="Alleen deze documentsoort.", en="This kind of document only."))
@option("--ground", multiple=True, metavar="GROND", about=Text(nl="Alleen deze weigeringsgrond.", en="This refusal ground only."))
@option(
    "--disclosure",
    multiple=True,
    metavar="OORDEEL",
    about=Text(
        nl='openbaar, "deels openbaar", "niet openbaar" of "al eerder openbaar".',
        en="public, partly_public, not_public or already_public.",
    ),
)
@option(
    "--redacted",
    multiple=True,
    metavar="DEEL",
    about=Text(
        nl="Hoeveel van de bladzijde gelakt is: niets, weinig (< 10 %), deels (< 50 %) of veel.",
        en="How much of the page is redacted: none, little (< 10 %), part (< 50 %) or most.",
    ),
)
@option(
    "--layer",
    multiple=True,
    metavar="LAAG",
    about=Text(nl="gemeente, provincie, waterschap, ministerie, …", en="gemeente, provincie, waterschap, ministerie, …"),
)
@option(
    "--file-format",
    "formats",
    multiple=True,
    metavar="CODE",
    about=Text(nl="Alleen dit bestandsformaat: PDF, DOCX, …", en="This file format only: PDF, DOCX, …"),
)
@option("--undated", is_flag=True, about=Text(nl="Alleen wat geen datum heeft.", en="Only what has no date."))
@option(
    "--from",
    "since",
    metavar="DATUM",
    about=Text(nl="Vanaf deze datum.", en="From this date."),
)
@option(
    "--to",
    "until",
    metavar="DATUM",
    about=Text(nl="Tot en met deze datum.", en="Up to this date."),
)
@option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    metavar="VOLGORDE",
    about=Text(nl="relevance, newest of oldest.", en="relevance, newest or oldest."),
)
@option(
    "--by",
    type=click.Choice(["dossier", "page"]),
    metavar="WAT",
    about=Text(
        nl="Een resultaat is een dossier met zijn beste bladzijden, of een bladzijde: dossier of page (zo bij --json, --csv en --queries).",
        en="A result is a dossier with its best pages, or a page: dossier or page (the latter with --json, --csv and --queries).",
    ),
)
@option(
    "--limit", type=click.IntRange(1, 1000), default=10, metavar="N", about=Text(nl="Aantal resultaten.", en="Number of results.")
)
@option(
    "--offset", type=click.IntRange(0, 10_000), default=0, metavar="N", about=Text(nl="Sla resultaten over.", en="Skip results.")
)
@option(
    "--after",
    metavar="BLADWIJZER",
    about=Text(
        nl="Verder achter een vorig resultaat; de bladwijzer staat onder de resultaten.",
        en="On behind earlier results; the bookmark is printed below them.",
    ),
)
@option("--facets", is_flag=True, about=Text(nl="Toon tellingen in plaats van resultaten.", en="Show counts instead of results."))
@option("--csv", "as_csv", is_flag=True, about=Text(nl="Resultaten als CSV.", en="Results as CSV."))
@option(
    "--queries",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="BESTAND",
    about=Text(
        nl="Zoek elke regel van dit bestand op (- is de standaardinvoer); resultaten als CSV.",
        en="Search for each line of this file (- is standard input); results as CSV.",
    ),
)
@option(
    "--like",
    metavar="DOSSIER/DOCUMENT[/PAGINA]",
    about=Text(nl="Zoek wat hierop lijkt, in andere dossiers.", en="Search for what is like this, in other dossiers."),
)
@option(
    "--explain",
    is_flag=True,
    about=Text(nl="Toon hoe de zoekvraag is gelezen en wordt uitgevoerd.", en="Show how the query was read and is carried out."),
)
@option(
    "--analyse",
    is_flag=True,
    about=Text(
        nl="Toon van elk woord de grondvorm en de delen (- leest de standaardinvoer).",
        en="Show lemma and parts of each word (- reads standard input).",
    ),
)
@click.pass_obj
def search(frame: Frame, /, query: tuple[str, ...], **given: Any) -> int:
    unknown = [word for word in query if word.startswith("--")]
    if unknown:
        raise UsageError(
            Text(
                nl=f"De optie {unknown[0]} bestaat niet. Zie fairwoo search --help.",
                en=f"There is no option {unknown[0]}. See fairwoo search --help.",
            )
        )
    if not query and not given["queries"] and not given["like"]:
        raise UsageError(Text(nl="WOORDEN… ontbreekt. Zie --help.", en="WOORDEN… is missing. See --help."))
    if given["analyse"]:
        hits.show_tokens(frame.terminal(), _text_of(query))
        return 0
    request = narrowed.request(given, whole=frame.json or given["as_csv"] or given["queries"] is not None)
    with _engine(frame) as (workspace, backend):
        narrowed.examine(backend, given)
        if given["queries"] is not None:
            hits.show_batch(frame.terminal(), backend, _lines(given["queries"]), request)
        elif given["explain"]:
            hits.show_explanation(frame.terminal(), backend, typed(query))
        elif given["like"]:
            hits.show(frame.terminal(), _like(workspace, backend, given["like"], request), as_csv=given["as_csv"])
        else:
            _search(frame, backend, typed(query), request, given)
    return 0


def _search(frame: Frame, backend: Backend, text: str, request: Request, given: dict[str, Any]) -> None:
    from fairwoo import index

    terminal = frame.terminal()
    results, repairs = index.search_text(backend, text, request)
    for repair in repairs:
        terminal.say(repair)
    if given["facets"]:
        hits.show_facets(terminal, results)
    else:
        hits.show(terminal, results, as_csv=given["as_csv"], query=text)
    if not results.total:
        hits.show_looser(terminal, backend, text, request)


@contextmanager
def _engine(frame: Frame) -> Iterator[tuple[Workspace, Backend]]:
    from fairwoo import index

    settings = frame.settings()
    with opened(frame, settings) as workspace:
        backend = index.open_backend(settings.index, workspace.root)
        try:
            yield workspace, backend
        finally:
            backend.close()


def _like(workspace: Workspace, backend: Backend, name: str, request: Request) -> Any:
    """What is like a document or one of its pages."""
    from fairwoo import index

    dossier, document, page = [*name.split("/"), "", ""][:3]
    readings = workspace.catalogue.readings(dossier)
    if document not in readings:
        raise InputError(
            Text(
                nl=f"{name} is geen document met tekst. Schrijf DOSSIER/DOCUMENT, zoals bij de resultaten van fairwoo search.",
                en=f"{name} is no document with text. Write DOSSIER/DOCUMENT, as in the results of fairwoo search.",
            )
        )
    pages = (one.whole_text for one in workspace.catalogue.pages_of(readings[document]) if page in {"", str(one.number)})
    return index.search_like(backend, "\n".join(pages), request, but=dossier)


def _text_of(words: tuple[str, ...]) -> str:
    if words == ("-",):
        with click.open_file("-", encoding="utf-8", errors="replace") as file:
            return str(file.read())
    return " ".join(words)


def _lines(path: Path) -> Iterable[str]:
    try:
        with click.open_file(str(path), encoding="utf-8-sig", errors="replace") as file:
            return [line.strip() for line in file if line.strip()]
    except OSError as error:
        raise InputError(
            Text(nl=f"{path} is niet te lezen: {why(error).nl}.", en=f"{path} cannot be read: {why(error).en}.")
        ) from error


def typed(words: tuple[str, ...]) -> str:
    """The query as it was meant. One argument is the query itself; among several, one with a space in it was in quotation marks
    that the shell took off: a phrase.
    """
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word and not word.startswith("-") else word for word in words)
