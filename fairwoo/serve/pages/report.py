"""`/melden`: whom to tell of an error or of personal data, and what to write. Nothing is kept here: it goes by e-mail or elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.map.addresses import mail_address, web_address
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_LONGEST = 1_000  # characters of an address that one writes about


def routes(site: Site) -> Sequence[BaseRoute]:
    """The route of this file."""
    del site
    return (Route("/melden", report, name="report"),)


def report(request: Request) -> Response:
    """The page; `?over=` is the path of the page on this site that it is about, and anything else is not repeated."""
    site: Site = request.app.state.site
    about = _about(site, request.query_params.get("over", ""))
    settings = site.settings
    given = settings.serve.takedown or settings.map.contact_email
    answer = page(
        request,
        "melden.html",
        about=about,
        mail=_mail(mail_address(given) or mail_address(settings.map.contact_email), about),
        address=given if mail_address(given) else settings.map.contact_email,
        form=web_address(settings.serve.takedown) or web_address(settings.map.contact_url),
        name=settings.map.contact_name,
    )
    answer.headers["cache-control"] = "no-cache"
    if request.url.query:  # an address for each page that there is
        answer.headers["x-robots-tag"] = "noindex"
    return answer


def _about(site: Site, given: str) -> str:
    """The address as the world knows it, if it is one of this site."""
    path = given.removeprefix(site.base.removesuffix(site.prefix)) if given.startswith(site.base) else given
    inside = path.startswith(f"{site.prefix}/") and not path.startswith("//")
    if not inside or len(path) > _LONGEST or any(mark.isspace() or not mark.isprintable() or mark in '\\<>"' for mark in path):
        return ""
    return site.base.removesuffix(site.prefix) + path


def _mail(address: str | None, about: str) -> str | None:
    """A link that opens a letter with the subject and what to tell."""
    if address is None:
        return None
    lines = (f"Het gaat over: {about or '(plak hier het adres van de pagina)'}", "", "Wat klopt er niet?", "")
    subject = quote("Melding over een openbaar gemaakt document", safe="")
    letter = quote("\r\n".join(lines), safe="")  # RFC 6068, 5: line ends are CRLF
    return f"{address}?subject={subject}&body={letter}"
