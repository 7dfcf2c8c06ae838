"""The analysis against the word lists.

python -m tests.search.wordlists            figures, and what went wrong
"""

from __future__ import annotations

from typing import NamedTuple

from fairwoo.index import dutch
from tests.search import material

WORDS = material.HERE / "words"


class Measured(NamedTuple):
    """How many of how many were right, and what was not."""

    right: int
    of: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        """Right ones (0–1)."""
        return self.right / self.of


def families(kind: str | None = None) -> Measured:
    """Families whose forms all have one lemma key."""
    rows = [row for row in material.rows(WORDS / "families.csv") if kind in {None, row["kind"]}]
    wrong = []
    for row in rows:
        lemmas = {form: dutch.analyse(form).lemma for form in row["forms"].split()}
        if len(set(lemmas.values())) > 1:
            wrong.append(" ".join(f"{form}→{lemma}" for form, lemma in lemmas.items()))
    return Measured(len(rows) - len(wrong), len(rows), tuple(wrong))


def pairs() -> Measured:
    """Pairs that stay apart: two lemmas, and neither lemma is a part of the other word."""
    rows = material.rows(WORDS / "pairs.csv")
    wrong = []
    for row in rows:
        one, other = dutch.analyse(row["one"]), dutch.analyse(row["other"])
        if one.lemma == other.lemma or one.lemma in other.parts or other.lemma in one.parts:
            wrong.append(f"{row['one']} = {row['other']} ({one.lemma}, {other.lemma})")
    return Measured(len(rows) - len(wrong), len(rows), tuple(wrong))


class Split(NamedTuple):
    """Compounds: split as told, split otherwise, left whole; and long words that were to be left whole."""

    right: Measured
    wrong: tuple[str, ...]
    whole: tuple[str, ...]
    kept: Measured


def compounds() -> Split:
    """Parts are compared as lemmas in order; what the list does not give as a way to split, is wrong."""
    rows = material.rows(WORDS / "compounds.csv")
    right, wrong, whole, kept, broken = 0, [], [], 0, []
    for row in rows:
        ways = {tuple(way.split("|")) for way in (row["parts"], *row["also"].split()) if way}
        parts = dutch.analyse(row["word"]).parts
        if not row["parts"]:
            kept += not parts or parts in ways
            broken += [] if not parts or parts in ways else [f"{row['word']}: {'|'.join(parts)}"]
        elif parts in ways:
            right += 1
        elif parts:
            wrong.append(f"{row['word']}: {'|'.join(parts)}")
        else:
            whole.append(row["word"])
    split, unsplit = sum(bool(row["parts"]) for row in rows), sum(not row["parts"] for row in rows)
    return Split(Measured(right, split, (*wrong, *whole)), tuple(wrong), tuple(whole), Measured(kept, unsplit, tuple(broken)))


def main() -> None:
    split = compounds()
    told = [(f"families, {kind}", families(kind)) for kind in ("noun", "compound", "adjective", "verb")]
    told += [("families", families()), ("pairs apart", pairs()), ("compounds", split.right), ("kept whole", split.kept)]
    for name, one in told:
        print(f"{name}: {one.right} of {one.of} ({one.share:.3f})")
    print(f"compounds split wrongly: {len(split.wrong)}, left whole: {len(split.whole)}\n")
    for _, one in told[4:]:
        print(*one.wrong, sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
