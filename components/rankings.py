"""What stands beside the map while nothing is selected: who works together longest, who has most partners."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import state
from components.state import View, plain
from geo import summary, vocabulary
from geo.parameters import PAIR_SEPARATOR, Selected

SHOWN = 7


def show(view: View) -> None:
    """Show the rankings of the selection; each row opens its detail."""
    ranked = summary.rankings(view.programme, view.selection)
    names = {name: vocabulary.names(view.programme, name, view.language) for name in ("jp", "partner", "country")}
    plural = view.language.plural
    st.caption(view.text("Choose a line, a place or a country on the map, or a row here."))
    st.subheader(view.text("Longest together"), anchor=False)
    for row in ranked.pairs[:SHOWN]:
        japanese, partner = row.pair.split(PAIR_SEPARATOR)
        said = f"{names['jp'][japanese]} – {names['partner'][partner]}"
        _row(view, Selected("pair", row.pair), said, plural("{n} year", "{n} years", row.years))
    st.subheader(view.text("Most partners"), anchor=False)
    for place in ranked.japanese[:SHOWN]:
        count = plural("{n} partner", "{n} partners", place.partners)
        _row(view, Selected("place", place.place), names["jp"][place.place], count)
    st.subheader(view.text("By country"), anchor=False)
    for country in ranked.countries[:SHOWN]:
        count = plural("{n} link", "{n} links", country.links)
        _row(view, Selected("country", country.country), names["country"][country.country], count)


def _row(view: View, selected: Selected, name: str, count: str) -> None:
    open_row(view, selected, f"{plain(name)}  :gray[{plain(count)}]", key=f"rank_{selected}")


def open_row(view: View, selected: Selected, label: str, key: str) -> None:
    """Show a row that opens a detail when it is pressed.

    Parameters
    ----------
    view : View
        What the page shows.
    selected : Selected
        What the row opens.
    label : str
        Markdown; names in it escaped.
    key : str
        Unique on the page.
    """
    st.button(
        label,
        key=key,
        type="tertiary",
        on_click=state.change,
        args=(view.programme, lambda selection: replace(selection, selected=selected)),
    )
