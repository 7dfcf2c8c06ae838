"""What every command is given: settings, terminal, the clock, and the workspace when it asks for one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fairwoo.model import Lang
from fairwoo.settings import Settings, load
from fairwoo.terminal import Terminal

_BEHIND = 10  # of the 19 steps of niceness: a tenth of the processor for one who wants all of it, all of it while nobody does


def utc_now() -> datetime:
    """The clock of the command line."""
    return datetime.now(UTC)


@dataclass
class Frame:
    """Made once by the root command. `flags` are settings given on the command line so far; `alone` is whether the process is there
    for this one command.
    """

    flags: dict[str, Any]
    config: Path | None
    json: bool
    volume: int
    spoken: Lang = "nl"
    alone: bool = False
    clock: Callable[[], datetime] = field(default=utc_now)

    def settings(self, section: str | None = None, **flags: object) -> Settings:
        """The settings, with more flags for one section (those that are None were not given)."""
        given = {key: value for key, value in flags.items() if value is not None}
        merged = dict(self.flags)
        if section and given:
            merged[section] = given
        return load(merged, self.config)

    @property
    def lang(self) -> Lang:
        """The language of this command."""
        return self.settings().lang

    def terminal(self) -> Terminal:
        """Where to show results."""
        return Terminal(self.lang, json=self.json, volume=self.volume)

    def give_way(self) -> None:
        """Let others on the machine go first, in this process and those it starts: long work is not to make visitors of a site wait."""
        if not self.alone:
            return  # what comes after in this process, as the site of the demo, would be slow as well
        import psutil

        with suppress(psutil.Error, OSError):  # where it may not, it works as it is
            own, windows = psutil.Process(), vars(psutil)
            if not psutil.WINDOWS:
                own.nice(max(own.nice(), _BEHIND))
            elif own.nice() != windows["IDLE_PRIORITY_CLASS"]:
                own.nice(windows["BELOW_NORMAL_PRIORITY_CLASS"])

    def run_id(self) -> str:
        """A name for a run: when it began, and something that makes it unique."""
        return f"{self.clock():%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


@contextmanager
def opened(frame: Frame, settings: Settings | None = None, *, create: bool = False) -> Iterator[Any]:
    """The workspace of the settings, closed afterwards. Raises WorkspaceError."""
    from fairwoo.store import Workspace

    workspace = Workspace.open((settings or frame.settings()).workspace, create=create)
    try:
        yield workspace
    finally:
        workspace.close()
