"""Formats that are kept and described but not read: their names, and how people can turn them into something that is."""

from __future__ import annotations

import csv
from functools import cache

from fairwoo.extract.identify import EMPTY, ENCRYPTED_OFFICE, Identity
from fairwoo.model import Finding, FindingKind, Level
from fairwoo.shared import data_folder

FORMAT_NOT_READ = FindingKind(
    code="format-not-read",
    level=Level.WARNING,
    nl="De inhoud van dit bestand wordt niet gelezen: {format_nl}. Het bestand zelf wordt wel bewaard en gepubliceerd.",
    en="The contents of this file are not read: {format_en}. The file itself is kept and published.",
    do_nl="{advice_nl}",
    do_en="{advice_en}",
)
FILE_EMPTY = FindingKind(
    code="document-empty",
    level=Level.ERROR,
    nl="Het bestand is leeg (0 bytes).",
    en="The file is empty (0 bytes).",
    do_nl="Lever het bestand opnieuw aan; het is bij het opslaan of kopiëren misgegaan.",
    do_en="Deliver the file again; saving or copying it went wrong.",
)
FILE_ENCRYPTED = FindingKind(
    code="file-encrypted",
    level=Level.ERROR,
    nl="Het bestand is met een wachtwoord beveiligd; de inhoud is niet te lezen.",
    en="The file is protected with a password; its contents cannot be read.",
    do_nl="Open het met het wachtwoord, haal de beveiliging weg (Bestand › Info › Beveiligen) en sla het opnieuw op.",
    do_en="Open it with the password, remove the protection (File › Info › Protect) and save it again.",
)


def finding(identity: Identity) -> Finding:
    """The finding on a file that no reader reads."""
    if identity.media_type == EMPTY:
        return FILE_EMPTY.at()
    if identity.media_type == ENCRYPTED_OFFICE:
        return FILE_ENCRYPTED.at()
    rows = known_formats()
    by_puid = (row for row in rows.values() if identity.puid and identity.puid in row["puid"].split())
    row = rows.get(identity.media_type) or next(by_puid, {})
    described = identity.format or identity.media_type
    return FORMAT_NOT_READ.at(
        format_nl=row.get("name_nl") or f"onbekend of bijzonder formaat ({described})",
        format_en=row.get("name_en") or f"an unknown or special format ({described})",
        advice_nl=row.get("advice_nl") or "Zet het om naar PDF, of voeg een leesbare versie toe.",
        advice_en=row.get("advice_en") or "Convert it to PDF, or add a readable version.",
    )


@cache
def known_formats() -> dict[str, dict[str, str]]:
    """The rows of `vocab/file_formats.csv` by media type."""
    with (data_folder("vocab") / "file_formats.csv").open(encoding="utf-8", newline="") as file:
        return {row["media_type"]: row for row in csv.DictReader(file)}
