"""One country on one page, made for printing: its collaborations and its installations together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import state, timeline, year_bars
from components.detail_panel import link
from components.rankings import open_row
from components.state import View, plain
from geo import brief, installation_series, installation_summary, summary, vocabulary
from geo.citation import dataset_citation
from geo.detail import detail
from geo.detail.model import Case, Detail, Related
from geo.parameters import Selected, Subject
from geo.selection import Selection
from geo.worded_rows import permalink

MOST_SOURCES = 8
SUBJECTS: tuple[Subject, ...] = ("collaborations", "installations")


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


def show_all(view: View) -> None:
    """Offer every country there is something to tell of, each with what there is."""
    links, built = (summary.option_counts(view.programme, Selection(), "country", subject) for subject in SUBJECTS)
    names = vocabulary.names(view.programme, "country", view.language)
    plural = view.language.plural
    with st.grid(4, min_column_width=250):
        for code, name in names.items():
            told = [
                *([plural("{n} link", "{n} links", links[code])] if links.get(code) else []),
                *([plural("{n} installation", "{n} installations", built[code])] if built.get(code) else []),
            ]
            if told:
                open_row(
                    view, Selected("country", code), f"**{plain(name)}**  :gray[{plain(' · '.join(told))}]", key=f"brief_{code}"
                )


def _take_over(view: View) -> None:
    country = st.session_state["brief_country"]
    chosen = Selected("country", country) if country else None
    state.change(view.programme, lambda selection: replace(selection.without("country"), selected=chosen))


def show(view: View, country: str) -> None:
    """Show the brief of a country."""
    told = detail(view.programme, view.selection, Selected("country", country), view.language)
    here = Selection(countries=(country,), evidence=view.selection.evidence)
    built, types = brief.built(view.programme, here, view.language), brief.types(view.programme, here, view.language)
    cases, pairs = brief.cases(told), [row for row in told.related if row.sel.kind == "pair"]
    layout = brief.layout(cases, len(pairs), len(types), built)
    st.html(f"<style>@media print {{ .st-key-brief {{ zoom: {layout.size}; }} }}</style>")
    with st.container(key="brief", gap="small"):
        st.caption(view.text("Japan's city-to-city collaboration programme and the Joint Crediting Mechanism (JCM)"))
        st.header(plain(told.heading), anchor=False)
        st.markdown(plain(("" if view.language.code == "ja" else " ").join(told.sentences)))
        _figures(view, here)
        _years(view, told, here)
        left, right = st.columns(2, gap="medium")
        with left:
            _stories(view, cases, len(told.cases) - len(cases))
        with right:
            _pairs(view, pairs)
            _types(view, types, here)
        _built(view, built, layout.rows)
        _remarks(view, told, here, len(built) - layout.rows)


def _figures(view: View, here: Selection) -> None:
    links, built = summary.figures(view.programme, here), installation_summary.figures(view.programme, here)
    number = view.language.number
    with st.container(horizontal=True, gap="medium"):
        for label, value in (
            (view.text("Partner places"), links.partner_places.value),
            (view.text("Japanese governments"), links.japanese_governments.value),
            (view.text("Links"), links.links.value),
            (view.text("Installations"), built.installations),
        ):
            st.metric(label, number(value), width="content")
        if built.reduction.value is not None:
            st.metric(
                view.text("Reduction, tCO2 a year"),
                number(round(built.reduction.value)),
                delta=built.reduction.source_text(view.language),
                delta_color="off",
                delta_arrow="off",
                width="content",
            )


def _years(view: View, told: Detail, here: Selection) -> None:
    left, right = st.columns(2, gap="medium")
    if told.timeline and told.projects:
        with left:
            st.caption(view.text("Links by fiscal year"))
            st.html(timeline.drawing(told.timeline, view.language))
    counts = installation_summary.year_counts(view.programme, here)
    if any(counts.values()):
        with right:
            st.caption(view.text("Installations by fiscal year"))
            st.html(year_bars.drawing(counts, view.language))


def _pairs(view: View, pairs: list[Related]) -> None:
    if not pairs:
        return
    st.subheader(view.text("Who works with whom"), anchor=False)
    st.markdown("\n".join(f"- {plain(row.name)} :gray[{plain(row.note)}]" for row in pairs))


def _stories(view: View, cases: tuple[Case, ...], left: int) -> None:
    if not cases:
        return
    st.subheader(view.text("What came of it"), anchor=False)
    for case in cases:
        st.markdown(f"- **{plain(case.title)}** :gray[{plain(case.years_label)}]  \n{plain(case.outcome or case.what)}")
    if left:
        st.caption(plain(view.language.plural("{n} more case is on record.", "{n} more cases are on record.", left)))


def _types(view: View, types: tuple[brief.TypeCount, ...], here: Selection) -> None:
    if not types:
        return
    title = view.text("Installations by type of technology")
    st.subheader(title, anchor=False)
    rows: list[tuple[str | int, ...]] = [(plain(each.name), each.installations) for each in types]
    _table([view.text("Type of technology"), view.text("Installations")], rows, title)
    st.caption(plain(installation_series.countries(view.programme, here).caption(view.language)))


def _built(view: View, built: tuple[brief.Built, ...], most: int) -> None:
    if not most:
        return
    text, shown = view.text, built[:most]
    title = text("Installations: those formed through the programme, then the greatest reductions")
    st.subheader(title, anchor=False)
    headings = [text("Fiscal year"), text("Installation"), text("Type of technology"), text("tCO2 a year")]
    rows: list[tuple[str | int, ...]] = [tuple(map(plain, (row.year, row.name, row.technology, row.tonnes))) for row in shown]
    if any(row.tie for row in shown):
        headings.append(text("City-to-city programme"))
        rows = [(*cells, plain(row.tie)) for cells, row in zip(rows, shown, strict=True)]
    _table(headings, rows, title)


def _table(headings: list[str], rows: list[tuple[str | int, ...]], description: str) -> None:
    st.table(pd.DataFrame(rows, columns=headings), hide_index=True, border="horizontal", alt=description)


def _remarks(view: View, told: Detail, here: Selection, left: int) -> None:
    language = view.language
    more = language.plural("{n} more installation is on record.", "{n} more installations are on record.", left)
    whole = summary.completeness_sentence(view.programme, here, language)
    sentences = [*([more] if left else []), *told.hidden, whole]
    st.caption(plain(("" if language.code == "ja" else " ").join(sentences)))
    names = " · ".join(link(source.cited[0], source.url, source.cited[1]) for source in told.sources[:MOST_SOURCES])
    said = f"{plain(view.text('Sources'))}: {names}" + (" …" if len(told.sources) > MOST_SOURCES else "")
    st.caption(said, unsafe_allow_html=True)
    address = f"{(st.context.url or '').partition('?')[0]}{permalink(told.selected, view.selection.evidence, language)}"
    st.caption(plain(dataset_citation(view.programme, language, address)))
