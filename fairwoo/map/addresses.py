"""The addresses of a dossier and all that belongs to it: the one place where they are made.

    BASE/dossier/ID                                          the dossier, and its page on the site
    BASE/dossier/ID.jsonld, .ttl, .rdf, .nt                  its description in four syntaxes
    BASE/dossier/ID/inventaris.csv                           its inventory, made of what is known
    BASE/dossier/ID/document/DOCUMENT                        a document, and its page
    BASE/dossier/ID/document/DOCUMENT/bestand/FILE-NAME      its file
    ADDRESS#name                                             a thing that is only described there (a checksum, a period …)
    BASE/catalogus/CODE, CODE.jsonld, CODE-2.jsonld …        the catalogue of a body, and its pages in the same syntaxes
    BASE/reeks/CODE/NUMBER                                   the decisions on one request
    BASE/gebied/CODE                                         the area of a body, where the EU has no address for it
    BASE/dienst/CODE                                         the search API of a body
    BASE/begrip/uitzonderingsgrond/GROUND                    a ground on which information is withheld
    BASE/contact                                             whom to ask
    BASE/blijvende-adressen                                  how long addresses stay
    BASE/ark:/NAAN/NAME, BASE/ark:/NAAN/NAME/PART            a dossier and a document, if the publisher has a number (`ark.py`)

Addresses are ASCII: everything outside the unreserved characters of RFC 3986 is percent-encoded as UTF-8.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit, urlunsplit

from fairwoo.errors import UsageError
from fairwoo.map import ark
from fairwoo.model import Text
from fairwoo.shared import clean_text, safe_name

LOCAL = "http://localhost:8000"

# A sitemap's address holds at most 2,048 characters (sitemap.xsd), and encoding makes at most three of a byte.
_LONGEST_NAME = 200
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


SYNTAXES = ("jsonld", "ttl", "rdf", "nt")


class Site:
    """The addresses that dossiers have in common."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.home = f"{base}/"
        self.contact = f"{base}/contact"
        self.policy = f"{base}/blijvende-adressen"
        self.catalogues = f"{base}/catalogus"
        self.grounds = f"{base}/begrip/uitzonderingsgrond"

    def catalogue(self, code: str) -> str:
        """The catalogue of the body with that code."""
        return f"{self.catalogues}/{_segment(code)}"

    def series(self, code: str, number: str) -> str:
        """What the decisions on one request to a body have in common."""
        return f"{self.base}/reeks/{_segment(code)}/{_segment(number)}"

    def area(self, code: str) -> str:
        """The area of a body."""
        return f"{self.base}/gebied/{_segment(code)}"

    def service(self, code: str) -> str:
        """The search API of a body."""
        return f"{self.base}/dienst/{_segment(code)}"

    def ground(self, code: str) -> str:
        """A ground on which information is withheld."""
        return f"{self.grounds}/{_segment(code)}"


class Addresses(Site):
    """The addresses of one dossier, and those it has in common with others.

    `naan` is the number under which its publisher gives out ARKs; `ark` is None without.
    """

    def __init__(self, base: str, dossier_id: str, naan: str | None = None) -> None:
        super().__init__(base)
        self._id = dossier_id
        self.ark = f"{base}/ark:/{naan}/{ark.dossier_name(naan, dossier_id)}" if naan else None
        self.dossier = f"{base}/dossier/{_segment(dossier_id)}"
        self.page = f"{self.dossier}#pagina"
        self.descriptions = tuple(f"{self.dossier}.{syntax}" for syntax in SYNTAXES)
        self.inventory = f"{self.dossier}/inventaris.csv"

    def document(self, document_id: str) -> str:
        """The address of a document."""
        return f"{self.dossier}/document/{_segment(document_id)}"

    @property
    def identifier(self) -> str:
        """What to cite the dossier by: its ARK if it has one, else its address."""
        return self.ark or self.dossier

    def document_ark(self, document_id: str) -> str | None:
        """The ARK of a document."""
        return f"{self.ark}/{ark.document_name(self._id, ark.digest_of(document_id))}" if self.ark else None

    def document_identifier(self, document_id: str) -> str:
        """What to cite a document by."""
        return self.document_ark(document_id) or self.document(document_id)

    def file(self, document_id: str, path: str) -> str:
        """The address of the file of a document; of `path` only the last part shows."""
        return f"{self.document(document_id)}/bestand/{_segment(_short(safe_name(path)))}"


def base_address(base_url: str | None) -> str:
    """The base of all addresses, without a trailing slash; this computer if none is set. Raises UsageError if unusable."""
    if base_url is None:
        return LOCAL
    address = web_address(base_url)
    if address is None or urlsplit(address).query or urlsplit(address).fragment:
        raise UsageError(
            Text(
                nl=f"De instelling map.base_url is “{base_url}”, en dat is geen webadres. Schrijf bijvoorbeeld https://woo.gemeente.nl.",
                en=f"The setting map.base_url is “{base_url}”, which is no web address. Write for instance https://woo.gemeente.nl.",
            )
        )
    return address.rstrip("/")


def web_address(text: str | None) -> str | None:
    """`text` as an absolute http(s) address in ASCII, or None if it is none. Addresses with a user name are refused."""
    trimmed = clean_text(text or "").strip()
    try:
        parts = urlsplit(_STRAY_PERCENT.sub("%25", trimmed))
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a port that is no number, a host that no DNS name can be, an unclosed bracket
        return None
    host = f"[{host}]" if ":" in host else host
    if parts.scheme.lower() not in {"http", "https"} or "@" in parts.netloc or not re.fullmatch(r"[\w.:\[\]-]+", host, re.ASCII):
        return None
    encoded = (quote(part, safe="/%:@!$&'()*+,;=~?-._") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), host + port, *encoded))


def mail_address(text: str | None) -> str | None:
    """`text` as a `mailto:` address, or None if it is no e-mail address."""
    trimmed = clean_text(text or "").strip()
    return f"mailto:{quote(trimmed, safe='@+._-')}" if re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", trimmed) else None


def _segment(text: str) -> str:
    return quote(clean_text(text), safe="")


def _short(name: str) -> str:
    """The name cut to a length in bytes that fits, keeping its extension."""
    extension = PurePosixPath(name).suffix[-20:]
    stem = name.removesuffix(extension)
    while len((stem + extension).encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + extension
