"""Rows of the JCM registry's file, proposed to the keepers of ``installations.csv``: new ones, completed ones, contradictions.

Nothing is written into the tables: a keeper reads the proposals and decides. `columns` names the file's columns, `location` reads
the cell that holds a place in four lines, `entries` makes rows of the file, `proposals` sets them beside the present rows, and
`files` writes them down. ``python -m geo.registry FILE`` is the command.
"""
