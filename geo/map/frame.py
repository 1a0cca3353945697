"""The Folium maps: constant, with the visitor's Selection added as one small feature group.

The map itself never changes, so that the frame it lives in is never rebuilt and the visitor keeps zoom and place. No text of a
table passes through Folium, whose elements are rendered as templates: the map's script fetches the data as JSON, and a
Selection is sent in base64.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.drafts import api_base
from geo.language import Language
from geo.map.extent import Corners
from geo.map.sites import Site
from geo.map.texts import failure_texts
from geo.parameters import Subject
from geo.selection import Selection

# Relative to the frame's own address, so that the map also works below a path (server.baseUrlPath).
APP = "../../"
STATIC = f"{APP}app/static/"
COMMON_SCRIPTS = ("frame", "conditions", "dom", "ground", "names", "card", "yearbar", "far", "sites", "stage")
MapName = Literal["links", "installations", "countries", "dominoes"]
SUBJECTS: Mapping[MapName, Subject] = {
    "links": "collaborations",
    "installations": "installations",
    "countries": "installations",
    "dominoes": "dominoes",
}
LAYER_SCRIPTS: Mapping[MapName, tuple[str, ...]] = {
    "links": ("links", "labels", "linkslayer"),
    "installations": ("dots", "dotslayer"),
    "countries": ("countrylayer",),
    "dominoes": ("arrows", "spreads", "dominolayer"),
}
DOCUMENTS: Mapping[Subject, str] = {
    "collaborations": "map/links.json",
    "installations": "map/installations.json",
    "dominoes": "map/dominoes.json",
}
CLUSTER_SCRIPTS = [("markercluster", f"{STATIC}leaflet.markercluster/leaflet.markercluster.js")]
CLUSTER_STYLES = [("markercluster_css", f"{STATIC}leaflet.markercluster/MarkerCluster.css")]
LEAFLET_SCRIPTS = [("leaflet", f"{STATIC}leaflet/leaflet.js")]
LEAFLET_STYLES = [("leaflet_css", f"{STATIC}leaflet/leaflet.css")]
OPTIONS: Mapping[str, Any] = {
    "location": [18, 108],
    "zoom_start": 4,
    "tiles": None,
    "zoom_control": False,
    "attribution_control": False,
    "zoom_snap": 0,
    "zoom_delta": 0.6,
    "wheel_px_per_zoom_level": 110,
    "max_bounds": True,
    "min_lat": -82,
    "max_lat": 85,
    "min_lon": -40,
    "max_lon": 340,
    "max_bounds_viscosity": 0.7,
}


# What Folium writes under other names than Leaflet has.
LEAFLET_NAMES = {"location": "center", "zoom_start": "zoom"}
CORNERS = ("min_lat", "min_lon", "max_lat", "max_lon")


def leaflet_options() -> dict[str, Any]:
    """Write the options of the base map as Leaflet takes them, for a map that is made without Folium."""
    south, west, north, east = (OPTIONS[corner] for corner in CORNERS)
    own = {name: value for name, value in OPTIONS.items() if name not in (*CORNERS, "tiles", "max_bounds")}
    named = {_camel_case(LEAFLET_NAMES.get(name, name)): value for name, value in own.items()}
    return {**named, "maxBounds": [[south, west], [north, east]]}


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


class Layer(JSCSSMixin, MacroElement):
    """One layer with its year bar, drawn by our script from the documents at two addresses.

    Parameters
    ----------
    name : {"links", "installations", "countries", "dominoes"}
        Which map.
    api : str, optional
        Where the tables are served, relative to the app's own address; the published ones, if not given.
    in_step : bool
        Whether it shows the same view as another such map on its page.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}CityMap.start({{ this._parent.get_name() }}, {{ this.config }});{% endmacro %}"
    )

    def __init__(self, name: MapName, api: str | None = None, *, in_step: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Folium's elements carry no types
        self._name = "Layer"
        parts = (*COMMON_SCRIPTS, *LAYER_SCRIPTS[name], *(("instep",) if in_step else ()), "citymap")
        scripts = [(f"citymap_{part}", f"{STATIC}map/{part}.js") for part in parts]
        styles = [("citymap_css", f"{STATIC}map/map.css")]
        clustered = name == "installations"
        self.default_js = [*(CLUSTER_SCRIPTS if clustered else ()), *scripts]
        self.default_css = [*(CLUSTER_STYLES if clustered else ()), *styles]
        addresses = {
            "layer": name,
            "data": f"{APP}{api or api_base()}{DOCUMENTS[SUBJECTS[name]]}",
            "ground": f"{STATIC}ground.json",
        }
        self.config = json.dumps({**addresses, **({"inStep": True} if in_step else {}), "failure": failure_texts()})


class SelectionMessage(MacroElement):
    """A Selection on its way to the map's script."""

    _template = Template('{% macro script(this, kwargs) %}CityMap.show("{{ this.payload }}");{% endmacro %}')

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Folium's elements carry no types
        self._name = "SelectionMessage"
        self.payload = payload


def base_map(name: MapName, api: str | None = None, *, in_step: bool = False) -> folium.Map:
    """Make the constant base map, without tiles, in EPSG:3857 like every web map.

    Parameters
    ----------
    name : {"links", "installations", "countries", "dominoes"}
        Which map.
    api : str, optional
        Where the tables are served, relative to the app's own address: for tables a visitor brought along.
    in_step : bool
        Whether moving it moves another such map on the same page.

    Returns
    -------
    folium.Map
        A new object for each call, always with the same script: Folium adds to the object what is shown on it. Leaflet comes
        from the app itself, and no other host is asked for anything.
    """
    base = folium.Map(**OPTIONS)
    base.default_js = LEAFLET_SCRIPTS
    base.default_css = LEAFLET_STYLES
    Layer(name, api, in_step=in_step).add_to(base)
    return base


def wire(
    selection: Selection, subject: Subject, language: Language, home: Corners | None = None, sites: Sequence[Site] = ()
) -> dict[str, Any]:
    """Say to the map what to show.

    Parameters
    ----------
    selection : Selection
        What is shown, and whose detail is open.
    subject : {"collaborations", "installations", "dominoes"}
        Whose rows the map shows.
    language : Language
        The language of names and words.
    home : tuple of two tuples of float, optional
        The view the map opens with and goes home to, as `geo.map.extent.extent` gives it; its document's own, if not given.
    sites : sequence of Site
        Single installations that stand on the map too.

    Returns
    -------
    dict
        Plain data: ``conditions``, ``selected``, ``undated`` (whether rows without a year stay while years are chosen on the
        map) and ``language``; ``home`` and ``sites`` where they are given.
    """
    selected = selection.selected
    given: dict[str, Any] = {"home": home} if home else {}
    if sites:
        given["sites"] = [site.wire() for site in sites]
    return {
        **given,
        "conditions": [condition.wire() for condition in selection.conditions(subject)],
        "selected": {"kind": selected.kind, "id": selected.id} if selected else None,
        "undated": selection.undated,
        "language": language.code,
    }


def encoded(message: dict[str, Any]) -> str:
    """Write a message as base64 of ASCII JSON, in which nothing can be read as markup, script or template."""
    return base64.b64encode(json.dumps(message, separators=(",", ":")).encode("ascii")).decode("ascii")


def selection_group(
    selection: Selection, subject: Subject, language: Language, home: Corners | None = None, sites: Sequence[Site] = ()
) -> folium.FeatureGroup:
    """Wrap a Selection as the feature group that is added to the constant map.

    Parameters
    ----------
    selection, subject, language, home, sites
        As in `wire`.

    Returns
    -------
    folium.FeatureGroup
        For ``st_folium(feature_group_to_add=...)``.
    """
    group = folium.FeatureGroup(name="selection")
    SelectionMessage(encoded(wire(selection, subject, language, home, sites))).add_to(group)
    return group
