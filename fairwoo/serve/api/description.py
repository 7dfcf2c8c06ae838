"""The OpenAPI document: what FastAPI makes of the operations, with what the design rules want and without what is not true here.

Rules: /core/doc-openapi, /core/doc-openapi-contact, /core/publish-openapi, /core/semver, /core/uri-version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from fairwoo import vocab
from fairwoo.map.addresses import mail_address
from fairwoo.model import Text
from fairwoo.serve import codes, wording
from fairwoo.serve.api.exports import FORMS
from fairwoo.serve.api.models import Probleem
from fairwoo.serve.api.problems import MEDIA_TYPE, Problems

if TYPE_CHECKING:
    from fairwoo.serve.site import Site
    from fairwoo.settings import MapSettings

VERSION = "1.0.0"  # of the API, by semver.org; a change is told on /api/v1/changelog

_TAGS = {
    "dossiers": "Dossiers: wat er werd gevraagd en besloten.",
    "documenten": "Documenten van dossiers en de teksten van hun pagina's.",
    "organisaties": "De bestuursorganen die dossiers openbaar maakten.",
    "zoeken": "Zoeken in de teksten van alle dossiers.",
    "wijzigingen": "Wat er veranderde, om een kopie bij te houden.",
    "exports": "Alles in een keer.",
}
_ABOUT = (
    "Open dossiers onder de Wet open overheid, voor programma's. Lezen kan iedereen, zonder sleutel. De API volgt de NLGov REST API "
    "Design Rules. Onbekende parameters worden geweigerd; wat niet bekend is, ontbreekt in een antwoord. Per adres mag een aantal "
    "vragen per minuut: zie de headers RateLimit en RateLimit-Policy. Met ETag en If-None-Match kost een antwoord dat u al heeft minder."
)
_REFERENCE = "#/components/{}/{}"


def _said(of: str, words: Mapping[str, str]) -> Mapping[str, str]:
    """By their codes, what the values of a list mean."""
    return {codes.code(of, value): said for value, said in words.items()}


_CODES: Mapping[str, Mapping[str, str]] = {
    "Uitkomst": _said("uitkomst", wording.OUTCOMES),
    "Beoordeling": _said("beoordeling", wording.DISCLOSURES),
    "Rol": _said("rol", wording.ROLES),
    "Categorie": {one.code: one.label for one in vocab.categories()},
}
_LOST = {"HTTPValidationError", "ValidationError"}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the application."""
    site: Site = app.state.site
    made = get_openapi(
        title=f"{site.settings.serve.name}: API",
        version=VERSION,
        description=_ABOUT,
        routes=app.routes,
        servers=[{"url": f"{site.base}/api/v1"}],
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
    )
    made["info"] |= _about(site)
    made["externalDocs"] = {"description": "Uitleg", "url": f"{site.base}/api"}
    components = made["components"]
    components["schemas"] = _schemas(components["schemas"])
    components["headers"] = _headers()
    components["responses"] = dict(_responses())
    for path, operations in made["paths"].items():
        _complete(path, operations["get"])
    found: dict[str, Any] = _plain(made)
    return found


def warning(settings: MapSettings) -> Text | None:
    """What the OpenAPI document lacks with these settings (/core/doc-openapi-contact), for whoever runs the site; None if nothing, or if
    it is on this computer only.
    """
    if mail_address(settings.contact_email) or settings.base_url is None:
        return None
    return Text(
        nl="De beschrijving van de API noemt geen e-mailadres; de regels voor API's van de overheid vragen dat. Zet map.contact_email in "
        "fairwoo.toml en draai fairwoo map.",
        en="The description of the API names no e-mail address, which the API rules of the government demand. Set map.contact_email in "
        "fairwoo.toml and run fairwoo map.",
    )


def _about(site: Site) -> dict[str, Any]:
    settings = site.settings.map
    contact = {
        "name": settings.contact_name or site.settings.serve.name,
        "url": settings.contact_url or site.shared.contact,
        **({"email": settings.contact_email} if settings.contact_email else {}),
    }
    if not settings.api_license:
        return {"contact": contact}
    known = vocab.licence(settings.api_license)
    return {"contact": contact, "license": {"name": known.label if known else settings.api_license, "url": settings.api_license}}


