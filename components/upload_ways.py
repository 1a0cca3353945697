"""What a keeper should know before bringing tables: what becomes of them, forms to fill in, limits."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.longer_text import show_text
from components.state import View, plain
from geo.current import current_programme
from geo.export.workbook import MEDIA_TYPE
from geo.intake import templates
from geo.intake.columns import table_title
from geo.intake.limits import VARIABLES, limits
from geo.language import message
from geo.tables import TABLES

PROMISE = message(
    "Your files are checked with the same rules as the published tables and shown to you alone. They are kept in this server's "
    "memory only, never written to its disk, and no other visitor sees them. Reloading the page or closing it ends it all."
)
READ = message(
    "Read: CSV (UTF-8, UTF-16 or CP932; commas, semicolons or tabs), Excel workbooks (.xlsx), GeoJSON and GeoPackage in WGS 84 "
    "(EPSG:4326), zip archives of such tables. Refused: formulas and macros, passwords, old workbooks (.xls), archives within "
    "archives, and whatever is larger than this:"
)
LIMITS = {
    "file_mib": message("Size of a file: {n} MiB"),
    "total_mib": message("All files together: {n} MiB"),
    "files": message("Files at once: {n}"),
    "unpacked_mib": message("Unpacked size of a workbook or archive: {n} MiB"),
    "ratio": message("Packed at most {n} times smaller"),
    "entries": message("Files in an archive: {n}"),
    "sheets": message("Sheets or layers of a file: {n}"),
    "rows": message("Rows of a sheet: {n}"),
    "columns": message("Columns of a sheet: {n}"),
    "cells": message("Cells of a file: {n}"),
    "characters": message("Characters of a cell: {n}"),
}


def show_promise(view: View) -> None:
    """Say what becomes of the files."""
    st.markdown(plain(view.text(PROMISE)))


def show_steps(view: View) -> None:
    """Tell the way from rows to their publication, and who reviews and publishes."""
    with st.expander(view.text("From your rows to their publication"), icon=":material/route:", key="upload_steps"):
        show_text(view, "from_rows_to_publication")


def show_templates(view: View) -> None:
    """Offer workbooks to fill in."""
    text = view.text
    st.subheader(text("Forms to fill in"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="upload_templates"):
        table = st.selectbox(
            text("Table"),
            TABLES,
            format_func=lambda name: f"{table_title(current_programme(), name, view.language)} ({name})",
            key="upload_template",
            width=380,
        )
        for filled, label in ((False, text("Empty form (Excel)")), (True, text("With the present rows (Excel)"))):
            st.download_button(
                label,
                data=_template(view, table, filled=filled),
                file_name=f"{table}{'' if filled else '_form'}.xlsx",
                mime=MEDIA_TYPE,
                icon=":material/download:",
                key=f"upload_template_{'filled' if filled else 'empty'}",
                on_click="ignore",
            )
    st.caption(text("Headings may be in Japanese or English; the second row holds the names of the columns and may be deleted."))


def _template(view: View, table: str, *, filled: bool) -> Callable[[], bytes]:
    return lambda: templates.to_template(current_programme(), table, view.language, filled=filled)


def show_limits(view: View) -> None:
    """Declare how much is read."""
    with st.expander(view.text("What is read, and what is refused"), icon=":material/rule:", key="upload_limits"):
        st.markdown(plain(view.text(READ)))
        allowed = limits()
        told = [
            f"- {plain(view.text(worded, n=view.language.number(getattr(allowed, name))))} (`{VARIABLES[name]}`)"
            for name, worded in LIMITS.items()
        ]
        st.markdown("\n".join(told))
        st.caption(view.text("Whoever runs this app changes a limit by the environment variable beside it."))
