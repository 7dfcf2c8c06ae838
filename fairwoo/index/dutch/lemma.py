"""The lemma of a word: the one form under which all its inflections are found. Words are never cut to a stem that is no word.

Reviewed exceptions go first. Then nouns, as people search for things: what OpenTaal says is a plural gets its singular (`gevaren` is
`gevaar`, whatever `varen` makes of it), and a noun with a plural is left alone. All else is simplemma's, with its known faults cured: a
lemma in two halves (`raad_lid`) is joined again, and a form of a form is looked up once more. A word that nobody knows gets the lemma
of the last word in it, or loses an ending if a known word is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fairwoo.index.dutch import endings, lexicon
from fairwoo.index.dutch.cutting import fold

_POSSESSIVE_FROM = 5  # letters, the 's included: of "'t's" nothing would be left
_TWO_CONSONANTS = re.compile(r"[^aeiouy]{2}$")  # only there are noun and verb surely the same: not in lever and leveren
_LINKS = ("", "s", "en", "n")
_SHORTEST_CUT = 3  # letters that must be left of a word that loses its ending
_LONGEST_PLAIN = 5  # letters
_ENDS_COMPOUND = 4
_SAME = 3  # first letters that a noun has in common with its verb
# Verbs in -eren are all made alike, and simplemma has only some of their forms: geanonimiseerd, doorgecommuniceerde; anonimiseerden.
_LOAN_PARTICIPLE = re.compile(r"(?P<before>.*)ge(?P<stem>.{2,})eerde?$")
_PARTICIPLE = re.compile(r"(?P<before>.*?)ge(?P<stem>.{3,}?)[dt]e?$")
_LOAN_FORM = re.compile(r"(?P<before>)(?P<stem>.{3,})eer(?:t|den?)$")

Split = Callable[[str], tuple[str, ...]]


def lemma(word: str, split: Split, former: tuple[str, ...] = ()) -> str:
    """The lemma of a folded word of letters (and apostrophes), itself folded. `split` divides a compound into forms, or gives ().

    `former` are the words that led to this one: the lemma of a lemma is that lemma, also where simplemma goes round in a circle.
    """
    if (reviewed := lexicon.override(word)) is not None:
        return reviewed
    if len(word) >= _POSSESSIVE_FROM and word.endswith("'s"):
        return lemma(word[:-2], split)
    if "'" in word:
        return word  # zo'n is not the sun
    found = _simplemma(word)
    found = _noun(word, found) or found
    if found is None:
        return _unlisted(word, split)
    if found == word:
        return word if endings.is_noun(word) else _loan(word) or _adjective(word, split) or _noun_of(word) or word
    if found in former:
        return min(*former, word)
    begins_alike = found[:_SAME] == word[:_SAME] or found.endswith("en")
    return lemma(found, split, (*former, word)) if begins_alike else found


def _simplemma(word: str) -> str | None:
    """simplemma's lemma, folded; the word itself if its lemma has two halves that make no word; None if it does not know the word."""
    found = lexicon.known_lemma(word)
    if found is None or "_" not in found:
        return found and fold(found)
    first, _, last = found.partition("_")
    return next((whole for link in _LINKS if lexicon.is_word(whole := fold(f"{first}{link}{last}"))), word)


def _noun(word: str, found: str | None) -> str | None:
    """The singular if this is a plural, the word itself if it is a noun or adjective; None if it may be anything else."""
    singulars = endings.singulars(word)
    if singulars:
        return found if found in singulars else singulars[0]
    if endings.is_noun(word):
        # lager, aangewezen: rather the adjective's or the verb's, unless reviewers say otherwise
        other = found is not None and found != word and (endings.is_adjective(found) or (word[-2:] == found[-2:] == "en"))
        return None if other else word
    return word if found is not None and found.endswith("en") and _is_no_verb(word, found) else None


def _is_no_verb(word: str, infinitive: str) -> bool:
    """Adjectives and nouns without a plural that simplemma takes for verbs: `droog` (drogen), `huur` (huren). Longer words in d, t or en
    are participles, which belong to their verb.
    """
    if len(word) > _LONGEST_PLAIN and word.endswith(("d", "t", "en")):
        return False
    return endings.is_adjective(word) or bool(lexicon.places(word) & _ENDS_COMPOUND and infinitive in endings.infinitives(word))


def _noun_of(infinitive: str) -> str | None:
    """`starten` → `start`: the noun that simplemma takes for a form of this verb, so that both are found together."""
    nouns = (noun for noun in endings.stems(infinitive) if _TWO_CONSONANTS.search(noun))
    return next((noun for noun in nouns if _simplemma(noun) == infinitive), None)


def _loan(word: str) -> str | None:
    """The infinitive of a form of a verb in -eren."""
    for pattern in (_LOAN_PARTICIPLE, _LOAN_FORM):
        if (loan := pattern.match(word)) and lexicon.is_word(infinitive := f"{loan['before']}{loan['stem']}eren"):
            return infinitive
    return None


def _adjective(word: str, split: Split) -> str | None:
    base = endings.uninflected(word)
    return None if base is None else lemma(base, split)


def _unlisted(word: str, split: Split) -> str:
    """The lemma of a word that simplemma has not, by OpenTaal: it may be one of its words, or a form of one."""
    if found := _loan(word) or _participle(word, split) or _adjective(word, split):
        return found
    if word.endswith("en") and endings.uninflected(word[:-1]) == word[:-2]:
        return word[:-2]  # omwonenden
    return word if lexicon.inflection(word) else _unknown(word, split)


def _participle(word: str, split: Split) -> str | None:
    """`weggelakt` → `weglakken`."""
    if (found := _PARTICIPLE.match(word)) is None:
        return None
    candidates = (f"{found['before']}{one}" for one in endings.infinitives(found["stem"]))
    return next((lemma(one, split) for one in candidates if lexicon.is_word(one)), None)


def _unknown(word: str, split: Split) -> str:
    if forms := split(word):
        return word[: len(word) - len(forms[-1])] + lemma(forms[-1], split)
    if lexicon.is_word(word):
        return word
    for ending in ("e", "en", "n", "s"):
        shorter = word.removesuffix(ending)
        if shorter != word and len(shorter) >= _SHORTEST_CUT and lexicon.is_word(shorter):
            return lemma(shorter, split)
    return word
