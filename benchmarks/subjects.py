"""What is measured: our own pages, the floors and the usual way; and what must stand on the screen before a clock stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MapKind = Literal["none", "element", "leaflet", "plugin"]
TopicName = Literal["collaborations", "installations"]


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    Parameters
    ----------
    name : str
        Its name in tables.
    script : str
        What ``streamlit run`` is given, or an HTML page that is served as it is; relative to the project's folder.
    map : {"none", "element", "leaflet", "plugin"}
        Whether its map is not there, is a Folium map with an element a row, is Leaflet's own without Folium, or is our plugin.
    page : str
        Its name in the address, where it is not the first page there.
    """

    name: str
    script: str
    map: MapKind
    page: str = ""

    @property
    def static(self) -> bool:
        """Whether files are all it is: no Streamlit, no sessions, nothing runs on the server."""
        return self.script.endswith(".html")


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
        The floor, the usual way, the floor of any map in a browser and ours, in this order and by these names.
    """

    name: TopicName
    metric: str
    charts: int
    subjects: tuple[Subject, ...]


BARE = Subject("bare", "benchmarks/apps/bare.py", "none")
TUTORIAL = Subject("tutorial", "benchmarks/apps/tutorial.py", "element")
LEAFLET = Subject("leaflet", "benchmarks/apps/leaflet.html", "leaflet", "leaflet.html")
OURS = Subject("ours", "app.py", "plugin")
SUBJECTS = (BARE, TUTORIAL, LEAFLET, OURS)
COLLABORATIONS = Topic("collaborations", "Links", 0, SUBJECTS)
INSTALLATIONS = Topic(
    "installations",
    "Installations",
    4,
    (
        Subject(BARE.name, "benchmarks/apps/bare_installations.py", BARE.map),
        Subject(TUTORIAL.name, "benchmarks/apps/tutorial_installations.py", TUTORIAL.map),
        Subject(LEAFLET.name, "benchmarks/apps/leaflet_installations.html", LEAFLET.map, "leaflet_installations.html"),
        Subject(OURS.name, OURS.script, OURS.map, "installations"),
    ),
)
TOPICS = (COLLABORATIONS, INSTALLATIONS)
