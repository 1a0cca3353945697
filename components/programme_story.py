"""The programme told in four parts: what it is, its way out, what each side gains, how it grew."""

from __future__ import annotations

import streamlit as st

from components import diagrams, fact_list, growth_charts
from components.state import View, plain
from geo.diagrams import how_it_works, way_out
from geo.language import message
from geo.programme_facts import chosen, of_group

BENEFITS_UNREAD = message(
    "The ministry's own list of benefits for each side is a picture that could not be read; what stands here is what its text says."
)
# How far the programme reached by FY2022 stands with its growth, not with what it is.
REACH = "programme-moe-count-2022"


def show(view: View) -> None:
    """Show all parts, each with its drawing and the facts it rests on."""
    programme, language = view.programme, view.language
    st.subheader(view.text(how_it_works.TITLE), anchor=False)
    diagrams.show(view, "how_it_works")
    fact_list.show(view, (fact for fact in of_group(programme, "programme", language) if fact.id != REACH))
    st.subheader(view.text("What the ministry supports"), anchor=False)
    fact_list.show(view, of_group(programme, "scheme", language))
    st.subheader(view.text(way_out.TITLE), anchor=False)
    diagrams.show(view, "way_out")
    fact_list.show(view, of_group(programme, "exit_strategy", language))
    st.subheader(view.text("What each side gains"), anchor=False)
    diagrams.show(view, "gains")
    fact_list.show(view, of_group(programme, "benefit", language))
    st.caption(plain(view.text(BENEFITS_UNREAD)))
    st.subheader(view.text("How it grew"), anchor=False)
    fact_list.show_in_time(view, of_group(programme, "history", language))
    fact_list.show(view, chosen(programme, (REACH,), language))
    growth_charts.show(view)
