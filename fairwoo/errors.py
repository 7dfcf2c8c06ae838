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

from typing import ClassVar

from fairwoo.model import Lang, Text


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
