"""What the wrapping of a package says, and packages among ordinary folders."""

from __future__ import annotations

import bagit
from rocrate.rocrate import ROCrate

from fairwoo.model import Delivery
from tests.ingest.made import about, deliver, fates, lay, outcomes


def test_a_foreign_bag_tells_its_publisher_and_description(tmp_path):
    bag = lay(tmp_path / "tas", {"nota.txt": "Nota."})
    said = {
        "Source-Organization": "gemeente Boarnsterhim",
        "External-Description": "Over het zwembad.",
        "External-Identifier": "Z 12",
    }
    bagit.make_bag(str(bag), said)
    delivery = deliver(bag, tmp_path, publisher=None)
    assert delivery.dossier.id == "gm0055-z-12"
    assert about(delivery, None, "description") == [("Over het zwembad.",)]
    assert about(delivery, None, "title") == []  # a description is no title


def test_packages_among_ordinary_folders_are_opened_as_packages(tmp_path):
    shelf = lay(tmp_path / "alles", {"gewoon/nota.txt": "Nota.", "tas/brief.txt": "Brief."})
    bagit.make_bag(str(shelf / "tas"))
    crate = ROCrate()
    crate.add_file(tmp_path / "alles" / "gewoon" / "nota.txt", dest_path="stuk.txt")
    crate.write(shelf / "kist")
    (shelf / "tas" / "data" / "erbij.txt").write_text("Later erbij gezet.")
    found = {one.dossier.id: one for one in outcomes(shelf, tmp_path) if isinstance(one, Delivery)}
    assert set(found) == {"gm0055-gewoon", "gm0055-kist", "gm0055-tas"}
    assert {path for path, fate in fates(found["gm0055-tas"]).items() if fate != "metadata"} == {"brief.txt", "erbij.txt"}
    assert fates(found["gm0055-tas"])["erbij.txt"] == "rejected"
    assert fates(found["gm0055-kist"]) == {"stuk.txt": "document", "ro-crate-metadata.json": "metadata"}
