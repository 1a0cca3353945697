"""Countries by fiscal year as a table: each cell leads to its rows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import state
from components.state import View
from geo import vocabulary
from geo.matrix import Cell, Line, Matrix, matrix

KEY = "matrix"
ROWS_PAGE = "pages/installations.py"
# The deepest shade a cell takes, of the colour of links; text stays readable on it in light and dark.
DEEPEST = 0.42


def show(view: View) -> None:
    """Show the matrix of the selected installations."""
    found = matrix(view.programme, view.selection)
    names = vocabulary.names(view.programme, "country", view.language)
    headings = [*(str(year) for year in found.years), view.text("Year not seen"), view.text("Total")]
    lines = [found.total, *found.countries]
    table = pd.DataFrame(
        [[cell.installations or None for cell in _cells(line)] for line in lines],
        columns=headings,
        index=[names[line.country] if line.country else view.text("All countries") for line in lines],
        dtype="Int64",
    )
    most = max((cell.installations for line in found.countries for cell in line.years), default=1) or 1
    counted = headings[:-2]
    shaded = table.style.map(lambda count: _shade(count, most), subset=(table.index[1:], counted)).format(na_rep="", precision=0)
    st.dataframe(
        shaded,
        key=KEY,
        height="content",
        placeholder="",
        on_select=lambda: _open(found, headings),
        selection_mode="single-cell",
        alt=view.text("Installations by country and fiscal year"),
        column_config={heading: st.column_config.NumberColumn(heading, width=62) for heading in counted},
    )
    st.caption(
        view.text("Press a cell to see its rows. An empty cell means that no row is documented here, never that there was none.")
    )


def _cells(line: Line) -> list[Cell]:
    return [*line.years, line.undated, line.total]


def _shade(count: float, most: int) -> str:
    return "" if pd.isna(count) else f"background-color: rgba(20, 110, 170, {DEEPEST * count / most:.2f})"


def _open(found: Matrix, headings: list[str]) -> None:
    chosen = st.session_state[KEY]["selection"]["cells"]
    if not chosen:
        return
    row, column = chosen[0]
    line = [found.total, *found.countries][row]
    if column in headings:
        cell = _cells(line)[headings.index(column)]
        if not cell.installations:
            return
        state.lead_to(ROWS_PAGE, cell.selection)
