"""What the Woo harvester follows: robots.txt, an index for each category, sitemaps within the limits, and when each entry changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fairwoo import map as mapping
from fairwoo.errors import UsageError
from fairwoo.map import Published
from fairwoo.map.sitemap import located
from fairwoo.map.wording import one_line
from fairwoo.model import Document, Dossier, Level, Role
from fairwoo.settings import MapSettings
from fairwoo.validate import Given, Schemas, validate
from tests.conformance.test_diwoo import wrapper
from tests.map import real
from tests.map.chain import NOON, SITEMAP, codes, dossier_of, locations, publish, published, times
from tests.map.made import BASE, MADE, SETTINGS, a_dossier, a_file, decision, read

DIWOO = "{https://standaarden.overheid.nl/diwoo/metadata/}"
RESEARCH, SECTION_3_1 = "c_fdaee95e", "c_816e508d"


def test_the_chain_leads_from_robots_to_every_file() -> None:
    files, findings = publish(
        published(dossier_of(1, decision(), a_file("nota"))), published(dossier_of(2, a_file("rapport"), category=RESEARCH))
    )
    assert findings == []
    assert list(files)[-1] == "robots.txt"
    assert files["robots.txt"].decode().splitlines() == [
        f"Sitemap: {BASE}/sitemapindex-diwoo-infocat014.xml",
        f"Sitemap: {BASE}/sitemapindex-diwoo-infocat015.xml",
    ]
    reached = []
    for line in files["robots.txt"].decode().splitlines():
        index = files[line.removeprefix(f"Sitemap: {BASE}/")]
        for sitemap in locations(index):
            reached += locations(files[sitemap.removeprefix(f"{BASE}/")])
    assert [address.removeprefix(f"{BASE}/dossier/gm0055-proef-") for address in reached] == [
        "1/document/besluit/bestand/besluit.pdf",
        "1/document/nota/bestand/nota.pdf",
        "2/document/rapport/bestand/rapport.pdf",
    ]


def test_nothing_to_publish_gives_no_file() -> None:
    assert publish() == ({}, [])
    assert publish(published(MADE["withheld only"].dossier)) == ({}, [])


def test_every_file_is_valid_by_the_official_schema(standards: Path) -> None:
    schema = wrapper(standards)
    index = etree.XMLSchema(etree.parse(standards / "sitemaps/siteindex.xsd"))
    names = ("rich", "odd characters", "very long", "wob")
    dossiers = [MADE[name].dossier.model_copy(update={"id": f"gm0055-{number}"}) for number, name in enumerate(names)]
    files, _ = publish(*map(published, dossiers))
    assert len(files) == 3
    for path, content in files.items():
        if path.endswith(".xml"):
            assert (index if "index" in path else schema).validate(etree.fromstring(content)), path


def test_real_dossiers_give_a_chain_without_errors(corpus: Path, standards: Path) -> None:
    """All 784, by the official schemas and by our own stricter rules."""
    made = [(one.dossier, one.describe("diwoo").descriptions) for one in real.dossiers(corpus)]
    dossiers = [Published(dossier, found, {each: NOON for one in found for each in one.parts}) for dossier, found in made]
    files, findings = publish(*sorted(dossiers, key=lambda one: one.dossier.id))
    assert findings == []
    assert len(locations(files["sitemap-diwoo-infocat014-001.xml"])) == sum(len(one.changed) for one in dossiers) > 600
    assert not faults(files, Schemas(standards))


@pytest.mark.parametrize("name", MADE)
def test_our_own_rules_have_nothing_to_say(name: str) -> None:
    files, _ = publish(published(MADE[name].dossier))
    assert not faults(files, None)


def faults(files: Mapping[str, bytes], schemas: Schemas | None) -> list[tuple[str, str]]:
    """What `fairwoo validate` finds in the files, but for what is only worth knowing."""
    found = ((path, one) for path, content in files.items() for one in validate(Given(path, content), schemas).findings)
    return [(path, one.code) for path, one in found if one.level is not Level.INFO]


def test_entries_are_those_of_the_descriptions_with_the_time_put_in() -> None:
    rich = published(MADE["rich"].dossier)
    files, _ = publish(rich)
    root = etree.fromstring(files["sitemap-diwoo-infocat014-001.xml"])
    for moment in list(root.iter(SITEMAP + "lastmod")):
        assert [child.tag.split("}")[1] for child in moment.getparent()] == ["loc", "lastmod", "Document"]
        moment.getparent().remove(moment)
    described = etree.fromstring(rich.descriptions[0].content.encode())
    assert canonical(root) == canonical(described)


def canonical(root: etree._Element) -> bytes:
    parsed = etree.fromstring(etree.tostring(root), etree.XMLParser(remove_blank_text=True))
    return etree.tostring(parsed, method="c14n")


@pytest.mark.parametrize(
    "moment",
    [NOON, NOON.astimezone(timezone(timedelta(hours=13))), datetime(2026, 5, 4, 12, 0, 0)],
)
def test_times_are_in_utc_with_zone_and_seconds(moment: datetime) -> None:
    files, _ = publish(published(dossier_of(1), besluit=moment))
    assert times(files["sitemap-diwoo-infocat014-001.xml"]) == ["2026-05-04T12:00:00Z"]


def test_an_index_says_when_the_newest_of_a_sitemap_changed() -> None:
    later = NOON + timedelta(days=3)
    files, _ = publish(published(dossier_of(1, decision(), a_file("nota"), a_file("brief")), nota=later))
    assert times(files["sitemap-diwoo-infocat014-001.xml"]) == [f"2026-05-{day}T12:00:00Z" for day in ("04", "07", "04")]
    assert times(files["sitemapindex-diwoo-infocat014.xml"]) == ["2026-05-07T12:00:00Z"]


def test_a_sitemap_changes_when_a_file_was_taken_from_it() -> None:
    """A document that is withdrawn has no entry any more, but its dossier has changed."""
    gone, later = published(dossier_of(2, a_file("nota", withdrawn="c_098c1346"))), NOON + timedelta(days=1)
    assert gone.descriptions == ()
    files, _ = publish(published(dossier_of(1)), gone._replace(changed={"gm0055-proef-2": later}))
    assert times(files["sitemap-diwoo-infocat014-001.xml"]) == ["2026-05-04T12:00:00Z"]
    assert times(files["sitemapindex-diwoo-infocat014.xml"]) == ["2026-05-05T12:00:00Z"]


def test_all_sitemaps_change_when_a_dossier_that_is_gone_is_told_with_another() -> None:
    later = NOON + timedelta(days=1)
    one = published(dossier_of(1))
    files, _ = publish(one._replace(changed={**one.changed, "gm0055-weg": later}), published(dossier_of(2)))
    assert times(files["sitemap-diwoo-infocat014-001.xml"]) == ["2026-05-04T12:00:00Z"] * 2
    assert times(files["sitemapindex-diwoo-infocat014.xml"]) == ["2026-05-05T12:00:00Z"]


def test_a_date_after_the_last_change_is_told() -> None:
    tomorrow = NOON.date() + timedelta(days=1)
    files, findings = publish(published(dossier_of(1, a_file("nota", dated=tomorrow), a_file("brief", dated=NOON.date()))))
    assert codes(findings) == ["diwoo-date-ahead"]
    assert "/document/nota/" in findings[0].message.nl
    assert len(locations(files["sitemap-diwoo-infocat014-001.xml"])) == 2


def test_what_is_not_known_to_have_changed_has_no_time_and_is_told() -> None:
    files, findings = publish(published(dossier_of(1))._replace(changed={}))
    assert codes(findings) == ["diwoo-change-unknown"]
    assert times(files["sitemap-diwoo-infocat014-001.xml"]) == []
    assert times(files["sitemapindex-diwoo-infocat014.xml"]) == []


def test_a_base_url_with_a_path_still_has_the_chain_at_the_root_of_the_host() -> None:
    settings = MapSettings(base_url="https://www.boarnsterhim.example/woo/", contact_email="woo@boarnsterhim.example")
    files, findings = publish(published(dossier_of(1), settings), settings=settings)
    assert codes(findings) == ["diwoo-files-at-root"]
    assert "https://www.boarnsterhim.example/robots.txt" in findings[0].message.nl
    assert files["robots.txt"] == b"Sitemap: https://www.boarnsterhim.example/sitemapindex-diwoo-infocat014.xml\n"
    (sitemap,) = locations(files["sitemapindex-diwoo-infocat014.xml"])
    assert sitemap == "https://www.boarnsterhim.example/sitemap-diwoo-infocat014-001.xml"
    (address,) = locations(files[sitemap.rsplit("/", 1)[1]])
    assert address.startswith("https://www.boarnsterhim.example/woo/dossier/")


def test_without_a_base_url_it_is_told() -> None:
    files, findings = publish(published(dossier_of(1), MapSettings()), settings=MapSettings())
    assert codes(findings) == ["base-url-missing"]
    assert files["robots.txt"].startswith(b"Sitemap: http://localhost:8000/")
    with pytest.raises(UsageError, match=r"map\.base_url"):
        publish(settings=MapSettings(base_url="woo"))


def test_addresses_of_another_base_url_are_left_out_and_told() -> None:
    old = MapSettings(base_url="https://oud.example")
    files, findings = publish(published(dossier_of(1), old), published(dossier_of(2)))
    assert codes(findings) == ["diwoo-address-elsewhere"]
    assert "https://oud.example" in findings[0].message.nl
    assert all(b"oud.example" not in content for content in files.values())


def test_the_category_of_section_3_1_has_no_index() -> None:
    files, findings = publish(published(dossier_of(1, a_file("nota"), a_file("brief"), category=SECTION_3_1)))
    assert files == {}
    assert codes(findings) == ["diwoo-category-without-index"]
    assert "2" in findings[0].message.nl


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=40)
ODD = ("Q&A <concept> \"versie\" 'b'", "é ü ñ \u200f\u05d0\u05d1\u05d2 \u0628", "100% #1?.pdf", "a  b\tc", "]]>", "&amp;")


@given(NAMES | st.sampled_from(ODD), NAMES | st.sampled_from(ODD))
def test_any_name_survives(title: str, name: str) -> None:
    document = a_file("nota", title=f"T{title}", path=f"{name}.pdf")
    one = published(dossier_of(1, decision(title="Besluit"), document))
    files, findings = publish(one)
    assert findings == []
    root = etree.fromstring(files["sitemap-diwoo-infocat014-001.xml"])
    (wanted,) = [url for url in root if "/document/nota/" in url.findtext(SITEMAP + "loc", "")]
    address = wanted.findtext(SITEMAP + "loc", "")
    assert quote(unquote(address), safe=":/") == address
    assert address in one.changed
    assert wanted.findtext(f".//{DIWOO}officieleTitel") == one_line(f"T{title}")
    (part,) = root.iter(DIWOO + "hasPart")
    assert (part.get("resource"), part.text) == (address, one_line(f"T{title}"))


def test_right_to_left_marks_and_markup_stay_as_they_are() -> None:
    title = "Q&A <b> \"x\" 'y' \u200f\u05d0\u05d1 é ]]>"
    files, _ = publish(published(dossier_of(1, decision(title=title, path=f"{title}.pdf"))))
    root = etree.fromstring(files["sitemap-diwoo-infocat014-001.xml"])
    assert root.findtext(f".//{DIWOO}officieleTitel") == title
    assert unquote(root.findtext(f".//{SITEMAP}loc", "")).endswith("/Q&A _b_ _x_ 'y' \u200f\u05d0\u05d1 é ]]_.pdf")


def parts_of(dossier: Dossier) -> Mapping[str, str]:
    (description,) = mapping.describe(dossier, read(*dossier.documents), SETTINGS, ["diwoo"]).descriptions
    assert list(description.parts) == [entry.address for entry in located(description.content)]
    return {address.split("/document/")[1].split("/")[0]: digest for address, digest in description.parts.items()}


BEFORE = (decision(), a_file("nota"), a_file("brief"))
CHANGES: Mapping[str, tuple[tuple[Document, ...], dict[str, object], set[str]]] = {
    "nothing": (BEFORE, {}, set()),
    "a file": ((decision(), a_file("nota", sha256="1e" * 32), a_file("brief")), {}, {"nota"}),
    "a date": ((decision(), a_file("nota", dated=decision().dated or a_dossier().decided), a_file("brief")), {}, {"nota"}),
    "a title": ((decision(), a_file("nota", title="Anders"), a_file("brief")), {}, {"nota", "besluit"}),
    "a relation": ((decision(), a_file("nota", related=("brief",)), a_file("brief")), {}, {"nota"}),
    "the size alone": ((decision(), a_file("nota", size=9), a_file("brief")), {}, set()),
    "what the sitemap does not say": (BEFORE, {"inquiry": "Z1", "request_text": "graag"}, set()),
    "the theme": (BEFORE, {"theme": "verkeer"}, {"besluit", "nota", "brief"}),
    "one more document": ((*BEFORE, a_file("kaart")), {}, {"besluit", "kaart"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_digest_changes_when_the_file_or_its_metadata_do_and_only_then(name: str) -> None:
    documents, values, expected = CHANGES[name]
    given_values = {"description": "Een dossier over bomen."}
    before = parts_of(a_dossier(*BEFORE, **given_values))
    after = parts_of(a_dossier(*documents, **given_values, **values))
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == expected


def test_a_correction_says_why_and_what_was_withdrawn_is_gone() -> None:
    files, _ = publish(
        published(
            dossier_of(
                1,
                decision(),
                a_file("nieuw", correction="c_098c1346"),
                a_file("anders", correction="Verkeerde bijlage"),
                a_file("weg", withdrawn="c_c77c86e0"),
                Document(id="ook-weg", title="Nota", role=Role.DOCUMENT, withdrawn="op verzoek"),
            )
        )
    )
    root = etree.fromstring(files["sitemap-diwoo-infocat014-001.xml"])
    assert ["weg" in address for address in locations(files["sitemap-diwoo-infocat014-001.xml"])] == [False] * 3
    (reason,) = root.iter(DIWOO + "redenVerwijderingVervanging")
    assert reason.text == "correctie privacygevoelige gegevens"
    assert (reason.get("resource") or "").endswith("/c_098c1346")


SCRIPT = """
import hashlib
from tests.conformance.test_diwoo import wrapper
from tests.map import real
from tests.map.made import MADE
from tests.map.chain import publish, published
for path, content in publish(published(MADE["rich"].dossier), published(MADE["odd characters"].dossier))[0].items():
    print(path, hashlib.sha256(content).hexdigest())
"""


def test_the_surroundings_do_not_matter() -> None:
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **surroundings},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for surroundings in (
            {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"},
        )
    ]
    assert len(outputs[0].splitlines()) == 3
    assert outputs[0] == outputs[1]
