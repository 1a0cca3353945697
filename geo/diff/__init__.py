"""What changed between two versions of the tables: rows, columns, order, and every total that follows from them.

`versions` reads a version (a folder, a git revision, tables at hand), `rows` compares tables, `totals` what they amount to,
`difference` puts both together; `words`, `report` and `workbook` tell it to a reader. ``python -m geo.diff A B`` is the command.
"""

from __future__ import annotations

from geo.diff.difference import Difference, compare
from geo.diff.rows import TableDifference
from geo.diff.versions import UnreadableVersionError, Version, of_programme, read

__all__ = ["Difference", "TableDifference", "UnreadableVersionError", "Version", "compare", "of_programme", "read"]
