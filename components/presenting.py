"""The stage and what leads to it: opening it, saving it as one file, its steps, and another story in their place."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import pictures, stage, state
from components.state import View, plain
from geo.export.names import file_name
from geo.export.told import Pictured
from geo.language import message
from geo.map.frame import SUBJECTS, MapName
from geo.onefile.documents import LAYERS
from geo.onefile.page import one_file
from geo.selection import Selection
from geo.story.slides import Slide, slides
from geo.story.story import FaultyStoryError, Story, own_story, read_story

PICTURES: dict[Pictured, str] = {
    "collaborations": message("Pictures and slides of the partnerships"),
    "installations": message("Pictures and slides of the installations"),
    "countries": message("Pictures of the installations by country"),
    "dominoes": message("Pictures of the domino effects"),
}
OWN_STORY = "own_story"


def show(view: View) -> None:
    """Show the ways to the stage, and the steps it will take."""
    story = _story(view)
    _open(view)
    if story is None:
        st.info(
            view.text(
                "The folder of tables holds no story.toml, so there are no steps to present; the map can still be taken along."
            )
        )
    else:
        _steps(view, story)
    _other_story(view)


def _story(view: View) -> Story | None:
    try:
        return own_story(view.programme)
    except FaultyStoryError as faulty:
        _faults(view, faulty)
        return None


def _open(view: View) -> None:
    text = view.text
    st.markdown(
        text(
            "The stage is the map in full size, one step after the other, by keyboard, clicker or touch. Once it is open it needs "
            "no network any more: it checks that everything is there and says when the network may be cut."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        both = st.toggle(text("Both languages on the screen"), value=state.second_language() is not None, key="stage_both")
        dark = st.toggle(text("Dark"), key="stage_dark")
    everything = Selection(evidence=view.selection.evidence)
    shown_as = {"lang": view.language.code, **({"second": "1"} if both else {}), **({"mode": "dark"} if dark else {})}
    with st.container(horizontal=True):
        st.link_button(
            text("Open the stage"), stage.address(view, everything, shown_as), icon=":material/slideshow:", type="primary"
        )
        st.link_button(text("Save everything as one file"), stage.file_address(view, everything), icon=":material/download:")
        if _narrowed(view):
            st.link_button(text("Save only what is selected"), stage.file_address(view, view.selection), icon=":material/download:")
        for layer, title in PICTURES.items():
            pictures.show(view, layer, title)
    st.caption(
        text(
            "The file opens from disk in any browser, with maps, years, details, search and all steps: the safe way where the "
            "network is unreliable."
        )
    )


def _narrowed(view: View) -> bool:
    return view.selection.without("sel", "evidence") != Selection()


def _steps(view: View, story: Story) -> None:
    text = view.text
    told = slides(view.programme, Selection(evidence=view.selection.evidence), story)
    st.subheader(text("The steps"), anchor=False)
    st.dataframe(
        pd.DataFrame([_row(view, number, slide) for number, slide in enumerate(told, start=1)]),
        hide_index=True,
        height=592,
        row_height=68,  # three lines: a cell wraps only where its row is higher than four times the letters
        placeholder="",
        alt=text("The steps of the presentation"),
        column_config={
            "n": st.column_config.NumberColumn("", width=40),
            "heading": st.column_config.TextColumn(text("Step"), width="medium"),
            "text": st.column_config.TextColumn(text("What it says"), width="large"),
            "notes": st.column_config.TextColumn(text("Speaker notes"), width="large"),
            "address": st.column_config.LinkColumn(text("Its address"), display_text=text("Open"), width="small"),
        },
    )
    st.caption(
        text(
            "The steps stand in data/story.toml, which can be edited or replaced. Their figures are counted from the tables when "
            "the stage opens."
        )
    )


def _row(view: View, number: int, slide: Slide) -> dict[str, object]:
    code = view.language.code
    separator = " " if code == "en" else ""
    return {
        "n": number,
        "heading": slide["heading"][code],
        "text": separator.join(slide["text"][code]),
        "notes": slide["notes"][code],
        "address": stage.address(view, Selection(evidence=view.selection.evidence), {"lang": code, "step": slide["id"]}),
    }


def _other_story(view: View) -> None:
    text = view.text
    with st.expander(text("Tell another story"), icon=":material/edit_note:"):
        st.markdown(
            text("A file of the same form takes the place of these steps in a file of your own; nothing of it stays on the server.")
        )
        given = st.file_uploader(text("A story as TOML"), type="toml", key=OWN_STORY)
        if given is None:
            return
        try:
            story = read_story(given.getvalue(), view.programme)
        except FaultyStoryError as faulty:
            _faults(view, faulty)
            return
        selection = Selection(evidence=view.selection.evidence)
        steps = len(slides(view.programme, selection, story))
        st.success(view.language.plural("{n} step can be told.", "{n} steps can be told.", steps))
        layer: MapName = LAYERS[0].name
        st.download_button(
            text("Save the map with this story"),
            data=lambda: one_file(view.programme, selection, view.language, layer=layer, story=story, check=True),
            file_name=f"map-{file_name(view.programme, SUBJECTS[layer], selection, 'html')}",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
        )


def _faults(view: View, faulty: FaultyStoryError) -> None:
    told = "\n".join(f"- {plain(fault.worded(view.language))}" for fault in faulty.faults)
    said = view.text("The story cannot be told as it stands:")
    st.error(f"{said}\n{told}")
