"""The official lists of DiWoo 0.9.8: categories, document kinds, themes, handlings, relations, reasons, formats, languages."""

from __future__ import annotations

from functools import cache

from fairwoo.model import Value
from fairwoo.vocab.words import rows, squeeze, table

WOO_DECISIONS = "c_3baef532"
"""The category of Woo requests and decisions, which every document of a Woo dossier carries."""


class Concept(Value):
    """An entry of an official list. `code` is the last part of `uri`; `label` is exactly the list's."""

    uri: str
    code: str
    label: str


class Category(Concept):
    """A Woo information category: its number in DiWoo ("014", None for section 3.1) and its place in the Woo ("3.3.2i")."""

    singular: str
    infocat: str | None
    article: str


@cache
def _concepts(name: str) -> tuple[Concept, ...]:
    return tuple(Concept(uri=row["uri"], code=row["code"], label=row["label"]) for row in rows(name))


@cache
def _by_key(name: str) -> dict[str, Concept]:
    return {squeeze(key): each for each in _concepts(name) for key in (each.uri, each.code, each.label)}


@cache
def categories() -> tuple[Category, ...]:
    """The 17 information categories and that of section 3.1, in the order of the Woo."""
    return tuple(
        Category(
            uri=row["uri"],
            code=row["code"],
            label=row["label"],
            singular=row["singular"],
            infocat=row["infocat"] or None,
            article=row["article"],
        )
        for row in rows("categories")
    )


@cache
def _categories_by_key() -> dict[str, Category]:
    by_code = {each.code: each for each in categories()}
    found = {squeeze(row["words"]): by_code[row["code"]] for row in rows("category_words")}
    for row in rows("categories"):
        keys = [row["uri"], row["code"], row["label"], row["singular"], row["article"], row["woogle"]]
        keys += [f"infocat{row['infocat']}"] if row["infocat"] else []
        found |= {squeeze(key): by_code[row["code"]] for key in keys if key}
    return found


def category(text: str) -> Category | None:
    """The category with this code, address, label (plural or singular), article ("3.3.2i") or Woogle code ("2i"), or None."""
    return _categories_by_key().get(squeeze(text))


def kinds() -> tuple[Concept, ...]:
    """The 91 document kinds."""
    return _concepts("kinds")


def kind(text: str) -> Concept | None:
    """The kind with this label, code, address or reviewed synonym; None where none truly fits (e-mail, memo)."""
    wanted = squeeze(text)
    known = _by_key("kinds")
    return known.get(wanted) or known.get(squeeze(table("kind_synonyms", "words", "code").get(wanted, "")))


def themes() -> tuple[Concept, ...]:
    """The 92 themes of the TOP list."""
    return _concepts("themes")


def theme(text: str) -> Concept | None:
    """The theme with this label, code or address, or None."""
    return _by_key("themes").get(squeeze(text))


def handlings() -> tuple[Concept, ...]:
    """What was done with a document: ondertekening, ontvangst, vaststelling."""
    return _concepts("handlings")


def relations() -> tuple[Concept, ...]:
    """How a document relates to another."""
    return _concepts("relations")


def reasons() -> tuple[Concept, ...]:
    """Why a document was withdrawn or replaced."""
    return _concepts("reasons")


def formats() -> tuple[Concept, ...]:
    """The file formats that DiWoo admits; their addresses are those of the EU file-type list."""
    return _concepts("formats")


@cache
def _format_codes() -> dict[str, str]:
    return {row["media_type"]: row["format"] for row in rows("media_types")}


def format_for(media_type: str) -> Concept | None:
    """The format for a media type (parameters are ignored), or None where DiWoo has none."""
    code = _format_codes().get(media_type.partition(";")[0].strip().lower())
    return next((each for each in formats() if each.code == code), None)


def languages() -> tuple[Concept, ...]:
    """The languages that DiWoo admits; their addresses are those of the EU language list."""
    return _concepts("languages")


def language(iso639_3: str) -> Concept | None:
    """The language with this three-letter code ("nld"), or None."""
    return next((each for each in languages() if each.code == iso639_3.strip().upper()), None)
