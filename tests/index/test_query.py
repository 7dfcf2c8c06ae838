"""What a person typed becomes the query that was meant; what cannot be meant is repaired, and said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.index.lexing import LONGEST_QUERY
from fairwoo.index.loosening import filters, unfiltered
from fairwoo.index.parsing import MOST_WORDS, parse
from fairwoo.index.query import AllOf, AnyOf, Not, Only, Phrase, Word, searched


def word(text: str, *, needed: bool = True) -> Word:
    return Word(text=text, needed=needed)


def only(field: str, *values: str) -> Only:
    return Only(field=field, values=values)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", AllOf()),
        ("zwembad", word("zwembad")),
        ("zwembad bomen", AllOf(parts=(word("zwembad"), word("bomen")))),
        ('"De Plons"', Phrase(text="De Plons")),
        ("“De Plons”", Phrase(text="De Plons")),
        ("a1 -b2", AllOf(parts=(word("a1"), Not(part=word("b2"))))),
        ("a1 OF b2", AnyOf(parts=(word("a1"), word("b2")))),
        ("a1 OR b2 OR c3", AnyOf(parts=(word("a1"), word("b2"), word("c3")))),
        ("a1 EN b2", AllOf(parts=(word("a1"), word("b2")), every=True)),
        ("(a1 OF b2) c3", AllOf(parts=(AnyOf(parts=(word("a1"), word("b2"))), word("c3")))),
        ("(a1 EN b2) OF c3", AnyOf(parts=(AllOf(parts=(word("a1"), word("b2")), every=True), word("c3")))),
        ("woo-verzoek", word("woo-verzoek")),
        ("de zwembaden", AllOf(parts=(word("de", needed=False), word("zwembaden")))),
        ("de", word("de")),
        ("a1 && b2", AllOf(parts=(word("a1"), word("b2")), every=True)),
        ("a1 || b2", AnyOf(parts=(word("a1"), word("b2")))),
        ("a1 + b2", AllOf(parts=(word("a1"), word("b2")))),
        ("https://a.nl +31 2", AllOf(parts=(word("https"), word("a.nl"), word("31"), word("2")))),
        ("de jaar:2020", AllOf(parts=(word("de"), only("year", "2020")))),
    ],
)
def test_what_was_meant(typed, query):
    parsed = parse(typed)
    assert parsed.query == query
    assert not parsed.repairs


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("jaar:2020", only("year", "2020")),
        ("Jaar:2019-2021", only("year", "2019", "2020", "2021")),
        ("jaar:2019 year:2021", only("year", "2019", "2021")),
        ("orgaan:boarnsterhim", only("body", "gm0055")),
        ('orgaan:"gemeente Boarnsterhim"', only("body", "gm0055")),
        ("soort:e-mail", only("kind", "e-mail")),
        ("grond:5.1.2e", only("ground", "5.1.2e")),
        ('grond:"artikel 5.1, tweede lid, onder e"', only("ground", "5.1.2e")),
        ("dossier:gm0055-zwembad", only("dossier", "gm0055-zwembad")),
        ("beoordeling:partly_public", only("disclosure", "partly_public")),
        ("beoordeling:deels", only("disclosure", "partly_public")),
        ('beoordeling:"al eerder openbaar"', only("disclosure", "already_public")),
        ("beoordeling:niet-openbaar", only("disclosure", "not_public")),
        ("bestuurslaag:Gemeenten", only("layer", "gemeente")),
        ("bestuurslaag:zbo", only("layer", "zbo")),
        ('layer:"zelfstandig bestuursorgaan"', only("layer", "zbo")),
        ("categorie:convenanten", only("category", "c_8fc2335c")),
        ("categorie:3.3.2f", only("category", "c_8fc2335c")),
        ("formaat:pdf", only("format", "PDF")),
        ("formaat:excel", only("format", "XLS", "XLSX")),
        ("gelakt:veel", only("redacted", "most")),
        ('gelakt:"Een beetje"', only("redacted", "little")),
        ("redacted:most", only("redacted", "most")),
        ("-jaar:2020", Not(part=only("year", "2020"))),
        ("jaar:2020 OF jaar:2021", AnyOf(parts=(only("year", "2020"), only("year", "2021")))),
    ],
)
def test_filters_become_values_of_facets(typed, query):
    parsed = parse(typed)
    assert parsed.query == query
    assert not parsed.repairs


def test_a_colon_in_other_words_makes_no_filter():
    assert parse("betreft:zwembad 10:30").query == AllOf(parts=(word("betreft"), word("zwembad"), word("10"), word("30")))


@pytest.mark.parametrize(
    "typed",
    [
        '"kade',
        "(kade",
        "kade)",
        "kade OF",
        "OF kade",
        "kade EN",
        "AND kade",
        "EN EN",
        "kade OF EN brug",
        "(EN) kade",
        "--kade",
        "+kade",
        "foo:kade",
        "jaar: kade",
        "beoordeling:half kade",
        "bestuurslaag:keizerrijk kade",
        "formaat:papier kade",
        "categorie:zwemmen kade",
        "kade*",
        "kade " * MOST_WORDS * 2,
        "k" * LONGEST_QUERY * 2,
        "-",
        "??? !",
        "orgaan:Atlantis kade",
        "jaar:vorig kade",
        "jaar:1000-2999 kade",
        "gelakt:blauw kade",
        'soort:"kade',
        'jaar:"" kade',
        "organ:haarlem kade",
    ],
)
def test_a_repair_is_said_in_two_languages(typed):
    repairs = parse(typed).repairs
    assert repairs
    assert all(one.nl and one.en and one.nl != one.en for one in repairs)


def test_what_a_filter_may_say_is_told_in_the_language_of_the_sentence():
    (told,) = parse("gelakt:blauw kade").repairs
    assert told.nl.endswith("Kies uit niets, weinig, deels, veel.")
    assert told.en.endswith("Choose from none, little, part, most.")
    assert [parse(f"gelakt:{one}").repairs for one in ("niets", "weinig", "deels", "veel")] == [()] * 4


@pytest.mark.parametrize("typed", ["EN EN", "EN", "AND OR", "(EN)", "-", "+", "()"])
def test_a_query_without_a_word_says_that_it_finds_everything(typed):
    parsed = parse(typed)
    assert parsed.query == AllOf()
    assert any("geen woord" in one.nl for one in parsed.repairs)


@pytest.mark.parametrize("name", ["beoordeling", "gelakt", "bestuurslaag", "formaat"])
def test_every_choice_that_is_told_can_be_typed(name):
    (told, *_) = parse(f"{name}:onzin kade").repairs
    assert f"{name}:onzin" in told.nl
    codes = told.en.partition("Choose from ")[2].rstrip(".").split(", ")
    words = re.findall(r'"[^"]+"|[^ ,]+', told.nl.partition("Kies uit ")[2].rstrip("."))
    assert len(words) == len(codes) > 3
    for typed, code in zip(words, codes, strict=True):
        assert parse(f"{name}:{typed}") == parse(f"{name}:{code}")
        assert parse(f"{name}:{typed}").repairs == ()
        assert "_" not in typed, "a code is no word"


@pytest.mark.parametrize(
    ("typed", "without"),
    [
        ("kade", []),
        ("soort:onzin", [("soort:onzin", "")]),
        ("kade -jaar:2020 brug", [("-jaar:2020", "kade brug")]),
        ("kade EN soort:memo EN brug", [("soort:memo", "kade EN brug")]),
        ("soort:memo OF kade", [("soort:memo", "kade")]),
        ("kade soort:“x y” jaar:2020", [("soort:“x y”", "kade jaar:2020"), ("jaar:2020", "kade soort:“x y”")]),
        ("foo:bar kade", []),
    ],
)
def test_a_filter_can_be_left_out(typed, without):
    assert list(filters(typed)) == without


@given(st.lists(st.sampled_from(["kade", "soort:x", "-jaar:2020", "OF", "EN", "(", ")", '"a b"', "grond:", "-"]), max_size=9))
def test_without_its_filters_a_query_has_none_and_the_same_words(parts):
    typed = " ".join(parts)
    rest = unfiltered(typed)
    assert list(filters(rest)) == []
    assert list(searched(parse(rest).query)) == list(searched(parse(typed).query))


@given(st.text(alphabet='ab "()-OF*?:EN', max_size=60) | st.text(max_size=60))
def test_no_query_fails_or_grows(typed):
    assert len(list(searched(parse(typed).query))) <= MOST_WORDS
