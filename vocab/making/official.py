"""A published list: which edition it is, and what is in it."""

from __future__ import annotations

from dataclasses import dataclass

SETS = "https://identifier.overheid.nl/tooi/set/"

Row = dict[str, str]


@dataclass(frozen=True)
class Entry:
    """One entry: its address and label, and for a body its first and last day (ISO dates) and the codes of its successors."""

    uri: str
    label: str
    english: str = ""
    begins: str = ""
    ends: str = ""
    successors: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The local code: the last part of the address."""
        return self.uri.rsplit("/", 1)[1]


@dataclass(frozen=True)
class Edition:
    """One edition of a list: its name without the version, the version, the day it was published, where it was read."""

    name: str
    version: str
    date: str
    source: str
    entries: tuple[Entry, ...]

    @property
    def list(self) -> str:
        """Name and version as the address of the list has them: `rwc_gemeenten_compleet/4`."""
        return f"{self.name}/{self.version}"


class FormError(Exception):
    """A published file is not of the form that was expected; the message says which file and what is missing."""
