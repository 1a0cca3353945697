"""Drawings on a page: laid out for wide and narrow windows, the style sheet shows the one that fits."""

from __future__ import annotations

import streamlit as st

from components.state import View
from geo.diagrams import DIAGRAMS, WIDTHS


def show(view: View, name: str) -> None:
    """Show a drawing of `geo.diagrams.DIAGRAMS`; nothing where the tables lack a fact it rests on."""
    diagram = DIAGRAMS[name]
    if not diagram.can_be_drawn(view.programme, view.language):
        return
    laid_out = [f'<div class="laid-out-{width}">{diagram.svg(view.programme, view.language, width)}</div>' for width in WIDTHS]
    # `st.html` takes every SVG out. Markdown leaves a block of HTML as it is, and the drawing holds no text that is not escaped.
    st.markdown(f'<div class="diagram">{"".join(laid_out)}</div>', unsafe_allow_html=True)
