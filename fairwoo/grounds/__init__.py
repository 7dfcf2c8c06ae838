"""The grounds on which information is withheld: chapter 5 of the Woo, articles 10 and 11 of the Wob before it.

Codes are written `5.1.2e` (article, paragraph, letter), `5.2.1`, `10.2e`, `11.1`. The law follows from the article, not from a
date. Sources: Woo, BWBR0045754; Wob, BWBR0005252; `vocab/grounds.csv`.
"""

from fairwoo.grounds.law import Ground, all_grounds, describe, ground
from fairwoo.grounds.reading import FoundGround, GroundReading, find_in_text, read_cell

__all__ = ["FoundGround", "Ground", "GroundReading", "all_grounds", "describe", "find_in_text", "ground", "read_cell"]
