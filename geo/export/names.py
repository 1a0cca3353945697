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
    as_of = data_as_of(programme)
    dated = f"as-of-{as_of}" if as_of else f"version-{programme.version}"
    parts = [PREFIX, layer, *([mark] if mark else []), *(["selection"] if chosen else []), dated]
    return "_".join(UNSAFE.sub("-", part) for part in parts) + f".{ending}"
