"""Menus whose content is sent when they are opened: until then it would weigh on every change of a filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st


@st.fragment
def show(
    label: str,
    fill: Callable[[], object],
    *,
    key: str,
    icon: str | None = None,
    kind: Literal["secondary", "tertiary"] = "secondary",
) -> None:
    """Show a menu; opening it runs this part of the page alone.

    Parameters
    ----------
    label : str
        On its button.
    fill : callable
        Puts its content on the page. What it shows must not change other parts of the page by a callback of its own.
    key : str
        Unique on the page. A menu under another key is another one, and closed.
    icon : str, optional
        On its button.
    kind : {"secondary", "tertiary"}
        Whether the button has a frame.
    """
    menu = st.popover(label, icon=icon, type=kind, key=key, on_change="rerun")
    if menu.open:
        with menu:
            fill()
