"""One suite that every search engine passes, the real OpenSearch included: what is found, in which facets, and what is left behind."""

from __future__ import annotations

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
    results, _ = index.search_text(backend, text, Request(limit=100, **narrow))
    assert results.total == len(results.hits)
    return {hit.document for hit in results.hits}


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
    ],
)
def test_what_is_found(filled, query, documents):
    assert found(filled, query) == documents


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
            assert len(found(filled, "besluit", kinds=(one.value,))) == one.pages


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


class TestChanging:
    def test_a_replaced_dossier_leaves_no_trace(self, filled):
        filled.replace("d1", "r2", [entry("nieuw", "Alleen dit nog")])
        filled.commit()
        assert found(filled, "zwembad") == set()
        assert found(filled, "kadeherstel") == set()
        assert found(filled, "alleen") == {"nieuw"}
        assert filled.held()["d1"] == ("r2", 1)
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

    def test_an_empty_index_answers(self, backend):
        assert found(backend, "zwembad") == set()
        assert backend.held() == {}

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
    ],
)
def test_no_query_breaks_an_engine(filled, query):
    results, repairs = index.search_text(filled, query, Request(limit=5))
    assert results.total >= 0
    assert all(one.nl and one.en for one in repairs)


WORDS = st.sampled_from(["aap", "noot", "mies", "wim", "zus", "jet"])


def oracle(text: str, query: list[tuple[str, list[str]]]) -> bool:
    words = text.split()
    for kind, said in query:
        here = any(words[at : at + len(said)] == said for at in range(len(words)))
        if here == (kind == "not"):
            return False
    return True


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=6),
    query=st.lists(
        st.tuples(st.sampled_from(["must", "must", "not"]), st.lists(WORDS, min_size=1, max_size=2)), min_size=1, max_size=3
    ),
)
def test_the_engines_agree_with_a_naive_search(backend, pages, query):
    plain = {"title": "t", "dossier_title": "t"}
    backend.replace("d1", "r", [entry("p", text, page=number, **plain) for number, text in enumerate(pages, 1)])
    backend.commit()
    typed = " ".join(("-" if kind == "not" else "") + '"' + " ".join(said) + '"' for kind, said in query)
    results, _ = index.search_text(backend, typed, Request(limit=100))
    wanted = {number for number, text in enumerate(pages, 1) if oracle(text, query)}
    assert {hit.page for hit in results.hits} == wanted, backend.held()


class TestTrouble:
    def test_an_index_of_another_analysis_is_refused_and_rebuilt_on_request(self, filled, request, tmp_path, monkeypatch):
        if "opensearch" in request.node.name:
            pytest.skip("another analysis is another index there: its name carries the version")
        filled.close()
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
        with pytest.raises(EngineError, match="Een andere opdracht schrijft"):
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


def test_words_of_a_page_are_made_of_letters_and_digits_only():
    """What goes into a whitespace field may hold no white space, or phrases would count it."""
    text = "Ĳssel-oever, foto's: B&W 2021/267 " + string.printable
    assert all(piece.isalnum() for piece in dutch.streams(text).surface.split(" "))
