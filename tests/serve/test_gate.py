"""The gate of the site: what the public may see of a dossier, and when; and the engine behind the site, which may be away or made anew."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from fairwoo import cli, index, settings
from fairwoo.errors import EngineError
from fairwoo.model import Text
from fairwoo.serve import Site
from fairwoo.serve.engine import Engine
from fairwoo.serve.site import NotReadyError
from fairwoo.settings import IndexSettings
from fairwoo.store import Workspace

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
