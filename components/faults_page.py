"""What a reader sees instead of the pages when the tables hold faults: every one of them, and what to do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.faults import FaultyTables, headings, rows
from geo.language import Language


def show(faulty: FaultyTables, language: Language) -> None:
    """Show all faults as a table."""
    text = language.text
    st.error(
        language.plural(
            "Nothing is shown while the tables break {n} rule. Mend it and reload the page.",
            "Nothing is shown while the tables break rules in {n} places. Mend them and reload the page.",
            sum(1 + fault.more for fault in faulty.faults),
        )
    )
    table = pd.DataFrame(rows(faulty.faults, language), columns=headings(language))
    st.dataframe(table, hide_index=True, alt=text("Faults in the tables"))
    st.caption(text("The same report in a terminal: python -m geo.check"))
