"""The detail of what is selected: what it means, its years, its projects, what grew from it, and the sources of it all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from components import state, timeline, ways
from components.rankings import open_row
from components.state import View, plain
from geo.detail import detail
from geo.detail.model import Detail, Domino, Installation, Project, Source
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.selection import Selection

SPOKEN = re.compile(r"[a-z]{2,3}")
SAFE_IN_ADDRESS = "/:?&=%#@!$'*+,;~-._"


def show(view: View, but: str = "") -> None:
    """Show the detail of what is selected, with the ways to other pages, but the one to a page the reader is on."""
    selected = view.selection.selected
    if selected is None:
        return
    told = detail(view.programme, view.selection, selected, view.language)
    st.button(
        view.text("Back to the overview"),
        icon=":material/arrow_back:",
        key="close_detail",
        type="tertiary",
        on_click=state.change,
        args=(view.programme, lambda selection: replace(selection, selected=None)),
    )
    st.caption(plain(told.kind_name))
    st.header(plain(told.heading), anchor=False)
    st.markdown(plain(" ".join(told.sentences) if view.language.code == "en" else "".join(told.sentences)))
    show_hidden(view, told)
    if told.timeline:
        st.html(timeline.drawing(told.timeline, view.language))
    for fact in told.facts:
        note = f"  \n:small[:gray[{plain(fact.note)}]]" if fact.note else ""
        st.markdown(f"**{plain(fact.label)}** {plain(fact.value)}{note}")
    ways.show(view, selected, but)
    _results(view, told)
    if told.projects:
        st.subheader(view.text("Year by year"), anchor=False)
        for project in told.projects:
            say(project_text(view, project))
    if told.related:
        st.subheader(view.text("Linked with"), anchor=False)
        for row in told.related:
            open_row(view, row.sel, f"{plain(row.name)}  :gray[{plain(row.note)}]", key=f"related_{row.sel}")
    show_sources(view, told.sources)
    for remark in told.remarks:
        st.caption(plain(remark))


def show_hidden(view: View, told: Detail) -> None:
    """Say what the level of evidence leaves out, and offer to show it."""
    for sentence in told.hidden:
        st.caption(plain(sentence))
    if told.hidden and view.selection.evidence != EVIDENCE_LEVELS[-1]:
        st.button(
            view.text("Show inferred rows too"),
            key="show_inferred",
            on_click=state.change,
            args=(view.programme, lambda selection: replace(selection, evidence=EVIDENCE_LEVELS[-1])),
        )


def _results(view: View, told: Detail) -> None:
    if told.installations or told.cases or told.dominoes:
        st.subheader(view.text("What came of it"), anchor=False)
    for installation in told.installations:
        lead_to(view, "pages/installations.py", installation.sel, installation.name, icon=":material/bolt:")
        say(installation_text(installation))
    for case in told.cases:
        lead_to(view, "pages/cases.py", case.sel, case.title, icon=":material/auto_stories:")
        parts = [f":gray[{plain(case.kind_name)} · {plain(case.years_label)}]"]
        parts += [plain(text) for text in (case.what, case.outcome) if text]
        say("  \n".join([*parts, source_links(case.sources)]))
    for domino in told.dominoes:
        lead_to(view, "pages/dominoes.py", domino.sel, domino.route, icon=":material/arrow_split:")
        say(domino_text(domino))


def lead_to(view: View, page: str, selected: Selected, name: str, *, icon: str, evidence: str = "") -> None:
    """Show the name of a thing as a link to the page that tells of it, at the reader's level of evidence, or its own lower one."""
    level = max(view.selection.evidence, evidence)
    address = state.address(Selection(evidence=level, selected=selected))
    st.page_link(page, label=f"**{plain(name)}**", icon=icon, query_params=address)


def installation_text(row: Installation) -> str:
    """Write an installation's year and technology, its tie to the programme, and where that is said."""
    about = " · ".join(plain(part) for part in (row.year_label, row.technology, row.name_note) if part)
    lines = [f":gray[{about}]", plain(row.tie_note), plain(row.remark)]
    return "  \n".join([*(line for line in lines if line), source_links(row.sources)])


def domino_text(row: Domino) -> str:
    """Write when and on what evidence something spread, what it was, and where that is said."""
    about = " · ".join(plain(part) for part in (row.year_label, f"{row.evidence}: {row.evidence_name}") if part)
    return "  \n".join([f":gray[{about}]", plain(row.what), source_links(row.sources)])


def project_text(view: View, row: Project) -> str:
    """Write a collaboration of one fiscal year with its evidence and sources."""
    themes = view.language.join(row.themes)
    about = " · ".join(plain(part) for part in (row.title_note, themes, row.lead) if part)
    evidence = f"{row.evidence}: {row.evidence_name}" + (f" – {row.evidence_note}" if row.evidence_note else "")
    heading = f"**{plain(row.year_label)}**"
    lines = [heading, plain(row.heading), f":gray[{about}]" if about else "", f":small[:gray[{plain(evidence)}]]"]
    return "  \n".join([*(line for line in lines if line), source_links(row.sources)])


def source_links(sources: Iterable[Source]) -> str:
    """Write sources as links, side by side."""
    return " · ".join(f":small[{link(name, source.url, spoken)}]" for source in sources for name, spoken in [source.cited])


def link(name: str, url: str, spoken: str = "") -> str:
    """Write a link in Markdown, to be shown by `say`, so that neither name nor address can say anything else.

    `spoken` is the language of the name, where it is not the page's own: readers' aids pronounce it so.
    """
    return f"[{_spoken(name, spoken)}]({quote(url, safe=SAFE_IN_ADDRESS)})"


def _spoken(text: str, spoken: str) -> str:
    return f'<span lang="{spoken}">{plain(text)}</span>' if SPOKEN.fullmatch(spoken) else plain(text)


def say(markdown: str) -> None:
    """Show Markdown in which languages are marked by tags of ours; all that comes from tables stands escaped in it."""
    st.markdown(markdown, unsafe_allow_html=True)


def show_sources(view: View, sources: tuple[Source, ...]) -> None:
    """Show every source with its kind and language, folded."""
    if not sources:
        return
    with st.expander(view.language.plural("{n} source", "{n} sources", len(sources))):
        for source in sources:
            about = " · ".join(plain(part) for part in (source.kind, source.language) if part)
            whose = _spoken(source.publisher, source.publisher_language)
            say(f"{link(source.name, source.url, source.name_language)}  \n:small[:gray[{whose} · {about}]]")
