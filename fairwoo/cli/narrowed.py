"""The options of `fairwoo search` as a question to the index: values are read as those of filters in a query, and refused if none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from fairwoo.errors import UsageError
from fairwoo.model import Text

if TYPE_CHECKING:
    from fairwoo.index import Backend, Request

_MOST_NAMED = 12  # values that a sentence names


class _Narrowing(NamedTuple):
    """An option, the parameter that click gives it, the facet it narrows, and the field of a Request."""

    option: str
    parameter: str
    facet: str
    field: str


_NARROWINGS = (
    _Narrowing("--year", "year", "year", "years"),
    _Narrowing("--category", "category", "category", "categories"),
    _Narrowing("--kind", "kind", "kind", "kinds"),
    _Narrowing("--ground", "ground", "ground", "grounds"),
    _Narrowing("--disclosure", "disclosure", "disclosure", "disclosures"),
    _Narrowing("--redacted", "redacted", "redacted", "redacted"),
    _Narrowing("--layer", "layer", "layer", "layers"),
    _Narrowing("--file-format", "formats", "format", "formats"),
)
_OPEN = ("kind", "ground")  # facets of which the index alone knows all values


def request(given: Mapping[str, Any], *, whole: bool) -> Request:
    """How the index is asked; `whole` gives pages unless asked otherwise.

    Raises UsageError for a value that means nothing, UnknownBodyError for a body.
    """
    from fairwoo import vocab
    from fairwoo.index import Request

    narrowed = {one.field: tuple(_values(one, given[one.parameter])) for one in _NARROWINGS}
    same = {name: given[name] for name in ("undated", "sort", "limit", "offset", "after", "facets")}
    return Request.model_validate(
        {
            **same,
            **narrowed,
            "years": tuple(int(year) for year in narrowed["years"]),
            "bodies": tuple(vocab.match_body(text).code for text in given["body"]),
            "dated_from": _day("--from", given["since"]),
            "dated_to": _day("--to", given["until"]),
            "by": given["by"] or ("page" if whole else "dossier"),
        }
    )


def examine(backend: Backend, given: Mapping[str, Any]) -> None:
    """Raises UsageError for a kind of document or a ground that neither our lists nor any document have, and EngineError."""
    from fairwoo import grounds, index, vocab
    from fairwoo.index import Request

    for one in _NARROWINGS:
        for value in given[one.parameter] if one.facet in _OPEN else ():
            listed = vocab.kind_word(value) if one.facet == "kind" else grounds.read_cell(value).codes
            asked = Request.model_validate({one.field: (value,), "limit": 0, "facets": False})
            if not listed and not index.search_text(backend, "", asked)[0].total:
                raise _nowhere(backend, one, value)


def _nowhere(backend: Backend, narrowing: _Narrowing, value: str) -> UsageError:
    from fairwoo import index
    from fairwoo.index import Request

    all_pages, _ = index.search_text(backend, "", Request(limit=0, facets="pages", counted=(narrowing.facet,)))
    known = [one.value for one in all_pages.facets.get(narrowing.facet, ())][:_MOST_NAMED]
    some = (f" Er is wel: {', '.join(known)}.", f" There is: {', '.join(known)}.") if known else ("", "")
    return UsageError(
        Text(
            nl=f"De waarde {value} van {narrowing.option} bestaat niet; geen enkel document heeft die.{some[0]}",
            en=f"The value {value} of {narrowing.option} does not exist; no document has it.{some[1]}",
        )
    )


def _values(narrowing: _Narrowing, given: tuple[str, ...]) -> Iterator[str]:
    from fairwoo.index.narrowing import values

    for text in given:
        found = values(narrowing.facet, text)
        if isinstance(found, Text):
            raise _not_right(narrowing.option, text, found)
        yield from found


def _day(option: str, given: str | None) -> date | None:
    from fairwoo import dates

    found = dates.parse(given) if given is not None else None
    if given is not None and found is None:
        advice = Text(nl="Schrijf een dag als 2023-05-31 of 31-5-2023.", en="Write a day as 2023-05-31 or 31-5-2023.")
        raise _not_right(option, given, advice)
    return found


def _not_right(option: str, value: str, advice: Text) -> UsageError:
    return UsageError(
        Text(
            nl=f"De waarde {value} van {option} is niet goed. {advice.nl}",
            en=f"The value {value} of {option} is not right. {advice.en}",
        )
    )
