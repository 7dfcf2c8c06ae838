"""What a part of a path may be: `{id:slug}` in a route takes no full stop, so that `/dossier/ID.ttl` is not the dossier `ID.ttl`.

Ids of dossiers and names of documents are slugs (`shared.slug`): lower-case letters, digits and hyphens. Import this module for it to work.
"""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

SLUG = "slug"


class _Slug(Convertor[str]):
    regex = "[A-Za-z0-9_-]+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor(SLUG, _Slug())
