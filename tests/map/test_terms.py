"""The terms of vocab/dcat.toml, against the official files where there are any."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fairwoo import vocab
from fairwoo.map.terms import authority, file_type_uri, format_standard, language_tag, law_of, licence, media_type_uri, not_open
from fairwoo.model import Dossier

EU = "http://publications.europa.eu/resource/authority/file-type/"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"


@pytest.mark.parametrize(
    "text",
    ["cc0", "CC-0", "CC0 1.0", "CC0_1.0", "http://creativecommons.org/publicdomain/zero/1.0/",
     "https://creativecommons.org/publicdomain/zero/1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"],
)  # fmt: skip
def test_a_licence_is_known_by_any_of_its_names(text: str) -> None:
    found = licence(text)
    assert found is not None
    assert (found.dcat, found.web) == (CC0, CC0.replace("http:", "https:"))


@pytest.mark.parametrize(
    "text", ["", "vrij", "https://creativecommons.org/publicdomain/zero/1.01/", "cc", "https://example.nl/cc0"]
)
def test_what_only_looks_like_a_licence_is_none(text: str) -> None:
    assert licence(text) is None


@pytest.mark.parametrize(
    ("media_type", "code"),
    [
        ("application/pdf", "PDF"),
        ("text/csv; charset=utf-8", "CSV"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"),
        ("image/jpeg", "JPEG"),
        ("application/json", "JSON"),
    ],
)
def test_file_types(media_type: str, code: str) -> None:
    assert file_type_uri(media_type) == EU + code


@pytest.mark.parametrize(
    ("claim", "code"),
    [("2b", "PDFA2B"), ("PDF/A-1a", "PDFA1A"), ("1B", "PDFA1B"), ("3", "PDF"), ("2u", "PDF"), ("", "PDF"), ("onzin", "PDF")],
)
def test_pdfa_has_a_file_type_of_its_own_where_the_list_has_one(claim: str, code: str) -> None:
    assert file_type_uri("application/pdf", claim) == EU + code
    assert file_type_uri("text/plain", claim) == EU + "TXT"


@pytest.mark.parametrize("media_type", [None, "", "message/rfc822", "application/vnd.ms-outlook", "onzin"])
def test_no_file_type_is_made_up(media_type: str | None) -> None:
    assert file_type_uri(media_type) is None


def test_media_types_are_iana_addresses() -> None:
    assert media_type_uri("Text/CSV; charset=utf-8") == "https://www.iana.org/assignments/media-types/text/csv"
    assert media_type_uri("message/rfc822") == "https://www.iana.org/assignments/media-types/message/rfc822"
    unregistered = (None, "", "pdf", "application/x-iwork", "application/octet-stream", "a/b/c", "text/pl ain")
    assert [media_type_uri(one) for one in unregistered] == [None] * 7


def test_file_types_are_in_the_official_table(standards: Path) -> None:
    table = (standards / "eu-vocab/filetypes-skos-ap-act.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"^:(\w+)$", table, re.MULTILINE))
    written = (Path(__file__).parents[2] / "vocab/dcat.toml").read_text(encoding="utf-8")
    codes = re.findall(
        r'"([A-Z0-9_]+)"$', written[written.index("[file_types]") : written.index("[language_tags]")], re.MULTILINE
    )
    assert len(codes) == 14
    assert set(codes) <= known


@pytest.mark.parametrize(
    ("regime", "decided", "code"),
    [
        ("Woo", None, "Woo"),
        ("Wob", date(2023, 1, 1), "Wob"),
        (None, date(2022, 4, 30), "Wob"),
        (None, date(2022, 5, 1), "Woo"),
        (None, None, None),
        (None, date(1990, 1, 1), None),
    ],
)
def test_the_law_is_that_of_the_dossier_or_of_the_day(regime: str | None, decided: date | None, code: str | None) -> None:
    dossier = Dossier(id="x", location="x", publisher=vocab.match_body("gm0055"), regime=regime, decided=decided)
    found = law_of(dossier)
    assert (found.code if found else None) == code


def test_every_register_of_tooi_is_thought_of() -> None:
    known = {register: authority(register) for register in {body.register_name for body in vocab.bodies()}}
    assert {register for register, one in known.items() if one is None} == set()
    assert {register for register, one in known.items() if one and one.type is None} == {"oorg", "so"}
    assert not_open().dcat == "https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/niet_open"


def test_every_language_has_a_tag() -> None:
    tags = {language.code: language_tag(language) for language in vocab.languages()}
    assert (len(tags), tags["NLD"], tags["FRY"], tags["ELL"]) == (27, "nl", "fy", "el")


@pytest.mark.parametrize(
    ("text", "address", "kind"),
    [
        ("CC0", "http://creativecommons.org/publicdomain/zero/1.0/", "PublicDomain"),
        ("CC BY 4.0", "http://creativecommons.org/licenses/by/4.0/", "Attribution"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.nl", "http://creativecommons.org/licenses/by-sa/4.0/", None),
        ("niet open", "https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/niet_open", "UnknownIPR"),
    ],
)
def test_every_licence_of_the_list_is_known(text: str, address: str, kind: str | None) -> None:
    found = licence(text)
    assert found is not None
    assert found.dcat == address
    assert found.web == address.replace("http://creativecommons", "https://creativecommons")
    assert found.kind == (f"http://purl.org/adms/licencetype/{kind}" if kind else None)


def test_a_format_of_pronom_has_a_page() -> None:
    assert format_standard("fmt/276") == "https://www.nationalarchives.gov.uk/PRONOM/fmt/276"
    assert format_standard("x-fmt/111") == "https://www.nationalarchives.gov.uk/PRONOM/x-fmt/111"
    assert [format_standard(one) for one in (None, "", "UNKNOWN", "fmt/1?x=<y>")] == [None] * 4
