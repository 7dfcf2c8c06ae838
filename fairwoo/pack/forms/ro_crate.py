"""RO-Crate (https://w3id.org/ro/crate): the files of a dossier with one JSON-LD file that says what each of them is."""

from __future__ import annotations

from fairwoo.model import Text
from fairwoo.pack.adding import add_original
from fairwoo.pack.contents import Contents
from fairwoo.pack.crate import crate_metadata
from fairwoo.pack.crate_graph import CRATE_METADATA
from fairwoo.pack.sinks import Sink

NAME = "ro-crate"
TITLE = Text(nl="RO-Crate", en="RO-Crate")
NESTED = False


def write(contents: Contents, sink: Sink) -> None:
    """Write the package. In a ZIP the metadata file lies at the top, as the standard says."""
    metadata = crate_metadata(contents)
    sink.add(CRATE_METADATA, metadata)
    for one in contents.written:
        sink.add(one.path, one.content)
    for original in contents.originals:
        add_original(sink, original.path, original)
