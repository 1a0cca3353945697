"""What stands on top of every page: its title and the switch between the languages."""

from __future__ import annotations

import streamlit as st

from components import state
from geo.language import LANGUAGES, OWN_NAMES, Language
from geo.security_headers import LANGUAGE_SCRIPTS


def show(title: str, language: Language) -> None:
    """Show a page's title with the language switch beside it."""
    with st.container(horizontal=True, vertical_alignment="center", key="page_header"):
        st.title(title, anchor=False)
        st.session_state["language"] = language.code
        st.segmented_control(
            language.text("Language"),
            LANGUAGES,
            format_func=OWN_NAMES.__getitem__,
            key="language",
            required=True,
            on_change=_switch,
            label_visibility="collapsed",
        )
    st.html(f"<script>{LANGUAGE_SCRIPTS[language.code]}</script>", unsafe_allow_javascript=True)


def _switch() -> None:
    state.write_language(st.session_state["language"])
