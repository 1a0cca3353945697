"""What a row looks like outside: its table's columns, the names behind its ids, and the addresses of its sources.

The order of the columns is that of the table's file, then the added ones in the order of `ADDED`. Columns that only
serve the pages (folded text, drawn lines) never leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import geopandas as gpd
import pandas as pd

from geo import parameters, places, shown, tables
from geo.conditions import LIST_SEPARATOR, matching
from geo.language import message
from geo.parameters import Subject
from geo.programme import Programme, split_codes
from geo.selection import Selection
from geo.shown import WHOLE

Layer = Literal["places", "collaborations", "installations", "cases", "dominoes"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
KEYS: Mapping[Layer, str] = {layer: tables.KEYS[layer][0] for layer in LAYERS}
# Places are those of the selected collaborations: what applies to these applies to them.
SUBJECTS: Mapping[Layer, Subject] = {"places": "collaborations", **{subject: subject for subject in parameters.SUBJECTS}}
# Columns that name a place, by the beginning of the columns that hold its names.
SIDES: Mapping[Layer, tuple[str, ...]] = {
    "collaborations": ("jp_place", "partner_place"),
    "cases": ("jp_place", "partner_place"),
    "dominoes": ("from_place", "to_place", "via_place"),
}

# An address may hold a semicolon but never a space (`geo.schema` sees to it).
ADDRESS_SEPARATOR = " "
LISTS: Mapping[str, str] = {
    "themes": LIST_SEPARATOR,
    "source_id": LIST_SEPARATOR,
    "source_id_2": LIST_SEPARATOR,
    "installation_ids": LIST_SEPARATOR,
    "countries": LIST_SEPARATOR,
    "source_urls": ADDRESS_SEPARATOR,
}

COUNTRY_NAMES = {
    "country_name_en": message("Name of the partner's country in English."),
    "country_name_ja": message("Name of the partner's country in Japanese."),
}
PAIR_NAMES = {
    "jp_place_name_en": message("Name of the Japanese government in English."),
    "jp_place_name_ja": message("Name of the Japanese government in Japanese."),
    "partner_place_name_en": message("Name of the partner place in English."),
    "partner_place_name_ja": message("Name of the partner place in Japanese."),
    "country_iso3": message("Country of the partner place, ISO 3166-1 alpha-3 code."),
}
SOURCES = {"source_urls": message("Addresses of all sources of the row.")}
ADDED: Mapping[Layer, Mapping[str, str]] = {
    "places": {
        "country_name_en": message("Name of the country in English."),
        "country_name_ja": message("Name of the country in Japanese."),
        "links": message("How many of the selected links (a pair in a fiscal year) the place takes part in."),
        "partners": message("How many places it works with in these links."),
        "first_year": message("First fiscal year of these links."),
        "last_year": message("Last fiscal year of these links."),
        "evidence": message("Best level of evidence among these links."),
        "source_id": message("Sources of these links."),
        **SOURCES,
    },
    "collaborations": {
        **PAIR_NAMES,
        **COUNTRY_NAMES,
        **SOURCES,
    },
    "installations": {
        "country_name_en": message("Name of the country in English."),
        "country_name_ja": message("Name of the country in Japanese."),
        **SOURCES,
    },
    "cases": {
        **PAIR_NAMES,
        **COUNTRY_NAMES,
        "themes": message("Themes of the pair's collaborations in the case's fiscal years, at any level of evidence."),
        **SOURCES,
    },
    "dominoes": {
        "from_place_name_en": message("Name of the place it spread from in English."),
        "from_place_name_ja": message("Name of the place it spread from in Japanese."),
        "to_place_name_en": message("Name of the place it reached in English."),
        "to_place_name_ja": message("Name of the place it reached in Japanese."),
        "via_place_name_en": message("Name of the place that passed it on in English."),
        "via_place_name_ja": message("Name of the place that passed it on in Japanese."),
        "countries": message("Countries abroad that it touches, ISO 3166-1 alpha-3 codes."),
        **SOURCES,
    },
}


def selected(programme: Programme, layer: Layer, selection: Selection) -> gpd.GeoDataFrame:
    """Give the rows of a layer that a selection shows, ready to be written.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Which rows.
    selection : Selection
        What is shown; parameters that do not apply to the layer change nothing.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, with the columns of `columns` and ``geometry``, in the order of the table.
    """
    return outside(programme, layer, rows(programme, layer, selection))


def rows(programme: Programme, layer: Layer, selection: Selection) -> gpd.GeoDataFrame:
    """Give the rows of a layer that a selection shows, as the pages work with them."""
    if layer == "places":
        return places.rows(programme, selection)
    subject = SUBJECTS[layer]
    return matching(WHOLE[subject](programme), selection.conditions(subject)).sort_index()


def number(programme: Programme, layer: Layer, selection: Selection) -> int:
    """Count the rows of a layer that a selection shows, without making them."""
    if layer == "places":
        links = shown.counted(programme, selection)
        return len({*links["jp_place_id"], *links["partner_place_id"]})
    return shown.number(programme, selection, SUBJECTS[layer])


def columns(programme: Programme, layer: Layer) -> tuple[str, ...]:
    """Name the columns of a layer's rows outside, in their order, without ``geometry``."""
    own = programme.tables[layer].columns.drop("geometry", errors="ignore")
    return tuple(dict.fromkeys([*own, *ADDED[layer]]))


def outside(programme: Programme, layer: Layer, shown: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give rows the columns they have outside.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        What the rows are.
    shown : geopandas.GeoDataFrame
        Any of the layer's rows, in any order.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows in the same order.
    """
    countries = programme.countries.set_index("iso3")
    where = programme.places.set_index("place_id")
    named: dict[str, pd.Series[str]] = {}
    for code in ("en", "ja"):
        if "country_iso3" in shown:
            named[f"country_name_{code}"] = shown["country_iso3"].map(countries[f"name_{code}"])
        for side in SIDES.get(layer, ()):
            named[f"{side}_name_{code}"] = shown[f"{side}_id"].map(where[f"name_{code}"]).fillna("")
    complete = shown.assign(**named, source_urls=addresses(programme, shown))
    return complete[[*columns(programme, layer), "geometry"]]


def addresses(programme: Programme, table: pd.DataFrame) -> pd.Series[str]:
    """Look up where the sources of rows are found.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    table : pandas.DataFrame
        With ``source_id`` and perhaps ``source_id_2``.

    Returns
    -------
    pandas.Series of str
        Addresses of the union of both columns' sources, joined by `ADDRESS_SEPARATOR`; indexed like `table`.
    """
    address = dict(zip(programme.sources["source_id"], programme.sources["url"], strict=True))
    listed = table["source_id"]
    if "source_id_2" in table.columns:
        listed = listed + LIST_SEPARATOR + table["source_id_2"]
    return listed.map(lambda ids: ADDRESS_SEPARATOR.join(dict.fromkeys(address[code] for code in split_codes(ids))))
