"""Every number of the matrix is that of the rows its own address shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selected_installations import FEW, SELECTIONS, expected
from shipped import shipped

from geo.matrix import Matrix, matrix
from geo.parameters import Selected
from geo.selection import Selection
from geo.vocabulary import vocabulary


def totals(found: Matrix) -> dict[str, int]:
    return {line.country: line.total.installations for line in (*found.countries, found.total)}


@FEW
@given(SELECTIONS)
def test_every_cell_counts_the_rows_its_selection_shows(selection: Selection) -> None:
    found = matrix(shipped(), selection)
    for line in (*found.countries, found.total):
        for year, cell in zip(found.years, line.years, strict=True):
            shown = expected(cell.selection)
            assert cell.exact
            assert cell.installations == len(shown)
            assert set(shown["fiscal_year"]) <= {year}
        assert line.total.exact
        assert line.total.installations == len(expected(line.total.selection))


@FEW
@given(SELECTIONS)
def test_undated_rows_have_a_column_and_its_selection_shows_them(selection: Selection) -> None:
    found = matrix(shipped(), selection)
    for line in (*found.countries, found.total):
        shown = expected(line.undated.selection)
        assert line.undated.installations == shown["fiscal_year"].isna().sum()
        assert line.undated.exact == (line.undated.installations == len(shown))


@FEW
@given(SELECTIONS)
def test_lines_and_columns_add_up(selection: Selection) -> None:
    found = matrix(shipped(), selection)
    for line in (*found.countries, found.total):
        assert line.total.installations == line.undated.installations + sum(cell.installations for cell in line.years)
    columns = zip(*([*line.years, line.undated, line.total] for line in found.countries), strict=True)
    of_all = [*found.total.years, found.total.undated, found.total.total]
    if found.countries:
        assert [sum(cell.installations for cell in column) for column in columns] == [cell.installations for cell in of_all]
    else:
        assert {cell.installations for cell in of_all} == {0}


@FEW
@given(SELECTIONS)
def test_countries_with_rows_stand_in_the_order_of_their_table(selection: Selection) -> None:
    found = matrix(shipped(), selection)
    codes = [line.country for line in found.countries]
    assert set(codes) == set(expected(replace(selection, undated=True))["country_iso3"])
    assert codes == [code for code in vocabulary(shipped()).codes["country"] if code in set(codes)]


@pytest.mark.parametrize(
    ("selection", "first", "last"),
    [
        (Selection(), 2013, 2025),
        (Selection(fiscal_years=(2016, 2018)), 2016, 2018),
        (Selection(fiscal_years=(2020, 2020)), 2020, 2020),
    ],
)
def test_years_stand_without_a_gap_over_the_chosen_ones(selection: Selection, first: int, last: int) -> None:
    found = matrix(shipped(), selection)
    assert found.years == tuple(range(first, last + 1))
    assert {len(line.years) for line in (*found.countries, found.total)} == {len(found.years)}


def test_the_whole_matrix_holds_every_installation() -> None:
    found = matrix(shipped(), Selection())
    assert found.total.total.installations == 206
    assert found.total.undated.installations == 72
    assert totals(found)["VNM"] == 50


def test_those_formed_through_the_programme_have_a_matrix_and_inferred_ties_join_on_request() -> None:
    assert totals(matrix(shipped(), Selection(linked=True))) == {"VNM": 7, "IDN": 1, "": 8}
    assert totals(matrix(shipped(), Selection(linked=True, evidence="C"))) == {"VNM": 8, "IDN": 1, "THA": 1, "": 10}


@FEW
@given(st.sampled_from(["A", "B", "C"]))
def test_cells_keep_what_else_is_filtered(evidence: str) -> None:
    selection = Selection(technologies=("solar_pv",), linked=True, evidence=evidence, fiscal_years=(2015, 2022))
    found = matrix(shipped(), selection)
    for line in (*found.countries, found.total):
        for cell in (*line.years, line.undated, line.total):
            kept = cell.selection.without("fy", "country", "undated")
            assert kept == selection.without("fy")
            assert cell.selection.countries == ((line.country,) if line.country else ())


def test_an_open_detail_stands_in_no_cell() -> None:
    opened = Selection(selected=Selected("country", "VNM"))
    assert matrix(shipped(), opened) is matrix(shipped(), Selection())


def test_without_installations_the_matrix_is_empty() -> None:
    bare = replace(shipped(), installations=shipped().installations.iloc[0:0], cases=shipped().cases.iloc[0:0])
    found = matrix(bare, Selection())
    assert (found.years, found.countries, found.total.total.installations) == ((), (), 0)
