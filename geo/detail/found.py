"""What touches a selected thing, shown and left out at one level of evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from geo.detail.lookup import Lookup, Row, lookup
from geo.language import Language
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.programme import Programme
from geo.vocabulary import collaboration_years, names, pair_names, place_names

OFFICIAL = "official"


@dataclass(frozen=True)
class Scope:
    """The tables, the reader's language and the evidence levels shown."""

    programme: Programme
    language: Language
    levels: tuple[str, ...]

    @property
    def tables(self) -> Lookup:
        """The tables by what is asked for."""
        return lookup(self.programme)

    @property
    def years(self) -> tuple[int, ...]:
        """The programme's fiscal years, first to newest."""
        return collaboration_years(self.programme)

    @property
    def places(self) -> Mapping[str, str]:
        """Names of places."""
        return place_names(self.programme, self.language)

    @property
    def pairs(self) -> Mapping[str, str]:
        """Names of pairs that occur."""
        return pair_names(self.programme, self.language)

    def country(self, iso3: str) -> str:
        """Name a country."""
        return self.language.pick(self.tables.countries[iso3], "name")

    def country_of(self, place: str) -> str:
        """Name a place's country."""
        return self.country(self.tables.places[place]["country_iso3"])

    def named(self, parameter: str) -> Mapping[str, str]:
        """Names of a parameter's codes."""
        return names(self.programme, parameter, self.language)


@dataclass(frozen=True)
class Found:
    """Rows that touch a thing: shown, and left out by the evidence level."""

    links: tuple[Row, ...]
    hidden_links: tuple[Row, ...]
    grown: tuple[Row, ...]
    hidden_grown: tuple[Row, ...]
    cases: tuple[Row, ...]
    dominoes: tuple[Row, ...]
    hidden_dominoes: tuple[Row, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of the links shown, in order, each once."""
        return tuple(sorted({row["fiscal_year"] for row in self.links}))


def find(scope: Scope, selected: Selected) -> Found:
    """Find the rows that touch a thing.

    Parameters
    ----------
    scope : Scope
        Tables and levels.
    selected : Selected
        A pair, a place or a country.

    Returns
    -------
    Found
        Links newest first. A tie that is inferred counts only where inferred rows are shown. Cases have no level of
        evidence and are always shown.
    """
    tables = scope.tables

    def told(row: Row) -> bool:
        return row["evidence"] in scope.levels

    def grew(row: Row) -> bool:
        return told(row) and (row["tie"] == OFFICIAL or EVIDENCE_LEVELS[-1] in scope.levels)

    links = sorted(tables.links.get(selected, ()), key=lambda row: (-row["fiscal_year"], row["collaboration_id"]))
    grown = sorted(tables.grown.get(selected, ()), key=lambda row: (-(row["fiscal_year"] or 0), row["installation_id"]))
    dominoes = tables.dominoes.get(selected, ())
    return Found(
        links=_those(links, told, wanted=True),
        hidden_links=_those(links, told, wanted=False),
        grown=_those(grown, grew, wanted=True),
        hidden_grown=_those(grown, grew, wanted=False),
        cases=tables.cases.get(selected, ()),
        dominoes=_those(dominoes, told, wanted=True),
        hidden_dominoes=_those(dominoes, told, wanted=False),
    )


def _those(rows: Iterable[Row], test: Callable[[Row], bool], *, wanted: bool) -> tuple[Row, ...]:
    return tuple(row for row in rows if test(row) is wanted)
