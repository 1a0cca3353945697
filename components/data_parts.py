"""The page on data and sources, part by part: which one is open stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components import data_tables, gap_tables, lead_list, reconciliation_table, source_list, state
from components.state import View, plain
from geo.language import message
from geo.page_parameters import PAGE_PARAMETERS, SOURCE, read

PART = "part"
KEY = "data_part"
LABELS: Mapping[str, str] = {
    "read": message("How to read it"),
    "totals": message("Published totals and gaps"),
    "tables": message("Tables and columns"),
    "sources": message("Sources"),
    "leads": message("Leads"),
}


def show(view: View) -> None:
    """Show the parts to choose from, and the one that is open."""
    chosen, notices = read(state.parameters(), PART)
    if notices:
        st.warning("\n\n".join(plain(notice.worded(view.language)) for notice in notices))
    part = chosen or PAGE_PARAMETERS[PART][0]
    st.session_state[KEY] = part
    st.segmented_control(
        view.text("Part of the page"),
        PAGE_PARAMETERS[PART],
        format_func=lambda name: view.text(LABELS[name]),
        key=KEY,
        required=True,
        on_change=_open,
        label_visibility="collapsed",
    )
    with st.container(key=f"data_{part}"):
        PARTS[part](view)


def _open() -> None:
    kept = {name: values for name, values in state.parameters().items() if name not in {PART, SOURCE}}
    part = st.session_state[KEY]
    st.query_params.from_dict({**kept, **({} if part == PAGE_PARAMETERS[PART][0] else {PART: part})})


def _read(view: View) -> None:
    data_tables.show_introduction(view)
    data_tables.show_evidence(view)


def _totals(view: View) -> None:
    gap_tables.show_missing(view)
    reconciliation_table.show(view)
    gap_tables.show_years(view)
    gap_tables.show_countries(view)
    gap_tables.show_installations(view)


PARTS: Mapping[str, Callable[[View], None]] = {
    "read": _read,
    "totals": _totals,
    "tables": data_tables.show_dictionary,
    "sources": source_list.show,
    "leads": lead_list.show,
}
