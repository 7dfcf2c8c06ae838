"""Making facts out of the fields of a metadata file: one small function a kind of value, with a finding for what is not understood."""

from __future__ import annotations

from collections.abc import Iterable

from fairwoo import dates, grounds, vocab
from fairwoo.model import Fact, Finding, FindingKind, Level, Place, Role, Source, SourceKind

VALUE_UNKNOWN = FindingKind(
    code="metadata-value-unknown",
    level=Level.WARNING,
    nl="{file}: de waarde “{value}” van {path} wordt niet begrepen en is niet gebruikt.",
    en="{file}: the value “{value}” of {path} is not understood and was not used.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
KEY_UNKNOWN = FindingKind(
    code="metadata-key-unknown",
    level=Level.INFO,
    nl="{file}: het veld {path} is onbekend en is niet gebruikt.",
    en="{file}: the key {path} is unknown and was not used.",
    do_nl="Controleer de spelling van de veldnaam.",
    do_en="Check the spelling of the key.",
)

ROLES = {
    "besluit": Role.DECISION, "verzoek": Role.REQUEST, "inventarislijst": Role.INVENTORY, "inventaris": Role.INVENTORY,
    "bijlage": Role.DOCUMENT, "vrijgegeven document": Role.DOCUMENT, "document": Role.DOCUMENT,
}  # fmt: skip


class Says:
    """Collects what one metadata file says. Every method takes the value as given and its JSON path."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.facts: list[Fact] = []
        self.findings: list[Finding] = []

    def text(self, subject: str, name: str, value: object, path: str) -> None:
        """A text or number as it is."""
        if value is None or isinstance(value, (dict, list)) or not str(value).strip():
            return
        self._fact(subject, name, (str(value).strip(),), value, path)

    def date(self, subject: str, name: str, value: object, path: str) -> None:
        """A date in any written form that is certain."""
        if not _given(value):
            return
        found = dates.parse(str(value))
        if found is None or dates.is_ambiguous(str(value)):
            self._unknown(value, path, ("Schrijf de datum als jjjj-mm-dd.", "Write the date as yyyy-mm-dd."))
        else:
            self._fact(subject, name, (found.isoformat(),), value, path)

    def truth(self, subject: str, name: str, value: object, path: str) -> None:
        """Yes or no."""
        known = {"true": "true", "ja": "true", "false": "false", "nee": "false"}
        if not _given(value):
            return
        if (word := str(value).strip().lower()) in known:
            self._fact(subject, name, (known[word],), value, path)
        else:
            self._unknown(value, path, ("Schrijf true of false.", "Write true or false."))

    def disclosure(self, value: object, path: str, subject: str) -> None:
        """How much of a document was released."""
        if not _given(value):
            return
        found = vocab.disclosure(str(value))
        if found is None:
            words = "Openbaar, Deels openbaar, Niet openbaar of Reeds openbaar"
            self._unknown(value, path, (f"Schrijf {words}.", f"Write {words}."))
        else:
            self._fact(subject, "disclosure", (found.value,), value, path)

    def outcome(self, value: object, path: str) -> None:
        """What was decided on the whole request."""
        if not _given(value):
            return
        found = vocab.outcome(str(value))
        if found is None:
            words = "Openbaar, Deels openbaar, Niet openbaar, Reeds openbaar of Geen documenten"
            self._unknown(value, path, (f"Schrijf {words}.", f"Write {words}."))
        else:
            self._fact("", "outcome", (found.value,), value, path)

    def role(self, subject: str, value: object, path: str) -> None:
        """The part a document plays."""
        if not _given(value):
            return
        word = str(value).strip().lower()
        found = Role(word) if word in set(Role) else ROLES.get(word)
        if found is None:
            self._unknown(value, path, ("Schrijf Besluit, Verzoek, Inventarislijst of Vrijgegeven document.", "Write Besluit, …"))
        else:
            self._fact(subject, "role", (found.value,), value, path)

    def grounds(self, subject: str, value: object, path: str) -> None:
        """Refusal grounds: a list or a text with any separator."""
        if not _given(value):
            return
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value).strip("[]")
        reading = grounds.read_cell(text)
        if reading.codes:
            self._fact(subject, "grounds", reading.codes, value, path)
        for left in (*reading.unread, *reading.ambiguous):
            self._unknown(
                left, path, ("Schrijf artikel, lid en letter, bijvoorbeeld 5.1.2e.", "Write article, paragraph, letter: 5.1.2e.")
            )

    def category(self, value: object, path: str) -> None:
        """The Woo information category, by any of its names."""
        if not _given(value):
            return
        found = vocab.category(str(value))
        if found is None:
            self._unknown(
                value, path, ("Gebruik een informatiecategorie van de Woo (bijvoorbeeld 2i).", "Use a Woo category (e.g. 2i).")
            )
        else:
            self._fact("", "category", (found.code,), value, path)

    def unknown_keys(self, given: Iterable[str], known: Iterable[str], path: str) -> None:
        """Tell which keys were not used."""
        for key in sorted(set(given) - set(known)):
            where = f"{path}.{key}"
            self.findings.append(KEY_UNKNOWN.at(Place(file=self.file, path=where), file=self.file, path=where))

    def _fact(self, subject: str, name: str, values: tuple[str, ...], raw: object, path: str) -> None:
        source = Source(kind=SourceKind.METADATA, place=Place(file=self.file, path=path), phrase=str(raw)[:200])
        self.facts.append(
            Fact(subject=subject, property=name, values=values, raw=str(raw)[:2000], source=source, made_by="ingest/metadata")
        )

    def _unknown(self, value: object, path: str, hints: tuple[str, str]) -> None:
        self.findings.append(
            VALUE_UNKNOWN.at(
                Place(file=self.file, path=path),
                file=self.file,
                value=str(value)[:100],
                path=path,
                hint_nl=hints[0],
                hint_en=hints[1],
            )
        )


def _given(value: object) -> bool:
    return value not in (None, "", [], {}) and str(value).strip().lower() not in {"nan", "null", "none"}
