"""The usual way for installations: a new Folium map in every run, a circle a row, handed to ``st_folium``.

A row known only by its country stands at the country's label point, so that every row has its circle.
"""

from __future__ import annotations

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.apps import installation_parts as own
from benchmarks.apps import parts

st.set_page_config(layout="wide")
read = own.tables()
language = parts.header()
top = st.container()
rows = own.filters(read, language)
with top:
    own.figures(rows)

drawn = folium.Map(location=[18, 108], zoom_start=4, tiles=None)
labels = {str(country): (point["label_lat"], point["label_lon"]) for country, point in read.labels.iterrows()}
for row in rows.to_dict("records"):
    located = row["location_precision"] != "country"
    place = (row["lat"], row["lon"]) if located else labels[row["country_iso3"]]
    folium.CircleMarker(place, radius=5, tooltip=row[f"name_{language}"]).add_to(drawn)

map_side, panel_side = st.columns([2.6, 1])
with map_side:
    st_folium(drawn, height=600, use_container_width=True, returned_objects=[])
with panel_side:
    own.gallery(read, rows, language)
st.markdown(f"{len(rows)} installations are documented here.")
st.subheader("The installations as rows", anchor=False)
own.table(read, rows, language)
own.downloads(rows)
own.charts(read, rows, language)
