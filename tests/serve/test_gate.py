"""The gate of the site: what the public may see of a dossier, and when; and the engine behind the site, which may be away or made anew."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from sqlalchemy import delete, insert
from starlette.testclient import TestClient

from fairwoo import cli, index, settings
from fairwoo.errors import EngineError
from fairwoo.model import Text
from fairwoo.serve import Site, application
from fairwoo.serve.api import exports, questions
from fairwoo.serve.engine import Engine
from fairwoo.serve.site import NotReadyError
from fairwoo.settings import IndexSettings
from fairwoo.store import Workspace, tables

INVENTORY = (
    "Documentnummer;Titel;Bestandsnaam;Datum;Soort;Beoordeling;Uitzonderingsgronden;Afzender\n"
    "1;Nota over de dijk;nota.txt;2024-02-01;nota;openbaar;;Jan Verzonnen\n"
    "2;;ontslag van de directeur.txt;2024-02-02;advies;niet openbaar;5.1.2e;Piet Bedacht\n"
)
SECRET = "De directeur wordt ontslagen wegens zonnebrandcrème."


def folder(root):
    made = root / "in" / "dijk"
    made.mkdir(parents=True)
    (made / "besluit.txt").write_text(
        "gemeente Boarnsterhim\n\nDatum: 4 maart 2024\n\nBesluit op uw Woo-verzoek over de dijk.\n", encoding="utf-8"
    )
    (made / "nota.txt").write_text("De dijk wordt een halve meter hoger.\n", encoding="utf-8")
    (made / "ontslag van de directeur.txt").write_text(SECRET, encoding="utf-8")
    (made / "inventarislijst.csv").write_text(INVENTORY, encoding="utf-8")
    return made


def bring(root, *more: str) -> None:
    arguments = ["--workspace", str(root / "werkmap"), "-q", "ingest", str(root / "in"), "--publisher", "gm0055", *more]
    assert cli.run(arguments) == 0


@contextmanager
def opened(root):
    workspace = Workspace.open(root / "werkmap")
    site = Site(workspace, settings.load({"workspace": root / "werkmap"}), lambda: datetime.now(UTC))
    try:
        yield site
    finally:
        site.close()
        workspace.close()


@pytest.fixture
def root(tmp_path):
    folder(tmp_path)
    bring(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("most", "kept"), [(1, 1), (1_000, 15)])
def test_dossiers_are_remembered_up_to_so_many_documents_and_are_the_same_then(visit, monkeypatch, most, kept):
    shared = visit.app.state.site
    monkeypatch.setattr("fairwoo.serve.site._MOST_KEPT", most)
    site = Site(shared.workspace, shared.settings, shared.clock)
    first = {dossier.id: dossier for dossier in site.dossiers()}
    assert len(site._kept) == kept
    again = {dossier.id: dossier for dossier in site.dossiers()}
    assert again == first
    assert sum(again[one] is first[one] for one in first) == (kept if most > 1 else 0)
    site.close()


def test_a_refused_document_is_known_by_its_number_alone(root):
    with opened(root) as site:
        (dossier,) = site.dossiers()
        refused = next(one for one in dossier.documents if one.number == "2")
        assert (refused.name, refused.disclosure, refused.grounds) == ("nr-2", "not_public", ("5.1.2e",))
        assert not refused.readable
        assert list(site.pages(refused)) == []
        told = [repr(getattr(dossier, one.name)) for one in fields(dossier) if one.repr]
        for word in ("ontslag", "directeur", "zonnebrand", "Verzonnen", "Bedacht"):
            assert not any(word in one for one in told), word
        open_one = next(one for one in dossier.documents if one.number == "1")
        assert (open_one.title, open_one.file_name, open_one.pages) == ("Nota over de dijk", "nota.txt", 1)
        assert [page.text.strip() for page in site.pages(open_one)] == ["De dijk wordt een halve meter hoger."]


def test_what_the_index_knows_a_document_by_leads_to_its_public_name(root):
    with opened(root) as site:
        (dossier,) = site.dossiers()
        ids = {one.id for one in site.workspace.catalogue.dossier(dossier.id).documents}
        assert set(dossier.names) == ids
        assert set(dossier.names.values()) == set(dossier.by_name)


def test_a_dossier_that_was_brought_in_anew_is_not_shown_before_it_is_described_again(root):
    with opened(root) as site:
        (before,) = site.dossiers()
        path = root / "in" / "dijk" / "inventarislijst.csv"
        path.write_text(
            INVENTORY.replace("1;Nota over de dijk;nota.txt;2024-02-01;nota;openbaar", "1;;nota.txt;;nota;niet openbaar")
        )
        bring(root, "--until", "extract")
        with pytest.raises(NotReadyError):
            site.dossier(before.id)
        assert list(site.dossiers()) == []
        assert cli.run(["--workspace", str(root / "werkmap"), "-q", "map"]) == 0
        after = site.dossier(before.id)
        assert [one.readable for one in after.documents if one.number == "1"] == [False]


def test_a_dossier_that_was_described_for_another_address_is_not_shown(root, monkeypatch):
    monkeypatch.setenv("FAIRWOO_MAP__BASE_URL", "https://woo.voorbeeld.nl")
    with opened(root) as site, pytest.raises(NotReadyError):
        site.dossier(site.workspace.catalogue.held()[0].id)


def test_the_engine_follows_an_index_that_is_made_anew(root):
    with opened(root) as site:

        def number() -> int:
            return site.engine.asked(lambda backend: index.search_text(backend, "meter", index.Request())[0].total)

        assert number() == 1
        assert cli.run(["--workspace", str(root / "werkmap"), "-q", "index", "--rebuild"]) == 0
        assert number() == 1
        (root / "in" / "dijk" / "nota.txt").write_text("De dijk wordt een voet hoger.\n", encoding="utf-8")
        bring(root)
        assert number() == 0


def test_an_engine_that_failed_is_not_asked_again_at_once(tmp_path):
    asked = []

    def ask(backend):
        asked.append(backend)
        raise EngineError(Text(nl="weg", en="gone"))

    engine = Engine(IndexSettings(), tmp_path)
    for _ in range(3):
        with pytest.raises(EngineError):
            engine.asked(ask)
    assert len(asked) == 1


class Counted:
    """A backend that tells how often it was asked what it holds."""

    def __init__(self, backend):
        self._backend, self.asked = backend, 0

    def held(self):
        self.asked += 1
        return self._backend.held()


def test_what_the_index_holds_is_asked_once_until_it_changes(root, monkeypatch):
    with opened(root) as site:
        counted = Counted(site.engine.asked(lambda backend: backend))
        with monkeypatch.context() as patch:
            patch.setattr(site.engine, "_current", lambda: counted)
            before = [dict(site.engine.revisions()) for _ in range(3)]
        assert (counted.asked, len(before[0])) == (1, 1)
        (root / "in" / "dijk" / "nota.txt").write_text("De dijk wordt een voet hoger.\n", encoding="utf-8")
        bring(root)
        assert site.engine.revisions().keys() == before[0].keys()
        assert site.engine.revisions() != before[0]


def test_what_a_server_holds_is_asked_again_after_a_while_whatever_is_in_the_workspace(root, monkeypatch):
    with opened(root) as site:
        counted, moment = Counted(site.engine.asked(lambda backend: backend)), [1_000.0]
        server = Engine(IndexSettings(address="opensearch+http://127.0.0.1:9/site"), root / "werkmap")
        monkeypatch.setattr(server, "_current", lambda: counted)
        monkeypatch.setattr("fairwoo.serve.engine.monotonic", lambda: moment[0])
        for moment[0] in (1_000.0, 1_004.0, 1_006.0):
            server.revisions()
        assert counted.asked == 2


def test_too_many_who_ask_at_once_wait_and_the_engine_has_not_failed(root, monkeypatch):
    monkeypatch.setattr("fairwoo.serve.engine._PATIENCE", 0.05)
    with opened(root) as site:
        begun, go = threading.Semaphore(0), threading.Event()

        def slow(_):
            begun.release()
            return go.wait(20)

        asking = [threading.Thread(target=site.engine.asked, args=(slow,)) for _ in range(8)]
        for one in asking:
            one.start()
        assert all(begun.acquire(timeout=20) for _ in asking)
        with pytest.raises(EngineError, match="tegelijk"):
            site.engine.asked(lambda _: 1)
        assert len(site.engine.revisions()) == 1  # is no search, and the status page is not to tell that the engine is away
        go.set()
        for one in asking:
            one.join(20)
        assert site.engine.asked(lambda _: 1) == 1


def test_of_a_mail_with_a_refused_attachment_nothing_is_read_or_found(tmp_path):
    made = folder(tmp_path)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Overleg", "roodborst@voorbeeld.nl", "winterkoning@voorbeeld.nl"
    mail.set_content("De burgemeester noemt de kwikstaart.")
    mail.add_attachment(b"Advies over de pimpelmees.", maintype="text", subtype="plain", filename="advies.txt")
    (made / "overleg.eml").write_bytes(bytes(mail))
    (made / "inventarislijst.csv").write_text(
        f"{INVENTORY}3;;overleg.eml/advies.txt;;advies;niet openbaar;5.1.2e;\n", encoding="utf-8"
    )
    bring(tmp_path)
    with opened(tmp_path) as site:
        (dossier,) = site.dossiers()
        outer = next(one for one in dossier.documents if one.held == "holds")
        assert (outer.readable, list(site.pages(outer))) == (False, [])
        for words in ("kwikstaart", "roodborst", "winterkoning", "pimpelmees", '"noemt de kwikstaart"'):
            found = site.engine.asked(lambda backend, words=words: index.search_text(backend, words, index.Request())[0])
            assert found.total == 0, words
        assert verify(tmp_path) == 0


def test_a_file_that_could_not_be_read_or_not_yet_to_its_end_is_not_handed_out(root):
    with opened(root) as site:
        catalogue = site.workspace.catalogue
        (dossier,) = site.dossiers()
        before = next(one for one in dossier.documents if one.number == "1")
        with catalogue.writing() as connection:
            connection.execute(insert(tables.work).values(reading=before.reading, task="go_on", page=2, ocr=False))
    assert cli.run(["--workspace", str(root / "werkmap"), "-q", "map", "--force"]) == 0
    with opened(root) as site:
        (dossier,) = site.dossiers()
        after = next(one for one in dossier.documents if one.number == "1")
        assert (before.held, before.file_name) == (None, "nota.txt")
        assert (after.held, after.file_name, after.sha256, after.pages) == ("unread", None, None, 1)
        with catalogue_of(site).writing() as connection:
            connection.execute(delete(tables.work))
    broken = root / "in" / "dijk" / "rapport.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"geen pdf " * 50)
    bring(root)
    with opened(root) as site:
        (dossier,) = site.dossiers()
        assert {one.title: one.held for one in dossier.documents if one.held == "unread"} != {}
        assert all(one.file_name is None for one in dossier.documents if one.held == "unread")


def test_without_an_index_the_site_says_that_searching_is_not_possible_and_not_that_there_is_nothing(root):
    shutil.rmtree(root / "werkmap" / "index")
    workspace = Workspace.open(root / "werkmap")
    app = application(workspace, settings.load({"workspace": root / "werkmap"}), lambda: datetime.now(UTC))
    with TestClient(app) as client:
        assert client.get("/zoeken?q=dijk").status_code == 503
        home = client.get("/")
        assert home.status_code == 200
        assert "Zoeken kan op dit moment niet" in home.text
        assert "nog niets opgenomen" not in home.text
    app.state.site.close()
    workspace.close()


def catalogue_of(site):
    return site.workspace.catalogue


def verify(root) -> int:
    return cli.run(["--workspace", str(root / "werkmap"), "-q", "verify"])


def test_what_was_put_back_is_not_quoted_from_the_index_of_what_came_between(root):
    """The revision is that of before, and the index holds what is to be seen no more."""
    nota = root / "in" / "dijk" / "nota.txt"
    first = nota.read_text(encoding="utf-8")
    with opened(root) as site, TestClient(application(site.workspace, site.settings, site.clock)) as visit:
        assert "halve meter" in visit.get("/zoeken", params={"q": "dijk"}).text
        nota.write_text("De dijk. Het nummer van Verzonnen staat hier.\n", encoding="utf-8")
        bring(root)
        nota.write_text(first, encoding="utf-8")
        bring(root, "--until", "map")
        answer = visit.get("/zoeken", params={"q": "dijk"})
        assert answer.status_code == 200
        assert "Verzonnen" not in answer.text.partition("<main")[2]
        bring(root)
        assert "halve meter" in visit.get("/zoeken", params={"q": "dijk"}).text


def test_what_is_refused_while_texts_are_exported_is_sent_no_more(root):
    (root / "in" / "dijk" / "brief.txt").write_text("Brief over het strand.\n", encoding="utf-8")
    bring(root)
    with opened(root) as site:
        (dossier,) = site.dossiers()
        assert len([one for one in dossier.documents if one.readable]) >= 2
        sent = exports._texts(site, questions.Texts())
        assert next(sent).dossier == dossier.id
        (root / "in" / "dijk" / "inventarislijst.csv").write_text(
            INVENTORY.replace(";openbaar;", ";niet openbaar;"), encoding="utf-8"
        )
        bring(root)
        assert list(sent) == []
        assert not site.is_current(dossier)
