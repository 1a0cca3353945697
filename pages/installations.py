import streamlit as st

from components import map_frame, state
from geo.current import current_programme

view = state.read(current_programme())
state.show_notices(view, "installations")
with st.container(key="map_side"):
    map_frame.show(view, "installations")
