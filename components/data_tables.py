"""The parts of the page on data and sources: how to read the rows, what each column means, sources, leads."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import draft
from components.state import View, plain
from components.wrapped_table import Column, written
from geo import leads
from geo.export.package import descriptor
from geo.language import message
from geo.source_uses import source_uses
from geo.tables import DEFAULT_FOLDER

TEXTS = DEFAULT_FOLDER / "texts"
# Types of the data package's fields.
KINDS = {
    "string": message("text"),
    "integer": message("whole number"),
    "number": message("number"),
    "boolean": message("true or false"),
}


def show_introduction(view: View) -> None:
    """Show how to read the rows."""
    st.markdown((TEXTS / view.language.code / "data_and_sources.md").read_text(encoding="utf-8"))


def show_dictionary(view: View) -> None:
    """Show every table's columns with what they mean, and the way to its rows."""
    text = view.text
    described = descriptor(view.programme)
    st.subheader(text("Tables and columns"), anchor=False)
    if described is None:
        st.info(text("This folder of tables has no datapackage.json, so its columns are not described."))
        return
    tables = {resource["name"]: resource for resource in described["resources"]}
    name = st.selectbox(
        text("Table"),
        list(tables),
        format_func=lambda key: f"{_own(view, tables[key], 'title')} ({key})",
        key="dictionary_table",
        width=420,
    )
    table = tables[name]
    rows = view.language.plural("{n} row", "{n} rows", len(view.programme.tables[name]))
    st.markdown(f"{plain(_own(view, table, 'description'))} {plain(rows)} {_file(name)}")
    columns = (
        Column(text("Column"), "17%"),
        Column(text("Heading"), "20%"),
        Column(text("Kind"), "9rem"),
        Column(text("Meaning")),
    )
    kinds = {kind: text(worded) for kind, worded in KINDS.items()}
    fields = [
        (field["name"], _own(view, field, "title"), kinds[field["type"]], _own(view, field, "description"))
        for field in table["schema"]["fields"]
    ]
    st.html(written(text("Columns of the table {name}", name=name), columns, fields))
    base = draft.api_base()
    st.markdown(f"[datapackage.json]({base}datapackage.json) · [openapi.json]({base}openapi.json)")


def _file(table: str) -> str:
    return f"[{plain(table)}.csv]({draft.api_base()}tables/{table}.csv)"


def _own(view: View, described: dict[str, Any], key: str) -> str:
    return str(described.get(f"{key}_ja" if view.language.code == "ja" else key, described.get(key, "")))


def show_sources(view: View) -> None:
    """Show every source with how many rows rest on it."""
    text, column = view.text, st.column_config
    st.subheader(text("Sources"), anchor=False)
    used = source_uses(view.programme)
    sources = view.programme.sources
    shown = pd.DataFrame(
        {
            "publisher": sources["publisher"],
            "title": sources["title"],
            "url": sources["url"],
            "rows": [used.get(source, 0) for source in sources["source_id"]],
            "source_id": sources["source_id"],
        }
    ).sort_values("rows", ascending=False, kind="stable")
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        height=470,
        row_height=68,  # three lines: a cell wraps only where its row is higher than four times the letters
        alt=text("Sources and how many rows rest on each"),
        column_config={
            "publisher": column.TextColumn(text("Publisher"), width=250),
            "title": column.TextColumn(text("Title"), width=470),
            "url": column.LinkColumn(text("Address"), width=260, display_text=r"^https?://(?:www\.)?([^/]+)"),
            "rows": column.NumberColumn(text("Rows"), width=70),
            "source_id": column.TextColumn(text("Source id"), width=190),
        },
    )


def show_leads(view: View) -> None:
    """Show what was seen but not confirmed: a checklist, never drawn on the map."""
    text = view.text
    st.subheader(text("Leads: seen, not confirmed"), anchor=False)
    st.caption(text("Not counted and not drawn. The notes are in English."))
    pairs = (
        Column(text("Japanese government"), "12%"),
        Column(text("Partner"), "13%"),
        Column(text("Country"), "10%"),
        Column(text("Fiscal year"), "5rem"),
        Column(text("Why it is open"), "27%", written_in="en"),
        Column(text("Where to check"), written_in="en"),
    )
    st.markdown(f"**{plain(text('Collaborations'))}** {_file('leads_collaborations')}")
    st.html(written(text("Leads of collaborations"), pairs, leads.collaborations(view.programme, view.language)))
    built = (
        Column(text("Installation"), "40%"),
        Column(text("Country"), "9%"),
        Column(text("Why it is left out"), written_in="en"),
    )
    st.markdown(f"**{plain(text('Installations'))}** {_file('leads_installations')}")
    st.html(written(text("Leads of installations"), built, leads.installations(view.programme, view.language)))
