"""The stage and what leads to it: opening it, saving it as one file, its steps, and another story in their place."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import pictures, stage, state
from components.state import View, plain
from components.wrapped_table import Column, written
from geo import worded_selection
from geo.export import workbook
from geo.export.names import file_name
from geo.export.records import Layer
from geo.export.told import Pictured
from geo.language import message
from geo.map.frame import SUBJECTS, MapName
from geo.onefile.documents import LAYERS
from geo.onefile.page import one_file
from geo.parameters import Subject
from geo.selection import Selection
from geo.story.slides import Slide, left_out, slides, worded_left_out
from geo.story.story import FaultyStoryError, Story, own_story, read_story

PICTURES: dict[Pictured, str] = {
    "collaborations": message("Pictures and slides of the partnerships"),
    "installations": message("Pictures and slides of the installations"),
    "countries": message("Pictures of the installations by country"),
    "dominoes": message("Pictures of the domino effects"),
}
WORKBOOKS: dict[Layer, str] = {
    "collaborations": message("Partnerships as Excel"),
    "installations": message("Installations as Excel"),
}
OWN_STORY = "own_story"
HEIGHT_OF_STEPS = 592  # pixels; there are dozens of steps, and the other ways of presenting shall stay in reach


def show(view: View) -> None:
    """Show the ways to the stage, and the steps it will take."""
    everything = replace(view, selection=Selection(evidence=view.selection.evidence))
    try:
        story = own_story(view.programme)
    except FaultyStoryError as faulty:
        _faults(view, faulty)
        _open(view, everything)
        _other_story(everything)
        return
    _open(view, everything)
    if story is None:
        st.info(
            view.text(
                "The folder of tables holds no story.toml, so there are no steps to present; the map can still be taken along."
            )
        )
    else:
        _steps(everything, story)
    _other_story(everything)


def _open(view: View, everything: View) -> None:
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
    shown_as = {"lang": view.language.code, **({"second": "1"} if both else {}), **({"mode": "dark"} if dark else {})}
    with st.container(horizontal=True):
        st.link_button(
            text("Open the stage"),
            stage.address(view, everything.selection, shown_as),
            icon=":material/slideshow:",
            type="primary",
        )
        st.link_button(
            text("Save everything as one file"), stage.file_address(view, everything.selection), icon=":material/download:"
        )
        if _narrowed(view):
            st.link_button(text("Save only what is selected"), stage.file_address(view, view.selection), icon=":material/download:")
        for layer, title in PICTURES.items():
            pictures.show(everything, layer, title)
        for rows, name in WORKBOOKS.items():
            _workbook(everything, rows, name)
    st.caption(plain(_held(view)))


def _workbook(view: View, layer: Layer, name: str) -> None:
    st.download_button(
        view.text(name),
        data=lambda: workbook.to_workbook(view.programme, layer, view.selection, view.language),
        file_name=file_name(view.programme, layer, view.selection, "xlsx"),
        mime=workbook.MEDIA_TYPE,
        icon=":material/table:",
        key=f"present_{layer}_xlsx",
        on_click="ignore",
    )


def _narrowed(view: View) -> bool:
    return view.selection.without("sel", "evidence") != Selection()


def _held(view: View) -> str:
    """Say which rows the stage and all files here hold, whatever other pages were narrowed to."""
    levels = view.language.join(view.selection.levels)
    if not _narrowed(view):
        return view.text("The stage and all files here hold everything with evidence {levels}.", levels=levels)
    subjects: tuple[Subject, ...] = ("collaborations", "installations")
    worded = (worded_selection.worded(view.programme, view.selection, subject, view.language) for subject in subjects)
    evidence = worded_selection.LABELS["evidence"]
    chosen = dict.fromkeys(pair for pairs in worded for pair in pairs if pair[0] != view.text(evidence))
    listed = [view.text("{filter}: {value}", filter=name, value=value) for name, value in chosen]
    return view.text(
        "The stage and all files here hold everything with evidence {levels}; only the button for what is selected keeps to "
        "your selection ({selection}).",
        levels=levels,
        selection=view.language.join(listed),
    )


def _steps(view: View, story: Story) -> None:
    text = view.text
    st.caption(
        text(
            "The file opens from disk in any browser, with maps, years, details, search and all steps: the safe way where the "
            "network is unreliable."
        )
    )
    told = slides(view.programme, view.selection, story)
    _left_out(view, story)
    st.subheader(text("The steps"), anchor=False)
    columns = [
        Column(text("No."), "3rem"),
        Column(text("Step"), "20%"),
        Column(text("What it says")),
        Column(text("Speaker notes"), "30%"),
        Column(text("Its address"), "6rem", link=text("Open")),
    ]
    rows = [_row(view, number, slide) for number, slide in enumerate(told, start=1)]
    with st.container(height=HEIGHT_OF_STEPS):
        st.html(written(text("The steps of the presentation"), columns, rows))
    st.caption(
        text(
            "The steps stand in data/story.toml, which can be edited or replaced. Their figures are counted from the tables when "
            "the stage opens."
        )
    )


def _row(view: View, number: int, slide: Slide) -> list[str]:
    code = view.language.code
    separator = " " if code == "en" else ""
    address = stage.address(view, view.selection, {"lang": code, "step": slide["id"]})
    return [str(number), slide["heading"][code], separator.join(slide["text"][code]), slide["notes"][code], address]


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
        steps = len(slides(view.programme, view.selection, story))
        _left_out(view, story)
        if not steps:
            st.error(text("No step of this story finds rows, so there is nothing to save."))
            return
        st.success(view.language.plural("{n} step can be told.", "{n} steps can be told.", steps))
        layer: MapName = LAYERS[0].name
        st.download_button(
            text("Save the map with this story"),
            data=lambda: one_file(view.programme, view.selection, view.language, layer=layer, story=story, check=True),
            file_name=f"map-{file_name(view.programme, SUBJECTS[layer], view.selection, 'html')}",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
        )


def _left_out(view: View, story: Story) -> None:
    """Tell of each step that finds no rows: it makes no slide, which nobody should first see on the stage."""
    found = left_out(view.programme, view.selection, story)
    if found:
        told = "\n".join(f"- {plain(worded_left_out(step, view.selection, view.language))}" for step in found)
        said = view.language.plural("{n} step is left out:", "{n} steps are left out:", len(found))
        st.warning(f"{said}\n{told}")


def _faults(view: View, faulty: FaultyStoryError) -> None:
    told = "\n".join(f"- {plain(fault.worded(view.language))}" for fault in faulty.faults)
    said = view.text("The story cannot be told as it stands:")
    st.error(f"{said}\n{told}")
