"""The installations as a sortable table: the same facts as the map, one row each."""

from __future__ import annotations

import streamlit as st

from components import rows_table
from components.state import View

KEY = "installations_table"
# What a reader checks first stands where no scrolling is needed.
ORDER = (
    "name", "country", "tech", "fiscal_year", "tonnes", "capacity", "evidence", "source", "permalink", "participant", "scheme",
    "status", "place",
)  # fmt: skip


def show(view: View) -> None:
    """Show the table; choosing a row opens the installation's detail."""
    text, column = view.text, st.column_config
    rows_table.show(
        view,
        "installations",
        KEY,
        ORDER,
        text("The installations shown on the map, one row each"),
        {
            "name": column.TextColumn(text("Installation"), width=350),
            "country": column.TextColumn(text("Country"), width=110),
            "tech": column.TextColumn(text("Type of technology"), width=140),
            "tonnes": column.NumberColumn(text("tCO2 a year"), format="localized", width=100),
            "capacity": column.NumberColumn(text("Capacity (kW)"), format="localized", width=110),
            "evidence": column.TextColumn(
                text("Evidence"), width=85, help=text("A: an official page says so. B: a secondary page does.")
            ),
            "participant": column.TextColumn(text("Japanese participant"), width=200),
            "scheme": column.TextColumn(text("Scheme"), width=150),
            "status": column.TextColumn(text("Status"), width=150),
            "place": column.TextColumn(text("Place"), width=200),
        },
    )
    st.caption(text("An empty cell means that nothing was seen, never zero."))
