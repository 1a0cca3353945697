"""Fields whose text the page's address holds, and that send it while it is typed."""

from __future__ import annotations

import streamlit as st


def one_spaced(text: str) -> str:
    """Write a text with one space between its words and none around them, as an address holds it."""
    return " ".join(text.split())


def follow(key: str, said: str) -> None:
    """Let a field say what the address says, and leave it alone where it does: a space just typed would go, and what is typed next.

    Parameters
    ----------
    key : str
        The field's key; called before the field is drawn.
    said : str
        What the address says, as `one_spaced` writes it.
    """
    if one_spaced(str(st.session_state.get(key, ""))) != said:
        st.session_state[key] = said
