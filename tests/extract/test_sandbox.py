"""Whatever a file does to the process that reads it, the run goes on and says what happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from fairwoo.extract import sandbox
from fairwoo.extract.reading import Job
from fairwoo.extract.sandbox import Reader
from fairwoo.settings import ExtractSettings

FAKE = "tests.fakes.readers:behave"
SETTINGS = ExtractSettings(workers=2, cpu_seconds=1, memory_mb=768, text_mb=1, member_mb=1)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel holds these limits on Linux only")


@pytest.fixture
def read(tmp_path):
    """Give deeds; get the extractions by deed."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def run(*deeds, settings=SETTINGS, **options):
        jobs = []
        for number, deed in enumerate(deeds):
            path = tmp_path / f"{number}.fake"
            path.write_text(deed)
            jobs.append(Job(path, deed.partition(" ")[0], str(number), len(deed)))
        with Reader(settings, scratch, reader=FAKE, **options) as reader:
            found = {job.name: extraction for job, extraction in reader.read(jobs)}
            assert len(found) == len({job.name for job in jobs})
        assert not _workers()
        return found

    return run


def _workers():
    """The worker processes of this process that these tests started: children of the fork server."""
    return [one for one in _grandchildren() if one.status() != psutil.STATUS_ZOMBIE and one not in _OTHERS]


def _grandchildren():
    return [grandchild for child in psutil.Process().children() for grandchild in child.children()]


_OTHERS = []


@pytest.fixture(scope="module", autouse=True)
def others():
    """What a site that other tests serve in this process has running, such as the process that draws pages."""
    _OTHERS[:] = _grandchildren()


@pytest.fixture
def patient(monkeypatch):
    """CPU time alone decides: on a machine that does ten things at once four times the CPU time is not enough."""
    monkeypatch.setattr(sandbox, "_WALL_PER_CPU", 60)


def codes(extraction):
    return [finding.code for finding in extraction.findings]


def test_neighbours_of_deaths_are_read(read):
    found = read("abort", "read een", "segfault", "exit", "read twee", "raise")
    assert [page.text for page in found["read"].pages] == ["twee"]
    for name in ("abort", "segfault", "exit", "raise"):
        assert not found[name].read
        assert codes(found[name]) == ["reading-crashed"]
        assert found[name].media_type == "text/x-fake"
        assert found[name].findings[0].place.file == name


ENDS = {
    "abort": "reading-crashed",
    "segfault": "reading-crashed",
    "exit": "reading-crashed",
    "fork-and-die": "reading-crashed",
    "raise": "reading-crashed",
    "spin": "reading-timed-out",
    "spin-in-c": "reading-timed-out",
    "spin-deaf": "reading-timed-out",
    "sleep": "reading-timed-out",
    "sleep-deaf": "reading-timed-out",
    "eat": "reading-out-of-memory",
    "shout": "reading-too-much-output",
}


@ON_LINUX
@pytest.mark.parametrize("deed", ENDS)
def test_contained_within_its_cap(deed, tmp_path):
    """Two seconds after the cap at the latest it is over, with the neighbours read and nothing left running."""
    seconds = 1.0 if deed == "eat" else 0.5  # filling 768 MB takes a while
    settings = SETTINGS.model_copy(update={"cpu_seconds": seconds})
    deeds = ("read een", f"{deed} 20000000", "read twee", "read drie")
    jobs = []
    for number, one in enumerate(deeds):
        path = tmp_path / f"{number}.fake"
        path.write_text(one)
        jobs.append(Job(path, str(number), str(number), len(one)))
    with Reader(settings, tmp_path, reader=FAKE) as reader:
        list(reader.read([jobs[0], jobs[2]]))  # both workers are up: starting them is no part of the cap
        started = time.monotonic()
        found = {job.name: extraction for job, extraction in reader.read(jobs)}
        took = time.monotonic() - started
    assert codes(found.pop("1")) == [ENDS[deed]]
    assert sorted(extraction.pages[0].text for extraction in found.values()) == ["drie", "een", "twee"]
    assert took < seconds * 4 + 2
    assert not _workers()


@ON_LINUX
def test_no_twins(read):
    """Where no program may be started the kernel makes no further process."""
    assert read("fork")["fork"].pages[0].text == "forked"


def test_signal_is_named(read):
    assert "SIGABRT" in read("abort")["abort"].findings[0].message.nl


def test_hang_is_stopped(read):
    settings = SETTINGS.model_copy(update={"cpu_seconds": 0.5})
    started = time.monotonic()
    found = read("sleep", "sleep-deaf", settings=settings)
    assert codes(found["sleep"]) == codes(found["sleep-deaf"]) == ["reading-timed-out"]
    assert time.monotonic() - started < 0.5 * 4 + 3  # four times its CPU time


def test_an_answer_is_not_late_because_it_was_not_fetched(tmp_path):
    """The deadline passes while the caller is busy with another result."""
    jobs = []
    for deed in ("read snel", "nap 0.5"):
        path = tmp_path / deed.partition(" ")[0]
        path.write_text(deed)
        jobs.append(Job(path, path.name, path.name, 1))
    found = {}
    with Reader(SETTINGS.model_copy(update={"cpu_seconds": 0.4}), tmp_path, reader=FAKE) as reader:
        for job, extraction in reader.read(jobs):
            found[job.name] = extraction.read
            time.sleep(2.5)
    assert found == {"read": True, "nap": True}


