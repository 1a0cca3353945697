"""The document the map draws: places, strands, colours and words, sent to the browser once.

Tables are written by column, without what the map does not show, so that the document stays small; the rows in full are what
`geo.api` serves as GeoJSON and CSV.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from geo import collaborations, palette
from geo.map.texts import map_texts
from geo.programme import Programme
from geo.vocabulary import collaboration_years, vocabulary

WEST_EDGE = -30.0
HOME_WIDTH = 95.0
HOME_MARGIN = 1.0
PLACE_COLUMNS = ("place_id", "name_ja", "name_en", "country_iso3")
LINK_COLUMNS = (
    "collaboration_id", "jp_place_id", "partner_place_id", "pair", "country_iso3", "fiscal_year", "evidence", "themes",
    "search", "line",
)  # fmt: skip


def pacific(longitude: float) -> float:
    """Move a longitude to the map's range, -30 to 330 degrees, cut in the Atlantic so that the Pacific is whole."""
    return longitude + 360 if longitude < WEST_EDGE else longitude


def home_bounds(places: pd.DataFrame) -> tuple[tuple[float, float], tuple[float, float]]:
    """Find the view the map opens with: the window of longitudes that holds most places.

    Parameters
    ----------
    places : pandas.DataFrame
        With ``lon`` and ``lat`` in degrees, EPSG:4326.

    Returns
    -------
    tuple of two tuples of float
        South-west and north-east corner as latitude and longitude in degrees, longitudes from -30 to 330.
    """
    longitudes = places["lon"].map(pacific)
    starts = longitudes.sort_values()
    held = [((longitudes >= start) & (longitudes <= start + HOME_WIDTH)).sum() for start in starts]
    west = float(starts.iloc[held.index(max(held))])
    inside = longitudes.between(west, west + HOME_WIDTH)
    latitudes = places.loc[inside, "lat"]
    east = float(longitudes[inside].max())
    south, north = float(latitudes.min()), float(latitudes.max())
    return (
        (round(south - HOME_MARGIN, 2), round(west - HOME_MARGIN, 2)),
        (round(north + HOME_MARGIN, 2), round(east + HOME_MARGIN, 2)),
    )


def _columns(table: pd.DataFrame, columns: tuple[str, ...], key: str) -> dict[str, list[Any]]:
    return {("id" if name == key else name): table[name].tolist() for name in columns}


@lru_cache(maxsize=4)
def links_document(programme: Programme) -> dict[str, Any]:
    """Write what the partnership map draws.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    dict
        Plain data, ready for JSON: ``layer`` (which of the script's layers draws it), ``version``, ``years`` (fiscal years from first to last), ``home`` (opening view),
        ``palette``, ``places``, ``links`` and ``countries`` by column, ``themes``, ``texts``. Longitudes from -30 to 330.
    """
    links = collaborations.rows(programme)
    taking_part = set(links["jp_place_id"]) | set(links["partner_place_id"])
    places = programme.places[programme.places["place_id"].isin(taking_part)]
    partner_countries = programme.countries[programme.countries["iso3"].isin(links["country_iso3"])]
    # Without a single link the map still opens: on all places, with the years the tables reach from and to.
    reach = vocabulary(programme)
    years = list(collaboration_years(programme) or range(reach.first_year, reach.last_year + 1))
    return {
        "layer": "links",
        "version": programme.version,
        "years": years,
        "home": home_bounds(places if len(places) else programme.places),
        "palette": {
            mode: {
                "ground": vars(palette.GROUNDS[mode]),
                "years": list(palette.year_colours(years, mode).values()),
            }
            for mode in palette.MODES
        },
        "places": {
            **_columns(places, PLACE_COLUMNS, "place_id"),
            "japanese": (places["country_iso3"] == "JPN").tolist(),
            "proxy": (places["location_precision"] == "proxy").tolist(),
            "lon": [round(pacific(longitude), 4) for longitude in places["lon"]],
            "lat": places["lat"].round(4).tolist(),
        },
        "links": {
            **_columns(links, LINK_COLUMNS, "collaboration_id"),
            "fiscal_year": [int(year) for year in links["fiscal_year"]],
        },
        "countries": _columns(partner_countries, ("iso3", "name_ja", "name_en"), "iso3"),
        "themes": {row.code: {"ja": row.name_ja, "en": row.name_en} for row in programme.themes.itertuples()},
        "texts": map_texts(),
    }
