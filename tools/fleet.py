"""The app as `deploy/` runs it: real nginx with real processes behind it, all children of the tests or the benchmark."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.nginx import NginxError, proxy
from tools.running_app import HOST, ROOT, SIGN_OF_LIFE, STARTS, RunningApp, free_port, status_of
from tools.waiting import InVainError, wait_for

LONGEST_GOODBYE = 20
# What Streamlit and nginx write where somebody else listens at their port.
TAKEN = re.compile(r"Port \d+ is not available|already in use", re.IGNORECASE)


class ProcessError(RuntimeError):
    """A process of the app ended, or does not answer as it should; the message holds what it wrote."""


@dataclass
class Process:
    """One process of the app, which can be ended and started again.

    Parameters
    ----------
    port : int
        Where it listens.
    folder : pathlib.Path
        Where it writes its log.
    environment : mapping of str to str
        What its environment says beside that of whoever starts it.
    options : tuple of str
        Further options of Streamlit.
    """

    port: int
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Its origin, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """The file it writes to, each time it is started."""
        return self.folder / f"{self.port}.log"

    @property
    def command(self) -> list[str]:
        """What starts it."""
        asked = ["--server.address", HOST, "--server.port", str(self.port), *self.options]
        return [sys.executable, "-m", "streamlit", "run", "app.py", *asked]

    @property
    def surroundings(self) -> dict[str, str]:
        """Its whole environment."""
        return {**os.environ, **self.environment}

    def start(self) -> None:
        """Start it; `ready` waits for it."""
        with self.log.open("ab") as file:
            self.running = subprocess.Popen(self.command, cwd=ROOT, env=self.surroundings, stdout=file, stderr=subprocess.STDOUT)

    def ready(self, *, healthy: bool = True) -> None:
        """Wait until it answers; where `healthy`, until its tables are loaded.

        Raises
        ------
        ProcessError
            If it ends instead, or does not in time.
        """

        def answers() -> bool:
            if self.running is None or self.running.poll() is not None:
                msg = f"The process at {self.address} has ended. It wrote:\n{self.written()}"
                raise ProcessError(msg)
            status = status_of(self.address + SIGN_OF_LIFE)
            return status == 200 if healthy else status is not None

        try:
            wait_for(answers, f"{self.address} answers")
        except InVainError as vain:
            msg = f"{vain}. It wrote:\n{self.written()}"
            raise ProcessError(msg) from vain

    def settle(self, *, healthy: bool = True) -> None:
        """Wait like `ready`, for one just started at a free port; where somebody took that before it, start it at another.

        Raises
        ------
        ProcessError
            If it ends for another reason, or does not answer in time.
        """
        for left in reversed(range(STARTS)):
            try:
                self.ready(healthy=healthy)
            except ProcessError as ended:
                if not left or not TAKEN.search(str(ended)):
                    raise
                self.end()
                self.port = free_port()
                self.start()
            else:
                return

    def written(self) -> str:
        """Give all it has written so far."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, and wait until it is gone."""
        if self.running is None:
            return
        self.running.send_signal(how)
        try:
            self.running.wait(LONGEST_GOODBYE)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
        self.running = None


@dataclass
class Fleet:
    """Processes behind nginx.

    Parameters
    ----------
    port : int
        Where nginx listens.
    processes : list of Process
        The processes.
    folder : pathlib.Path
        Where nginx's files are.
    nginx : subprocess.Popen
        Its master.
    """

    port: int
    processes: list[Process]
    folder: Path
    nginx: subprocess.Popen[bytes]

    @property
    def app(self) -> RunningApp:
        """What a visitor sees of all of them."""
        return RunningApp(f"http://{HOST}:{self.port}", self.folder / "log/city-map-error.log")

    @property
    def pids(self) -> list[int]:
        """The processes' numbers, of those that run."""
        return [process.running.pid for process in self.processes if process.running]

    @property
    def log(self) -> str:
        """What nginx wrote of the requests so far."""
        return (self.folder / "log/city-map.log").read_text("utf-8")

    def at(self, port: str | int) -> Process:
        """Give the process that listens at a port.

        Raises
        ------
        KeyError
            If none does.
        """
        return {process.port: process for process in self.processes}[int(port)]


@contextmanager
def fleet(folder: Path, environments: tuple[Mapping[str, str], ...] = ({}, {}, {}), *, healthy: bool = True) -> Iterator[Fleet]:
    """Start a process for each environment, and nginx before them, until the block ends.

    Parameters
    ----------
    folder : pathlib.Path
        Where logs and nginx's files are kept; made where it is missing.
    environments : tuple of mappings of str to str
        What the environment of each process says beside that of whoever starts it.
    healthy : bool
        Whether to wait until all have their tables; otherwise, until all answer.

    Raises
    ------
    ProcessError, tools.nginx.NginxError, tools.waiting.InVainError
        If a process or nginx cannot be started.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        processes = []
        for environment in environments:
            process = Process(free_port(), folder, environment)
            stack.callback(process.end)
            process.start()
            processes.append(process)
        for process in processes:
            process.settle(healthy=healthy)
        yield _behind_nginx(stack, processes, folder)


def _behind_nginx(stack: ExitStack, processes: list[Process], folder: Path) -> Fleet:
    ports = [process.port for process in processes]
    attempt = 0
    while True:
        attempt += 1
        port, place = free_port(), folder / f"nginx-{attempt}"
        try:
            return Fleet(port, processes, place, stack.enter_context(proxy(port, ports, place)))
        except NginxError as refused:
            if attempt == STARTS or not TAKEN.search(str(refused)):
                raise
