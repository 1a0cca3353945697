"""The floor: the same widgets and the same table without a map."""

from __future__ import annotations

import streamlit as st

from benchmarks.apps import parts

st.set_page_config(layout="wide")
read = parts.tables()
language = parts.header()
top = st.container()
links = parts.filters(read, language)
with top:
    parts.figures(links)
parts.rankings(read, links, language)
st.markdown(f"{links['partner_place_id'].nunique()} partner places are documented here.")
st.subheader("The links as rows", anchor=False)
parts.table(read, links, language)
parts.downloads(links)
