"""What a reader sees instead of the pages when the tables hold faults: every one of them, and what to do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.faults import FaultyTables, visible
from geo.language import Language


def show(faulty: FaultyTables, language: Language) -> None:
    """Show all faults as a table."""
    text = language.text
    st.error(
        language.plural(
            "Nothing is shown while the tables break {n} rule. Mend it and reload the page.",
            "Nothing is shown while the tables break rules in {n} places. Mend them and reload the page.",
            len(faulty.faults),
        )
    )
    rows = [
        (fault.file, fault.row, fault.column, visible(fault.value), fault.broken(language), fault.remedy(language))
        for fault in faulty.faults
    ]
    headings = [text("File"), text("Row"), text("Column"), text("Value"), text("Rule"), text("What to do")]
    st.dataframe(pd.DataFrame(rows, columns=headings), hide_index=True, alt=text("Faults in the tables"))
    st.caption(text("The same report in a terminal: python -m geo.check"))
