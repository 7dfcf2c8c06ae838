"""Pages made up for tests of the server: dossiers of numbered pages, whose words tell which they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fairwoo.index import Held
from fairwoo.model import Entry


def dossier(name: str, pages: int, word: str = "kade") -> list[Entry]:
    """A dossier of one document; every page says `word`, its number, and which dossier it is of."""
    return [
        Entry(
            id=f"{name}/stuk/{number}",
            dossier=name,
            document="stuk",
            page=number,
            text=f"De {word} van bladzijde p{number} in {name}, met zwembad en besluit.",
            title="stuk",
            dossier_title=f"Dossier {name}",
            body="gm0055",
            body_name="gemeente Boarnsterhim",
            kind="besluit",
        )
        for number in range(1, pages + 1)
    ]


def wanted(dossiers: Mapping[str, Iterable[Entry]], revision: str) -> dict[str, Held]:
    """What an index must hold of them."""
    return {name: Held(revision, len(list(pages))) for name, pages in dossiers.items()}
