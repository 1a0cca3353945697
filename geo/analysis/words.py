"""An analysis in words: what measures, dimensions and groups are called, how figures are written, and what they lack."""

from __future__ import annotations

from collections.abc import Mapping

from geo import vocabulary
from geo.analysis.pivot import EVERYTHING, MISSING, OTHERS, Cell, Pivot
from geo.analysis.question import YEARS, Question
from geo.language import Language, counted, message
from geo.page_parameters import NO_DIMENSION
from geo.programme import Programme
from geo.worded_selection import LABELS

MEASURES: Mapping[str, str] = {
    "links": message("Links"),
    "years": message("Years together"),
    "installations": message("Installations"),
    "reduction": message("tCO2 a year"),
    "capacity": message("Capacity (kW)"),
}
CHARTS: Mapping[str, str] = {
    "pivot": message("Table"),
    "heat": message("Heat map"),
    "bars": message("Bars"),
    "lines": message("Lines"),
}
MEANINGS: Mapping[str, str] = {
    "links": message("A link is a pair that worked together in one fiscal year; a pair of six years counts six times."),
    "years": message("In how many fiscal years a pair worked together, within the rows shown; of several pairs, the mean."),
    "installations": message("Each installation counts once, whatever its size."),
    "reduction": message("Expected reduction in tonnes of CO2 a year as published, summed over the rows whose source gives it."),
    "capacity": message("Installed capacity in kW as published, summed over the rows whose source gives it."),
}
MISSING_NAMES: Mapping[str, str] = {
    YEARS: message("Year not seen"),
    "jp": message("No government named"),
    "partner": message("No partner named"),
}
NOT_SEEN = message("Not seen")
TOTAL = message("Total")
BY_ONE = message("{measure} by {rows}")
BY_TWO = message("{measure} by {rows} and {cols}")
PARTLY = message("{value} ({known}/{rows})")
# By chart: how its rows are opened, and what it means that nothing stands in a place.
CELLS = (
    message("Press a figure to see its rows."),
    message("An empty cell means that no row is documented here, never that there was none."),
)
READING: Mapping[str, tuple[str, str]] = {
    "pivot": CELLS,
    "heat": CELLS,
    "bars": (
        message("Press a bar to see its rows."),
        message("No bar means that nothing is documented here, never that there was none."),
    ),
    "lines": (
        message("Press a point to see its rows."),
        message("Zero, or a gap in a line, means that nothing is documented here, never that there was none."),
    ),
}
NOT_ALONE = message("No filter shows “not seen”, or evidence B or C, alone: they lead to these rows with others.")
ON_NO_LINE = counted("{n} row without a known fiscal year is on no line.", "{n} rows without a known fiscal year are on no line.")


def dimension_name(dimension: str, language: Language) -> str:
    """Name a dimension as its filter is named; nothing for none."""
    return language.text(message("Nothing else")) if dimension == NO_DIMENSION else language.text(LABELS[dimension])


def title(question: Question, language: Language) -> str:
    """Say in a few words what is measured by what."""
    named = {"measure": language.text(MEASURES[question.measure]), "rows": dimension_name(question.rows, language)}
    if question.cols == NO_DIMENSION:
        return language.text(BY_ONE, **_inside(named, language))
    named["cols"] = dimension_name(question.cols, language)
    return language.text(BY_TWO, **_inside(named, language))


def _inside(named: Mapping[str, str], language: Language) -> dict[str, str]:
    """Write names of dimensions as they stand within a sentence."""
    return {name: text if name == "measure" or language.code == "ja" else _lowered(text) for name, text in named.items()}


def _lowered(text: str) -> str:
    return text if text.startswith("Japanese") else text[:1].lower() + text[1:]


