"""MDTO: what stands where, what is missing is said by its own code, and read back as input it tells the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from fairwoo import extract, vocab
from fairwoo.ingest import Folder, Options, deliver
from fairwoo.map.wording import one_line
from fairwoo.model import Body, Delivery, Disclosure, Document, Dossier, Level, Role
from fairwoo.settings import MapSettings
from fairwoo.shared import clean_text
from tests.map.made import BASE, MADE, Made, a_dossier, a_file, decision, read

MDTO = {"m": "https://www.nationaalarchief.nl/mdto"}
JCI = "jci1.3:c:BWBR0045754&hoofdstuk=5&artikel=5.1&lid=2&onderdeel=e"


def objects(made: Made, config: MapSettings | None = None) -> dict[str, etree._Element]:
    result = made.describe("mdto", settings=config) if config else made.describe("mdto")
    found = {one.file_name: etree.fromstring(one.content.encode())[0] for one in result.descriptions}
    assert len(found) == len(result.descriptions)
    return found


def texts(given: etree._Element, path: str) -> list[str]:
    return [one.text for one in given.findall("/".join(f"m:{name}" for name in path.split("/")), MDTO)]


def codes(made: Made) -> list[str]:
    return [finding.code for finding in made.describe("mdto").findings if finding.level is Level.ERROR]


# --- where they lie


def test_each_object_lies_beside_the_file_it_is_about() -> None:
    names = set(objects(MADE["rich"]))
    assert {"mdto/dossier.mdto.xml", "mdto/mail.eml.mdto.xml", "mdto/mail.eml.bestand.mdto.xml"} <= names
    assert {"mdto/brief/bijlage 1 (kaart).pdf.mdto.xml"} <= names
    assert {name for name in names if "zonder" in name} == {"mdto/zonder-bestand-1.mdto.xml", "mdto/zonder-bestand-2.mdto.xml"}


def test_the_name_of_a_file_that_is_withheld_is_nowhere() -> None:
    secret = a_file("x", path="onderzoek Jansen.pdf", disclosure=Disclosure.NOT_PUBLIC)
    for one in Made(a_dossier(decision(), secret)).describe("mdto", "woogle").descriptions:
        assert "Jansen" not in one.file_name + one.content


def test_no_two_objects_get_the_same_name() -> None:
    """Names that differ only by capitals, by what file systems refuse, or by our own endings; and that of the dossier."""
    paths = (
        "a.pdf",
        "A.pdf",
        "b?.pdf",
        "b*.pdf",
        "c",
        "c.bestand",
        "dossier",
        "x/../con.txt",
        "é" * 200 + "1.pdf",
        "é" * 200 + "2.pdf",
    )
    documents = [a_file(f"d{number}", path=path) for number, path in enumerate(paths)]
    names = [one.file_name for one in Made(a_dossier(*documents)).describe("mdto").descriptions]
    assert len(names) == 1 + 2 * len(paths)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(part.encode()) <= 255 and part not in {"", ".", ".."} for name in names for part in name.split("/"))


# --- what they say


def test_the_dossier_tells_what_is_known_of_it() -> None:
    dossier = objects(MADE["rich"])["mdto/dossier.mdto.xml"]
    assert texts(dossier, "identificatie/identificatieKenmerk") == ["gm0055-bomenkap-dorpsstraat", "Z2024-0042"]
    assert texts(dossier, "identificatie/identificatieBron") == [BASE, "zaaknummer"]
    assert texts(dossier, "classificatie/begripCode") == [vocab.WOO_DECISIONS, "c_afa30a11"]
    assert texts(dossier, "event/eventTijd") == ["2024-04-03", "2024-06-03", "2024-06-10"]
    assert texts(dossier, "archiefvormer/verwijzingIdentificatie/identificatieKenmerk") == [
        "https://identifier.overheid.nl/tooi/id/gemeente/gm0055"
    ]
    assert texts(dossier, "beperkingGebruik/beperkingGebruikType/begripLabel") == ["Overig"]


LIMITS = {
    "own and public": (a_file("x", sender="gemeente Boarnsterhim"), "Geen beperking", "Openbaar."),
    "public, of another": (a_file("x", sender="Bomenbond"), "Overig", "Openbaar. Openbaarmaking is geen licentie"),
    "public, of whom is not known": (a_file("x"), "Nader te bepalen", "Openbaar. Openbaarmaking is geen licentie"),
    "judgement not known": (decision(disclosure=None), "Nader te bepalen", "Openbaarmaking is geen licentie"),
    "partly": (
        decision(disclosure=Disclosure.PARTLY_PUBLIC, grounds=("5.1.2e",)),
        "Overig",
        "Deels openbaar; artikel 5.1, tweede lid",
    ),
    "withheld": (Document(id="x", title="x", disclosure=Disclosure.NOT_PUBLIC), "Overig", "Niet openbaar."),
    "withdrawn": (Document(id="x", number="3", withdrawn="c_c77c86e0"), "Overig", "Teruggetrokken: correctie procedurele fout."),
}


@pytest.mark.parametrize("name", LIMITS)
def test_the_limits_on_use(name: str) -> None:
    document, label, words = LIMITS[name]
    (found,) = [
        one for path, one in objects(Made(a_dossier(document))).items() if "dossier" not in path and ".bestand." not in path
    ]
    assert texts(found, "beperkingGebruik/beperkingGebruikType/begripLabel") == [label]
    assert texts(found, "beperkingGebruik/beperkingGebruikNadereBeschrijving")[0].startswith(words)


def test_grounds_refer_to_the_law() -> None:
    found = objects(MADE["rich"])["mdto/documenten/verzoek.pdf.mdto.xml"]
    path = "beperkingGebruik/beperkingGebruikDocumentatie/verwijzingIdentificatie/identificatieKenmerk"
    assert texts(found, path) == [JCI]


def test_the_file_tells_its_bytes_and_when_they_were_summed() -> None:
    amsterdam = datetime(2024, 6, 5, 14, 30, tzinfo=timezone(timedelta(hours=2)))
    document = a_file("x", hashed=amsterdam)
    found = objects(Made(a_dossier(document), read(document, puid="fmt/276", format="Acrobat PDF 1.7")))
    file = found["mdto/documenten/x.pdf.bestand.mdto.xml"]
    assert texts(file, "omvang") == ["2048"]
    assert texts(file, "bestandsformaat/begripCode") == ["fmt/276"]
    assert texts(file, "bestandsformaat/begripLabel") == ["Acrobat PDF 1.7"]
    assert texts(file, "checksum/checksumWaarde") == ["0f" * 32]
    assert texts(file, "checksum/checksumDatum") == ["2024-06-05T12:30:00Z"]
    assert texts(file, "URLBestand")[0].startswith(BASE)


def test_without_an_address_to_publish_on_none_is_given() -> None:
    found = objects(MADE["rich"], MapSettings())
    assert not [path for path, one in found.items() if "localhost" in etree.tostring(one).decode()]
    bron = texts(found["mdto/dossier.mdto.xml"], "identificatie/identificatieBron")
    assert bron[0] == "gemeente Boarnsterhim"


def test_names_of_people_are_not_given() -> None:
    document = a_file("x", sender="J. Verzonnen", recipient="A. Bedacht")
    content = "".join(one.content for one in Made(a_dossier(document)).describe("mdto", "woogle").descriptions)
    assert "Verzonnen" not in content
    assert "Bedacht" not in content


def test_a_withdrawn_document_has_no_file_and_one_without_a_name_is_told() -> None:
    documents = (decision(), Document(id="a", number="3", withdrawn="op verzoek"), Document(id="b", withdrawn="op verzoek"))
    made = Made(a_dossier(*documents))
    assert set(objects(made)) == {
        "mdto/dossier.mdto.xml", "mdto/documenten/besluit.pdf.mdto.xml", "mdto/documenten/besluit.pdf.bestand.mdto.xml",
        "mdto/zonder-bestand-1.mdto.xml",
    }  # fmt: skip
    assert [one.code for one in made.describe("mdto").findings if one.code.startswith("mdto")] == ["mdto-withdrawn-nameless"]


@pytest.mark.parametrize("name", MADE)
def test_references_lead_somewhere_and_back(name: str) -> None:
    """bevatOnderdeel ↔ isOnderdeelVan, heeftRepresentatie ↔ isRepresentatieVan, by name and identifier; the series is not ours."""
    found = objects(MADE[name])
    known = {texts(one, "identificatie/identificatieKenmerk")[0]: one for one in found.values()}
    assert len(known) == len(found)
    pairs = {"bevatOnderdeel": "isOnderdeelVan", "heeftRepresentatie": "isRepresentatieVan"}
    pairs |= {back: there for there, back in pairs.items()}
    told = 0
    for identifier, one in known.items():
        for there, back in pairs.items():
            for reference in one.findall(f"m:{there}", MDTO):
                (target,) = texts(reference, "verwijzingIdentificatie/identificatieKenmerk")
                if texts(reference, "verwijzingIdentificatie/identificatieBron") == ["nummer van het verzoek"]:
                    continue
                assert identifier in texts(known[target], f"{back}/verwijzingIdentificatie/identificatieKenmerk")
                assert texts(reference, "verwijzingNaam") == texts(known[target], "naam")
                told += 1
    in_archives = {"archive": 2}  # these are parts of the dossier, and of the ZIP
    assert told == 2 * (len(found) - 1 + in_archives.get(name, 0))


# --- what is missing


def whole(**values: object) -> Made:
    document = values.pop("document", None) or a_file("nota")
    dossier = a_dossier(decision(), document, **values)
    return Made(dossier, read(*dossier.documents))


def body(**values: str) -> Body:
    return vocab.match_body("gm0055").model_copy(update=values)


MISSING = {
    "identificatie of the dossier": (whole(id=" "), "mdto-identification-missing", "dossier"),
    "naam of the dossier": (whole(title="\u0000 "), "mdto-name-missing", "dossier"),
    "archiefvormer": (whole(publisher=body(name="")), "mdto-creator-missing", "dossier"),
    "identificatie of a document": (whole(document=a_file("")), "mdto-identification-missing", "document"),
    "naam of a document": (whole(document=a_file("nota", title=None)), "mdto-name-missing", "document"),
    "naam of a file": (whole(document=a_file("nota", path="map/\u0000")), "mdto-name-missing", "file"),
    "omvang": (whole(document=a_file("nota", size=None)), "mdto-size-missing", "file"),
    "bestandsformaat": (whole(document=a_file("nota", media_type=None)), "mdto-format-missing", "file"),
    "checksumWaarde": (whole(document=a_file("nota", sha256=None)), "mdto-checksum-missing", "file"),
    "checksumDatum": (whole(document=a_file("nota", hashed=None)), "mdto-checksum-date-missing", "file"),
}
LEFT = {"dossier": 0, "document": 3, "file": 4}


def test_nothing_is_missing_of_a_whole_dossier() -> None:
    assert codes(whole()) == []
    assert len(objects(whole())) == 5


@pytest.mark.parametrize("name", MISSING)
def test_a_missing_mandatory_value_is_an_error_with_its_own_code(name: str) -> None:
    made, code, of = MISSING[name]
    assert codes(made) == [code]
    assert len(objects(made)) == LEFT[of]


def test_a_value_that_is_not_mandatory_may_be_missing() -> None:
    """Of waardering and beperkingGebruik "Nader te bepalen" is what MDTO has for not knowing."""
    made = Made(a_dossier(decision(disclosure=None), publisher=body(uri=""), category=None, regime=None, decided=None))
    assert codes(made) == []
    assert len(objects(made)) == 3


# --- there and back


def back(made: Made, config: MapSettings | None = None) -> Dossier:
    """What ingest and settling make of what we write, with files of the same names beside it."""
    result = made.describe("mdto", settings=config) if config else made.describe("mdto")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        files = [one.path for one in made.dossier.documents if one.path]
        contents = dict.fromkeys(files, "inhoud") | {one.file_name: one.content for one in result.descriptions}
        for path, content in contents.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8")
        delivery = deliver(Folder("map", "map", root, tuple(sorted(contents))), Options())
    assert isinstance(delivery, Delivery)
    told = {finding.code for finding in delivery.dossier.findings}
    assert not {code for code in told if code.startswith("metadata-mdto") or code == "publisher-contradiction"}
    return extract.settle(delivery.dossier, {}, delivery.facts).dossier


HELD = ("id", "publisher", "title", "description", "category", "theme", "received", "decided", "published", "modified", "outcome",
        "inquiry", "series", "source_url")  # fmt: skip
HELD_OF_DOCUMENT = ("path", "number", "title", "kind_code", "dated", "disclosure", "grounds", "source_url")


@pytest.mark.parametrize("config", [None, MapSettings()], ids=["published", "not published"])
@pytest.mark.parametrize("name", ["rich", "withheld only", "no documents", "changed", "wob", "water board", "island"])
def test_read_back_it_tells_the_same(name: str, config: MapSettings | None) -> None:
    made = MADE[name]
    own_id = f"{made.dossier.publisher.code}-bomenkap"  # as ingest makes them
    theme = vocab.theme(made.dossier.theme).code if made.dossier.theme else None
    made = made._replace(dossier=made.dossier.model_copy(update={"id": own_id, "theme": theme}))
    found = back(made, config)
    assert {field: getattr(found, field) for field in HELD} == {field: getattr(made.dossier, field) for field in HELD}
    assert len(found.documents) == len(made.dossier.documents)
    by_title = {one.title: one for one in found.documents}
    for expected in made.dossier.documents:
        if expected.withdrawn is None:
            fields = [
                field for field in HELD_OF_DOCUMENT if field != "kind_code" or expected.kind_code
            ]  # file names tell kinds too
            assert {field: getattr(by_title[expected.title], field) for field in fields} == {
                field: getattr(expected, field) for field in fields
            }


def test_a_word_for_the_kind_and_a_part_decision_come_back() -> None:
    document = a_file("mail", kind="e-mail", role=Role.DOCUMENT)
    found = back(Made(a_dossier(decision(), document, series="W-1", modified=date(2024, 7, 1)), read(document)))
    assert (found.series, found.modified) == ("W-1", date(2024, 7, 1))
    assert next(one for one in found.documents if one.title == document.title).kind == "e-mail"


@settings(max_examples=60)
@given(st.text(), st.text(min_size=1))
@example("<script>&amp;\"'</script>]]> \u202eאבג é e\u0301 \u200f\U0001f333", "a&b <c> 'd' \"e\" \u200fאבג\u202e é.pdf")
@example("\x00\x0b\x85\u2028\ufffe", "\x00.pdf")
def test_names_survive(title: str, name: str) -> None:
    document = decision(title=title, path=f"map/{name}", number=title)
    description = f"{title}\n{title}"
    made = Made(a_dossier(document, title=title, description=description, inquiry=title), read(document))
    found = objects(made)
    if not one_line(title):
        assert found == {}
        return
    dossier = found.pop("mdto/dossier.mdto.xml")
    assert texts(dossier, "naam") == [one_line(title)]
    assert texts(dossier, "omschrijving") == [clean_text(description).strip()]
    assert texts(dossier, "identificatie/identificatieKenmerk")[1] == one_line(title)
    files = {one.tag.rpartition("}")[2]: one for one in found.values()}
    assert texts(files["informatieobject"], "naam") == [one_line(title)]
    if "bestand" in files:
        assert texts(files["bestand"], "naam") == [one_line(PurePosixPath(f"map/{name}").name)]
    else:
        assert codes(made) == ["mdto-name-missing"]


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (MADE["rich"].describe("mdto", "woogle").descriptions for _ in range(2))
    assert first == second


def test_many_documents_take_seconds() -> None:
    """5,000 documents of which half are attachments: linear, not quadratic."""
    documents = [a_file(f"d{n}", parent=f"d{n - 1}" if n % 2 else None) for n in range(5_000)]
    descriptions = Made(a_dossier(*documents)).describe("mdto").descriptions
    assert len(descriptions) == 10_001
