"""Asking an OpenSearch: waiting while it is busy, and errors that say what to do."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any, TypeVar

from fairwoo.errors import EngineError
from fairwoo.model import Text

_Answer = TypeVar("_Answer")

BUSY = frozenset({429, 502, 503, 504})  # too many requests; a node that goes or comes, a shard that has no primary for a moment
LITTLE = (0.2, 0.8)  # seconds to wait between tries, where a person waits
MUCH = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0)  # where losing the work is worse: about a minute and a half
_KIND = re.compile(r"[a-z_]{1,100}")
_ACTIONS = re.compile(r"no permissions for \[([^\]]*)\]")


class ServerError(EngineError):
    """The server refused, or did not answer. `status` is that of HTTP, None without an answer; `kind` is the server's own word."""

    def __init__(self, text: Text, status: int | None = None, kind: str = "") -> None:
        super().__init__(text)
        self.status = status
        self.kind = kind


class Server:
    """A cluster, through a client of opensearch-py. Every request of ours may be sent twice: ids are fixed, versions external."""

    def __init__(self, client: Any, where: str) -> None:
        self.client = client
        self.where = where

    def ask(self, request: Callable[[], _Answer], waits: tuple[float, ...] = LITTLE) -> _Answer:
        """The answer to a request; sent again after each of `waits` while the server is busy. Raises ServerError."""
        for wait in waits:
            try:
                return self._once(request)
            except ServerError as error:
                if error.status not in BUSY:
                    raise
                time.sleep(wait)
        return self._once(request)

    def ask_patiently(self, request: Callable[[], _Answer]) -> _Answer:
        """As `ask`, for a writing that must not be lost: no answer (a node that fell away) is waited for as well."""
        for wait in MUCH:
            try:
                return self._once(request)
            except ServerError as error:
                if error.status is not None and error.status not in BUSY:
                    raise
                if error.kind == "certificate":
                    raise
                time.sleep(wait)
        return self._once(request)

    def _once(self, request: Callable[[], _Answer]) -> _Answer:
        from opensearchpy.exceptions import OpenSearchException

        try:
            return request()
        except OpenSearchException as error:
            raise _told(error, self.where) from error


def _told(error: Any, where: str) -> ServerError:
    """The error with the address and what to do. Values of documents, which the server may quote, are left out."""
    status = getattr(error, "status_code", None)
    if not isinstance(status, int):
        return _unreachable(error, status, where)
    told, *info = [str(one) for one in error.args[1:]] or [""]
    kind = told if _KIND.fullmatch(told) else ""  # not the page of a proxy
    nl, en = _REFUSALS.get(status, _OTHER)
    found = _ACTIONS.search(" ".join(info))
    values = {"where": where, "answer": f"{status} {kind}".strip(), "actions": found[1] if found else "?"}
    return ServerError(Text(nl=nl.format(**values), en=en.format(**values)), status, kind)


_REFUSALS = {
    401: (
        "De zoekmachine op {where} kent deze naam met dit wachtwoord niet. Controleer index.username en FAIRWOO_INDEX__PASSWORD.",
        "The search engine at {where} does not know this name with this password. Check index.username and FAIRWOO_INDEX__PASSWORD.",
    ),
    403: (
        "Deze gebruiker mag dit niet op de zoekmachine {where} ({actions}). Gebruik de rol uit docs/opensearch.md die dit wel mag.",
        "This user may not do this at the search engine {where} ({actions}). Use the role of docs/opensearch.md that may.",
    ),
    429: (
        "De zoekmachine op {where} is te druk. Probeer het later opnieuw.",
        "The search engine at {where} is too busy. Try again later.",
    ),
}
_OTHER = (
    "De zoekmachine op {where} antwoordt niet goed (antwoord {answer}). Zie fairwoo doctor.",
    "The search engine at {where} does not answer well (answer {answer}). See fairwoo doctor.",
)


def _unreachable(error: Any, status: object, where: str) -> ServerError:
    from opensearchpy.exceptions import SSLError

    if isinstance(error, SSLError):
        return ServerError(
            Text(
                nl=f"Het certificaat van {where} is niet te vertrouwen. Noem in index.ca_certs het certificaat van de eigen CA, "
                "en gebruik de servernaam die in het certificaat staat.",
                en=f"The certificate of {where} cannot be trusted. Name the certificate of your own CA in index.ca_certs, "
                "and use the host name that stands in the certificate.",
            ),
            kind="certificate",
        )
    late = status == "TIMEOUT"
    nl, en = ("geen antwoord op tijd", "no answer in time") if late else ("geen verbinding", "no connection")
    return ServerError(
        Text(
            nl=f"De zoekmachine op {where} antwoordt niet goed ({nl}). Controleer of hij draait; zie fairwoo doctor.",
            en=f"The search engine at {where} does not answer well ({en}). Check that it runs; see fairwoo doctor.",
        ),
        kind="timeout" if late else "connection",
    )
