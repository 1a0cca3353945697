"""Countries with their installations, most first: each opens its detail."""

from __future__ import annotations

import streamlit as st

from components.rankings import open_row
from components.state import View, plain
from geo import installation_series, vocabulary
from geo.parameters import Selected


def show(view: View, most: int | None = None) -> None:
    """Show the countries of the selected installations; `most` of them, or all."""
    names = vocabulary.names(view.programme, "country", view.language)
    table = installation_series.countries(view.programme, view.selection).table
    if table.empty:
        return
    st.subheader(view.text("By country"), anchor=False)
    for country, count in zip(table["country_iso3"][:most], table["installations"][:most], strict=True):
        open_row(
            view,
            Selected("country", country),
            f"{plain(names[country])}  :gray[{view.language.number(count)}]",
            key=f"rank_{country}",
        )
