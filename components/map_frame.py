"""A map on the page: the constant Folium map, the Selection it is sent, and what the visitor does on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit_folium import st_folium

from components import draft, state
from components.state import View
from geo.map.aim import aimed
from geo.map.extent import Corners, extent, widened
from geo.map.frame import SUBJECTS, MapName, base_map, selection_group
from geo.map.sites import Site
from geo.parameters import Selected
from geo.selection import Selection

KEY = "map"
OPENED = "map_opened"
# The frame's own height before the page's style sheet sizes it (static/page.css); never seen where that is loaded.
HEIGHT = 600


def show(view: View, name: MapName) -> None:
    """Show a map; a click or a choice of years on it is written to the page address."""
    selected = aimed(view.programme, view.selection.selected, name)
    _frame(view, name, replace(view.selection, selected=selected), None, ("years", "selected"))


def show_focused(view: View, name: MapName, narrowed: Selection, sites: Sequence[Site] = ()) -> None:
    """Show a part of a map that opens at the extent of that part.

    Parameters
    ----------
    view : View
        What the page shows.
    name : {"links", "dominoes"}
        Which map.
    narrowed : Selection
        What is shown of it, and what stands out. Years chosen on the map are written to the page address; a click is not: the
        page tells of one thing.
    sites : sequence of Site
        Installations that stand on it too; the one that is chosen is given by `opened`.
    """
    home = extent(view.programme, narrowed.without("fy"), SUBJECTS[name])
    around = widened(home, [(site.lon, site.lat) for site in sites])
    _frame(view, name, narrowed, around, ("years",), sites)


def show_in_step(view: View, name: MapName) -> None:
    """Show one of two maps that are compared: moving one moves the other. A click on it stays its own affair."""
    _frame(view, name, view.selection.without("sel"), None, ("years",), in_step=True)


def opened() -> str:
    """Give the id of the installation that was last chosen on a map that shows `sites`; empty where none was."""
    return str(st.session_state.get(OPENED, ""))


def _frame(
    view: View, name: MapName, selection: Selection, home: Corners | None, heard: tuple[str, ...], sites: Sequence[Site] = (),
    *, in_step: bool = False,
) -> None:  # fmt: skip
    with st.container(key=view.key("map_frame")):
        st_folium(
            base_map(name, draft.api_base(), in_step=in_step),
            key=_key(view),
            height=HEIGHT,
            width=None,
            returned_objects=[],
            feature_group_to_add=selection_group(selection, SUBJECTS[name], view.language, home, sites),
            on_change=lambda: _answer(view, heard),
        )


def _key(view: View) -> str:
    # The frame fetches its data once: other tables, published while it is open, need another frame.
    return view.key(f"{KEY}_{view.programme.version}")


def _answer(view: View, heard: tuple[str, ...]) -> None:
    said = st.session_state.get(_key(view)) or {}
    if isinstance(said.get("open"), str):
        st.session_state[OPENED] = said["open"]
    told = {each: said[each] for each in heard if each in said}
    state.change(view.programme, lambda selection: answered(selection, told), view.side)


def answered(selection: Selection, said: dict[str, object]) -> Selection:
    """Apply what the map's script reports to a Selection.

    Parameters
    ----------
    selection : Selection
        As it stands in the address.
    said : dict
        ``years``: first and last fiscal year, or empty for all; ``selected``: ``kind:id``, or empty for nothing.

    Returns
    -------
    Selection
        Unchanged where the message holds neither; what is not known there is refused when the address is read.
    """
    years = said.get("years")
    if isinstance(years, list) and all(isinstance(year, int) for year in years):
        selection = replace(selection, fiscal_years=(years[0], years[-1]) if years else None)
    selected = said.get("selected")
    if isinstance(selected, str):
        kind, _, identifier = selected.partition(":")
        selection = replace(selection, selected=Selected(kind, identifier) if identifier else None)  # type: ignore[arg-type]
    return selection
