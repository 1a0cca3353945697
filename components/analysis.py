"""The answer of an analysis as the reader asks for it: table or chart, what it lacks, and files of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components import analysis_charts, analysis_table
from components.state import View, plain
from geo import installation_sentences, summary
from geo.analysis import files, words
from geo.analysis.pivot import Pivot, pivot
from geo.analysis.question import Question
from geo.export.workbook import MEDIA_TYPE
from geo.language import message

ENDINGS = {"xlsx": message("Excel"), "csv": message("CSV")}


def show(view: View, question: Question) -> None:
    """Show the answer for the selection."""
    found = pivot(view.programme, view.selection, question)
    with st.container(border=True, key="answer"):
        st.subheader(words.title(question, view.language), anchor=False)
        if question.chart == "pivot":
            analysis_table.show(view, found)
        else:
            analysis_charts.show(view, found)
        st.caption(plain(_said(view, found)))
        _show_downloads(view, found)


def _said(view: View, found: Pivot) -> str:
    chart = found.question.chart
    read = (view.text(sentence) for sentence in words.READING[chart])
    told = (*read, *words.sentences(found, view.language, chart), analysis_charts.remark(view, found))
    return ("" if view.language.code == "ja" else " ").join(sentence for sentence in told if sentence)


def show_sentences(view: View, question: Question) -> None:
    """Say what the rows do not hold."""
    sentence = summary.completeness_sentence
    if question.asked.subject == "installations":
        sentence = installation_sentences.completeness_sentence
    st.markdown(plain(sentence(view.programme, view.selection, view.language)))


def _show_downloads(view: View, found: Pivot) -> None:
    makers: Mapping[str, tuple[str, Callable[[], bytes]]] = {
        "xlsx": (MEDIA_TYPE, lambda: files.to_workbook(view.programme, view.selection, found, view.language)),
        "csv": ("text/csv", lambda: files.to_csv(view.programme, found, view.language)),
    }
    with st.container(horizontal=True, key="downloads_analysis"):
        for ending, name in ENDINGS.items():
            media_type, make = makers[ending]
            st.download_button(
                view.text(name),
                data=make,
                file_name=files.file_name(view.programme, found, ending),
                mime=media_type,
                icon=":material/download:",
                key=f"download_analysis_{ending}",
                on_click="ignore",
            )
