"""The sources with the rows that rest on each: chosen in the list or by the address, their rows are opened below it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import state
from components.detail_panel import lead_to, link, say
from components.state import View, plain
from geo import publishers
from geo.detail.found import Scope
from geo.detail.worded import sources
from geo.export.package import descriptor
from geo.language import message
from geo.page_parameters import SOURCE
from geo.parameters import EVIDENCE_LEVELS, SelectedKind
from geo.source_rows import SourceRow, rows_on
from geo.source_uses import source_uses
from geo.vocabulary import names

LIST, KIND = "source_list", "source_kind"
MOST_ROWS = 60
# About a dozen sources at once; what is opened below them is still within reach.
HEIGHT = 860
PAGES: dict[SelectedKind, tuple[str, str]] = {
    "pair": ("pages/partnership_map.py", ":material/hub:"),
    "installation": ("pages/installations.py", ":material/bolt:"),
    "case": ("pages/cases.py", ":material/auto_stories:"),
    "domino": ("pages/dominoes.py", ":material/arrow_split:"),
}
UNKNOWN = message("“{value}” is no source of these tables and was left out.")


def show(view: View) -> None:
    """Show the sources, and the rows that rest on the one that is chosen."""
    text = view.text
    known = list(view.programme.sources["source_id"])
    asked = state.parameters().get(SOURCE, [])
    chosen = next((source for source in asked if source in known), None)
    for value in asked:
        if value not in known:
            st.warning(plain(text(UNKNOWN, value=value)))
    st.subheader(text("Sources"), anchor=False)
    st.caption(text("Choose a source in the list to open the rows that rest on it."))
    table = _table(view)
    _list(view, table, chosen)
    if chosen:
        _opened(view, chosen)


def _table(view: View) -> pd.DataFrame:
    used, rows = source_uses(view.programme), view.programme.sources
    told = {each.id: each for each in sources(_scope(view), list(rows["source_id"]))}
    return pd.DataFrame(
        {
            "publisher": [publishers.worded(name, view.language) for name in rows["publisher"]],
            "title": rows["title"],
            "url": rows["url"],
            "kind": [told[source].kind for source in rows["source_id"]],
            "rows": [used.get(source, 0) for source in rows["source_id"]],
            "source_id": rows["source_id"],
        }
    ).sort_values("rows", ascending=False, kind="stable", ignore_index=True)


def _scope(view: View) -> Scope:
    return Scope(view.programme, view.language, EVIDENCE_LEVELS)


def _list(view: View, table: pd.DataFrame, chosen: str | None) -> None:
    text, column = view.text, st.column_config
    st.dataframe(
        table,
        hide_index=True,
        placeholder="",
        height=HEIGHT,
        row_height=68,  # three lines: a cell wraps only where its row is higher than four times the letters
        alt=text("Sources and how many rows rest on each"),
        # Another key for each source that is open: a mark set by the address, and one taken back with it.
        key=f"{LIST}_{chosen or ''}",
        on_select=lambda: _choose(table, chosen),
        selection_mode="single-row",
        selection_default={"selection": {"rows": table.index[table["source_id"] == chosen].tolist()}},
        column_config={
            "publisher": column.TextColumn(text("Publisher"), width=250),
            "title": column.TextColumn(text("Title"), width=430),
            "url": column.LinkColumn(text("Address"), width=210, display_text=r"^https?://(?:www\.)?([^/]+)"),
            "kind": column.TextColumn(text("Kind"), width=150),
            "rows": column.NumberColumn(text("Rows"), width=70),
            "source_id": column.TextColumn(text("Source id"), width=170),
        },
    )


def _choose(table: pd.DataFrame, chosen: str | None) -> None:
    rows: Sequence[int] = st.session_state[f"{LIST}_{chosen or ''}"]["selection"]["rows"]
    kept = {name: values for name, values in state.parameters().items() if name != SOURCE}
    st.query_params.from_dict({**kept, **({SOURCE: str(table["source_id"].iloc[rows[0]])} if rows else {})})


def _opened(view: View, source: str) -> None:
    text = view.text
    (told,) = sources(_scope(view), [source])
    found = rows_on(view.programme, source, view.language)
    described = {resource["name"]: resource for resource in (descriptor(view.programme) or {"resources": []})["resources"]}
    with st.container(border=True, key="opened_source"):
        say(f"**{link(told.name, told.url, told.name_language)}**")
        about = " · ".join(part for part in (told.publisher, told.kind, told.language, source) if part)
        st.caption(plain(about))
        if not found:
            st.markdown(plain(text("No row rests on it alone: it is named in a note, or was looked at and gave none.")))
        for table, rows in found.items():
            name = view.language.described(described.get(table, {})) or table
            n = view.language.plural("{n} row", "{n} rows", len(rows))
            st.markdown(f"**{plain(name)}** :gray[{plain(n)}]")
            for row in rows[:MOST_ROWS]:
                _row(view, row)
            if len(rows) > MOST_ROWS:
                more = view.language.plural(
                    "{n} more row is in the table.", "{n} more rows are in the table.", len(rows) - MOST_ROWS
                )
                st.caption(plain(more))


def _row(view: View, row: SourceRow) -> None:
    levels = names(view.programme, "evidence", view.language)
    about = " · ".join(part for part in (row.year, f"{row.evidence}: {levels[row.evidence]}" if row.evidence else "") if part)
    if row.selected is None:
        st.markdown(f"- {plain(row.label)}" + (f" :gray[{plain(about)}]" if about else ""))
        return
    page, icon = PAGES[row.selected.kind]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        lead_to(view, page, row.selected, row.label, icon=icon, evidence=row.evidence)
        if about:
            st.markdown(f":gray[{plain(about)}]", width="content")
