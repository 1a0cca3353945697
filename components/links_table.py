"""The links as a sortable table: the same facts as the map, one row per pair and fiscal year."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components import state
from components.state import View
from geo import summary, vocabulary
from geo.conditions import LIST_SEPARATOR
from geo.selection import Selected, Selection

KEY = "links_table"


def table(view: View) -> pd.DataFrame:
    """Word the selected links for reading.

    Parameters
    ----------
    view : View
        What the page shows.

    Returns
    -------
    pandas.DataFrame
        One row per link, newest first, with the columns ``fiscal_year``, ``japanese``, ``partner``, ``country``, ``title``,
        ``themes``, ``lead``, ``evidence``, ``source``, ``permalink`` and ``pair``.
    """
    links = summary.links(view.programme, view.selection)
    code = view.language.code
    naming = {name: vocabulary.names(view.programme, name, view.language) for name in ("jp", "partner", "country", "theme")}
    addresses = view.programme.sources.set_index("source_id")["url"]
    first_source = links["source_id"].str.split(LIST_SEPARATOR).str[0]

    def either(stem: str) -> pd.Series[str]:
        own, other = links[f"{stem}_{code}"], links[f"{stem}_{view.language.other.code}"]
        return own.where(own != "", other)

    worded = pd.DataFrame(
        {
            "fiscal_year": links["fiscal_year"].astype(int),
            "japanese": links["jp_place_id"].map(naming["jp"]),
            "partner": links["partner_place_id"].map(naming["partner"]),
            "country": links["country_iso3"].map(naming["country"]),
            "title": either("title"),
            "themes": [
                view.language.join(naming["theme"][theme] for theme in themes.split(LIST_SEPARATOR) if theme)
                for themes in links["themes"]
            ],
            "lead": either("lead_organisation"),
            "evidence": links["evidence"],
            "source": first_source.map(addresses),
            "permalink": [permalink(view, Selected("pair", pair)) for pair in links["pair"]],
            "pair": links["pair"],
        }
    )
    return worded.sort_values(["fiscal_year", "japanese", "partner"], ascending=[False, True, True], kind="stable")


def permalink(view: View, selected: Selected) -> str:
    """Write the address that opens one thing in the reader's language, relative to this site."""
    shown = Selection(selected=selected, evidence=view.selection.evidence)
    return "?" + urlencode({**shown.parameters(), "lang": view.language.code}, doseq=True)


def show(view: View) -> None:
    """Show the table; choosing a row opens the pair's detail."""
    worded = table(view)
    text, column = view.text, st.column_config
    st.dataframe(
        worded,
        key=KEY,
        hide_index=True,
        height=380,
        on_select=lambda: _open(view, worded),
        selection_mode="single-row",
        alt=text("The links shown on the map, one row per pair and fiscal year"),
        column_config={
            "fiscal_year": column.NumberColumn(text("Fiscal year"), format="%d", width=90),
            "japanese": column.TextColumn(text("Japanese government"), width="small"),
            "partner": column.TextColumn(text("Partner"), width="small"),
            "country": column.TextColumn(text("Country"), width="small"),
            "title": column.TextColumn(text("Project title"), width="large"),
            "themes": column.TextColumn(text("Themes"), width="medium"),
            "lead": column.TextColumn(text("Lead organisation"), width="medium"),
            "evidence": column.TextColumn(
                text("Evidence"),
                width="small",
                help=text("A: an official page names pair and year. B: a secondary page does. C: the year is inferred."),
            ),
            "source": column.LinkColumn(text("Source"), display_text=text("Open source"), width="small"),
            "permalink": column.LinkColumn(text("Permalink"), display_text=text("Open"), width="small"),
            "pair": None,
        },
    )


def _open(view: View, worded: pd.DataFrame) -> None:
    chosen = st.session_state[KEY]["selection"]["rows"]
    if chosen:
        pair = Selected("pair", str(worded["pair"].iloc[chosen[0]]))
        state.change(view.programme, lambda selection: replace(selection, selected=pair))
