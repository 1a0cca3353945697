"""A part of the rows found: so many from such a one on, with some of their columns, and the ways to the parts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import geopandas as gpd

from geo.api.parameters import FIELD_SEPARATOR, FIELDS, LIMIT, OFFSET, Asked
from geo.api.resource import GEOJSON
from geo.export import records
from geo.export.records import KEYS, Layer
from geo.programme import Programme

# A row never leaves without what names it, what it rests on and how sure it is.
ALWAYS = ("evidence", "source_id")
TOTAL = "X-Total-Count"


def kept(layer: Layer, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Name the columns of a layer that every answer holds, whatever is chosen."""
    return tuple(name for name in columns if name == KEYS[layer] or name in ALWAYS)


def part(programme: Programme, layer: Layer, asked: Asked) -> tuple[gpd.GeoDataFrame, int]:
    """Take the part of the rows found that is asked for.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Which rows.
    asked : Asked
        Which of them, and which columns.

    Returns
    -------
    geopandas.GeoDataFrame
        As `geo.export.records.selected` gives them; of chosen columns those, and the ones no row leaves without.
    int
        How many rows there are in all.
    """
    found = records.rows(programme, layer, asked.selection)
    page = asked.page
    end = None if page.limit is None else page.offset + page.limit
    rows = records.outside(programme, layer, found.iloc[page.offset : end])
    if page.fields:
        columns = records.columns(programme, layer)
        chosen = {*page.fields, *kept(layer, columns)}
        rows = rows[[*(name for name in columns if name in chosen), "geometry"]]
    return rows, len(found)


def members(layer: Layer, asked: Asked, returned: int, matched: int) -> dict[str, object]:
    """Say in a GeoJSON how many rows there are, how many it holds, and where the parts beside it are.

    Parameters
    ----------
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Which rows.
    asked : Asked
        What was asked for.
    returned, matched : int
        Rows in this part, and in all.

    Returns
    -------
    dict of str to object
        ``numberMatched``, ``numberReturned`` and ``links`` (named as in OGC API Features).
    """
    named = [
        {"rel": relation, "href": f"{layer}.geojson{query}", "type": GEOJSON} for relation, query in beside(asked, matched).items()
    ]
    return {"numberMatched": matched, "numberReturned": returned, "links": named}


def headers(path: str, asked: Asked, matched: int) -> dict[str, str]:
    """Say the same in headers (RFC 8288), for any form of the rows; addresses are relative to the one asked for."""
    name = path.rpartition("/")[2]
    links = ", ".join(f'<{name}{query}>; rel="{relation}"' for relation, query in beside(asked, matched).items())
    return {TOTAL: str(matched), **({"Link": links} if links else {})}


def beside(asked: Asked, matched: int) -> Mapping[str, str]:
    """Write the queries of the first, the previous, the next and the last part, where rows are asked for in parts."""
    limit, offset = asked.page.limit, asked.page.offset
    if limit is None:
        return {}
    starts = {"first": 0}
    if offset > 0:
        starts["prev"] = max(0, offset - limit)
    if offset + limit < matched:
        starts["next"] = offset + limit
    starts["last"] = max(0, (matched - 1) // limit * limit)
    return {relation: _query(asked, limit, start) for relation, start in starts.items()}


def _query(asked: Asked, limit: int, offset: int) -> str:
    written = {**asked.selection.without("sel").parameters(), **{name: [value] for name, value in asked.options.items()}}
    written |= {LIMIT: [str(limit)], **({OFFSET: [str(offset)]} if offset else {})}
    if asked.page.fields:
        written[FIELDS] = [FIELD_SEPARATOR.join(asked.page.fields)]
    return "?" + urlencode(written, doseq=True, safe=FIELD_SEPARATOR)
