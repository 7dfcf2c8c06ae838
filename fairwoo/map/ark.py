"""Archival Resource Keys: persistent identifiers that say nothing of what they name, worked out of the ids of dossiers and documents.

    ark:/NAAN/w1NNNNNNNNNNC                 a dossier
    ark:/NAAN/w1NNNNNNNNNNC/NNNNNNNNNNC     a document of it

Nothing is kept to mint them: the same id always gives the same name. `w1` is the shoulder, behind which a publisher's other ARKs may
have others. The digits are betanumeric (no vowels and no l, so that no word and no misreading arises), and C is a check character.
Two of 100,000 dossiers have the same name with a chance of 1 in 100,000; of 10,000 documents of one dossier, of 1 in 10,000,000.

Sources: https://www.ietf.org/archive/id/draft-kunze-ark-41.txt (2.2-2.5: hyphens do not count, "/" is for what is inside);
https://metacpan.org/dist/Noid/view/noid#NOID-CHECK-DIGIT-ALGORITHM.
"""

from __future__ import annotations

import hashlib

DIGITS = "0123456789bcdfghjkmnpqrstvwxz"
SHOULDER = "w1"
_LENGTH = 10  # digits of a name, but for shoulder and check character


def dossier_name(naan: str, dossier_id: str) -> str:
    """The name of a dossier under the number of its publisher."""
    name = SHOULDER + _digits("dossier", dossier_id)
    return name + check_character(f"{naan}/{name}")


def document_name(dossier_id: str, digest: str) -> str:
    """What stands behind the name of its dossier for a document; `digest` is the SHA-256 of the name it has in public, in hex.

    Of a document that was taken back only that digest is still known. The check character is of this part alone: the algorithm tells
    all errors in up to 28 characters, and a dossier's name has one of its own.
    """
    part = _digits("document", dossier_id, digest)
    return part + check_character(part)


def check_character(text: str) -> str:
    """The NOID check character: of betanumeric characters their value times their place, the others count for nothing, modulo 29."""
    return DIGITS[sum(place * max(DIGITS.find(one), 0) for place, one in enumerate(text, 1)) % len(DIGITS)]


def digest_of(name: str) -> str:
    """How the name of a document goes into its ARK."""
    return hashlib.sha256(name.encode()).hexdigest()


def _digits(*parts: str) -> str:
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest(), "big")
    found = ""
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(DIGITS))
        found += DIGITS[digit]
    return found
