"""Publishing tables in PostgreSQL: all of a version or nothing, and back to an earlier one at any time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import psycopg
from psycopg import errors
from psycopg.rows import class_row, scalar_row
from psycopg.sql import SQL, Identifier

from geo.language import Language, message
from geo.programme import VERSION_LENGTH, assemble
from geo.store import layout
from geo.store.connection import PUBLISH_SECONDS, SAME_EVERYWHERE, Address, Connection, bounded
from geo.store.source import FolderSource
from geo.store.stored import digest_of, read_version
from geo.tables import TABLES

# Whoever publishes holds it: the letters "c2c", so that no other program's lock is meant.
LOCK = 0x633263
NO_SUCH_VERSION = message("There is no version {version}. Published: {allowed}.")
NO_POSTGIS = message("The database has no PostGIS. Let a superuser run in it: CREATE EXTENSION postgis;")
NOT_UTF8 = message("The database is encoded in {found}. Allowed: UTF8.")
NO_ROLE = message("There is no role {role}. Create it first: CREATE ROLE … LOGIN PASSWORD …;")
NOT_THE_SAME = message("What was written to the database does not read back the same. Nothing was published.")
BUSY = message("Somebody else is publishing, or holds the tables. Nothing was changed; try again.")
DEPENDENT = message("Something in the database is built on the views of {schema}, which have to change. Nothing was changed.")
NOTHING_YET = message("nothing yet")


class NotPublishedError(Exception):
    """The database could not be changed, and was not.

    Parameters
    ----------
    text : str
        A message id.
    **parameters : object
        What stands in for names in it.
    """

    def __init__(self, text: str, **parameters: object) -> None:
        self._text, self._parameters = text, parameters
        super().__init__(self.text(Language("en")))

    def text(self, language: Language) -> str:
        """Word it."""
        shown = {name: language.text(value) if value == NOTHING_YET else value for name, value in self._parameters.items()}
        return language.text(self._text, **shown)


@dataclass(frozen=True)
class Published:
    """A version in a database.

    Parameters
    ----------
    version : str
        The beginning of the digest of its tables: the same tables always make the same version.
    published_at : datetime.datetime
        When it was published first, with time zone.
    published_by : str
        By which role.
    number_of_rows : int
        Of all tables together.
    shown : bool
        Whether it is the one shown.
    """

    version: str
    published_at: datetime
    published_by: str
    number_of_rows: int
    shown: bool


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """Connect for publishing: within one transaction, bounded in time.

    Parameters
    ----------
    url : str
        ``postgresql://...`` with a role that may create schemas.

    Yields
    ------
    psycopg.Connection
        Everything is kept where the block ends well, and nothing otherwise.

    Raises
    ------
    psycopg.Error, NotPublishedError
        If it cannot be reached or refuses; word the former by `geo.store.connection.Address.told`.
    """
    with psycopg.connect(Address(url).conninfo(SAME_EVERYWHERE)) as connection, bounded(connection, PUBLISH_SECONDS):
        try:
            yield connection
        except errors.LockNotAvailable:
            raise NotPublishedError(BUSY) from None


def publish(connection: Connection, folder: Path, reader: str = "") -> Published:
    """Load a folder as a version and show it.

    Parameters
    ----------
    connection : psycopg.Connection
        From `opened`.
    folder : pathlib.Path
        With the CSV files.
    reader : str
        A role that may read from now on; who could read earlier versions can read this one anyway.

    Returns
    -------
    Published
        The version; an earlier publication where the same tables were published before.

    Raises
    ------
    geo.faults.FaultyTables
        If the tables break rules, before the database is touched.
    NotPublishedError
        If the database does not fit.
    """
    reading = FolderSource(folder).read().reading
    assemble(reading.tables, reading.digest, reading.faults, reading.incomplete)
    digest = digest_of(reading.tables)
    version = digest[:VERSION_LENGTH]
    _begin(connection)
    _fits(connection)
    readers = _readers(connection, reader)
    for statement in layout.bookkeeping():
        connection.execute(statement)
    if not _is_there(connection, version, digest):
        _load(connection, version, reading.tables)
        if read_version(connection, version).digest != digest:
            raise NotPublishedError(NOT_THE_SAME)
    connection.execute(
        SQL("INSERT INTO {} (version, digest, number_of_rows) VALUES (%s, %s, %s) ON CONFLICT (version) DO NOTHING").format(
            Identifier(layout.SCHEMA, layout.VERSIONS)
        ),
        [version, digest, sum(map(len, reading.tables.values()))],
    )
    _show(connection, version, readers)
    return next(each for each in listed(connection) if each.version == version)


def use(connection: Connection, version: str) -> Published:
    """Show a version that was published before.

    Parameters
    ----------
    connection : psycopg.Connection
        From `opened`.
    version : str
        As `listed` names it.

    Raises
    ------
    NotPublishedError
        If there is none of this name.
    """
    _begin(connection)
    known = {each.version: each for each in listed(connection)}
    if version not in known:
        raise NotPublishedError(NO_SUCH_VERSION, version=version, allowed=", ".join(known) or NOTHING_YET)
    _show(connection, version, _readers(connection))
    return next(each for each in listed(connection) if each.version == version)


def listed(connection: Connection) -> list[Published]:
    """Give all versions, the latest published first."""
    question = SQL(
        "SELECT v.version, v.published_at, v.published_by, v.number_of_rows, s.version IS NOT NULL AS shown"
        " FROM {} v LEFT JOIN {} s USING (version) ORDER BY v.published_at DESC, v.version"
    ).format(Identifier(layout.SCHEMA, layout.VERSIONS), Identifier(layout.SCHEMA, layout.SHOWN))
    try:
        with connection.transaction(), connection.cursor(row_factory=class_row(Published)) as cursor:
            return cursor.execute(question).fetchall()
    except errors.UndefinedTable:
        return []


def _begin(connection: Connection) -> None:
    # Two at once would otherwise meet half-way; it ends with the transaction, however that ends.
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _fits(connection: Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise NotPublishedError(NOT_UTF8, found=encoding)
    with suppress(errors.InsufficientPrivilege, errors.UndefinedFile, errors.FeatureNotSupported), connection.transaction():
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    with connection.cursor(row_factory=scalar_row) as cursor:
        schema = cursor.execute(
            "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'"
        ).fetchone()
    if schema is None:
        raise NotPublishedError(NO_POSTGIS)
    # Nothing of this name elsewhere may stand in for PostGIS' own functions.
    connection.execute(SQL("SET LOCAL search_path = pg_catalog, {}").format(Identifier(schema)))


def _readers(connection: Connection, added: str = "") -> list[str]:
    with connection.cursor(row_factory=scalar_row) as cursor:
        known = cursor.execute(
            "SELECT DISTINCT r.rolname::text FROM pg_namespace n, aclexplode(n.nspacl) a JOIN pg_roles r ON r.oid = a.grantee"
            " WHERE n.nspname = %s AND a.privilege_type = 'USAGE' AND a.grantee <> n.nspowner",
            [layout.SCHEMA],
        ).fetchall()
        if added and cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [added]).fetchone() is None:
            raise NotPublishedError(NO_ROLE, role=added)
    return sorted({*known, *([added] if added else [])})


def _is_there(connection: Connection, version: str, digest: str) -> bool:
    schema = layout.version_schema(version)
    if connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchone() is None:
        return False
    if read_version(connection, version).digest == digest:
        return True
    # Changed by hand: put aside, not thrown away, as what somebody built on its views hangs on it.
    aside = f"{schema}_changed_{datetime.now(UTC):%Y%m%dt%H%M%S%f}"
    connection.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(schema), Identifier(aside)))
    return False


def _load(connection: Connection, version: str, tables: dict[str, pd.DataFrame]) -> None:
    connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(layout.version_schema(version))))
    for name in TABLES:
        for statement in layout.table(version, name):
            connection.execute(statement)
        frame = tables[name]
        columns = [layout.LINE, *(layout.text_column(name, str(column)) for column in frame.columns)]
        into = SQL("COPY {} ({}) FROM STDIN").format(
            Identifier(layout.version_schema(version), name), SQL(", ").join(map(Identifier, columns))
        )
        with connection.cursor() as cursor, cursor.copy(into) as copy:
            for row in frame.itertuples(name=None):
                copy.write_row(row)


def _show(connection: Connection, version: str, readers: list[str]) -> None:
    for name in TABLES:
        try:
            with connection.transaction():
                connection.execute(layout.view(version, name))
        except errors.InvalidTableDefinition:
            # A release that knows other columns published it: such a view can only be made anew.
            _replace(connection, version, name)
    for reader in readers:
        for statement in layout.grants(version, reader):
            connection.execute(statement)
    connection.execute(
        SQL(
            "INSERT INTO {} (version, since) VALUES (%s, clock_timestamp())"
            " ON CONFLICT (only_one) DO UPDATE SET version = excluded.version, since = excluded.since"
        ).format(Identifier(layout.SCHEMA, layout.SHOWN)),
        [version],
    )


def _replace(connection: Connection, version: str, name: str) -> None:
    try:
        connection.execute(SQL("DROP VIEW IF EXISTS {}").format(Identifier(layout.SCHEMA, name)))
    except errors.DependentObjectsStillExist:
        raise NotPublishedError(DEPENDENT, schema=layout.SCHEMA) from None
    connection.execute(layout.view(version, name))
