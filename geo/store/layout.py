"""How a version of the tables lies in PostgreSQL: one schema a version, one table a file, and views of the version shown.

What a file says stands once, as text, cell by cell. Numbers, truths and points beside it are generated columns: PostgreSQL
computes them from that text, so that what a GIS shows and what the dashboard reads cannot differ.
"""

from __future__ import annotations

from psycopg import sql
from psycopg.sql import SQL, Composed, Identifier, Literal

from geo.programme import POINTS
from geo.schema.validation import columns, types

# Bookkeeping, and the views of the version shown; versions stand in schemas named after it.
SCHEMA = "city_map"
VERSIONS, SHOWN = "data_versions", "data_shown"
LINE, POINT = "line", "geom"
AS_WRITTEN = "_as_written"
KINDS = {"Int64": "bigint", "float64": "double precision", "bool": "boolean"}


def version_schema(version: str) -> str:
    """Name the schema a version stands in."""
    return f"{SCHEMA}_{version}"


def text_column(table: str, column: str) -> str:
    """Name the column that holds the text of a file's column: its own name, or with `AS_WRITTEN` where it is typed besides."""
    return column if types(table)[column] == "str" else column + AS_WRITTEN


def file_column(name: str) -> str | None:
    """Name the file's column a text column stands for; None for columns that are no part of the file."""
    return None if name in (LINE, POINT) else name.removesuffix(AS_WRITTEN)


def bookkeeping() -> list[SQL | Composed]:
    """Write what makes the bookkeeping where it is not there yet."""
    schema = Identifier(SCHEMA)
    return [
        SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema),
        SQL(
            "CREATE TABLE IF NOT EXISTS {}.{} (version text PRIMARY KEY, digest text NOT NULL,"
            " published_at timestamptz NOT NULL DEFAULT clock_timestamp(), published_by text NOT NULL DEFAULT session_user,"
            " number_of_rows bigint NOT NULL)"
        ).format(schema, Identifier(VERSIONS)),
        SQL(
            "CREATE TABLE IF NOT EXISTS {}.{} (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),"
            " version text NOT NULL REFERENCES {}.{}, since timestamptz NOT NULL)"
        ).format(schema, Identifier(SHOWN), schema, Identifier(VERSIONS)),
    ]


def table(version: str, name: str) -> list[Composed]:
    """Write what makes one table of a version, empty, with its index of points where it has any.

    Parameters
    ----------
    version : str
        Which version.
    name : str
        One of `geo.tables.TABLES`.
    """
    where = Identifier(version_schema(version), name)
    parts = [SQL("{} integer PRIMARY KEY").format(Identifier(LINE))]
    for column, kind in types(name).items():
        text = Identifier(text_column(name, column))
        if kind != "str":
            parts.append(
                SQL("{} {} GENERATED ALWAYS AS ({}) STORED").format(Identifier(column), SQL(KINDS[kind]), _typed(text, kind))
            )
        parts.append(SQL("{} text NOT NULL").format(text))
    made = []
    if name in POINTS:
        lon, lat = (_typed(Identifier(text_column(name, column)), "float64") for column in POINTS[name])
        parts.append(
            SQL("{} geometry(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint({}, {}), 4326)) STORED").format(
                Identifier(POINT), lon, lat
            )
        )
        made.append(SQL("CREATE INDEX ON {} USING gist ({})").format(where, Identifier(POINT)))
    return [SQL("CREATE TABLE {} ({})").format(where, SQL(", ").join(parts)), *made]


def view(version: str, name: str) -> Composed:
    """Write what makes the view of a table of the version shown, as a GIS opens it: typed, without the texts behind."""
    shown = [LINE, *columns(name), *((POINT,) if name in POINTS else ())]
    return SQL("CREATE OR REPLACE VIEW {} AS SELECT {} FROM {}").format(
        Identifier(SCHEMA, name), SQL(", ").join(map(Identifier, shown)), Identifier(version_schema(version), name)
    )


def grants(version: str, reader: str) -> list[Composed]:
    """Write what lets a role read the bookkeeping, the views and a version, and do nothing else."""
    role = Identifier(reader)
    return [
        SQL(form).format(Identifier(schema), role)
        for schema in (SCHEMA, version_schema(version))
        for form in ("GRANT USAGE ON SCHEMA {} TO {}", "GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}")
    ]


def _typed(text: Identifier, kind: str) -> sql.Composable:
    return SQL("NULLIF({}, {})::{}").format(text, Literal(""), SQL(KINDS[kind]))
