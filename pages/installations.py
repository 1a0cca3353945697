import streamlit as st

from components import (
    detail_panel,
    downloads,
    draft,
    figures,
    filters,
    installation_charts,
    installation_figures,
    installations_table,
    map_frame,
    state,
    technology_gallery,
    undated,
)
from geo import shown

view = state.read(draft.programme())
state.show_notices(view, "installations")

with st.container(horizontal=True, vertical_alignment="top", key="head_row"):
    installation_figures.show(view)
    filters.show(view, "installations", ("tech", "sector", "country", "scheme", "status"))

map_side, panel_side = st.columns([2.6, 1], gap="small")
with map_side:
    map_frame.show(view, "installations")
panel = panel_side.container(key="panel")

installation_figures.show_sentences(view)
undated.show(view)
st.subheader(view.text("The installations as rows"), anchor=False)
installations_table.show(view)
downloads.show(view, "installations")
# Filled after the table has been sent: its many buttons would keep the table waiting (benchmarks/).
with panel:
    if view.selection.selected:
        detail_panel.show(view)
    elif not shown.number(view.programme, view.selection, "installations"):
        filters.show_empty(view, "installations")
    else:
        technology_gallery.show(view)
st.subheader(view.text(installation_charts.TITLE), anchor=False)
installation_charts.show(view)
figures.show_data_date(view)
