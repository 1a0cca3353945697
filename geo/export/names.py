"""Names of files: what they hold and the date the data speak of, in letters every system can store."""

from __future__ import annotations

import re

from geo.export.records import SUBJECTS, Layer
from geo.programme import Programme
from geo.selection import Selection
from geo.summary import data_as_of

PREFIX = "city-to-city"
UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def file_name(programme: Programme, layer: Layer, selection: Selection, ending: str, mark: str = "") -> str:
    """Name a file of selected rows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations"}
        Which rows it holds.
    selection : Selection
        What is shown of them.
    ending : str
        Such as ``csv``.
    mark : str
        What tells it from other files of the same rows, such as ``map-A3-ja``.

    Returns
    -------
    str
        For example ``city-to-city_collaborations_selection_as-of-2026-02-13.csv``; ``selection`` only where rows are
        filtered otherwise than by default. ASCII letters, digits, ``-``, ``_`` and one ``.``.
    """
    chosen = selection.conditions(SUBJECTS[layer]) != Selection().conditions(SUBJECTS[layer])
    return _joined([layer, *([mark] if mark else []), *(["selection"] if chosen else []), *_dated(programme)[:1]], ending)


def tables_name(programme: Programme | None, held: str, ending: str) -> str:
    """Name a file of whole tables, of which there may be several versions of one date.

    Parameters
    ----------
    programme : Programme or None
        The tables it tells of; None where they hold faults, and so have neither date nor version.
    held : str
        What it holds, such as ``data-folder``.
    ending : str
        Such as ``zip``.

    Returns
    -------
    str
        For example ``city-to-city_data-folder_as-of-2026-02-13_version-0123abcd.zip``, in the same letters as `file_name`.
    """
    return _joined([held, *(_dated(programme) if programme else [])], ending)


def _dated(programme: Programme) -> list[str]:
    as_of = data_as_of(programme)
    return [*([f"as-of-{as_of}"] if as_of else []), f"version-{programme.version}"]


def _joined(parts: list[str], ending: str) -> str:
    return "_".join(UNSAFE.sub("-", part) for part in (PREFIX, *parts)) + f".{ending}"
