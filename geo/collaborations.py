"""Collaborations as they are shown: each row with its places' country, its searchable text and its strand."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import pandas as pd

from geo import strands
from geo.parameters import pair_id
from geo.programme import Programme
from geo.search_text import folded

SEARCHED = ("title_ja", "title_en", "summary_ja", "summary_en", "lead_organisation_ja", "lead_organisation_en")
CRS = "EPSG:4326"


@lru_cache(maxsize=8)
def rows(programme: Programme) -> gpd.GeoDataFrame:
    """Join collaborations with what the map and its filters need.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per pair and fiscal year, EPSG:4326, in the order of the table, with the table's columns and: ``pair`` (see
        `geo.parameters.pair_id`), ``country_iso3`` of the partner, ``search`` (folded text), ``line`` (the strand's points,
        longitudes unwrapped) and ``geometry`` (the same strand, cut at 180 degrees). Shared: not to be changed.
    """
    table = programme.collaborations
    places = programme.places.set_index("place_id")
    japanese, partner = places.loc[table["jp_place_id"]], places.loc[table["partner_place_id"]]
    countries = programme.countries.set_index("iso3").loc[partner["country_iso3"]]
    lines = strands.lines(_strands(table, japanese, partner))
    texts = [table[column] for column in SEARCHED]
    for side in (japanese, partner, countries):
        texts += [pd.Series(side[column].to_numpy(), index=table.index) for column in ("name_ja", "name_en")]
    return gpd.GeoDataFrame(
        table.assign(
            pair=[pair_id(jp, other) for jp, other in zip(table["jp_place_id"], table["partner_place_id"], strict=True)],
            country_iso3=partner["country_iso3"].to_numpy(),
            search=folded(texts),
            line=pd.Series(lines, index=table.index, dtype=object),
        ),
        geometry=[strands.split_at_antimeridian(line) for line in lines],
        crs=CRS,
    )


def _strands(table: pd.DataFrame, japanese: gpd.GeoDataFrame, partner: gpd.GeoDataFrame) -> list[strands.Strand]:
    ends = zip(
        zip(japanese["lon"], japanese["lat"], strict=True),
        zip(partner["lon"], partner["lat"], strict=True),
        zip(table["jp_place_id"], table["partner_place_id"], table["fiscal_year"].astype(str), strict=True),
        strict=True,
    )
    return [strands.Strand(start, end, order) for start, end, order in ends]
