"""Whatever stands in a title comes back out of every format as it was, but for what no format can hold."""

from __future__ import annotations

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from rdflib import RDF, Graph, Literal
from rdflib.namespace import DCAT, DCTERMS

from fairwoo import map as mapping
from fairwoo.map.wording import one_line
from tests.map.made import SETTINGS, a_dossier, decision, read

DIWOO = "{https://standaarden.overheid.nl/diwoo/metadata/}"


@settings(max_examples=60)
@given(st.text(), st.text(min_size=1))
@example("<script>&amp;\"'</script>]]>", "a/../<b>.pdf")
@example("\u202eאבג \\u0041 \\ \x85\u2028 \U0001f333", "CON.pdf")
@example("{title} %s \\n", "\u0000.pdf")
def test_titles_and_file_names(title: str, path: str) -> None:
    document = decision(title=title, path=path)
    dossier = a_dossier(document, title=title, description=title, inquiry=title)
    contents = {
        description.file_name: description.content
        for description in mapping.describe(dossier, read(document), SETTINGS).descriptions
    }
    expected = one_line(title)
    if not expected:
        assert contents == {}
        return
    graph = Graph().parse(data=contents["dcat.ttl"], format="turtle")
    assert graph.value(graph.value(predicate=RDF.type, object=DCAT.Dataset), DCTERMS.title) == Literal(expected, lang="nl")
    assert json.loads(contents["dcat.jsonld"])["dct:title"] == {"@language": "nl", "@value": expected}
    assert json.loads(contents["schemaorg.jsonld"])["name"] == expected
    xml = etree.fromstring(contents["diwoo.xml"].encode())
    assert xml.findtext(f".//{DIWOO}officieleTitel") == expected
