"""R4: can a reader tell where the files come from and whether they are whole. Six items:

dates written as ISO 8601; responsible body (with its contact, which is on the page and not looked at yet); and of each file its
size, media type, checksum, number of pages, as stated in the metadata. An item of a file is measured only where the metadata
state it for some file: what only a web server tells (Content-Length, Content-Type, ETag) was not looked at, and its weight
moves to the items that were.
"""

from __future__ import annotations

from typing import NamedTuple

from fairwoo.check.evidence import Evidence
from fairwoo.check.measurement import Measurement, Metric, line, mean, measured
from fairwoo.check.provenance import is_data, said
from fairwoo.model import EvidenceLine, Text

METRIC = Metric("R4", "fair.md E3 R4")

_DATES = ("requested", "received", "decided", "published")
_OF_FILES = {
    "size": Text(nl="bestandsgrootte", en="file size"),
    "media_type": Text(nl="bestandstype", en="media type"),
    "sha256": Text(nl="controlegetal", en="checksum"),
    "pages": Text(nl="aantal pagina's", en="number of pages"),
}


class _Item(NamedTuple):
    label: Text
    share: float


def measure(evidence: Evidence) -> Measurement:
    """The mean over the items that were measured."""
    items = [
        _Item(Text(nl="datums als jjjj-mm-dd", en="dates as yyyy-mm-dd"), _dates(evidence)),
        _Item(Text(nl="verantwoordelijk orgaan", en="responsible body"), 1),  # no dossier is taken in without one
        *_of_files(evidence),
    ]
    lines = [_line(each) for each in items]
    if len(items) < 2 + len(_OF_FILES):
        lines.append(
            line(
                "Contactgegevens en wat alleen een webserver vertelt (grootte, type, ETag) zijn niet gemeten.",
                "Contact data and what only a web server tells (size, type, ETag) were not measured.",
            )
        )
    return measured(sum(each.share for each in items) / len(items), lines)


def _dates(evidence: Evidence) -> float:
    """The mean over the dates that are known, of the dossier and its documents; 0 if there is none."""
    dossier = evidence.dossier
    given = [("", name, getattr(dossier, name)) for name in _DATES]
    given += [(each.id, "dated", each.dated) for each in evidence.listed()]
    return mean(said(evidence, subject, name, value).share for subject, name, value in given if value is not None) or 0


def _of_files(evidence: Evidence) -> list[_Item]:
    files = [document for document in evidence.listed() if document.sha256]
    found = []
    for name, label in _OF_FILES.items():
        stated = [any(is_data(fact) for fact in evidence.facts_on(document.id, name)) for document in files]
        if any(stated):
            found.append(_Item(label, sum(stated) / len(stated)))
    return found


def _line(item: _Item) -> EvidenceLine:
    percent = round(100 * item.share)
    return line(f"{item.label.nl}: {percent} %.", f"{item.label.en}: {percent} %.")
