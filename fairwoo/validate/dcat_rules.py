"""Our own rules for DCAT, which always count: what must be there, how often, of what form, from which list, and what hangs together."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.validate.dcat_table import NEEDED, REPEATED, Rule, label, rules
from fairwoo.validate.dcat_values import check, datatype_of, shown, well_formed
from fairwoo.validate.rdf import Graph, full, is_literal, key, short
from fairwoo.vocab.words import rows

if TYPE_CHECKING:
    from fairwoo.validate.rdf import Term

NOTHING = FindingKind(
    code="dcat-nothing-described",
    level=Level.ERROR,
    nl="Het bestand beschrijft geen catalogus, dataset, dataservice of distributie.",
    en="The file describes no catalogue, dataset, data service or distribution.",
    do_nl="Geef de knopen hun klasse, bijvoorbeeld: a dcat:Dataset.",
    do_en="Give the nodes their class, for example: a dcat:Dataset.",
)
UNKNOWN_TERM = FindingKind(
    code="dcat-term-unknown",
    level=Level.ERROR,
    nl="{found} bestaat niet in DCAT 3.",
    en="There is no {found} in DCAT 3.",
    do_nl="Bedoeld is misschien {near}.",
    do_en="Perhaps {near} is meant.",
)
NO_LANGUAGE = FindingKind(
    code="dcat-language-tag-missing",
    level=Level.WARNING,
    nl="Van {what.nl} zijn er {count}, en niet elk heeft een taal.",
    en="There are {count} of {what.en}, and not each has a language.",
    do_nl='Geef elk een taal, zoals "…"@nl, of laat er één over.',
    do_en='Give each a language, like "…"@nl, or leave one.',
)
REVERSED = FindingKind(
    code="dcat-period-reversed",
    level=Level.ERROR,
    nl="De periode eindigt ({end}) voor zij begint ({start}).",
    en="The period ends ({end}) before it begins ({start}).",
    do_nl="Verwissel of verbeter de twee datums.",
    do_en="Swap or correct the two dates.",
)
WITHHELD = FindingKind(
    code="dcat-withheld-with-file",
    level=Level.WARNING,
    nl="Dit is NON_PUBLIC, maar heeft wel een distributie: {found}.",
    en="This is NON_PUBLIC, yet it has a distribution: {found}.",
    do_nl="Laat de distributie weg, of verbeter de toegangsrechten: wat gelakt openbaar is, is PUBLIC.",
    do_en="Leave the distribution out, or correct the access rights: what is public with redactions is PUBLIC.",
)
CHECKSUM = FindingKind(
    code="dcat-checksum-length",
    level=Level.ERROR,
    nl="Het controlegetal heeft {found} cijfers; {algorithm} heeft er {expected}.",
    en="The checksum has {found} digits; {algorithm} has {expected}.",
    do_nl="Bereken het opnieuw uit het bestand.",
    do_en="Compute it from the file again.",
)

_DIGITS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
_ALGORITHM = full("spdx:algorithm"), full("spdx:checksumValue")
_MAIN = ("dcat:Catalog", "dcat:Dataset", "dcat:DatasetSeries", "dcat:DataService", "dcat:Distribution", "dcat:CatalogRecord")


class Said(NamedTuple):
    """A finding of ours, with what it is about, so that the official shapes need not say it again.

    `aspect` is "min", "max", "form", "list", "class" or "other"; `node` and `property` are as in `Graph`.
    """

    node: str
    property: str
    aspect: str
    finding: Finding


def check_graph(graph: Graph, name: str) -> Iterator[Said]:
    """All that our rules find in the file called `name`, in the order of its nodes."""
    if not any(full(one) in graph.classes(node) for node in graph.nodes for one in _MAIN):
        yield Said("", "", "other", NOTHING.at(Place(file=name)))
    for node, properties in graph.nodes.items():
        yield from _unknown_terms(graph, node, name)
        yield from _node(graph, node, name)
        yield from _together(graph, node, properties, name)


def _node(graph: Graph, node: str, name: str) -> Iterator[Said]:
    """The rules of all classes of a node, each property once: the first class that says anything of it decides."""
    done: set[tuple[str, str]] = set()
    for of in graph.classes(node):
        for rule in rules().get(of, ()):
            for said in _property(graph, node, rule, name):
                if (said.property, said.finding.message.en) not in done:
                    done.add((said.property, said.finding.message.en))
                    yield said


def _property(graph: Graph, node: str, rule: Rule, name: str) -> Iterator[Said]:
    values = graph.nodes[node].get(rule.property, [])

    def where() -> Place:
        return Place(file=name, path=graph.place(node, rule.property))

    if not values:
        if rule.need:
            yield Said(node, rule.property, "min", NEEDED[rule.of, rule.property].at(where()))
        return
    if rule.most and len(values) > rule.most:
        finding = REPEATED[rule.of, rule.property].at(where(), count=len(values))
        yield Said(node, rule.property, "max", finding)
    for aspect, finding in check(graph, rule, values, where):
        yield Said(node, rule.property, aspect, finding)
    texts = [value for value in values if is_literal(value)]
    if rule.value == "text" and rule.most != 1 and len(texts) > 1 and not all(getattr(one, "language", None) for one in texts):
        yield Said(node, rule.property, "other", NO_LANGUAGE.at(where(), what=label(rule.property), count=len(texts)))


def _unknown_terms(graph: Graph, node: str, name: str) -> Iterator[Said]:
    """Classes and properties in DCAT's namespace that it does not have, such as `dcat:Catalogue`."""
    namespace = full("dcat:")
    used = [address for address in (*graph.classes(node), *graph.nodes[node]) if address.startswith(namespace)]
    for address in dict.fromkeys(used):
        term = short(address)
        if term not in _terms():
            near = difflib.get_close_matches(term, _terms(), n=1, cutoff=0.6)
            place = Place(file=name, path=graph.place(node, address))
            finding = UNKNOWN_TERM.at(place, found=term, near=near[0] if near else "https://www.w3.org/TR/vocab-dcat-3/")
            yield Said(node, address, "other", finding)


