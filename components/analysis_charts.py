"""An analysis drawn: as a heat map, as bars, as lines along fiscal years. A click on a mark opens its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.analysis_table import open_rows
from components.state import View
from geo.analysis import words
from geo.analysis.pivot import EVERYTHING, MISSING, Cell, Pivot, pivot
from geo.analysis.question import YEARS, separator_of
from geo.language import counted
from geo.page_parameters import NO_DIMENSION
from geo.palette import GROUNDS, Mode, heat, year_colours

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart
PICK = "pick"
MARK = 26  # pixels a row of a chart takes
AROUND = 96  # pixels of legend and axis, which Streamlit counts with the height
# So many colours can be told apart; what is smaller is told together.
SERIES = 7
LINES_HEIGHT = 420
# Along the values, at most about so many: a wide chart would have one at every number.
TICKS = 10
# Columns of a heat map, and how many of them one with "(12/20)" in it stands for.
FEW, MANY, BROAD = 7, 16, 2
TOGETHER = counted(
    "{n} group of the smallest is told together here; the table has it.",
    "The {n} smallest groups are told together here; the table has each.",
)
TOP: dict[str, Any] = {"title": None, "labelLimit": 150, "labelOverlap": False}
AXIS: dict[str, Any] = {"title": None, "labelLimit": 230, "labelOverlap": False}


def _mode() -> Mode:
    return "dark" if st.context.theme.type == "dark" else "light"


def show(view: View, found: Pivot) -> None:
    """Show the chart the question asks for."""
    question = found.question
    draw: Mapping[str, Callable[[View, Pivot], AnyChart]] = {"heat": _heat, "bars": _bars, "lines": _lines}
    answer = found if question.chart == "heat" else _folded(view, found)
    key = f"analysis_{question.chart}"
    # What does not fit a narrow window is scrolled in its box (static/page.css), never squeezed.
    with st.container(key=f"drawn_{_size(answer)}"):
        st.altair_chart(
            draw[question.chart](view, answer),
            key=key,
            alt=words.title(question, view.language),
            selection_mode=PICK,
            on_select=lambda: _open(answer, key),
        )


def _size(found: Pivot) -> str:
    if found.question.chart != "heat":
        return "narrow"
    broad = BROAD if found.question.asked.kind == "sum" else 1
    return "narrow" if len(found.cols) * broad <= FEW else "wide" if len(found.cols) * broad <= MANY else "widest"


def remark(view: View, found: Pivot) -> str:
    """Say what the chart tells together; empty where it tells every group."""
    if found.question.chart in {"pivot", "heat"}:
        return ""
    folded = _folded(view, found).folded
    return view.language.plural(*TOGETHER, folded) if folded else ""


def _folded(view: View, found: Pivot) -> Pivot:
    """Answer the same with as few groups as there are colours; lines run along the columns' years whichever way they stand."""
    question = found.question
    if question.chart == "lines" and question.cols == YEARS:
        question = question.turned()
    return pivot(view.programme, view.selection, question, SERIES)


def _open(found: Pivot, key: str) -> None:
    picked = st.session_state[key]["selection"].get(PICK)
    if picked:
        row, col = picked[0]["row"], picked[0]["col"]
        open_rows(found.cells[found.rows.index(row)][found.cols.index(col)], found.question.asked.subject)


def _marks(view: View, found: Pivot) -> pd.DataFrame:
    """One row per cell with rows, in the order of the answer."""
    rows = words.group_names(view.programme, found, found.question.rows, view.language)
    cols = words.group_names(view.programme, found, found.question.cols, view.language)
    cells = [
        (row, col, rows[row], cols[col], cell)
        for row, line in zip(found.rows, found.cells, strict=True)
        for col, cell in zip(found.cols, line, strict=True)
        if cell.rows
    ]
    return pd.DataFrame(
        [
            (row, col, row_name, col_name, cell.value, words.figure(cell, found.question, view.language))
            for row, col, row_name, col_name, cell in cells
        ],
        columns=["row", "col", "row_name", "col_name", "value", "said"],
    )


def _tooltip(view: View, found: Pivot) -> list[alt.Tooltip]:
    named = {"row_name": found.question.rows, "col_name": found.question.cols}
    told = [alt.Tooltip(f"{field}:N", title=words.dimension_name(name, view.language)) for field, name in named.items()
            if name != NO_DIMENSION]  # fmt: skip
    return [*told, alt.Tooltip("said:N", title=view.text(words.MEASURES[found.question.measure]))]


def _pickable(chart: alt.Chart) -> alt.Chart:
    drawn: alt.Chart = chart.add_params(alt.selection_point(name=PICK, fields=["row", "col"]))
    return drawn


