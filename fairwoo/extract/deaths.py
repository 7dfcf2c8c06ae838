"""How the reading of a file can end badly, what that tells people, and looking at a worker from outside."""

from __future__ import annotations

import signal
from typing import NamedTuple

import psutil

from fairwoo.extract.mark import MADE_BY
from fairwoo.extract.reading import Job
from fairwoo.model import Extraction, Finding, FindingKind, Level, Place
from fairwoo.settings import ExtractSettings

_SPLIT_NL = "Open het bestand zelf en kijk of het heel is; lever het anders opnieuw of in kleinere delen aan."
_SPLIT_EN = "Open the file yourself and see whether it is whole; otherwise deliver it again or in smaller parts."

READING_CRASHED = FindingKind(
    code="reading-crashed",
    level=Level.ERROR,
    nl="Het lezen liep vast op {name} ({detail}); er is geen tekst uit gehaald. Het bestand is waarschijnlijk beschadigd.",
    en="Reading {name} crashed ({detail}); no text was taken from it. The file is probably damaged.",
    do_nl="Open het bestand en sla het opnieuw op (“Opslaan als”), of lever het als PDF aan.",
    do_en="Open the file and save it again (“Save as”), or deliver it as a PDF.",
)
READING_TIMED_OUT = FindingKind(
    code="reading-timed-out",
    level=Level.ERROR,
    nl="Het lezen van {name} duurde te lang en is afgebroken (grens: {seconds:.0f} seconden rekentijd plus tijd per pagina).",
    en="Reading {name} took too long and was stopped (limit: {seconds:.0f} seconds of computing plus time per page).",
    do_nl=_SPLIT_NL + " De grens is cpu_seconds onder [extract] in fairwoo.toml.",
    do_en=_SPLIT_EN + " The limit is cpu_seconds under [extract] in fairwoo.toml.",
)
READING_OUT_OF_MEMORY = FindingKind(
    code="reading-out-of-memory",
    level=Level.ERROR,
    nl="Het lezen van {name} vroeg meer dan {memory_mb} MB geheugen en is afgebroken.",
    en="Reading {name} asked for more than {memory_mb} MB of memory and was stopped.",
    do_nl=_SPLIT_NL + " De grens is memory_mb onder [extract] in fairwoo.toml.",
    do_en=_SPLIT_EN + " The limit is memory_mb under [extract] in fairwoo.toml.",
)
READING_TOO_MUCH = FindingKind(
    code="reading-too-much-output",
    level=Level.ERROR,
    nl="Uit {name} kwam veel meer dan de grens van {text_mb} MB tekst; het lezen is afgebroken.",
    en="Much more came out of {name} than the limit of {text_mb} MB of text; reading was stopped.",
    do_nl=_SPLIT_NL + " De grens is text_mb onder [extract] in fairwoo.toml.",
    do_en=_SPLIT_EN + " The limit is text_mb under [extract] in fairwoo.toml.",
)


class Death(NamedTuple):
    """Why a worker ended before it answered. `detail` is the signal or exit code of a crash."""

    kind: FindingKind
    detail: str = ""


TIMED_OUT = Death(READING_TIMED_OUT)
OUT_OF_MEMORY = Death(READING_OUT_OF_MEMORY)
TOO_MUCH_OUTPUT = Death(READING_TOO_MUCH)


def cause_of(exit_code: int | None) -> Death:
    """The death that an exit code tells of: a signal (negative) or a code."""
    if exit_code is None or exit_code >= 0:
        return Death(READING_CRASHED, f"code {exit_code}")
    if exit_code == -getattr(signal, "SIGXCPU", 0):
        return TIMED_OUT
    return Death(READING_CRASHED, signal.Signals(-exit_code).name)


def finding_of(death: Death, name: str, settings: ExtractSettings) -> Finding:
    """The finding that tells people how the reading of `name` ended."""
    return death.kind.at(
        Place(file=name),
        name=name,
        detail=death.detail,
        seconds=settings.cpu_seconds,
        memory_mb=settings.memory_mb,
        text_mb=settings.text_mb,
    )


def without_reading(job: Job, media_type: str, death: Death, settings: ExtractSettings) -> Extraction:
    """The extraction of a file whose reading ended badly."""
    finding = finding_of(death, job.name, settings)
    return Extraction(sha256=job.sha256, media_type=media_type, read=False, made_by=MADE_BY, findings=(finding,))


class Watch:
    """Looks at a process from outside, where the kernel does not hold its limits."""

    def __init__(self, pid: int, memory_mb: int) -> None:
        self._process = _process(pid)
        self._memory = memory_mb << 20
        self._cpu_before = 0.0

    def begin(self) -> None:
        """A new document: what was used before does not count."""
        self._cpu_before = self._cpu()

    def excess(self, seconds: float) -> Death | None:
        """The death that is due, if the process used more memory, or more than `seconds` of CPU time, than it may."""
        if self._process is None:
            return None
        try:
            if self._process.memory_info().rss > self._memory:
                return OUT_OF_MEMORY
            if self._cpu() - self._cpu_before > seconds:
                return TIMED_OUT
        except psutil.NoSuchProcess:  # it just ended; its pipe will say so
            pass
        return None

    def _cpu(self) -> float:
        try:
            times = self._process.cpu_times() if self._process else None
        except psutil.NoSuchProcess:
            return 0.0
        return float(times.user + times.system) if times else 0.0


def _process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.NoSuchProcess:  # it ended at once; its pipe will say so
        return None
