"""The address of an OpenSearch in the settings, and the connection to it.

    opensearch+https://HOST[:PORT][,HOST[:PORT]…]/PREFIX[?shards=1&replicas=1]

Several hosts are nodes of one cluster: when one does not answer the next is asked. `PREFIX` is how all our names in it begin.
"""

from __future__ import annotations

import base64
import ipaddress
import logging
import re
import ssl
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from fairwoo.errors import UsageError
from fairwoo.model import Text
from fairwoo.settings import IndexSettings

_PORT = 9200
_PREFIX = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")  # the server allows a little more; this also fits in patterns of roles
_QUIET = logging.NullHandler()  # the library warns of every failed try; our errors say what matters
_CONNECTIONS = 20  # kept open to each node, for the threads of one process


class Address(NamedTuple):
    """Where the cluster is, how our names in it begin, and how a new index is divided; `replicas` None: one if there is room."""

    hosts: tuple[tuple[str, int], ...]
    tls: bool
    prefix: str
    shards: int = 1
    replicas: int | None = None

    @property
    def where(self) -> str:
        """The nodes, for messages."""
        scheme = "https" if self.tls else "http"
        return ", ".join(f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}" for host, port in self.hosts)

    @property
    def local(self) -> bool:
        """Whether every node is on this computer."""
        return all(_is_loopback(host) for host, _ in self.hosts)


def parse(address: str) -> Address:
    """Read an address. Raises UsageError, with how it should be."""
    try:
        url = urlsplit(address.removeprefix("opensearch+"))
        hosts = tuple(_host(one) for one in url.netloc.split(","))
        prefix, options = url.path.strip("/"), dict(parse_qsl(url.query, strict_parsing=bool(url.query)))
        shards, replicas = int(options.pop("shards", "1")), options.pop("replicas", None)
        found = Address(hosts, url.scheme == "https", prefix, shards, None if replicas is None else int(replicas))
        right = url.scheme in {"http", "https"} and _PREFIX.fullmatch(prefix) and not options and not url.fragment
    except ValueError as error:
        raise _wrong(address) from error
    if not right or not 1 <= found.shards <= 64 or not 0 <= (found.replicas or 0) <= 9:
        raise _wrong(address)
    return found


def _host(text: str) -> tuple[str, int]:
    one = urlsplit(f"//{text}")
    if not one.hostname or one.username is not None:  # who logs in is in the settings, not in an address that is printed
        raise ValueError(text)
    return one.hostname, _PORT if one.port is None else one.port


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong(address: str) -> UsageError:
    shown = re.sub(r"//[^/@]*@", "//…@", address)  # a password may have been put into it
    return UsageError(
        Text(
            nl=f"Het adres {shown} is niet goed. Schrijf opensearch+https://host:9200/voorvoegsel, met kleine letters; "
            "naam en wachtwoord horen bij de instellingen.",
            en=f"The address {shown} is not right. Write opensearch+https://host:9200/prefix, in lower case; "
            "name and password belong in the settings.",
        )
    )


def connect(settings: IndexSettings, address: Address) -> Any:
    """A client for the cluster; nothing is sent yet. Raises UsageError for certificates that cannot be read, or a password in clear.

    Certificates are always checked: against `ca_certs` if that is set, else against what this computer trusts.
    """
    from opensearchpy import OpenSearch

    if settings.username and not address.tls and not address.local:
        raise UsageError(
            Text(
                nl=f"Het wachtwoord zou leesbaar over het netwerk gaan naar {address.where}. Gebruik opensearch+https://…",
                en=f"The password would go to {address.where} in clear. Use opensearch+https://…",
            )
        )
    logging.getLogger("opensearch").addHandler(_QUIET)
    return OpenSearch(
        [{"host": host, "port": port} for host, port in address.hosts],
        use_ssl=address.tls,
        ssl_context=_trust(settings.ca_certs) if address.tls else None,
        headers=_login(settings),
        timeout=settings.timeout_seconds,
        pool_maxsize=_CONNECTIONS,
        http_compress=not address.local,
        max_retries=len(address.hosts),  # a node that cannot be reached: the next one; other troubles are `Server`'s
        retry_on_status=(),
        retry_on_timeout=False,
    )


def _login(settings: IndexSettings) -> dict[str, str]:
    """Made here, since the library takes Latin-1 only."""
    if not settings.username:
        return {}
    both = f"{settings.username}:{settings.password or ''}".encode()
    return {"authorization": f"Basic {base64.b64encode(both).decode()}"}


def _trust(ca_certs: str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_certs)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            Text(
                nl=f"De certificaten in {ca_certs} (index.ca_certs) zijn niet te lezen: {error}. Wijs een PEM-bestand aan.",
                en=f"The certificates in {ca_certs} (index.ca_certs) cannot be read: {error}. Name a PEM file.",
            )
        ) from error
