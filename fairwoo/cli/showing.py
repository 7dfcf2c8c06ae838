"""`show` and `list` in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fairwoo import catalogue
from fairwoo.cli import labels
from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.listing import LISTS, Listing, metrics
from fairwoo.errors import InputError, UsageError
from fairwoo.extract import told_anew
from fairwoo.extract.trust import believed
from fairwoo.model import Document, Dossier, Fact, Lang, Page, Text
from fairwoo.pipeline.derive import unknown_dossier
from fairwoo.store import Workspace
from fairwoo.terminal import Column, Terminal, place_text


def show(workspace: Workspace, dossier_id: str, document_id: str | None, terminal: Terminal) -> None:
    """Print a dossier, or one of its documents. Raises InputError if there is no such thing."""
    dossier = workspace.catalogue.dossier(dossier_id)
    if dossier is None:
        raise unknown_dossier(dossier_id)
    if document_id is None:
        _dossier(workspace, dossier, terminal)
        return
    document = next((one for one in dossier.documents if one.id == document_id), None)
    if document is None:
        raise _unknown_document(dossier_id, document_id)
    _document(workspace, dossier, document, terminal)


def _unknown_document(dossier_id: str, document_id: str) -> InputError:
    return InputError(
        Text(
            nl=f"Dossier {dossier_id} heeft geen document {document_id}. De namen staan in fairwoo show {dossier_id}.",
            en=f"Dossier {dossier_id} has no document {document_id}. The names are in fairwoo show {dossier_id}.",
        )
    )


def _dossier(workspace: Workspace, dossier: Dossier, terminal: Terminal) -> None:
    from fairwoo import score

    catalogue_ = workspace.catalogue
    if terminal.json:
        terminal.record(dossier)
        return
    facts = [fact for fact in catalogue_.facts(dossier.id) if fact.subject == ""]
    lang = terminal.lang
    fixed = {"id": dossier.id, "publisher": f"{dossier.publisher.name} ({dossier.publisher.code})"}
    rows = [(labels.DOSSIER[name].get(lang), value, "") for name, value in fixed.items()]
    told = {name: label for name, label in labels.DOSSIER.items() if name not in fixed}
    terminal.table(_fact_columns(), [*rows, *_rows(dossier, told, facts, terminal)])
    headings = [
        ("Document", "Document"),
        ("Rol", "Role"),
        ("Soort", "Kind"),
        ("Datum", "Date"),
        ("Beoordeling", "Disclosure"),
        ("Gronden", "Grounds"),
        ("Titel", "Title"),
    ]
    columns = [Column(Text(nl=nl, en=en)) for nl, en in headings]
    documents = [
        (
            one.id,
            *(labels.said(value, lang) for value in (one.role, one.kind, one.dated, one.disclosure, one.grounds, one.title)),
        )
        for one in dossier.documents
    ]
    terminal.print("")
    terminal.table(columns, documents)
    if report := catalogue_.report(dossier.id):
        terminal.print("")
        terminal.print(score.explain(report, terminal.lang))
    for finding in catalogue_.findings(dossier.id):
        terminal.finding(finding)


def _document(workspace: Workspace, dossier: Dossier, document: Document, terminal: Terminal) -> None:
    if terminal.json:
        terminal.record(document)
        return
    facts = [fact for fact in workspace.catalogue.facts(dossier.id) if fact.subject == document.id]
    terminal.table(_fact_columns(), _rows(document, labels.DOCUMENT, facts, terminal))
    extraction = workspace.catalogue.extractions_of(dossier.id).get(document.id)
    if extraction is None:
        return
    terminal.print("")
    columns = [Column(Text(nl="Eigenschap", en="Property")), Column(Text(nl="Waarde", en="Value"))]
    terminal.table(columns, sorted(extraction.properties.items()))
    terminal.print("")
    pages = [
        Column(Text(nl="Pagina", en="Page"), number=True),
        Column(Text(nl="Tekst door", en="Text by")),
        Column(Text(nl="Tekens", en="Characters"), number=True),
        Column(Text(nl="Gelakt", en="Redacted"), number=True),
        Column(Text(nl="Gronden", en="Grounds")),
        Column(Text(nl="Verborgen woorden", en="Hidden words"), number=True),
    ]
    terminal.table(pages, [_page(page, terminal.lang) for page in extraction.pages])
    for finding in told_anew(extraction, document.path or document.id, document.size or 0):
        terminal.finding(finding)


def _page(page: Page, lang: Lang) -> tuple[object, ...]:
    share = "" if page.redacted_text_share is None else f"{page.redacted_text_share:.0%}"
    grounds = sorted({box.ground for box in page.redactions if box.ground})
    return (
        page.number,
        labels.said(page.by, lang),
        len(page.whole_text),
        share,
        " ".join(grounds),
        sum(one.words for one in page.hidden) or page.hidden_words,
    )


def _fact_columns() -> list[Column]:
    headings = [("Veld", "Field"), ("Waarde", "Value"), ("Bron", "Source")]
    return [Column(Text(nl=nl, en=en)) for nl, en in headings]


def _rows(
    value: Dossier | Document, fields: Mapping[str, Text], facts: list[Fact], terminal: Terminal
) -> Iterator[tuple[str, str, str]]:
    for name, label in fields.items():
        held = getattr(value, name)
        if held is None or held == ():
            continue
        chosen = believed(fact for fact in facts if fact.property == name)
        source = chosen.source if chosen else None
        words = (labels.said(source.kind, terminal.lang), place_text(source.place, terminal.lang)) if source else ()
        yield label.get(terminal.lang), labels.said(held, terminal.lang, name), ": ".join(filter(None, words))


def list_things(thing: str, words: str, frame: Frame) -> None:
    """Print what there is of a kind of thing, those that contain `words`. Raises UsageError for an unknown kind."""
    terminal = frame.terminal()
    known = ["dossiers", *LISTS, "findings", *catalogue.SHELVES]
    if thing not in known:
        raise UsageError(
            Text(
                nl=f"{thing} is niet op te noemen; kies uit {', '.join(known)}.",
                en=f"{thing} cannot be listed; choose from {', '.join(known)}.",
            )
        )
    found = (LISTS[thing]() if thing in LISTS else _things(thing, frame)).containing(words)
    if found.remark:
        terminal.say(found.remark)
    if terminal.json:
        for record in found.records():
            terminal.record(record)
        return
    terminal.table(found.columns(), found.cells(terminal.lang))


def _things(thing: str, frame: Frame) -> Listing:
    rows: list[tuple[str, str]]
    about = Text(nl="Wat", en="About")
    if thing == "metrics":
        return metrics(frame.lang)
    if thing == "dossiers":
        with opened(frame) as workspace:
            dossiers = [workspace.catalogue.dossier(held.id) for held in workspace.catalogue.held()]
        rows = [(one.id, f"{one.title or ''} — {one.publisher.name}") for one in dossiers if one]
    elif thing == "findings":
        lang = frame.lang
        kinds = catalogue.finding_kinds().values()
        rows = [(kind.code, f"{kind.level.words.get(lang)}: {kind.en if lang == 'en' else kind.nl}") for kind in kinds]
    else:
        rows = [(one.name, one.about) for one in catalogue.shelf(thing)]
        about = Text(nl="Wat (in het Engels)", en="About")
    return Listing(("name", "about"), (Text(nl="Naam", en="Name"), about), tuple(rows))
