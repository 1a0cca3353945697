"""A PostgreSQL server with PostGIS of the tests' own: in a temporary folder, on a free loopback port, gone afterwards."""

from __future__ import annotations

import getpass
import os
import pwd
import re
import select
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from tools.running_app import HOST, STARTS, free_port

PLACES = (Path("/usr/lib/postgresql"), Path("/usr/local/pgsql"), Path("/opt/homebrew/opt"))
KEEPER, READER = "keeper", "reader"
# Marks that mean something in an address: a careless way of hiding a password shows a part of it.
PASSWORDS = {KEEPER: "pub/li@sh:s3cret", READER: "re?ad#s3cret"}
LONGEST_COMMAND = 180
QUICK = {"fsync": "off", "full_page_writes": "off", "max_connections": "30", "shared_buffers": "32MB"}


class ServerError(RuntimeError):
    """PostgreSQL is missing, or one of its commands failed; the message says what it wrote."""


def commands() -> Path:
    """The folder of the server's commands: the newest version installed."""
    found = [folder for place in PLACES for folder in place.glob("*/bin") if (folder / "initdb").exists()]
    if not found and (on_path := shutil.which("initdb")):
        found = [Path(on_path).resolve().parent]
    if not found:
        msg = "PostgreSQL is not installed (Debian: postgresql, postgresql-postgis); tools/ensure_test_tools.sh does it."
        raise ServerError(msg)
    return max(found, key=lambda folder: [int(part) for part in re.findall(r"\d+", str(folder))])


def quoted(text: str) -> str:
    return "".join(character if character.isalnum() else f"%{ord(character):02X}" for character in text)


@dataclass
class Server:
    """A cluster that can be stopped, killed and started again, with as many databases as are asked for."""

    folder: Path
    port: int
    databases: list[str] = field(default_factory=list)

    def command(self, name: str, *arguments: str) -> None:
        """Run one of the server's commands as the user who owns the cluster: never as root, which they refuse."""
        owner = {"user": OWNER, "group": pwd.getpwnam(OWNER).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        log = self.folder / "commands.log"
        with log.open("ab") as written:
            # Its own output file: a server that is started keeps what it was given, and a pipe would never end.
            done = subprocess.run(
                [str(commands() / name), *arguments], stdout=written, stderr=written, cwd=self.folder, check=False,
                timeout=LONGEST_COMMAND, **owner,
            )  # fmt: skip
        if done.returncode:
            raise ServerError(log.read_text("utf-8", errors="replace"))

    def start(self) -> None:
        port, log = f"-p {self.port}", str(self.folder / "server.log")
        self.command("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", log, "-o", port)

    def start_at_a_free_port(self) -> None:
        """Start it for the first time: at another port where somebody took the one found before it was used."""
        for left in reversed(range(STARTS)):
            try:
                self.start()
            except ServerError:
                if not left or "already in use" not in (self.folder / "server.log").read_text("utf-8", errors="replace"):
                    raise
                self.port = free_port()
            else:
                return

    def stop(self, mode: str = "immediate") -> None:
        self.command("pg_ctl", "stop", "-w", "-m", mode, "-D", str(self.folder / "data"))

    def superuser(self, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), port=self.port, user=OWNER, dbname=database, autocommit=True)

    def url(self, database: str, role: str = READER, port: int | None = None) -> str:
        return f"postgresql://{role}:{quoted(PASSWORDS[role])}@{HOST}:{port or self.port}/{database}"

    def new_database(self, *, postgis: bool = True) -> str:
        name = f"tables_{len(self.databases)}"
        self.databases.append(name)
        with self.superuser() as connection:
            connection.execute(
                SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(*map(Identifier, (name, KEEPER)))
            )
        if postgis:
            with self.superuser(name) as connection:
                connection.execute("CREATE EXTENSION postgis")
        return name

    def cut_off(self, database: str) -> None:
        """End every connection to a database, as an administrator may."""
        with self.superuser() as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])


OWNER = "postgres" if os.geteuid() == 0 else getpass.getuser()


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="tables-"))
    server = Server(folder, free_port())
    try:
        folder.chmod(0o755)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        server.command(
            "initdb", "-D", str(data), "-U", OWNER, "-E", "UTF8", "--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256"
        )
        settings = {**QUICK, "listen_addresses": f"'{HOST}'", "unix_socket_directories": f"'{folder}'"}
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        server.start_at_a_free_port()
        with server.superuser() as connection:
            for role, password in PASSWORDS.items():
                connection.execute(SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(role), Literal(password)))
        yield server
    finally:
        with suppress(ServerError):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class SlowLine:
    """A way to a server that can be made to swallow everything: connections stay open, and nothing comes back."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.swallows = threading.Event()
        self._ended = threading.Event()
        self._listening = socket.create_server((HOST, 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._ended.set()
        self._listening.close()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                caller, _ = self._listening.accept()
                server = socket.create_connection((HOST, self._to))
            except OSError:
                continue
            threading.Thread(target=self._carry, args=(caller, server), daemon=True).start()

    def _carry(self, caller: socket.socket, server: socket.socket) -> None:
        other = {caller: server, server: caller}
        with caller, server, suppress(OSError):
            while not self._ended.is_set():
                for ready in select.select([caller, server], [], [], 0.05)[0]:
                    part = ready.recv(65536)
                    if not part:
                        return
                    if not self.swallows.is_set():
                        other[ready].sendall(part)
