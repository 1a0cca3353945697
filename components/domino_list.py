"""The dominoes in words: what a domino is, how many there are, and each with the number it has on the map."""

from __future__ import annotations

import streamlit as st

from components import detail_panel
from components.rankings import open_row
from components.state import View, plain
from geo import domino_sentences, gallery, programme_facts
from geo.export import key_figures

MEANING = "exit-domino"


def show_figures(view: View) -> None:
    """Show how many dominoes the selection holds, from how many places to how many."""
    with st.container(horizontal=True, key="figures", gap="large"):
        for figure in key_figures.figures(view.programme, view.selection, "dominoes", view.language):
            delta = figure.beside or None
            st.metric(figure.label, figure.value, delta=delta, delta_color="off", delta_arrow="off", width="content")


def show_meaning(view: View) -> None:
    """Say what a domino is, and what the map leaves out."""
    told = [
        f"{plain(fact.text)} {detail_panel.source_links(fact.sources)}"
        for fact in programme_facts.chosen(view.programme, [MEANING], view.language)
    ]
    told.append(plain(domino_sentences.completeness_sentence(view.programme, view.selection, view.language)))
    detail_panel.say("  \n".join(told))


def show(view: View) -> None:
    """Show the dominoes of the selection; each opens its detail."""
    st.caption(view.text("Choose an arrow or a place on the map, or a row here."))
    for row in gallery.numbered_dominoes(view.programme, view.selection, view.language):
        domino = row.domino
        with st.container(border=True, gap="small", key=f"domino_{domino.id}"):
            open_row(view, domino.sel, f"**{row.number}  {plain(domino.route)}**", key=f"open_domino_{domino.id}")
            detail_panel.say(detail_panel.domino_text(domino))
