"""The links as a sortable table: the same facts as the map, one row per pair and fiscal year."""

from __future__ import annotations

import streamlit as st

from components import rows_table
from components.state import View

KEY = "links_table"
# What a reader checks first stands where no scrolling is needed.
ORDER = (
    "fiscal_year", "japanese", "partner", "country", "project", "evidence", "source", "permalink", "themes", "lead",
)  # fmt: skip


def show(view: View) -> None:
    """Show the table; choosing a row opens the pair's detail."""
    text, column = view.text, st.column_config
    rows_table.show(
        view,
        "collaborations",
        KEY,
        ORDER,
        text("The links shown on the map, one row per pair and fiscal year"),
        {
            "japanese": column.TextColumn(text("Japanese government"), width=145),
            "partner": column.TextColumn(text("Partner"), width=170),
            "country": column.TextColumn(text("Country"), width=110),
            "project": column.TextColumn(
                text("Project"), width=340, help=text("The project's title, or what it was about where no title was seen.")
            ),
            "themes": column.TextColumn(text("Themes"), width=230),
            "lead": column.TextColumn(text("Lead organisation"), width=190),
        },
    )
