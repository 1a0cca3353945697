"""Rows as files that other programs open: GeoJSON for a GIS, CSV for everything else.

`records` says which columns a row has outside, `geojson` and `delimited` write them, `package` describes all tables,
`names` names the files.
"""
