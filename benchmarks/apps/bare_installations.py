"""The floor of the page of installations: the same widgets, table and charts without a map."""

from __future__ import annotations

import streamlit as st

from benchmarks.apps import installation_parts as own
from benchmarks.apps import parts

st.set_page_config(layout="wide")
read = own.tables()
language = parts.header()
top = st.container()
rows = own.filters(read, language)
with top:
    own.figures(rows)
own.gallery(read, rows, language)
st.markdown(f"{len(rows)} installations are documented here.")
st.subheader("The installations as rows", anchor=False)
own.table(read, rows, language)
own.downloads(rows)
own.charts(read, rows, language)
