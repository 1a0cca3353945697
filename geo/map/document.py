"""The document the map draws: places, strands, colours and words, sent to the browser once.

Tables are written by column, without what the map does not show, so that the document stays small; the rows in full are what
`geo.api` serves as GeoJSON and CSV.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from geo import collaborations, dominoes, installations, palette
from geo.map.texts import Texts, domino_texts, installation_texts, map_texts
from geo.programme import Programme
from geo.strands import Point
from geo.vocabulary import HOME_COUNTRY, collaboration_years, vocabulary

WEST_EDGE = -30.0
HOME_WIDTH = 95.0
# On a phone, where the dots of half the world would cover each other.
HOME_NARROW_WIDTH = 48.0
HOME_MARGIN = 1.0
PLACE_COLUMNS = ("place_id", "name_ja", "name_en", "country_iso3")
LINK_COLUMNS = (
    "collaboration_id", "jp_place_id", "partner_place_id", "pair", "country_iso3", "fiscal_year", "evidence", "themes",
    "search", "line",
)  # fmt: skip
DOMINO_COLUMNS = (
    "domino_id", "from_place_id", "to_place_id", "via_place_id", "jp_places", "partner_places", "countries", "evidence",
    "what_ja", "what_en", "search",
)  # fmt: skip
INSTALLATION_COLUMNS = (
    "installation_id", "name_ja", "name_en", "country_iso3", "technology_type", "sector", "scheme", "status", "evidence", "tie",
    "jp_place_id", "partner_place_id", "location_precision", "search",
)  # fmt: skip


def pacific(longitude: float) -> float:
    """Move a longitude to the map's range, -30 to 330 degrees, cut in the Atlantic so that the Pacific is whole."""
    return longitude + 360 if longitude < WEST_EDGE else longitude


def home_bounds(places: pd.DataFrame, width: float = HOME_WIDTH) -> tuple[tuple[float, float], tuple[float, float]]:
    """Find the view the map opens with: the window of longitudes that holds most places.

    Parameters
    ----------
    places : pandas.DataFrame
        With ``lon`` and ``lat`` in degrees, EPSG:4326.
    width : float
        Of the window, in degrees.

    Returns
    -------
    tuple of two tuples of float
        South-west and north-east corner as latitude and longitude in degrees, longitudes from -30 to 330.
    """
    longitudes = places["lon"].map(pacific)
    starts = np.sort(longitudes.to_numpy(dtype=float))
    held = np.searchsorted(starts, starts + width, side="right") - np.arange(len(starts))
    west = float(starts[held.argmax()])
    inside = longitudes.between(west, west + width)
    latitudes = places.loc[inside, "lat"]
    east = float(longitudes[inside].max())
    south, north = float(latitudes.min()), float(latitudes.max())
    return (
        (round(south - HOME_MARGIN, 2), round(west - HOME_MARGIN, 2)),
        (round(north + HOME_MARGIN, 2), round(east + HOME_MARGIN, 2)),
    )


def _columns(table: pd.DataFrame, columns: tuple[str, ...], key: str) -> dict[str, list[Any]]:
    return {("id" if name == key else name): table[name].tolist() for name in columns}


def _shared(programme: Programme, years: list[int], around: pd.DataFrame, own: Texts | None = None) -> dict[str, Any]:
    """Write what every document has; texts of a map's `own` take the place of those all maps share."""
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
        "texts": {code: {**words, **(own or {}).get(code, {})} for code, words in map_texts().items()},
    }


def _named(table: pd.DataFrame) -> dict[str, dict[str, str]]:
    rows = zip(table["code"], table["name_ja"], table["name_en"], strict=True)
    return {code: {"ja": japanese, "en": english} for code, japanese, english in rows}


def _longitudes(table: pd.DataFrame, column: str) -> list[float | None]:
    return [None if pd.isna(longitude) else round(pacific(longitude), 4) for longitude in table[column]]


def _latitudes(table: pd.DataFrame, column: str) -> list[float | None]:
    return [None if pd.isna(latitude) else round(latitude, 4) for latitude in table[column]]


def _places(places: pd.DataFrame) -> dict[str, list[Any]]:
    return {
        **_columns(places, PLACE_COLUMNS, "place_id"),
        "japanese": (places["country_iso3"] == HOME_COUNTRY).tolist(),
        "proxy": (places["location_precision"] == "proxy").tolist(),
        "lon": _longitudes(places, "lon"),
        "lat": _latitudes(places, "lat"),
    }


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
        "places": _places(places),
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
        country is known, ``tonnes`` the tCO2 a year or null, ``fiscal_year`` or null) and ``countries`` by column,
        ``technologies``: names, letters and colours by code, and ``home_narrow``: the opening view of a narrow window.
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
    shared = _shared(programme, list(range(reach.first_year, reach.last_year + 1)), around, installation_texts())
    return {
        **shared,
        "home_narrow": home_bounds(around, HOME_NARROW_WIDTH),
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


@lru_cache(maxsize=4)
def dominoes_document(programme: Programme) -> dict[str, Any]:
    """Write what the map of domino effects draws.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    dict
        Plain data, ready for JSON, as in `links_document`, with ``dominoes`` (``fiscal_year`` null where it was not seen; ``line``
        the curve from place to place and ``via_line`` the one from the place that passed it on, empty where there is none),
        the ``places`` they touch and their ``countries`` by column.
    """
    spreads = dominoes.rows(programme)
    touched = {place for end in dominoes.ENDS for place in spreads[end] if place}
    places = programme.places[programme.places["place_id"].isin(touched)]
    reach = vocabulary(programme)
    known = [int(year) for year in spreads["fiscal_year"].dropna()]
    years = [*known, *(collaboration_years(programme) or (reach.first_year, reach.last_year))]
    around = places if len(places) else programme.places
    shared = _shared(programme, list(range(min(years), max(years) + 1)), around, domino_texts())
    return {
        **shared,
        "places": _places(places),
        "dominoes": {
            **_columns(spreads, DOMINO_COLUMNS, "domino_id"),
            "fiscal_year": [None if pd.isna(year) else int(year) for year in spreads["fiscal_year"]],
            "line": [moved(line) for line in spreads["line"]],
            "via_line": [moved(line) for line in spreads["via_line"]],
        },
        "countries": _countries(programme, places.loc[places["country_iso3"] != HOME_COUNTRY, "country_iso3"]),
    }


def moved(line: list[Point]) -> list[Point]:
    """Move a whole line to the map's range of longitudes (see `pacific`), by where it begins."""
    return [(round(x + pacific(line[0][0]) - line[0][0], 3), y) for x, y in line]
