import streamlit as st

from components import detail_panel, domino_list, downloads, draft, figures, filters, map_frame, state, undated
from geo import shown

view = state.read(draft.programme())
state.show_notices(view, "dominoes")

with st.container(horizontal=True, vertical_alignment="top", key="head_row"):
    domino_list.show_figures(view)
    filters.show(view, "dominoes", ("country", "jp", "partner"))

map_side, panel_side = st.columns([2.2, 1], gap="small")
with map_side:
    map_frame.show(view, "dominoes")
with panel_side, st.container(key="panel"):
    if view.selection.selected:
        detail_panel.show(view, but="pages/dominoes.py")
    elif not shown.number(view.programme, view.selection, "dominoes"):
        filters.show_empty(view, "dominoes")
    else:
        domino_list.show(view)

domino_list.show_meaning(view)
undated.show(view, "dominoes")
downloads.show(view, "dominoes")
figures.show_data_date(view)
