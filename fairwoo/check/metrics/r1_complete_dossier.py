"""R1: are request, decision, inventory and documents all there, each recognisable by its role.

¼ each (the model of a Woo dossier of Larooij et al. 2023, used by the ACOI baseline). Documents do not apply when the decision
is that nothing is released or there is nothing; then the inventory does not apply either if there is nothing.
"""

from __future__ import annotations

from fairwoo.check.evidence import Evidence, place_of
from fairwoo.check.measurement import Measurement, Metric, line, measured
from fairwoo.model import DecisionOutcome, Document, EvidenceLine, Role, Text

METRIC = Metric("R1", "fair.md E3 R1, A3")

_PARTS = {
    Role.REQUEST: Text(nl="verzoek", en="request"),
    Role.DECISION: Text(nl="besluit", en="decision"),
    Role.INVENTORY: Text(nl="inventarislijst", en="inventory"),
    Role.DOCUMENT: Text(nl="vrijgegeven documenten", en="released documents"),
}
_NOTHING_RELEASED = frozenset({DecisionOutcome.NOT_PUBLIC, DecisionOutcome.NO_DOCUMENTS})


def measure(evidence: Evidence) -> Measurement:
    """The share of the parts that apply."""
    outcome = evidence.dossier.outcome
    wanted = [
        role
        for role in _PARTS
        if not (role == Role.DOCUMENT and outcome in _NOTHING_RELEASED)
        and not (role == Role.INVENTORY and outcome == DecisionOutcome.NO_DOCUMENTS)
    ]
    found = {role: evidence.released() if role == Role.DOCUMENT else evidence.with_role(role) for role in wanted}
    score = sum(bool(documents) for documents in found.values()) / len(wanted)
    return measured(score, [_line(_PARTS[role], documents) for role, documents in found.items()])


def _line(part: Text, documents: tuple[Document, ...]) -> EvidenceLine:
    if not documents:
        return line(
            f"Niet gevonden: {part.nl}. Voeg het toe of noem de rol in de metadata.",
            f"Not found: {part.en}. Add it, or state the role in the metadata.",
        )
    more = f" (en nog {len(documents) - 1})" if len(documents) > 1 else ""
    more_en = f" (and {len(documents) - 1} more)" if len(documents) > 1 else ""
    return line(f"Gevonden: {part.nl}{more}.", f"Found: {part.en}{more_en}.", place_of(documents[0]))
