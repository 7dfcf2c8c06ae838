"""What is done to an index leaves the answers as they were, or takes out what was taken out. Tests 13–15, 17 and 20 of the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fairwoo import index
from fairwoo.model import Entry
from tests.search import material
from tests.search.conftest import ENGINES, World
from tests.search.engines import fill, found

pytestmark = pytest.mark.xdist_group("opensearch")  # one node for all workers

ASKED = ("vergunning", "overlast", "kosten", "geluid", "wethouder", "besluit dwangsom", "water peil")
WITHDRAWN = ("kastanjebloedingsziekte", "breukvastheid", "paardenkastanjes")  # stand in kastanjes/boomrapport and nowhere else

OFFERED, MISSPELT = "kwikzilverbak", "kwikzilvrebak"  # in no text of the set


def _page(dossier: str, number: int, text: str) -> Entry:
    shown = {
        "document": "stuk",
        "title": "xyzstuk",  # no word of any list
        "dossier_title": "xyzbundel",
        "body": "gm0055",
        "body_name": "gemeente Boarnsterhim",
    }
    return Entry(id=f"{dossier}/stuk/{number}", dossier=dossier, page=number, text=text, **shown)


def _scores(world: World, text: str) -> dict[str, float]:
    hits = world.results(text, limit=50).hits
    return {f"{hit.dossier}/{hit.document}/{hit.page}": hit.score for hit in hits}


@pytest.mark.parametrize("text", ["vergunning", "overlast", "kosten", "geluid", "wethouder"])
def test_13_an_unrelated_page_leaves_the_order_of_the_others(small: World, text):
    """Two pages may change places only where their scores were within a hundredth: the mean length of a page has changed a little."""
    before = _scores(small, text)
    small.backend.replace(
        "elders", "r1", [_page("elders", 1, "De schaapherder floot en zijn hond liep langzaam naar de heuvel. " * 12)]
    )
    small.backend.commit()
    after = list(_scores(small, text))
    assert set(after) == set(before)
    for place, page in enumerate(after):
        for later in after[place + 1 :]:
            assert before[page] >= before[later] * 0.99


def test_14_taking_out_and_putting_back_gives_the_same(small: World):
    before = {text: small.top(text) for text in ASKED}
    dossiers = material.by_dossier()
    for dossier in ("terras", "festival", "kade"):
        small.backend.delete(dossier)
    small.backend.commit()
    assert not {page.split("/")[0] for page in small.top("geluid", limit=100)} & {"terras", "festival", "kade"}
    for dossier in ("kade", "terras", "festival"):
        small.backend.replace(dossier, "r2", dossiers[dossier])
    small.backend.commit()
    assert {text: set(small.top(text)) for text in ASKED} == {text: set(pages) for text, pages in before.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_15_the_order_and_the_batches_of_indexing_do_not_matter(opened: Callable[[str], index.Backend], engine):
    """All at once; and from the back, with a commit after each dossier."""
    once, pieces = opened(engine), opened(engine)
    fill(once, material.entries())
    for dossier, entries in reversed(material.by_dossier().items()):
        pieces.replace(dossier, "r1", entries)
        pieces.commit()
    for text in (*ASKED, *(one.text for one in material.queries())):
        assert found(once, text) == found(pieces, text), text


@pytest.fixture(scope="module", params=ENGINES)
def trapped(request: pytest.FixtureRequest, opened: Callable[[str], index.Backend]) -> World:
    """A page for each word of each pair that must stay apart, with nothing but that word that a search could find."""
    pairs = material.rows(material.HERE / "words/pairs.csv")
    words = dict.fromkeys(word for pair in pairs for word in (pair["one"], pair["other"]))
    pages = [_page(word, 1, f"{word} {word}") for word in words]
    backend = opened(request.param)
    fill(backend, pages)
    return World(backend, pages)


def test_17_a_word_does_not_find_what_only_looks_like_it(trapped: World):
    false = []
    for pair in material.rows(material.HERE / "words/pairs.csv"):
        for word, trap in ((pair["one"], pair["other"]), (pair["other"], pair["one"])):
            hits = {page.split("/")[0] for page in trapped.top(word, limit=50)}
            assert word in hits
            false += [(word, trap)] if trap in hits else []
    assert not false


def _without(dossier: str, document: str) -> list[Entry]:
    return [entry for entry in material.by_dossier()[dossier] if entry.document != document]


@pytest.fixture
def withdrawn(small: World) -> World:
    """The set after its report on the chestnuts was withdrawn."""
    for word in WITHDRAWN:
        assert small.top(f'"{word}"'), word
    small.backend.replace("kastanjes", "r2", _without("kastanjes", "boomrapport"))
    small.backend.commit()
    return small


def test_20_a_withdrawn_word_finds_nothing(withdrawn: World):
    for word in WITHDRAWN:
        assert withdrawn.results(f'"{word}"').total == 0
        assert not [page for page in withdrawn.top(word, limit=200) if "boomrapport" in page]


def test_20_a_word_that_was_redacted_finds_nothing(small: World):
    pages = [entry.model_copy(update={"text": entry.text.replace("zweefmolen", "")}) for entry in material.by_dossier()["kermis"]]
    assert small.top('"zweefmolen"')
    small.backend.replace("kermis", "r2", pages)
    small.backend.commit()
    assert small.results('"zweefmolen"').total == 0


@pytest.fixture
def told(small: World) -> World:
    """The set with four pages more that hold a word, so that it is often enough there to be offered."""
    small.backend.replace("kelder", "r1", [_page("kelder", number, f"{OFFERED} in de kelder") for number in range(1, 5)])
    small.backend.commit()
    return small


def test_20_a_withdrawn_word_is_not_suggested(told: World):
    assert OFFERED in (index.did_you_mean(told.backend, MISSPELT) or "")
    told.backend.delete("kelder")
    told.backend.commit()
    assert OFFERED not in (index.did_you_mean(told.backend, MISSPELT) or "")


def test_20_a_withdrawn_word_is_not_completed(told: World):
    assert OFFERED in index.complete(told.backend, OFFERED[:7])
    told.backend.delete("kelder")
    told.backend.commit()
    assert OFFERED not in index.complete(told.backend, OFFERED[:7])
