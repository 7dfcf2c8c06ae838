"""Addresses: absolute, ASCII, and the same for the same dossier."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.errors import UsageError
from fairwoo.map.addresses import LOCAL, Addresses, base_address, mail_address, web_address

BASE = "https://woo.example.nl"


def test_the_scheme() -> None:
    addresses = Addresses(BASE, "gm0055-bomenkap")
    assert addresses.dossier == "https://woo.example.nl/dossier/gm0055-bomenkap"
    assert addresses.descriptions[0] == "https://woo.example.nl/dossier/gm0055-bomenkap.jsonld"
    assert addresses.inventory == "https://woo.example.nl/dossier/gm0055-bomenkap/inventaris.csv"
    assert addresses.catalogue("gm0055") == "https://woo.example.nl/catalogus/gm0055"
    assert addresses.document("nota-1") == "https://woo.example.nl/dossier/gm0055-bomenkap/document/nota-1"
    assert (
        addresses.file("nota-1", "documenten/nota 1 (é).pdf")
        == "https://woo.example.nl/dossier/gm0055-bomenkap/document/nota-1/bestand/nota%201%20%28%C3%A9%29.pdf"
    )


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://woo.example.nl", "https://woo.example.nl"),
        (" HTTPS://Woo.Example.NL/a b?q=é#x ", "https://woo.example.nl/a%20b?q=%C3%A9#x"),
        ("https://example.nl/100%.pdf", "https://example.nl/100%25.pdf"),
        ("https://example.nl/a%20b", "https://example.nl/a%20b"),
        ("https://münchen.example:8443/x", "https://xn--mnchen-3ya.example:8443/x"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ('https://example.nl/"><script>', "https://example.nl/%22%3E%3Cscript%3E"),
    ],
)
def test_a_web_address_is_made_ascii(given: str, address: str) -> None:
    assert web_address(given) == address


@pytest.mark.parametrize(
    "given",
    [None, "", "www.example.nl", "zie bijlage 3", "ftp://example.nl/x", "javascript:alert(1)", "https://", "https://gebruiker:wachtwoord@example.nl",
     "http://example.nl:abc/", "http://[::1", "https://exa mple.nl/", "https://" + "a" * 70 + ".nl/", "file:///etc/passwd"],
)  # fmt: skip
def test_what_is_no_web_address(given: str | None) -> None:
    assert web_address(given) is None


@given(st.text())
def test_any_text_gives_an_ascii_address_that_stays_as_it_is_or_none(text: str) -> None:
    for tried in (text, f"https://example.nl/{text}"):
        address = web_address(tried)
        if address is not None:
            assert address.isascii()
            assert not set(address) & set(' "<>\\^`{|}')
            assert web_address(address) == address


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_any_names_give_an_address_that_fits_a_sitemap(dossier: str, document: str, path: str) -> None:
    addresses = Addresses(BASE, dossier[:60])
    address = addresses.file(document[:60], path)
    parts = urlsplit(address)
    assert address.startswith(f"{BASE}/dossier/")
    assert (parts.query, parts.fragment) == ("", "")
    assert len(parts.path.split("/")) == 7
    assert "/".join(quote(unquote(part), safe="") for part in parts.path.split("/")) == parts.path
    assert len(addresses.file("document", path)) <= 2048


def test_a_long_name_keeps_its_extension() -> None:
    assert Addresses(BASE, "x").file("d", "\U0001f333" * 300 + ".pdf").endswith(".pdf")


@pytest.mark.parametrize(
    ("setting", "base"), [(None, LOCAL), ("https://woo.nl/", "https://woo.nl"), ("https://nl.nl/woo/", "https://nl.nl/woo")]
)
def test_the_base(setting: str | None, base: str) -> None:
    assert base_address(setting) == base


@pytest.mark.parametrize("setting", ["", "woo.gemeente.nl", "https://woo.nl/?a=1", "https://woo.nl/#a"])
def test_a_base_that_cannot_be_used_is_a_mistake_of_the_user(setting: str) -> None:
    with pytest.raises(UsageError, match=r"map\.base_url"):
        base_address(setting)


@pytest.mark.parametrize(
    ("given", "address"),
    [("woo@gemeente.nl", "mailto:woo@gemeente.nl"), (" woo+vraag@sub.gemeente.nl ", "mailto:woo+vraag@sub.gemeente.nl"),
     ("woo", None), ("woo@gemeente", None), ("a b@c.nl", None), (None, None)],
)  # fmt: skip
def test_mail_addresses(given: str | None, address: str | None) -> None:
    assert mail_address(given) == address
