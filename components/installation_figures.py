"""The row of figures on installations, each with how many rows it rests on."""

from __future__ import annotations

import streamlit as st

from components.state import View, plain
from geo import installation_sentences, installation_summary
from geo.quantities import KILOWATTS_A_MEGAWATT, Total


def show(view: View) -> None:
    """Show the figures of the selection."""
    figures = installation_summary.figures(view.programme, view.selection)
    text, number = view.text, view.language.number
    documented = figures.documented
    published = said = None
    if documented:
        published = text("{ours} of {value} published", ours=number(documented.ours), value=number(documented.published.value))
        said = installation_sentences.documented_sentence(view.programme, documented, view.language)
    with st.container(horizontal=True, key="figures", gap="medium", width="content"):
        _figure(text("Installations"), number(figures.installations), published, said)
        _figure(text("Countries"), number(figures.countries))
        reduction, capacity = figures.reduction, figures.capacity
        _sum(view, text("Reduction, tCO2 a year"), reduction.value, reduction)
        _sum(view, text("Capacity, MW"), capacity.value and capacity.value / KILOWATTS_A_MEGAWATT, capacity)


def _sum(view: View, label: str, value: float | None, total: Total) -> None:
    said = view.text("not seen") if value is None else view.language.number(round(value))
    _figure(label, said, total.source_text(view.language), view.text("Summed over the rows whose source gives the figure."))


def _figure(label: str, value: str, beside: str | None = None, help_text: str | None = None) -> None:
    st.metric(label, value, delta=beside, delta_color="off", delta_arrow="off", help=help_text, width="content")


def show_sentences(view: View) -> None:
    """Say what came out of the programme, what is left out, and what the rows do not hold."""
    sentences = (
        installation_sentences.formed_sentence(view.programme, view.selection, view.language),
        installation_sentences.completeness_sentence(view.programme, view.selection, view.language),
    )
    st.markdown(plain(("" if view.language.code == "ja" else " ").join(sentence for sentence in sentences if sentence)))
