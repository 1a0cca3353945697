"""Cases as they are shown: each row with its pair, its years, what the pair worked on in them, and its searchable text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import collaborations, strands
from geo.conditions import LIST_SEPARATOR
from geo.parameters import pair_id
from geo.programme import Programme
from geo.search_text import folded

SEARCHED = ("title_ja", "title_en", "what_ja", "what_en", "outcome_ja", "outcome_en")
NAMES = ("name_ja", "name_en")
CRS = "EPSG:4326"


def years(row: Mapping[str, Any]) -> tuple[int, ...]:
    """List the fiscal years a case is known to span.

    Parameters
    ----------
    row : mapping
        A row with ``fiscal_year_from`` and ``fiscal_year_to``; the latter None or ``<NA>`` where no end was seen.

    Returns
    -------
    tuple of int
        From first to last; the first alone where no end was seen.
    """
    first, last = row["fiscal_year_from"], row["fiscal_year_to"]
    return tuple(range(int(first), int(first if pd.isna(last) else last) + 1))


@lru_cache(maxsize=8)
def rows(programme: Programme) -> gpd.GeoDataFrame:
    """Join cases with what their page and its filters need.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per case, in the order of the table, with the table's columns and: ``pair`` (see `geo.parameters.pair_id`),
        ``country_iso3`` of the partner, ``fiscal_years`` (see `years`) and ``themes`` (codes of the pair's collaborations in
        these years, at any level of evidence), both joined by semicolons, ``search`` (folded text), and ``geometry`` (the great
        circle from the Japanese government to the partner, EPSG:4326, cut at 180 degrees). Shared: not to be changed.
    """
    table = programme.cases
    places = programme.places.set_index("place_id")
    japanese, partner = places.loc[table["jp_place_id"]], places.loc[table["partner_place_id"]]
    countries = programme.countries.set_index("iso3").loc[partner["country_iso3"]]
    pairs = [pair_id(*ends) for ends in zip(table["jp_place_id"], table["partner_place_id"], strict=True)]
    ends = zip(table["fiscal_year_from"], table["fiscal_year_to"], strict=True)
    spans = [years({"fiscal_year_from": first, "fiscal_year_to": last}) for first, last in ends]
    texts = [table[column] for column in SEARCHED]
    texts += [pd.Series(side[name].to_numpy(), index=table.index) for side in (japanese, partner, countries) for name in NAMES]
    lines = [
        strands.great_circle(start, end)
        for start, end in zip(
            zip(japanese["lon"], japanese["lat"], strict=True), zip(partner["lon"], partner["lat"], strict=True), strict=True
        )
    ]
    return gpd.GeoDataFrame(
        table.assign(
            pair=pd.Series(pairs, index=table.index, dtype="str"),
            country_iso3=partner["country_iso3"].to_numpy(),
            fiscal_years=pd.Series([LIST_SEPARATOR.join(map(str, span)) for span in spans], index=table.index, dtype="str"),
            themes=pd.Series(_themes(programme, pairs, spans), index=table.index, dtype="str"),
            search=folded(texts),
        ),
        geometry=[strands.split_at_antimeridian(line) for line in lines],
        crs=CRS,
    )


def _themes(programme: Programme, pairs: list[str], spans: list[tuple[int, ...]]) -> list[str]:
    worked: dict[tuple[str, int], list[str]] = {}
    links = collaborations.rows(programme)
    for pair, year, themes in zip(links["pair"], links["fiscal_year"], links["themes"], strict=True):
        worked.setdefault((pair, int(year)), []).extend(code for code in themes.split(LIST_SEPARATOR) if code)
    found = ([code for year in span for code in worked.get((pair, year), ())] for pair, span in zip(pairs, spans, strict=True))
    return [LIST_SEPARATOR.join(dict.fromkeys(codes)) for codes in found]
