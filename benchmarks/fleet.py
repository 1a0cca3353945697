"""Our pages as `deploy/` serves them: several processes behind nginx, measured like one server."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from benchmarks.servers import MEBIBYTE, Server
from benchmarks.subjects import OURS
from geo.tables import DATA_VARIABLE
from tools.fleet import Fleet, fleet

PROCESSES = 3


@dataclass(frozen=True)
class FleetServer(Server):
    """Several processes of the app behind nginx; `process` is nginx.

    Parameters
    ----------
    fleet : tools.fleet.Fleet
        The processes.
    """

    fleet: Fleet

    @property
    def doors(self) -> list[Server]:
        """Each process by itself, without nginx before it."""
        return [replace(self, port=process.port) for process in self.fleet.processes]

    def written(self) -> str:
        """Give what the processes wrote so far."""
        return "\n".join(process.written() for process in self.fleet.processes)

    def busy(self) -> float:
        """Processor time all processes of the app have used so far, in seconds."""
        return sum(_busy(process) for process in self._processes())

    def proxy_busy(self) -> float:
        """Processor time nginx has used so far, in seconds."""
        return sum(_busy(process) for process in (self.process, *self.process.children(recursive=True)))

    def memory(self) -> float:
        """Memory of their own that all processes of the app hold, in MiB."""
        return sum(float(process.memory_full_info().uss) for process in self._processes()) / MEBIBYTE

    def _processes(self) -> list[psutil.Process]:
        return [psutil.Process(pid) for pid in self.fleet.pids]


def _busy(process: psutil.Process) -> float:
    # One of nginx's own ends by itself a minute after the start.
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


@contextmanager
def serving_fleet(folder: Path) -> Iterator[FleetServer]:
    """Serve our pages on the tables of a folder by several processes behind nginx until the block ends.

    Raises
    ------
    tools.fleet.ProcessError, tools.nginx.NginxError, tools.waiting.InVainError
        If one of them cannot be started.
    """
    began = time.perf_counter()
    environment = {DATA_VARIABLE: str(folder)}
    with tempfile.TemporaryDirectory() as place, fleet(Path(place), (environment,) * PROCESSES) as started:
        nginx = psutil.Process(started.nginx.pid)
        answered = time.perf_counter() - began
        yield FleetServer(OURS, started.port, nginx, started.app.log, began, answered, started)