def group_names(programme: Programme, found: Pivot, dimension: str, language: Language) -> Mapping[str, str]:
    """Name the groups of a dimension.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    found : Pivot
        The answer.
    dimension : str
        One of its two; ``none`` for the one group of all rows.
    language : Language
        The reader's.

    Returns
    -------
    Mapping of str to str
        Names by code, in the order of the answer, no two the same.
    """
    codes = found.rows if dimension == found.question.rows else found.cols
    known = {} if dimension in (YEARS, NO_DIMENSION) else vocabulary.names(programme, dimension, language)
    own = {
        MISSING: language.text(MISSING_NAMES.get(dimension, NOT_SEEN)),
        OTHERS: language.plural("{n} other", "{n} others", found.folded),
        EVERYTHING: language.text(MEASURES[found.question.measure]),
    }
    named: dict[str, str] = {}
    for code in codes:
        name = own[code] if code in own and code not in known else known.get(code, code)
        named[code] = name if name not in named.values() else f"{name} ({code})"
    return named


def figure(cell: Cell, question: Question, language: Language) -> str:
    """Write a figure with how many rows it rests on, where that is not all of them: ``12,345 (12/20)``.

    Parameters
    ----------
    cell : Cell
        Of an answer.
    question : Question
        What was asked.
    language : Language
        The reader's.

    Returns
    -------
    str
        Empty where there are no rows; ``– (0/3)`` where there are rows and none has the measure.
    """
    if not cell.rows:
        return ""
    value = "–" if cell.value is None else number(cell.value, question, language)
    if cell.known == cell.rows:
        return value
    return language.text(PARTLY, value=value, known=language.number(cell.known), rows=language.number(cell.rows))


def number(value: float, question: Question, language: Language) -> str:
    """Write a value: means with a decimal, everything else whole."""
    return language.number(round(value, 1) if question.asked.kind == "mean" else round(value))


def sentences(found: Pivot, language: Language, chart: str = "pivot") -> tuple[str, ...]:
    """Say what the figures mean and what they lack.

    Parameters
    ----------
    found : Pivot
        The answer.
    language : Language
        The reader's.
    chart : {"pivot", "heat", "bars", "lines"}
        What they stand below; files hold the table whatever the page draws.

    Returns
    -------
    tuple of str
        Whole sentences.
    """
    question = found.question
    said = [language.text(MEANINGS[question.measure])]
    if found.total.known < found.total.rows:
        said.append(
            language.plural(
                "The total comes from {known} of {n} row; (12/20) behind a figure means: from 12 of 20 rows.",
                "The total comes from {known} of {n} rows; (12/20) behind a figure means: from 12 of 20 rows.",
                found.total.rows,
                known=language.number(found.total.known),
            )
        )
    lacking = {dimension: found.missing(dimension) for dimension in question.dimensions}
    said += [_without(found, dimension, missing, language, chart) for dimension, missing in lacking.items() if missing]
    said += [_repeated(found, dimension, language) for dimension in found.repeated]
    if any(not cell.exact for cell in found.every_cell()):
        said.append(language.text(NOT_ALONE))
    return tuple(said)


def _without(found: Pivot, dimension: str, missing: int, language: Language, chart: str) -> str:
    if chart == "lines" and dimension == YEARS:
        return language.plural(*ON_NO_LINE, missing)
    return language.plural(
        "{dimension}: nothing was seen for {n} row of {all}; it stands last.",
        "{dimension}: nothing was seen for {n} rows of {all}; they stand last.",
        missing,
        dimension=dimension_name(dimension, language),
        all=language.number(found.total.rows),
    )


def _repeated(found: Pivot, dimension: str, language: Language) -> str:
    totals = found.row_totals if dimension == found.question.rows else found.col_totals
    repeated = sum(cell.rows for cell in totals) - found.total.rows
    return language.plural(
        "{dimension}: a row with several counts in each ({n} more time); totals count every row once.",
        "{dimension}: a row with several counts in each ({n} more times); totals count every row once.",
        repeated,
        dimension=dimension_name(dimension, language),
    )
