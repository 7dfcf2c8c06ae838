"""Runs SHACL shapes over triples: by `shacl` (Rust) where it is installed, else by `pyshacl`, with the same results.

CPU seconds for the mandatory and the recommended official shapes on 300 datasets (22,000 triples, 7,000 results): pyshacl 12.9,
shacl 0.3; on ten times as much shacl needs 4.8, most of that for writing down 70,000 results, hence `most`. `shacl-rust` 0.2.12
is faster still and was left out: it takes any literal for a failure of `sh:node`, which DCAT-AP uses for dates.
`tests/validate/test_dcat_engines.py` holds the two that are used to the same results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyoxigraph import Triple

SH = "http://www.w3.org/ns/shacl#"

# Engines give nodes without an address labels of their own. So each gets its label as a value, and a shape that no value meets
# has the engine report, with its label, ours.
LABEL, MARKER = "urn:fairwoo:label", "urn:fairwoo:marker"
_MARKER_SHAPE = (
    f"<urn:fairwoo:marked> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SH}NodeShape> .\n"
    f"<urn:fairwoo:marked> <{SH}targetSubjectsOf> <{LABEL}> .\n"
    f"<urn:fairwoo:marked> <{SH}property> <{MARKER}> .\n"
    f"<{MARKER}> <{SH}path> <{LABEL}> .\n"
    f"<{MARKER}> <{SH}datatype> <http://www.w3.org/2001/XMLSchema#integer> .\n"
)


class Result(NamedTuple):
    """One validation result. `focus` is a node as in `Graph`, `path` and `value` are in N-Triples syntax, None where there is none.

    `component` is the local name without "ConstraintComponent"; `severity` is "Violation", "Warning" or "Info"; `shape` is the
    address of the shape that raised it, "" if it has none.
    """

    focus: str
    path: str | None
    component: str
    severity: str
    value: str | None
    shape: str
    messages: tuple[str, ...] = ()


def engines() -> tuple[str, ...]:
    """The engines that are installed, the fastest first."""
    return tuple(name for name in ("shacl", "pyshacl") if find_spec(name) is not None)


def run(shapes: str, data: Sequence[Triple], engine: str, most: int | None = None) -> list[Result]:
    """The results of `data` against `shapes` (N-Triples), by one of `engines()`, in the order of the engine.

    With `most` the fast engine stops about there: each result costs it 50 microseconds and 13 kB.
    """
    from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

    blank = dict.fromkeys(one for triple in data for one in (triple.subject, triple.object) if isinstance(one, BlankNode))
    marks = [Triple(one, NamedNode(LABEL), Literal(one.value)) for one in blank]
    whole = serialize([*data, *marks], format=RdfFormat.N_TRIPLES)
    text, told = shapes + (_MARKER_SHAPE if marks else ""), (whole or b"").decode()
    raw = _rust(text, told, most and most + len(marks)) if engine == "shacl" else _python(text, told)
    ours = {result.focus: f"_:{_text(result.value)}" for result in raw if result.shape == MARKER}
    return [
        result._replace(focus=ours.get(result.focus, result.focus), value=ours.get(result.value or "", result.value))
        for result in raw
        if result.shape != MARKER
    ][:most]


def _rust(shapes: str, data: str, most: int | None) -> list[Result]:
    import shacl

    report = shacl.Shapes.from_text(shapes, "ntriples").validate_text(data, "ntriples", max_results=most)
    return [
        Result(
            focus=_node(result.focus_node),
            path=_path(result.path),
            component=result.component.removesuffix("ConstraintComponent"),
            severity=result.severity,
            value=result.value,
            shape=_node(result.source_shape or "") if (result.source_shape or "").startswith("<") else "",
            messages=tuple(result.messages),
        )
        for result in report.results
    ]


def _python(shapes: str, data: str) -> list[Result]:
    import pyshacl
    from rdflib import SH as S
    from rdflib import Graph, URIRef

    graphs = [Graph().parse(data=text, format="nt") for text in (data, shapes)]
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inference="none", advanced=False)
    assert isinstance(report, Graph)  # noqa: S101 - for the types
    found = []
    for result in report.objects(None, S.result):  # not `sh:detail`: the other engine does not tell what an inner shape found
        path, value = report.value(result, S.resultPath), report.value(result, S.value)
        shape = report.value(result, S.sourceShape)
        found.append(
            Result(
                focus=_node(_n3(report.value(result, S.focusNode))),
                path=path.n3() if isinstance(path, URIRef) else None if path is None else "",
                component=str(report.value(result, S.sourceConstraintComponent))
                .removeprefix(SH)
                .removesuffix("ConstraintComponent"),
                severity=str(report.value(result, S.resultSeverity)).removeprefix(SH),
                value=None if value is None else _n3(value),
                shape=str(shape) if isinstance(shape, URIRef) else "",
                messages=tuple(str(one) for one in report.objects(result, S.resultMessage)),
            )
        )
    return found


def _n3(term: object) -> str:
    """A term of rdflib in N-Triples syntax."""
    from rdflib import Literal

    if isinstance(term, Literal):
        kind = f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
        text = str(term).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        return f'"{text}"{kind}'
    return str(getattr(term, "n3", lambda: "")())


def _node(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _path(path: str | None) -> str | None:
    """A path of one property as it is, a compound one as ""."""
    return path if path is None or re.fullmatch(r"<[^<>]*>", path) else ""


def _text(value: str | None) -> str:
    found = re.match(r'"((?:[^"\\]|\\.)*)"', value or "")
    return found.group(1) if found else ""


def distinct(results: Iterable[Result]) -> set[tuple[str, str | None, str, str]]:
    """What must be the same whatever the engine: focus node, path, component and severity."""
    return {(one.focus, one.path, one.component, one.severity) for one in results}