def test_spin_is_stopped(read):
    assert codes(read("spin")["spin"]) == ["reading-timed-out"]


@ON_LINUX
@pytest.mark.usefixtures("patient")
def test_memory_is_held(read):
    found = read("eat", "eat-and-die")
    assert codes(found["eat"]) == ["reading-out-of-memory"]
    assert codes(found["eat-and-die"]) == ["reading-crashed"]
    assert "768 MB" in found["eat"].findings[0].message.nl


def test_watched_from_outside(read):
    """As on Windows and macOS: the kernel holds nothing, the supervisor looks."""
    found = read("spin", "eat-slowly", settings=SETTINGS.model_copy(update={"memory_mb": 400}), watch=True)
    assert codes(found["spin"]) == ["reading-timed-out"]
    assert codes(found["eat-slowly"]) == ["reading-out-of-memory"]


def test_second_way(read):
    found = read("abort-once", "abort-twice")
    assert found["abort-once"].pages[0].text == "another way"
    assert codes(found["abort-twice"]) == ["reading-crashed"]


def test_too_much_output(read):
    found = read("shout 20000000")
    assert codes(found["shout"]) == ["reading-too-much-output"]


@ON_LINUX
@pytest.mark.usefixtures("patient")
def test_pages_earn_time(read):
    settings = SETTINGS.model_copy(update={"cpu_seconds": 1, "cpu_seconds_per_page": 0.5})
    assert read("step 10", settings=settings)["step"].read


@ON_LINUX
def test_pages_earn_no_more_than_agreed(read):
    settings = SETTINGS.model_copy(update={"cpu_seconds": 1, "cpu_seconds_per_page": 0.05})
    assert codes(read("step 60", settings=settings)["step"]) == ["reading-timed-out"]


def test_reader_may_not(read, tmp_path):
    outside = tmp_path / "outside"
    found = read(f"forbidden {outside}")
    assert found["forbidden"].pages[0].text == ""
    assert not outside.exists()
    assert (tmp_path / "0.fake").exists()
    assert (tmp_path / "scratch" / "inside").read_text() == "inside"


@ON_LINUX
def test_files_are_held(read):
    assert not read("grow 3000000")["grow"].read
    assert read("grow 1000")["grow"].read


def test_silence(read, capfd):
    assert read("print")["print"].pages[0].text == "quiet"
    assert capfd.readouterr() == ("", "")


def test_fifty_files_a_worker(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = tmp_path / "pid.fake"
    path.write_text("pid")
    jobs = [Job(path, str(number), str(number), 3) for number in range(101)]
    with Reader(SETTINGS.model_copy(update={"workers": 1}), scratch, reader=FAKE) as reader:
        pids = [extraction.pages[0].text for _, extraction in reader.read(jobs)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [50, 50, 1]


def test_nothing_to_read_starts_nothing(tmp_path):
    with Reader(SETTINGS, tmp_path, reader=FAKE) as reader:
        assert list(reader.read([])) == []
        assert not _workers()


def test_closed_generator_leaves_no_process(tmp_path):
    path, quick = tmp_path / "sleep.fake", tmp_path / "read.fake"
    path.write_text("sleep")
    quick.write_text("read snel")
    reader = Reader(SETTINGS, tmp_path, reader=FAKE)
    results = reader.read([Job(quick, "quick", "1", 1), Job(path, "slow", "2", 1)])
    assert next(results).job.name == "quick"
    results.close()
    reader.close()
    assert not _workers()


def test_reader_is_of_use_after_a_closed_generator(tmp_path):
    slow, quick = tmp_path / "sleep.fake", tmp_path / "read.fake"
    slow.write_text("sleep")
    quick.write_text("read snel")
    with Reader(SETTINGS, tmp_path, reader=FAKE) as reader:
        results = reader.read([Job(quick, "a", "1", 1), Job(slow, "b", "2", 1)])
        next(results)
        results.close()
        assert [job.name for job, _ in reader.read([Job(quick, "c", "3", 1)])] == ["c"]


def test_unknown_reader_is_our_mistake(tmp_path):
    path = tmp_path / "x"
    path.write_text("x")
    with (
        Reader(SETTINGS, tmp_path, reader="tests.fakes.readers:absent") as reader,
        pytest.raises(RuntimeError, match="could not start"),
    ):
        list(reader.read([Job(path, "x", "1", 1)]))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killed_parent_leaves_no_worker(tmp_path):
    """The parent is killed in the middle of a file that sleeps; the worker ends by itself."""
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            f"""
            from pathlib import Path
            from fairwoo.extract.reading import Job
            from fairwoo.extract.sandbox import Reader
            from fairwoo.settings import ExtractSettings

            if __name__ == "__main__":
                folder = Path({str(tmp_path)!r})
                (folder / "x").write_text("sleep-with-pid")
                with Reader(ExtractSettings(workers=1), folder, reader={FAKE!r}) as reader:
                    list(reader.read([Job(folder / "x", "x", "1", 1)]))
            """
        )
    )
    root = str(tmp_path.parent)
    parent = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(Path.cwd())}, cwd=root)
    pid = tmp_path / "pid"
    _wait_for(lambda: pid.exists() and pid.read_text().strip())
    worker = psutil.Process(int(pid.read_text()))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    _wait_for(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)


def _wait_for(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)
