"""The terms of `vocab/dcat.toml`: what the descriptions say beside TOOI. Sources and date stand in that file."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from fairwoo import vocab
from fairwoo.model import Dossier
from fairwoo.shared import data_folder

_IANA_TYPE = re.compile(r"(application|audio|font|image|message|model|multipart|text|video)/[a-z0-9][a-z0-9!#$&^_.+-]*")
_PUID = re.compile(r"(x-)?fmt/\d+")
_PDFA_LEVEL = re.compile(r"\b([1-4])\s*-?\s*([abuef]?)\b", re.IGNORECASE)


class Licence(NamedTuple):
    """A licence: `dcat` is the URI that DCAT writes, `web` the one that schema.org writes, `kind` its ADMS type where known."""

    code: str
    dcat: str
    web: str
    kind: str | None = None


class Law(NamedTuple):
    """A law a dossier can be decided under."""

    code: str
    name: str
    uri: str


class Authority(NamedTuple):
    """What is known of the bodies of a register: their type (URI; None where they are of several), and which area they work in."""

    type: str | None
    area: Literal["own", "country"]


def term(name: str) -> str:
    """The URI of a term of the table `[terms]`."""
    return str(_data()["terms"][name])


def law_of(dossier: Dossier) -> Law | None:
    """The law of the dossier: as given, else the one in force on the day of the decision; None if neither is known."""
    for law in _data()["laws"]:
        in_force = dossier.decided is not None and law["from"] <= dossier.decided < law.get("until", date.max)
        if dossier.regime == law["code"] or (dossier.regime is None and in_force):
            return Law(law["code"], law["name"], law["uri"])
    return None


def authority(register: str) -> Authority | None:
    """What is known of the bodies of a register; None for a register that TOOI does not have."""
    found = _data()["registers"].get(register)
    return Authority(found.get("type"), found["area"]) if found else None


@cache
def licence(text: str) -> Licence | None:
    """The licence of the list that `text` names, by URI (http or https, with or without a page behind it), code or usual name."""
    wanted = _fold_licence(text)
    for entry in _data()["licences"]:
        addresses = (_fold_licence(entry["dcat"]), _fold_licence(entry["web"]))
        names = {_fold_licence(name) for name in (entry["code"], *entry["names"])}
        if wanted in names or any(wanted == address or wanted.startswith(f"{address}/") for address in addresses):
            return Licence(entry["code"], entry["dcat"], entry["web"], entry["kind"])
    listed = vocab.licence(text)
    if listed is None:
        return None
    address = listed.canonical or listed.uri
    return Licence(listed.code, address, re.sub(r"^http://(creativecommons)", r"https://\1", address))


@cache
def not_open() -> Licence:
    """The licence of the list that says that there is no open licence."""
    found = licence("niet_open")
    assert found is not None, "vocab/dcat.toml always has it"  # noqa: S101 - for the type checker
    return found


def media_type_uri(media_type: str | None) -> str | None:
    """The IANA URI of a media type (parameters are dropped), or None if it cannot be a registered one."""
    plain = (media_type or "").split(";")[0].strip().lower()
    unregistered = plain == "application/octet-stream" or plain.partition("/")[2].startswith("x-")
    return term("media_types") + plain if _IANA_TYPE.fullmatch(plain) and not unregistered else None


def file_type_uri(media_type: str | None, pdfa: str | None = None) -> str | None:
    """The EU file type of a media type, or None; `pdfa` is the PDF/A level the file claims (as `2b` or `PDF/A-2b`)."""
    plain = (media_type or "").split(";")[0].strip().lower()
    if plain == "application/pdf" and pdfa and (level := _PDFA_LEVEL.search(pdfa)):
        code = _data()["pdfa"].get(f"{level[1]}{level[2].lower()}")
        if code:
            return term("file_types") + str(code)
    if listed := vocab.format_for(plain):
        return listed.uri
    code = _data()["file_types"].get(plain)
    return term("file_types") + str(code) if code else None


def format_standard(puid: str | None) -> str | None:
    """The page of the PRONOM registry on the format with this identifier (`fmt/276`), or None."""
    return term("pronom") + puid if puid and _PUID.fullmatch(puid) else None


def language_tag(language: vocab.Concept) -> str:
    """The BCP 47 tag of a language of the DiWoo list: `nl`."""
    return str(_data()["language_tags"][language.code])


def _fold_licence(text: str) -> str:
    folded = re.sub(r"^https?://(www\.)?", "", text.strip().lower()).rstrip("/")
    return re.sub(r"[\s_-]+", " ", folded)


@cache
def _data() -> dict[str, Any]:
    with (data_folder("vocab") / "dcat.toml").open("rb") as file:
        return tomllib.load(file)
