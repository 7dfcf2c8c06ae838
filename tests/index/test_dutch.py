"""Dutch words: what belongs together has one key, what does not has another; compounds are found by their parts; nothing ever fails."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.index import dutch
from fairwoo.index.dutch import analysis

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ACCENTED = "áàäâéèëêíïóöôúüç"
WORDS = st.text(LETTERS + ACCENTED, min_size=1, max_size=24)
REAL = st.sampled_from(
    [
        "gemeente",
        "vergaderingen",
        "financiële",
        "geïnformeerd",
        "omgevingsvergunning",
        "coördinator",
        "categorieën",
        "beëindigd",
        "vóór",
    ]
)


@pytest.mark.parametrize(
    "family",
    [
        "gemeente gemeenten gemeentes gemeente's GEMEENTE",
        "vergunning vergunningen",
        "omgevingsvergunning omgevingsvergunningen",
        "zwembad zwembaden",
        "stad steden",
        "lid leden",
        "raadslid raadsleden raadslid's",
        "gevaar gevaren",
        "naam namen",
        "schip schepen",
        "boot boten",
        "besluit besluiten besloten besluit's",
        "financieel financiële financiele",
        "verlenen verleent verleende verleend",
        "anonimiseren anonimiseert geanonimiseerd geanonimiseerde",
        "weglakken weggelakt weggelakte",
        "Woo-verzoek woo-verzoeken wooverzoek Wooverzoeken",
        "foto foto's foto’s fotos",
        "ĳssel ijssel IJssel",
    ],
)
def test_one_word_in_its_forms_has_one_lemma(family):
    assert len({dutch.analyse(word).lemma for word in family.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "overheid over",
        "raad rad",
        "zaak zak",
        "bomen bommen",
        "partij part",
        "regel regeling",
        "vergunning gunning",
        "lever leveren",
        "kom komen",
        "kiezer kies",
        "verleden lid",
        "zo'n zon",
        "B&W BW",
        "5.1 51",
    ],
)
def test_words_that_only_look_alike_have_other_lemmas(pair):
    one, other = pair.split()
    assert dutch.analyse(one).lemma != dutch.analyse(other).lemma


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("omgevingsvergunningen", "omgeving vergunning"),
        ("kinderopvangtoeslag", "kind opvang toeslag"),
        ("bezwaarschriftencommissie", "bezwaar schrift commissie"),
        ("raadsleden", "raad lid"),
        ("Woo-verzoeken", "woo verzoek"),
        ("covid-19-maatregelen", "covid maatregel"),
        ("burgemeester", ""),
        ("behandeling", ""),
        ("combinatie", ""),
        ("codering", ""),
        ("contouren", ""),
        ("zaterdag", ""),
    ],
)
def test_a_compound_has_the_lemmas_of_its_parts(word, parts):
    assert dutch.analyse(word).parts == tuple(parts.split())


def test_a_form_has_the_parts_of_its_lemma():
    assert dutch.analyse("fietspaden").parts == dutch.analyse("fietspad").parts == ("fiets", "pad")


@given(REAL | WORDS)
def test_capitals_and_accents_change_nothing(word):
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    assert (
        dutch.analyse(word)
        == dutch.analyse(word.upper())
        == dutch.analyse(bare)
        == dutch.analyse(unicodedata.normalize("NFD", word))
    )


@given(WORDS, st.data())
def test_a_soft_hyphen_or_a_line_end_inside_a_word_changes_nothing(word, data):
    at = data.draw(st.integers(1, len(word)))
    for inside in ("\u00ad", "-\n"):
        broken = f"{word[:at]}{inside}{word[at:]}x"
        assert [token.text for token in dutch.tokens(broken)] == [broken]
        assert dutch.analyse(broken) == dutch.analyse(f"{word}x")


@given(WORDS, st.sampled_from("'‘’ʼ"), WORDS)
def test_every_apostrophe_is_the_same(before, apostrophe, after):
    assert dutch.analyse(f"{before}{apostrophe}{after}") == dutch.analyse(f"{before}'{after}")


@given(WORDS)
def test_ij_is_one_or_two_characters(word):
    assert dutch.analyse(word.replace("ij", "ĳ")) == dutch.analyse(word)


@given(WORDS, WORDS)
def test_a_hyphen_between_letters_is_no_other_spelling(first, last):
    assert dutch.analyse(f"{first}-{last}").exact == dutch.analyse(first + last).exact


def test_hyphen_blank_and_joined_find_one_another():
    hyphened, joined = dutch.analyse("Woo-verzoek"), dutch.analyse("wooverzoek")
    apart = [dutch.analyse(word).lemma for word in ("Woo", "verzoek")]
    assert hyphened.lemma == joined.lemma
    assert list(hyphened.parts) == list(joined.parts) == apart


@pytest.mark.parametrize("word", ["besloten", "gestart", "leden", "verkocht", "kosten", "gegevens", "wijzen", "boten", "lopende"])
def test_the_lemma_of_a_lemma_is_that_lemma(word):
    lemma = dutch.analyse(word).lemma
    assert dutch.analyse(lemma).lemma == lemma


@given(st.text())
def test_keys_can_be_put_in_a_field_divided_by_blanks(text):
    tokens = list(dutch.tokens(text))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    found = dutch.streams(text)
    assert len(found.ex) == len(found.lem) == len(tokens)
    for key in (key for stream in found for key in stream):
        assert 0 < len(key) <= dutch.LONGEST_KEY
        assert key.split() == [key]


@given(st.text() | st.lists(REAL | WORDS | st.sampled_from(["-", "/", "\n", "-\n", ".", "'", "\u00ad"])).map("".join))
def test_the_quick_way_to_words_and_places_is_the_same_as_the_slow_one(text):
    words, starts = dutch.placed(text)
    assert list(zip(words, starts, strict=True)) == [(token.text, token.start) for token in dutch.tokens(text)]
    assert words == dutch.words(text)


@given(st.text())
def test_streams_are_the_analyses_of_the_tokens(text):
    analysed = [dutch.analyse(token.text) for token in dutch.tokens(text)]
    found = dutch.streams(text)
    assert found.ex == tuple(one.exact for one in analysed)
    assert found.lem == tuple(one.lemma for one in analysed)
    assert found.pa == tuple(part for one in analysed for part in one.parts)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert dutch.fold(dutch.fold(text)) == dutch.fold(text)


def test_very_long_words_are_cut_and_not_divided():
    found = dutch.analyse("vergunning" * 500)
    assert (len(found.exact), len(found.lemma), found.parts) == (dutch.LONGEST_KEY, dutch.LONGEST_KEY, ())


def test_what_is_no_word_costs_no_more_than_a_long_one():
    analysis._cache.cache_clear()
    for endless in ("1234/" * 200_000 + "1", "vis-" * 200_000 + "net", "x" * 1_000_000):
        found = dutch.streams(endless)
        assert len(found.ex) == 1
        assert len(found.pa) + len(found.rf) < 1_000
    assert not analysis._cache()


def test_neighbouring_parts_make_pairs():
    assert dutch.streams("de kinderopvangtoeslag").cp == ("kind+opvang", "opvang+toeslag")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021/267", "2021-267"),
        ("2021/267", "2021.267"),
        ("Z/2021/267", "2021/267"),
        ("NO18-01363/UIT-19-05749", "UIT-19-05749"),
        ("NO18-01363/UIT-19-05749", "NO1801363"),
        ("BLOEM-20210267a", "20210267"),
        ("2022/1187-RW", "2022-1187"),
        ("2022/1187-RW", "1187-RW"),
        ("2022.1187.jdv", "2022/1187"),
    ],
)
def test_a_reference_has_a_key_in_common_with_its_other_notations(one, other):
    assert set(dutch.references(one)) & set(dutch.references(other))


def test_words_and_small_numbers_are_no_references():
    assert dutch.references("artikel 5 van 12 mei, kamer A1 en de Woo") == ()


def test_numbers_keep_what_divides_them():
    assert [dutch.analyse(number).lemma for number in ("5.1.2e", "2021/267", "12-05-2021")] == [
        "5.1.2e",
        "2021-267",
        "12-05-2021",
    ]


def test_the_memory_of_analyses_is_bounded_and_changes_nothing(monkeypatch):
    monkeypatch.setattr(analysis, "_KEPT", 50)
    analysis._cache.cache_clear()
    text = " ".join(f"woord{number}" for number in range(400)) + " gemeenten"
    first = dutch.streams(text)
    assert len(analysis._cache()) <= 50
    assert dutch.streams(text) == first
    analysis._cache.cache_clear()


def test_nothing_heavy_is_read_before_a_word_is():
    code = "import sys, fairwoo.index.dutch as d; a = 'simplemma' in sys.modules; d.analyse('raden'); print(a, 'simplemma' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "True"]
