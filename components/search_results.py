"""Search across everything: the field, what was found by kind, and the way from each to the page that tells of it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components import search_ways, state, typed
from components.state import View, plain
from geo.language import message
from geo.page_parameters import FIND, FoundKind, read
from geo.parameters import LONGEST_QUERY, TOO_LONG, Notice
from geo.search import Found, Group, Hit, search
from geo.search_told import KIND_NAMES, told

STYLE = Path(__file__).resolve().parents[1] / "static" / "search.css"
FIELD = "search_find"
# Of each kind, until a reader asks for all of one; and of all, as a page of thousands helps nobody.
SHOWN, MOST = 5, 200
ICONS: dict[FoundKind, str] = {
    "place": ":material/location_city:",
    "country": ":material/flag:",
    "pair": ":material/hub:",
    "collaboration": ":material/handshake:",
    "installation": ":material/solar_power:",
    "case": ":material/auto_stories:",
    "domino": ":material/arrow_split:",
    "participant": ":material/apartment:",
    "term": ":material/label:",
    "fact": ":material/info:",
    "source": ":material/link:",
    "lead": ":material/pending:",
}
EXAMPLES = (
    message("Surabaya"), message("solar power"), message("biogas"), message("Nippon Koei"), message("decarbonisation domino"),
)  # fmt: skip


def show(view: View) -> None:
    """Show the search page."""
    st.html(STYLE)
    query, notices = asked()
    kind, refused = read(state.parameters(), "kind")
    _field(view, query)
    if told_of := [plain(notice.worded(view.language)) for notice in (*notices, *refused)]:
        st.warning("\n\n".join(told_of))
    found = search(view.programme, query)
    if not found.words:
        _examples(view)
        return
    _summary(view, query, found)
    if not (found.number or found.alike):
        _examples(view)
    chosen = next((group for group in found.certain if group.kind == kind), None)
    _kinds(view, found, chosen)
    with st.container(key="search_hits"):
        for group in (chosen,) if chosen else found.certain:
            _group(view, group, found, whole=chosen is not None)
    if found.similar and not chosen:
        _similar(view, found)


def asked() -> tuple[str, list[Notice]]:
    """Read from the page's address what is looked for, and what of it was cut off."""
    query = typed.one_spaced(" ".join(state.parameters().get(FIND, [])))
    if len(query) <= LONGEST_QUERY:
        return query, []
    return query[:LONGEST_QUERY].rstrip(), [Notice(FIND, query, TOO_LONG, str(LONGEST_QUERY))]


def _write(query: str, kind: str = "") -> None:
    kept = {name: values for name, values in state.parameters().items() if name not in {FIND, "kind"}}
    st.query_params.from_dict({**kept, **({FIND: [query]} if query else {}), **({"kind": [kind]} if kind else {})})


def _field(view: View, query: str) -> None:
    typed.follow(FIELD, query)
    st.text_input(
        view.text("Search everything"),
        key=FIELD,
        type="search",
        live="400ms",
        icon=":material/search:",
        on_change=lambda: _write(typed.one_spaced(st.session_state[FIELD])),
        placeholder=view.text("Places, projects, organisations, sources, in Japanese or English"),
        max_chars=LONGEST_QUERY,
        label_visibility="collapsed",
    )


def _examples(view: View) -> None:
    st.caption(
        view.text(
            "Hiragana and katakana, full and half width, capitals and accents make no difference; small typing errors are forgiven."
        )
    )
    st.caption(view.text("Names in kanji are found in kanji or in Latin letters; the tables hold no readings in kana."))
    with st.container(horizontal=True, key="search_examples"):
        for i, example in enumerate(EXAMPLES):
            said = view.text(example)
            st.button(plain(said), key=f"search_example_{i}", on_click=_write, args=(said,))


def _summary(view: View, query: str, found: Found) -> None:
    if found.number:
        said = view.language.plural("{n} result for “{query}”", "{n} results for “{query}”", found.number, query=query)
    elif found.alike:
        said = view.text("Nothing is written exactly as “{query}”. These names are similar:", query=query)
    else:
        said = view.text("Nothing was found for “{query}”. Fewer or shorter words may find more.", query=query)
    st.markdown(f"**{plain(said)}**")


def _kinds(view: View, found: Found, chosen: Group | None) -> None:
    """Offer the kinds with their counts; one can be looked at by itself."""
    if len(found.certain) <= 1:
        return
    counts = {group.kind: len(group.hits) for group in found.certain}
    st.session_state["search_kind"] = chosen.kind if chosen else None
    st.pills(
        view.text("Kind"),
        list(counts),
        format_func=lambda kind: f"{ICONS[kind]} {plain(view.text(KIND_NAMES[kind]))} ({view.language.number(counts[kind])})",
        key="search_kind",
        on_change=_choose_kind,
        label_visibility="collapsed",
    )


def _choose_kind() -> None:
    _write(asked()[0], st.session_state["search_kind"] or "")


def _group(view: View, group: Group, found: Found, *, whole: bool) -> None:
    number = len(group.hits)
    listed = group.hits[: MOST if whole else SHOWN]
    with st.container(key=f"search_group_{group.kind}"):
        counted = view.language.number(number)
        st.subheader(f"{ICONS[group.kind]} {plain(view.text(KIND_NAMES[group.kind]))} :gray[{counted}]", anchor=False)
        for i, hit in enumerate(listed):
            _hit(view, hit, found, f"{group.kind}_{i}")
        if whole and number > MOST:
            st.caption(view.text("The first {n} are shown; a further word narrows them.", n=view.language.number(MOST)))
        elif number > len(listed):
            st.button(
                view.text("Show all {n}", n=counted),
                key=f"search_all_{group.kind}",
                type="tertiary",
                icon=":material/expand_more:",
                on_click=_write,
                args=(asked()[0], group.kind),
            )


def _similar(view: View, found: Found) -> None:
    """Show names that are only written similarly: at once where there is nothing else."""
    if not found.certain:
        with st.container(key="search_similar_only"):
            for group in found.similar:
                _group(view, group, found, whole=False)
        return
    said = view.language.plural("{n} name is written similarly", "{n} names are written similarly", found.alike)
    with st.expander(plain(said), key="search_similar"):
        for group in found.similar:
            st.caption(plain(view.text(KIND_NAMES[group.kind])))
            for i, hit in enumerate(group.hits[:SHOWN]):
                _hit(view, hit, found, f"similar_{group.kind}_{i}")


def _hit(view: View, hit: Hit, found: Found, key: str) -> None:
    worded = told(view.programme, hit, found.words, view.language)
    way = search_ways.way(view, hit.entry)
    with st.container(key=f"search_hit_{key}"):
        label = f"**{plain(worded.title)}**" + (f" :gray[{plain(worded.other)}]" if worded.other else "")
        if not way.page:
            st.markdown(label)
        elif way.parameters is None:
            st.page_link(way.page, label=f"{label} :material/open_in_new:")
        else:
            st.page_link(way.page, label=label, query_params=way.parameters)
        below = [plain(part) for part in (worded.about, f"… {worded.passage}" if worded.passage else "") if part]
        if below:
            st.caption("  \n".join(below))
