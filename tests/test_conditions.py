"""A condition means the same for every table, empty cells and missing numbers included."""

from __future__ import annotations

import json

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.conditions import Condition, matching

# A machine under load is no fault.
unhurried = settings(deadline=None)

CODE = st.sampled_from(["water", "waste", "waste_water", "port"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "year": st.none() | st.integers(2013, 2025),
            "code": CODE | st.just(""),
            "codes": st.lists(CODE, unique=True).map(";".join),
            "search": st.lists(st.sampled_from(["osaka", "port", "ports", "water"])).map(" ".join),
        }
    ),
    max_size=12,
)


def table(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": pd.array([row["year"] for row in rows], dtype="Int64"),
            **{name: pd.Series([row[name] for row in rows], dtype="str") for name in ("code", "codes", "search")},
        }
    )


def shown(rows: list[dict[str, object]], *conditions: Condition) -> list[int]:
    return matching(table(rows), conditions).index.tolist()


@unhurried
@given(ROWS, st.lists(CODE, min_size=1))
def test_in_keeps_rows_whose_value_is_named(rows: list[dict[str, object]], codes: list[str]) -> None:
    kept = shown(rows, Condition("code", "in", tuple(codes)))
    assert kept == [i for i, row in enumerate(rows) if row["code"] in codes]


@unhurried
@given(ROWS, st.lists(CODE, min_size=1))
def test_any_looks_at_whole_codes_of_a_list(rows: list[dict[str, object]], codes: list[str]) -> None:
    kept = shown(rows, Condition("codes", "any", tuple(codes)))
    assert kept == [i for i, row in enumerate(rows) if set(str(row["codes"]).split(";")) & set(codes)]


@unhurried
@given(ROWS, st.integers(2013, 2025), st.integers(2013, 2025), st.booleans())
def test_between_counts_both_ends_and_missing_numbers_as_asked(
    rows: list[dict[str, object]],
    first: int,
    last: int,
    missing: bool,
) -> None:
    kept = shown(rows, Condition("year", "between", (first, last), missing=missing))
    years = [row["year"] for row in rows]
    assert kept == [i for i, year in enumerate(years) if (missing if not isinstance(year, int) else first <= year <= last)]


@unhurried
@given(ROWS, st.lists(st.sampled_from(["osaka", "port", "wat"]), min_size=1))
def test_contains_asks_for_every_word(rows: list[dict[str, object]], words: list[str]) -> None:
    kept = shown(rows, Condition("search", "contains", tuple(words)))
    assert kept == [i for i, row in enumerate(rows) if all(word in str(row["search"]) for word in words)]


@unhurried
@given(ROWS, st.lists(CODE, min_size=1), st.integers(2013, 2025))
def test_all_conditions_hold_at_once_and_rows_keep_their_order(rows: list[dict[str, object]], codes: list[str], year: int) -> None:
    one, other = Condition("code", "in", tuple(codes)), Condition("year", "between", (year, 2025))
    assert shown(rows, one, other) == sorted(set(shown(rows, one)) & set(shown(rows, other)))


@unhurried
@given(ROWS)
def test_no_condition_keeps_every_row(rows: list[dict[str, object]]) -> None:
    assert shown(rows) == list(range(len(rows)))


def test_a_condition_travels_as_plain_data() -> None:
    condition = Condition("fiscal_year", "between", (2013, 2020), missing=True)
    assert json.loads(json.dumps(condition.wire())) == {
        "column": "fiscal_year", "kind": "between", "values": [2013, 2020], "missing": True,
    }  # fmt: skip


def test_the_type_of_the_table_is_kept() -> None:
    rows = table([{"year": 2013, "code": "port", "codes": "", "search": ""}])
    assert matching(rows, [Condition("code", "in", ("water",))]).dtypes.equals(rows.dtypes)
