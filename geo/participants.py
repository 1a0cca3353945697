"""Who takes part: pairs by country and fiscal year, and every place with its years, partners, themes and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme, split_codes
from geo.remembered import remembered
from geo.selection import Selection
from geo.shown import counted
from geo.vocabulary import collaboration_years, vocabulary

Side = Literal["japanese", "partners"]
COLUMNS: Mapping[Side, tuple[str, str]] = {
    "japanese": ("jp_place_id", "partner_place_id"),
    "partners": ("partner_place_id", "jp_place_id"),
}


@dataclass(frozen=True)
class Year:
    """What is shown of a pair in one fiscal year: the best level of evidence, and the themes."""

    year: int
    evidence: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """What a pair or a place takes part in, within the selection.

    Parameters
    ----------
    years : tuple of Year
        Only those with a link, in order.
    partners : tuple of str
        Place ids of the other side, in the vocabulary's order; of a pair, the partner place.
    themes : tuple of str
        Codes, the most frequent first.
    evidence : tuple of (str, int)
        Links by level of evidence, only levels that occur.
    """

    years: tuple[Year, ...]
    partners: tuple[str, ...]
    themes: tuple[str, ...]
    evidence: tuple[tuple[str, int], ...]

    @property
    def first(self) -> int:
        """The first fiscal year."""
        return self.years[0].year

    @property
    def last(self) -> int:
        """The last fiscal year."""
        return self.years[-1].year


@dataclass(frozen=True)
class Pair:
    """A pair of places and what is shown of it."""

    pair: str
    japanese: str
    partner: str
    record: Record


@dataclass(frozen=True)
class Country:
    """The pairs of one partner country, ordered by partner place, then by Japanese government."""

    country: str
    pairs: tuple[Pair, ...]

    @property
    def places(self) -> int:
        """How many partner places the pairs have."""
        return len({pair.partner for pair in self.pairs})


@dataclass(frozen=True)
class Grid:
    """Pairs by fiscal year.

    Parameters
    ----------
    years : tuple of int
        The programme's fiscal years, those chosen where years are chosen, without a gap.
    newest : int
        The newest fiscal year of the programme, whether it is among `years` or not; 0 where there is none.
    countries : tuple of Country
        In the order of the table of countries.
    """

    years: tuple[int, ...]
    newest: int
    countries: tuple[Country, ...]


@dataclass(frozen=True)
class Place:
    """A Japanese government or a partner place; `country` is empty for the former."""

    place: str
    country: str
    record: Record


@remembered(maxsize=16)
def grid(programme: Programme, selection: Selection) -> Grid:
    """Set the pairs of a selection out over the fiscal years.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    Grid
        Only pairs with a link in the selection.
    """
    every = collaboration_years(programme)
    first, last = selection.fiscal_years or (every[0], every[-1]) if every else (0, 0)
    rows = _grouped(_rows(programme, selection), "pair")
    order = _order(programme, "partner"), _order(programme, "jp"), _order(programme, "country")
    pairs: dict[str, list[Pair]] = {}
    for name, members in rows.items():
        one = members[0]
        record = _record(members, "partner_place_id", order[0])
        pairs.setdefault(one["country_iso3"], []).append(Pair(name, one["jp_place_id"], one["partner_place_id"], record))
    countries = [
        Country(code, tuple(sorted(listed, key=lambda pair: (order[0][pair.partner], order[1][pair.japanese]))))
        for code, listed in pairs.items()
    ]
    return Grid(
        years=tuple(year for year in every if first <= year <= last),
        newest=every[-1] if every else 0,
        countries=tuple(sorted(countries, key=lambda each: order[2].get(each.country, len(order[2])))),
    )


def places(programme: Programme, selection: Selection, side: Side) -> tuple[Place, ...]:
    """List the places of one side that take part in a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    side : {"japanese", "partners"}
        Whose places.

    Returns
    -------
    tuple of Place
        In the order of the table of places, partner places by country in the order of the table of countries.
    """
    return _places(programme, selection.without("sel"), side)


@lru_cache(maxsize=16)
def _places(programme: Programme, selection: Selection, side: Side) -> tuple[Place, ...]:
    own, other = COLUMNS[side]
    parameters = ("jp", "partner") if side == "japanese" else ("partner", "jp")
    order, others = (_order(programme, parameter) for parameter in parameters)
    countries = _order(programme, "country")
    found = [
        Place(place, "" if side == "japanese" else members[0]["country_iso3"], _record(members, other, others))
        for place, members in _grouped(_rows(programme, selection), own).items()
    ]
    return tuple(sorted(found, key=lambda each: (countries.get(each.country, -1), order[each.place])))


def _rows(programme: Programme, selection: Selection) -> list[dict[str, Any]]:
    table = counted(programme, selection)
    lists = {name: table[name].tolist() for name in table.columns}
    return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]


def _grouped(rows: Iterable[dict[str, Any]], column: str) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _record(members: list[dict[str, Any]], other: str, order: Mapping[str, int]) -> Record:
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in members:
        by_year.setdefault(int(row["fiscal_year"]), []).append(row)
    themes = Counter(_themes(members))
    levels = Counter(row["evidence"] for row in members)
    return Record(
        years=tuple(
            Year(year, min(row["evidence"] for row in rows), tuple(dict.fromkeys(_themes(rows))))
            for year, rows in sorted(by_year.items())
        ),
        partners=tuple(sorted({row[other] for row in members}, key=order.__getitem__)),
        themes=tuple(theme for theme, _ in themes.most_common()),
        evidence=tuple((level, levels[level]) for level in EVIDENCE_LEVELS if levels[level]),
    )


def _themes(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [theme for row in rows for theme in split_codes(row["themes"])]


def _order(programme: Programme, parameter: str) -> dict[str, int]:
    return {code: place for place, code in enumerate(vocabulary(programme).codes[parameter])}
