"""What both pages of installations show: the widgets, table and charts of our own page, in plain Streamlit and pandas.

As lean as it can be while saying the same, like `parts`: nothing from `geo`, tables read once.
"""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

FILTERS = {
    "technology_type": ("Type of technology", "technology_types", "code"),
    "sector": ("Sector", "sectors", "code"),
    "country_iso3": ("Country", "countries", "iso3"),
    "scheme": ("Scheme", "schemes", "code"),
    "status": ("Status", "statuses", "code"),
}
LEVELS = {"A": "A: official sources only", "B": "A and B: official and secondary sources", "C": "A to C"}
SEARCHED = [
    "name_ja",
    "name_en",
    "technology_ja",
    "technology_en",
    "japanese_participant_ja",
    "japanese_participant_en",
    "location_text",
]
TONNES, CAPACITY, PARTICIPANT = "ghg_reduction_tco2_per_year", "capacity_kw", "japanese_participant_en"
SHOWN, MOST, MARK = 7, 15, 22


@dataclass(frozen=True)
class Tables:
    """The tables a page reads: installations, names by language and column, sources' addresses."""

    rows: pd.DataFrame
    labels: pd.DataFrame
    names: dict[str, dict[str, dict[str, str]]]
    addresses: pd.Series[str]


@st.cache_resource
def tables() -> Tables:
    """Read the tables from the folder that DATA_URL names."""
    folder = Path(os.environ.get("DATA_URL", "data"))
    wanted = ("installations", "countries", "technology_types", "sectors", "schemes", "statuses", "sources")
    read = {name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False) for name in wanted}
    rows = read["installations"]
    numbers = ("fiscal_year", TONNES, CAPACITY, "lat", "lon")
    rows = rows.assign(**{name: pd.to_numeric(rows[name], errors="coerce") for name in numbers})
    rows["fiscal_year"] = rows["fiscal_year"].astype("Int64")
    rows["search"] = rows[SEARCHED].agg(" ".join, axis=1).str.lower()
    names = {
        language: {
            column: dict(zip(read[table][key], read[table][f"name_{language}"], strict=True))
            for column, (_, table, key) in FILTERS.items()
        }
        for language in ("ja", "en")
    }
    labels = read["countries"].set_index("iso3")[["label_lat", "label_lon"]].astype(float)
    made = Tables(rows, labels, names, read["sources"].set_index("source_id")["url"])
    gc.collect()
    gc.freeze()
    return made


def _counts(rows: pd.DataFrame, column: str) -> dict[str, int]:
    return dict(rows[column].value_counts().items())  # type: ignore[arg-type]  # codes are text


def filters(read: Tables, language: str) -> pd.DataFrame:
    """Show the filters, each option with the number of rows behind it; give the rows that satisfy all."""
    rows = read.rows
    chosen = {column: st.session_state.get(column, []) for column in FILTERS}
    level = st.session_state.get("evidence", "B")
    masks = {
        column: rows[column].isin(codes) if codes else pd.Series(data=True, index=rows.index) for column, codes in chosen.items()
    }
    masks["evidence"] = rows["evidence"] <= level
    masks["q"] = rows["search"].str.contains(st.session_state.get("q", "").lower(), regex=False)
    if st.session_state.get("linked"):
        masks["linked"] = rows["collaboration_evidence"].str.startswith("official")

    def others(column: str) -> pd.DataFrame:
        return rows[reduce(and_, (mask for name, mask in masks.items() if name != column))]

    with st.container(horizontal=True, vertical_alignment="center"):
        for column, (label, *_) in FILTERS.items():
            counts = _counts(others(column), column)
            names = read.names[language][column]
            told = {code: f"{name} ({counts.get(code, 0)})" for code, name in names.items()}
            options = [code for code in names if code in counts or code in chosen[column]]
            with st.popover(f"{label}: {', '.join(names[code] for code in chosen[column]) or 'all'}", key=f"open_{column}"):
                st.pills(
                    f"{label}: choose any number; the number of rows stands behind each", options, selection_mode="multi",
                    key=column, format_func=told.__getitem__, width=460,
                )  # fmt: skip
        counts = _counts(others("evidence"), "evidence")
        with st.popover(f"Evidence: {level}", key="open_evidence"):
            st.radio(
                "Show rows whose evidence is", list(LEVELS), index=1, key="evidence", width=360,
                format_func=lambda code: f"{LEVELS[code]} ({sum(n for each, n in counts.items() if each <= code)})",
            )  # fmt: skip
        st.text_input("Search", key="q", type="search", live="400ms", label_visibility="collapsed", width=250)
        st.toggle("Formed through the programme", key="linked")
    return rows[reduce(and_, masks.values())]


def figures(rows: pd.DataFrame) -> None:
    """Show the four figures."""
    told = {
        "Installations": f"{len(rows):,}",
        "Countries": f"{rows['country_iso3'].nunique():,}",
        "Reduction, tCO2 a year": f"{rows[TONNES].sum():,.0f}",
        "Capacity, MW": f"{rows[CAPACITY].sum() / 1000:,.0f}",
    }
    known = {"Reduction, tCO2 a year": rows[TONNES], "Capacity, MW": rows[CAPACITY]}
    with st.container(horizontal=True, gap="large"):
        for label, value in told.items():
            beside = f"from {known[label].notna().sum()} of {len(rows)} rows" if label in known else None
            st.metric(label, value, delta=beside, delta_color="off", width="content")


