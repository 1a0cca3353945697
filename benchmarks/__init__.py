"""Measuring the partnership map beside a page without a map and beside the usual way of making maps with Folium."""
