"""The fiscal years of a page without a map: a slider with two ends, seeded from the address and written back to it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import state
from components.state import View
from geo.programme import Programme
from geo.vocabulary import collaboration_years

KEY = "filter_fy"
WIDTH = 560


def show(view: View) -> None:
    """Show the slider; the whole range means that no years are chosen."""
    every = collaboration_years(view.programme)
    if len(every) < 2:  # a slider needs two ends
        return
    first, last = view.selection.fiscal_years or (every[0], every[-1])
    st.session_state[KEY] = (min(max(first, every[0]), every[-1]), max(min(last, every[-1]), every[0]))
    st.slider(
        view.text("Fiscal years"),
        every[0],
        every[-1],
        format=view.text("FY{year}", year="%d"),
        key=KEY,
        on_change=_take_over,
        args=(view.programme,),
        width=WIDTH,
    )


def _take_over(programme: Programme) -> None:
    every = collaboration_years(programme)
    first, last = st.session_state[KEY]
    chosen = None if (first, last) == (every[0], every[-1]) else (first, last)
    state.change(programme, lambda selection: replace(selection, fiscal_years=chosen))