@cache
def _terms() -> tuple[str, ...]:
    return tuple(row["term"] for row in rows("dcat_names"))


def _together(graph: Graph, node: str, properties: Mapping[str, list[Term]], name: str) -> Iterator[Said]:
    """What must fit together: the two ends of a period, access and files, a checksum and its algorithm."""
    start, end = (properties.get(full(one), []) for one in ("dcat:startDate", "dcat:endDate"))
    if len(start) == len(end) == 1 and _later(start[0], end[0]):
        place = Place(file=name, path=graph.place(node))
        finding = REVERSED.at(place, start=shown(start[0]), end=shown(end[0]))
        yield Said(node, full("dcat:endDate"), "other", finding)
    rights = {key(value).rpartition("/")[2] for value in properties.get(full("dct:accessRights"), ())}
    files = properties.get(full("dcat:distribution"), [])
    if rights == {"NON_PUBLIC"} and files:
        place = Place(file=name, path=graph.place(node, full("dcat:distribution")))
        yield Said(node, full("dcat:distribution"), "other", WITHHELD.at(place, found=shown(files[0])))
    algorithms, sums = (properties.get(one, []) for one in _ALGORITHM)
    if len(algorithms) == len(sums) == 1:
        algorithm = key(algorithms[0]).rpartition("_")[2]
        length = len(key(sums[0]))
        if algorithm in _DIGITS and length != _DIGITS[algorithm] and well_formed("hex", sums[0]):
            place = Place(file=name, path=graph.place(node, _ALGORITHM[1]))
            finding = CHECKSUM.at(place, found=length, algorithm=algorithm, expected=_DIGITS[algorithm])
            yield Said(node, _ALGORITHM[1], "other", finding)


def _later(start: Term, end: Term) -> bool:
    """Whether the first comes after the second; only told where both are plain days."""
    same = datatype_of(start) == datatype_of(end) == full("xsd:date")
    return same and len(key(start)) == len(key(end)) == 10 and key(start) > key(end)
