"""Reading a JSON file of a stranger: with a size limit, any usual encoding, and errors that name line and column."""

from __future__ import annotations

import json
from pathlib import Path

from fairwoo.model import Finding, FindingKind, Level, Place

MALFORMED = FindingKind(
    code="metadata-malformed",
    level=Level.ERROR,
    nl="{file} is geen geldige JSON: {what}.",
    en="{file} is no valid JSON: {what_en}.",
    do_nl="Open het bestand in een editor die JSON controleert en herstel het; het is nu niet gebruikt.",
    do_en="Open the file in an editor that checks JSON and mend it; it has not been used.",
)

_LARGEST = 20_000_000


class DuplicateKeyError(ValueError):
    """An object has the same key twice: it cannot be known which value is meant."""


def read_json(path: Path, name: str) -> tuple[object, Finding | None]:
    """The parsed content, or None with the finding that says what is wrong with the file."""
    place = Place(file=name)
    if path.stat().st_size > _LARGEST:
        return None, MALFORMED.at(place, file=name, what="het is groter dan 20 MB", what_en="it is larger than 20 MB")
    content = path.read_bytes()
    try:
        text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
        return json.loads(text, object_pairs_hook=_unique), None
    except UnicodeDecodeError as error:
        what, what_en = f"byte {error.start} is geen UTF-8", f"byte {error.start} is no UTF-8"
    except json.JSONDecodeError as error:
        what = f"regel {error.lineno}, kolom {error.colno}: hier klopt de schrijfwijze niet"
        what_en = f"line {error.lineno}, column {error.colno}: {error.msg}"
        place = place.model_copy(update={"row": error.lineno})
    except DuplicateKeyError as error:
        what, what_en = f"het veld {error} staat er twee keer", f"the key {error} is there twice"
    except RecursionError:
        what, what_en = "het is te diep genest", "it is nested too deep"
    return None, MALFORMED.at(place, file=name, what=what, what_en=what_en)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise DuplicateKeyError(next(key for key in keys if keys.count(key) > 1))
    return found
