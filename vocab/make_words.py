"""Make `known_words.bin`: which words Dutch and English know, as a sorted list of CRC-32 values (4 bytes each, little-endian).

    python vocab/make_words.py [FOLDER]

Reads `dutch` (OpenTaal), `american-english` and `british-english` (SCOWL) in FOLDER, by default /usr/share/dict, where Debian's packages
wdutch, wamerican and wbritish put them. Kept are words of two letters and more, letters only, in lower case. The licences and
versions are in `known_words.txt`.
"""

from __future__ import annotations

import sys
import unicodedata
import zlib
from array import array
from pathlib import Path

LISTS = ("dutch", "american-english", "british-english")
KEPT = Path(__file__).parent / "known_words.bin"


def words(folder: Path) -> set[str]:
    """The words of all lists."""
    found = set()
    for name in LISTS:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            word = unicodedata.normalize("NFC", line.strip()).lower()
            if len(word) > 1 and word.isalpha():
                found.add(word)
    return found


def table(found: set[str]) -> bytes:
    """The values of the words, sorted."""
    values = array("I", sorted({zlib.crc32(word.encode()) for word in found}))
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def main() -> None:
    """Write the file."""
    found = words(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("/usr/share/dict"))
    KEPT.write_bytes(table(found))
    print(f"{len(found)} words, {KEPT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
