"""The parts of the page on data and sources: how to read the rows, published totals beside them, columns, sources, leads."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from components.figures import LABELS
from components.state import View, plain
from geo.export.package import descriptor
from geo.language import Language
from geo.programme import Programme, sources_of
from geo.reconciliation import Reconciled, as_of_text, reconciliation
from geo.tables import DEFAULT_FOLDER

TEXTS = DEFAULT_FOLDER / "texts"


def show_introduction(view: View) -> None:
    """Show how to read the rows."""
    st.markdown((TEXTS / view.language.code / "data_and_sources.md").read_text(encoding="utf-8"))


def show_reconciliation(view: View) -> None:
    """Show the published cumulative totals beside what the rows hold."""
    text = view.text
    st.subheader(text("Published totals and these rows"), anchor=False)
    st.caption(
        text(
            "Cumulative since FY2013. Each cell: published / rows of evidence A and B / with inferred rows (C). "
            "A dash: no total seen for that year."
        )
    )
    rows: dict[int, dict[str, str]] = {}
    dates: dict[int, str] = {}
    for row in reconciliation(view.programme):
        cells = rows.setdefault(row.fiscal_year, {text("Fiscal year"): view.language.fiscal_year(row.fiscal_year, era=True)})
        cells[text(LABELS[row.measure])] = _cell(row, view.language)
        if row.published:
            dates[row.fiscal_year] = as_of_text(row.published.as_of, view.language)
    shown = [{**cells, text("As of"): dates.get(year, "")} for year, cells in rows.items()]
    st.dataframe(
        pd.DataFrame(shown),
        hide_index=True,
        placeholder="",
        height="content",
        alt=text("Published totals and these rows by fiscal year"),
    )


def _cell(row: Reconciled, language: Language) -> str:
    published = language.number(row.published.value) if row.published else "–"
    return f"{published} / {language.number(row.confirmed)} / {language.number(row.every)}"


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
    address = f"api/v1/tables/{name}.csv"
    rows = view.language.plural("{n} row", "{n} rows", len(view.programme.tables[name]))
    st.markdown(f"{plain(_own(view, table, 'description'))} {plain(rows)} [{plain(name)}.csv]({address})")
    fields = [
        (field["name"], _own(view, field, "title"), field["type"], _own(view, field, "description"))
        for field in table["schema"]["fields"]
    ]
    headings = [text("Column"), text("Heading"), text("Kind"), text("Meaning")]
    st.dataframe(
        pd.DataFrame(fields, columns=headings), hide_index=True, placeholder="", alt=text("Columns of the table {name}", name=name)
    )
    st.markdown("[datapackage.json](api/v1/datapackage.json) · [openapi.json](api/v1/openapi.json)")


def _own(view: View, described: dict[str, Any], key: str) -> str:
    return str(described.get(f"{key}_ja" if view.language.code == "ja" else key, described.get(key, "")))


def show_sources(view: View) -> None:
    """Show every source with how many rows rest on it."""
    text, column = view.text, st.column_config
    st.subheader(text("Sources"), anchor=False)
    used = _uses(view.programme)
    sources = view.programme.sources
    shown = pd.DataFrame(
        {
            "publisher": sources["publisher"],
            "title": sources["title"],
            "url": sources["url"],
            "rows": [used[source] for source in sources["source_id"]],
            "source_id": sources["source_id"],
        }
    ).sort_values("rows", ascending=False, kind="stable")
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        height=360,
        alt=text("Sources and how many rows rest on each"),
        column_config={
            "publisher": column.TextColumn(text("Publisher"), width="medium"),
            "title": column.TextColumn(text("Title"), width="medium"),
            "url": column.LinkColumn(text("Address"), width="medium"),
            "rows": column.NumberColumn(text("Rows"), width="small"),
            "source_id": column.TextColumn(text("Source id"), width="small"),
        },
    )


def _uses(programme: Programme) -> Counter[str]:
    used: Counter[str] = Counter()
    for table in programme.tables.values():
        if "source_id" in table.columns and "publisher" not in table.columns:
            for _, row in table.iterrows():
                used.update(sources_of({str(name): value for name, value in row.items()}))
    return used


def show_leads(view: View) -> None:
    """Show what was seen but not confirmed: a checklist, never drawn on the map."""
    text = view.text
    leads = view.programme.leads_collaborations
    st.subheader(text("Leads: seen, not confirmed"), anchor=False)
    st.caption(text("Not counted and not drawn. The notes are in English."))
    headings = {
        "jp": text("Japanese government"),
        "partner": text("Partner"),
        "country_iso3": text("Country"),
        "fiscal_year": text("Fiscal year"),
        "why_open": text("Why it is open"),
        "where_to_check": text("Where to check"),
    }
    st.dataframe(leads.rename(columns=headings), hide_index=True, placeholder="", alt=text("Leads: seen, not confirmed"))
