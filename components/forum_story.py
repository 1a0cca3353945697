"""The forum of 2023 and the initiative it follows from: a line of time, a drawing each, and the facts."""

from __future__ import annotations

import streamlit as st

from components import diagrams, fact_list
from components.state import View
from geo.programme_facts import INITIATIVE_IN_TIME, ProgrammeFact, chosen, of_group


def show(view: View) -> None:
    """Show both."""
    st.subheader(view.text("From partnership to forum"), anchor=False)
    fact_list.show_in_time(view, chosen(view.programme, INITIATIVE_IN_TIME, view.language))
    st.subheader(view.text("Zero Carbon City International Forum 2023"), anchor=False)
    diagrams.show(view, "forum_day")
    fact_list.show(view, _rest(view, "forum_2023"))
    st.subheader(view.text("Japan-US Global Subnational Zero Carbon Promotion Initiative"), anchor=False)
    diagrams.show(view, "initiative")
    fact_list.show(view, _rest(view, "initiative"))


def _rest(view: View, group: str) -> list[ProgrammeFact]:
    """Leave out what the line of time tells already."""
    return [fact for fact in of_group(view.programme, group, view.language) if fact.id not in INITIATIVE_IN_TIME]
