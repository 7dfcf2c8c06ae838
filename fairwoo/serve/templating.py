"""Pages out of templates: everything that is put in is escaped, and an unknown name is an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from fairwoo.serve import wording

if TYPE_CHECKING:
    from fairwoo.serve.site import Site

# All but control characters, noncharacters and lone surrogates; the last could not even be sent.
# https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))
_FORBIDDEN = re.compile(f"[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}]")


def environment(site: Site) -> Environment:
    """The templates of a site, which all know `site` and the filters of `wording`."""
    made = Environment(
        loader=PackageLoader("fairwoo.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["site"] = site
    made.filters |= wording.FILTERS
    return made


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as an answer. It is also given `request`."""
    site: Site = request.app.state.site
    text = site.templates.get_template(template).render(request=request, **values)
    return HTMLResponse(_FORBIDDEN.sub("\ufffd", text), status)
