"""Rows as files that other programs open: GeoJSON for a GIS, CSV for everything else.

`records` says which columns a row has outside, `geojson` and `delimited` write them, `package` describes all tables,
`names` names the files.

`picture` draws the maps, `slides` tells of them page by page; `told` words what both tell, `lettering` measures it in the fonts of
``fonts/``.
"""
