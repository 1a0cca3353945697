"""Two versions of the tables are compared row by row, and figure by figure."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pandas as pd
from faulty_tables import TableFolder
from hypothesis import given
from hypothesis import strategies as st
from shipped import DATA, shipped

from geo.diff import compare, of_programme
from geo.diff.rows import TableDifference, compare_table
from geo.diff.totals import Figure, figures
from geo.diff.versions import read
from geo.diff.words import MEASURE_NAMES
from geo.programme import text_tables
from geo.tables import KEYS, TABLES

COLUMNS = ["code", "name_en", "name_ja"]


def table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    index = pd.RangeIndex(2, len(rows) + 2, name="line")
    return pd.DataFrame(list(rows), columns=COLUMNS, index=index, dtype="str")


def statuses(before: pd.DataFrame | None, after: pd.DataFrame | None) -> TableDifference:
    return compare_table("statuses", before, after)


A, B, C = ("a", "Alpha", "ア"), ("b", "Beta", "ベ"), ("c", "Gamma", "ガ")


def test_keys_are_those_the_data_package_declares() -> None:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    declared = {resource["name"]: resource["schema"].get("primaryKey") for resource in package["resources"]}
    assert set(KEYS) == set(TABLES) == set(declared)
    for name, key in declared.items():
        if key is not None:
            assert KEYS[name] == ((key,) if isinstance(key, str) else tuple(key))
    assert declared["leads_collaborations"] is None


def test_the_shipped_tables_are_the_same_as_themselves_in_every_form() -> None:
    difference = compare(read(str(DATA)), of_programme(shipped(), "loaded"))
    assert difference.same
    assert len(difference.tables) == len(TABLES)
    assert difference.figures
    assert difference.figures_changed == ()


def test_rows_are_added_removed_and_changed_field_by_field() -> None:
    found = statuses(table(A, B), table((*A[:1], "Aleph", *A[2:]), C))
    assert [row.key for row in found.added] == [("c",)]
    assert [row.key for row in found.removed] == [("b",)]
    (change,) = found.changed
    assert [(field.column, field.before, field.after) for field in change.fields] == [("name_en", "Alpha", "Aleph")]
    assert (change.before.line, change.after.line) == (2, 2)
    assert not found.moved


def test_an_insertion_moves_no_row_but_a_new_order_does() -> None:
    assert not statuses(table(A, B), table(C, A, B)).moved
    assert not statuses(table(C, A, B), table(A, B)).moved
    found = statuses(table(A, B, C), table(C, A, B))
    assert [after.key for _, after in found.moved] == [("c",)]
    assert not found.content
    assert not found.same


def test_columns_of_one_version_only_are_told_and_make_no_row_a_changed_one() -> None:
    wider = table(A, B).assign(remark="x")
    assert statuses(table(A, B), wider).columns_added == ("remark",)
    assert statuses(wider, table(A, B)).columns_removed == ("remark",)
    assert not statuses(table(A, B), wider).changed


def test_a_row_under_another_key_is_hinted_at_and_still_counts_as_removed_and_added() -> None:
    found = statuses(table(A, B), table(("z", *A[1:]), B))
    assert len(found.added) == len(found.removed) == 1
    (hint,) = found.renamed
    assert (hint.before.key, hint.after.key, hint.same, hint.filled) == (("a",), ("z",), 2, 2)
    assert not statuses(table(A), table(C)).renamed


def test_rows_that_share_a_key_are_matched_in_their_order() -> None:
    found = statuses(table(A, A), table(A, ("a", "Other", "ア"), A))
    assert len(found.added) == 1
    assert [change.after.values["name_en"] for change in found.changed] == ["Other"]


def test_a_table_one_version_lacks_is_told() -> None:
    assert statuses(None, table(A)).only == "after"
    found = statuses(table(A), None)
    assert (found.only, len(found.removed), found.columns_removed) == ("before", 1, ())


ROW = st.tuples(*[st.sampled_from("abcdef")] * 3)


@given(st.lists(ROW, max_size=12), st.lists(ROW, max_size=12))
def test_the_difference_accounts_for_every_row(before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]) -> None:
    found = statuses(table(*before), table(*after))
    assert found.same == (before == after)
    assert len(before) - len(found.removed) == len(after) - len(found.added)
    rebuilt = Counter(before)
    rebuilt.subtract(tuple(row.values[name] for name in COLUMNS) for row in found.removed)
    rebuilt.update(tuple(row.values[name] for name in COLUMNS) for row in found.added)
    for change in found.changed:
        rebuilt.subtract([tuple(change.before.values[name] for name in COLUMNS)])
        rebuilt.update([tuple(change.after.values[name] for name in COLUMNS)])
    assert +rebuilt == Counter(after)


@given(st.permutations(range(7)))
def test_no_fewer_rows_than_those_told_explain_a_new_order(order: list[int]) -> None:
    rows = [(str(number), "x", "y") for number in range(7)]
    found = statuses(table(*rows), table(*(rows[number] for number in order)))
    moved = {int(after.key[0]) for _, after in found.moved}
    kept = [number for number in order if number not in moved]
    assert kept == sorted(kept)
    longest = [1] * 7
    for place in range(7):
        longest[place] += max((longest[earlier] for earlier in range(place) if order[earlier] < order[place]), default=0)
    assert len(moved) == 7 - max(longest)


def test_totals_follow_the_rows_at_every_level_of_evidence() -> None:
    found = figures(shipped())
    assert {figure.measure for figure in found} == set(MEASURE_NAMES)
    links = shipped().collaborations["evidence"].value_counts()
    assert found[Figure("links", "A")] == links["A"]
    assert found[Figure("links", "B")] == links["A"] + links["B"] == 93
    assert found[Figure("links", "C")] == 127
    assert found[Figure("partner_places", "published")] == 67
    assert found[Figure("partner_places", "B")] == 35
    assert found[Figure("installations", "B")] == len(shipped().installations)
    for level in ("A", "B", "C"):
        by_year = sum(value or 0 for figure, value in found.items() if (figure.measure, figure.kind) == ("links", "fiscal_year")
                      and figure.counted == level)  # fmt: skip
        assert by_year == found[Figure("links", level)]


def test_one_more_link_changes_the_totals_of_its_evidence_and_year(tmp_path: Path) -> None:
    links = text_tables(shipped())["collaborations"]
    row = links[(links["evidence"] == "B") & (links["fiscal_year"] == "2025")].iloc[0]
    folder = TableFolder.copy(tmp_path)
    lines = folder.text("collaborations").splitlines(keepends=True)
    folder.write("collaborations", "".join(line for line in lines if not line.startswith(row["collaboration_id"] + ",")))
    difference = compare(read(str(folder.path)), read(str(DATA)))
    (changed,) = difference.changed
    assert [added.key for added in changed.added] == [(row["collaboration_id"],)]
    links_changed = {
        (change.figure.counted, change.figure.kind, change.figure.item): (change.before, change.after)
        for change in difference.figures_changed
        if change.figure.measure == "links"
    }
    assert links_changed == {
        ("B", "", ""): (92, 93),
        ("C", "", ""): (126, 127),
        ("B", "fiscal_year", "2025"): links_changed["B", "fiscal_year", "2025"],
        ("C", "fiscal_year", "2025"): links_changed["C", "fiscal_year", "2025"],
    }
    assert all(after - before == 1 for before, after in links_changed.values())  # type: ignore[operator]
