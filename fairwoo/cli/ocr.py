"""The command ocr: what reads scans here, and fetching the data that it needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairwoo.cli.frame import Frame
from fairwoo.cli.words import Command, option
from fairwoo.errors import UsageError
from fairwoo.model import Text


@click.command(
    cls=Command,
    about=Text(
        nl="Zeg waarmee scans worden gelezen, of haal met --install de gegevens daarvoor op. Geeft 1 terug als er iets ontbreekt.",
        en="Say what reads scans, or fetch the data for it with --install. Returns 1 if something is missing.",
    ),
)
@option(
    "--install",
    is_flag=True,
    about=Text(
        nl="Haal de Nederlandse gegevens van Tesseract op, en die voor gedraaide bladzijden (22 MB, npm).",
        en="Fetch the Dutch data of Tesseract, and those for turned pages (22 MB, npm).",
    ),
)
@option(
    "--from",
    "source",
    metavar="BESTAND|URL",
    about=Text(
        nl="Met --install: uit dit bestand of van dit adres (.traineddata, .gz of .tgz).",
        en="With --install: from this file or address (.traineddata, .gz or .tgz).",
    ),
)
@click.pass_obj
def ocr(frame: Frame, /, install: bool, source: str | None) -> int:
    if source and not install:
        raise UsageError(Text(nl="--from hoort bij --install.", en="--from goes with --install."))
    folder = frame.settings().extract.ocr_data
    if install:
        _install(frame, folder, source)
    return _tell(frame, folder)


def _install(frame: Frame, folder: Path | None, source: str | None) -> None:
    import tempfile

    from fairwoo.extract.ocr import data, fetch

    terminal, target = frame.terminal(), folder or data.user_folder()
    known = map(data.with_package, (data.DUTCH, data.ORIENTATION))
    wanted: list[tuple[str, str | None]] = [(source, None)] if source else [(one.package, one.package_sha256) for one in known]
    with tempfile.TemporaryDirectory(prefix="fairwoo-ocr-") as scratch:
        for place, sha256 in wanted:
            path = fetch.fetched(place, Path(scratch), sha256) if fetch.is_address(place) else Path(place)
            name = data.install(path, target)
            terminal.say(Text(nl=f"{name} staat in {target}.", en=f"{name} is in {target}."))


def _tell(frame: Frame, folder: Path | None) -> int:
    from fairwoo.extract import ocr
    from fairwoo.extract.ocr import data
    from fairwoo.terminal import Column

    terminal, missing = frame.terminal(), ocr.why_not(folder)
    path = ocr.program_path(folder)
    no = Text(nl="ontbreekt", en="missing").get(frame.lang)
    engine = ocr.available(folder)
    rows: list[dict[str, Any]] = [{"name": "Tesseract", "found": engine, "place": str(path) if path else None}]
    for language in (data.DUTCH, data.ORIENTATION):
        place = data.locate(folder, language, path)
        rows.append(
            {"name": language, "found": data.edition_of(place, language) if place else None, "place": place and str(place)}
        )
    if terminal.json:
        for row in rows:
            terminal.record(row)
    else:
        headings = [("Wat", "What"), ("Uitgave", "Edition"), ("Waar", "Where")]
        cells = [(row["name"], row["found"] or no, row["place"] or "") for row in rows]
        terminal.table([Column(Text(nl=nl, en=en)) for nl, en in headings], cells)
    if missing:
        terminal.say(missing)
    elif rows[-1]["found"] is None:
        terminal.say(
            Text(
                nl="Zonder osd worden gedraaide bladzijden ook gelezen, maar trager. Geef: fairwoo ocr --install.",
                en="Turned pages are read without osd too, but slower. Say: fairwoo ocr --install.",
            )
        )
    return 1 if missing else 0


COMMANDS = (ocr,)
