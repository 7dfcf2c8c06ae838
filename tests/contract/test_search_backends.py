"""One suite that every search engine passes, the real OpenSearch included: what is found, in which facets, and what is left behind."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import string
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairwoo import index
from fairwoo.errors import EngineError, UsageError
from fairwoo.index import Request, dutch
from fairwoo.index.dutch import analysis
from fairwoo.index.plan import Term
from fairwoo.model import Entry
from fairwoo.settings import IndexSettings

pytestmark = pytest.mark.xdist_group("opensearch")  # one node for all workers

PAGES = {
    "zwembad": "De gemeenten verlenen subsidies voor het zwembad De Blauwe Golf. Geïnformeerd op 3 maart.",
    "bomen": "Besluit over de bomenkap: de vergunning wordt verleend aan de aannemer.",
    "mail": "Betreft: Woo-verzoek 2021/267 over financiën. Overleg met de provincie, geen besluit.",
    "scan": "",
}


def entry(name: str, text: str, *, dossier: str = "d1", page: int = 1, **other) -> Entry:
    values = {"title": name, "dossier_title": f"Dossier {dossier}", "body": "gm0055", "body_name": "gemeente Boarnsterhim"}
    return Entry(id=f"{dossier}/{name}/{page}", dossier=dossier, document=name, page=page, text=text, **{**values, **other})


@pytest.fixture(params=["tantivy", pytest.param("opensearch", marks=pytest.mark.opensearch)])
def backend(request, tmp_path):
    address = request.getfixturevalue("opensearch_address") if request.param == "opensearch" else "tantivy:"
    opened = index.open_backend(IndexSettings(address=address, timeout_seconds=60), tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def filled(backend):
    details = {
        "zwembad": {
            "dated": date(2013, 3, 1),
            "year": 2013,
            "kind": "nota",
            "grounds": ("5.1.2e", "5.2.1"),
            "disclosure": "partly_public",
        },
        "bomen": {"dated": date(2014, 1, 9), "year": 2014, "kind": "besluit", "disclosure": "public"},
        "mail": {
            "dated": date(2014, 6, 2),
            "year": 2014,
            "kind": "e-mail",
            "grounds": ("5.1.2e",),
            "disclosure": "partly_public",
        },
        "scan": {"disclosure": "not_public", "title": "Vertrouwelijk advies kadeherstel"},
    }
    pages = [entry(name, text, dossier="d2" if name == "bomen" else "d1", **details[name]) for name, text in PAGES.items()]
    backend.replace("d1", "r1", [one for one in pages if one.dossier == "d1"])
    backend.replace("d2", "r1", [one for one in pages if one.dossier == "d2"])
    backend.commit()
    return backend


def found(backend, text: str, **narrow) -> set[str]:
    """The documents that have as many of the words as were asked: they stand in front of those with fewer."""
    results, _ = index.search_text(backend, text, Request(limit=100, **narrow))
    assert results.total == len(results.hits)
    return {hit.document for hit in results.hits[: results.full]}


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("zwembad", {"zwembad"}),
        ("ZWEMBAD", {"zwembad"}),
        ("gemeente", {"zwembad"}),
        ("vergunningen", {"bomen"}),
        ("geinformeerd", {"zwembad"}),
        ("financien", {"mail"}),
        ("besluit", {"bomen", "mail"}),
        ("besluit vergunning", {"bomen"}),
        ("besluit -vergunning", {"mail"}),
        ("zwembad OF bomenkap", {"zwembad", "bomen"}),
        ("zwembad OR bomenkap", {"zwembad", "bomen"}),
        ('"blauwe golf"', {"zwembad"}),
        ('"golf blauwe"', set()),
        ('"geen besluit"', {"mail"}),
        ('besluit -"geen besluit"', {"bomen"}),
        ("woo-verzoek", {"mail"}),
        ("wooverzoek", {"mail"}),
        ("2021/267", {"mail"}),
        ("kadeherstel", {"scan"}),
        ("dossier", {"zwembad", "bomen", "mail", "scan"}),
        ("-besluit", {"zwembad", "scan"}),
        ("niets", set()),
        ("(zwembad OF besluit) -provincie", {"zwembad", "bomen"}),
        ("kap", {"bomen"}),
        ("boom", {"bomen"}),
        ("kapvergunning boom", {"bomen"}),
        ("2021-267", {"mail"}),
        ("2021 267", {"mail"}),
        ("z2021267a", {"mail"}),
        ("2021/268", set()),
        ("woo verzoek", {"mail"}),
        ('"woo verzoek"', {"mail"}),
        ('"blauwe golven"', set()),
        ("wet open overheid", {"mail"}),
        ("overheid open wet", {"mail"}),
        ("wob", set()),
        ("wet openbaarheid van bestuur", set()),
        ("verguning", {"bomen"}),
        ("aannemmer", {"bomen"}),
        ("subsidie zwembad gemeente dijk", {"zwembad"}),
        ("subsidie zwembad EN dijk", set()),
        ("subsidie OF dijk", {"zwembad"}),
        ("-kap besluit", {"bomen", "mail"}),
        ("jaar:2014", {"bomen", "mail"}),
        ("besluit jaar:2014 -soort:besluit", {"mail"}),
        ("jaar:2013 OF vergunning", {"zwembad", "bomen"}),
        ("grond:5.1.2e jaar:2014", {"mail"}),
        ("dossier:d2", {"bomen"}),
        ("orgaan:boarnsterhim dijk", set()),
        ("-orgaan:boarnsterhim", set()),
    ],
)
def test_what_is_found(filled, query, documents):
    assert found(filled, query) == documents


@pytest.mark.parametrize("query", ["Wob", "wet openbaarheid van bestuur"])
def test_a_long_form_is_found_in_all_its_inflections_and_only_where_its_words_follow_one_another(backend, query):
    pages = {
        "long": "Volgens de Wet openbaarheid van bestuur.",
        "inflected": "De wetten openbaarheid van besturen.",
        "short": "Een Wob-verzoek, volgens de Wob.",
        "apart": "Het bestuur is van de openbaarheid; een wet.",
        "broken": "De wet over de openbaarheid van het bestuur.",
    }
    backend.replace("d1", "r1", [entry(name, text, title="stuk") for name, text in pages.items()])
    backend.commit()
    best = {"long", "inflected", "short"}
    assert found(backend, query) == (best if query == "Wob" else set(pages))
    results, _ = index.search_text(backend, query, Request(limit=3))
    assert {hit.document for hit in results.hits} == best


class TestNarrowing:
    @pytest.mark.parametrize(
        ("narrow", "documents"),
        [
            ({"years": (2014,)}, {"bomen", "mail"}),
            ({"years": (2013, 2014)}, {"zwembad", "bomen", "mail"}),
            ({"kinds": ("nota",)}, {"zwembad"}),
            ({"grounds": ("5.1.2e",)}, {"zwembad", "mail"}),
            ({"grounds": ("5.2.1",), "years": (2014,)}, set()),
            ({"disclosures": ("not_public",)}, {"scan"}),
            ({"bodies": ("gm0055",)}, {"zwembad", "bomen", "mail", "scan"}),
            ({"bodies": ("gm0363",)}, set()),
            ({"dated_from": date(2014, 1, 10)}, {"mail"}),
            ({"dated_to": date(2013, 3, 1)}, {"zwembad"}),
            ({"dated_from": date(2014, 1, 9), "dated_to": date(2014, 1, 9)}, {"bomen"}),
        ],
    )
    def test_by_facets_and_dates(self, filled, narrow, documents):
        assert found(filled, "", **narrow) == documents

    def test_facets_count_pages_and_results_count_dossiers(self, filled):
        results, _ = index.search_text(filled, "", Request())
        counts = {name: {one.value: one.pages for one in values} for name, values in results.facets.items()}
        assert counts["ground"] == {"5.1.2e": 2, "5.2.1": 1}
        assert counts["year"] == {"2013": 1, "2014": 2}
        assert (results.total, results.dossiers) == (4, 2)

    def test_the_count_of_a_facet_is_what_choosing_it_gives(self, filled):
        results, _ = index.search_text(filled, "besluit", Request())
        for one in results.facets["kind"]:
            chosen, _ = index.search_text(filled, "besluit", Request(kinds=(one.value,)))
            assert (chosen.total, chosen.dossiers) == (one.pages, one.dossiers)

    def test_facets_count_dossiers_beside_pages(self, filled):
        results, _ = index.search_text(filled, "", Request())
        assert [(one.value, one.pages, one.dossiers) for one in results.facets["year"]] == [("2014", 2, 2), ("2013", 1, 1)]
        assert [(one.value, one.pages, one.dossiers) for one in results.facets["body"]] == [("gm0055", 4, 2)]

    def test_years_are_in_order_with_those_between(self, backend):
        backend.replace("d", "r", [entry(str(year), "kade", dossier="d", year=year) for year in (2018, 2015, 2018)])
        backend.replace("e", "r", [entry("e", "kade", dossier="e", year=2018)])
        backend.commit()
        results, _ = index.search_text(backend, "kade", Request())
        counted = [(one.value, one.pages, one.dossiers) for one in results.years]
        assert counted[0][0] == "2015"
        assert counted[1:3] == [("2016", 0, 0), ("2017", 0, 0)]
        assert counted[3][2] == 2


class TestHits:
    def test_the_snippet_marks_the_words_asked_for(self, filled):
        results, _ = index.search_text(filled, "subsidie", Request())
        (hit,) = results.hits
        assert [hit.snippet[start:end] for start, end in hit.marks] == ["subsidies"]
        assert (hit.dossier, hit.document, hit.page, hit.body_name) == ("d1", "zwembad", 1, "gemeente Boarnsterhim")

    def test_a_title_weighs_more_than_a_mention(self, backend):
        backend.replace("d1", "r", [entry("a", "de kade en meer tekst"), entry("b", "iets anders", title="De kade")])
        backend.commit()
        results, _ = index.search_text(backend, "kade", Request())
        assert [hit.document for hit in results.hits] == ["b", "a"]

    def test_no_words_give_everything_newest_first(self, filled):
        results, _ = index.search_text(filled, "", Request())
        assert [hit.document for hit in results.hits] == ["mail", "bomen", "zwembad", "scan"]

    def test_paging_in_parts_is_the_whole(self, backend):
        backend.replace("d1", "r", [entry("stuk", "kade", page=number) for number in range(1, 26)])
        backend.commit()
        whole, _ = index.search_text(backend, "kade", Request(limit=25))
        parts = [index.search_text(backend, "kade", Request(limit=10, offset=at))[0] for at in (0, 10, 20)]
        assert [hit.page for part in parts for hit in part.hits] == [hit.page for hit in whole.hits]
        assert {hit.page for hit in whole.hits} == set(range(1, 26))


@pytest.fixture
def grouped(backend):
    """Thirty dossiers with one to three pages about a quay; in the first of each ten it is said most often."""
    for number in range(30):
        name = f"d{number:02}"
        pages = [
            entry(f"s{page}", "kade " * (1 + (number % 10 == 0) * (4 - page)) + "en meer tekst " * 5, dossier=name, page=page,
                  title="stuk", dossier_title="zaak", dated=date(2000 + number, 1, page), year=2000 + number)
            for page in range(1, 2 + number % 3)
        ]  # fmt: skip
        backend.replace(name, "r", pages)
    backend.commit()
    return backend


class TestFewerWords:
    def test_where_few_pages_have_all_words_those_with_fewer_follow(self, filled):
        results, _ = index.search_text(filled, "besluit vergunning", Request())
        assert [hit.document for hit in results.hits] == ["bomen", "mail"]
        assert (results.full, results.total) == (1, 2)

    def test_what_must_be_there_must_be_there(self, filled):
        for text in (
            'besluit "de vergunning"',
            "besluit EN vergunning",
            "besluit vergunning dossier:d2",
            "vergunning besluit -provincie",
        ):
            results, _ = index.search_text(filled, text, Request())
            assert [hit.document for hit in results.hits] == ["bomen"], text

    def test_a_filter_in_the_query_never_finds_more(self, backend):
        pages = [
            entry("s", "kade en dijk" if number % 2 else "kade", page=number, year=2000 + number % 3) for number in range(1, 121)
        ]
        backend.replace("d1", "r", pages)
        backend.commit()
        whole, _ = index.search_text(backend, "kade dijk", Request(limit=200))
        narrowed, _ = index.search_text(backend, "kade dijk jaar:2001", Request(limit=200))
        assert (whole.full, whole.total) == (60, 60)
        assert {hit.page for hit in narrowed.hits} == {hit.page for hit in whole.hits if hit.page % 3 == 1}


class TestDossiers:
    def test_each_dossier_is_there_once_with_its_best_pages(self, grouped):
        results, _ = index.search_text(grouped, "kade", Request(by="dossier", limit=100, pages=2))
        assert (results.total, results.dossiers, len(results.results)) == (60, 30, 30)
        assert {result.dossier for result in results.results[:3]} == {"d00", "d10", "d20"}
        twenty = next(result for result in results.results if result.dossier == "d20")
        assert twenty.found == 3
        assert [hit.document for hit in twenty.hits] == ["s1", "s2"]
        assert sum(result.found for result in results.results) == 60

    @pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
    def test_paging_in_parts_is_the_whole(self, grouped, sort):
        whole, _ = index.search_text(grouped, "kade", Request(by="dossier", limit=30, sort=sort))
        parts = [
            index.search_text(grouped, "kade", Request(by="dossier", limit=7, offset=at, sort=sort))[0] for at in range(0, 30, 7)
        ]
        assert [one.dossier for part in parts for one in part.results] == [one.dossier for one in whole.results]

    def test_newest_and_oldest_first(self, grouped):
        for sort, first in (("newest", "d29"), ("oldest", "d00")):
            by_dossier, _ = index.search_text(grouped, "kade", Request(by="dossier", sort=sort, limit=30))
            assert by_dossier.results[0].dossier == first
            days = [hit.dated for hit in index.search_text(grouped, "kade", Request(sort=sort, limit=60))[0].hits]
            assert days == sorted(days, reverse=sort == "newest")

    def test_undated_pages_are_last_in_both_orders(self, filled):
        for sort in ("newest", "oldest"):
            results, _ = index.search_text(filled, "dossier", Request(sort=sort))
            assert results.hits[-1].document == "scan"

    @pytest.mark.parametrize("by", ["page", "dossier"])
    def test_what_is_worth_the_same_stands_newest_first(self, backend, by):
        days = [date(2015, 5, 1), None, date(2021, 2, 3), date(2009, 9, 9), date(2021, 2, 4)]
        for number, day in enumerate(days):
            told = {"dossier": f"d{number}", "dossier_title": "Kade", "dated": day, "year": day.year if day else None}
            backend.replace(f"d{number}", "r", [entry("s", "een kade", page=page, **told) for page in (1, 2)])
        backend.commit()
        results, _ = index.search_text(backend, "kade", Request(by=by, limit=10, pages=2))
        assert len({hit.score for hit in results.hits}) == 1
        newest = ["d4", "d2", "d0", "d3", "d1"]
        assert [(hit.dossier, hit.page) for hit in results.hits] == [(name, page) for name in newest for page in (1, 2)]

    @pytest.mark.parametrize("by", ["page", "dossier"])
    def test_a_cursor_goes_through_everything_once(self, grouped, by):
        seen, after = [], None
        for _ in range(12):
            results, _ = index.search_text(grouped, "kade", Request(by=by, limit=7, after=after))
            seen += [
                hit.dossier if by == "dossier" else (hit.dossier, hit.page) for hit in (one.hits[0] for one in results.results)
            ]
            if (after := results.next) is None:
                break
        assert len(seen) == len(set(seen)) == (30 if by == "dossier" else 60)

    def test_a_cursor_stays_in_its_place_when_dossiers_come_and_go(self, grouped):
        request = Request(by="dossier", sort="newest", limit=10)
        first, _ = index.search_text(grouped, "kade", request)
        grouped.replace("new", "r", [entry("s", "kade", dossier="new", dated=date(2040, 1, 1), year=2040)])
        grouped.delete("d29")
        grouped.replace("newer", "r", [entry("s", "kade", dossier="newer", dated=date(2041, 1, 1), year=2041)])
        grouped.commit()
        second, _ = index.search_text(grouped, "kade", request.model_copy(update={"after": first.next}))
        assert [one.dossier for one in second.results] == [f"d{number:02}" for number in range(19, 9, -1)]

    def test_a_cursor_whose_last_dossier_went_out_goes_on_behind_it(self, grouped):
        request = Request(by="dossier", sort="newest", limit=10)
        first, _ = index.search_text(grouped, "kade", request)
        grouped.delete("d20")
        grouped.commit()
        second, _ = index.search_text(grouped, "kade", request.model_copy(update={"after": first.next}))
        assert second.results[0].dossier == "d19"

    @pytest.mark.parametrize("cursor", ["x", "e30", "W10", "////", "W1swLCJhIiwwLCJiIl1d", "é"])
    def test_a_cursor_of_another_query_is_refused(self, grouped, cursor):
        with pytest.raises(UsageError, match="bladwijzer"):
            index.search_text(grouped, "kade", Request(after=cursor))
        other, _ = index.search_text(grouped, "meer", Request())
        with pytest.raises(UsageError, match="bladwijzer"):
            index.search_text(grouped, "kade", Request(after=other.next))


class TestMeaning:
    def test_another_spelling_is_offered_when_it_finds_more(self, grouped):
        results, _ = index.search_text(grouped, "kaede zwembad", Request())
        assert results.meant == "kade zwembad"
        results, _ = index.search_text(grouped, "kade", Request())
        assert results.meant is None

    def test_a_word_that_was_typed_goes_on_as_words_on_three_pages_or_more(self, grouped):
        grouped.replace("x", "r", [entry("s", "kadeherstel", dossier="x")])
        grouped.commit()
        assert index.complete(grouped, "de ka") == ("de kade",)
        assert index.complete(grouped, "k") == ()
        assert index.complete(grouped, "kadeh") == ()

    def test_words_of_what_was_withdrawn_are_not_suggested(self, backend):
        pages = [entry("s", "geheimzinnigheid", page=number) for number in range(1, 6)]
        backend.replace("d1", "r", pages)
        backend.replace("d2", "r", [entry("t", "iets anders", dossier="d2")])
        backend.commit()
        assert index.complete(backend, "geheimz") == ("geheimzinnigheid",)
        backend.delete("d1")
        backend.commit()
        assert index.complete(backend, "geheimz") == ()
        results, _ = index.search_text(backend, "geheimzinnigheit", Request())
        assert (results.total, results.meant) == (0, None)

    def test_pages_that_are_like_a_text(self, filled):
        text = "De vergunning voor het kappen van bomen is verleend aan een aannemer."
        filled.replace("d3", "r", [entry("kap", text + " Nog een besluit.", dossier="d3")])
        filled.commit()
        results = index.search_like(filled, text, Request(), but="d3")
        assert [hit.document for hit in results.hits][:1] == ["bomen"]
        assert "d3" not in {hit.dossier for hit in results.hits}


class TestChanging:
    def test_a_replaced_dossier_leaves_no_trace(self, filled):
        filled.replace("d1", "r2", [entry("nieuw", "Alleen dit nog")])
        filled.commit()
        assert found(filled, "zwembad") == set()
        assert found(filled, "kadeherstel") == set()
        assert found(filled, "alleen") == {"nieuw"}
        assert filled.held()["d1"] == ("r2", 1)
        assert filled.revisions(["d1", "d2"]) == {"d1": "r2", "d2": "r1"}
        assert found(filled, "bomenkap") == {"bomen"}

    def test_a_deleted_dossier_leaves_no_trace_in_facets_either(self, filled):
        filled.delete("d1")
        filled.commit()
        results, _ = index.search_text(filled, "", Request())
        assert results.total == 1
        assert not results.facets["ground"]
        assert set(filled.held()) == {"d2"}

    def test_taking_out_and_putting_back_gives_the_same(self, filled):
        before, _ = index.search_text(filled, "besluit", Request())
        pages = [
            entry("bomen", PAGES["bomen"], dossier="d2", dated=date(2014, 1, 9), year=2014, kind="besluit", disclosure="public")
        ]
        filled.delete("d2")
        filled.commit()
        filled.replace("d2", "r1", pages)
        filled.commit()
        after, _ = index.search_text(filled, "besluit", Request())
        assert {hit.document for hit in after.hits} == {hit.document for hit in before.hits}

    def test_fewer_pages_of_the_same_revision_leave_no_trace(self, filled):
        filled.replace("d1", "r1", [entry("zwembad", PAGES["zwembad"])])
        filled.commit()
        assert filled.held()["d1"] == ("r1", 1)
        assert found(filled, "kadeherstel") == set()

    def test_what_is_held_is_told_with_its_revision(self, filled):
        assert filled.held() == {"d1": ("r1", 3), "d2": ("r1", 1)}
        assert filled.revisions(["d2", "nowhere"]) == {"d2": "r1"}
        assert filled.revisions(["d1", "d2"]) == {"d1": "r1", "d2": "r1"}
        assert filled.revisions([]) == {}

    def test_an_empty_index_answers(self, backend):
        assert found(backend, "zwembad") == set()
        assert backend.held() == {}
        assert backend.revisions(["d1"]) == {}
        assert backend.pages(Term(stream="ex", key="zwembad")) == 0

    def test_pages_can_be_asked_for_far_beyond_the_last(self, filled):
        results, _ = index.search_text(filled, "", Request(offset=10_000, limit=1_000))
        assert (results.total, results.hits) == (4, ())

    def test_long_names(self, backend):
        backend.replace("d", "r", [entry("stuk" * 400, "kade", dossier="d")])
        backend.commit()
        assert found(backend, "kade") == {"stuk" * 400}

    def test_names_with_odd_characters(self, backend):
        backend.replace("gm-ä/b c", "r", [entry("stuk", "kade", dossier="gm-ä/b c")])
        backend.commit()
        backend.delete("gm-ä/b c")
        backend.commit()
        assert backend.held() == {}


HOSTILE = [
    "<script>alert(1)</script> kade",
    "kade \u202e\ufeff\x00 omgekeerd",
    "kade " + "x" * 100_000,
    "kade " * 30_000,
    "kade \ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=["script", "directions", "long-word", "long-page", "surrogate"])
def test_hostile_text_is_indexed_and_found(backend, text):
    backend.replace(
        "d", "r", [Entry.model_construct(**entry("stuk", "").model_dump() | {"text": text.encode("utf-8", "replace").decode()})]
    )
    backend.commit()
    assert found(backend, "kade") == {"stuk"}


@pytest.mark.parametrize(
    "query",
    [
        "*",
        "kade*",
        '"',
        '"' * 5000,
        "(((((",
        ")",
        "-",
        "- -",
        "OF",
        "a OF",
        "EN",
        '{"query": {"match_all": {}}}',
        "kade " * 2500,
        "\x00",
        "~",
        "veld:x",
        "[1 TO 2]",
        "kade " + "vergunningverleningsprocedure-2021/267 " * 300,
        " ".join(f"woord{'abcdefghijklmnop'[number % 16]}x{'qrstuvw'[number % 7]}" for number in range(2_000)),
        "(" * 400 + "kade" + ")" * 400,
        '-"' * 2_000,
        "jaar:" * 1_000,
        "orgaan:" + "x" * 9_000,
        "-(-(-(-kade)))",
    ],
)
def test_no_query_breaks_an_engine(filled, query):
    results, repairs = index.search_text(filled, query, Request(limit=5))
    assert results.total >= 0
    assert all(one.nl and one.en for one in repairs)


def test_paging_past_every_bound_is_refused(filled):
    with pytest.raises(UsageError, match="10000"):
        index.search_text(filled, "kade", Request(offset=10**9))
    results, _ = index.search_text(filled, "", Request(limit=10**9))
    assert len(results.hits) == 4


WORDS = st.sampled_from(["aap", "noot", "mies", "wim", "zus", "jet"])


def holds(text: str, said: list[str]) -> bool:
    words = text.split()
    return any(words[at : at + len(said)] == said for at in range(len(words)))


def oracle(text: str, query: list[tuple[str, list[str]]], most: int = 9) -> bool:
    """What the query language says: phrases must be there, what is excluded not; of n words so many as `least` says.

    At most `most` words are required: where few pages have all, those with one follow.
    """
    if any(not holds(text, said) for kind, said in query if kind == "phrase"):
        return False
    if any(holds(text, said) for kind, said in query if kind == "not"):
        return False
    words = [said[0] for kind, said in query if kind == "word"]
    least = len(words) if len(words) <= 2 else len(words) - 1 if len(words) <= 4 else len(words) * 7 // 10
    return sum(word in text.split() for word in words) >= min(least, most)


SIGNS = {"phrase": '"{}"', "not": '-"{}"', "word": "{}"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=6),
    query=st.lists(
        st.tuples(st.just("word"), st.lists(WORDS, min_size=1, max_size=1))
        | st.tuples(st.sampled_from(["phrase", "not"]), st.lists(WORDS, min_size=1, max_size=2)),
        min_size=1,
        max_size=6,
    ),
)
def test_the_engines_agree_with_a_naive_search(backend, pages, query):
    plain = {"title": "t", "dossier_title": "t"}
    backend.replace("d1", "r", [entry("p", text, page=number, **plain) for number, text in enumerate(pages, 1)])
    backend.commit()
    results, _ = index.search_text(
        backend, " ".join(SIGNS[kind].format(" ".join(said)) for kind, said in query), Request(limit=100)
    )
    wanted = {number for number, text in enumerate(pages, 1) if oracle(text, query)}
    assert {hit.page for hit in results.hits[: results.full]} == wanted, backend.held()
    fewer = {number for number, text in enumerate(pages, 1) if oracle(text, query, most=1)}
    assert {hit.page for hit in results.hits} == fewer


class TestTrouble:
    def test_an_index_of_another_analysis_is_refused_and_rebuilt_on_request(self, tmp_path, monkeypatch):
        """On tantivy; what OpenSearch does stands in tests/opensearch/test_rebuild.py."""
        backend = index.open_backend(IndexSettings(), tmp_path)
        backend.replace("d", "r", [entry("stuk", "kade")])
        backend.commit()
        backend.close()
        monkeypatch.setattr(dutch, "ANALYSIS_VERSION", "nl-99")
        with pytest.raises(EngineError, match="--rebuild"):
            index.open_backend(IndexSettings(), tmp_path)
        index.open_backend(IndexSettings(), tmp_path, rebuild=True).close()
        assert index.open_backend(IndexSettings(), tmp_path).held() == {}

    def test_rebuilding_throws_away_what_was_there(self, filled, request, tmp_path):
        filled.close()
        address = request.getfixturevalue("opensearch_address") if "opensearch" in request.node.name else "tantivy:"
        again = index.open_backend(IndexSettings(address=address, timeout_seconds=60), tmp_path, rebuild=True)
        assert again.held() == {}
        again.close()

    def test_searching_makes_nothing(self, tmp_path):
        backend = index.open_backend(IndexSettings(), tmp_path)
        assert found(backend, "zwembad") == set()
        backend.close()
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("damage", ["meta.json", "all"])
    def test_a_damaged_index_is_told_and_rebuilt_on_request(self, tmp_path, damage):
        folder = tmp_path / "index" / "tantivy"
        backend = index.open_backend(IndexSettings(), tmp_path)
        backend.replace("d", "r", [entry("stuk", "kade")])
        backend.commit()
        backend.close()
        if damage == "all":
            shutil.rmtree(folder)
        else:
            (folder / damage).write_text("{")
        with pytest.raises(EngineError, match="--rebuild"):
            index.open_backend(IndexSettings(), tmp_path)
        again = index.open_backend(IndexSettings(), tmp_path, rebuild=True)
        again.replace("d", "r", [entry("stuk", "kade")])
        again.commit()
        assert found(again, "kade") == {"stuk"}
        again.close()

    def test_two_cannot_write_at_once_but_reading_goes_on(self, tmp_path):
        one, other = (index.open_backend(IndexSettings(), tmp_path) for _ in range(2))
        one.replace("d", "r", [entry("stuk", "kade")])
        one.commit()
        third = index.open_backend(IndexSettings(), tmp_path)
        with pytest.raises(EngineError, match=f"Een andere opdracht schrijft.*proces {os.getpid()}"):
            third.replace("e", "r", [entry("stuk", "kade", dossier="e")])
        assert found(third, "kade") == {"stuk"}
        for backend in (one, other, third):
            backend.close()

    @pytest.mark.opensearch
    def test_a_dossier_that_was_broken_off_is_not_held(self, opensearch_address, tmp_path, monkeypatch):
        backend = index.open_backend(IndexSettings(address=opensearch_address, timeout_seconds=60), tmp_path)
        monkeypatch.setattr("fairwoo.index.backends.opensearch._BULK_PAGES", 2)
        pages = [entry("stuk", "kade", page=number) for number in range(1, 6)]
        send, sent = backend._client.bulk, []

        def once(**request):
            sent.append(request)
            if len(sent) > 1:
                raise KeyboardInterrupt
            return send(**request)

        backend._client.bulk = once
        with pytest.raises(KeyboardInterrupt):
            backend.replace("d1", "r", pages)
        backend._client.bulk = send
        backend.commit()
        assert backend.held() == {"d1": ("", 2)}
        assert not backend.revisions(["d1"]).get("d1")
        backend.replace("d1", "r", pages)
        backend.commit()
        assert backend.held() == {"d1": ("r", 5)}
        backend.close()

    def test_a_server_that_does_not_answer_is_named(self, tmp_path):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
        with pytest.raises(EngineError, match=f"http://127.0.0.1:{port} antwoordt niet goed"):
            index.open_backend(IndexSettings(address=f"opensearch+http://127.0.0.1:{port}/x"), tmp_path)

    @pytest.mark.parametrize("address", ["solr:", "opensearch+http://127.0.0.1:1", "opensearch+ftp://x/y"])
    def test_a_wrong_address_is_a_usage_error(self, address, tmp_path):
        with pytest.raises(UsageError):
            index.open_backend(IndexSettings(address=address), tmp_path)


def test_keys_hold_no_white_space():
    """What goes into a whitespace field may hold none, or phrases would count it."""
    text = "Ĳssel-oever, foto's: B&W 2021/267 bomenkapvergunning " + string.printable
    assert all(key and not any(char.isspace() for char in key) for stream in analysis.streams(text) for key in stream)


def test_pages_are_narrowed_and_counted_by_layer_of_government_format_and_lack_of_a_date(backend):
    backend.replace(
        "d1",
        "r1",
        [
            entry("brief", "De dijk wordt hoger.", layer="gemeente", format="PDF", dated=date(2020, 1, 2)),
            entry("lijst", "De dijk wordt langer.", layer="gemeente", format="XLSX"),
        ],
    )
    plan = entry("plan", "De dijk wordt breder.", dossier="d2", layer="waterschap", format="PDF")
    backend.replace("d2", "r1", [plan])
    backend.commit()
    results, _ = index.search_text(backend, "dijk", Request())
    counts = {name: {one.value: (one.pages, one.dossiers) for one in results.facets[name]} for name in ("layer", "format")}
    assert counts == {"layer": {"gemeente": (2, 1), "waterschap": (1, 1)}, "format": {"PDF": (2, 2), "XLSX": (1, 1)}}
    assert (results.undated.pages, results.undated.dossiers) == (2, 2)
    assert found(backend, "dijk", layers=("gemeente",)) == {"brief", "lijst"}
    assert found(backend, "dijk", formats=("PDF",)) == {"brief", "plan"}
    assert found(backend, "dijk", undated=True) == {"lijst", "plan"}
    assert found(backend, "dijk", undated=True, layers=("waterschap",)) == {"plan"}
    assert found(backend, "dijk formaat:xlsx") == {"lijst"}
    assert found(backend, "dijk bestuurslaag:waterschap") == {"plan"}


def test_a_cursor_tells_nobody_the_id_of_a_document_without_text(backend):
    pages = [entry(f"klacht-van-pietje-{at}", "", page=0, title="Klacht over de kade") for at in range(5)]
    backend.replace("d1", "r1", [*pages, entry("nota", "De kade is hersteld.")])
    backend.commit()
    seen, after = [], None
    while True:
        results, _ = index.search_text(backend, "kade", Request(by="page", limit=1, after=after))
        seen += [hit.document for hit in results.hits]
        if results.next is None:
            break
        after = results.next
        assert "pietje" not in base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode()
    assert sorted(seen) == sorted([*(one.document for one in pages), "nota"])


def test_a_cursor_with_a_place_beyond_all_numbers_is_refused(filled):
    cursor = base64.urlsafe_b64encode(b'[1e999,"x",0,"y"]').decode()
    with pytest.raises(UsageError):
        index.search_text(filled, "besluit", Request(after=cursor))
