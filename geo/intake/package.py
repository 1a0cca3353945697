"""Data packages as zip archives: tables as CSV or other files, with or without a ``datapackage.json`` that names them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from geo.export.package_zip import says_selection
from geo.intake.archive import Archive
from geo.intake.limits import limits
from geo.intake.model import Grid, Notice, Refused
from geo.tables import TABLES

DESCRIPTOR = "datapackage.json"
ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".jar")
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".geojson", ".gpkg")
# Text files that speak of the tables, and the like.
LISTED = 6

ReadMember = Callable[[str, bytes, str], tuple[list[Grid], list[Notice]]]


def read(file: str, archive: Archive, read_member: ReadMember) -> tuple[list[Grid], list[Notice]]:
    """Read every table of an archive.

    Parameters
    ----------
    file : str
        Name of the archive.
    archive : Archive
        Open.
    read_member : callable
        Reads a file, given its name, its bytes and the name of the table where a descriptor says it.

    Returns
    -------
    list of Grid
        The tables.
    list of Notice
        What was repaired, and what is no table.

    Raises
    ------
    Refused
        If it holds another archive, or no table.
    """
    names = archive.names
    if inner := next((name for name in names if name.lower().endswith(ARCHIVES)), None):
        raise Refused(code="nested", part=inner)
    folder, descriptor = _descriptor(archive, names)
    described = _described(folder, descriptor, names)
    tables = [name for name in names if _is_table(name, described)]
    if len(tables) > limits().sheets:
        raise Refused(code="too-many-sheets", limit=limits().sheets)
    grids: list[Grid] = []
    notices: list[Notice] = []
    for name in tables:
        found, told = read_member(f"{file}/{name}", archive.read(name), described.get(name, ""))
        grids += [replace(grid, selected=says_selection(descriptor)) for grid in found]
        notices += told
    if not grids:
        raise Refused(code="no-rows")
    others = [name for name in names if name not in tables and PurePosixPath(name).name != DESCRIPTOR]
    if others:
        shown = ", ".join(others[:LISTED]) + (", …" if len(others) > LISTED else "")
        notices.append(Notice("left-out", file, count=len(others), parameters=(("names", shown),)))
    return grids, notices


def _is_table(name: str, described: dict[str, str]) -> bool:
    path = PurePosixPath(name)
    if name in described:
        return True
    # Folders of hidden files come with archives packed on a Mac.
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in TABLE_ENDINGS and not hidden and not (path.suffix == ".txt" and path.stem not in TABLES)


def _descriptor(archive: Archive, names: list[str]) -> tuple[PurePosixPath, Mapping[str, Any]]:
    """Read the package's description and say in which folder it stands; nothing where there is none that can be read."""
    where = next((name for name in names if PurePosixPath(name).name == DESCRIPTOR), None)
    if where is None:
        return PurePosixPath(), {}
    try:
        found = json.loads(archive.read(where).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = None
    return PurePosixPath(where).parent, found if isinstance(found, dict) else {}


def _described(folder: PurePosixPath, descriptor: Mapping[str, Any], names: list[str]) -> dict[str, str]:
    """Name the table of each file, as the descriptor says it."""
    try:
        found = {str(folder / each["path"]): each["name"] for each in descriptor["resources"]}
    except (KeyError, TypeError):
        return {}
    return {path: name for path, name in found.items() if path in names and name in TABLES}
