"""One country on one page, made for printing: its collaborations and its installations together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import figures, state, timeline
from components.detail_panel import link
from components.state import View, plain
from geo import installation_series, installation_summary, summary, vocabulary
from geo.detail import detail
from geo.detail.model import Detail
from geo.parameters import Selected
from geo.selection import Selection

MOST = 12


def country_of(view: View) -> str | None:
    """Tell which country the address asks for, by ``sel`` or by a single ``country``."""
    selected = view.selection.selected
    if selected and selected.kind == "country":
        return selected.id
    return view.selection.countries[0] if len(view.selection.countries) == 1 else None


def choose(view: View) -> None:
    """Let the reader choose a country."""
    names = vocabulary.names(view.programme, "country", view.language)
    known = vocabulary.vocabulary(view.programme).selectable["country"]
    codes = [code for code in names if code in known]
    st.session_state["brief_country"] = country_of(view)
    st.selectbox(
        view.text("Country"),
        codes,
        format_func=names.__getitem__,
        key="brief_country",
        index=None,
        placeholder=view.text("Choose a country"),
        on_change=_take_over,
        args=(view,),
        width=320,
    )


def _take_over(view: View) -> None:
    country = st.session_state["brief_country"]
    chosen = Selected("country", country) if country else None
    state.change(view.programme, lambda selection: replace(selection.without("country"), selected=chosen))


def show(view: View, country: str) -> None:
    """Show the brief of a country."""
    told = detail(view.programme, view.selection, Selected("country", country), view.language)
    here = Selection(countries=(country,), evidence=view.selection.evidence)
    with st.container(key="brief", gap="small"):
        st.header(plain(told.heading), anchor=False)
        st.markdown(plain(("" if view.language.code == "ja" else " ").join(told.sentences)))
        _figures(view, here)
        if told.timeline:
            st.html(timeline.drawing(told.timeline, view.language))
        left, right = st.columns(2, gap="medium")
        with left:
            _stories(view, told)
        with right:
            _pairs(view, told)
            _installations(view, here)
        for sentence in told.hidden:
            st.caption(plain(sentence))
        st.caption(plain(summary.completeness_sentence(view.programme, here, view.language)))
        names = " · ".join(link(source.publisher or source.name, source.url) for source in told.sources[:MOST])
        st.caption(f"{plain(view.text('Sources'))}: {names}" + (" …" if len(told.sources) > MOST else ""))
        figures.show_data_date(view)


def _figures(view: View, here: Selection) -> None:
    links, built = summary.figures(view.programme, here), installation_summary.figures(view.programme, here)
    number = view.language.number
    with st.container(horizontal=True, gap="large"):
        for label, value in (
            (view.text("Partner places"), links.partner_places.value),
            (view.text("Japanese governments"), links.japanese_governments.value),
            (view.text("Links"), links.links.value),
            (view.text("Installations"), built.installations),
        ):
            st.metric(label, number(value), width="content")


def _pairs(view: View, told: Detail) -> None:
    pairs = [row for row in told.related if row.sel.kind == "pair"]
    if not pairs:
        return
    st.subheader(view.text("Who works with whom"), anchor=False)
    st.markdown("\n".join(f"- {plain(row.name)} :gray[{plain(row.note)}]" for row in pairs))


def _stories(view: View, told: Detail) -> None:
    if not told.cases:
        return
    st.subheader(view.text("What came of it"), anchor=False)
    for case in told.cases[:MOST]:
        st.markdown(f"- **{plain(case.title)}** :gray[{plain(case.years_label)}]  \n{plain(case.outcome or case.what)}")


def _installations(view: View, here: Selection) -> None:
    names = vocabulary.names(view.programme, "tech", view.language)
    counts = {code: n for code, n in installation_summary.option_counts(view.programme, here, "tech").items() if n}
    if not counts:
        return
    st.subheader(view.text("Installations by type of technology"), anchor=False)
    rows = sorted(((names[code], n) for code, n in counts.items()), key=lambda row: -row[1])
    st.table(
        pd.DataFrame(rows, columns=[view.text("Type of technology"), view.text("Installations")]),
        hide_index=True,
        border="horizontal",
        alt=view.text("Installations by type of technology"),
    )
    st.caption(plain(installation_series.countries(view.programme, here).caption(view.language)))
