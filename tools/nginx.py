"""Real nginx on the configuration of `deploy/`, as a child of whoever starts it, without touching the machine's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.running_app import HOST, ROOT, status_of
from tools.waiting import wait_for

DEPLOY = ROOT / "deploy"
PLACES = "/usr/sbin:/usr/local/sbin"
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
LONGEST_GOODBYE = 20
LONGEST_CHECK = 60


class NginxError(RuntimeError):
    """nginx is missing, or does not take the configuration; the message says what it wrote."""


def executable() -> str:
    """Find nginx.

    Raises
    ------
    NginxError
        If it is not installed.
    """
    found = shutil.which("nginx") or shutil.which("nginx", path=PLACES)
    if not found:
        msg = "nginx is missing: tools/ensure_test_tools.sh installs it."
        raise NginxError(msg)
    return found


def configuration(port: int, ports: Sequence[int], folder: Path) -> Path:
    """Write nginx's configuration: that of `deploy/`, with other ports and paths and nothing else changed.

    Parameters
    ----------
    port : int
        Where nginx listens.
    ports : sequence of int
        Where the processes listen.
    folder : pathlib.Path
        Where all of nginx's files shall be; there are none yet.

    Returns
    -------
    pathlib.Path
        The file nginx is given.

    Raises
    ------
    NginxError
        If the files in `deploy/` no longer say what is to be changed.
    """
    # Only what a Debian has too: what is below, nginx must make itself.
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
        "/var/cache/": f"{folder}/cache/",
        "listen 80;": f"listen {HOST}:{port};",
    }
    texts = {path.name: path.read_text("utf-8") for path in (DEPLOY / "nginx/city-map.conf", *own.glob("*.conf"))}
    missing = [part for part in changes if not any(part in text for text in texts.values())]
    if missing:
        msg = f"{DEPLOY / 'nginx'} holds no {' and no '.join(missing)}, which is changed where nginx is not the machine's own."
        raise NginxError(msg)
    for name, text in texts.items():
        for part, instead in changes.items():
            text = text.replace(part, instead)
        (own / name).write_text(text, "utf-8")
    paths = "".join(f"{kind}_temp_path {folder}/temp/{kind};\n" for kind in KINDS)
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


@contextmanager
def proxy(port: int, ports: Sequence[int], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run nginx before processes until the block ends; parameters as of `configuration`.

    Yields
    ------
    subprocess.Popen
        Its master, once it answers.

    Raises
    ------
    NginxError
        If it takes the configuration not, or only with a warning, or ends instead of answering.
    tools.waiting.InVainError
        If it does not answer.
    """
    command = [executable(), "-p", str(folder), "-c", str(configuration(port, ports, folder))]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False, timeout=LONGEST_CHECK)
    if checked.returncode or "[warn]" in checked.stderr:
        raise NginxError(checked.stderr)
    written = folder / "nginx.err"
    with written.open("wb") as errors:
        process = subprocess.Popen(command, stderr=errors)

    def answers() -> bool:
        if process.poll() is not None:
            raise NginxError(written.read_text("utf-8", "replace"))
        return status_of(f"http://{HOST}:{port}/nowhere") is not None

    try:
        wait_for(answers, "nginx answers")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(LONGEST_GOODBYE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
