"""MDTO beside the documents: which file it is about, what it tells, whether the file is the one it tells of."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.ingest import checksums, xmlfile
from fairwoo.ingest.metadata import mdto
from fairwoo.ingest.said import Claim
from fairwoo.model import Document, Dossier, Place
from tests.ingest.made import about, codes, deliver, fates, finding, lay, metadata, without_file

ROOT = '<?xml version="1.0" encoding="UTF-8"?>\n<MDTO xmlns="https://www.nationaalarchief.nl/mdto">\n{}\n</MDTO>\n'
BODY = "https://identifier.overheid.nl/tooi/id/gemeente/gm0055"
REST = f"""
<waardering><begripLabel>Nader te bepalen</begripLabel><begripCode>N</begripCode></waardering>{{}}
<archiefvormer><verwijzingNaam>gemeente Boarnsterhim</verwijzingNaam>
 <verwijzingIdentificatie><identificatieKenmerk>{BODY}</identificatieKenmerk><identificatieBron>TOOI</identificatieBron>
 </verwijzingIdentificatie></archiefvormer>
<beperkingGebruik><beperkingGebruikType><begripLabel>{{}}</begripLabel></beperkingGebruikType>{{}}</beperkingGebruik>"""


def concept(name: str, label: str, code: str = "") -> str:
    coded = f"<begripCode>{code}</begripCode>" if code else ""
    listed = "<begripBegrippenlijst><verwijzingNaam>lijst</verwijzingNaam></begripBegrippenlijst>"
    return f"<{name}><begripLabel>{label}</begripLabel>{coded}{listed}</{name}>"


def identified(identifier: str, source: str) -> str:
    return (
        f"<identificatie><identificatieKenmerk>{identifier}</identificatieKenmerk>"
        f"<identificatieBron>{source}</identificatieBron></identificatie>"
    )


def event(label: str, time: str, result: str = "", code: str = "") -> str:
    told = f"<eventResultaat>{result}</eventResultaat>" if result else ""
    return f"<event>{concept('eventType', label, code)}<eventTijd>{time}</eventTijd>{told}</event>"


def an_object(
    level: str, *inside: str, name: str = "Nota", limit: str = "Geen beperking", limits: str = "", after: str = ""
) -> str:
    own = identified("Z-1", "archief")
    return ROOT.format(
        f"<informatieobject>{own}<naam>{name}</naam>{concept('aggregatieniveau', level)}\n{''.join(inside)}"
        f"{REST.format(after, limit, limits)}\n</informatieobject>"
    )


def a_file(name: str, content: bytes = b"x", *, checksum: str = "", kind: str = "SHA-256", size: int | None = None) -> str:
    checksum = checksum or hashlib.sha256(content).hexdigest()
    return ROOT.format(
        f"""<bestand>{identified("F-1", "archief")}<naam>{name}</naam>
