"""How dossiers and documents are cited: as the styles say, and whatever a title holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.serve.dossiers.citing import FORMS, Source, apa, bibtex, legal, ris

DOSSIER = Source(
    key="gm0055-zwembad",
    author="Gemeente Boarnsterhim",
    publisher="Gemeente Boarnsterhim",
    dated=date(2023, 3, 14),
    title="Sluiting van het zwembad",
    kind="Woo-besluit",
    reference="Z2023-1",
    address="https://woo.voorbeeld.nl/dossier/gm0055-zwembad",
)
DOCUMENT = Source(
    key="gm0055-zwembad-nr-3",
    author=None,
    publisher="Gemeente Boarnsterhim",
    dated=date(2022, 9, 1),
    title="Keuring van de glijbaan",
    kind="rapport",
    reference="nr. 3",
    address="https://woo.voorbeeld.nl/dossier/gm0055-zwembad/document/nr-3",
    within=DOSSIER,
)


def test_apa_of_a_dossier():
    assert apa(DOSSIER) == (
        "Gemeente Boarnsterhim. (2023, 14 maart). Sluiting van het zwembad [Woo-besluit]. "
        "https://woo.voorbeeld.nl/dossier/gm0055-zwembad"
    )
    assert "(z.d.)" in apa(replace(DOSSIER, dated=None))


def test_apa_of_a_document_of_an_unknown_maker_begins_with_its_title():
    assert apa(DOCUMENT) == (
        "Keuring van de glijbaan [Rapport]. (2022, 1 september). In Gemeente Boarnsterhim, Sluiting van het zwembad [Woo-besluit]. "
        "https://woo.voorbeeld.nl/dossier/gm0055-zwembad/document/nr-3"
    )


def test_the_guide_for_legal_authors():
    assert legal(DOSSIER) == (
        "Gemeente Boarnsterhim, Woo-besluit van 14 maart 2023 (‘Sluiting van het zwembad’), kenmerk Z2023-1, "
        "https://woo.voorbeeld.nl/dossier/gm0055-zwembad."
    )
    assert legal(DOCUMENT) == (
        "‘Keuring van de glijbaan’, rapport van 1 september 2022, nr. 3, in: Gemeente Boarnsterhim, Woo-besluit van 14 maart 2023 "
        "(‘Sluiting van het zwembad’), kenmerk Z2023-1, https://woo.voorbeeld.nl/dossier/gm0055-zwembad/document/nr-3."
    )


def test_bibtex_keeps_the_name_of_a_body_whole_and_writes_its_marks_as_text():
    text = bibtex(replace(DOSSIER, author="Ministerie van Onderwijs, Cultuur & Wetenschap", title="100% {veilig}_zwemmen #1 \\x"))
    assert text.startswith("@misc{gm0055-zwembad,\n")
    assert r"author = {{Ministerie van Onderwijs, Cultuur \& Wetenschap}}" in text
    assert r"title = {{100\% \{veilig\}\_zwemmen \#1 \textbackslash{}x}}" in text
    assert "month = mar" in text
    assert "url = {https://woo.voorbeeld.nl/dossier/gm0055-zwembad}" in text


def test_ris_is_one_record_with_windows_line_ends():
    lines = ris(DOCUMENT).split("\r\n")
    assert lines[0] == "TY  - GOVDOC"
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 2022/09/01" in lines
    assert "T2  - Sluiting van het zwembad" in lines
    assert not any(line.startswith("AU") for line in lines)


@given(st.text(min_size=1, max_size=80))
def test_no_title_gets_out_of_its_field(title):
    hostile = replace(DOSSIER, title=title, reference=title, author=title)
    for line in ris(hostile).split("\r\n")[:-1]:
        assert re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line)
    depth = 0
    text = re.sub(r"\\[{}$&#_%]", "", bibtex(hostile))  # what TeX takes as a character
    for number, mark in enumerate(text.strip(), 1):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth > 0 or number in {*range(1, len("@misc{")), len(text.strip())}
    assert depth == 0


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_at_its_own_address(visit, form):
    answer = visit.get(f"/dossier/gm0055-speeltuin-parkstraat/citeren/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FORMS[form][1])
    assert "onveilige speeltoestellen" in answer.text
    again = visit.get(answer.request.url.path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_document_can_be_cited_and_an_unknown_form_cannot(visit):
    base = "/dossier/gm0055-speeltuin-parkstraat"
    text = visit.get(f"{base}/document/nr-6/citeren/apa.txt").text
    assert text.startswith("Interne notitie sluiting of vervanging [Notitie]. (2022, 3 november). In Gemeente Boarnsterhim, ")
    assert visit.get(f"{base}/citeren/mla").status_code == 404
    assert visit.get(f"{base}/document/nr-99/citeren/ris").status_code == 404
