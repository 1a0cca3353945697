"""What is measured: our own page, the floor and the usual way; and what must stand on the screen before a clock stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MapKind = Literal["none", "element", "plugin"]


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    Parameters
    ----------
    name : str
        Its name in tables.
    script : str
        What ``streamlit run`` is given, relative to the project's folder.
    map : {"none", "element", "plugin"}
        Whether its map has an element a row, is our plugin, or is not there.
    """

    name: str
    script: str
    map: MapKind


BARE = Subject("bare", "benchmarks/apps/bare.py", "none")
TUTORIAL = Subject("tutorial", "benchmarks/apps/tutorial.py", "element")
OURS = Subject("ours", "app.py", "plugin")
SUBJECTS = (BARE, TUTORIAL, OURS)
