"""A small field beside the navigation that leads to the search across everything."""

from __future__ import annotations

import streamlit as st

from components import state, typed
from geo.language import Language
from geo.page_parameters import FIND
from geo.parameters import LONGEST_QUERY

PAGE = "pages/search.py"
FIELD = "search_box"


def show(language: Language) -> None:
    """Show the field; what is typed and sent opens the search page, with the filters of the present page kept in its address.

    It is a form, as a field alone would lead away from the page as soon as the reader leaves it with a word half typed.
    """
    name = language.text("Search everything")
    with st.form("search_box_form", border=False, clear_on_submit=True, width="content"):
        asked = st.text_input(
            name, key=FIELD, type="search", placeholder=name, max_chars=LONGEST_QUERY, label_visibility="collapsed"
        )
        sent = st.form_submit_button(name, icon=":material/search:", type="tertiary", key="search_box_send")
    if sent:
        looked_for = typed.one_spaced(asked)
        st.switch_page(PAGE, query_params={**state.parameters(), **({FIND: looked_for} if looked_for else {})})
