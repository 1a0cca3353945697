"""The row of figures, each with the published figure where it speaks of the same thing."""

from __future__ import annotations

import streamlit as st

from components.state import View
from geo import reconciliation, summary
from geo.language import message

LABELS = {
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "links": message("Links"),
}
LINKS_HELP = message("A link is a pair that worked together in one fiscal year; a pair of six years counts six times.")


def show(view: View) -> None:
    """Show the four figures of the selection."""
    figures = summary.figures(view.programme, view.selection)
    with st.container(horizontal=True, key="figures", gap="large"):
        for name, label in LABELS.items():
            figure: summary.Figure = getattr(figures, name)
            published = figure.published
            st.metric(
                view.text(label),
                view.language.number(figure.value),
                delta=view.text("of {value} published", value=published.value) if published else None,
                delta_color="off",
                delta_arrow="off",
                help=_help(view, name, published),
                width="content",
            )


def _help(view: View, name: str, published: reconciliation.Published | None) -> str | None:
    if published:
        as_of = reconciliation.as_of_text(published.as_of, view.language)
        return view.text("Published total as of {date}; the rows here are the part with a readable source.", date=as_of)
    return view.text(LINKS_HELP) if name == "links" else None


def show_data_date(view: View) -> None:
    """Say what time the data speak of, and which version of the tables this is."""
    as_of = summary.data_as_of(view.programme)
    date = reconciliation.as_of_text(as_of, view.language) if as_of else view.text("not stated")
    st.caption(view.text("Data as of {date} · version {version} of the tables", date=date, version=view.programme.version))
