"""What is measured: our own pages, the floor and the usual way; and what must stand on the screen before a clock stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MapKind = Literal["none", "element", "plugin"]
TopicName = Literal["collaborations", "installations"]


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
    page : str
        Its name in the address, where the script has several pages and it is not the first.
    """

    name: str
    script: str
    map: MapKind
    page: str = ""


@dataclass(frozen=True)
class Topic:
    """Pages on the same rows.

    Parameters
    ----------
    name : {"collaborations", "installations"}
        The table whose rows they show.
    metric : str
        The figure that counts these rows.
    charts : int
        How many charts each page has.
    subjects : tuple of Subject
        The floor, the usual way and ours, in this order and by these names.
    """

    name: TopicName
    metric: str
    charts: int
    subjects: tuple[Subject, ...]


BARE = Subject("bare", "benchmarks/apps/bare.py", "none")
TUTORIAL = Subject("tutorial", "benchmarks/apps/tutorial.py", "element")
OURS = Subject("ours", "app.py", "plugin")
SUBJECTS = (BARE, TUTORIAL, OURS)
COLLABORATIONS = Topic("collaborations", "Links", 0, SUBJECTS)
INSTALLATIONS = Topic(
    "installations",
    "Installations",
    4,
    (
        Subject(BARE.name, "benchmarks/apps/bare_installations.py", BARE.map),
        Subject(TUTORIAL.name, "benchmarks/apps/tutorial_installations.py", TUTORIAL.map),
        Subject(OURS.name, OURS.script, OURS.map, "installations"),
    ),
)
TOPICS = (COLLABORATIONS, INSTALLATIONS)
