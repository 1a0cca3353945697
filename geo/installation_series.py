"""Series of the installations a Selection shows, for charts and for the tables beside them; each says what it lacks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from geo.conditions import LIST_SEPARATOR
from geo.installation_summary import SUBJECT, UNLOCATED
from geo.language import LANGUAGES, Language, LanguageCode, counted, message
from geo.programme import Programme
from geo.remembered import remembered
from geo.selection import Selection
from geo.shown import columns as columns_of
from geo.shown import counted as counted_rows
from geo.vocabulary import vocabulary

REDUCTION = "ghg_reduction_tco2_per_year"
PARTICIPANTS = ("japanese_participant_ja", "japanese_participant_en")

Forms = tuple[str, str]
WITHOUT_YEAR: Forms = counted(
    "{n} installation of {all} has no known fiscal year and is not in this chart.",
    "{n} installations of {all} have no known fiscal year and are not in this chart.",
)
WITHOUT_PLACE: Forms = counted(
    "Of {n} installation of {all}, no place more exact than the country is known.",
    "Of {n} installations of {all}, no place more exact than the country is known.",
)
WITHOUT_REDUCTION: Forms = counted(
    "Expected reductions as published; for {n} installation of {all} no figure was seen, and the sums lack it.",
    "Expected reductions as published; for {n} installations of {all} no figure was seen, and the sums lack them.",
)
WITHOUT_PARTICIPANT: Forms = counted(
    "An installation of several participants counts for each; for {n} installation of {all} none was seen.",
    "An installation of several participants counts for each; for {n} installations of {all} none was seen.",
)
ALL_DATED = message("The fiscal year of every installation shown is known.")
ALL_LOCATED = message("Of every installation shown, a place more exact than the country is known.")
ALL_REDUCTIONS = message("Expected reductions as published, seen for every installation shown.")
ALL_PARTICIPANTS = message("An installation of several participants counts for each; seen for every installation shown.")


@dataclass(frozen=True, eq=False)
class Series:
    """A tidy table with what it lacks.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per mark of the chart, in the order it is read. Shared: not to be changed.
    rows : int
        How many installations there are to tell of.
    missing : int
        How many of them lack what the series shows.
    captions : Mapping of str to str
        The same in words, by language code.
    """

    table: pd.DataFrame
    rows: int
    missing: int
    captions: Mapping[LanguageCode, str]

    def caption(self, language: Language) -> str:
        """Say in one sentence what the series lacks."""
        return self.captions[language.code]


@remembered(maxsize=32)
def technology_by_year(programme: Programme, selection: Selection) -> Series:
    """Count installations by type of technology and fiscal year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    Series
        Columns ``technology_type``, ``fiscal_year`` and ``installations``: only what occurs, in the order of the
        vocabulary and of the years. Missing are those of unknown fiscal year, whether the selection shows them or not.
    """
    found = counted_rows(programme, replace(selection, undated=True), SUBJECT)
    dated = found[found["fiscal_year"].notna()]
    counts = Counter(zip(dated["technology_type"].tolist(), dated["fiscal_year"].tolist(), strict=True))
    order = _order(programme, "tech")
    marks = [(technology, int(year), n) for (technology, year), n in counts.items()]
    marks.sort(key=lambda mark: (order[mark[0]], mark[1]))
    table = _table({"technology_type": "str", "fiscal_year": "int64", "installations": "int64"}, marks)
    return _series(table, len(found), len(found) - len(dated), WITHOUT_YEAR, ALL_DATED)


@remembered(maxsize=32)
def countries(programme: Programme, selection: Selection) -> Series:
    """Rank countries by their installations.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    Series
        Columns ``country_iso3``, ``installations``, ``technology_types`` (how many different ones) and ``unlocated``
        (installations known to the country only, which are what is missing: no dot can show them).
    """
    found = counted_rows(programme, selection, SUBJECT)
    precision = _gathered(found, "country_iso3", "location_precision")
    types = _gathered(found, "country_iso3", "technology_type")
    marks = [(code, len(each), len(set(types[code])), each.count(UNLOCATED)) for code, each in precision.items()]
    columns = {"country_iso3": "str", "installations": "int64", "technology_types": "int64", "unlocated": "int64"}
    table = _table(columns, sorted(marks, key=lambda mark: (-mark[1], mark[0])))
    return _series(table, len(found), int(table["unlocated"].sum()), WITHOUT_PLACE, ALL_LOCATED)


@remembered(maxsize=32)
def reduction_by_technology(programme: Programme, selection: Selection) -> Series:
    """Sum up expected reductions by type of technology.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    Series
        Columns ``technology_type``, ``tco2_per_year`` (tonnes of CO2 a year; NaN where no installation of the type has a
        figure), ``known`` (installations with a figure) and ``installations``; the largest sum first.
    """
    found = counted_rows(programme, selection, SUBJECT)
    order = _order(programme, "tech")
    marks = []
    for technology, values in _gathered(found, "technology_type", REDUCTION).items():
        seen = [float(value) for value in values if not pd.isna(value)]
        marks.append((technology, sum(seen) if seen else float("nan"), len(seen), len(values)))
    marks.sort(key=lambda mark: (mark[2] == 0, -mark[1] if mark[2] else 0, order[mark[0]]))
    columns = {"technology_type": "str", "tco2_per_year": "float64", "known": "int64", "installations": "int64"}
    return _series(_table(columns, marks), len(found), int(found[REDUCTION].isna().sum()), WITHOUT_REDUCTION, ALL_REDUCTIONS)


@remembered(maxsize=32)
def participants(programme: Programme, selection: Selection) -> Series:
    """Rank the participants on the Japanese side.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    Series
        Columns ``participant_ja``, ``participant_en`` and ``installations``. Several participants of an installation
        stand apart where the table lists them (joined by ``;``); one is told from another by the Japanese name, and the
        most frequent English spelling stands beside it.
    """
    found = columns_of(programme, selection, SUBJECT, PARTICIPANTS)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    missing = 0
    for japanese, english in zip(*(found[name].tolist() for name in PARTICIPANTS), strict=True):
        named = _named(japanese, english)
        missing += not named
        for key, spelling in named.items():
            spellings[key][spelling] += 1
    marks = [(key, min(each, key=lambda name: (-each[name], name)), each.total()) for key, each in spellings.items()]
    columns = {"participant_ja": "str", "participant_en": "str", "installations": "int64"}
    table = _table(columns, sorted(marks, key=lambda mark: (-mark[2], mark[0])))
    return _series(table, len(found), missing, WITHOUT_PARTICIPANT, ALL_PARTICIPANTS)


def _named(japanese: str, english: str) -> dict[str, str]:
    """Give each participant's English name by its Japanese one; where only one language names it, that name for both."""
    own, other = _parts(japanese), _parts(english)
    if not own:
        return dict(zip(other, other, strict=True))
    return dict(zip(own, other if len(other) == len(own) else own, strict=True))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]


def _gathered(table: pd.DataFrame, by: str, column: str) -> dict[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for key, value in zip(table[by].tolist(), table[column].tolist(), strict=True):
        groups[key].append(value)
    return groups


def _order(programme: Programme, parameter: str) -> dict[str, int]:
    return {code: place for place, code in enumerate(vocabulary(programme).codes[parameter])}


def _table(columns: Mapping[str, str], marks: list[Any]) -> pd.DataFrame:
    values = zip(*marks, strict=True) if marks else [()] * len(columns)
    return pd.DataFrame(
        {name: pd.Series(list(each), dtype=kind) for (name, kind), each in zip(columns.items(), values, strict=True)}
    )


def _series(table: pd.DataFrame, rows_told: int, missing: int, without: Forms, complete: str) -> Series:
    captions: dict[LanguageCode, str] = {}
    for code in LANGUAGES:
        language = Language(code)
        if missing:
            captions[code] = language.plural(*without, missing, all=language.number(rows_told))
        else:
            captions[code] = language.text(complete)
    return Series(table, rows_told, missing, MappingProxyType(captions))
