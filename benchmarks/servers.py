"""Starting pages as they are started in earnest, each in a process of its own on a free port of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.subjects import Subject
from tools.running_app import HOST, free_port

ROOT = Path(__file__).resolve().parents[1]
START_TIME = 60.0
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Server:
    """A page being served."""

    subject: Subject
    port: int
    process: psutil.Popen
    log: Path

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


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def serving(subject: Subject, folder: Path) -> Iterator[Server]:
    """Serve a page on the tables of a folder until the block ends.

    Raises
    ------
    RuntimeError
        If it does not answer within `START_TIME` seconds: holds what it wrote.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", subject.script, "--server.port", str(port), "--server.address", HOST]
    environment = {**os.environ, "DATA_URL": str(folder)}
    with tempfile.NamedTemporaryFile() as log:
        process = psutil.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        server = Server(subject, port, process, Path(log.name))
        try:
            deadline = time.monotonic() + START_TIME
            while not _healthy(server.address):
                if process.poll() is not None or time.monotonic() > deadline:
                    msg = f"{subject.script} does not answer on port {port}:\n{server.written()}"
                    raise RuntimeError(msg)
                time.sleep(0.05)
            yield server
        finally:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
            process.wait()


@contextmanager
def serving_all(subjects: tuple[Subject, ...], folder: Path) -> Iterator[list[Server]]:
    """Serve several pages at the same time, so that they can be measured in turns."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving(subject, folder)) for subject in subjects]
