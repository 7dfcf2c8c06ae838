"""Pages into an OpenSearch, many at a time: what is refused for being busy is sent again, any other refusal is an error."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fairwoo.index.opensearch_server import BUSY, MUCH, Server, ServerError
from fairwoo.model import Text

_TOO_LARGE = 413
_CONFLICT = 409
_SECONDS = 120  # for one request


class Page(NamedTuple):
    """A document for the server, under its id there, on the shard of its dossier; without a `source` it is taken out."""

    id: str
    routing: str
    version: int
    source: Mapping[str, Any] | None


class Target(NamedTuple):
    """Where pages go: an index, or an alias. An alias that is not there is refused, never made into an index."""

    name: str
    alias: bool


def send(server: Server, target: Target, pages: Sequence[Page]) -> None:
    """Write pages; when this returns, the server has acknowledged every one of them, on disk on every copy it has.

    A page of a later version stays. Raises ServerError, also when some pages are in and others are not.
    """
    left = list(pages)
    for wait in MUCH:
        left = _refused(server, target, left)
        if not left:
            return
        time.sleep(wait)
    if _refused(server, target, left):
        raise ServerError(
            Text(
                nl=f"De zoekmachine op {server.where} is te druk. Probeer het later opnieuw met fairwoo index.",
                en=f"The search engine at {server.where} is too busy. Try again later with fairwoo index.",
            ),
            status=429,
        )


def _refused(server: Server, target: Target, pages: list[Page]) -> list[Page]:
    """Send once; the pages that are to be sent again."""
    params = {"request_timeout": _SECONDS, "require_alias": "true" if target.alias else "false"}
    lines = list(_lines(target, pages))
    try:
        answer = server.ask_patiently(lambda: server.client.bulk(body=lines, params=params))
    except ServerError as error:
        if error.status != _TOO_LARGE or len(pages) < 2:
            raise
        middle = len(pages) // 2
        return _refused(server, target, pages[:middle]) + _refused(server, target, pages[middle:])
    outcomes = [outcome for item in answer["items"] for outcome in item.values()]
    if len(outcomes) != len(pages):
        raise _faulty(server, 200, "answers are missing")
    for page, outcome in zip(pages, outcomes, strict=True):
        gone = page.source is None and outcome["status"] == 404 and "error" not in outcome
        if outcome["status"] >= 300 and outcome["status"] not in BUSY and not gone:
            raise _faulty(server, outcome["status"], str(outcome.get("error", {}).get("type", "")))
    return [page for page, outcome in zip(pages, outcomes, strict=True) if outcome["status"] in BUSY]


def _lines(target: Target, pages: Iterable[Page]) -> Iterator[Mapping[str, Any]]:
    for page in pages:
        place = {"_index": target.name, "_id": page.id, "routing": page.routing}
        yield {"delete" if page.source is None else "index": {**place, "version": page.version, "version_type": "external_gte"}}
        if page.source is not None:
            yield page.source


def _faulty(server: Server, status: int, kind: str) -> ServerError:
    if status == _CONFLICT:
        text = Text(
            nl=f"Een andere opdracht schrijft in de zoekindex op {server.where}. Wacht tot die klaar is en draai fairwoo index.",
            en=f"Another command writes to the search index at {server.where}. Wait until it is done, and run fairwoo index.",
        )
    elif status == 403:
        text = Text(
            nl=f"De zoekmachine op {server.where} neemt niets aan ({kind}): geen rechten, of de schijf is vol. Zie fairwoo doctor.",
            en=f"The search engine at {server.where} takes nothing in ({kind}): no rights, or the disk is full. See fairwoo doctor.",
        )
    elif status == 404:
        text = Text(
            nl=f"De index of alias om in te schrijven is weg op {server.where}. Zie fairwoo doctor; fairwoo index --rebuild herstelt hem.",
            en=f"The index or alias to write to is gone at {server.where}. See fairwoo doctor; fairwoo index --rebuild mends it.",
        )
    else:
        text = Text(
            nl=f"De zoekmachine op {server.where} weigert een pagina: {status} {kind}. Meld dit als fout van fairwoo.",
            en=f"The search engine at {server.where} refuses a page: {status} {kind}. Report this as a fault of fairwoo.",
        )
    return ServerError(text, status, kind)
