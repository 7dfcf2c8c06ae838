"""`/organisaties`: the bodies that have dossiers here."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from fairwoo import vocab
from fairwoo.model import Body
from fairwoo.serve.api import models, questions, telling
from fairwoo.serve.api.problems import ProblemError, Problems
from fairwoo.serve.api.shelf import SiteOf, shelf
from fairwoo.serve.api.telling import Addresses
from fairwoo.serve.publishers import publishers
from fairwoo.serve.site import Site

router = shelf("organisaties")


@router.get("/organisaties", operation_id="organisatiesOphalen", summary="Bestuursorganen")
def all_bodies(site: SiteOf, asking: Annotated[questions.Nothing, Query()]) -> models.Organisaties:  # noqa: ARG001
    """De bestuursorganen die hier dossiers hebben, op naam."""
    found = _bodies(site)
    return models.Organisaties(
        organisaties=[telling.body(site, body, number) for body, number in found],
        totaal=len(found),
        links={"zelf": Addresses(site).bodies},
    )


@router.get("/organisaties/{code}", operation_id="organisatieOphalen", summary="Een bestuursorgaan")
def one_body(
    site: SiteOf,
    code: Annotated[str, Path(description="Code in de registers van TOOI.", min_length=1, max_length=60)],
    asking: Annotated[questions.Nothing, Query()],  # noqa: ARG001
) -> models.Organisatie:
    """Een bestuursorgaan dat hier dossiers heeft."""
    for body, number in _bodies(site):
        if body.code == code:
            return telling.body(site, body, number)
    raise ProblemError(Problems.NOT_FOUND, "Van dit bestuursorgaan zijn hier geen dossiers.")


def _bodies(site: Site) -> list[tuple[Body, int]]:
    """The bodies by name, with the number of their dossiers."""
    return [(body, one.dossiers) for one in publishers(site) if (body := vocab.body(one.code))]
