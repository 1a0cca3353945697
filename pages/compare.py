import streamlit as st

from components import comparing, comparison, draft, figures, state
from geo.page_parameters import SECOND

programme = draft.programme()
first, second = state.read(programme), state.read(programme, SECOND)
subject = comparing.subject()
comparing.show_notices(first, second, subject)
comparing.show_controls(first, second, subject)
comparison.show_alike(first, second, subject)

with st.container(key="maps_in_step"):
    for column, view in zip(st.columns(2, gap="small", vertical_alignment="bottom"), (first, second), strict=True):
        with column:
            comparing.show_side(view, subject)

comparison.show(first, second, subject)
figures.show_data_date(first)
