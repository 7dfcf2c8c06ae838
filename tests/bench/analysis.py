"""The Dutch analysis: what a page costs, with words that were met before and without.

    python -m tests.bench.analysis FOLDER

runs the work once, in a process of its own, over the texts (`*.ocr`, pages parted by form feeds) below FOLDER and prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tests.bench import compare, timed
from tests.bench.timed import tree_memory
from tests.bench.workloads import Bench, Result

GOAL = 3_000  # pages a CPU second, warm
_WARM_TURNS = 5


def analysis(bench: Bench) -> Result:
    """The Dutch analysis of the corpus's recognised pages, once in a new process and then with its cache warm."""
    command = [sys.executable, "-m", "tests.bench.analysis", str(bench.corpus)]
    answers = [json.loads(timed.run(command).output) for _ in range(max(2, bench.rounds))]
    cold = compare.figures("cold, all pages", [answer["cold"] for answer in answers])
    warm = compare.figures("warm, all pages", [answer["warm"] for answer in answers])
    facts = (
        ("pages a CPU second, warm", answers[0]["pages"] / warm.median),
        ("goal", GOAL),
        ("pages a CPU second, cold", answers[0]["pages"] / cold.median),
        ("microseconds for a new word", cold.median / answers[0]["words"] * 1e6),
        ("CPU seconds for the first word", answers[0]["first"]),
        ("memory for tables and cache, MB", answers[0]["memory"] / 1e6),
    )
    return Result(
        figures=(cold, warm), facts=facts, counts=tuple((name, answers[0][name]) for name in ("pages", "tokens", "words"))
    )


def pages(folder: Path) -> list[str]:
    """The pages with text of all recognised texts."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.ocr")))
    return [page for text in texts for page in text.split("\f") if page.strip()]


def measured(texts: list[str]) -> dict[str, float]:
    """CPU seconds of the first word, of all pages in a process that has not seen them, and of all once more; and the memory it took."""
    from fairwoo.index import dutch

    own = [int(Path("/proc/self").resolve().name)]
    before, clock = tree_memory(own), time.process_time
    start = clock()
    dutch.analyse("omgevingsvergunningen")
    first = clock()
    words = {token.text for text in texts for token in dutch.tokens(text)}
    cold_start = clock()
    tokens = sum(len(dutch.streams(text).ex) for text in texts)
    cold = clock() - cold_start
    warm_start = clock()
    for _ in range(_WARM_TURNS):
        for text in texts:
            dutch.streams(text)
    warm = (clock() - warm_start) / _WARM_TURNS
    memory = tree_memory(own) - before
    return {
        "first": first - start,
        "cold": cold,
        "warm": warm,
        "memory": memory,
        "pages": len(texts),
        "tokens": tokens,
        "words": len(words),
    }


if __name__ == "__main__":
    print(json.dumps(measured(pages(Path(sys.argv[1])))))
