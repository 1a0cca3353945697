"""The document the map draws: places, strands, colours and words, sent to the browser once.

Tables are written by column, without what the map does not show, so that the document stays small; the rows in full are what
`geo.api` serves as GeoJSON and CSV.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from geo import collaborations, installations, palette
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
INSTALLATION_COLUMNS = (
    "installation_id", "name_ja", "name_en", "country_iso3", "technology_type", "sector", "scheme", "status", "evidence", "tie",
    "jp_place_id", "partner_place_id", "location_precision", "search",
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
    starts = np.sort(longitudes.to_numpy(dtype=float))
    held = np.searchsorted(starts, starts + HOME_WIDTH, side="right") - np.arange(len(starts))
    west = float(starts[held.argmax()])
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


def _shared(programme: Programme, years: list[int], around: pd.DataFrame) -> dict[str, Any]:
    return {
        "version": programme.version,
        "years": years,
        "home": home_bounds(around),
        "palette": {
            mode: {
                "ground": vars(palette.GROUNDS[mode]),
                "years": list(palette.year_colours(years, mode).values()),
            }
            for mode in palette.MODES
        },
        "texts": map_texts(),
    }


def _named(table: pd.DataFrame) -> dict[str, dict[str, str]]:
    rows = zip(table["code"], table["name_ja"], table["name_en"], strict=True)
    return {code: {"ja": japanese, "en": english} for code, japanese, english in rows}


def _longitudes(table: pd.DataFrame, column: str) -> list[float | None]:
    return [None if pd.isna(longitude) else round(pacific(longitude), 4) for longitude in table[column]]


def _latitudes(table: pd.DataFrame, column: str) -> list[float | None]:
    return [None if pd.isna(latitude) else round(latitude, 4) for latitude in table[column]]


def _countries(programme: Programme, codes: pd.Series[str]) -> dict[str, list[Any]]:
    countries = programme.countries[programme.countries["iso3"].isin(codes)]
    return {
        **_columns(countries, ("iso3", "name_ja", "name_en"), "iso3"),
        "lon": _longitudes(countries, "label_lon"),
        "lat": _latitudes(countries, "label_lat"),
    }


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
        Plain data, ready for JSON: ``version``, ``years`` (fiscal years
        from first to last), ``home`` (opening view), ``palette``, ``texts``, ``places``, ``links`` and ``countries`` by
        column, ``themes``. Longitudes from -30 to 330.
    """
    links = collaborations.rows(programme)
    taking_part = set(links["jp_place_id"]) | set(links["partner_place_id"])
    places = programme.places[programme.places["place_id"].isin(taking_part)]
    # Without a single link the map still opens: on all places, with the years the tables reach from and to.
    reach = vocabulary(programme)
    years = list(collaboration_years(programme) or range(reach.first_year, reach.last_year + 1))
    return {
        **_shared(programme, years, places if len(places) else programme.places),
        "places": {
            **_columns(places, PLACE_COLUMNS, "place_id"),
            "japanese": (places["country_iso3"] == "JPN").tolist(),
            "proxy": (places["location_precision"] == "proxy").tolist(),
            "lon": _longitudes(places, "lon"),
            "lat": _latitudes(places, "lat"),
        },
        "links": {
            **_columns(links, LINK_COLUMNS, "collaboration_id"),
            "fiscal_year": [int(year) for year in links["fiscal_year"]],
        },
        "countries": _countries(programme, links["country_iso3"]),
        "themes": _named(programme.themes),
    }


@lru_cache(maxsize=4)
def installations_document(programme: Programme) -> dict[str, Any]:
    """Write what the map of installations draws.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    dict
        Plain data, ready for JSON, as in `links_document`, with ``installations`` (``lon`` and ``lat`` null where only the
        country is known, ``tonnes`` the tCO2 a year or null, ``fiscal_year`` or null) and ``countries`` by column, and
        ``technologies``: names, letters and colours by code.
    """
    built = installations.rows(programme)
    reach = vocabulary(programme)
    labels = programme.countries.set_index("iso3").loc[built["country_iso3"]]
    around = pd.DataFrame(
        {
            "lon": built["lon"].fillna(pd.Series(labels["label_lon"].to_numpy(), index=built.index)),
            "lat": built["lat"].fillna(pd.Series(labels["label_lat"].to_numpy(), index=built.index)),
        }
    )
    types = programme.technology_types
    marks = {code: palette.mark(code, sector) for code, sector in zip(types["code"], types["sector_code"], strict=True)}
    names = _named(types)
    return {
        **_shared(programme, list(range(reach.first_year, reach.last_year + 1)), around),
        "installations": {
            **_columns(built, INSTALLATION_COLUMNS, "installation_id"),
            "fiscal_year": [None if pd.isna(year) else int(year) for year in built["fiscal_year"]],
            "tonnes": [None if pd.isna(value) else int(value) for value in built["ghg_reduction_tco2_per_year"]],
            "lon": _longitudes(built, "lon"),
            "lat": _latitudes(built, "lat"),
        },
        "countries": _countries(programme, built["country_iso3"]),
        "technologies": {code: {**names[code], "letters": mark.letters, "colours": mark.colours} for code, mark in marks.items()},
    }
