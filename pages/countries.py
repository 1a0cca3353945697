import streamlit as st

from components import (
    country_ranking,
    detail_panel,
    downloads,
    draft,
    figures,
    filters,
    installation_figures,
    map_frame,
    matrix_table,
    state,
    undated,
)
from geo import shown

view = state.read(draft.programme())
state.show_notices(view, "installations")

with st.container(horizontal=True, vertical_alignment="top", key="head_row"):
    installation_figures.show(view)
    filters.show(view, "installations", ("country", "tech", "scheme"))
installation_figures.show_sentences(view)
undated.show(view)

if shown.number(view.programme, view.selection, "installations"):
    matrix_table.show(view)
else:
    filters.show_empty(view, "installations")

map_side, panel_side = st.columns([2.6, 1], gap="small")
with map_side:
    map_frame.show(view, "countries")
with panel_side, st.container(key="panel"):
    if view.selection.selected:
        detail_panel.show(view)
    else:
        country_ranking.show(view)
downloads.show(view, "installations", "countries")
figures.show_data_date(view)
