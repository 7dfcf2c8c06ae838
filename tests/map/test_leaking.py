"""Which files are handed to nobody: those that show what they should not, those that were not read, and those that hold one of them."""

from __future__ import annotations

import pytest

from fairwoo.map.held_back import Held, held_back
from fairwoo.map.leaking import not_read, with_hidden_text
from fairwoo.model import Body, Disclosure, Document, Dossier, Extraction, Finding, Hidden, HiddenKind, Level, Page, Place, Text

BODY = Body(
    uri="https://identifier.overheid.nl/tooi/id/gemeente/gm0055", code="gm0055", name="gemeente X", register_name="gemeente"
)
DOSSIER = Dossier(
    id="gm0055-a",
    location="a",
    publisher=BODY,
    documents=(
        Document(id="doos", path="doos.zip"),
        Document(id="mail", path="doos.zip/mail.eml", parent="doos"),
        Document(id="brief", path="doos.zip/mail.eml/brief.pdf", parent="mail"),
        Document(id="nota", path="nota.pdf"),
    ),
)


def extraction(*hidden: Hidden, words: int = 0) -> Extraction:
    page = Page(number=1, text="tekst", hidden=hidden, hidden_words=words)
    return Extraction(sha256="ab", media_type="application/pdf", pages=(page,), made_by="test")


def finding(code: str, path: str, level: Level = Level.ERROR) -> Finding:
    words = Text(nl="x", en="x")
    return Finding(code=code, level=level, place=Place(file=path), message=words, advice=words)


@pytest.mark.parametrize(
    ("kind", "words", "leaks"),
    [
        (HiddenKind.EARLIER_REVISION, 2, True),
        (HiddenKind.EARLIER_REVISION, 0, False),
        (HiddenKind.INVISIBLE, 2, False),
    ],
)
def test_words_that_an_earlier_version_still_has_are_a_leak(kind, words, leaks):
    found = with_hidden_text(DOSSIER, (), {"nota": extraction(Hidden(kind=kind, words=words))})
    assert found == ({"nota"} if leaks else set())


def test_what_holds_a_leaking_file_leaks_too():
    assert with_hidden_text(DOSSIER, (), {"brief": extraction(words=1)}) == {"brief", "mail", "doos"}


def test_a_file_that_could_not_be_read_or_not_yet_is_not_read_and_what_holds_it():
    assert not_read(DOSSIER, [finding("pdf-broken", "nota.pdf")], ()) == {"nota"}
    assert not_read(DOSSIER, [finding("format-not-read", "nota.pdf", Level.WARNING)], ()) == set()
    assert not_read(DOSSIER, (), ["brief"]) == {"brief", "mail", "doos"}


def test_what_was_refused_stays_refused_and_what_leaks_leaks_whether_it_was_read_or_not():
    documents = [
        Document(id="a", path="a", unread=True),
        Document(id="b", path="b", unread=True, leaking=True),
        Document(id="c", path="c", unread=True, disclosure=Disclosure.NOT_PUBLIC),
    ]
    assert held_back(documents) == {"a": Held.UNREAD, "b": Held.LEAKING, "c": Held.REFUSED}
