"""The way to every page: a row above the page, and one menu where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import menu, search_box
from geo.language import Language, message

MENU = message("All pages")
SEARCH = "search"


@dataclass(frozen=True)
class Way:
    """A page as the navigation shows it.

    Parameters
    ----------
    page : streamlit.navigation.page.StreamlitPage
        Where it leads.
    group : str
        Heading of the pages it stands among: a message id; empty where it stands by itself.
    here : bool
        Whether the reader is on it.
    """

    page: StreamlitPage
    group: str
    here: bool


def show(ways: Sequence[Way], language: Language) -> None:
    """Show the navigation: a page that stands by itself as a link, others in the menu of their group, the search as its field."""
    looking = next((way for way in ways if way.page.url_path == SEARCH), None)
    grouped = [(group, list(members)) for group, members in groupby(ways, key=lambda way: way.group)]
    # A menu that was opened on another page is another one, and so is closed again.
    present = next((way.page.url_path for way in ways if way.here), "")
    with st.container(horizontal=True, key="navigation", gap="xxsmall", vertical_alignment="center"):
        for number, (group, members) in enumerate(grouped):
            if group:
                kind: Literal["secondary", "tertiary"] = "secondary" if any(way.here for way in members) else "tertiary"
                menu.show(language.text(group), partial(_links, members), key=f"navigation_{number}_{present}", kind=kind)
            else:
                _links([way for way in members if way is not looking])
        whole = partial(_groups, grouped, language)
        menu.show(language.text(MENU), whole, key=f"navigation_all_{present}", icon=":material/menu:")
        if looking:
            # The page itself has a larger one.
            _links([looking]) if looking.here else search_box.show(language)


def _groups(grouped: Sequence[tuple[str, Sequence[Way]]], language: Language) -> None:
    # Those by themselves first: after a group they would stand as if they belonged to it.
    for group, members in sorted(grouped, key=lambda each: bool(each[0])):
        if group:
            st.caption(language.text(group))
        _links(members)


def _links(ways: Sequence[Way]) -> None:
    for way in ways:
        st.page_link(way.page, width="stretch" if way.group else "content")
