"""The search in a terminal."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, option
from fairwoo.errors import UsageError
from fairwoo.model import Lang, Redacted, Text
from fairwoo.terminal import Terminal, marked

if TYPE_CHECKING:
    from fairwoo.index import Request, Results


@click.command(
    cls=Command,
    about=Text(
        nl='Zoek in alle dossiers: woorden, "een frase", -niet, OF.', en='Search all dossiers: words, "a phrase", -not, OR.'
    ),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED, metavar="WOORDEN…")
@option("--body", multiple=True, metavar="NAAM", about=Text(nl="Alleen dit bestuursorgaan.", en="This public body only."))
@option("--year", multiple=True, type=int, metavar="JAAR", about=Text(nl="Alleen dit jaar.", en="This year only."))
@option(
    "--category",
    multiple=True,
    metavar="CODE",
    about=Text(nl="Alleen deze informatiecategorie.", en="This information category only."),
)
@option("--kind", multiple=True, metavar="SOORT", about=Text(nl="Alleen deze documentsoort.", en="This kind of document only."))
@option("--ground", multiple=True, metavar="GROND", about=Text(nl="Alleen deze weigeringsgrond.", en="This refusal ground only."))
@option(
    "--disclosure",
    multiple=True,
    metavar="OORDEEL",
    about=Text(
        nl="public, partly_public, not_public of already_public.", en="public, partly_public, not_public or already_public."
    ),
)
@option(
    "--redacted",
    multiple=True,
    type=click.Choice(list(Redacted)),
    metavar="DEEL",
    about=Text(
        nl="Hoeveel van de bladzijde gelakt is: none, little (< 10 %), part (< 50 %) of most.",
        en="How much of the page is redacted: none, little (< 10 %), part (< 50 %) or most.",
    ),
)
@option(
    "--from",
    "since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="JJJJ-MM-DD",
    about=Text(nl="Vanaf deze datum.", en="From this date."),
)
@option(
    "--to",
    "until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="JJJJ-MM-DD",
    about=Text(nl="Tot en met deze datum.", en="Up to this date."),
)
@option("--limit", type=click.IntRange(1, 1000), default=10, metavar="N", about=Text(nl="Aantal treffers.", en="Number of hits."))
@option("--offset", type=click.IntRange(0, 10_000), default=0, metavar="N", about=Text(nl="Sla treffers over.", en="Skip hits."))
@click.pass_obj
def search(frame: Frame, /, query: tuple[str, ...], **given: Any) -> int:
    from fairwoo import index

    unknown = [word for word in query if word.startswith("--")]
    if unknown:
        raise UsageError(
            Text(
                nl=f"De optie {unknown[0]} bestaat niet. Zie fairwoo search --help.",
                en=f"There is no option {unknown[0]}. See fairwoo search --help.",
            )
        )
    settings = frame.settings()
    request = _request(given)
    with opened(frame, settings) as workspace:
        backend = index.open_backend(settings.index, workspace.root)
        try:
            results, repairs = index.search_text(backend, typed(query), request)
        finally:
            backend.close()
    terminal = frame.terminal()
    for repair in repairs:
        terminal.say(repair)
    if terminal.json:
        for hit in results.hits:
            terminal.record(hit)
        return 0
    _show_hits(terminal, results, settings.lang)
    return 0


def typed(words: tuple[str, ...]) -> str:
    """The query as it was meant. One argument is the query itself; among several, one with a space in it was in quotation marks
    that the shell took off: a phrase.
    """
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word and not word.startswith("-") else word for word in words)


def _request(given: dict[str, Any]) -> Request:
    from fairwoo import grounds, vocab
    from fairwoo.index import Request
    from fairwoo.model import Disclosure

    codes = [code for text in given["ground"] for code in (grounds.read_cell(text).codes or (text,))]
    disclosures = []
    for text in given["disclosure"]:
        found = Disclosure(text) if text in set(Disclosure) else vocab.disclosure(text)
        if found is None:
            raise UsageError(
                Text(
                    nl=f"{text} is geen beoordeling; kies uit {', '.join(Disclosure)}.",
                    en=f"{text} is no disclosure; choose from {', '.join(Disclosure)}.",
                )
            )
        disclosures.append(found.value)
    categories = [concept.code if (concept := vocab.category(text)) else text for text in given["category"]]
    kinds = [vocab.kind_word(text) or text for text in given["kind"]]
    return Request(
        bodies=tuple(vocab.match_body(text).code for text in given["body"]),
        years=given["year"],
        categories=tuple(categories),
        kinds=tuple(kinds),
        grounds=tuple(codes),
        disclosures=tuple(disclosures),
        redacted=given["redacted"],
        dated_from=_day(given["since"]),
        dated_to=_day(given["until"]),
        limit=given["limit"],
        offset=given["offset"],
    )


def _show_hits(terminal: Terminal, results: Results, lang: Lang) -> None:
    import sys

    from rich.console import Console
    from rich.text import Text as Rich

    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 160)
    for hit in results.hits:
        page = (
            f"{'pagina' if lang == 'nl' else 'page'} {hit.page}" if hit.page else ("zonder tekst" if lang == "nl" else "no text")
        )
        console.print(Rich(hit.dossier_title, style="bold"), Rich(f"({hit.body_name})", style="dim"))
        console.print(Rich(f"  {hit.dossier}/{hit.document}, {page}: {hit.title}", style="cyan"))
        if hit.snippet:
            console.print(Rich("  ") + marked(hit.snippet.replace("\n", " "), hit.marks, styled=console.is_terminal))
    terminal.say(
        Text(
            nl=f"{results.total} pagina's in {results.dossiers} dossiers.",
            en=f"{results.total} pages in {results.dossiers} dossiers.",
        )
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
