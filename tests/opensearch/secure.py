"""A node with the real security plugin: a CA of our own, TLS, users, and the roles and settings that IT is given."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fairwoo.index import opensearch_address as addresses
from fairwoo.settings import IndexSettings
from tests.opensearch import testnode

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "docs" / "opensearch"
PASSWORD = "Wachtwoord-van-de-proef-é€"  # not Latin-1, as passwords may be
USERS = ("fairwoo-lezer", "fairwoo-schrijver", "fairwoo-beheerder", "baas")  # the last may do everything


def compose_settings() -> dict[str, str]:
    """The settings of the server in `compose.yaml`, so that what IT is given is what is tested."""
    lines = (ROOT / "compose.yaml").read_text(encoding="utf-8").splitlines()
    found = (re.fullmatch(r"      - ([a-z][a-z_]*\.[a-z._]+)=(\S+)", line) for line in lines)
    return {one[1]: one[2] for one in found if one}


class Secured(NamedTuple):
    """A running node, and how to log in to it."""

    node: testnode.Node
    ca: Path
    other_ca: Path

    def settings(self, user: str | None, **changed: object) -> IndexSettings:
        """The settings for "lezer", "schrijver", "beheerder" or "baas", with the prefix `woo`."""
        login = {"username": user if user == "baas" else f"fairwoo-{user}", "password": PASSWORD} if user else {}
        address = f"opensearch+https://localhost:{self.node.info['http']}/woo"
        return IndexSettings(**{"address": address, "ca_certs": str(self.ca), "timeout_seconds": 60, **login, **changed})


@contextlib.contextmanager
def running(home: Path, flavour: str) -> Iterator[Secured]:
    """A secured node that knows `USERS`, ready to be asked."""
    prepared = testnode.prepare(flavour)
    config = home / "config"
    shutil.copytree(prepared.root / "config", config / "opensearch-security")
    _certificates(config)
    _write(config, "internal_users", {name: {"hash": _hashed(prepared)} for name in USERS})
    _write(config, "tenants", {})
    mapping = (SECURITY / "roles_mapping.yml").read_text(encoding="utf-8") + 'all_access:\n  users: ["baas"]\n'
    (config / "opensearch-security" / "roles_mapping.yml").write_text(mapping, encoding="utf-8")
    shutil.copy(SECURITY / "roles.yml", config / "opensearch-security" / "roles.yml")
    node = testnode.start(home, compose_settings(), prepared=prepared)
    try:
        secured = Secured(node, config / "certs" / "ca.pem", config / "certs" / "other-ca.pem")
        _wait(secured)
        yield secured
    finally:
        node.stop()


def _wait(secured: Secured) -> None:
    """The plugin fills its own index after the node has started, and refuses everybody until then."""
    from opensearchpy.exceptions import TransportError

    settings = secured.settings("baas")
    client = addresses.connect(settings, addresses.parse(settings.address))
    deadline = time.monotonic() + 120
    try:
        while True:
            with contextlib.suppress(TransportError):
                if client.cluster.health(params={"wait_for_status": "yellow"})["status"] != "red":
                    return
            if time.monotonic() > deadline:
                raise testnode.TestNodeError(f"the security plugin did not begin:\n{secured.node.log[-3000:]}")
            time.sleep(0.3)
    finally:
        client.close()


def _write(config: Path, kind: str, entries: Mapping[str, object]) -> None:
    told = {"_meta": {"type": kind.replace("_", ""), "config_version": 2}, **entries}
    (config / "opensearch-security" / f"{kind}.yml").write_text(json.dumps(told), encoding="utf-8")  # JSON is YAML


def _hashed(prepared: testnode.Prepared, found: dict[Path, str] = {}) -> str:  # noqa: B006 - remembered on purpose: a JVM each
    if prepared.root not in found:
        java = [
            str(prepared.jdk / "bin/java"),
            "-Dfile.encoding=UTF-8",
            "-Dsun.jnu.encoding=UTF-8",
            "-cp",
            f"{prepared.root}/lib/*",
        ]
        command = [*java, "org.opensearch.security.tools.Hasher", "-env", "PROEF"]
        env = {"PROEF": PASSWORD, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env, timeout=120)
        found[prepared.root] = done.stdout.split()[-1]
    return found[prepared.root]


def _certificates(config: Path) -> None:
    """`ca.pem` signs `node.pem`, which is for localhost only; `other-ca.pem` signs nothing."""
    ca_key, node_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca = _signed("Proef-CA", ca_key, "Proef-CA", ca_key, x509.BasicConstraints(ca=True, path_length=0))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.2"))])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    node = _signed("node", node_key, "Proef-CA", ca_key, x509.BasicConstraints(ca=False, path_length=None), names, usage)
    other_key = ec.generate_private_key(ec.SECP256R1())
    other = _signed("Andere-CA", other_key, "Andere-CA", other_key, x509.BasicConstraints(ca=True, path_length=0))
    folder = config / "certs"
    folder.mkdir()
    for name, certificate in (("ca", ca), ("node", node), ("other-ca", other)):
        (folder / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "node-key.pem").write_bytes(node_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


def _signed(subject: str, key: ec.EllipticCurvePrivateKey, issuer: str, issuer_key: ec.EllipticCurvePrivateKey, *extensions):
    name, by = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (subject, issuer))
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(
        by, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=2)
    )
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return builder.sign(issuer_key, hashes.SHA256())
