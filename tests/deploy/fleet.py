"""The app as `deploy/` runs it: real nginx on its own configuration, with real processes behind it, all children of the tests."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.running_app import HOST, RunningApp, free_port

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HEALTH = "/api/v1/health"
PATIENCE = 90.0
BETWEEN_LOOKS = 0.05


def until(found: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + patience
    while not found():
        assert time.monotonic() < deadline, f"In vain: {what}"
        time.sleep(BETWEEN_LOOKS)


@dataclass
class Process:
    """One process of the app, which can be ended and started again."""

    port: int
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.port}.log"

    @property
    def command(self) -> list[str]:
        asked = ["--server.address", HOST, "--server.port", str(self.port), *self.options]
        return [sys.executable, "-m", "streamlit", "run", "app.py", *asked]

    @property
    def surroundings(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def start(self) -> None:
        with self.log.open("ab") as file:
            self.running = subprocess.Popen(self.command, cwd=ROOT, env=self.surroundings, stdout=file, stderr=subprocess.STDOUT)

    def ready(self, *, healthy: bool = True) -> None:
        def answers() -> bool:
            status = asked(self.address + HEALTH)
            return status == 200 if healthy else status is not None

        try:
            until(answers, f"{self.address} answers")
        except AssertionError as vain:
            vain.add_note(f"It wrote:\n{self.written()}")
            raise

    def written(self) -> str:
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.running is None:
            return
        self.running.send_signal(how)
        try:
            self.running.wait(20)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
        self.running = None


def asked(address: str) -> int | None:
    """Ask an address; None where nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except (OSError, http.client.HTTPException):
        return None


@dataclass
class Fleet:
    """Processes behind nginx."""

    port: int
    processes: list[Process]
    folder: Path

    @property
    def app(self) -> RunningApp:
        """What a visitor sees of all of them."""
        return RunningApp(f"http://{HOST}:{self.port}", self.folder / "log/city-map-error.log")

    def at(self, port: str | int) -> Process:
        return next(process for process in self.processes if process.port == int(port))

    @property
    def log(self) -> str:
        return (self.folder / "log/city-map.log").read_text("utf-8")


def configuration(port: int, ports: list[int], folder: Path) -> Path:
    """Write nginx's configuration: that of `deploy/`, with other ports and paths and nothing else changed."""
    for name in ("log", "cache", "temp"):
        (folder / name).mkdir(parents=True)
    own = folder / "city-map"
    shutil.copytree(DEPLOY / "nginx/city-map", own)
    processes = [f"{HOST}:{each}" for each in ports]
    written = subprocess.run(["sh", str(DEPLOY / "processes.sh"), *processes], capture_output=True, check=True)  # noqa: S607
    (own / "processes.conf").write_bytes(written.stdout)
    changes = {
        "/etc/nginx/city-map/": f"{own}/",
        "/var/log/nginx/": f"{folder}/log/",
        "/var/cache/nginx/city-map": f"{folder}/cache",
        "listen 80;": f"listen {HOST}:{port};",
    }
    for path in (DEPLOY / "nginx/city-map.conf", *own.glob("*.conf")):
        text = path.read_text("utf-8")
        if path.parent != own:
            assert all(part in text for part in changes)
        for part, instead in changes.items():
            text = text.replace(part, instead)
        (own / path.name).write_text(text, "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {folder}/temp/{kind};\n" for kind in kinds)
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr; worker_processes 2;\n"
        # Whoever starts nginx as root must not find its files out of reach of its workers.
        + ("user root;\n" if os.geteuid() == 0 else "")
        + "events { worker_connections 4096; }\n"
        f"http {{\ntypes {{ text/html html; }}\n{paths}include {own}/city-map.conf;\n}}\n",
        "utf-8",
    )
    return main


def nginx() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    assert found, "nginx is missing: tools/ensure_test_tools.sh installs it."
    return found


@contextmanager
def proxy(port: int, ports: list[int], folder: Path) -> Iterator[None]:
    main = configuration(port, ports, folder)
    checked = subprocess.run([nginx(), "-t", "-p", str(folder), "-c", str(main)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr, checked.stderr
    with (folder / "nginx.err").open("wb") as errors:
        process = subprocess.Popen([nginx(), "-p", str(folder), "-c", str(main)], stderr=errors)
    try:
        until(lambda: asked(f"http://{HOST}:{port}/nowhere") is not None, "nginx answers")
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def fleet(folder: Path, environments: tuple[Mapping[str, str], ...] = ({}, {}, {}), *, healthy: bool = True) -> Iterator[Fleet]:
    """Start a process for each environment, and nginx before them."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        processes = []
        for environment in environments:
            process = Process(free_port(), folder, environment)
            stack.callback(process.end)
            process.start()
            processes.append(process)
        for process in processes:
            process.ready(healthy=healthy)
        port = free_port()
        stack.enter_context(proxy(port, [process.port for process in processes], folder / "nginx"))
        yield Fleet(port, processes, folder / "nginx")
