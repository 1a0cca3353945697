"""What a reader sees instead of the pages when the tables hold faults: every one of them, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

import pandas as pd
import streamlit as st

from components.wrapped_table import Column, written
from geo.export.delimited import to_csv
from geo.faults import Fault, FaultyTables, headings, rows
from geo.language import Language

# More rows than anybody reads would only keep the browser busy; the file to download holds them all.
MOST_SHOWN = 400
# Widths of the columns that follow the file's name, which stands above each table.
WIDTHS = ("3.5rem", "11rem", "17%", "26%", "", "10rem")
VALUE = 3  # the column of what stands in the table


def show(faulty: FaultyTables, language: Language) -> None:
    """Show all faults, file by file, with the report as a file to take along."""
    text = language.text
    st.error(
        language.plural(
            "Nothing is shown while the tables break {n} rule. Mend it and reload the page.",
            "Nothing is shown while the tables break rules in {n} places. Mend them and reload the page.",
            sum(1 + fault.more for fault in faulty.faults),
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", key="faults_report"):
        st.download_button(
            text("The whole report as CSV"),
            data=lambda: report(faulty, language),
            file_name="faults.csv",
            mime="text/csv",
            icon=":material/download:",
            key="download_faults",
            on_click="ignore",
        )
        st.caption(text("The same report in a terminal: python -m geo.check"))
    st.html(listing(faulty.faults[:MOST_SHOWN], language))
    left_out = len(faulty.faults[MOST_SHOWN:])
    if left_out:
        st.caption(language.plural("{n} more fault is in the report only.", "{n} more faults are in the report only.", left_out))


def report(faulty: FaultyTables, language: Language) -> bytes:
    """Write all faults as CSV that opens in a spreadsheet."""
    return to_csv(pd.DataFrame(rows(faulty.faults, language), columns=headings(language), dtype="str"), spreadsheet=True)


def listing(faults: Iterable[Fault], language: Language) -> str:
    """Write faults as HTML, a table for each file; whatever stands in the tables enters as text.

    Parameters
    ----------
    faults : iterable of Fault
        In the order they are to be read, those of a file together.
    language : Language
        The reader's.

    Returns
    -------
    str
        For `streamlit.html`.
    """
    columns = [
        Column(heading, width, verbatim=place == VALUE)
        for place, (heading, width) in enumerate(zip(headings(language)[1:], WIDTHS, strict=True), start=1)
    ]
    parts = []
    for file, group in groupby(rows(faults, language), key=lambda row: row[0]):
        title = file or language.text("The folder of the tables")
        parts.append(f"<h2>{escape(title)}</h2>{written(title, columns, [row[1:] for row in group])}")
    return f'<div class="faults">{"".join(parts)}</div>'
