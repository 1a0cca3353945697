"""What an analysis asks: a measure, what it is grouped by, and how the answer is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from geo.conditions import LIST_SEPARATOR
from geo.language import message
from geo.page_parameters import DIMENSIONS, NO_DIMENSION, PAGE_PARAMETERS, read
from geo.parameters import RULES, Codes, Notice, Subject

Kind = Literal["count", "sum", "mean"]
OWN_PARAMETERS = ("measure", "rows", "cols", "chart")
CHARTS = PAGE_PARAMETERS["chart"]
YEARS = "fy"
NOT_WITH_MEASURE = message("“{value}” in {parameter} does not go with this measure and was left out. Allowed: {allowed}.")
TWICE = message("“{value}” already stands for the rows and was left out of the columns. Allowed: {allowed}.")
NO_LINES = message("Lines run along fiscal years; without them the table is shown. Allowed: {allowed}.")


@dataclass(frozen=True)
class Measure:
    """What is counted or summed up.

    Parameters
    ----------
    subject : {"collaborations", "installations"}
        Of which rows.
    kind : {"count", "sum", "mean"}
        ``count``: the rows; ``sum``: a column of theirs, as far as it is known; ``mean``: the fiscal years of a pair.
    default : tuple of (str, str)
        The dimensions of rows and columns where none are asked for.
    column : str
        The column summed up.
    without : tuple of str
        Dimensions that say nothing about this measure, though the rows have them.
    """

    subject: Subject
    kind: Kind
    default: tuple[str, str]
    column: str = ""
    without: tuple[str, ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it can be grouped by: links have themes, installations have types of technology."""
        return tuple(name for name in DIMENSIONS if name in _columns(self.subject) and name not in self.without)


MEASURES: Mapping[str, Measure] = {
    "links": Measure("collaborations", "count", ("country", "fy")),
    # Within one fiscal year every pair works together for one.
    "years": Measure("collaborations", "mean", ("jp", "country"), without=("fy",)),
    "installations": Measure("installations", "count", ("country", "fy")),
    "reduction": Measure("installations", "sum", ("tech", "fy"), column="ghg_reduction_tco2_per_year"),
    "capacity": Measure("installations", "sum", ("tech", "fy"), column="capacity_kw"),
}


def _columns(subject: Subject) -> dict[str, str]:
    return {rule.name: rule.columns[subject] for rule in RULES if subject in rule.columns}


def column_of(dimension: str, subject: Subject) -> str:
    """Give the column of a subject's rows that a dimension groups by."""
    return _columns(subject)[dimension]


def separator_of(dimension: str, subject: Subject) -> str:
    """Give what parts the codes of a dimension whose column lists several; empty where it holds one."""
    listing = (rule.name for rule in RULES if isinstance(rule, Codes) and subject in rule.joined)
    return LIST_SEPARATOR if dimension in listing else ""


@dataclass(frozen=True)
class Question:
    """What is asked.

    Parameters
    ----------
    measure : str
        One of `MEASURES`.
    rows, cols : str
        One of the measure's dimensions each, never the same; `cols` may be ``none``.
    chart : {"pivot", "heat", "bars", "lines"}
        How the answer is drawn; lines only along fiscal years.
    """

    measure: str = "links"
    rows: str = "country"
    cols: str = "fy"
    chart: str = "pivot"

    @property
    def asked(self) -> Measure:
        """The measure itself."""
        return MEASURES[self.measure]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions it groups by, one or two."""
        return (self.rows,) if self.cols == NO_DIMENSION else (self.rows, self.cols)

    @property
    def charts(self) -> tuple[str, ...]:
        """How its answer can be drawn."""
        return tuple(chart for chart in CHARTS if chart != "lines" or YEARS in self.dimensions)

    def parameters(self) -> dict[str, list[str]]:
        """Write the question as page parameters, defaults left out."""
        rows, cols = self.asked.default
        default = Question(self.measure, rows, cols)
        written = {name: [getattr(self, name)] for name in OWN_PARAMETERS if getattr(self, name) != getattr(default, name)}
        return written if self.measure == Question.measure else {"measure": [self.measure], **written}

    def measuring(self, measure: str) -> Question:
        """Ask for another measure, by the same dimensions as far as it has them."""
        return Question.fitting(measure, self.rows, self.cols, self.chart)

    def turned(self) -> Question:
        """Exchange rows and columns."""
        return self if self.cols == NO_DIMENSION else replace(self, rows=self.cols, cols=self.rows)

    @classmethod
    def fitting(cls, measure: str, rows: str | None, cols: str | None, chart: str | None) -> Self:
        """Ask what comes nearest to a wish: what does not go together gives way to the measure's own default.

        Parameters
        ----------
        measure : str
            One of `MEASURES`.
        rows, cols, chart : str or None
            None: the default.

        Returns
        -------
        Question
            One that can be answered.
        """
        asked = MEASURES[measure]
        own_rows, own_cols = asked.default
        if rows not in asked.dimensions:
            rows = own_rows if cols != own_rows else own_cols
        if cols not in (*asked.dimensions, NO_DIMENSION):
            cols = own_cols
        if cols == rows:
            cols = next((each for each in (own_cols, own_rows) if each != rows), NO_DIMENSION)
        question = cls(measure, str(rows), str(cols), chart or "pivot")
        return question if question.chart in question.charts else replace(question, chart="pivot")

    @classmethod
    def parse(cls, parameters: Mapping[str, Sequence[str]]) -> tuple[Self, list[Notice]]:
        """Read a question from page parameters.

        Parameters
        ----------
        parameters : Mapping of str to sequence of str
            As they stand in an address; others than a question's are passed over.

        Returns
        -------
        Question
            Of all that could be read.
        list of Notice
            For all that could not.
        """
        said: dict[str, str | None] = {}
        notices: list[Notice] = []
        for name in OWN_PARAMETERS:
            said[name], found = read(parameters, name)
            notices += found
        measure = said["measure"] or cls.measure
        dimensions = MEASURES[measure].dimensions
        for name in ("rows", "cols"):
            value = said[name]
            if value not in (None, NO_DIMENSION) and value not in dimensions:
                notices.append(Notice(name, str(value), NOT_WITH_MEASURE, ", ".join(dimensions)))
                said[name] = None
        if said["rows"] and said["rows"] == said["cols"]:
            others = ", ".join(each for each in dimensions if each != said["rows"])
            notices.append(Notice("cols", str(said["cols"]), TWICE, others))
            said["cols"] = None
        question = cls.fitting(measure, said["rows"], said["cols"], said["chart"])
        if said["chart"] and question.chart != said["chart"]:
            notices.append(Notice("chart", str(said["chart"]), NO_LINES, ", ".join(question.charts)))
        return question, notices
