import streamlit as st

from components import detail_panel, downloads, draft, figures, filters, links_table, map_frame, rankings, state
from geo import summary

view = state.read(draft.programme())
state.show_notices(view, "collaborations")

with st.container(horizontal=True, vertical_alignment="top", key="head_row"):
    figures.show(view)
    filters.show(view, "collaborations", ("country", "jp", "partner", "theme"))

map_side, panel_side = st.columns([2.6, 1], gap="small")
with map_side:
    map_frame.show(view, "links")
with panel_side, st.container(key="panel"):
    if view.selection.selected:
        detail_panel.show(view)
    elif summary.links(view.programme, view.selection).empty:
        filters.show_empty(view, "collaborations")
    else:
        rankings.show(view)

st.markdown(state.plain(summary.completeness_sentence(view.programme, view.selection, view.language)))
st.subheader(view.text("The links as rows"), anchor=False)
links_table.show(view)
downloads.show(view, "collaborations")
figures.show_data_date(view)
