"""What an analysis asks, chosen on the page: seeded from the page address and written back to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from components import state
from components.state import View, plain
from geo.analysis import words
from geo.analysis.question import OWN_PARAMETERS, Question
from geo.language import message
from geo.page_parameters import NO_DIMENSION, PAGE_PARAMETERS
from geo.parameters import Subject

ICONS = {
    "pivot": ":material/table:",
    "heat": ":material/grid_on:",
    "bars": ":material/bar_chart:",
    "lines": ":material/show_chart:",
}
FILTERS: Mapping[Subject, tuple[str, ...]] = {
    "collaborations": ("country", "jp", "partner", "theme"),
    "installations": ("country", "tech", "sector", "scheme", "status"),
}
GROUPED_BY = message(
    "Rows and columns offer what the figure can be grouped by: links have themes and places, installations types of technology, "
    "sectors, schemes and states."
)
LABELS = {"measure": message("Figure"), "rows": message("Rows"), "cols": message("Columns")}


def read() -> Question:
    """Read the question from the page address, and tell the reader what in it was left out."""
    return Question.parse(state.parameters())[0]


def show_notices(view: View) -> None:
    """Tell the reader what of the question in the address was left out."""
    notices = Question.parse(state.parameters())[1]
    if notices:
        st.warning("\n\n".join(plain(notice.worded(view.language)) for notice in notices))


def show(view: View, question: Question) -> None:
    """Show the controls in one row."""
    asked = question.asked
    with st.container(horizontal=True, vertical_alignment="bottom", key="question", gap="small"):
        measures = PAGE_PARAMETERS["measure"]
        _choice(view, "measure", measures, question.measure, lambda code: view.text(words.MEASURES[code]), view.text(GROUPED_BY))
        dimensions = [code for code in asked.dimensions if code != question.cols]
        _choice(view, "rows", dimensions, question.rows, lambda code: words.dimension_name(code, view.language))
        others = [*(code for code in asked.dimensions if code != question.rows), NO_DIMENSION]
        _choice(view, "cols", others, question.cols, lambda code: words.dimension_name(code, view.language))
        st.button(
            view.text("Swap rows and columns"),
            icon=":material/swap_horiz:",
            key="turn",
            disabled=question.cols == NO_DIMENSION,
            on_click=_ask,
            args=(Question.turned,),
        )
        st.session_state["ask_chart"] = question.chart
        st.segmented_control(
            view.text("Shown as"),
            question.charts,
            format_func=lambda code: f"{ICONS[code]} {view.text(words.CHARTS[code])}",
            key="ask_chart",
            required=True,
            on_change=_take_over,
            args=("chart",),
        )


def _choice(
    view: View, name: str, codes: Sequence[str], chosen: str, called: Callable[[str], str], told: str | None = None
) -> None:
    st.session_state[f"ask_{name}"] = chosen
    st.selectbox(
        view.text(LABELS[name]),
        codes,
        format_func=called,
        key=f"ask_{name}",
        on_change=_take_over,
        args=(name,),
        width=190,
        help=told,
    )


def _take_over(name: str) -> None:
    chosen = st.session_state[f"ask_{name}"]
    _ask(lambda question: question.measuring(chosen) if name == "measure" else _asking(question, name, chosen))


def _asking(question: Question, name: str, chosen: str) -> Question:
    """Ask for another dimension or chart; lines without years would be none."""
    changed = replace(question, **{name: chosen})
    return changed if changed.chart in changed.charts else replace(changed, chart="pivot")


def _ask(alter: Callable[[Question], Question]) -> None:
    kept = {name: values for name, values in state.parameters().items() if name not in OWN_PARAMETERS}
    st.query_params.from_dict({**kept, **alter(read()).parameters()})
