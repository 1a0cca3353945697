"""Starting pages as they are started in earnest, each in a process of its own on a free port of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.plain_page import write_site
from benchmarks.subjects import Subject
from tools.running_app import HOST, free_port

ROOT = Path(__file__).resolve().parents[1]
START_TIME = 180.0
BETWEEN_LOOKS = 0.01
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Server:
    """A page being served.

    Parameters
    ----------
    subject : Subject
        The page.
    port : int
        Where it listens.
    process : psutil.Process
        Its process.
    log : pathlib.Path
        What it writes.
    began : float
        When the process was started, by `time.perf_counter`.
    answered : float
        How many seconds later it first answered.
    """

    subject: Subject
    port: int
    process: psutil.Process
    log: Path
    began: float
    answered: float

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"http://{HOST}:{self.port}"

    def written(self) -> str:
        """Give what it wrote so far, which tells why it does not do what it should."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def busy(self) -> float:
        """Processor time it has used so far, in seconds: what a rerun costs, whatever else the machine does."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Memory of its own that the process holds, in MiB."""
        return float(self.process.memory_full_info().uss) / MEBIBYTE


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=START_TIME) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _command(subject: Subject, port: int, site: Path, options: Sequence[str]) -> list[str]:
    python = [sys.executable, *options, "-m"]
    if subject.static:
        return [*python, "http.server", str(port), "--bind", HOST, "--directory", str(site)]
    return [*python, "streamlit", "run", subject.script, "--server.port", str(port), "--server.address", HOST]


@contextmanager
def serving(subject: Subject, folder: Path, options: Sequence[str] = ()) -> Iterator[Server]:
    """Serve a page on the tables of a folder until the block ends.

    Parameters
    ----------
    subject : Subject
        The page.
    folder : pathlib.Path
        The tables.
    options : Sequence of str
        Options of Python itself.

    Raises
    ------
    RuntimeError
        If it does not answer within `START_TIME` seconds: holds what it wrote.
    """
    port = free_port()
    sign_of_life = f"http://{HOST}:{port}/{subject.page if subject.static else '_stcore/health'}"
    environment = {**os.environ, "DATA_URL": str(folder)}
    with tempfile.NamedTemporaryFile() as log, tempfile.TemporaryDirectory() as site:
        if subject.static:
            write_site(folder, Path(site))
        began = time.perf_counter()
        command = _command(subject, port, Path(site), options)
        process = psutil.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            while not _answers(sign_of_life):
                if process.poll() is not None or time.perf_counter() - began > START_TIME:
                    written = Path(log.name).read_text(encoding="utf-8", errors="replace")
                    msg = f"{subject.script} does not answer on port {port}:\n{written}"
                    raise RuntimeError(msg)
                time.sleep(BETWEEN_LOOKS)
            yield Server(subject, port, process, Path(log.name), began, time.perf_counter() - began)
        finally:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
            process.wait()


@contextmanager
def serving_all(subjects: Iterable[Subject], folder: Path) -> Iterator[list[Server]]:
    """Serve several pages at the same time, so that they can be measured in turns."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving(subject, folder)) for subject in subjects]
