"""What is wrong with an OpenSearch, or soon will be, for `fairwoo doctor`: version, copies, disk, switches, aliases, analysis.

Nothing is changed. Thresholds are the cluster's own settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from fairwoo.errors import EngineError
from fairwoo.index import opensearch_layout as layout
from fairwoo.index.opensearch_address import Address
from fairwoo.index.opensearch_health_kinds import (
    ALIAS_WRONG,
    AUTO_CREATE,
    BLOCKED,
    DISK_FILLING,
    IN_CLEAR,
    LEFT_OVER,
    NO_INDEX,
    NOT_ALLOWED,
    OUTDATED,
    RED,
    SWITCHED_OFF,
    VERSION_UNTRIED,
    VERSION_WRONG,
    YELLOW,
)
from fairwoo.index.opensearch_numbered import Indices, Numbered
from fairwoo.index.opensearch_server import Server, ServerError
from fairwoo.model import Finding

_OLDEST, _TRIED = (2, 19), (2, 3)  # the oldest version that will do; the lines of versions that are tried
_UNITS = {"b": 1, "kb": 2**10, "mb": 2**20, "gb": 2**30, "tb": 2**40, "pb": 2**50}
_WATERMARKS = ("flood_stage", "high", "low")


def examine(server: Server, address: Address) -> Iterator[Finding]:
    """All that is wrong. Raises ServerError if the server does not answer, or does not know the user."""
    if not address.tls and not address.local:
        yield IN_CLEAR.at(where=server.where)
    indices = Indices(server, address)
    looks: list[Callable[[], Iterator[Finding]]] = [
        lambda: _version(server),
        lambda: _switches(server),
        lambda: _disks(server),
        lambda: _copies(server, indices),
        lambda: _indices(indices),
        lambda: _blocks(server, indices),
    ]
    forbidden = 0
    for look in looks:
        try:
            yield from look()
        except ServerError as error:
            if error.status != 403:
                raise
            forbidden += 1
    if forbidden:
        yield NOT_ALLOWED.at(count=forbidden, of=len(looks))


def _version(server: Server) -> Iterator[Finding]:
    told = server.ask(server.client.info).get("version", {})
    number, kind = str(told.get("number", "?")), str(told.get("distribution", "elasticsearch"))
    parts = tuple(int(part) for part in re.findall(r"\d+", number)[:2])
    if kind != "opensearch" or parts < _OLDEST:
        yield VERSION_WRONG.at(kind=kind, number=number)
    elif parts[0] not in _TRIED:
        yield VERSION_UNTRIED.at(number=number)


def _settings(server: Server) -> dict[str, Any]:
    params = {"include_defaults": "true", "flat_settings": "true"}
    told = server.ask(lambda: server.client.cluster.get_settings(params=params))
    return {**told["defaults"], **told["persistent"], **told["transient"]}


def _switches(server: Server) -> Iterator[Finding]:
    found = _settings(server)
    automatic = str(found.get("action.auto_create_index", "true"))
    if automatic == "true":
        yield AUTO_CREATE.at()
    if str(found.get("search.allow_expensive_queries", "true")) == "false":
        yield SWITCHED_OFF.at()


def _disks(server: Server) -> Iterator[Finding]:
    found = _settings(server)
    if str(found.get("cluster.routing.allocation.disk.threshold_enabled", "true")) != "true":
        return
    params = {"filter_path": "nodes.*.name,nodes.*.fs.total"}
    nodes = server.ask(lambda: server.client.nodes.stats(metric="fs", params=params))["nodes"]
    for node in nodes.values():
        disk = node.get("fs", {}).get("total")
        if not disk:  # a node without data
            continue
        total, free = disk["total_in_bytes"], disk["available_in_bytes"]
        for name in _WATERMARKS:
            mark = str(found.get(f"cluster.routing.allocation.disk.watermark.{name}", ""))
            if free < _least_free(mark, total):
                share = round(100 * (1 - free / total))
                yield DISK_FILLING.at(node=node["name"], share=share, name=name, mark=mark)
                break


def _least_free(mark: str, total: int) -> float:
    """How many bytes must be free by a watermark: "90%" or "0.9" of the disk used, or "20gb" free."""
    number = re.fullmatch(r"([\d.]+)\s*([a-z%]*)", mark.strip().lower())
    if number is None:
        return 0.0
    value, unit = float(number[1]), number[2]
    if unit == "%":
        return total * (1 - value / 100)
    return value * _UNITS[unit] if unit in _UNITS else total * (1 - value)


def _copies(server: Server, indices: Indices) -> Iterator[Finding]:
    cluster = server.client.cluster
    told = server.ask(lambda: cluster.health(index=indices.names.every, params={"level": "indices"}))
    for name, found in sorted(told.get("indices", {}).items()):
        if found["status"] == "red":
            yield RED.at(name=name)
        elif found["status"] == "yellow":
            yield YELLOW.at(name=name, copies=found["number_of_replicas"], nodes=told["number_of_data_nodes"])


def _indices(indices: Indices) -> Iterator[Finding]:
    names = indices.names
    try:
        searched = indices.searched()
    except ServerError:
        raise
    except EngineError:
        yield ALIAS_WRONG.at(alias=names.read)
        return
    if searched is None:
        yield NO_INDEX.at(alias=names.read)
    elif searched.meta != layout.meta():
        yield OUTDATED.at(name=searched.name, found=_maker(searched), own=layout.meta()["analysis"])
    written = [one.name for one in indices.all() if names.write in one.aliases]
    if searched is not None and written != [searched.name]:
        yield ALIAS_WRONG.at(alias=names.write)
    for one in indices.all():
        if searched is not None and one.name != searched.name:
            yield LEFT_OVER.at(name=one.name, made_by=_maker(one))


def _maker(index: Numbered) -> str:
    return str(index.meta.get("analysis", "?"))


def _blocks(server: Server, indices: Indices) -> Iterator[Finding]:
    params = {"flat_settings": "true", "name": "index.blocks.*", "ignore_unavailable": "true"}
    told = server.ask(lambda: server.client.indices.get_settings(index=indices.names.every, params=params))
    for name, found in sorted(told.items()):
        blocks = sorted(key for key, value in found["settings"].items() if str(value) == "true")
        if blocks:
            yield BLOCKED.at(name=name, blocks=", ".join(blocks))
