"""Longer texts, which translators edit as Markdown files: one file for each language in `data/texts/`."""

from __future__ import annotations

import streamlit as st

from components.state import View
from geo.tables import DEFAULT_FOLDER

TEXTS = DEFAULT_FOLDER / "texts"


def show_text(view: View, name: str) -> None:
    """Show a text in the reader's language; `name` is its file's, without ending."""
    st.markdown((TEXTS / view.language.code / f"{name}.md").read_text(encoding="utf-8"))
