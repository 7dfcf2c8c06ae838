"""`doctor` in a terminal."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from datetime import datetime

from fairwoo import tools
from fairwoo.cli.frame import Frame
from fairwoo.cli.words import counted
from fairwoo.errors import EngineError, FairwooError, UsageError
from fairwoo.extract import ocr
from fairwoo.map.addresses import base_address, mail_address, web_address
from fairwoo.model import Level, Text
from fairwoo.settings import Settings
from fairwoo.shared import VERSION
from fairwoo.terminal import Column


def doctor(frame: Frame) -> int:
    """Print what is installed and missing, whether workspace and search engine answer, and what a public site needs; 5 if the engine
    does not answer.
    """
    from fairwoo import index

    settings, terminal = frame.settings(), frame.terminal()
    yes, no = ("ja", "nee") if settings.lang == "nl" else ("yes", "no")
    rows: list[tuple[str, str, str]] = [("fairwoo", VERSION, ""), ("Python", platform.python_version(), platform.platform())]
    for tool in tools.probe_all():
        about = tool.needed_for.get(settings.lang)
        rows.append(
            (
                tool.name,
                tool.version or (yes if tool.found else no),
                about if tool.found else f"{about} → {tool.how.get(settings.lang)}",
            )
        )
    engine, missing = ocr.available(settings.extract.ocr_data), ocr.why_not(settings.extract.ocr_data)
    used = Text(nl="tekst herkennen in scans: dit wordt gebruikt", en="reading text in scans: this is used")
    rows.append(("OCR", engine or no, (missing or used).get(settings.lang)))
    exists = (settings.workspace / "catalogue.sqlite").exists()
    rows.append(("werkmap" if settings.lang == "nl" else "workspace", yes if exists else no, str(settings.workspace)))
    code = 0
    if exists:
        try:
            for finding in index.examine(settings.index):
                told = f"{finding.message.get(settings.lang)} → {finding.advice.get(settings.lang)}"
                rows.append(("index", finding.code, told))
                code = EngineError.exit_code if finding.level is Level.ERROR else code
            backend = index.open_backend(settings.index, settings.workspace)
            rows.append(("index", yes, f"{settings.index.address} ({counted(len(backend.held()), 'dossier', 'dossiers')})"))
            backend.close()
        except FairwooError as error:
            rows.append(("index", no, error.message(settings.lang)))
            code = error.exit_code
    for name, found, needed, how in _publishing(settings, frame.clock()):
        told = needed.get(settings.lang)
        rows.append((name, yes if found else no, told if found else f"{told} → {how.get(settings.lang)}"))
    if terminal.json:
        for name, value, about in rows:
            terminal.record({"name": name, "found": value, "about": about})
    else:
        headings = [("Wat", "What"), ("Versie", "Version"), ("Waarvoor", "For")]
        terminal.table([Column(Text(nl=nl, en=en)) for nl, en in headings], rows)
    return code


def _publishing(settings: Settings, now: datetime) -> Iterator[tuple[str, bool, Text, Text]]:
    """Settings that a public site needs: name, whether it was made rightly, what it is for, and what to do."""
    from fairwoo.serve import security

    given, serve = settings.map, settings.serve
    asked = mail_address(given.contact_email) or web_address(given.contact_url)
    told = mail_address(serve.takedown) or web_address(serve.takedown) or asked
    wrong = security.warning(serve, now)
    safe = serve.security_contact is not None and wrong is None
    rows = (
        (
            "map.base_url",
            _usable(given.base_url),
            "blijvende adressen van alles wat openbaar is",
            "lasting addresses of all that is public",
        ),
        (
            "map.contact_email",
            mail_address(given.contact_email),
            "wie vragen krijgt: de regels voor API's van de overheid vragen dit",
            "whom to ask: the API rules of the government demand it",
        ),
        (
            "serve.takedown",
            told,
            "wie meldingen van fouten en persoonsgegevens krijgt",
            "whom to tell of mistakes and personal data",
        ),
        (
            "serve.accessibility_statement",
            web_address(serve.accessibility_statement),
            "de toegankelijkheidsverklaring, verplicht voor de overheid",
            "the accessibility statement, which government sites must have",
        ),
        (
            "serve.security_contact",
            safe,
            "security.txt, verplicht voor de overheid",
            "security.txt, which government sites must have",
        ),
    )
    for name, found, nl, en in rows:
        section, key = name.split(".")
        how = Text(
            nl=f"zet {key} goed onder [{section}] in fairwoo.toml", en=f"set {key} rightly under [{section}] in fairwoo.toml"
        )
        yield name, bool(found), Text(nl=nl, en=en), wrong if wrong and key == "security_contact" else how


def _usable(base_url: str | None) -> bool:
    """Whether addresses can begin with it: no query, no fragment."""
    try:
        return base_url is not None and bool(base_address(base_url))
    except UsageError:
        return False
