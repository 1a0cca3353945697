"""The Folium map of the links: constant, with the visitor's Selection added as one small feature group.

The map itself never changes, so that the frame it lives in is never rebuilt and the visitor keeps zoom and place. No text of a
table passes through Folium, whose elements are rendered as templates: the map's script fetches the data as JSON, and a
Selection is sent in base64.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.conditions import Condition
from geo.language import Language
from geo.map.texts import failure_texts
from geo.selection import Selected, Selection

# Relative to the frame's own address, so that the map also works below a path (server.baseUrlPath).
STATIC = "../../app/static/"
API = "../../api/v1/"
SCRIPTS = ("frame", "conditions", "dom", "ground", "links", "labels", "linkslayer", "yearbar", "card", "stage", "citymap")


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
    "min_zoom": 1,
    "max_zoom": 9,
    "max_bounds": True,
    "min_lat": -82,
    "max_lat": 85,
    "min_lon": -40,
    "max_lon": 340,
    "max_bounds_viscosity": 0.7,
}


class PartnershipLayer(JSCSSMixin, MacroElement):
    """The links with their year bar, drawn by our script from the documents at two addresses."""

    _template = Template(
        "{% macro script(this, kwargs) %}CityMap.start({{ this._parent.get_name() }}, {{ this.config }});{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Folium's elements carry no types
        self._name = "PartnershipLayer"
        self.default_js = [(f"citymap_{name}", f"{STATIC}map/{name}.js") for name in SCRIPTS]
        self.default_css = [("citymap_css", f"{STATIC}map/map.css")]
        self.config = json.dumps({"data": f"{API}map/links.json", "ground": f"{STATIC}ground.json", "failure": failure_texts()})


class SelectionMessage(MacroElement):
    """A Selection on its way to the map's script."""

    _template = Template('{% macro script(this, kwargs) %}CityMap.show("{{ this.payload }}");{% endmacro %}')

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Folium's elements carry no types
        self._name = "SelectionMessage"
        self.payload = payload


def partnership_map() -> folium.Map:
    """Make the constant base map, without tiles, in EPSG:3857 like every web map.

    Returns
    -------
    folium.Map
        A new object for each call, always with the same script: Folium adds to the object what is shown on it. Leaflet comes
        from the app itself, and no other host is asked for anything.
    """
    base = folium.Map(**OPTIONS)
    base.default_js = LEAFLET_SCRIPTS
    base.default_css = LEAFLET_STYLES
    PartnershipLayer().add_to(base)
    return base


def wire(conditions: Sequence[Condition], selected: Selected | None, language: Language) -> dict[str, Any]:
    """Say to the map what to show.

    Parameters
    ----------
    conditions : sequence of Condition
        What a link must satisfy.
    selected : Selected or None
        Whose detail is open.
    language : Language
        The language of names and words.

    Returns
    -------
    dict
        Plain data.
    """
    return {
        "conditions": [condition.wire() for condition in conditions],
        "selected": {"kind": selected.kind, "id": selected.id} if selected else None,
        "language": language.code,
    }


def encoded(message: dict[str, Any]) -> str:
    """Write a message as base64 of ASCII JSON, in which nothing can be read as markup, script or template."""
    return base64.b64encode(json.dumps(message, separators=(",", ":")).encode("ascii")).decode("ascii")


def selection_group(selection: Selection, language: Language) -> folium.FeatureGroup:
    """Wrap a Selection as the feature group that is added to the constant map.

    Parameters
    ----------
    selection : Selection
        What is shown.
    language : Language
        The language of names and words.

    Returns
    -------
    folium.FeatureGroup
        For ``st_folium(feature_group_to_add=...)``.
    """
    group = folium.FeatureGroup(name="selection")
    message = wire(selection.conditions("collaborations"), selection.selected, language)
    SelectionMessage(encoded(message)).add_to(group)
    return group
