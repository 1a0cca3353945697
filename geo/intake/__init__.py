"""Tables somebody brings along: read with suspicion, repaired where that is safe, matched, checked with the rules of ``data/``.

Nothing here writes to the disk, runs a formula or follows a link of a file. `reading` turns files into sheets or refusals,
`header` and `matching` find what the columns are, `repair` mends cells, `compose` puts the rows in place of the present ones,
`checking` validates all of it, `annotated` gives the keeper's rows back with the faults marked.
"""

from __future__ import annotations
