"""GeoPackage (OGC 12-128): layers of points and plain tables, read from memory with SQLite alone.

The file is a database somebody else wrote: only ordinary tables are read, no view, trigger, virtual table or computed column of it
comes into play, no value may be larger than a cell, and a clock ends whatever takes too long.
"""

from __future__ import annotations

import contextlib
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import shapely
from shapely.errors import ShapelyError

from geo.intake.features import cell_text, grid, point
from geo.intake.limits import limits
from geo.intake.model import Grid, Notice, Point, Refused

MARK = b"SQLite format 3\x00"
KIND = "GeoPackage"
WGS84 = 4326
# What GeoPackage calls tables with and without geometry.
READ = ("features", "attributes")
SECONDS = 10.0
STEPS = 20_000
MAGIC = b"GP"
HEADER = 8
ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
LARGEST_VALUE = 1 << 20


def read(file: str, content: bytes) -> tuple[list[Grid], list[Notice]]:
    """Read every layer and table of a GeoPackage.

    Parameters
    ----------
    file : str
        Its name.
    content : bytes
        The whole database.

    Returns
    -------
    list of Grid
        A row a feature, a grid a layer.
    list of Notice
        What was left out.

    Raises
    ------
    Refused
        If it is damaged, in another reference system, holds no ordinary table, or more than is read.
    """
    try:
        with _opened(content) as base:
            return _layers(file, base)
    except sqlite3.OperationalError as error:
        raise Refused(code="took-too-long" if "interrupted" in str(error) else "damaged", kind=KIND) from error
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        raise Refused(code="damaged", kind=KIND) from error


@contextmanager
def _opened(content: bytes) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(":memory:")) as base:
        # A file that was closed while it kept a journal beside it says so in two bytes, and would not open without it.
        base.deserialize(content[:18] + b"\x01\x01" + content[20:])
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        base.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        base.execute("PRAGMA trusted_schema=OFF")
        base.execute("PRAGMA query_only=ON")
        base.execute("PRAGMA cell_size_check=ON")
        until = time.monotonic() + SECONDS
        base.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        base.set_authorizer(_allow)
        base.text_factory = _text
        yield base


def _allow(action: int, first: str | None, _second: str | None, _base: str | None, inner: str | None) -> int:
    # Whatever a trigger or view of the file asks for names it as `inner`.
    wanted = action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ} or (
        action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo"
    )  # fmt: skip
    return sqlite3.SQLITE_OK if wanted and inner is None else sqlite3.SQLITE_DENY


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")


def _layers(file: str, base: sqlite3.Connection) -> tuple[list[Grid], list[Notice]]:
    ordinary = {
        name for name, sql in base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if isinstance(sql, str) and not sql.upper().lstrip().startswith("CREATE VIRTUAL")
    }  # fmt: skip
    contents = [
        (name, kind)
        for name, kind in base.execute("SELECT table_name, data_type FROM gpkg_contents")
        if isinstance(name, str) and kind in READ and name in ordinary
    ]
    if not contents:
        raise Refused(code="no-layer")
    if len(contents) > limits().sheets:
        raise Refused(code="too-many-sheets", limit=limits().sheets)
    geometries: dict[str, tuple[str, int]] = {}
    if "gpkg_geometry_columns" in ordinary:
        found = base.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns")
        geometries = {name: (column, system) for name, column, system in found}
    grids: list[Grid] = []
    notices: list[Notice] = []
    for name, _ in contents:
        column, system = geometries.get(name, ("", WGS84))
        if system != WGS84:
            raise Refused(code="other-crs", found=f"{name}: {_system(base, system, ordinary)}")
        made, told = _layer(file, base, name, column, alone=len(contents) == 1)
        grids.append(made)
        notices += told
    return grids, notices


def _system(base: sqlite3.Connection, system: Any, ordinary: set[str]) -> str:  # noqa: ANN401  # whatever the file holds
    if "gpkg_spatial_ref_sys" in ordinary:
        asked = "SELECT organization, organization_coordsys_id, srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
        for organisation, number, name in base.execute(asked, (system,)):
            return f"{organisation}:{number} ({name})"
    return f"srs_id {system}"


def _layer(file: str, base: sqlite3.Connection, name: str, geometry: str, *, alone: bool) -> tuple[Grid, list[Notice]]:
    described = base.execute(f"PRAGMA table_xinfo({_quoted(name)})").fetchall()
    # The row number GeoPackage asks for, and computed columns, are nothing the keeper wrote.
    columns = [
        str(column)
        for _, column, kind, _, _, key, hidden in described
        if not hidden and column != geometry and not (key and str(kind).upper() == "INTEGER")
    ]
    if len(columns) > limits().columns:
        raise Refused(code="too-many-columns", limit=limits().columns)
    if not columns and not geometry:
        raise Refused(code="no-rows")
    booleans = {str(column) for _, column, kind, *_ in described if str(kind).upper() == "BOOLEAN"}
    asked = ", ".join(_quoted(column) for column in ([geometry] if geometry else []) + columns)
    rows: list[list[str]] = []
    points: list[Point | None] = []
    shapes = 0
    for record in base.execute(f"SELECT {asked} FROM {_quoted(name)} LIMIT {limits().rows + 1}"):  # noqa: S608 - quoted names
        values = list(record)
        found, other = _point(values.pop(0)) if geometry else (None, False)
        points.append(found)
        shapes += other
        rows.append([_value(value, column in booleans, column) for column, value in zip(columns, values, strict=True)])
    return grid(file, "" if alone else name, "gpkg", columns, rows, points, shapes)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _value(value: Any, boolean: bool, column: str) -> str:  # noqa: ANN401  # whatever a cell holds
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    if boolean and value in {0, 1}:
        return cell_text(bool(value))
    return cell_text(value, column)


def _point(blob: Any) -> tuple[Point | None, bool]:  # noqa: ANN401  # whatever a cell holds
    """Read a GeoPackage geometry: its point, and whether it is a shape of another kind."""
    if not isinstance(blob, bytes) or len(blob) < HEADER or not blob.startswith(MAGIC):
        return None, blob is not None
    flags = blob[3]
    (system,) = struct.unpack("<i" if flags & 1 else ">i", blob[4:8])
    if system not in {WGS84, 0, -1}:
        raise Refused(code="other-crs", found=f"srs_id {system}")
    envelope = ENVELOPE.get(flags >> 1 & 7)
    if envelope is None:
        return None, True
    try:
        shape = shapely.from_wkb(blob[HEADER + envelope :])
    except (ShapelyError, ValueError):
        return None, True
    if shape is None or shape.is_empty:
        return None, False
    return (point((shape.x, shape.y)), False) if shape.geom_type == "Point" else (None, True)