<omvang>{len(content) if size is None else size}</omvang>{concept("bestandsformaat", "PDF", "fmt/18")}
<checksum>{concept("checksumAlgoritme", kind)}
<checksumWaarde>{checksum}</checksumWaarde><checksumDatum>2024-01-01T00:00:00</checksumDatum></checksum>
<isRepresentatieVan><verwijzingNaam>Nota</verwijzingNaam></isRepresentatieVan></bestand>"""
    )


def test_the_dossier(tmp_path):
    place = "<raadpleeglocatie><raadpleeglocatieOnline>{}</raadpleeglocatieOnline></raadpleeglocatie>"
    content = an_object(
        "Dossier",
        concept("classificatie", "Woo-verzoeken en -besluiten", "c_3baef532"),
        concept("classificatie", "natuur en milieu", "c_afa30a11"),
        concept("classificatie", "adviezen", "2.1"),  # of another list: the label alone says nothing
        "<omschrijving>Over het zwembad &amp; meer.</omschrijving>",
        place.format("https://boarnsterhim.example/zwembad"),
        event("Ontvangst", "2023-01-03T09:30:00+01:00"),
        event("vaststelling", "2023-02-01", "Deels openbaar", "c_641ecd76"),
        event("Publicatie", "2023-03-01"),
        event("Wijziging", "2023-04-01"),
        event("Wijziging", "2023-05-01T10:00:00"),
        event("Wijziging", "2024"),
        name="Zwembad",
        after="<isOnderdeelVan><verwijzingNaam>Verzoek</verwijzingNaam><verwijzingIdentificatie>"
        "<identificatieKenmerk>W-7</identificatieKenmerk><identificatieBron>nummer van het verzoek</identificatieBron>"
        "</verwijzingIdentificatie></isOnderdeelVan>",
    ).replace("</identificatie><naam>", f"</identificatie>{identified('2023-42', 'Zaaknummer')}<naam>", 1)
    delivery = deliver(lay(tmp_path / "in", {"1.pdf": "x", "zwembad.mdto.xml": content}), tmp_path, publisher=None)
    assert not codes(delivery)
    assert delivery.dossier.id == "gm0055-z-1"
    assert delivery.dossier.publisher.uri == BODY
    said = {fact.property: fact.values for fact in metadata(delivery) if not fact.subject}
    assert said.pop("publisher") == (BODY,)
    assert {name: values[0] for name, values in said.items()} == {
        "title": "Zwembad",
        "description": "Over het zwembad & meer.",
        "category": "c_3baef532",
        "theme": "c_afa30a11",
        "source_url": "https://boarnsterhim.example/zwembad",
        "received": "2023-01-03",
        "decided": "2023-02-01",
        "published": "2023-03-01",
        "modified": "2023-05-01",
        "outcome": "partly_public",
        "inquiry": "2023-42",
        "series": "W-7",
    }


def test_a_document(tmp_path):
    content = an_object(
        "Archiefstuk",
        concept("classificatie", "brief", "c_7652d853"),
        "<trefwoord>zwembad</trefwoord><trefwoord>e-mail</trefwoord>",
        event("Creatie", "2022-12-24T10:00:00Z"),
        limit="Overig",
        limits="<beperkingGebruikNadereBeschrijving>Deels openbaar; artikel 5.2, eerste lid, Woo</beperkingGebruikNadereBeschrijving>"
        "<beperkingGebruikDocumentatie><verwijzingNaam>Woo</verwijzingNaam><verwijzingIdentificatie><identificatieKenmerk>"
        "jci1.3:c:BWBR0045754&amp;hoofdstuk=5&amp;artikel=5.1&amp;lid=2&amp;onderdeel=e</identificatieKenmerk>"
        "<identificatieBron>wetten.overheid.nl</identificatieBron></verwijzingIdentificatie></beperkingGebruikDocumentatie>",
    )
    delivery = deliver(lay(tmp_path / "in", {"map/1.pdf": "x", "2.pdf": "y", "map/1.pdf.mdto.xml": content}), tmp_path)
    assert codes(delivery) == {"file-not-in-metadata": 1}
    assert fates(delivery) == {"2.pdf": "document", "map/1.pdf": "document", "map/1.pdf.mdto.xml": "metadata"}
    named = {name: about(delivery, "map/1.pdf", name) for name in ("title", "kind_code", "kind", "dated", "disclosure")}
    assert named == {
        "title": [("Nota",)],
        "kind_code": [("c_7652d853",)],
        "kind": [("e-mail",)],
        "dated": [("2022-12-24",)],
        "disclosure": [("partly_public",)],
    }
    assert set(about(delivery, "map/1.pdf", "grounds")[0]) == {"5.1.2e", "5.2.1"}
    (dated,) = [fact for fact in delivery.facts if fact.property == "dated"]
    assert dated.source.place.file == "map/1.pdf.mdto.xml"
    assert dated.source.place.line == next(number for number, line in enumerate(content.splitlines(), 1) if "2022-12-24" in line)


BESIDE = {
    "whole name": ("brief.pdf.mdto.xml", "brief.pdf"),
    "name without ending": ("brief.mdto.xml", "brief.pdf"),
    "in the same folder": ("map/brief.mdto.xml", "map/brief.pdf"),
    "in a folder of their own": ("mdto/map/brief.pdf.mdto.xml", "map/brief.pdf"),
    "capitals": ("BRIEF.PDF.MDTO.XML", "brief.pdf"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_the_metadata_are_about_the_file_they_lie_beside(name, tmp_path):
    sidecar, path = BESIDE[name]
    files = {"brief.pdf": "a", "map/brief.pdf": "b", "ander.docx": "c", sidecar: an_object("Archiefstuk")}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert about(delivery, path, "title") == [("Nota",)]
    assert without_file(delivery) == {}


def test_without_a_file_beside_it_the_representations_count(tmp_path):
    both = "".join(
        f"<heeftRepresentatie><verwijzingNaam>{name}</verwijzingNaam></heeftRepresentatie>" for name in ("a.pdf", "a.docx")
    )
    files = {"a.pdf": "1", "a.docx": "2", "object.xml": an_object("Archiefstuk", after=both)}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert about(delivery, "a.pdf", "title") == about(delivery, "a.docx", "title") == [("Nota",)]


def test_a_withheld_document_is_not_taken_for_the_file_with_its_name(tmp_path):
    content = an_object(
        "Archiefstuk",
        limit="Overig",
        limits="<beperkingGebruikNadereBeschrijving>Niet openbaar.</beperkingGebruikNadereBeschrijving>",
    )
    delivery = deliver(lay(tmp_path / "in", {"advies.pdf": "x", "advies.mdto.xml": content}), tmp_path)
    assert about(delivery, "advies.pdf", "title") == []
    assert without_file(delivery) == {"nota": {"title": ("Nota",), "disclosure": ("not_public",)}}


DIFFERENT = {
    "same": ({}, None),
    "SHA256": ({"kind": "SHA256"}, None),
    "capitals": ({"checksum": hashlib.sha256(b"x").hexdigest().upper()}, None),
    "SHA-512": ({"kind": "SHA-512", "checksum": hashlib.sha512(b"x").hexdigest()}, None),
    "other": ({"checksum": "0" * 64}, "metadata-checksum-differs"),
    "other SHA-512": ({"kind": "SHA-512", "checksum": "0" * 128}, "metadata-checksum-differs"),
    "other size": ({"size": 2}, "metadata-size-differs"),
    "MD5": ({"kind": "MD5", "checksum": "0" * 32}, "metadata-checksum-not-compared"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_the_file_is_compared_with_what_was_said_of_it(name, tmp_path):
    values, code = DIFFERENT[name]
    sidecar = a_file("brief.pdf", **values)
    delivery = deliver(lay(tmp_path / "in", {"brief.pdf": b"x", "brief.pdf.bestand.mdto.xml": sidecar}), tmp_path)
    assert dict(codes(delivery)) == ({code: 1} if code else {})
    if code:
        place = finding(delivery, code).place
        assert place.file == "brief.pdf.bestand.mdto.xml"
        element = "omvang" if "size" in values else "checksumWaarde"
        assert f"<{element}>" in sidecar.splitlines()[place.line - 1]


def test_a_file_that_was_not_delivered_is_told(tmp_path):
    files = {"ander.pdf": b"x", "brief.pdf.bestand.mdto.xml": a_file("brief.pdf")}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert finding(delivery, "metadata-file-missing").message.nl.count("brief.pdf") == 2


BROKEN = {
    "not well-formed": ("<MDTO>\n<naam>", "metadata-xml-malformed", 2),
    "entities": ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>\n<MDTO>&b;</MDTO>', "metadata-xml-doctype", 1),
    "other root": ("\n<informatieobject/>", "metadata-mdto-form-wrong", 2),
    "other namespace": ('<MDTO xmlns="http://www.nationaalarchief.nl/mdto"/>', "metadata-mdto-form-wrong", 1),
    "two objects": (ROOT.format("<bestand/><bestand/>"), "metadata-mdto-form-wrong", 2),
    "too deep": ("<a>" * 60 + "</a>" * 60, "metadata-xml-too-large", 1),
    "empty": (" ", "metadata-xml-malformed", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_told_with_its_line_and_stops_nothing(name, tmp_path):
    content, code, line = BROKEN[name]
    delivery = deliver(lay(tmp_path / "in", {"brief.pdf": "x", "brief.mdto.xml": content}), tmp_path)
    told = finding(delivery, code)
    assert (told.level, told.place.file, told.place.line) == ("error", "brief.mdto.xml", line)
    assert fates(delivery) == {"brief.pdf": "document", "brief.mdto.xml": "metadata"}
    assert not metadata(delivery)


MANDATORY = {
    "identificatie/identificatieKenmerk": ("<identificatieKenmerk>Z-1</identificatieKenmerk>", ""),
    "naam": ("<naam>Nota</naam>", "<naam> </naam>"),
    "waardering/begripLabel": ("<waardering><begripLabel>Nader te bepalen</begripLabel>", "<waardering>"),
    "archiefvormer/verwijzingNaam": ("<verwijzingNaam>gemeente Boarnsterhim</verwijzingNaam>", ""),
    "beperkingGebruik/beperkingGebruikType/begripLabel": ("<begripLabel>Geen beperking</begripLabel>", ""),
}


@pytest.mark.parametrize("path", MANDATORY)
def test_a_mandatory_element_that_is_missing_is_told(path, tmp_path):
    content = an_object("Archiefstuk").replace(*MANDATORY[path])
    delivery = deliver(lay(tmp_path / "in", {"brief.pdf": "x", "brief.mdto.xml": content}), tmp_path)
    assert finding(delivery, "metadata-mdto-element-missing").place.path == f"informatieobject/{path}"


def test_a_series_is_left_alone(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"1.pdf": "x", "serie.mdto.xml": an_object("Serie")}), tmp_path)
    assert codes(delivery) == {"metadata-mdto-above-dossier": 1}
    assert not metadata(delivery)


def test_other_xml_is_a_document_that_is_not_parsed_here(tmp_path, monkeypatch):
    monkeypatch.setattr(xmlfile, "_Builder", None)
    delivery = deliver(lay(tmp_path / "in", {"kamerstuk.xml": "<kamerstuk>"}), tmp_path)
    assert fates(delivery) == {"kamerstuk.xml": "document"}


def test_the_same_body_in_many_files_is_doubted_once(tmp_path):
    files = {f"{n}.pdf": str(n) for n in range(3)} | {f"{n}.pdf.mdto.xml": an_object("Archiefstuk") for n in range(3)}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path, publisher="gm0363")
    assert codes(delivery) == {"publisher-contradiction": 1}


# --- the examples of the National Archives


@pytest.fixture
def examples(standards: Path) -> dict[str, bytes]:
    found = sorted((standards / "mdto" / "voorbeelden").glob("*.xml"))
    assert len(found) == 4
    return {path.name: path.read_bytes() for path in found}


def test_the_official_examples_are_read(examples, tmp_path):
    files = examples | {"DC-2015_1753-1.PDF": b"x"}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert set(fates(delivery).values()) == {"document", "metadata"}
    assert delivery.dossier.id == "gm0055-dc-358"
    assert dict(codes(delivery)) == {
        "metadata-mdto-above-dossier": 1,  # the series
        "metadata-checksum-differs": 1,
        "metadata-size-differs": 1,
        "publisher-contradiction": 1,
    }
    assert about(delivery, "DC-2015_1753-1.PDF", "dated") == [("2011-07-21",)]
    (title,) = about(delivery, "DC-2015_1753-1.PDF", "title")
    assert title[0].startswith("Atelier Kustkwaliteit, 2011.")
    (title,) = about(delivery, None, "title")
    assert title[0].startswith("Brondocumenten en literatuur")
    assert without_file(delivery) == {}


# --- anything


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: ROOT.format(text).encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_anything(content):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.mdto.xml"
        path.write_bytes(content)
        parsed = xmlfile.read_xml(path, "x.mdto.xml")
    assert parsed.valid != bool(parsed.findings)
    assert mdto.read("x.mdto.xml", parsed.content)


_NAMES = st.sampled_from(
    ["informatieobject", "bestand", "identificatie", "identificatieKenmerk", "naam", "event", "eventType", "eventTijd", "begripLabel",
     "beperkingGebruik", "beperkingGebruikNadereBeschrijving", "checksum", "checksumWaarde", "omvang", "raadpleeglocatie", "x"]
)  # fmt: skip
_TREES = st.recursive(
    st.text(max_size=12).map(lambda text: ("naam", text, [])),
    lambda inner: st.tuples(_NAMES, st.text(max_size=12), st.lists(inner, max_size=4)),
    max_leaves=15,
)


def _element(tree) -> xmlfile.Element:
    name, text, children = tree
    return xmlfile.Element(f"{xmlfile.MDTO}}}{name}", 1, text, [_element(one) for one in children])


@given(st.lists(_TREES, min_size=1, max_size=2))
def test_strange_objects_raise_nothing(trees):
    root = xmlfile.Element(f"{xmlfile.MDTO}}}MDTO", 1, "", [_element(one) for one in trees])
    for reading in mdto.read("x.mdto.xml", root):
        assert {fact.property for fact in reading.facts} <= set(Dossier.model_fields)
        assert {fact.property for one in reading.documents for fact in one.facts} <= set(Document.model_fields)


def test_when_a_right_checksum_was_made_is_known_if_its_clock_is():
    document = Document(id="x", path="x", sha256="0f" * 32)
    place = Place(file="x.bestand.mdto.xml")
    moment = datetime(2024, 1, 1, 12, tzinfo=UTC)
    right, wrong = (Claim("sha256", value * 32, place, moment) for value in ("0F", "ff"))
    assert checksums.hashed([(document, wrong), (document, right)]) == {"x": moment}
    assert checksums.hashed([(document, wrong)]) == {}
    sidecar = a_file("x").replace("2024-01-01T00:00:00", "{}")
    dates = ("2024-01-01T13:00:00+01:00", "2024-01-01T12:00:00Z", "2024-01-01T00:00:00", "2024")
    made = []
    for date in dates:
        root = xmlfile._Builder("x").build(sidecar.format(date).encode())
        (reading,) = mdto.read("x.bestand.mdto.xml", root)
        made.append(reading.documents[0].claims[1].made)
    assert made == [moment, moment, None, None]
