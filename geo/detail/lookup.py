"""The tables by what a detail asks for, so that opening one costs no search through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

import pandas as pd

from geo import cases, collaborations, dominoes, installations
from geo.parameters import Selected, pair_id
from geo.programme import Programme
from geo.vocabulary import HOME_COUNTRY

Row = Mapping[str, Any]
Groups = Mapping[Selected, tuple[Row, ...]]
Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Lookup:
    """Rows as mappings, None for a number not seen.

    Parameters
    ----------
    places, countries, sources, installations : Mapping of str to Row
        By id.
    links, grown, cases, dominoes : Mapping of Selected to tuple of Row
        Collaborations, installations that grew from them, cases and dominoes, by every pair, place and country they
        touch.
    cases_by_id, dominoes_by_id : Mapping of str to Row
        Cases and dominoes; the latter as `geo.dominoes.rows` orders them.
    by_country : Mapping of str to tuple of Row
        All installations of a country.
    places_by_country : Mapping of str to tuple of str
        Place ids.
    at_point : Mapping of (float, float) to tuple of str
        Place ids by longitude and latitude in degrees, EPSG:4326.
    """

    places: Mapping[str, Row]
    countries: Mapping[str, Row]
    sources: Mapping[str, Row]
    installations: Mapping[str, Row]
    links: Groups
    grown: Groups
    cases: Groups
    dominoes: Groups
    cases_by_id: Mapping[str, Row]
    dominoes_by_id: Mapping[str, Row]
    by_country: Mapping[str, tuple[Row, ...]]
    places_by_country: Mapping[str, tuple[str, ...]]
    at_point: Mapping[tuple[float, float], tuple[str, ...]]


@lru_cache(maxsize=8)
def lookup(programme: Programme) -> Lookup:
    """Arrange a programme's tables for details.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    Lookup
        Shared: not to be changed.
    """
    places = _by_id(programme.places, "place_id")
    built = _by_id(installations.rows(programme), "installation_id")
    stories = _by_id(cases.rows(programme), "case_id")
    spreads = _by_id(dominoes.rows(programme).drop(columns=["line", "via_line"]), "domino_id")

    def touched(row: Row) -> set[Selected]:
        return _things(places, (row["jp_place_id"], row["partner_place_id"]))

    def touched_by_spread(row: Row) -> set[Selected]:
        return _things(places, (row["from_place_id"], row["to_place_id"], row["via_place_id"]))

    return Lookup(
        places=places,
        countries=_by_id(programme.countries, "iso3"),
        sources=_by_id(programme.sources, "source_id"),
        installations=built,
        links=_grouped(_records(collaborations.rows(programme).drop(columns=["line"])), touched),
        grown=_grouped((row for row in built.values() if row["tie"]), touched),
        cases=_grouped(stories.values(), touched),
        dominoes=_grouped(spreads.values(), touched_by_spread),
        cases_by_id=stories,
        dominoes_by_id=spreads,
        by_country=_grouped(built.values(), lambda row: (row["country_iso3"],)),
        places_by_country=_grouped(places, lambda place: (places[place]["country_iso3"],)),
        at_point=_grouped(places, lambda place: ((places[place]["lon"], places[place]["lat"]),)),
    )


def _records(table: pd.DataFrame) -> list[Row]:
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore")).astype(object)
    return cast("list[Row]", plain.where(plain.notna(), None).to_dict("records"))


def _by_id(table: pd.DataFrame, key: str) -> dict[str, Row]:
    return {row[key]: row for row in _records(table)}


def _grouped(items: Iterable[Item], keys: Callable[[Item], Iterable[Key]]) -> dict[Key, tuple[Item, ...]]:
    groups: dict[Key, list[Item]] = {}
    for item in items:
        for key in keys(item):
            groups.setdefault(key, []).append(item)
    return {key: tuple(members) for key, members in groups.items()}


def _things(places: Mapping[str, Row], named: Iterable[str]) -> set[Selected]:
    known = [place for place in named if place]
    at_home = {place for place in known if places[place]["country_iso3"] == HOME_COUNTRY}
    abroad = [place for place in known if place not in at_home]
    found = {Selected("place", place) for place in known}
    found |= {Selected("country", places[place]["country_iso3"]) for place in abroad}
    return found | {Selected("pair", pair_id(japanese, partner)) for japanese in at_home for partner in abroad}
