import streamlit as st

from components import downloads, draft, figures, filters, places_directory, state, year_grid, year_range
from geo import summary

view = state.read(draft.programme())
state.show_notices(view, "collaborations")

with st.container(horizontal=True, vertical_alignment="top", key="head_row"):
    figures.show(view)
    filters.show(view, "collaborations", ("country", "jp", "partner", "theme"))
year_range.show(view)
st.markdown(state.plain(summary.completeness_sentence(view.programme, view.selection, view.language)))

if summary.links(view.programme, view.selection).empty:
    filters.show_empty(view, "collaborations")
else:
    st.subheader(view.text(year_grid.TITLE), anchor=False)
    year_grid.show(view)
    for side in places_directory.SIDES:
        st.subheader(places_directory.count(view, side), anchor=False)
        places_directory.show(view, side)
downloads.show(view, "collaborations", named=True)
downloads.show(view, "places", named=True)
figures.show_data_date(view)