def _heat(view: View, found: Pivot) -> AnyChart:
    data = _marks(view, found)
    most = data["value"].max() or 1
    # The eye compares areas of one colour better by the root of what they stand for, where a few are very large.
    shares = (data["value"].fillna(0).clip(lower=0) / most) ** 0.5
    colours = [heat(share, _mode()) for share in shares]
    data = data.assign(ground=[ground for ground, _ in colours], letters=[letters for _, letters in colours])
    names = words.group_names(view.programme, found, found.question.cols, view.language)
    below = any(len(name) > len("2025") for name in names.values())
    base = alt.Chart(data).encode(
        x=alt.X("col_name:N", sort=list(names.values()), axis=alt.Axis(orient="top", labelAngle=-40 if below else 0, **TOP)),
        y=alt.Y("row_name:N", sort=None, axis=alt.Axis(**AXIS)),
        tooltip=_tooltip(view, found),
    )
    layers = alt.layer(
        _pickable(
            base.mark_rect(cornerRadius=3, stroke=GROUNDS[_mode()].panel, strokeWidth=1.5).encode(
                color=alt.Color("ground:N", scale=None)
            )
        ),
        base.mark_text(fontSize=12).encode(text="said:N", color=alt.Color("letters:N", scale=None)),
    )
    return layers.properties(height={"step": MARK})


def _bars(view: View, found: Pivot) -> AnyChart:
    marks = _marks(view, found)
    # Of what nobody saw there is no bar; the table has it.
    data = marks[marks["value"].notna()]
    question = found.question
    encoded: dict[str, Any] = {
        "x": alt.X("value:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=TICKS)),
        "y": alt.Y("row_name:N", sort=None, axis=alt.Axis(**AXIS)),
        "tooltip": _tooltip(view, found),
    }
    height = MARK
    if question.cols != NO_DIMENSION:
        encoded["color"] = _colour(view, found)
        if _stackable(found):
            encoded["order"] = alt.Order("place:Q")
            data = data.assign(place=[found.cols.index(col) for col in data["col"]])
        else:
            encoded["yOffset"] = alt.YOffset("col_name:N", sort=list(data["col_name"].unique()))
            height = 12 * max(len(found.cols), 2)
    chart = alt.Chart(data).mark_bar(cornerRadiusEnd=2, stroke=GROUNDS[_mode()].panel, strokeWidth=0.6).encode(**encoded)
    return _pickable(chart).properties(height=max(height * data["row"].nunique(), 4 * MARK) + AROUND)


def _stackable(found: Pivot) -> bool:
    """Whether the parts of a bar add up to it: not where a row stands in several parts, nor for means."""
    question = found.question
    return question.asked.kind != "mean" and not separator_of(question.cols, question.asked.subject)


def _legend(view: View, found: Pivot) -> alt.Legend:
    columns = 7 if found.question.cols == YEARS else 4
    title = words.dimension_name(found.question.cols, view.language)
    return alt.Legend(orient="top", title=title, columns=columns, labelLimit=260, symbolLimit=40)


def _colour(view: View, found: Pivot) -> alt.Color:
    named = list(words.group_names(view.programme, found, found.question.cols, view.language).values())
    legend = _legend(view, found)
    if found.question.cols != YEARS:
        return alt.Color("col_name:N", sort=named, legend=legend)
    mode = _mode()
    years = [int(code) for code in found.cols if code != MISSING]
    colours = [*year_colours(years, mode).values(), *([GROUNDS[mode].line] if MISSING in found.cols else [])]
    return alt.Color("col_name:N", sort=named, scale=alt.Scale(domain=named, range=colours), legend=legend)


def _lines(view: View, found: Pivot) -> AnyChart:
    """Along the years of the rows, a line for each group of the columns; rows without a year are on none."""
    names = words.group_names(view.programme, found, found.question.cols, view.language)
    counting = found.question.asked.kind == "count"
    data = pd.DataFrame(
        [
            (row, col, row, names[col], _on_line(cell, counting=counting), words.figure(cell, found.question, view.language) or "0")
            for row, line in zip(found.rows, found.cells, strict=True)
            if row != MISSING
            for col, cell in zip(found.cols, line, strict=True)
        ],
        columns=["row", "col", "row_name", "col_name", "value", "said"],
    )
    encoded: dict[str, Any] = {
        "x": alt.X("row_name:O", title=None, axis=alt.Axis(labelAngle=0)),
        "y": alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1)),
        "tooltip": _tooltip(view, found),
    }
    if found.cols != (EVERYTHING,):
        encoded["color"] = _colour(view, found)
    base = alt.Chart(data).encode(**encoded)
    points = base.mark_point(filled=True, size=70, opacity=1)
    if found.cols != (EVERYTHING,):
        points = points.encode(shape=alt.Shape("col_name:N", sort=list(names.values()), legend=_legend(view, found)))
    return alt.layer(base.mark_line(strokeWidth=2.2), _pickable(points)).properties(height=LINES_HEIGHT)


def _on_line(cell: Cell, *, counting: bool) -> float | None:
    return cell.value if cell.rows or counting else None
