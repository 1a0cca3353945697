"""The filters of a page, seeded from the page address and written back to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from components import state, typed
from components.state import View, plain
from geo import summary, vocabulary
from geo.language import message
from geo.meanings import meanings
from geo.parameters import EVIDENCE_LEVELS, RULES, Subject
from geo.selection import Selection
from geo.worded_selection import LABELS

FIELDS = {rule.name: rule.field for rule in RULES}
EVIDENCE_TEXTS = {
    "A": message("A: official sources only"),
    "B": message("A and B: official and secondary sources"),
    "C": message("A to C: with inferred years (dashed)"),
}
WIDTH = 460
EVIDENCE_SHORT = {"A": message("official"), "B": message("confirmed"), "C": message("with inferred")}


def label(view: View, parameter: str) -> str:
    """Name a filter."""
    return view.text(LABELS[parameter])


def show(view: View, subject: Subject, code_filters: Iterable[str]) -> None:
    """Show the filters in one row.

    Parameters
    ----------
    view : View
        What the page shows.
    subject : {"collaborations", "installations", "cases", "dominoes"}
        Whose rows they filter.
    code_filters : iterable of str
        The parameters that take codes, in their order; evidence, where rows of the subject have it, and text search follow.
    """
    with st.container(horizontal=True, vertical_alignment="center", key=view.key("filters"), gap="small"):
        for parameter in code_filters:
            _codes(view, subject, parameter)
        if any(rule.name == "evidence" and subject in rule.columns for rule in RULES):
            _evidence(view, subject)
        _search(view)
        if subject == "installations":
            _formed(view)
        if view.selection != view.selection.cleared():
            st.button(
                view.text("Clear all"),
                icon=":material/filter_alt_off:",
                key=view.key("clear_all"),
                on_click=state.change,
                args=(view.programme, Selection.cleared, view.side),
            )


def _codes(view: View, subject: Subject, parameter: str) -> None:
    chosen: tuple[str, ...] = getattr(view.selection, FIELDS[parameter])
    names = vocabulary.names(view.programme, parameter, view.language)
    counts = summary.option_counts(view.programme, view.selection, parameter, subject)
    listed = [code for code in names if counts.get(code) or code in chosen]
    said = view.text("all") if not chosen else names[chosen[0]] + (f" +{len(chosen) - 1}" if chosen[1:] else "")
    key = view.key(f"filter_{parameter}")
    st.session_state[key] = list(chosen)
    title = label(view, parameter)
    with st.popover(plain(view.text("{filter}: {value}", filter=title, value=said)), key=view.key(f"open_{parameter}")):
        st.pills(
            view.text("{filter}: choose any number; how many rows each has stands behind it", filter=title),
            listed,
            selection_mode="multi",
            format_func=lambda code: f"{plain(names[code])} ({counts.get(code, 0)})",
            key=key,
            on_change=_take_over,
            args=(view, parameter),
            width=WIDTH,
        )
        meant = meanings(view.programme, parameter, view.language)
        # All of them, whatever is listed: what never changes is sent only once.
        if explained := [f"**{plain(name)}** {plain(meant[code])}" for code, name in names.items() if code in meant]:
            st.caption("  \n".join(explained), width=WIDTH)


def _take_over(view: View, parameter: str) -> None:
    codes = tuple(st.session_state[view.key(f"filter_{parameter}")])
    state.change(view.programme, lambda selection: selection.having(parameter, codes), view.side)


def _evidence(view: View, subject: Subject) -> None:
    counts = summary.option_counts(view.programme, view.selection, "evidence", subject)
    st.session_state[view.key("filter_evidence")] = view.selection.evidence
    short = view.text(EVIDENCE_SHORT[view.selection.evidence])
    title = label(view, "evidence")
    with st.popover(view.text("{filter}: {value}", filter=title, value=short), key=view.key("open_evidence")):
        st.radio(
            view.text("Show rows whose evidence is"),
            EVIDENCE_LEVELS,
            format_func=lambda level: f"{view.text(EVIDENCE_TEXTS[level])} ({_up_to(counts, level)})",
            key=view.key("filter_evidence"),
            on_change=_show_evidence,
            args=(view,),
            width=WIDTH,
        )


def _show_evidence(view: View) -> None:
    level = st.session_state[view.key("filter_evidence")]
    state.change(view.programme, lambda selection: replace(selection, evidence=level), view.side)


def _up_to(counts: dict[str, int], level: str) -> int:
    return sum(counts.get(each, 0) for each in EVIDENCE_LEVELS[: EVIDENCE_LEVELS.index(level) + 1])


def _formed(view: View) -> None:
    st.session_state[view.key("filter_linked")] = view.selection.linked
    st.toggle(view.text("Formed through the programme"), key=view.key("filter_linked"), on_change=_show_formed, args=(view,))


def _show_formed(view: View) -> None:
    linked = st.session_state[view.key("filter_linked")]
    state.change(view.programme, lambda selection: replace(selection, linked=linked), view.side)


def _search(view: View) -> None:
    typed.follow(view.key("filter_q"), view.selection.query)
    st.text_input(
        label(view, "q"),
        key=view.key("filter_q"),
        type="search",
        live="400ms",
        on_change=_search_for,
        args=(view,),
        placeholder=view.text("Names, projects, organisations"),
        label_visibility="collapsed",
        width=260,
    )


def _search_for(view: View) -> None:
    query = typed.one_spaced(st.session_state[view.key("filter_q")])
    state.change(view.programme, lambda selection: replace(selection, query=query), view.side)


def show_empty(view: View, subject: Subject) -> None:
    """Say what to loosen where nothing matches."""
    ways = summary.loosen(view.programme, view.selection, subject)
    st.subheader(view.text("Nothing matches all filters at once"), anchor=False)
    if ways:
        st.markdown(view.text("Loosening one of these gives rows:"))
    for i, way in enumerate(ways):
        loosened = view.text("with inferred") if way.parameter == "evidence" else view.text("all")
        said = view.text("{filter}: {value}", filter=label(view, way.parameter), value=loosened)
        st.button(f"{plain(said)} ({way.rows})", key=view.key(f"loosen_{i}"), on_click=state.write, args=(way.selection, view.side))
    st.button(
        view.text("Clear all"),
        key=view.key("clear_all_empty"),
        on_click=state.change,
        args=(view.programme, Selection.cleared, view.side),
    )
