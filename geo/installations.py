"""Installations as they are shown: each row with its point, its searchable text and its tie to the programme."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd

from geo.programme import Programme
from geo.references import TIE_SEPARATOR
from geo.search_text import folded

SEARCHED = (
    "registry_number",
    "name_ja",
    "name_en",
    "location_text",
    "technology_ja",
    "technology_en",
    "japanese_participant_ja",
    "japanese_participant_en",
    "partner_participant",
)
NAMES = ("name_ja", "name_en")


@lru_cache(maxsize=8)
def rows(programme: Programme) -> gpd.GeoDataFrame:
    """Join installations with what maps, filters and exports need.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per installation, in the order of the table, with the table's columns (``geometry`` is its point in
        EPSG:4326, None where only the country is known) and: ``tie`` to the programme (``official``, ``inferred`` or
        empty) and ``search`` (folded text). Shared: not to be changed.
    """
    table = programme.installations
    places = programme.places.set_index("place_id")
    countries = programme.countries.set_index("iso3")
    texts = [table[column] for column in SEARCHED]
    texts += [table["country_iso3"].map(countries[name]) for name in NAMES]
    texts += [table[side].map(places[name]) for side in ("jp_place_id", "partner_place_id") for name in NAMES]
    ties = table["collaboration_evidence"].map(lambda tie: tie.partition(TIE_SEPARATOR)[0])
    return table.assign(tie=ties, search=folded(texts))
