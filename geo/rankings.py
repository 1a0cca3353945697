"""Who stands out among the links a Selection shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.programme import Programme
from geo.remembered import remembered
from geo.selection import Selection
from geo.shown import counted


@dataclass(frozen=True)
class PairRank:
    """A pair, how many fiscal years it has worked together, and from when to when."""

    pair: str
    years: int
    first: int
    last: int


@dataclass(frozen=True)
class PlaceRank:
    """A place, how many others it works with, and its links."""

    place: str
    partners: int
    links: int


@dataclass(frozen=True)
class CountryRank:
    """A country, its links, and how many of its places take part."""

    country: str
    links: int
    places: int


@dataclass(frozen=True)
class Rankings:
    """Who stands out in a selection, the first first; equals stand in order of their ids."""

    pairs: tuple[PairRank, ...]
    japanese: tuple[PlaceRank, ...]
    partners: tuple[PlaceRank, ...]
    countries: tuple[CountryRank, ...]


def _places(rows: pd.DataFrame, own: str, other: str) -> tuple[PlaceRank, ...]:
    ranked = [PlaceRank(place, len(set(others)), len(others)) for place, others in _gathered(rows, own, other).items()]
    return tuple(sorted(ranked, key=lambda row: (-row.partners, -row.links, row.place)))


def _gathered(rows: pd.DataFrame, by: str, column: str) -> dict[str, list[Any]]:
    """Plain lists: grouping in pandas costs milliseconds a call, whatever the number of rows."""
    groups: dict[str, list[Any]] = {}
    for key, value in zip(rows[by].tolist(), rows[column].tolist(), strict=True):
        groups.setdefault(key, []).append(value)
    return groups


@remembered(maxsize=16)
def rankings(programme: Programme, selection: Selection) -> Rankings:
    """Rank pairs, places and countries of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    Rankings
        Pairs by fiscal years together, then by their newest year; Japanese governments by partner places; partner
        places by Japanese governments; countries by links.
    """
    rows = counted(programme, selection)
    pairs = [
        PairRank(pair, len(set(years)), int(min(years)), int(max(years)))
        for pair, years in _gathered(rows, "pair", "fiscal_year").items()
    ]
    countries = [
        CountryRank(country, len(places), len(set(places)))
        for country, places in _gathered(rows, "country_iso3", "partner_place_id").items()
    ]
    return Rankings(
        pairs=tuple(sorted(pairs, key=lambda row: (-row.years, -row.last, row.pair))),
        japanese=_places(rows, "jp_place_id", "partner_place_id"),
        partners=_places(rows, "partner_place_id", "jp_place_id"),
        countries=tuple(sorted(countries, key=lambda row: (-row.links, -row.places, row.country))),
    )
