"""What both pages show: the widgets and the table of the partnership map, in plain Streamlit and pandas, nothing from `geo`.

Everything is as lean as it can be while saying the same, so that the floor is a strict one: the tables are read once, and what
lives as long as the process is kept from the garbage collector, as our own page does.
"""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from functools import reduce
from operator import and_
from pathlib import Path

import pandas as pd
import streamlit as st

FILTERS = {
    "country_iso3": ("Country", "countries", "iso3"),
    "jp_place_id": ("Japanese government", "places", "place_id"),
    "partner_place_id": ("Partner", "places", "place_id"),
    "themes": ("Theme", "themes", "code"),
}
LEVELS = {
    "A": "A: official sources only",
    "B": "A and B: official and secondary sources",
    "C": "A to C: with inferred years (dashed)",
}
SEARCHED = ["title_ja", "title_en", "summary_ja", "summary_en", "lead_organisation_ja", "lead_organisation_en"]
LANGUAGES = {"ja": "日本語", "en": "English"}
SHOWN = 7


@dataclass(frozen=True)
class Tables:
    """The tables a page reads: links with their partner's country, places, names by language and column, sources' addresses."""

    links: pd.DataFrame
    places: pd.DataFrame
    names: dict[str, dict[str, dict[str, str]]]
    addresses: pd.Series[str]


@st.cache_resource
def tables() -> Tables:
    """Read the tables from the folder that DATA_URL names."""
    folder = Path(os.environ.get("DATA_URL", "data"))
    read = {
        name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("places", "collaborations", "countries", "themes", "sources")
    }
    places = read["places"].astype({"lat": float, "lon": float}).set_index("place_id")
    links = read["collaborations"].astype({"fiscal_year": int})
    links["country_iso3"] = links["partner_place_id"].map(places["country_iso3"])
    links["search"] = links[SEARCHED].agg(" ".join, axis=1).str.lower()
    names = {
        language: {
            column: dict(zip(read[table][key], read[table][f"name_{language}"], strict=True))
            for column, (_, table, key) in FILTERS.items()
        }
        for language in LANGUAGES
    }
    made = Tables(links, places, names, read["sources"].set_index("source_id")["url"])
    gc.collect()
    gc.freeze()
    return made