def _schemas(made: dict[str, Any]) -> dict[str, Any]:
    """The schemas under Dutch names, with what the codes in them mean."""
    schemas = {name: one for name, one in made.items() if name not in _LOST} | _problem_schemas()
    for name, words in _CODES.items():
        meaning = "; ".join(f"{code}: {words[code]}" for code in schemas[name]["enum"])
        schemas[name] = {**schemas[name], "description": f"{meaning}."}
    return schemas


def _problem_schemas() -> dict[str, Any]:
    schema = Probleem.model_json_schema(ref_template=_REFERENCE.format("schemas", "{model}"))
    return {**schema.pop("$defs"), "Probleem": schema}


def _headers() -> dict[str, Any]:
    def header(text: str, kind: str = "string", **more: Any) -> dict[str, Any]:
        return {"description": text, "schema": {"type": kind, **more}}

    return {
        "API-Version": header("De volledige versie van de API.", pattern=r"^\d+\.\d+\.\d+$"),
        "ETag": header("Kenmerk van dit antwoord, voor If-None-Match."),
        "RateLimit-Policy": header("Hoeveel eenheden er per minuut zijn (draft-ietf-httpapi-ratelimit-headers)."),
        "RateLimit": header("Hoeveel eenheden er nog zijn, en over hoeveel seconden weer alle."),
        "Retry-After": header("Over hoeveel seconden u het opnieuw kunt proberen.", "integer"),
        "Wijzigingen-Na": header("Met dit volgnummer gaat u verder bij /wijzigingen.", "integer"),
        "Wijzigingen-Nummering": header("Geef dit mee als nummering= bij dat volgnummer."),
        "Access-Control-Allow-Origin": header("Elke website mag dit lezen."),
    }


def _named(*names: str) -> dict[str, Any]:
    always = ("API-Version", "RateLimit-Policy", "RateLimit", "Access-Control-Allow-Origin")
    return {name: {"$ref": _REFERENCE.format("headers", name)} for name in (*always, *names)}


def _responses() -> Iterator[tuple[str, Any]]:
    """The answers that are no success, by "Fout" and their status."""
    yield "Ongewijzigd", {"description": "U heeft dit antwoord al.", "headers": _named("ETag")}
    content = {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format("schemas", "Probleem")}}}
    for status in sorted({one.status for one in Problems}):
        kinds = [one for one in Problems if one.status == status]
        more = ("Retry-After",) if status in {429, 503} else ()
        title = "; ".join(f"{one.title} ({one.code})" for one in kinds)
        yield f"Fout{status}", {"description": title, "headers": _named(*more), "content": content}


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Give an operation the answers that it can have."""
    export = path.startswith("/exports/")
    success = operation["responses"]["200"]
    success["headers"] = _named("Wijzigingen-Na", "Wijzigingen-Nummering") if export else _named("ETag")
    success["description"] = "Gelukt"
    if export:
        text = {"schema": {"type": "string"}}
        success["content"] = dict.fromkeys(FORMS.get(path, ()), text)
    else:
        operation["responses"]["304"] = {"$ref": _REFERENCE.format("responses", "Ongewijzigd")}
    operation["responses"].pop("422", None)
    for status in _statuses(path):
        operation["responses"][str(status)] = {"$ref": _REFERENCE.format("responses", f"Fout{status}")}
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _statuses(path: str) -> Iterator[int]:
    yield from (400, 405, 406, 414, 429, 500)
    if "{" in path or path == "/exports/paginas":
        yield 404
    if "{id}" in path or path in {"/wijzigingen", "/exports/paginas"}:
        yield 410
    if "{id}" in path or path in {"/dossiers", "/_zoek"} or path.startswith("/exports/"):
        yield 503


def _plain(value: Any) -> Any:
    """The document without titles that say nothing, and without null, which is never told: what is not known is left out."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    choice = value.get("anyOf")
    if isinstance(choice, list) and {"type": "null"} in choice:
        rest = [one for one in choice if one != {"type": "null"}]
        value = {**{key: one for key, one in value.items() if key not in {"anyOf", "default"}}}
        value |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    told = {key: one for key, one in value.items() if not (key == "title" and isinstance(one, str) and _is_schema(value))}
    return {key: _plain(one) for key, one in told.items()}


def _is_schema(value: dict[str, Any]) -> bool:
    return bool({"type", "$ref", "anyOf", "allOf", "enum"} & value.keys())
