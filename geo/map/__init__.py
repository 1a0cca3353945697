"""The map: a constant Folium map with a plugin of ours, and the document of links that the plugin draws."""
