"""What a file draws: the documents of the live map, narrowed to the rows of a Selection."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo import shown
from geo.language import message
from geo.map.document import dominoes_document, home_bounds, installations_document, links_document
from geo.map.frame import SUBJECTS, MapName
from geo.parameters import Selected, Subject
from geo.programme import Programme
from geo.selection import Selection

Document = dict[str, Any]


@dataclass(frozen=True)
class Layer:
    """One layer of the file.

    Parameters
    ----------
    name : {"links", "installations", ...}
        Which map it is.
    title : str
        What it is called where layers are chosen: a message id.
    document : callable
        Writes what it draws.
    table : str
        The document's table of rows.
    key : str
        The column that names these rows in the tables; ``id`` in the document.
    things : Mapping of str to str
        Which columns of the table hold what can be opened, and of which kind that is.
    """

    name: MapName
    title: str
    document: Callable[[Programme], Document]
    table: str
    key: str
    things: Mapping[str, str]


LAYERS: tuple[Layer, ...] = (
    Layer(
        "links", message("Partnerships"), links_document, "links", "collaboration_id",
        {"pair": "pair", "jp_place_id": "place", "partner_place_id": "place", "country_iso3": "country"},
    ),
    Layer(
        "installations", message("Installations"), installations_document, "installations", "installation_id",
        {"id": "installation", "country_iso3": "country"},
    ),
    Layer(
        "dominoes", message("Domino effects"), dominoes_document, "dominoes", "domino_id",
        {"id": "domino", "from_place_id": "place", "to_place_id": "place", "via_place_id": "place"},
    ),
)  # fmt: skip


def layer_of(subject: Subject) -> MapName | None:
    """Name the layer on which the rows of a subject stand in the file; None where they stand on none."""
    return next((layer.name for layer in LAYERS if SUBJECTS[layer.name] == subject), None)


def narrowed(programme: Programme, layer: Layer, selection: Selection, also: Collection[str] = ()) -> Document:
    """Write a layer's document with the rows of a Selection only.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : Layer
        Which one.
    selection : Selection
        What is shown.
    also : collection of str
        Ids of rows that go along although the Selection leaves them out, for steps that ask for them.

    Returns
    -------
    dict
        As `geo.map.document` writes it, with the rows left out that the Selection does not hold; it opens on those that stay.
    """
    whole = layer.document(programme)
    kept = set(shown.rows(programme, selection, SUBJECTS[layer.name])[layer.key])
    around = _points({**whole, layer.table: _rows(whole[layer.table], kept)}, layer)
    narrower = 0 < len(kept) < len(whole[layer.table]["id"])
    return {
        **whole,
        layer.table: _rows(whole[layer.table], kept.union(also)),
        **({"home": home_bounds(around)} if narrower else {}),
    }


def things(document: Document, layer: Layer) -> list[Selected]:
    """List all that can be opened on a layer, in the order of its rows."""
    table = document[layer.table]
    found = dict.fromkeys((kind, value) for column, kind in layer.things.items() for value in table[column] if value)
    return [Selected(kind, value) for kind, value in found]  # type: ignore[arg-type]  # `Layer.things` has only such kinds


def _rows(table: Mapping[str, list[Any]], kept: Collection[str]) -> dict[str, list[Any]]:
    places = [place for place, key in enumerate(table["id"]) if key in kept]
    return {column: [values[place] for place in places] for column, values in table.items()}


def _points(document: Document, layer: Layer) -> pd.DataFrame:
    table = document[layer.table]
    if "lon" in table:
        labels = _by_id(document["countries"])
        points = [
            labels[country] if lon is None else (lon, lat)
            for lon, lat, country in zip(table["lon"], table["lat"], table["country_iso3"], strict=True)
        ]
    else:
        places = _by_id(document["places"])
        ends = [column for column, kind in layer.things.items() if kind == "place"]
        points = [places[place] for column in ends for place in table[column] if place]
    return pd.DataFrame(list(dict.fromkeys(points)), columns=["lon", "lat"])


def _by_id(table: Mapping[str, list[Any]]) -> dict[str, tuple[float, float]]:
    return {key: (lon, lat) for key, lon, lat in zip(table["id"], table["lon"], table["lat"], strict=True)}
