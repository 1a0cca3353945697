"""Every figure of an analysis is that of the rows its own address shows, and every total counts a row once."""

from __future__ import annotations

import csv
import io
from typing import get_args

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shipped import shipped

from geo import shown
from geo.analysis import files, words
from geo.analysis.pivot import EVERYTHING, MISSING, OTHERS, Pivot, pivot
from geo.analysis.question import CHARTS, MEASURES, Question, column_of, separator_of
from geo.api import parameters as api_parameters
from geo.api.parameters import BadParametersError
from geo.language import LANGUAGES, Language, LanguageCode
from geo.page_parameters import DIMENSIONS, NO_DIMENSION, PAGE_PARAMETERS
from geo.parameters import EVIDENCE_LEVELS, Subject
from geo.selection import Selection
from geo.vocabulary import vocabulary

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CODES = vocabulary(shipped()).codes


def some(parameter: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(CODES[parameter]), max_size=6, unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    fiscal_years=st.none() | st.tuples(st.integers(2013, 2025), st.integers(2013, 2025)),
    countries=some("country"),
    themes=some("theme"),
    technologies=some("tech"),
    evidence=st.sampled_from(EVIDENCE_LEVELS),
    undated=st.booleans(),
    linked=st.booleans(),
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    name = draw(st.sampled_from(list(MEASURES)))
    dimensions = MEASURES[name].dimensions
    rows = draw(st.sampled_from(dimensions))
    cols = draw(st.sampled_from([each for each in (*dimensions, NO_DIMENSION) if each != rows]))
    return Question(name, rows, cols)


def measured(question: Question, rows: pd.DataFrame) -> tuple[float | None, int]:
    """The measure counted another way: by pandas over whole rows."""
    asked = question.asked
    if asked.kind == "count":
        return float(len(rows)), len(rows)
    if asked.kind == "sum":
        known = rows[asked.column].dropna().astype(float)
        return (float(known.sum()) if len(known) else None), len(known)
    if rows.empty:
        return None, 0
    return float(rows.groupby("pair")["fiscal_year"].nunique().mean()), len(rows)


def holding(question: Question, rows: pd.DataFrame, dimension: str, code: str) -> pd.DataFrame:
    """The rows of a group, found another way: cell by cell."""
    subject = question.asked.subject
    if code == EVERYTHING:
        return rows
    column = rows[column_of(dimension, subject)]
    texts = column.astype("string").fillna("")
    if separator_of(dimension, subject) and code != MISSING:
        return rows[[code in text.split(";") for text in texts]]
    return rows[(texts == code).to_numpy(dtype=bool)]


@FEW
@given(SELECTIONS, questions())
def test_every_figure_is_that_of_its_rows(selection: Selection, question: Question) -> None:
    found = pivot(shipped(), selection, question)
    rows = shown.rows(shipped(), selection, question.asked.subject)
    for row, line in zip(found.rows, found.cells, strict=True):
        of_row = holding(question, rows, question.rows, row)
        for col, cell in zip(found.cols, line, strict=True):
            value, known = measured(question, holding(question, of_row, question.cols, col))
            assert cell.known == known
            assert cell.rows >= known
            assert cell.value == (value if value is None else pytest.approx(value))


@FEW
@given(SELECTIONS, questions())
@example(Selection(linked=True, evidence="C"), Question("installations", "evidence", "country"))
def test_an_exact_cell_leads_to_its_rows_alone_and_any_other_to_them_and_more(selection: Selection, question: Question) -> None:
    found = pivot(shipped(), selection, question)
    for cell in found.every_cell():
        led_to = shown.number(shipped(), cell.selection, question.asked.subject)
        if cell.rows:
            assert led_to == cell.rows if cell.exact else led_to >= cell.rows


@FEW
@given(SELECTIONS, questions())
def test_totals_count_every_row_once_and_no_row_is_dropped(selection: Selection, question: Question) -> None:
    found = pivot(shipped(), selection, question)
    rows = shown.rows(shipped(), selection, question.asked.subject)
    assert (found.total.rows, found.total.known) == (len(rows), measured(question, rows)[1])
    for dimension, totals in ((question.rows, found.row_totals), (question.cols, found.col_totals)):
        counted = sum(cell.rows for cell in totals)
        if dimension in found.repeated:
            assert counted >= found.total.rows
        else:
            assert counted == found.total.rows
    if not found.repeated and question.asked.kind == "sum":
        added = sum(cell.value or 0 for line in found.cells for cell in line)
        assert added == pytest.approx(found.total.value or 0)


@FEW
@given(SELECTIONS, questions())
def test_rows_without_a_value_stand_last_and_are_counted(selection: Selection, question: Question) -> None:
    found = pivot(shipped(), selection, question)
    rows = shown.rows(shipped(), selection, question.asked.subject)
    for dimension, codes in ((question.rows, found.rows), (question.cols, found.cols)):
        if dimension == NO_DIMENSION:
            continue
        column = rows[column_of(dimension, question.asked.subject)]
        missing = int((column.isna() | (column.astype("string") == "")).sum())
        assert found.missing(dimension) == missing
        assert MISSING not in codes[:-1]
        assert (MISSING in codes) == bool(missing)


@FEW
@given(SELECTIONS, questions(), st.integers(3, 8))
def test_folding_keeps_every_row_and_says_how_many_groups_it_holds(selection: Selection, question: Question, most: int) -> None:
    whole = pivot(shipped(), selection, question)
    folded = pivot(shipped(), selection, question, most)
    assert folded.total == whole.total
    if OTHERS in folded.cols:
        assert len(folded.cols) == most
        assert folded.folded == len(whole.cols) - len(folded.cols) + 1
        others = folded.col_totals[folded.cols.index(OTHERS)]
        assert shown.number(shipped(), others.selection, question.asked.subject) == others.rows
    else:
        assert folded.cols == whole.cols


ADDRESSES = st.dictionaries(
    st.sampled_from([*PAGE_PARAMETERS, "country", "fy"]),
    st.lists(st.sampled_from([*DIMENSIONS, *MEASURES, *CHARTS, NO_DIMENSION, ""]) | st.text(max_size=6), max_size=3),
)


@FEW
@given(ADDRESSES)
def test_any_address_asks_something_that_can_be_answered_and_is_written_back(address: dict[str, list[str]]) -> None:
    question, notices = Question.parse(address)
    assert Question.parse(question.parameters()) == (question, [])
    assert set(question.dimensions) <= set(question.asked.dimensions)
    assert question.rows != question.cols
    assert question.chart in question.charts
    said = {notice.value for notice in notices}
    for name in ("measure", "rows", "cols", "chart"):
        assert all(value == getattr(question, name) or value in said for value in address.get(name, []))
    assert all(notice.worded(Language(code)) for notice in notices for code in LANGUAGES)


@FEW
@given(questions(), st.sampled_from(list(MEASURES)))
def test_another_measure_keeps_the_dimensions_it_has(question: Question, measure: str) -> None:
    other = question.measuring(measure)
    assert Question.parse(other.parameters()) == (other, [])
    if set(question.dimensions) <= set(MEASURES[measure].dimensions):
        assert other.dimensions == question.dimensions


@pytest.mark.parametrize("name", [*PAGE_PARAMETERS, "b.country", "b.fy"])
def test_the_api_takes_no_parameter_of_a_page(name: str) -> None:
    value = PAGE_PARAMETERS.get(name, ("VNM",))[0]
    with pytest.raises(BadParametersError) as refused:
        api_parameters.read([(name, value)], shipped(), ("collaborations",), {})
    assert [notice.parameter for notice in refused.value.notices] == [name]
    assert Selection.parse({name: [value]}, vocabulary(shipped())) == (Selection(), [])


def test_links_have_themes_and_installations_have_types_of_technology() -> None:
    assert "theme" in MEASURES["links"].dimensions
    assert "tech" not in MEASURES["links"].dimensions
    assert "tech" in MEASURES["capacity"].dimensions
    assert "theme" not in MEASURES["installations"].dimensions
    assert "fy" not in MEASURES["years"].dimensions
    assert {measure.subject for measure in MEASURES.values()} <= set(get_args(Subject))


def test_the_known_figures_of_the_shipped_tables() -> None:
    links = pivot(shipped(), Selection(), Question())
    assert links.total.value == len(shipped().collaborations.query("evidence != 'C'"))
    built = pivot(shipped(), Selection(), Question("reduction", "tech", "fy"))
    tonnes = shipped().installations["ghg_reduction_tco2_per_year"]
    assert (built.total.value, built.total.known, built.total.rows) == (float(tonnes.sum()), tonnes.notna().sum(), len(tonnes))
    assert built.missing("fy") == shipped().installations["fiscal_year"].isna().sum()


def told(found: Pivot, code: LanguageCode) -> str:
    return " ".join(words.sentences(found, Language(code)))


def test_the_words_say_what_is_missing_and_what_counts_twice() -> None:
    tonnes = pivot(shipped(), Selection(), Question("reduction", "tech", "fy"))
    assert f"{tonnes.total.known} of {tonnes.total.rows} rows" in told(tonnes, "en")
    assert f"{tonnes.missing('fy')} rows" in told(tonnes, "en")
    themes = pivot(shipped(), Selection(), Question("links", "theme", "fy"))
    again = sum(cell.rows for cell in themes.row_totals) - themes.total.rows
    assert f"({again} more times)" in told(themes, "en")
    assert f"{again}" in told(themes, "ja")
    assert "not seen" not in told(pivot(shipped(), Selection(), Question()), "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_rows_without_a_year_are_told_to_stand_where_the_chart_has_them(code: LanguageCode) -> None:
    language = Language(code)
    found = pivot(shipped(), Selection(), Question("installations", "tech", "fy"))
    on_no_line = language.plural(*words.ON_NO_LINE, found.missing("fy"))
    last = {"en": "they stand last", "ja": "末尾"}[code]
    for chart in CHARTS:
        said = words.sentences(found, language, chart)
        assert (on_no_line in said) == (chart == "lines")
        assert any(last in sentence for sentence in said) == (chart != "lines")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_figure_says_how_many_of_its_rows_have_it(code: LanguageCode) -> None:
    found = pivot(shipped(), Selection(), Question("reduction", "tech", "fy"))
    assert words.figure(found.total, found.question, Language(code)).endswith(f"({found.total.known}/{found.total.rows})")
    unknown = next(cell for cell in found.every_cell() if cell.rows and cell.value is None)
    assert words.figure(unknown, found.question, Language(code)) == f"– (0/{unknown.rows})"


@FEW
@given(SELECTIONS, questions(), st.sampled_from(LANGUAGES))
def test_the_csv_holds_every_figure_once(selection: Selection, question: Question, code: LanguageCode) -> None:
    found = pivot(shipped(), selection, question)
    text = files.to_csv(shipped(), found, Language(code)).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    totals = [line for line in lines if all(line[name] == EVERYTHING for name in question.dimensions)]
    assert [int(line["rows"]) for line in totals] == ([found.total.rows] if found.total.rows else [])
    cells = [cell for cell in found.every_cell() if cell.rows]
    # Without columns, the cells and the one column's total say again what the totals say.
    again = sum(1 for cell in (found.total, *found.row_totals) if cell.rows) if question.cols == NO_DIMENSION else 0
    assert len(lines) == len(cells) - again
    assert sum(int(line["rows_known"]) for line in lines) <= sum(cell.known for cell in cells)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_workbook_shows_the_table_as_it_is_read(code: LanguageCode) -> None:
    language = Language(code)
    found = pivot(shipped(), Selection(), Question("installations", "country", "tech"))
    book = openpyxl.load_workbook(io.BytesIO(files.to_workbook(shipped(), Selection(), found, language)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[2][1] == found.total.value
    names = words.group_names(shipped(), found, "country", language)
    assert [row[0] for row in rows[3:]] == list(names.values())
    assert [row[1] for row in rows[3:]] == [cell.value for cell in found.row_totals]
    remarks = [row[1] for row in book.worksheets[-1].iter_rows(values_only=True)]
    assert set(words.sentences(found, language)) <= set(remarks)
    assert files.to_workbook(shipped(), Selection(), found, language) == files.to_workbook(shipped(), Selection(), found, language)
