"""What `texts/` says: bodies, dossiers, and the documents in them."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def long_date(day: date) -> str:
    """A date as a Dutch letter writes it: 3 mei 2023."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True)
class Body:
    """A public body that no longer exists; `labels` are the words its letterhead uses."""

    code: str
    name: str
    folder: str
    place: str
    web: str
    colour: str
    labels: dict[str, str]


@dataclass(frozen=True)
class Item:
    """One document, inventory or metadata file. Without a `form` there is no file: a withheld document."""

    role: str
    title: str = ""
    form: str | None = None
    file: str | None = None
    number: str | None = None
    kind: str | None = None
    dated: date | None = None
    disclosure: str | None = None
    grounds: tuple[str, ...] = ()
    sender: str | None = None
    recipient: str | None = None
    source_url: str | None = None
    text: str = ""
    letterhead: bool = True
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Dossier:
    """One sample dossier: `facts` are the dossier's own (title, decided …), `expect` what fairwoo must make of it."""

    folder: str
    body: Body
    shows: str
    facts: dict[str, Any]
    items: tuple[Item, ...]
    expect: dict[str, Any]


def load_bodies(path: Path) -> dict[str, Body]:
    """The bodies by the name of their folder."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {folder: Body(folder=folder, **values) for folder, values in table.items()}


def load_dossier(path: Path, bodies: dict[str, Body]) -> Dossier:
    """The dossier that one TOML file describes. Unknown keys raise TypeError."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    body = bodies[path.parent.name]
    items = tuple(Item(**{**item, "grounds": tuple(item.get("grounds", ()))}) for item in table.pop("items"))
    return Dossier(
        folder=f"{body.folder}/{path.stem}",
        body=body,
        shows=table.pop("shows").strip(),
        expect=table.pop("expect", {}),
        facts=table.pop("facts"),
        items=items,
    )