def header() -> str:
    """Show title and language switch; give the language's code."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title("Partnership map", anchor=False)
        return st.segmented_control(
            "Language",
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            default="en",
            required=True,
            label_visibility="collapsed",
        )


def _mask(links: pd.DataFrame, column: str, chosen: list[str]) -> pd.Series[bool]:
    if not chosen:
        return pd.Series(data=True, index=links.index)
    if column == "themes":
        return links[column].map(lambda codes: not set(chosen).isdisjoint(codes.split(";")))
    return links[column].isin(chosen)


def _counts(links: pd.DataFrame, column: str) -> dict[str, int]:
    codes = links[column].str.split(";").explode() if column == "themes" else links[column]
    return dict(codes.value_counts().items())  # type: ignore[arg-type]  # codes are text


def _labels(names: dict[str, str], counts: dict[str, int]) -> dict[str, str]:
    return {code: f"{name} ({counts.get(code, 0)})" for code, name in names.items()}


def filters(read: Tables, language: str) -> pd.DataFrame:
    """Show the filters, each option with the number of links behind it; give the links that satisfy all."""
    chosen = {column: st.session_state.get(column, []) for column in FILTERS}
    level = st.session_state.get("evidence", "B")
    query = st.session_state.get("q", "").lower()
    masks = {column: _mask(read.links, column, codes) for column, codes in chosen.items()}
    masks["evidence"] = read.links["evidence"] <= level
    masks["q"] = read.links["search"].str.contains(query, regex=False)

    def others(column: str) -> pd.DataFrame:
        return read.links[reduce(and_, (mask for name, mask in masks.items() if name != column))]

    with st.container(horizontal=True, vertical_alignment="center"):
        for column, (label, *_) in FILTERS.items():
            counts = _counts(others(column), column)
            names = read.names[language][column]
            options = [code for code in names if code in counts or code in chosen[column]]
            with st.popover(f"{label}: {', '.join(names[code] for code in chosen[column]) or 'all'}", key=f"open_{column}"):
                st.pills(
                    f"{label}: choose any number; the number of links stands behind each",
                    options,
                    selection_mode="multi",
                    key=column,
                    format_func=_labels(names, counts).__getitem__,
                    width=460,
                )
        counts = _counts(others("evidence"), "evidence")
        with st.popover(f"Evidence: {level}", key="open_evidence"):
            st.radio(
                "Show links whose evidence is",
                list(LEVELS),
                index=1,
                key="evidence",
                format_func=lambda code: f"{LEVELS[code]} ({sum(n for each, n in counts.items() if each <= code)})",
                width=360,
            )
        st.text_input("Search", key="q", type="search", live="400ms", label_visibility="collapsed", width=250)
    return read.links[reduce(and_, masks.values())]


def figures(links: pd.DataFrame) -> None:
    """Show the four figures."""
    counted = {
        "Countries": links["country_iso3"].nunique(),
        "Partner places": links["partner_place_id"].nunique(),
        "Japanese governments": links["jp_place_id"].nunique(),
        "Links": len(links),
    }
    with st.container(horizontal=True, gap="large"):
        for label, value in counted.items():
            st.metric(label, f"{value:,}", width="content", help="A link is a pair that worked together in one fiscal year.")


def rankings(read: Tables, links: pd.DataFrame, language: str) -> None:
    """Show who stands out, as rows to press."""
    names = read.names[language]
    st.caption("Choose a line, a place or a country on the map, or a row here.")
    st.subheader("Longest together", anchor=False)
    pairs = links.assign(pair=links["jp_place_id"] + "~" + links["partner_place_id"]).groupby("pair").size()
    for pair, years in pairs.nlargest(SHOWN).items():
        own, other = str(pair).split("~")
        said = f"{names['jp_place_id'][own]} – {names['partner_place_id'][other]}  :gray[{years} years]"
        st.button(said, type="tertiary", key=f"rank_{pair}")
    st.subheader("Most partners", anchor=False)
    for jp, partners in links.groupby("jp_place_id")["partner_place_id"].nunique().nlargest(SHOWN).items():
        st.button(f"{names['jp_place_id'][str(jp)]}  :gray[{partners} partners]", type="tertiary", key=f"rank_{jp}")
    st.subheader("By country", anchor=False)
    for country, n in links["country_iso3"].value_counts().nlargest(SHOWN).items():
        st.button(f"{names['country_iso3'][str(country)]}  :gray[{n} links]", type="tertiary", key=f"rank_{country}")


def table(read: Tables, links: pd.DataFrame, language: str) -> None:
    """Show the links as a table with the columns of our own page."""
    names = read.names[language]
    pair = links["jp_place_id"] + "~" + links["partner_place_id"]
    themes = names["themes"]
    shown = pd.DataFrame(
        {
            "Fiscal year": links["fiscal_year"],
            "Japanese government": links["jp_place_id"].map(names["jp_place_id"]),
            "Partner": links["partner_place_id"].map(names["partner_place_id"]),
            "Country": links["country_iso3"].map(names["country_iso3"]),
            "Project title": links[f"title_{language}"],
            "Themes": [", ".join(themes[code] for code in codes.split(";")) for codes in links["themes"]],
            "Lead organisation": links[f"lead_organisation_{language}"],
            "Evidence": links["evidence"],
            "Source": links["source_id"].str.split(";").str[0].map(read.addresses),
            "Permalink": "?sel=pair:" + pair + f"&lang={language}",
            "pair": pair,
        }
    ).sort_values("Fiscal year", ascending=False, kind="stable")
    column = st.column_config
    st.dataframe(
        shown,
        key="table",
        hide_index=True,
        height=380,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Fiscal year": column.NumberColumn(format="%d", width=90),
            "Source": column.LinkColumn(display_text="Open source", width="small"),
            "Permalink": column.LinkColumn(display_text="Open", width="small"),
            "pair": None,
        },
    )


def downloads(links: pd.DataFrame) -> None:
    """Offer the rows as files, made when they are asked for, and end the page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for label in ("CSV", "CSV for spreadsheets", "GeoJSON"):
            st.download_button(label, data=links.to_csv, file_name="collaborations.csv", on_click="ignore")
        with st.popover("Open in other tools"):
            st.caption("A GIS opens this address as a layer; end it in .csv for a spreadsheet.")
            st.code("/api/v1/collaborations.geojson", language=None, wrap_lines=True)
    st.caption("Data as of the day the tables were last renewed.")
