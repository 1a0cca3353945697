"""The dashboard's frame: page settings, language, navigation. `app.py` serves it together with the API."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from components import data_notice, draft, faults_page, navigation, page_header, state
from geo.current import current_programme
from geo.faults import FaultyTables
from geo.language import message
from geo.store.source import OutOfReachError
from geo.tables import UnusableDataUrlError

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One page: its name in the navigation, the heading it stands under, its icon, and the menu it is found in, if any."""

    title: str
    heading: str
    icon: str
    group: str = ""


COUNTS, STORY, DATA = message("Countries and figures"), message("The programme"), message("Data")
# Page's file and address -> entry, in the order of the navigation. Streamlit's own, with so many pages, would hide half of them
# behind a number, and nests lists in a way that readers' aids cannot follow.
PAGES = {
    "partnership_map": Entry(
        message("Partnership map"),
        message("Who works with whom: Japan's city-to-city collaboration programme"),
        ":material/hub:",
    ),
    "installations": Entry(
        message("JCM installations"),
        message("What was built: installations under the Joint Crediting Mechanism"),
        ":material/solar_power:",
    ),
    "countries": Entry(
        message("Countries by year"),
        message("Where and when: installations by country and fiscal year"),
        ":material/calendar_view_month:",
        COUNTS,
    ),
    "brief": Entry(
        message("Country brief"),
        message("A country on one page"),
        ":material/description:",
        COUNTS,
    ),
    "analysis": Entry(
        message("Analysis"),
        message("How many, by what: figures grouped as you ask"),
        ":material/pivot_table_chart:",
        COUNTS,
    ),
    "compare": Entry(
        message("Compare"),
        message("Two selections side by side"),
        ":material/compare:",
        COUNTS,
    ),
    "programme": Entry(
        message("What it is"),
        message("What the programme is, how it works and how it grew"),
        ":material/handshake:",
        STORY,
    ),
    "participants": Entry(
        message("Participants"),
        message("Who takes part: Japanese governments and partner places by year"),
        ":material/groups:",
        STORY,
    ),
    "cases": Entry(
        message("Cases"),
        message("What was done and what came of it: cases of city-to-city collaboration"),
        ":material/auto_stories:",
        STORY,
    ),
    "dominoes": Entry(
        message("Domino effects"),
        message("How an approach spread from place to place"),
        ":material/arrow_split:",
        STORY,
    ),
    "forum": Entry(
        message("Forum and initiative"),
        message("The forum of 2023 and the initiative it follows from"),
        ":material/forum:",
        STORY,
    ),
    "present": Entry(
        message("Present"),
        message("On the stage, and to take along"),
        ":material/slideshow:",
    ),
    "search": Entry(
        message("Search"),
        message("Search everything: places, projects, organisations, sources"),
        ":material/search:",
    ),
    "data_and_sources": Entry(
        message("Data and sources"),
        message("Data and sources"),
        ":material/database:",
        DATA,
    ),
    "what_changed": Entry(
        message("What changed"),
        message("What changed between two versions of the tables"),
        ":material/difference:",
        DATA,
    ),
    "your_tables": Entry(
        message("Bring your own tables"),
        message("Try your own tables: checked as the published ones, seen by you alone"),
        ":material/upload_file:",
        DATA,
    ),
}
FIRST = "partnership_map"
ICON = ROOT / "static" / "icon.svg"

language = state.language()
st.set_page_config(page_title=language.text("City-to-city map"), page_icon=str(ICON), layout="wide")
st.logo(str(ICON), size="large")

pages = {
    name: st.Page(f"pages/{name}.py", title=language.text(entry.title), icon=entry.icon, default=name == FIRST)
    for name, entry in PAGES.items()
}
page = st.navigation(list(pages.values()), position="hidden")
navigation.show([navigation.Way(way, PAGES[name].group, way == page) for name, way in pages.items()], language)
state.carry_over(page.url_path)

try:
    current_programme()
except FaultyTables as faulty:
    page_header.show(language.text("The tables hold faults"), language)
    faults_page.show(faulty, language)
    st.stop()
except OutOfReachError as error:
    page_header.show(language.text("The tables cannot be reached"), language)
    data_notice.show_out_of_reach(error, language)
    st.stop()
except UnusableDataUrlError as unusable:
    page_header.show(language.text("There are no tables to read"), language)
    st.error(state.plain(unusable.text(language)))
    st.stop()

page_header.show(language.text(PAGES[page.url_path or FIRST].heading), language)
draft.show_banner(language)
data_notice.show(language)
page.run()
