"""Addresses of the stage and of the map in one file, for a view."""

from __future__ import annotations

from urllib.parse import urlencode

from components import draft
from components.state import View
from geo.map.frame import MapName
from geo.selection import Selection


def address(view: View, selection: Selection, fragment: dict[str, str]) -> str:
    """Write where the stage opens, for a selection; the fragment says step, languages and light or dark."""
    return f"{draft.stage_base()}?{_query(view, selection)}#{urlencode(fragment)}"


def file_address(view: View, selection: Selection, layer: MapName | None = None) -> str:
    """Write where the map in one file is saved, for a selection, opening with a layer."""
    return f"{draft.stage_base()}file?{_query(view, selection, layer)}"


def _query(view: View, selection: Selection, layer: MapName | None = None) -> str:
    asked = {**selection.without("sel").parameters(), "lang": [view.language.code]}
    return urlencode({**asked, "layer": [layer]} if layer else asked, doseq=True)
