"""I4: ½ for metadata without errors, ½ × the share of body, category, theme and kinds given as codes or addresses."""

import pytest

from fairwoo.model import Description, FindingKind, Level, Place, SourceKind
from tests.check.made import BODY, document, evidence, fact, measure

THEME = "https://identifier.overheid.nl/tooi/def/thes/top/c_d96f9cd3"
KIND = "https://identifier.overheid.nl/tooi/def/thes/kern/c_1cf18f83"
CODES = {"publisher": BODY.uri, "category": "c_3baef532", "theme": THEME}


@pytest.mark.parametrize(
    ("facts", "eighths"),
    [
        (CODES | {"kind": KIND}, 8),
        (CODES, 7),
        ({"publisher": "gm0055", "category": "2i"}, 6),  # of four
        ({"publisher": BODY.name}, 4),
        ({"publisher": BODY.uri, "category": "Woo-verzoeken en -besluiten"}, 5),
        ({"publisher": BODY.name, "theme": "afval", "kind": "Woo-verzoek"}, 4),
    ],
)
def test_coded_values(facts, eighths):
    stated = tuple(fact("a" if name == "kind" else "", name, value) for name, value in facts.items())
    assert measure("I4", evidence(document("a"), facts=stated)).score == pytest.approx(eighths / 8)


def test_how_the_body_is_named_may_be_unknown():
    stated = (fact("", "category", "c_3baef532"), fact("", "theme", THEME), fact("a", "kind_code", "c_1cf18f83"))
    assert measure("I4", evidence(document("a"), facts=stated)).score == 1


def test_errors_in_the_metadata_lose_the_half_for_the_standard():
    kind = FindingKind(code="metadata-schema", level=Level.ERROR, nl="x", en="x", do_nl="x", do_en="x")
    stated = (*(fact("", name, value) for name, value in CODES.items()), fact("a", "kind", KIND))
    wrong = evidence(document("a"), facts=stated, findings=(kind.at(Place(file="dossier.json", path="$.decided")),))
    assert measure("I4", wrong).score == pytest.approx(0.5)
    elsewhere = evidence(document("a"), facts=stated, findings=(kind.at(Place(file="besluit.pdf")),))
    assert measure("I4", elsewhere).score == 1


def test_what_fairwoo_describes_does_not_count_but_is_offered():
    made = Description(standard="dcat", file_name="dcat.ttl", media_type="text/turtle", content="")
    found = measure("I4", evidence().model_copy(update={"descriptions": (made,)}))
    assert found.score == 0
    assert any("dcat.ttl" in each.text.nl for each in found.lines)


def test_words_read_from_a_text_are_no_metadata():
    assert measure("I4", evidence(facts=(fact("", "category", "c_3baef532", SourceKind.TEXT),))).score == 0
