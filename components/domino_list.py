"""The dominoes in words: what a domino is, how many there are, and each with the number it has on the map."""

from __future__ import annotations

import streamlit as st

from components import detail_panel
from components.rankings import open_row
from components.state import View, plain
from geo import gallery, programme_facts, shown, summary
from geo.language import message

MEANING = "exit-domino"
FIGURES = {
    message("Domino effects"): "domino_id",
    message("Places an approach came from"): "from_place_id",
    message("Places it reached"): "to_place_id",
}


def show_figures(view: View) -> None:
    """Show how many dominoes the selection holds, from how many places to how many."""
    rows = shown.rows(view.programme, view.selection, "dominoes")
    inferred = int((rows["evidence"] == "C").sum())
    with st.container(horizontal=True, key="figures", gap="large"):
        for label, column in FIGURES.items():
            of_which = inferred if column == "domino_id" else 0
            st.metric(
                view.text(label),
                view.language.number(rows[column].nunique()),
                delta=view.text("{n} of them inferred in part", n=of_which) if of_which else None,
                delta_color="off",
                delta_arrow="off",
                width="content",
            )


def show_meaning(view: View) -> None:
    """Say what a domino is, and what the map leaves out."""
    told = [
        f"{plain(fact.text)} {detail_panel.source_links(fact.sources)}"
        for fact in programme_facts.chosen(view.programme, [MEANING], view.language)
    ]
    told.append(plain(view.text("These are the spreads that a readable source tells of; there may be others.")))
    if hidden := summary.hidden(view.programme, view.selection, "dominoes"):
        told.append(
            plain(
                view.language.plural(
                    "{n} further spread rests on weaker evidence and is not shown.",
                    "{n} further spreads rest on weaker evidence and are not shown.",
                    hidden,
                )
            )
        )
    st.markdown("  \n".join(told))


def show(view: View) -> None:
    """Show the dominoes of the selection; each opens its detail."""
    st.caption(view.text("Choose an arrow or a place on the map, or a row here."))
    for row in gallery.numbered_dominoes(view.programme, view.selection, view.language):
        domino = row.domino
        with st.container(border=True, gap="small", key=f"domino_{domino.id}"):
            open_row(view, domino.sel, f"**{row.number}  {plain(domino.route)}**", key=f"open_domino_{domino.id}")
            st.markdown(detail_panel.domino_text(domino))
