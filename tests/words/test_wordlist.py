"""Is text language: sound text against the ways in which a text layer goes wrong. Letters by hand; figures on the corpus."""

import random
import subprocess
import sys

import pytest

from fairwoo.shared import data_folder
from fairwoo.wordlist import SOUND, USABLE, hit_rate, is_known
from tests.check.made import DUTCH

ENGLISH = """The college has decided to disclose the requested documents in part. The names of the staff have been left out, because
the protection of their private life weighs more than the interest of openness. An objection can be made within six weeks."""
COMPOUNDS = """Geheimhoudingsplicht, omgevingsvergunningaanvraag, rijkswegverbreding, gemeenteraadsvergadering, speeltuinvernieuwing,
dijkversterkingsplan, woningbouwcorporatie, grondwaterstand, verkeersveiligheidsplan, bestemmingsplanwijziging"""


def shifted(text):
    """As with fonts whose characters are mapped wrongly."""
    return "".join(chr((ord(mark) - 97 + 3) % 26 + 97) if "a" <= mark <= "z" else mark for mark in text.lower())


def wrong(text, share, seed=1):
    """With so many letters replaced."""
    chance = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(chance.choice(letters) if mark.isalpha() and chance.random() < share else mark for mark in text)


@pytest.mark.parametrize("text", [DUTCH, ENGLISH, DUTCH + ENGLISH, DUTCH.upper(), COMPOUNDS])
def test_language_is_known(text):
    assert hit_rate(text) >= SOUND


@pytest.mark.parametrize(
    "text", [shifted(DUTCH), DUTCH[::-1], " ".join(DUTCH), DUTCH.replace(" ", ""), wrong(DUTCH, 0.25), shifted(ENGLISH)]
)
def test_what_fell_apart_is_not(text):
    assert (hit_rate(text) or 0) < USABLE


def test_too_little_to_judge_and_no_dictionary():
    assert hit_rate("Bijlage bij het besluit") is None
    assert hit_rate("1 2 3 " * 100) is None
    assert hit_rate(DUTCH, "fry") is None


def test_other_languages_by_their_own_list():
    german = "Die Gemeinde hat entschieden, die angefragten Unterlagen teilweise zu veröffentlichen, weil der Schutz wichtig ist."
    assert hit_rate(german, "deu") >= SOUND
    assert hit_rate(german, "nld") < USABLE


def test_words_of_official_letters_are_known():
    """Words that a list of lemmas lacks; and what looks like a word but is none."""
    official = ["daarmee", "waarvan", "openbaarheid", "vervolgens", "geïnformeerd", "Wob", "gemeenteraad", "notwithstanding"]
    assert [word for word in official if not is_known(word)] == []
    assert not any(is_known(word) for word in ["daarnee", "openbaarhaid", "vervolqens", "gemeenterxad", "xqzt"])
    assert not is_known("gemeente", "fry")


def test_next_to_no_word_is_known_by_chance():
    chance = random.Random(11)
    words = ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=7)) for _ in range(20_000)]
    assert sum(map(is_known, words)) < 20


def test_the_table_is_sorted_and_each_value_is_there_once():
    content = (data_folder("vocab") / "known_words.bin").read_bytes()
    values = [int.from_bytes(content[place : place + 4], "little") for place in range(0, len(content), 4)]
    assert len(values) > 400_000
    assert values == sorted(set(values))


def test_dutch_and_english_are_judged_without_the_large_lists():
    """They cost half a second and 50 MB in each worker."""
    work = "hit_rate('het besluit van de gemeente ' * 9); sys.exit('simplemma' in sys.modules)"
    code = f"import sys; from fairwoo.wordlist import hit_rate; {work}"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_long_text_is_sampled_evenly_and_always_alike():
    long = DUTCH * 40 + shifted(DUTCH) * 40
    assert hit_rate(long) == hit_rate(long) == pytest.approx(0.5, abs=0.08)


def test_measured_separation_on_real_pages(corpus):
    """On the born-digital pages of the corpus all sound pages pass, and all shifted or reversed ones fail (figures in the module)."""
    import pypdfium2

    texts = []
    for path in sorted((corpus / "pdf-dossiers").rglob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        texts += [document[number].get_textpage().get_text_range() for number in range(len(document))]
        document.close()
    judged = [text for text in texts if hit_rate(text) is not None]
    assert len(judged) > 15
    assert min(hit_rate(text) for text in judged) >= USABLE
    for spoil in (shifted, lambda text: text[::-1], lambda text: wrong(text, 0.25)):
        assert max(hit_rate(spoil(text)) or 0 for text in judged) < USABLE
