"""Rows without a known fiscal year: counted and offered, never dropped in silence."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import state
from components.state import View
from geo import installation_summary
from geo.language import message
from geo.parameters import Subject

SHOW = message("Show the {n} without a known fiscal year too")
LEAVE_OUT = message("Leave out the {n} without a known fiscal year")


def show(view: View, subject: Subject = "installations") -> None:
    """Offer to show them, or to leave them out, while fiscal years are chosen."""
    found = installation_summary.undated(view.programme, view.selection, subject)
    if not found.rows or not view.selection.fiscal_years:
        return
    offered = SHOW if found.left_out else LEAVE_OUT
    st.button(
        view.text(offered, n=view.language.number(found.rows)),
        key=view.key("toggle_undated"),
        on_click=state.change,
        args=(view.programme, lambda selection: replace(selection, undated=bool(found.left_out)), view.side),
    )
