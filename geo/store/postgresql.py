"""Tables in PostgreSQL as a source: read-only, pooled, bounded in time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import psycopg
from psycopg.sql import SQL, Identifier
from psycopg_pool import ConnectionPool, PoolTimeout

from geo.faults import Fault
from geo.store import layout
from geo.store.connection import ASK_SECONDS, CONNECT_SECONDS, READ_SECONDS, READING, Address, Connection, bounded
from geo.store.source import Found, OutOfReachError, Version
from geo.store.stored import read_version
from geo.tables import UnusableDataUrlError

MOST_CONNECTIONS = 2
NOTHING_YET = "nothing has been published there yet"
SHOWN = SQL("SELECT s.version, s.since, v.digest FROM {} s JOIN {} v USING (version)").format(
    Identifier(layout.SCHEMA, layout.SHOWN), Identifier(layout.SCHEMA, layout.VERSIONS)
)
# It logs every attempt to connect again; what matters is logged once, by whoever asked.
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
Answer = TypeVar("Answer")


class PostgresSource:
    """A database that tables were published in.

    Parameters
    ----------
    url : str
        ``postgresql://...``; a role that may only read is enough.

    Raises
    ------
    geo.tables.UnusableDataUrlError
        If the address cannot be understood.
    """

    near = False
    whole = True

    def __init__(self, url: str) -> None:
        self._address = Address(url)
        try:
            self._conninfo = self._address.conninfo(READING)
        except psycopg.Error:
            raise UnusableDataUrlError(url) from None
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            self._conninfo,
            connection_class=psycopg.Connection,
            min_size=0,
            max_size=MOST_CONNECTIONS,
            timeout=CONNECT_SECONDS + 1,
            reconnect_timeout=CONNECT_SECONDS,
            name="tables",
            configure=_one_moment,
            open=False,
        )
        self._well = False

    @property
    def place(self) -> str:
        """Host and database."""
        return self._address.place

    def version(self) -> Version:
        """See `geo.store.source.Source.version`."""
        return self._asked(ASK_SECONDS, lambda connection: _shown(connection)[0])

    def read(self) -> Found:
        """See `geo.store.source.Source.read`; all tables as of one moment, whatever is published meanwhile."""
        return self._asked(READ_SECONDS, self._read)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close(timeout=1)

    def _read(self, connection: Connection) -> Found:
        version, digest = _shown(connection)
        reading = read_version(connection, str(version.token))
        if reading.digest != digest:
            changed = Fault("", None, "", str(version.token), "version-changed")
            reading = replace(reading, faults=(changed, *reading.faults))
        return Found(version, reading)

    def _asked(self, seconds: float, ask: Callable[[Connection], Answer]) -> Answer:
        well, self._well = self._well, False
        try:
            if not well:
                # The pool would try for seconds and keep to itself why it fails.
                psycopg.connect(self._conninfo).close()
                self._pool.open()
            with self._pool.connection() as connection, bounded(connection, seconds), connection.transaction():
                answer = ask(connection)
        except PoolTimeout:
            raise OutOfReachError(self.place, "no connection in time") from None
        except psycopg.Error as error:
            # A server that was restarted has closed what is in the pool, and is well all the same.
            if well and isinstance(error, psycopg.OperationalError):
                return self._asked(seconds, ask)
            raise OutOfReachError(self.place, self._address.told(error)) from None
        self._well = True
        return answer


def _one_moment(connection: Connection) -> None:
    """Let every transaction see one state of the database, whatever is published meanwhile."""
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ


def _shown(connection: Connection) -> tuple[Version, str]:
    try:
        row = connection.execute(SHOWN).fetchone()
    except psycopg.errors.UndefinedTable:
        row = None
    if row is None:
        raise psycopg.DataError(NOTHING_YET)
    version, since, digest = row
    return Version(str(version), since if isinstance(since, datetime) else datetime.now(UTC)), str(digest)
