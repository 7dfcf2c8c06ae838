"""The pages about the site: `/over`, `/toegankelijkheid`, `/privacy`."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.map.addresses import mail_address, web_address
from fairwoo.serve.alerts import mail_is_set
from fairwoo.serve.alerts.store import CONFIRM_WITHIN
from fairwoo.serve.publishers import publishers
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page
from fairwoo.shared import VERSION


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (
        Route("/over", about, name="about"),
        Route("/toegankelijkheid", accessibility, name="accessibility"),
        Route("/privacy", privacy, name="privacy"),
    )


def about(request: Request) -> Response:
    """What the site is, who publishes on it, what the Woo is, and the program behind it."""
    site: Site = request.app.state.site
    return page(request, "over.html", publishers=publishers(site), version=VERSION)


def accessibility(request: Request) -> Response:
    """What was tested, which limits are known and how to complain. The status of the site is for its body to determine."""
    site: Site = request.app.state.site
    statement = web_address(site.settings.serve.accessibility_statement)
    return page(request, "toegankelijkheid.html", statement=statement, contact=_contact(site))


def privacy(request: Request) -> Response:
    """What the site knows of its visitors."""
    site: Site = request.app.state.site
    hours = round(CONFIRM_WITHIN.total_seconds() / 3600)
    return page(request, "privacy.html", alerts=mail_is_set(site.settings.mail), hours=hours, contact=_contact(site))


def _contact(site: Site) -> tuple[str, str] | None:
    """Whom to ask: the address and what it says; None if the settings name nobody that can be linked to."""
    settings = site.settings.map
    for link, text in (
        (mail_address(settings.contact_email), settings.contact_email),
        (web_address(settings.contact_url), settings.contact_name or settings.contact_url),
    ):
        if link and text:
            return link, text
    return None
