"""What comes out: descriptions, FAIR reports, index entries, rankings, and the steps of a run."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import Field

from fairwoo.model.finding import Finding, Place, Text, Value


class Description(Value):
    """One dossier described in one standard: `content` is the text of the file `file_name`, which may have folders in it, with `/`.

    `parts` are what others fetch by itself, of which they want to know when it changed: address → digest of all that is said of it.
    """

    standard: str
    file_name: str
    media_type: str
    content: str
    parts: dict[str, str] = Field(default_factory=dict)


class Shown(Value):
    """What the public may see of a document: under which name, and whether its file and text.

    `document` is its id in the catalogue, `name` what it is called in addresses; `held` why its file is handed to nobody (`map.held_back`),
    None if it is; `file` is the address of that file, `elsewhere` and `source` where it was published before. `title` is None where it
    may not be told. `language`, `kind` and `format` are labels of the official lists, `withdrawn` and `correction` reasons in words;
    `recognised` is how many of its pages have a text that a program took their image for.
    """

    document: str
    name: str
    held: str | None = None
    title: str | None = None
    file: str | None = None
    elsewhere: str | None = None
    source: str | None = None
    language: str | None = None
    kind: str | None = None
    format: str | None = None
    media_type: str | None = None
    withdrawn: str | None = None
    correction: str | None = None
    recognised: int = 0


class Mapped(NamedTuple):
    """What `map.describe` gives: the descriptions, what was missing for them, and what may be shown of each document."""

    descriptions: tuple[Description, ...]
    findings: tuple[Finding, ...]
    shown: tuple[Shown, ...] = ()


class Verdict(StrEnum):
    """The result of a metric in one word."""

    PASSED = "passed"
    PARTLY = "partly"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    NOT_MEASURED = "not_measured"


class EvidenceLine(Value):
    """One line a person can follow: what was looked at, where, and what was seen."""

    text: Text
    place: Place = Place()


class Outcome(Value):
    """The result of one metric on one dossier. `score` is 0–1, None when not applicable or not measured."""

    metric: str
    verdict: Verdict
    score: float | None
    weight: float
    evidence: tuple[EvidenceLine, ...]


class Report(Value):
    """The FAIR report of one dossier. `principles` maps F, A, I, R to 0–1, or None where nothing was measured.

    `total` (weighted geometric mean) and `arithmetic` are 0–100.
    `caps` are the codes of the knock-outs applied; `rules` is the version of the weights file.
    """

    dossier: str
    publisher: str
    rules: str
    outcomes: tuple[Outcome, ...]
    principles: dict[str, float | None]
    total: float
    arithmetic: float
    caps: tuple[str, ...] = ()


class Redacted(StrEnum):
    """How much of the text of a page is redacted: nothing, under a tenth, under a half, or more."""

    NONE = "none"
    LITTLE = "little"
    PART = "part"
    MOST = "most"

    @classmethod
    def of(cls, share: float | None) -> Redacted | None:
        """The class of a share (0–1); None if it was not measured."""
        if share is None:
            return None
        return cls.NONE if share <= 0 else cls.LITTLE if share < 0.1 else cls.PART if share < 0.5 else cls.MOST


class Entry(Value):
    """One page of one document as the search engines get it, with its dossier's facets. `id` is "dossier/document/page".

    `layer` is the register that the body is in (gemeente, provincie, …), `format` the code of the official list of formats.
    """

    id: str
    dossier: str
    document: str
    page: int
    text: str
    title: str
    dossier_title: str
    body: str
    body_name: str
    year: int | None = None
    dated: date | None = None
    category: str | None = None
    kind: str | None = None
    disclosure: str | None = None
    grounds: tuple[str, ...] = ()
    redacted: Redacted | None = None
    media_type: str | None = None
    layer: str | None = None
    format: str | None = None


class Standing(Value):
    """One body in the ranking. `rank` is None for a body that is not eligible; `eligibility` is listed, ranked or award."""

    body: str
    name: str
    class_: str
    dossiers: int
    score: float
    arithmetic: float
    principles: dict[str, float | None]
    band: str
    eligibility: Literal["too_few", "listed", "ranked", "award"]
    rank: int | None = None
    to_do: tuple[Text, ...] = ()


class Ranking(Value):
    """Bodies in their class, best first, made by the weights version `rules`."""

    rules: str
    standings: tuple[Standing, ...]


class Step(Value):
    """Something that happened in a run: the unit of progress, of the journal and of `--json`. `left` is how many such follow, if known."""

    run: str
    stage: str
    dossier: str | None = None
    document: str | None = None
    verdict: Literal["done", "current", "rejected", "failed"]
    detail: str | None = None
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    left: int | None = None
