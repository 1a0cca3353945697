"""An analysis as a table with totals: each figure leads to its rows."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from components import state
from components.state import View
from geo.analysis import words
from geo.analysis.pivot import Cell, Pivot
from geo.page_parameters import NO_DIMENSION

KEY = "pivot"
ROWS_PAGES = {"collaborations": "pages/partnership_map.py", "installations": "pages/installations.py"}
# Figures with the rows they rest on need more room than counts.
WIDTHS = {"count": 66, "mean": 72, "sum": 132}
WIDEST = 230
MOST_LINES, HEIGHT = 26, 940
# The deepest shade a figure takes, of the colour of links; text stays readable on it in light and dark.
DEEPEST = 0.42


def open_rows(cell: Cell, subject: str) -> None:
    """Lead to the rows of a figure, on the page that shows such rows."""
    if cell.rows:
        state.lead_to(ROWS_PAGES[subject], cell.selection)


def show(view: View, found: Pivot) -> None:
    """Show the table; a click on a figure opens its rows."""
    lines = _lines(found)
    headings = _headings(view, found)
    names = words.group_names(view.programme, found, found.question.rows, view.language)
    labels = [view.text(words.TOTAL), *names.values()]
    dimension = words.dimension_name(found.question.rows, view.language)
    column = st.column_config
    kind = found.question.asked.kind
    shown_as = column.TextColumn if kind == "sum" else column.NumberColumn
    widths = {heading: _width([heading], WIDTHS[kind]) for heading in headings}
    st.dataframe(
        _styled(view, found, lines, headings, labels),
        key=KEY,
        height="content" if len(lines) <= MOST_LINES else HEIGHT,
        placeholder="",
        on_select=lambda: _open(found, headings),
        selection_mode="single-cell",
        alt=words.title(found.question, view.language),
        column_config={
            "_index": column.TextColumn(dimension, width=_width([dimension, *labels], WIDTHS["count"])),
            **{heading: shown_as(heading, width=width, alignment="right") for heading, width in widths.items()},
        },
    )


def _width(texts: list[str], least: int) -> int:
    # Japanese letters are about twice as wide as Latin ones.
    letters = max(sum(1 if letter.isascii() else 2 for letter in text) for text in texts)
    return min(max(least, 24 + 7 * letters), WIDEST)


def _headings(view: View, found: Pivot) -> list[str]:
    # First, where no window is too narrow for it.
    total = view.text(words.TOTAL)
    if found.question.cols == NO_DIMENSION:
        return [view.text(words.MEASURES[found.question.measure])]
    return [total, *words.group_names(view.programme, found, found.question.cols, view.language).values()]


def _lines(found: Pivot) -> list[list[Cell]]:
    if found.question.cols == NO_DIMENSION:
        return [[found.total], *([cell] for cell in found.row_totals)]
    body = ([total, *line] for line, total in zip(found.cells, found.row_totals, strict=True))
    return [[found.total, *found.col_totals], *body]


def _styled(view: View, found: Pivot, lines: list[list[Cell]], headings: list[str], labels: list[str]) -> Styler:
    """Write the figures, shaded by their size. Sums are texts: of a number that nobody saw, only a text can say so."""
    question, language = found.question, view.language
    if question.asked.kind == "sum":
        texts = [[words.figure(cell, question, language) for cell in line] for line in lines]
        table = pd.DataFrame(texts, columns=headings, index=labels, dtype="str")
    else:
        values = [[cell.value if cell.rows else None for cell in line] for line in lines]
        table = pd.DataFrame(values, columns=headings, index=labels, dtype="Float64")
    most = max((cell.value or 0 for line in found.cells for cell in line), default=0) or 1
    shades = pd.DataFrame("", index=table.index, columns=table.columns)
    for place, line in enumerate(found.cells, start=1):
        shades.iloc[place, -len(line) :] = [_shade(cell, most) for cell in line]
    return table.style.apply(lambda _: shades, axis=None).format(precision=int(question.asked.kind == "mean"), na_rep="")


def _shade(cell: Cell, most: float) -> str:
    """Shade by the root, as the heat map does: a few very large figures would leave all others white."""
    if not cell.rows or not cell.value or cell.value < 0:
        return ""
    return f"background-color: rgba(20, 110, 170, {DEEPEST * (cell.value / most) ** 0.5:.2f})"


def _open(found: Pivot, headings: list[str]) -> None:
    chosen = st.session_state[KEY]["selection"]["cells"]
    if not chosen:
        return
    row, column = chosen[0]
    if column in headings:
        open_rows(_lines(found)[row][headings.index(column)], found.question.asked.subject)
