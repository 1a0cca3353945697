"""The HTTP API: the same rows as the pages show, under the same parameters, for a GIS, a spreadsheet or a program.

It also feeds the map. `routes` puts it together from what is served where (`resources`), what was asked (`parameters`),
how that is said in HTTP (`answers`, `problems`) and what was written before (`store`).
"""
