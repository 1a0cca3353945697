"""The installations as a sortable table: the same facts as the map, one row each."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import state
from components.links_table import permalink
from components.state import View
from geo import shown, vocabulary
from geo.selection import Selected

KEY = "installations_table"
CODED = {"tech": "technology_type", "country": "country_iso3", "scheme": "scheme", "status": "status"}
# What a reader checks first stands where no scrolling is needed.
ORDER = (
    "name", "country", "tech", "fiscal_year", "tonnes", "capacity", "evidence", "source", "permalink", "participant", "scheme",
    "status", "place",
)  # fmt: skip


def table(view: View) -> pd.DataFrame:
    """Word the selected installations for reading.

    Parameters
    ----------
    view : View
        What the page shows.

    Returns
    -------
    pandas.DataFrame
        One row per installation, newest first and those without a known year last, with the columns of `ORDER` and ``id``.
        Empty means not seen.
    """
    found = shown.rows(view.programme, view.selection, "installations")
    code, other = view.language.code, view.language.other.code
    named = {name: found[column].map(vocabulary.names(view.programme, name, view.language)) for name, column in CODED.items()}
    addresses = view.programme.sources.set_index("source_id")["url"]

    def either(stem: str) -> pd.Series[str]:
        return found[f"{stem}_{code}"].where(found[f"{stem}_{code}"] != "", found[f"{stem}_{other}"])

    worded = pd.DataFrame(
        {
            **named,
            "name": either("name"),
            "fiscal_year": found["fiscal_year"],
            "tonnes": found["ghg_reduction_tco2_per_year"],
            "capacity": found["capacity_kw"],
            "evidence": found["evidence"],
            "source": found["source_id"].map(addresses),
            "permalink": [permalink(view, Selected("installation", row)) for row in found["installation_id"]],
            "participant": either("japanese_participant"),
            "place": found["location_text"],
            "id": found["installation_id"],
        }
    )
    return worded.sort_values("fiscal_year", ascending=False, kind="stable", na_position="last")


def show(view: View) -> None:
    """Show the table; choosing a row opens the installation's detail."""
    worded = table(view)
    text, column = view.text, st.column_config
    st.dataframe(
        worded,
        key=KEY,
        hide_index=True,
        placeholder="",
        height=420,
        on_select=lambda: _open(view, worded),
        selection_mode="single-row",
        alt=text("The installations shown on the map, one row each"),
        column_order=ORDER,
        column_config={
            "name": column.TextColumn(text("Installation"), width=350),
            "country": column.TextColumn(text("Country"), width=110),
            "tech": column.TextColumn(text("Type of technology"), width=140),
            "fiscal_year": column.NumberColumn(text("Fiscal year"), format="%d", width=85),
            "tonnes": column.NumberColumn(text("tCO2 a year"), format="localized", width=100),
            "capacity": column.NumberColumn(text("Capacity (kW)"), format="localized", width=110),
            "evidence": column.TextColumn(text("Evidence"), width=85),
            "source": column.LinkColumn(text("Source"), display_text=text("Open source"), width=110),
            "permalink": column.LinkColumn(text("Permalink"), display_text=text("Open"), width=95),
            "participant": column.TextColumn(text("Japanese participant"), width=200),
            "scheme": column.TextColumn(text("Scheme"), width=150),
            "status": column.TextColumn(text("Status"), width=150),
            "place": column.TextColumn(text("Place"), width=200),
        },
    )
    st.caption(text("An empty cell means that nothing was seen, never zero."))


def _open(view: View, worded: pd.DataFrame) -> None:
    chosen = st.session_state[KEY]["selection"]["rows"]
    if chosen:
        installation = Selected("installation", str(worded["id"].iloc[chosen[0]]))
        state.change(view.programme, lambda selection: replace(selection, selected=installation))
