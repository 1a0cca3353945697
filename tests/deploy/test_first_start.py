"""A process that begins before its database is ready is left to wait, and has its tables as soon as they are published."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from postgres_server import KEEPER, OWNER, PASSWORDS, READER, Server, commands, running_server
from psycopg.sql import SQL, Identifier
from shipped import DATA

from geo.current import REFRESH_VARIABLE
from geo.tables import DATA_VARIABLE
from tools.fleet import Process
from tools.nginx import DEPLOY
from tools.running_app import ROOT, SIGN_OF_LIFE, free_port, status_of
from tools.waiting import wait_for

DATABASE = "programme"
LONGEST_COMMAND = 120


def run(*command: str, code: int = 0) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=LONGEST_COMMAND)
    assert done.returncode == code, done.stdout + done.stderr


def as_the_image_leaves_it(server: Server) -> None:
    """A database, and nobody else who may log in."""
    with server.superuser() as connection:
        for role in PASSWORDS:
            connection.execute(SQL("DROP ROLE {}").format(Identifier(role)))
        connection.execute(SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(Identifier(DATABASE)))


def first_start(server: Server, folder: Path) -> None:
    """Do what PostgreSQL's container does once: run the file that is mounted for it."""
    for role, password in PASSWORDS.items():
        (folder / role).write_text(f"{password}\n", "utf-8")
    roles = folder / "roles.sql"
    roles.write_text((DEPLOY / "compose/roles.sql").read_text("utf-8").replace("/run/secrets/", f"{folder}/"), "utf-8")
    at = ("-h", str(server.folder), "-p", str(server.port), "-U", OWNER, "-d", DATABASE)
    run(str(commands() / "psql"), "--no-psqlrc", "-v", "ON_ERROR_STOP=1", *at, "-f", str(roles))


def test_a_process_waits_for_a_database_that_is_made_and_filled_after_it_began(tmp_path: Path) -> None:
    wait, answers = str(DEPLOY / "wait.sh"), "/_stcore/health"
    with running_server() as server:
        as_the_image_leaves_it(server)
        process = Process(free_port(), tmp_path, {DATA_VARIABLE: server.url(DATABASE, READER), REFRESH_VARIABLE: "0.5"})
        try:
            process.start()
            process.settle(healthy=False)
            running = process.running
            # What systemd and Docker ask says that it runs; what asks for tables says that there are none.
            run("sh", wait, str(process.port), "60", answers)
            run("sh", wait, str(process.port), "0", code=1)
            assert status_of(process.address + SIGN_OF_LIFE) == 503
            first_start(server, tmp_path)
            run(sys.executable, "-m", "geo.store", "publish", str(DATA), server.url(DATABASE, KEEPER), "--reader", READER)
            wait_for(lambda: status_of(process.address + SIGN_OF_LIFE) == 200, "the tables are there")
            assert process.running is running
            run("sh", wait, str(process.port), "0")
        finally:
            process.end()
