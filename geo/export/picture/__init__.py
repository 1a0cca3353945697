"""Pictures of the maps, drawn without a browser: PNG, SVG and PDF of exactly what a Selection shows.

``maps`` draws a map into a `Sheet` of plain marks (`marks`) whose places are known before anything is painted, `canvas` paints
them, `files` writes the formats.
"""
