"""What can go wrong, and the exit code of each.

FairwooError                 1  (never raised itself)
├── UsageError               2  a wrong option, setting or combination
├── InputError               3  something given cannot be read or is not understood
│   ├── UnknownBodyError     3  a publisher that is not in the registers, or is there more than once
│   └── WorkspaceError       3  the workspace is newer, locked by another run, or damaged
├── DependencyError          4  a program or optional library is missing
└── EngineError              5  the search engine does not answer, or answers with an error

Everything else that reaches `cli.main` is a bug (70); Ctrl-C is 130. Exit code 1 is no error: it is a verdict
("the answer is no", `--strict`, `--minimum`). Only `cli.main` turns errors into exit codes.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping
from typing import ClassVar

from fairwoo.model import Lang, Text

_REASONS: Mapping[int, Text] = {
    errno.ENOENT: Text(nl="dat bestaat niet", en="it does not exist"),
    errno.EACCES: Text(
        nl="je hebt geen leesrecht of schrijfrecht, of het is in gebruik", en="you may not read or write it, or it is in use"
    ),
    errno.EPERM: Text(
        nl="je hebt geen leesrecht of schrijfrecht, of het is in gebruik", en="you may not read or write it, or it is in use"
    ),
    errno.EEXIST: Text(nl="er staat al een bestand met die naam", en="there is a file of that name already"),
    errno.ENOTDIR: Text(nl="een deel van het pad is geen map", en="a part of the path is no folder"),
    errno.EISDIR: Text(nl="het is een map", en="it is a folder"),
    errno.ENOSPC: Text(nl="de schijf is vol", en="the disk is full"),
    errno.EROFS: Text(nl="de schijf is alleen te lezen", en="the disk can only be read"),
    errno.ENAMETOOLONG: Text(nl="de naam is te lang", en="the name is too long"),
    errno.EADDRINUSE: Text(nl="een ander programma gebruikt dat al", en="another program uses it already"),
    errno.EADDRNOTAVAIL: Text(nl="dat adres is niet van deze computer", en="that address is not of this computer"),
    errno.ECONNREFUSED: Text(nl="de verbinding is geweigerd", en="the connection was refused"),
    errno.ECONNRESET: Text(nl="de verbinding is verbroken", en="the connection was broken off"),
    errno.ETIMEDOUT: Text(nl="er komt geen antwoord", en="there is no answer"),
    errno.ENETUNREACH: Text(nl="er is geen netwerk", en="there is no network"),
    errno.EHOSTUNREACH: Text(nl="die computer is niet te bereiken", en="that computer cannot be reached"),
}


class FairwooError(Exception):
    """An error with a message in Dutch and English that says what was found and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text.nl)
        self.text = text

    def message(self, lang: Lang = "nl") -> str:
        """The sentence to show, in `lang`."""
        return self.text.get(lang)


class UsageError(FairwooError):
    """A wrong option, setting or combination of them."""

    exit_code = 2


class InputError(FairwooError):
    """Something given cannot be read or is not understood."""

    exit_code = 3


class UnknownBodyError(InputError):
    """A publisher that is not in the registers, or is there more than once; `candidates` are (code, name) pairs."""

    def __init__(self, text: Text, candidates: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(text)
        self.candidates = candidates


class WorkspaceError(InputError):
    """The workspace is of a newer version, in use by another run, or damaged."""


class DependencyError(FairwooError):
    """A program or optional library is missing."""

    exit_code = 4


class EngineError(FairwooError):
    """The search engine does not answer, or answers with an error."""

    exit_code = 5


def why(error: Exception) -> Text:
    """What an error of the operating system says, in a few words; of one that is not known its own English words."""
    if isinstance(error, socket.gaierror):
        return Text(nl="die naam is op het netwerk niet bekend", en="that name is not known on the network")
    if isinstance(error, TimeoutError):
        return _REASONS[errno.ETIMEDOUT]
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _REASONS.get(getattr(error, "errno", None) or 0, Text(nl=words, en=words))
