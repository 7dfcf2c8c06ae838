"""What is told is in two languages, and shows what a reader cannot see."""

from __future__ import annotations

import re

import pytest

from fairwoo import catalogue
from fairwoo.model import Level
from tests.validate.made_xml import MINIMAL, findings, sitemap

LABEL = "Woo-verzoeken en -besluiten"
DUTCH = re.compile(r"\b(een|het|wordt|zijn|moet|staat|vraagt|schrijf|haal)\b", re.IGNORECASE)


def test_no_finding_says_dutch_in_english() -> None:
    kinds = catalogue.finding_kinds()
    assert len(kinds) > 100
    wrong = {code: text for code, kind in kinds.items() for text in (kind.en, kind.do_en) if DUTCH.search(text)}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "code", "level", "found"),
    [
        (f" {LABEL}", "diwoo-label-padded", Level.WARNING, f"“␣{LABEL}”"),
        (f"{LABEL}  ", "diwoo-label-padded", Level.WARNING, f"“{LABEL}␣␣”"),
        (f"\n{LABEL}\n", "diwoo-label-padded", Level.WARNING, f"“[U+000A]{LABEL}[U+000A]”"),
        (f"{LABEL}\u00a0", "diwoo-label-padded", Level.WARNING, f"“{LABEL}[U+00A0]”"),
        (LABEL.replace(" en", "\u00a0en"), "diwoo-label-spaces", Level.ERROR, "“Woo-verzoeken[U+00A0]en -besluiten”"),
        (LABEL.replace(" en", "  en"), "diwoo-label-spaces", Level.ERROR, "“Woo-verzoeken ␣en -besluiten”"),
        (LABEL.replace("-ver", "-\u200bver"), "diwoo-label-spaces", Level.ERROR, "“Woo-[U+200B]verzoeken en -besluiten”"),
        (LABEL.replace("-ver", "-\u00adver"), "diwoo-label-spaces", Level.ERROR, "“Woo-[U+00AD]verzoeken en -besluiten”"),
        (LABEL.replace(" en", "en"), "diwoo-label-differs", Level.ERROR, "“Woo-verzoekenen -besluiten”"),
        (LABEL.lower(), "diwoo-label-differs", Level.ERROR, f"“{LABEL.lower()}”"),
    ],
)
def test_a_label_that_looks_right_shows_what_differs(text: str, code: str, level: Level, found: str) -> None:
    (finding,) = [one for one in findings(sitemap(MINIMAL.replace(f">{LABEL}<", f">{text}<"))) if one.level is not Level.INFO]
    assert (finding.code, finding.level) == (code, level)
    assert found in finding.message.nl
    assert found in finding.message.en
