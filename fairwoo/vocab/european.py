"""The lists that DCAT-AP-NL demands beside those of DiWoo: of the EU, of ADMS and of DCAT-AP-NL itself.

Which edition of which list: `vocab/lists.csv`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from fairwoo.model import Value
from fairwoo.vocab.lists import Concept, formats, theme
from fairwoo.vocab.words import rows, squeeze

TermList = Literal["access-right", "frequency", "dataset-status", "distribution-status", "planned-availability", "publisher-type"]
"""The short lists: three EU access rights, EU frequencies, states and availabilities, and the ADMS types of publishers."""


class Term(Concept):
    """An entry of a list with labels in two languages: `label` is Dutch, `english` English."""

    english: str


class FileType(Concept):
    """An EU file type; whether the EU's quality assessment (MQA) counts it as non-proprietary, as machine-readable."""

    non_proprietary: bool
    machine_readable: bool


class Licence(Value):
    """A licence of the DCAT-AP-NL list: its address there, the address its author gave it, and its SPDX identifier.

    `canonical` and `spdx` are None where there is none. `open` is whether anyone may use the work for anything.
    """

    uri: str
    code: str
    canonical: str | None
    spdx: str | None
    label: str
    english: str
    open: bool


@cache
def file_types() -> tuple[FileType, ...]:
    """The EU file types, and those of DiWoo's list that came later than the edition we have."""
    marks = {row["code"]: row for row in rows("mqa_formats")}
    listed = [Concept(uri=row["uri"], code=row["code"], label=row["label"]) for row in rows("file_types")]
    known = {each.code for each in listed}
    listed += [each for each in formats() if each.code not in known]
    return tuple(
        FileType(
            uri=each.uri,
            code=each.code,
            label=each.label,
            non_proprietary=marks.get(each.code, {}).get("non_proprietary") == "yes",
            machine_readable=marks.get(each.code, {}).get("machine_readable") == "yes",
        )
        for each in listed
    )


@cache
def _file_types_by_key() -> dict[str, FileType]:
    return {key: each for each in file_types() for key in (each.code, each.uri)}


def file_type(key: str) -> FileType | None:
    """The file type with exactly this code ("PDFA2B") or address, or None."""
    return _file_types_by_key().get(key.strip())


@cache
def data_themes() -> tuple[Term, ...]:
    """The 13 EU data themes."""
    return tuple(Term(uri=row["uri"], code=row["code"], label=row["nl"], english=row["en"]) for row in rows("data_themes"))


@cache
def _data_themes_of() -> dict[str, Term]:
    by_code = {each.code: each for each in data_themes()}
    return {row["code"]: by_code[row["data_theme"]] for row in rows("theme_data_themes")}


def data_theme(text: str) -> Term | None:
    """The EU data theme that a theme of the TOP list (label, code or address) belongs to, or None for any other word."""
    known = theme(text)
    return _data_themes_of()[known.code] if known else None


@cache
def terms(name: TermList) -> tuple[Term, ...]:
    """The entries of a short list, in the order of the list."""
    return tuple(
        Term(uri=row["uri"], code=row["code"], label=row["nl"], english=row["en"])
        for row in rows("dcat_terms")
        if row["list"] == name
    )


def term(name: TermList, key: str) -> Term | None:
    """The entry of a short list with exactly this code ("NON_PUBLIC") or address, or None."""
    return next((each for each in terms(name) if key.strip() in {each.code, each.uri}), None)


@cache
def licences() -> tuple[Licence, ...]:
    """The licences that DCAT-AP-NL lists."""
    return tuple(
        Licence(
            uri=row["uri"],
            code=row["code"],
            canonical=row["canonical"] or None,
            spdx=row["spdx"] or None,
            label=row["nl"],
            english=row["en"],
            open=row["open"] == "yes",
        )
        for row in rows("dcat_licences")
    )


@cache
def _licences_by_key() -> dict[str, Licence]:
    return {
        _licence_key(key): each
        for each in licences()
        for key in (each.uri, each.code, each.canonical, each.spdx, each.label, each.english)
        if key
    }


def _licence_key(text: str) -> str:
    """Addresses are the same with http and https, and with the name of the deed's page or without."""
    address = text.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return squeeze(address.removesuffix("deed.nl").removesuffix("deed.en").removesuffix("legalcode"))


def licence(text: str) -> Licence | None:
    """The licence with this code, address (its own or that of the list), SPDX identifier or name, or None."""
    return _licences_by_key().get(_licence_key(text))
