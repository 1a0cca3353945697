"""How to read the rows: what they are, on what evidence they rest, and what each table and column means."""

from __future__ import annotations

import streamlit as st

from components import draft
from components.longer_text import show_text
from components.state import View, plain
from components.wrapped_table import Column, written
from geo.column_rules import column_rules
from geo.export.package import descriptor
from geo.language import message
from geo.vocabulary import names

# Types of the data package's fields.
KINDS = {
    "string": message("text"),
    "integer": message("whole number"),
    "number": message("number"),
    "boolean": message("true or false"),
}


GRADED = {
    "collaborations": message("Collaborations"),
    "installations": message("Installations"),
    "dominoes": message("Domino effects"),
}


def show_introduction(view: View) -> None:
    """Show how to read the rows."""
    show_text(view, "data_and_sources")


def show_evidence(view: View) -> None:
    """Show how many rows stand at each level, and the steps from one level to the next, and from lead to row."""
    text, number = view.text, view.language.number
    levels = names(view.programme, "evidence", view.language)
    columns = (
        Column(text("Table"), "30%"),
        *(Column(text("{level}: {meaning}", level=level, meaning=meaning), "20%") for level, meaning in levels.items()),
    )
    rows = []
    for table, title in GRADED.items():
        counts = view.programme.tables[table]["evidence"].value_counts()
        rows.append((text(title), *(number(int(counts.get(level, 0))) for level in levels)))
    st.subheader(text("How many rows rest on which evidence"), anchor=False)
    st.html(written(text("Rows by table and level of evidence"), columns, rows))
    show_text(view, "evidence_steps")


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
        format_func=lambda key: f"{view.language.described(tables[key])} ({key})",
        key="dictionary_table",
        width=420,
    )
    table = tables[name]
    rows = view.language.plural("{n} row", "{n} rows", len(view.programme.tables[name]))
    st.markdown(f"{plain(view.language.described(table, 'description'))} {plain(rows)} {file_link(name)}")
    columns = (
        Column(text("Column"), "15%"),
        Column(text("Heading"), "15%"),
        Column(text("Kind"), "7rem"),
        Column(text("Meaning")),
        Column(text("What is asked of it"), "34%"),
    )
    kinds = {kind: text(worded) for kind, worded in KINDS.items()}
    fields = [
        (
            field["name"],
            view.language.described(field),
            kinds[field["type"]],
            view.language.described(field, "description"),
            column_rules(field, table["schema"], view.language),
        )
        for field in table["schema"]["fields"]
    ]
    st.html(written(text("Columns of the table {name}", name=name), columns, fields))
    base = draft.api_base()
    said, all_addresses = text("Programs read these tables through an API."), plain(text("All addresses and their parameters"))
    ways = (
        f"[{all_addresses}](api/v1/docs?lang={view.language.code})",
        f"[openapi.json]({base}openapi.json)",
        f"[datapackage.json]({base}datapackage.json)",
    )
    st.markdown(f"{plain(said)} {' · '.join(ways)}")


def file_link(table: str) -> str:
    """Write the way to a table as the API serves it."""
    return f"[{plain(table)}.csv]({draft.api_base()}tables/{table}.csv)"
