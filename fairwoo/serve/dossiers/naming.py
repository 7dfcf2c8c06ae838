"""What to add to the name of a document where that alone would not do: every page of the site has a title of its own.

Source: WCAG 2.2, 2.4.2 and technique G88 (a title identifies what the page is about).
"""

from __future__ import annotations

from fairwoo.model import Role
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.wording import ROLES, day

_OWN = {Role.REQUEST, Role.DECISION, Role.INVENTORY}  # said better by the role than by the kind


def apart(dossier: PublicDossier, document: PublicDocument) -> str:
    """The words that tell a document from its dossier or from other documents in it, where these are called the same; else "".

    That is what it is; and among documents that are called the same its number, else its day, else its name in addresses.
    """
    called = document.called.casefold()
    others = any(one.name != document.name and one.called.casefold() == called for one in dossier.documents)
    if not others and called != dossier.title.casefold():
        return ""
    what = ROLES[document.role] if document.role in _OWN else document.kind or ROLES.get(document.role or "", "document")
    which = (f"nr. {document.number}" if document.number else day(document.dated) or document.name) if others else ""
    return ", ".join(filter(None, (what, which)))
