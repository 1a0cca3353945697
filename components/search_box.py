"""A small field in the page's header that leads to the search across everything."""

from __future__ import annotations

import streamlit as st

from components import state
from geo.language import Language
from geo.page_parameters import FIND

PAGE = "pages/search.py"
FIELD = "search_box"
WIDTH = 260  # pixels


def show(language: Language) -> None:
    """Show the field; what is typed and sent opens the search page, with the filters of the present page kept in its address."""
    name = language.text("Search everything")
    with (
        st.form("search_box_form", border=False, clear_on_submit=True, width=WIDTH),
        st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", key="search_box_row"),
    ):
        asked = st.text_input(name, key=FIELD, type="search", placeholder=name, label_visibility="collapsed")
        sent = st.form_submit_button("", icon=":material/search:", type="tertiary", help=name, key="search_box_send")
    if sent:
        looked_for = " ".join(asked.split())
        st.switch_page(PAGE, query_params={**state.parameters(), **({FIND: looked_for} if looked_for else {})})
