"""The word lists and the relevance set are what their README says: sizes, no page twice, every grade of a page that exists."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

from fairwoo.vocab import listed_bodies
from tests.search import material
from tests.search.noise import SHARE, scanned

WORDS = material.HERE / "words"


def test_the_word_lists_are_large_enough_and_hold_no_word_twice():
    families = [row["forms"].split() for row in material.rows(WORDS / "families.csv")]
    assert len(families) >= 150
    assert all(len(forms) > 1 for forms in families)
    assert not [form for form, times in Counter(form for forms in families for form in forms).items() if times > 1]
    compounds = material.rows(WORDS / "compounds.csv")
    assert sum(bool(row["parts"]) for row in compounds) >= 100
    assert sum(not row["parts"] for row in compounds) >= 50
    assert len({row["word"] for row in compounds}) == len(compounds)
    pairs = [frozenset((row["one"], row["other"])) for row in material.rows(WORDS / "pairs.csv")]
    assert len(set(pairs)) == len(pairs) >= 50
    assert all(len(pair) == 2 for pair in pairs)


def test_no_pair_that_must_stay_apart_is_in_one_family():
    family = {form: row["forms"] for row in material.rows(WORDS / "families.csv") for form in row["forms"].split()}
    for row in material.rows(WORDS / "pairs.csv"):
        assert family.get(row["one"], row["one"]) != family.get(row["other"], row["other"])


def test_the_set_has_the_size_that_is_told():
    read = [entry for entry in material.entries() if entry.page]
    assert len(read) >= 160
    assert len({entry.id for entry in material.entries()}) == len(material.entries())
    assert len(material.by_dossier()) >= 40
    assert all(100 <= len(entry.text.split()) <= 350 for entry in read)
    assert any(entry.page == 0 and entry.disclosure == "not_public" for entry in material.entries())


def test_no_two_pages_share_much_of_their_text():
    """Five words in a row seldom stand on two pages; on no two pages more than a few do."""
    shared: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, ...], str] = {}
    for entry in material.entries():
        words = re.findall(r"\w+", entry.text.casefold())
        for five in {tuple(words[at : at + 5]) for at in range(len(words) - 4)}:
            other = first.setdefault(five, entry.id)
            if other != entry.id:
                shared[other, entry.id] += 1
    assert max(shared.values()) <= 12, shared.most_common(3)


def test_the_bodies_no_longer_exist():
    known = {body.code: body for body in listed_bodies()}
    for code, name in material.BODIES.items():
        body = known[code]
        assert body.name == name
        assert body.ends is not None


def test_queries_grades_and_split_belong_together():
    queries = material.queries()
    assert Counter(one.kind for one in queries) == dict.fromkeys(material.CLASSES, 10)
    assert {one.id for one in queries} == set(material.grades()) == set(material.split())
    pages = {entry.id for entry in material.entries()}
    for graded in material.grades().values():
        assert set(graded) <= pages
        assert set(graded.values()) <= {0, 1, 2, 3}
        assert max(graded.values()) >= 2
    kept = Counter(one.kind for one in queries if material.split()[one.id] == "kept")
    assert sum(kept.values()) == 30
    assert set(kept.values()) == {3, 4}


def test_the_noise_of_a_scan_is_the_same_in_every_run_and_spoils_about_its_share():
    text = "De vergunning voor de uitbreiding wordt verleend, want het bestuur heeft geen bezwaren. " * 400
    read = scanned(text, "een/pagina/1")
    assert read == scanned(text, "een/pagina/1") != scanned(text, "een/pagina/2")
    whole = [word for word in re.findall(r"\w+", text) if len(word) > 3]
    kept = Counter(re.findall(r"\w+", read))
    spoilt = sum(times - min(times, kept[word]) for word, times in Counter(whole).items())
    assert 0.8 * SHARE < spoilt / len(whole) < 1.2 * SHARE
    assert scanned("2023-0012 op 3 mei", "x") == "2023-0012 op 3 mei"


def test_about_one_page_in_seven_is_a_scan():
    clean = {entry.id: entry.text for entry in material.entries() if entry.page}
    sources = _sources()
    noisy = [page for page, text in clean.items() if text not in sources]
    assert 0.13 <= len(noisy) / len(clean) <= 0.18


def _sources() -> set[str]:
    files = (tomllib.loads(file.read_text(encoding="utf-8")) for file in material.SET.glob("*.toml"))
    return {
        text for file in files for dossier in file["dossiers"] for document in dossier["documents"] for text in document["pages"]
    }
