"""Dominoes as they are shown: each spread from one place to another with its curve, its places and its searchable text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import strands
from geo.conditions import LIST_SEPARATOR
from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme, records
from geo.search_text import fold
from geo.strands import Point
from geo.vocabulary import HOME_COUNTRY

SEARCHED = ("what_ja", "what_en")
NAMES = ("name_ja", "name_en")
ENDS = ("from_place_id", "to_place_id", "via_place_id")
CRS = "EPSG:4326"
# How far a curve bends to the left at its middle, as a share of its length; curves from the same place bend the more, the later.
BEND, FURTHER = 0.06, 0.06
Row = Mapping[str, Any]


@lru_cache(maxsize=8)
def rows(programme: Programme) -> gpd.GeoDataFrame:
    """Join dominoes with what their map, page and filters need.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per domino, those that are inferred in part last, else in the order of the table, with the table's columns and:
        ``fiscal_year`` (the table's ``year``), ``jp_places``, ``partner_places`` and ``countries`` abroad that it touches (ids
        joined by semicolons), ``search`` (folded text), ``line`` (the drawn curve, longitudes unwrapped), ``via_line`` (from the
        place that passed it on to the curve's middle; empty where there is none) and ``geometry`` (the great circle from place
        to place, EPSG:4326, cut at 180 degrees). Shared: not to be changed.
    """
    table = programme.dominoes
    inferred = table["evidence"] == EVIDENCE_LEVELS[-1]
    table = table.loc[inferred.sort_values(kind="stable").index]
    places = {str(row["place_id"]): row for row in records(programme.places)}
    countries = {str(row["iso3"]): row for row in records(programme.countries)}
    spreads = records(table)
    touched = [[places[row[end]] for end in ENDS if row[end]] for row in spreads]
    curves = _curves(spreads, places)

    def column(values: Iterable[object], dtype: str) -> pd.Series[Any]:
        return pd.Series(list(values), index=table.index, dtype=dtype)

    def joined(key: str, kept: Callable[[Row], bool]) -> pd.Series[str]:
        codes = (dict.fromkeys(str(place[key]) for place in each if kept(place)) for each in touched)
        return column((LIST_SEPARATOR.join(found) for found in codes), "str")

    return gpd.GeoDataFrame(
        table.assign(
            fiscal_year=table["year"],
            jp_places=joined("place_id", _at_home),
            partner_places=joined("place_id", lambda place: not _at_home(place)),
            countries=joined("country_iso3", lambda place: not _at_home(place)),
            search=column((_text(row, each, countries) for row, each in zip(spreads, touched, strict=True)), "str"),
            line=column(curves, "object"),
            via_line=column((_via(row, places, curve) for row, curve in zip(spreads, curves, strict=True)), "object"),
        ),
        geometry=[strands.split_at_antimeridian(_straight(row, places)) for row in spreads],
        crs=CRS,
    )


def _at_home(place: Row) -> bool:
    return bool(place["country_iso3"] == HOME_COUNTRY)


def _text(row: Row, touched: Iterable[Row], countries: Mapping[str, Row]) -> str:
    named = [thing for place in touched for thing in (place, countries[place["country_iso3"]])]
    return fold(" ".join([*(row[column] for column in SEARCHED), *(thing[name] for thing in named for name in NAMES)]))


def _point(places: Mapping[str, Row], place: str) -> Point:
    return float(places[place]["lon"]), float(places[place]["lat"])


def _straight(row: Row, places: Mapping[str, Row]) -> list[Point]:
    return strands.great_circle(_point(places, row["from_place_id"]), _point(places, row["to_place_id"]))


def _curves(spreads: Iterable[Row], places: Mapping[str, Row]) -> list[list[Point]]:
    before: Counter[str] = Counter()
    curves = []
    for row in spreads:
        straight = _straight(row, places)
        (x0, y0), (x1, y1) = straight[0], straight[-1]
        chord = math.hypot(x1 - x0, strands.mercator(y1) - strands.mercator(y0))
        share = BEND + FURTHER * before[row["from_place_id"]]
        before[row["from_place_id"]] += 1
        curves.append(_rounded(strands.fanned(straight, share * chord)))
    return curves


def _via(row: Row, places: Mapping[str, Row], curve: list[Point]) -> list[Point]:
    if not row["via_place_id"]:
        return []
    return _rounded(strands.great_circle(_point(places, row["via_place_id"]), curve[len(curve) // 2]))


def _rounded(line: Iterable[Point]) -> list[Point]:
    return [(round(x, strands.DECIMALS), round(y, strands.DECIMALS)) for x, y in line]
