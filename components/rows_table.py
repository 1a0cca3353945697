"""A table of rows: sortable, each row with its source and its own address; choosing one opens its detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from components import state
from components.state import View
from geo import worded_rows
from geo.parameters import Selected, Subject

HEIGHT = 400
# More rows than this are fetched as a reader scrolls; Streamlit then tells no choice of a row, so their own addresses open them.
MOST_SENT = 2_000


def show(view: View, subject: Subject, key: str, order: tuple[str, ...], description: str, columns: Mapping[str, Any]) -> None:
    """Show the selected rows of a subject.

    Parameters
    ----------
    view : View
        What the page shows.
    subject : {"collaborations", "installations"}
        Which rows.
    key : str
        The table's key on the page.
    order : tuple of str
        Columns of `geo.worded_rows.rows`, as they stand side by side.
    description : str
        What the table holds, for readers who cannot see it.
    columns : Mapping of str to Any
        How the subject's own columns are shown.
    """
    rows = worded_rows.columns(view.programme, view.selection, subject, view.language, order)
    fetched = len(rows) > MOST_SENT
    text, column = view.text, st.column_config
    choice: Any = {"on_select": lambda: _open(view, subject, key), "selection_mode": "single-row"}
    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        placeholder="",
        height=HEIGHT,
        alt=description,
        lazy=fetched,
        column_order=list(order),
        column_config={
            "fiscal_year": column.NumberColumn(text("Fiscal year"), format="%d", width=85),
            "evidence": column.TextColumn(
                text("Evidence"),
                width=85,
                help=text("A: an official page names pair and year. B: a secondary page does. C: the year is inferred."),
            ),
            "source": column.LinkColumn(text("Source"), display_text=text("Open source"), width=110),
            "permalink": column.LinkColumn(text("Permalink"), display_text=text("Open"), width=95),
            **columns,
        },
        **({} if fetched else choice),
    )
    if fetched:
        told = text("{count} rows, loaded as you scroll. The permalink of a row opens it.", count=view.language.number(len(rows)))
        st.caption(told)


def _open(view: View, subject: Subject, key: str) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen:
        worded = worded_rows.rows(view.programme, view.selection, subject, view.language)
        kind, _, identifier = str(worded["opens"].iloc[chosen[0]]).partition(":")
        opened = Selected(kind, identifier)  # type: ignore[arg-type]  # `opens` names only kinds that have a detail
        state.change(view.programme, lambda selection: replace(selection, selected=opened))
