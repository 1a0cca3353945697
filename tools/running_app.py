"""The real app as a process of its own, for whoever looks at it through a browser: tests and screenshots."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from geo.tables import DATA_VARIABLE

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
# Faulty tables make this answer 503: the app stands all the same, and says on its pages what is wrong.
SIGN_OF_LIFE = "/api/v1/health"
PATIENCE = 90.0
BETWEEN_LOOKS = 0.1
LONGEST_ANSWER = 20.0
STARTS = 3


class AppDidNotStartError(RuntimeError):
    """The app ended, or did not answer in time; the message holds what it wrote."""


@dataclass(frozen=True)
class RunningApp:
    """A running app.

    Parameters
    ----------
    address : str
        Its origin, such as ``http://127.0.0.1:40123``, without a slash at the end.
    log : pathlib.Path
        The file it writes to.
    """

    address: str
    log: Path

    def written(self) -> str:
        """Give all it has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str) -> bytes:
        """Fetch what it serves at a path."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310 - its own address
            body: bytes = answer.read()
        return body


def free_port() -> int:
    """Find a port nobody listens on; somebody else may still take it before it is used."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def status_of(address: str) -> int | None:
    """Ask an address of this machine for its status; None where nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=LONGEST_ANSWER) as answer:  # noqa: S310 - given by whoever started it
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except (OSError, http.client.HTTPException):
        return None


@contextmanager
def running_app(log: Path, data: Path | str | None = None, port: int | None = None) -> Iterator[RunningApp]:
    """Run the app on a free port, as `streamlit run app.py` does, until the block ends.

    Parameters
    ----------
    log : pathlib.Path
        Where it writes to.
    data : pathlib.Path or str, optional
        The folder, or the address of the database, its tables are read from; the project's own where not given.
    port : int, optional
        Where it listens; a free port where not given.

    Yields
    ------
    RunningApp
        Once it answers.

    Raises
    ------
    AppDidNotStartError
        If it never does.
    """
    for attempt in range(STARTS):
        at = port or free_port()
        process = _start(at, log, data)
        app = RunningApp(f"http://{HOST}:{at}", log)
        if _answers(app, process):
            break
        _end(process)
        if "already in use" not in app.written() or attempt + 1 == STARTS:
            msg = f"The app at port {at} does not answer {SIGN_OF_LIFE}. It wrote:\n{app.written()}"
            raise AppDidNotStartError(msg)
    try:
        yield app
    finally:
        _end(process)


def _start(port: int, log: Path, data: Path | str | None) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != DATA_VARIABLE}
    if data is not None:
        environment[DATA_VARIABLE] = str(data)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", HOST, "--server.port", str(port)]
    with log.open("wb") as file:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT)


def _answers(app: RunningApp, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if status_of(app.address + SIGN_OF_LIFE) is not None:
            return True
        try:
            process.wait(BETWEEN_LOOKS)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
