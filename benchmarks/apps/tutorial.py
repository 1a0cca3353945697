"""The usual way: a new Folium map in every run, one element a row, handed to ``st_folium``.

Kinder to it than most tutorials are: no tiles, straight lines, nothing returned to Python. Leaflet comes from its usual
address, which the measurement answers from disk.
"""

from __future__ import annotations

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.apps import parts

COLOURS = ("#14344f", "#14547f", "#1f7a8c", "#4a8f5b", "#b58900", "#cb6b16", "#b3122b")

st.set_page_config(layout="wide")
read = parts.tables()
language = parts.header()
top = st.container()
links = parts.filters(read, language)
with top:
    parts.figures(links)

drawn = folium.Map(location=[18, 108], zoom_start=4, tiles=None)
points = dict(zip(read.places.index, read.places[["lat", "lon"]].to_numpy().tolist(), strict=True))
names = read.names[language]["jp_place_id"]
for link in links.to_dict("records"):
    folium.PolyLine(
        [points[link["jp_place_id"]], points[link["partner_place_id"]]],
        color=COLOURS[link["fiscal_year"] % len(COLOURS)],
        weight=2,
        tooltip=f"{names[link['jp_place_id']]} – {names[link['partner_place_id']]}, FY{link['fiscal_year']}",
    ).add_to(drawn)
for place in dict.fromkeys([*links["jp_place_id"], *links["partner_place_id"]]):
    folium.CircleMarker(points[place], radius=4, tooltip=names[place]).add_to(drawn)

map_side, panel_side = st.columns([2.6, 1])
with map_side:
    st_folium(drawn, height=600, use_container_width=True, returned_objects=[])
with panel_side:
    parts.rankings(read, links, language)
st.markdown(f"{links['partner_place_id'].nunique()} partner places are documented here.")
st.subheader("The links as rows", anchor=False)
parts.table(read, links, language)
parts.downloads(links)
