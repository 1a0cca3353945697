"""The filter changes that are measured: the same for every page, and none that a page could have kept from before."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from benchmarks.subjects import COLLABORATIONS, Topic

SHOWN_LEVELS = frozenset("AB")
EVERY_LEVEL = frozenset("ABC")
Row = dict[str, str]


@dataclass(frozen=True)
class Expected:
    """What stands on a page: how many rows, and how many shapes a map has that draws each of them."""

    rows: int
    shapes: int


class Facts:
    """The rows of a topic in a folder of tables, counted without the code that is measured.

    Parameters
    ----------
    folder : pathlib.Path
        The tables.
    topic : Topic
        Of which rows.
    """

    def __init__(self, folder: Path, topic: Topic) -> None:
        self.topic = topic
        self._country = country_of(folder)
        self._rows = read_rows(folder, topic.name)
        self.size = len(self._rows)
        counted = Counter(self._country(row) for row in self._rows if row["evidence"] in SHOWN_LEVELS)
        self.countries = [country for country, _ in counted.most_common()]

    def expected(self, countries: tuple[str, ...] = (), levels: frozenset[str] = SHOWN_LEVELS) -> Expected:
        """Count what is shown where these countries are chosen, by their English names (all where none is)."""
        rows = [row for row in self._rows if row["evidence"] in levels and (not countries or self._country(row) in countries)]
        if self.topic != COLLABORATIONS:
            return Expected(len(rows), len(rows))
        places = {row[side] for row in rows for side in ("jp_place_id", "partner_place_id")}
        return Expected(len(rows), len(rows) + len(places))

    def choices(self, length: int) -> Iterator[tuple[str, ...]]:
        """Give ways to choose `length` countries, each in an order nobody has chosen before."""
        return permutations(self.countries, length)


def country_of(folder: Path) -> Callable[[Row], str]:
    """Make what tells the English name of the country a row belongs to: its own, or that of its partner place."""
    places = {row["place_id"]: row["country_iso3"] for row in read_rows(folder, "places")}
    names = {row["iso3"]: row["name_en"] for row in read_rows(folder, "countries")}
    return lambda row: names[row["country_iso3"] if "country_iso3" in row else places[row["partner_place_id"]]]


def read_rows(folder: Path, table: str) -> list[Row]:
    """Read the rows of a table as they stand there."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
