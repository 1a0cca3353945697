"""The rows that rest on a source, worded for a reader: what each tells of, when, on what evidence, and where it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from geo.export.about import own
from geo.export.package import descriptor
from geo.language import Language
from geo.parameters import Selected, pair_id
from geo.programme import Programme, records, sources_of
from geo.reconciliation import EVERYWHERE, as_of_text
from geo.vocabulary import names, selected_name

Row = Mapping[str, Any]


@dataclass(frozen=True)
class SourceRow:
    """A row: what it tells of, its fiscal year and its level of evidence (empty where it has none), and what opens it."""

    label: str
    year: str
    evidence: str
    selected: Selected | None


def rows_on(programme: Programme, source: str, language: Language) -> dict[str, tuple[SourceRow, ...]]:
    """List the rows that rest on a source.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    source : str
        Its ``source_id``.
    language : Language
        The reader's.

    Returns
    -------
    dict of str to tuple of SourceRow
        By table, only tables with such rows, in the order of the folder; rows in the order of their table.
    """
    found: dict[str, tuple[SourceRow, ...]] = {}
    for table in programme.tables:
        if "source_id" not in programme.tables[table].columns or table == "sources":
            continue
        resting = [row for row in records(programme.tables[table]) if source in sources_of(row)]
        if resting:
            word = WORDED.get(table, _other)
            found[table] = tuple(word(programme, row, language) for row in resting)
    return found


def _selected(kind: str, key: Callable[[Row], str]) -> Callable[[Programme, Row, Language], SourceRow]:
    def worded(programme: Programme, row: Row, language: Language) -> SourceRow:
        selected = Selected(kind, key(row))  # type: ignore[arg-type]  # each of `WORDED` is a kind
        return SourceRow(selected_name(programme, selected, language), _year(row, language), str(row.get("evidence", "")), selected)

    return worded


def _year(row: Row, language: Language) -> str:
    year = row.get("fiscal_year", row.get("year", row.get("fiscal_year_from")))
    return "" if year is None or pd.isna(year) else language.fiscal_year(int(year))


def _fact(programme: Programme, row: Row, language: Language) -> SourceRow:  # noqa: ARG001  # as the others
    return SourceRow(language.pick(row, "fact"), "", "", None)


def _total(programme: Programme, row: Row, language: Language) -> SourceRow:
    value: str = "" if pd.isna(row["value"]) else language.number(row["value"])
    scope = names(programme, "country", language).get(row["scope"], row["scope"]) if row["scope"] != EVERYWHERE else ""
    metric = _metrics(programme, language).get(row["metric"], str(row["metric"]))
    parts = [metric, scope, as_of_text(row["as_of"], language), value]
    return SourceRow(" · ".join(part for part in parts if part), _year(row, language), "", None)


@lru_cache(maxsize=8)
def _metrics(programme: Programme, language: Language) -> Mapping[str, str]:
    """Name what published totals count, as the data package's description does; nothing where the folder has none."""
    resources = (descriptor(programme) or {"resources": []})["resources"]
    fields = (field for each in resources if each["name"] == "published_totals" for field in each["schema"]["fields"])
    metric: Mapping[str, Any] = next((field for field in fields if field["name"] == "metric"), {})
    titles: Mapping[str, str] = own(metric, "enum_titles", language) or {}
    return titles


def _other(programme: Programme, row: Row, language: Language) -> SourceRow:  # noqa: ARG001  # as the others
    return SourceRow(language.pick(row, "name") if "name_en" in row else str(next(iter(row.values()))), "", "", None)


WORDED: Mapping[str, Callable[[Programme, Row, Language], SourceRow]] = {
    "collaborations": _selected("pair", lambda row: pair_id(row["jp_place_id"], row["partner_place_id"])),
    "installations": _selected("installation", lambda row: str(row["installation_id"])),
    "cases": _selected("case", lambda row: str(row["case_id"])),
    "dominoes": _selected("domino", lambda row: str(row["domino_id"])),
    "programme_facts": _fact,
    "published_totals": _total,
}
