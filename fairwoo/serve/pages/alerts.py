"""Alerts without an account: ask on the site, confirm by a link in a mail, stop by a link in each mail (`/attenderen…`).

What changes something is asked by POST and never done by following a link, since programs that look through mail follow links. Stopping
takes one click in the mail program (RFC 8058), or a link and a button. No cookies: the link is what shows that it is you.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import alerts
from fairwoo.serve.alerts.mails import clean_address
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page

_LARGEST = 4_000  # bytes of a form
_DAY = 24 * 60 * 60
_LOCAL, _HTTP = (
    ("127.0.0.1", "localhost", "[::1]"),
    80,
)  # where a site without an address of its own is, and the port that is not told


def routes(site: Site) -> Sequence[BaseRoute]:
    """The pages. Without a mail server in the settings there is only the one that tells of feeds."""
    pages = _Pages(site)
    if alerts.mail_is_set(site.settings.mail):
        return [
            _both("/attenderen", pages.form, pages.ask),
            Route("/attenderen/gevraagd", pages.asked, methods=["GET"]),
            _both("/attenderen/bevestigen/{token}", pages.confirming, pages.confirm),
            _both("/attenderen/stoppen/{token}", pages.stopping, pages.stop),
        ]
    return [Route("/attenderen", pages.form, methods=["GET"])]


def _both(path: str, get: Callable[[Request], Response], post: Callable[[Request], Awaitable[Response]]) -> Route:
    """One route for both, so that who asks otherwise is told of both."""

    async def endpoint(request: Request) -> Response:
        return await post(request) if request.method == "POST" else await run_in_threadpool(get, request)

    return Route(path, endpoint, methods=["GET", "POST"])


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._desk = alerts.Desk(site)

    def form(self, request: Request) -> Response:
        return self._form(request)

    async def ask(self, request: Request) -> Response:
        self._only_from_here(request)
        given = dict(parse_qsl((await _body(request)).decode("utf-8", "replace"), max_num_fields=10))
        return await run_in_threadpool(self._ask, request, given.get("adres", ""))

    def asked(self, request: Request) -> Response:
        return _private(page(request, "attenderen-gevraagd.html"))

    def confirming(self, request: Request) -> Response:
        return self._of(request, self._desk.to_confirm, "attenderen-bevestigen.html", done=False)

    async def confirm(self, request: Request) -> Response:
        await _body(request)
        return await run_in_threadpool(self._confirm, request)

    def stopping(self, request: Request) -> Response:
        return self._of(request, self._desk.to_stop, "attenderen-stoppen.html", done=False)

    async def stop(self, request: Request) -> Response:
        await _body(request)  # of a mail program "List-Unsubscribe=One-Click", in one of two encodings; of our button nothing
        return await run_in_threadpool(self._stop, request)

    def _form(self, request: Request, *, status: int = 200, wrong: str = "") -> Response:
        asked = alerts.read(request.url.query)
        mail = alerts.mail_is_set(self._site.settings.mail)
        return _private(page(request, "attenderen.html", status=status, asked=asked, mail=mail, wrong=wrong))

    def _ask(self, request: Request, typed: str) -> Response:
        asked, address = alerts.read(request.url.query), clean_address(typed)
        if asked is None:
            return self._form(request, status=400)
        if address is None:
            return self._form(request, status=400, wrong="Dit is geen e-mailadres. Een adres ziet eruit als naam@voorbeeld.nl.")
        outcome = self._desk.ask(address, asked, request.client.host if request.client else "")
        if outcome == "asked":
            return _private(RedirectResponse(f"{self._site.prefix}/attenderen/gevraagd", 303))
        status, hours = (429, "morgen") if outcome == "too often" else (503, "over een uur")
        message = f"Er zijn op dit moment te veel attenderingen aangevraagd. Probeer het {hours} opnieuw."
        answer = page(request, "fout.html", status=status, message=message)
        answer.headers["retry-after"] = str(_DAY if status == 429 else 3_600)
        return _private(answer)

    def _confirm(self, request: Request) -> Response:
        found = self._desk.to_confirm(request.path_params["token"])
        if found is not None and found.confirmed is None:
            self._desk.confirm(found)
        return self._of(request, self._desk.to_confirm, "attenderen-bevestigen.html", done=True)

    def _stop(self, request: Request) -> Response:
        found = self._desk.to_stop(request.path_params["token"])
        if found is not None:
            self._desk.stop(found)
        return _private(page(request, "attenderen-stoppen.html", asked=None, done=True))  # said twice it is still so

    def _of(
        self, request: Request, find: Callable[[str], alerts.Subscription | None], template: str, *, done: bool
    ) -> Response:  # of a token
        found = find(request.path_params["token"])
        asked = alerts.read(found.query) if found else None
        confirmed = found is not None and found.confirmed is not None
        status = 200 if found else 404
        return _private(page(request, template, status=status, asked=asked, confirmed=confirmed, done=done))

    def _only_from_here(self, request: Request) -> None:
        """Refuse a form that another site sent. Every browser of today says where a form came from; who says nothing is refused."""
        origin, fetched = request.headers.get("origin"), request.headers.get("sec-fetch-site")
        own = self._own(request)
        if fetched not in {None, "same-origin"} or (origin is not None and urlsplit(origin).netloc not in own):
            raise HTTPException(403)
        if origin is None and fetched is None:
            raise HTTPException(403)

    def _own(self, request: Request) -> set[str]:
        """Where our forms come from. The Host of the request says nothing: any name can be made to lead here (DNS rebinding)."""
        own = {urlsplit(self._site.base).netloc}
        server = request.scope.get("server")
        if self._site.settings.map.base_url is None and server:
            own |= {f"{host}:{server[1]}" for host in _LOCAL} | (set(_LOCAL) if server[1] == _HTTP else set())
        return own


async def _body(request: Request) -> bytes:
    """A small form. Raises 413 as soon as it is larger."""
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > _LARGEST:
            raise HTTPException(413)
    return content


def _private(answer: Response) -> Response:
    """Pages about people are kept and found by nobody."""
    answer.headers["cache-control"] = "no-store"
    answer.headers["x-robots-tag"] = "noindex"
    return answer
