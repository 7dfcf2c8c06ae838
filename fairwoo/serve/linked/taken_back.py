"""Whether what an address names was taken back, by the name that it has in addresses now or the one that it had."""

from __future__ import annotations

from fairwoo.map.held_back import Held
from fairwoo.model import Withdrawal
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import Site
from fairwoo.store.withdrawals import digest_of_id


def whole_dossier(site: Site, dossier_id: str) -> Withdrawal | None:
    """The withdrawal of a dossier as such; None if there was none. It may have been brought in again since: ask for the dossier first."""
    return next((one for one in site.withdrawals(dossier_id) if not one.document), None)


def document(site: Site, dossier_id: str, dossier: PublicDossier | None, name: str) -> Withdrawal | None:
    """The withdrawal of a document; None if there was none, or if a document that was not taken back has the name now.

    `dossier` is that dossier as it can be shown now, None if it cannot.
    """
    known = dossier.by_name.get(name) if dossier else None
    if known is not None and known.held is not Held.WITHDRAWN:
        return None
    ids = {key for key, public in dossier.names.items() if public == name} if dossier else set()
    digest = digest_of_id(name)
    rows = (one for one in site.withdrawals(dossier_id) if one.document)
    return next((one for one in rows if one.document in ids or digest in one.was[:1]), None)
