"""The filter changes that are measured: the same for every page, and none that a page could have kept from before."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

SHOWN_LEVELS = frozenset("AB")
EVERY_LEVEL = frozenset("ABC")


@dataclass(frozen=True)
class Expected:
    """What stands on a page: how many links, and how many places they join."""

    links: int
    places: int


class Facts:
    """The links of a folder of tables, counted without the code that is measured.

    Parameters
    ----------
    folder : pathlib.Path
        The tables.
    """

    def __init__(self, folder: Path) -> None:
        self._place_country = {row["place_id"]: row["country_iso3"] for row in _rows(folder, "places")}
        self._names = {row["iso3"]: row["name_en"] for row in _rows(folder, "countries")}
        self._links = _rows(folder, "collaborations")
        self.size = len(self._links)
        counted = Counter(self._country(row) for row in self._links if row["evidence"] in SHOWN_LEVELS)
        self.countries = [country for country, _ in counted.most_common()]

    def _country(self, row: dict[str, str]) -> str:
        return self._names[self._place_country[row["partner_place_id"]]]

    def expected(self, countries: tuple[str, ...] = (), levels: frozenset[str] = SHOWN_LEVELS) -> Expected:
        """Count what is shown where these countries are chosen, by their English names (all where none is)."""
        rows = [row for row in self._links if row["evidence"] in levels and (not countries or self._country(row) in countries)]
        places = {row[side] for row in rows for side in ("jp_place_id", "partner_place_id")}
        return Expected(len(rows), len(places))

    def choices(self, length: int) -> Iterator[tuple[str, ...]]:
        """Give ways to choose `length` countries, each in an order nobody has chosen before."""
        return permutations(self.countries, length)


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
