"""What was taken back leaves a tombstone: 410, with what the dossier or document was, who published it, when and why it went.

Sources: RFC 9110, 15.5.11 (410 Gone); FAIR principle A2 (metadata stay when the data are gone).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import unquote

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fairwoo import vocab
from fairwoo.map.wording import one_line
from fairwoo.model import Withdrawal
from fairwoo.serve.linked import taken_back
from fairwoo.serve.linked.schema_org import block
from fairwoo.serve.linked.signposting import addresses
from fairwoo.serve.linked.tombstones import in_any_form
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.serve.templating import page


class Tombstone(NamedTuple):
    """What is still told: of a document its number at most, since the rest may be why it was taken back.

    `address` is its persistent identifier, `within` that of the dossier that a document was in, `body` and `code` say whose it was.
    """

    address: str
    within: str | None
    body: str
    publisher: str
    code: str
    title: str
    reason: str
    when: datetime
    dossier: PublicDossier | None


def of_dossier(endpoint: Callable[[Request, PublicDossier], Response]) -> Callable[[Request], Response]:
    """An endpoint below `/dossier/{id}`, which is given the dossier; 410 if it was taken back, 404 if there never was one."""

    def found(request: Request) -> Response:
        site: Site = request.app.state.site
        dossier = site.dossier(request.path_params["id"])
        if dossier is None:
            raise HTTPException(404)  # `answers` makes 410 of it where there is a tombstone
        return endpoint(request, dossier)

    return found


def tombstone(request: Request) -> Response | None:
    """The answer if the address is of a dossier or document that was taken back, or of anything below it; else None."""
    site: Site = request.app.state.site
    dossier_id, document = _asked(request.url.path, site)
    if not dossier_id:
        return None
    try:
        dossier = site.dossier(dossier_id) if site.withdrawals(dossier_id) else None
    except NotReadyError:
        dossier = None
    if dossier is None and (whole := taken_back.whole_dossier(site, dossier_id)):
        return _answer(request, _of(site, whole, None))
    one = taken_back.document(site, dossier_id, dossier, document) if document else None
    return _answer(request, _of(site, one, dossier)) if one else None


def _asked(path: str, site: Site) -> tuple[str, str]:
    """The id of the dossier and the name of the document that an address is of or below; "" for what it does not name."""
    parts = path.removeprefix(site.prefix).strip("/").split("/")
    if len(parts) < 2 or parts[0] != "dossier":
        return "", ""
    names = [unquote(part) for part in parts]
    return _without_syntax(names[1]), _without_syntax(names[3]) if len(names) > 3 and names[2] == "document" else ""


def _without_syntax(name: str) -> str:
    stem, _, syntax = name.rpartition(".")
    return stem if stem and syntax in {"jsonld", "ttl", "rdf", "nt", "zip"} else name


def _of(site: Site, one: Withdrawal, dossier: PublicDossier | None) -> Tombstone:
    own, title = addresses(site, one.dossier), one_line(one.title)
    name = dossier.names.get(one.document, one.document) if dossier else one.document
    called = (f"Document {title}" if title else "Een document") if one.document else title or "Dit dossier"
    known = next((reason for reason in vocab.reasons() if reason.code == one.reason), None)
    return Tombstone(
        address=own.document_identifier(name) if one.document else own.identifier,
        within=own.identifier if one.document else None,
        body=one.publisher.uri,
        publisher=one.publisher.name,
        code=one.publisher.code,
        title=called,
        reason=known.label if known else one_line(one.reason),
        when=datetime.fromisoformat(one.time),
        dossier=dossier if one.document else None,
    )


def _answer(request: Request, gone: Tombstone) -> Response:
    def html() -> Response:
        data = Markup(block(_data(gone)))  # noqa: S704 - escaped by `block`
        return page(request, "ingetrokken.html", status=410, gone=gone, data=data)

    answer = in_any_form(request, gone, html)
    answer.headers["cache-control"] = "no-cache"
    return answer


def _data(gone: Tombstone) -> dict[str, Any]:
    """What is still told, for programs (https://schema.org/creativeWorkStatus)."""
    about = {
        "@context": "http://schema.org/",
        "@type": "DigitalDocument" if gone.within else "Dataset",
        "@id": gone.address,
        "name": gone.title,
        "publisher": {"@type": "GovernmentOrganization", "name": gone.publisher, "@id": gone.body},
        "creativeWorkStatus": "Withdrawn",
        "description": f"Ingetrokken op {gone.when.date().isoformat()}: {gone.reason}",
        "expires": gone.when.date().isoformat(),
    }
    return about | ({"isPartOf": gone.within} if gone.within else {})
