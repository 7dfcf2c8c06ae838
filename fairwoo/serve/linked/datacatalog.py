"""The site and the catalogues on it as schema.org `DataCatalog`, for search engines."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from fairwoo.map.dcat_files import free
from fairwoo.map.linked_data import schema
from fairwoo.map.wording import catalogue_words, one_line
from fairwoo.model import Body
from fairwoo.serve.linked import schema_org
from fairwoo.serve.linked.editions import Edition, latest
from fairwoo.serve.site import Site


def whole(site: Site, edition: Edition) -> Markup:
    """All catalogues together, as JSON that can stand in a script element."""
    parts = [_catalogue(site, body) for _, body in sorted(edition.bodies.items())]
    name = site.settings.serve.name
    return _block(
        {"@type": "DataCatalog", "@id": site.shared.catalogues, "url": site.shared.catalogues, "name": name, "hasPart": parts}
    )


def of_body(site: Site, body: Body) -> Markup:
    """The catalogue of a body."""
    return _block(_catalogue(site, body))


def home(site: Site) -> Markup | None:
    """That of the whole for the home page; None while the catalogues are being made."""
    known = latest(site)
    return whole(site, known) if known else None


def _catalogue(site: Site, body: Body) -> dict[str, Any]:
    title, description = catalogue_words(one_line(body.name))
    address = site.shared.catalogue(body.code)
    return {
        "@type": "DataCatalog",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "publisher": {"@type": "GovernmentOrganization", "@id": body.uri, "name": one_line(body.name)},
        "license": free().web,
        "isAccessibleForFree": True,
        "inLanguage": "nl",
    }


def _block(value: dict[str, Any]) -> Markup:
    return Markup(schema_org.block({**schema(schema_org.CONTEXT), **value}))  # noqa: S704 - escaped by `block`
