"""What was seen but not confirmed: a checklist to read, and a form to take along and fill in."""

from __future__ import annotations

import streamlit as st

from components import data_tables
from components.state import View, plain
from components.wrapped_table import Column, written
from geo import leads
from geo.export.lead_form import MEDIA_TYPE, lead_form
from geo.export.names import PREFIX


def show(view: View) -> None:
    """Show the leads, never drawn on the map, and the way to the form."""
    text = view.text
    st.subheader(text("Leads: seen, not confirmed"), anchor=False)
    st.markdown(
        plain(
            text(
                "Not counted and not drawn. Each names something a page hints at; a page that says it plainly makes it a row. The "
                "form holds them all, with empty cells for what must be found and lists of valid codes."
            )
        )
    )
    programme, language = view.programme, view.language
    st.download_button(
        text("Leads as a form (Excel)"),
        data=lambda: lead_form(programme, language),
        file_name=f"{PREFIX}_leads-form-{language.code}_version-{programme.version}.xlsx",
        mime=MEDIA_TYPE,
        icon=":material/checklist:",
        key="lead_form",
        on_click="ignore",
    )
    if language.code != "en":
        st.caption(text("The notes are in English."))
    pairs = (
        Column(text("Japanese government"), "12%"),
        Column(text("Partner"), "13%"),
        Column(text("Country"), "10%"),
        Column(text("Fiscal year"), "5rem"),
        Column(text("Why it is open"), "27%", written_in="en"),
        Column(text("Where to check"), written_in="en"),
    )
    st.markdown(f"**{plain(text('Collaborations'))}** {data_tables.file_link('leads_collaborations')}")
    st.html(written(text("Leads of collaborations"), pairs, leads.collaborations(programme, language)))
    built = (
        Column(text("Installation"), "40%"),
        Column(text("Country"), "9%"),
        Column(text("Why it is left out"), written_in="en"),
    )
    st.markdown(f"**{plain(text('Installations'))}** {data_tables.file_link('leads_installations')}")
    st.html(written(text("Leads of installations"), built, leads.installations(programme, language)))
