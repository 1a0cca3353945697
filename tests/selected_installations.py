"""Selections of installations, and their rows filtered as plainly as can be."""

from __future__ import annotations

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from shipped import shipped

from geo.installations import rows
from geo.language import Language
from geo.parameters import EVIDENCE_LEVELS
from geo.search_text import fold
from geo.selection import Selection
from geo.vocabulary import vocabulary

ENGLISH, JAPANESE = Language("en"), Language("ja")
CODES = vocabulary(shipped()).codes
YEARS = st.integers(2013, 2025)
FILTERS = {
    "country": ("countries", "country_iso3"),
    "tech": ("technologies", "technology_type"),
    "sector": ("sectors", "sector"),
    "scheme": ("schemes", "scheme"),
    "status": ("statuses", "status"),
}


def some_of(parameter: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(CODES[parameter]), max_size=4, unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    fiscal_years=st.none() | st.tuples(YEARS, YEARS),
    evidence=st.sampled_from(EVIDENCE_LEVELS),
    undated=st.booleans(),
    linked=st.sampled_from([False, False, True]),
    query=st.sampled_from(["", "", "", "ホテル", "solar"]),
    **{field: st.just(()) | some_of(name) for name, (field, _) in FILTERS.items()},
)
FEW = settings(max_examples=40, deadline=None)


def expected(selection: Selection) -> pd.DataFrame:
    """Filter as plainly as can be, without the conditions."""
    table = rows(shipped())
    kept = table["evidence"].isin(EVIDENCE_LEVELS[: EVIDENCE_LEVELS.index(selection.evidence) + 1])
    if selection.fiscal_years:
        first, last = selection.fiscal_years
        years = [selection.undated if pd.isna(year) else first <= year <= last for year in table["fiscal_year"]]
        kept &= pd.Series(years, index=table.index)
    for field, column in FILTERS.values():
        if codes := getattr(selection, field):
            kept &= table[column].isin(codes)
    if selection.linked:
        kept &= table["tie"].isin(["official", "inferred"] if selection.evidence == "C" else ["official"])
    if selection.query:
        kept &= table["search"].str.contains(fold(selection.query), regex=False)
    return pd.DataFrame(table[kept])
