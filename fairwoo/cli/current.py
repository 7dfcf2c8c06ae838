"""What may be exported, and what must not stay where it was exported to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from fairwoo.errors import InputError
from fairwoo.model import Text

if TYPE_CHECKING:
    from fairwoo.settings import MapSettings
    from fairwoo.store import Workspace


def insist_current(workspace: Workspace, dossiers: Iterable[str], settings: MapSettings) -> None:
    """Raises InputError if the descriptions of one of the dossiers are not of what it is now, or were made with other settings."""
    from fairwoo.pipeline.derive import map_input

    catalogue = workspace.catalogue
    for dossier_id in dossiers:
        for held in catalogue.held(dossier_id):
            if catalogue.stage_input(dossier_id, "map") != map_input(held, settings):
                raise InputError(
                    Text(
                        nl=f"De beschrijvingen van {dossier_id} zijn niet actueel: het dossier, de instellingen of fairwoo zelf is "
                        "veranderd. Draai eerst fairwoo map.",
                        en=f"The descriptions of {dossier_id} are not current: the dossier, the settings or fairwoo itself has "
                        "changed. Run fairwoo map first.",
                    )
                )


def taken_back(workspace: Workspace) -> Callable[[str, str], bool]:
    """Whether what an export once wrote of a dossier (its id, and the revision then or the hash of a file) must not be there now.

    That is all of a dossier that was taken back. Of a dossier of which documents were, it is what was written of another revision,
    and every file that it no longer has.
    """
    catalogue = workspace.catalogue
    whole = {one.dossier for one in catalogue.withdrawals() if not one.document}
    partly = {one.dossier for one in catalogue.withdrawals() if one.document}
    present: dict[str, set[str]] = {}

    def stale(dossier_id: str, state: str) -> bool:
        if dossier_id not in whole | partly:
            return False
        if dossier_id not in present:
            dossier = catalogue.dossier(dossier_id)
            hashes = {one.sha256 or "" for one in dossier.documents} if dossier else set()
            present[dossier_id] = hashes | {held.revision for held in catalogue.held(dossier_id)}
        return (bool(present[dossier_id]) or dossier_id in whole) and state not in present[dossier_id]

    return stale
