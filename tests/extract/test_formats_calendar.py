"""Calendar items and contact cards: what people see on opening them, by the examples of the standards and by hand."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwoo.extract.content_lines import Line, components, iso, last_day
from fairwoo.extract.formats import ics, vcf
from tests.extract.opened import codes, limits, opened, text_of


@pytest.fixture
def write(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def calendar(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Proef//NL", *lines, "END:VCALENDAR", ""])


EVENT = (
    "BEGIN:VEVENT",
    "SUMMARY:Overleg over het besluit\\, tweede ron",
    " de",
    "DTSTART;TZID=Europe/Amsterdam:20240223T091500",
    "DTEND:20240223T100000Z",
    'ORGANIZER;CN="Proef, Jan":mailto:jan@voorbeeld.nl',
    "ATTENDEE;ROLE=REQ-PARTICIPANT:MAILTO:piet@voorbeeld.nl",
    "ATTENDEE;CN=Kees:mailto:kees@voorbeeld.nl",
    "LOCATION:Kamer 1\\; begane grond",
    "CREATED:20240201T080000Z",
    "DESCRIPTION:Eerste regel\\nTweede: met dubbele punt",
    "BEGIN:VALARM",
    "DESCRIPTION:Herinnering",
    "END:VALARM",
    "END:VEVENT",
)


def test_appointment(write):
    found = opened(write("a.ics", calendar(*EVENT)))
    assert text_of(found).split("\n") == [
        "Onderwerp: Overleg over het besluit, tweede ronde",
        "Begin: 2024-02-23T09:15:00+01:00",
        "Einde: 2024-02-23T10:00:00+00:00",
        "Plaats: Kamer 1; begane grond",
        "Organisator: Proef, Jan <jan@voorbeeld.nl>",
        "Deelnemers: piet@voorbeeld.nl; Kees <kees@voorbeeld.nl>",
        "",
        "Eerste regel",
        "Tweede: met dubbele punt",
    ]
    assert found.media_type == "text/calendar"
    assert found.properties["title"] == "Overleg over het besluit, tweede ronde"
    assert found.properties["created"] == "2024-02-01T08:00:00Z"
    assert found.properties["puid"] == "fmt/388"
    assert codes(found) == []


def test_a_page_per_item(write):
    zone = ("BEGIN:VTIMEZONE", "TZID:x", "BEGIN:STANDARD", "DTSTART:19701025T030000", "END:STANDARD", "END:VTIMEZONE")
    task = ("BEGIN:VTODO", "SUMMARY:Lakken", "DUE;VALUE=DATE:20240301", "END:VTODO")
    found = opened(write("a.ics", calendar("X-WR-CALNAME:Planning", *zone, *EVENT, *task)))
    assert [page.number for page in found.pages] == [1, 2]
    assert found.pages[1].text == "Onderwerp: Lakken\nUiterlijk: 2024-03-01"
    assert found.properties["title"] == "Planning"


def test_whole_days_end_on_their_last_day(write):
    days = ("BEGIN:VEVENT", "DTSTART;VALUE=DATE:20240228", "DTEND;VALUE=DATE:20240301", "END:VEVENT")
    assert text_of(opened(write("a.ics", calendar(*days)))) == "Begin: 2024-02-28\nEinde: 2024-02-29"


def test_fold_inside_a_character(write):
    """RFC 5545, 3.1: a fold may come between the bytes of one character."""
    line = "SUMMARY:Café".encode()
    content = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + line[:-1] + b"\r\n " + line[-1:] + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert text_of(opened(write("a.ics", content))) == "Onderwerp: Café"


def test_files_in_an_appointment(write, tmp_path):
    packed = base64.b64encode(b"%PDF-1.4 stuk").decode()
    files = (
        "BEGIN:VEVENT",
        f"ATTACH;FMTTYPE=application/pdf;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=nota.pdf:{packed[:9]}",
        f" {packed[9:]}",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:%%%",
        "ATTACH:https://voorbeeld.nl/stuk",
        "END:VEVENT",
    )
    found = opened(write("a.ics", calendar(*files)), scratch=tmp_path)
    assert [(part.name, (tmp_path / part.sha256).read_bytes()) for part in found.parts] == [("nota.pdf", b"%PDF-1.4 stuk")]
    assert text_of(found) == "Bijlage: nota.pdf; bijlage; https://voorbeeld.nl/stuk"
    assert codes(found) == ["part-not-unpacked"]


@pytest.mark.parametrize("name", ["a.ics", "a.vcf"])
def test_another_text_under_this_name_stays_text(write, name):
    assert text_of(opened(write(name, "Gewone tekst"))) == "Gewone tekst"


def test_calendar_that_breaks_off(write):
    found = opened(write("a.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Half\nDTSTART:gisteren"))
    assert text_of(found) == "Onderwerp: Half\nBegin: gisteren"


@pytest.mark.parametrize(
    ("value", "zone", "text"),
    [
        ("19970714", "", "1997-07-14"),
        ("19980119T020000", "America/New_York", "1998-01-19T02:00:00-05:00"),
        ("19980119T070000Z", "", "1998-01-19T07:00:00+00:00"),
        ("19980118T230000", "Tijd van thuis", "1998-01-18T23:00:00"),
        ("1985-04-12", "", "1985-04-12"),
        ("--0412", "", "--0412"),
        ("20240231", "", "20240231"),
    ],
)
def test_moments(value, zone, text):
    """RFC 5545, 3.3.4 and 3.3.5; RFC 6350, 4.3."""
    assert iso(Line("DTSTART", {"TZID": zone}, value)) == text


def test_first_day_has_no_day_before_it():
    assert last_day(Line("DTEND", {}, "00010101")) == "0001-01-01"


CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Proef;Jan;;drs.;\r\nitem1.EMAIL;TYPE=INTERNET:jan@voorbeeld.nl\r\n"
    "ORG:Waterschap De Proef;Juridische Zaken\r\nTEL;TYPE=WORK:tel:+31-00-0000000\r\n"
    "ADR;TYPE=WORK:;;Proefweg 1;Proefstad;;0000 AA;\r\nNOTE:Regel een\\nRegel twee\r\nREV:20240223T091500Z\r\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/AAAA\r\nEND:VCARD\r\n"
)


def test_contact_card(write):
    found = opened(write("a.vcf", CARD))
    assert text_of(found).split("\n") == [
        "Naam: drs. Jan Proef", "Organisatie: Waterschap De Proef, Juridische Zaken", "E-mail: jan@voorbeeld.nl",
        "Telefoon: +31-00-0000000", "Adres: Proefweg 1, Proefstad, 0000 AA", "", "Regel een", "Regel twee",
    ]  # fmt: skip
    assert (found.media_type, found.properties["title"]) == ("text/vcard", "drs. Jan Proef")
    assert found.properties["modified"] == "2024-02-23T09:15:00Z"
    assert codes(found) == ["contact-card-pictures"]


def test_a_page_per_card(write):
    found = opened(write("a.vcf", CARD + CARD.replace("Jan", "Kees")))
    assert [page.text.split("\n")[0] for page in found.pages] == ["Naam: drs. Jan Proef", "Naam: drs. Kees Proef"]
    assert "title" not in found.properties


def test_card_of_version_2(write):
    content = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Andr=E9 =\r\nProef\r\n"
        "ORG:Waterschap\r\n  De Proef\r\nTEL;WORK;VOICE:000\r\nEND:VCARD\r\n"
    )
    assert text_of(opened(write("a.vcf", content))) == "Naam: André Proef\nOrganisatie: Waterschap De Proef\nTelefoon: 000"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(write, encoding):
    content = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Café\r\nEND:VCARD\r\n".encode(encoding)
    assert text_of(opened(write("a.vcf", content))) == "Naam: Café"


NAMES = st.sampled_from(["BEGIN", "END", "SUMMARY", "DTSTART;TZID=x", "ATTACH;ENCODING=BASE64", "N", 'X-Y;a="b;c"', ";:", ""])
VALUES = st.sampled_from(["VCALENDAR", "VEVENT", "VCARD", "\\n\\", "=", "20240101", "T", "é"]) | st.text(max_size=10)


@settings(max_examples=60)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=30), st.sampled_from([ics, vcf]))
def test_any_lines_have_a_text(tmp_path_factory, lines, reader):
    folder = tmp_path_factory.mktemp("lines")
    text = "\n".join(["BEGIN:VCALENDAR", *(f"{key}:{value}" for key, value in lines)])
    (folder / "a").write_text(text, "utf-8", "surrogatepass")
    found = reader.read(folder / "a", limits(folder))
    assert found.pages
    found.model_dump_json().encode("utf-8")


def test_folded_or_not_is_the_same():
    folded = "".join(f"{one}\r\n " if at % 3 == 2 else one for at, one in enumerate("SUMMARY:Een lange regel met woorden"))
    content = f"BEGIN:VEVENT\r\n{folded}\r\nEND:VEVENT\r\n".encode()
    assert components(content)[0].text("SUMMARY") == "Een lange regel met woorden"


def test_nested_deep():
    assert components(b"BEGIN:X\n" * 50_000)[0].kind == "X"
