"""Reading a version out of PostgreSQL: the text of every cell, through the same reading as a folder's files."""

from __future__ import annotations

import pandas as pd
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from geo.export.data_folder import to_csv
from geo.faults import Fault
from geo.store import layout
from geo.store.connection import Connection
from geo.tables import LARGEST_FILE, MEBIBYTE, MOST_ROWS, TABLES, Reading, file_name, read_contents

TEXT_COLUMNS = SQL(
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s AND is_generated = 'NEVER'"
    " ORDER BY table_name, ordinal_position"
)


def read_version(connection: Connection, version: str) -> Reading:
    """Read all tables of a version.

    Parameters
    ----------
    connection : psycopg.Connection
        In a transaction that sees one state of the database.
    version : str
        Which one.

    Returns
    -------
    geo.tables.Reading
        As `geo.tables.read_contents` gives it for the same tables as files: with faults where a table or a column is missing
        that this program knows, as after an update; lines are counted as in those files.
    """
    schema = layout.version_schema(version)
    found: dict[str, dict[str, str]] = {}
    with connection.cursor(row_factory=tuple_row) as cursor:
        for table, column in cursor.execute(TEXT_COLUMNS, [schema]):
            if name := layout.file_column(column):
                found.setdefault(table, {})[name] = column
    contents: dict[str, bytes | Fault] = {}
    for table in TABLES:
        if named := found.get(table):
            content = to_csv(_cells(connection, schema, table, named))
            contents[file_name(table)] = content if len(content) <= LARGEST_FILE else _too_large(table)
    return read_contents(contents)


def digest_of(tables: dict[str, pd.DataFrame]) -> str:
    """Compute the digest a version is known by, from text tables: that of the files as this program writes them.

    Quotation marks, line ends and a byte order mark that a folder's own files may have make no other version.
    """
    return read_contents({file_name(table): to_csv(tables[table]) for table in TABLES}).digest


def _cells(connection: Connection, schema: str, table: str, named: dict[str, str]) -> pd.DataFrame:
    columns = SQL(", ").join(map(Identifier, named.values()))
    # One more than is allowed, so that reading finds that there are more.
    question = SQL("SELECT {} FROM {} ORDER BY {} LIMIT {}").format(
        columns, Identifier(schema, table), Identifier(layout.LINE), MOST_ROWS + 1
    )
    with connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute(question).fetchall()
    return pd.DataFrame(rows, columns=list(named), dtype="str")


def _too_large(table: str) -> Fault:
    return Fault(file_name(table), None, "", "", "file-too-large", (("limit", str(LARGEST_FILE // MEBIBYTE)),))
