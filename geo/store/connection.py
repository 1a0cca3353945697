"""Connections to PostgreSQL: bounded in time, and never a word of a password in what goes wrong."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from geo.tables import UnusableDataUrlError, without_secrets

CONNECT_SECONDS = 5
STATEMENT_SECONDS = 60
ASK_SECONDS = 10
READ_SECONDS = 120
PUBLISH_SECONDS = 900
LOCK_SECONDS = 30
SILENCE_SECONDS = 15
APPLICATION = "city-to-city-map"
# A time zone of the server's or of this machine's must not change what is read, nor the form of a text.
SAME_EVERYWHERE = {"TimeZone": "UTC", "DateStyle": "ISO", "extra_float_digits": "1", "lock_timeout": f"{LOCK_SECONDS}s"}
READING = {
    **SAME_EVERYWHERE,
    "default_transaction_read_only": "on",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{2 * STATEMENT_SECONDS}s",
}
HIDDEN = "…"

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Address:
    """The address of a database.

    Parameters
    ----------
    url : str
        ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE?...`` as libpq takes it.

    Raises
    ------
    geo.tables.UnusableDataUrlError
        If it cannot be understood.
    """

    url: str = field(repr=False)

    def __post_init__(self) -> None:
        try:
            given = conninfo_to_dict(self.url)
        except psycopg.Error:
            raise UnusableDataUrlError(self.url) from None
        # A password with a raw "/" or "@" is taken for ports and names, and would be told as such in what goes wrong.
        ports = str(given.get("port") or "0").split(",")
        if not all(port.isdigit() for port in ports) or "@" in f"{given.get('dbname')}{given.get('host')}":
            raise UnusableDataUrlError(self.url)

    @property
    def place(self) -> str:
        """Where it is, without user, password and settings."""
        return without_secrets(self.url).replace(f"{HIDDEN}@", "")

    def conninfo(self, settings: dict[str, str]) -> str:
        """Write the connection string, secrets and all, with limits and with settings of the session.

        Parameters
        ----------
        settings : dict of str to str
            Of PostgreSQL, such as ``statement_timeout``.
        """
        given = conninfo_to_dict(self.url)
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        bounds = {
            "connect_timeout": CONNECT_SECONDS,
            "keepalives_idle": SILENCE_SECONDS,
            "keepalives_interval": CONNECT_SECONDS,
            "keepalives_count": 2,
            "tcp_user_timeout": SILENCE_SECONDS * 1000,
        }
        fixed = {"client_encoding": "utf8", "options": f"{given.pop('options', None) or ''} {options}".strip()}
        return make_conninfo("", **{"application_name": APPLICATION, **bounds, **given, **fixed})

    def told(self, error: BaseException) -> str:
        """Say what went wrong in one line, whatever secret the driver put in."""
        first = str(error).strip().split("\n")[0] or type(error).__name__
        for text in (self.url, *self._secrets()):
            first = first.replace(text, HIDDEN)
        return first

    def _secrets(self) -> list[str]:
        given = conninfo_to_dict(self.url)
        written = self.url.partition("//")[2].rpartition("@")[0].partition(":")[2]
        found = [written, *(str(value) for name, value in given.items() if "password" in name and value)]
        return sorted((text for text in found if text), key=len, reverse=True)


@contextmanager
def bounded(connection: Connection, seconds: float) -> Iterator[None]:
    """Cut a connection off when its server does not answer in time.

    A server that accepts and says nothing, or a network that swallows, would otherwise hold a thread for ever; the limits of
    the server itself only help while it runs.

    Parameters
    ----------
    connection : psycopg.Connection
        In use within the block only.
    seconds : float
        After this, whatever waits for it raises `psycopg.OperationalError`.
    """
    timer = threading.Timer(seconds, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(connection: Connection) -> None:
    with suppress(OSError, psycopg.Error), socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line:
        line.shutdown(socket.SHUT_RDWR)
