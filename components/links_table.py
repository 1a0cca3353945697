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
NAMED = ("jp", "partner", "country", "theme")
# What a reader checks first stands where no scrolling is needed.
ORDER = (
    "fiscal_year", "japanese", "partner", "country", "project", "evidence", "source", "permalink", "themes", "lead",
)  # fmt: skip


def table(view: View) -> pd.DataFrame:
    """Word the selected links for reading.

    Parameters
    ----------
    view : View
        What the page shows.

    Returns
    -------
    pandas.DataFrame
        One row per link, newest first, with the columns of `ORDER` and ``pair``; ``project`` is its title, or its summary where
        no title was seen.
    """
    links = summary.links(view.programme, view.selection)
    code = view.language.code
    naming = {name: vocabulary.names(view.programme, name, view.language) for name in NAMED}
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
            "project": either("title").where(either("title") != "", either("summary")),
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
        placeholder="",
        height=380,
        on_select=lambda: _open(view, worded),
        selection_mode="single-row",
        alt=text("The links shown on the map, one row per pair and fiscal year"),
        column_order=ORDER,
        column_config={
            "fiscal_year": column.NumberColumn(text("Fiscal year"), format="%d", width=85),
            "japanese": column.TextColumn(text("Japanese government"), width=145),
            "partner": column.TextColumn(text("Partner"), width=170),
            "country": column.TextColumn(text("Country"), width=110),
            "project": column.TextColumn(
                text("Project"), width=340, help=text("The project's title, or what it was about where no title was seen.")
            ),
            "themes": column.TextColumn(text("Themes"), width=230),
            "lead": column.TextColumn(text("Lead organisation"), width=190),
            "evidence": column.TextColumn(
                text("Evidence"),
                width=85,
                help=text("A: an official page names pair and year. B: a secondary page does. C: the year is inferred."),
            ),
            "source": column.LinkColumn(text("Source"), display_text=text("Open source"), width=110),
            "permalink": column.LinkColumn(text("Permalink"), display_text=text("Open"), width=95),
        },
    )


def _open(view: View, worded: pd.DataFrame) -> None:
    chosen = st.session_state[KEY]["selection"]["rows"]
    if chosen:
        pair = Selected("pair", str(worded["pair"].iloc[chosen[0]]))
        state.change(view.programme, lambda selection: replace(selection, selected=pair))
