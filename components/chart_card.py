"""A chart with its table: the same figures, whichever the reader prefers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from components.state import View


def show(
    view: View, key: str, title: str, draw: Callable[[], object], table: pd.DataFrame, caption: str, *,
    height: int | str = "content", columns: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Show a chart, or its table where the reader asks for it.

    Parameters
    ----------
    view : View
        What the page shows.
    key : str
        Unique on the page.
    title : str
        What both show.
    draw : callable
        Puts the chart on the page.
    table : pandas.DataFrame
        The same figures with headings for readers.
    caption : str
        Markdown: what they speak of, and where they come from; names in it escaped.
    height : int or str
        Of the table (see `streamlit.dataframe`).
    columns : dict, optional
        How the table's columns are shown (see `streamlit.dataframe`).
    """
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(title, anchor=False)
        views = {"chart": view.text("Chart"), "table": view.text("Table")}
        chosen = st.segmented_control(
            title, list(views), format_func=views.__getitem__, default="chart", required=True,
            key=f"{key}_view", label_visibility="collapsed",
        )  # fmt: skip
    if chosen == "table":
        st.dataframe(table, hide_index=True, height=height, placeholder="", alt=title, column_config=columns)  # type: ignore[arg-type]  # as Streamlit has it
    else:
        draw()
    st.caption(caption)