def gallery(read: Tables, rows: pd.DataFrame, language: str) -> None:
    """Show types of technology and countries as rows to press."""
    st.subheader("By type of technology", anchor=False)
    for code, n in rows["technology_type"].value_counts().items():
        name = read.names[language]["technology_type"][str(code)]
        st.button(f"**{str(code)[:2]}** {name}  :gray[{n}]", type="tertiary", key=f"technology_{code}")
    st.subheader("By country", anchor=False)
    for country, n in rows["country_iso3"].value_counts().nlargest(SHOWN).items():
        name = read.names[language]["country_iso3"][str(country)]
        st.button(f"{name}  :gray[{n}]", type="tertiary", key=f"rank_{country}")


def table(read: Tables, rows: pd.DataFrame, language: str) -> None:
    """Show the installations as a table with the columns of our own page."""
    names = read.names[language]
    shown = pd.DataFrame(
        {
            "Installation": rows[f"name_{language}"],
            "Country": rows["country_iso3"].map(names["country_iso3"]),
            "Type of technology": rows["technology_type"].map(names["technology_type"]),
            "Fiscal year": rows["fiscal_year"],
            "tCO2 a year": rows[TONNES],
            "Capacity (kW)": rows[CAPACITY],
            "Evidence": rows["evidence"],
            "Source": rows["source_id"].str.split(";").str[0].map(read.addresses),
            "Permalink": "?sel=installation:" + rows["installation_id"] + f"&lang={language}",
            "Japanese participant": rows[f"japanese_participant_{language}"],
            "Scheme": rows["scheme"].map(names["scheme"]),
            "Status": rows["status"].map(names["status"]),
            "Place": rows["location_text"],
        }
    ).sort_values("Fiscal year", ascending=False, kind="stable", na_position="last")
    column = st.column_config
    st.dataframe(
        shown,
        key="table",
        hide_index=True,
        height=400,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Fiscal year": column.NumberColumn(format="%d", width=85),
            "Source": column.LinkColumn(display_text="Open source", width=110),
            "Permalink": column.LinkColumn(display_text="Open", width=95),
        },
    )


def downloads(rows: pd.DataFrame) -> None:
    """Offer the rows as files, made when they are asked for."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for label in ("Excel", "CSV", "CSV for spreadsheets", "GeoJSON"):
            st.download_button(label, data=rows.to_csv, file_name="installations.csv", on_click="ignore")
        with st.popover("Open in other tools"):
            st.caption("A GIS opens this address as a layer; end it in .csv for a spreadsheet.")
            st.code("/api/v1/installations.geojson", language=None, wrap_lines=True)


def charts(read: Tables, rows: pd.DataFrame, language: str) -> None:
    """Show the four charts, each with its table, and end the page."""
    types = rows["technology_type"].map(read.names[language]["technology_type"])
    dated = rows.assign(name=types).dropna(subset=["fiscal_year"])
    by_year = dated.groupby(["name", "fiscal_year"]).size().reset_index(name="n").astype({"fiscal_year": int})
    countries = rows["country_iso3"].map(read.names[language]["country_iso3"]).value_counts().head(MOST)
    reduction = rows.assign(name=types).groupby("name")[TONNES].sum().sort_values(ascending=False).head(MOST)
    people = rows[PARTICIPANT].str.split(";").explode().str.strip().value_counts().head(MOST)
    dots = (
        alt.Chart(by_year)
        .mark_circle()
        .encode(x="fiscal_year:O", y="name:N", size=alt.Size("n:Q", legend=None), color=alt.Color("name:N", legend=None))
        .add_params(alt.selection_point(name="pick", fields=["name", "fiscal_year"]))
        .properties(height=MARK * max(4, by_year["name"].nunique()))
    )
    drawn: dict[str, tuple[alt.Chart, pd.DataFrame]] = {
        "Type of technology by fiscal year": (dots, by_year),
        "Countries": _bars(countries),
        "Emission reduction by type of technology, tCO2 a year": _bars(reduction),
        "Japanese participants": _bars(people),
    }
    st.subheader("The same installations in charts", anchor=False)
    with st.grid(2, min_column_width=420):
        for title, (chart, data) in drawn.items():
            with st.container(border=True):
                st.subheader(title, anchor=False)
                view = st.segmented_control(
                    title, ["Chart", "Table"], default="Chart", key=f"{title}_view", label_visibility="collapsed"
                )
                if view == "Table":
                    st.dataframe(data, hide_index=True)
                else:
                    st.altair_chart(chart, key=title, selection_mode="pick", on_select="rerun")
                st.caption(f"{len(rows)} installations are shown here.")
    st.caption("Data as of the day the tables were last renewed.")


def _bars(values: pd.Series[Any]) -> tuple[alt.Chart, pd.DataFrame]:
    data = values.rename_axis("name").reset_index(name="n")
    chart = (
        alt.Chart(data)
        .mark_bar()
        .encode(x="n:Q", y=alt.Y("name:N", sort=data["name"].tolist()))
        .add_params(alt.selection_point(name="pick", fields=["name"]))
        .properties(height=MARK * max(4, len(data)))
    )
    return chart, data
