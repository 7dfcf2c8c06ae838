"""The API `/api/v1`, by the NLGov REST API Design Rules 2.1 and 2.2 (https://gitdocumentatie.logius.nl/publicatie/api/adr/).

    app = application(site)      # an ASGI application for below BASE/api/v1

`shelf` has what operations share; `dossiers`, `organisations`, `searches`, `changes` and `exports` are the operations; `frame` is around
them all. What they tell (`telling`) comes through the gate of the site.
"""

from __future__ import annotations

from fairwoo.serve.api.app import application
from fairwoo.serve.api.description import VERSION

__all__ = ["VERSION", "application"]
