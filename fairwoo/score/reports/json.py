"""The ranking as JSON: the value itself, with the keys of `model.Ranking`, in both languages."""

from __future__ import annotations

import json

from fairwoo.model import Lang, Ranking

NAME = "json"
MEDIA_TYPE = "application/json"
EXTENSION = "json"


def render(ranking: Ranking, lang: Lang) -> str:  # noqa: ARG001 - the shelf's signature; texts are given in both languages
    """The ranking as indented JSON."""
    return json.dumps(ranking.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
