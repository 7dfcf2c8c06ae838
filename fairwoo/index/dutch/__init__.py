"""Dutch words as every search engine gets them: cut, folded, reduced to lemmas and divided here, once, so that all engines find the same.

A *token* is a word as it stands in a text, with its inner punctuation: `woo-verzoek`, `B&W`, `2021/267`, `foto's`. `analyse` gives three
things of it: how it is spelt, in one spelling (`wooverzoeken`), its lemma (`wooverzoek`), and the lemmas of the words in it (`woo`,
`verzoek`). `streams` gives a whole text so, with pairs of parts and with references.

`cutting` finds tokens, `lemma` and `compounds` know what words are, by the tables of `lexicon` and the `endings` of nouns and
adjectives, and `analysis` puts it together and remembers it.

    streams("Overzicht van omgevingsvergunningen").lem == ("overzicht", "van", "omgevingsvergunning")
"""

from fairwoo.index.dutch.analysis import Analysed, Streams, analyse, streams
from fairwoo.index.dutch.cutting import LONGEST_KEY, Token, fold, placed, tokens, words
from fairwoo.index.dutch.lexicon import fingerprint, function_words
from fairwoo.index.dutch.references import references

__all__ = [
    "ANALYSIS_VERSION",
    "LONGEST_KEY",
    "Analysed",
    "Streams",
    "Token",
    "analyse",
    "fold",
    "function_words",
    "placed",
    "references",
    "streams",
    "tokens",
    "words",
]

# Indexes made by another version are refused. The number goes up with any change to what comes out of this package; what follows it
# changes by itself with simplemma's version and with the tables.
ANALYSIS_VERSION = f"nl-4-{fingerprint()}"
