"""Slides (PPTX, ISO/IEC 29500) of exactly what a Selection shows: map, figures, editable charts, rows and sources.

`stage` is the empty presentation with its fonts, colours and layouts; `setting` sets texts that never leave their boxes;
`charts` and `tables` are what they say; `deck` puts the slides together.
"""
