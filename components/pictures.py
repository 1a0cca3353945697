"""Taking the map along as a picture or as slides, of exactly what is shown: made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components import progress, stage, state
from components.state import View
from geo.export.names import file_name
from geo.export.picture.files import FORMS, Form, picture_file
from geo.export.progress import Report
from geo.export.records import Layer
from geo.export.slides.deck import MEDIA_TYPE, to_slides
from geo.export.told import PRESENTED, Pictured, Presented
from geo.language import Language, message
from geo.map.frame import MapName
from geo.palette import Mode

# Which map the file opens with; it has none of countries, whose rows are the installations.
OPENED_WITH: dict[Pictured, MapName] = {
    "collaborations": "links",
    "installations": "installations",
    "countries": "installations",
    "dominoes": "dominoes",
}
LAYERS: dict[Pictured, Layer] = {
    "collaborations": "collaborations",
    "installations": "installations",
    "countries": "installations",
    "dominoes": "dominoes",
}
MAP_MARKS: dict[Pictured, str] = {"countries": "countries-map"}
PICTURES_AND_SLIDES, PICTURES = message("Pictures and slides"), message("Pictures")
IN_BOTH, IN_ONE = message("PowerPoint in Japanese and English"), message("PowerPoint in this language")
Write = Callable[[Report], bytes]


@dataclass(frozen=True)
class File:
    """A file that is offered: its name for the reader (a message id), what tells it from others, its ending and media type."""

    name: str
    mark: str
    ending: str
    media_type: str


def show(view: View, subject: Pictured, title: str = "") -> None:
    """Show the way to the pictures and slides; what is behind it is sent only once it is opened."""
    named = PICTURES_AND_SLIDES if subject in PRESENTED else PICTURES
    if st.button(view.text(title or named), icon=":material/image:", key=view.key(f"pictures_{subject}")):
        # Closing it runs the page once more, so that nothing looks for files in the making any longer.
        st.dialog(view.text(named), width="medium", icon=":material/image:", on_dismiss="rerun")(_choose)(view, subject)


def _choose(view: View, subject: Pictured) -> None:
    """Offer the files, each made when it is asked for."""
    st.caption(view.text("Exactly what is shown now, with title, legend, sources and licence. Making a file takes a few seconds."))
    st.link_button(
        view.text("Map in one file"),
        stage.file_address(view, view.selection, OPENED_WITH[subject]),
        icon=":material/public:",
        help=view.text("A web page that opens from disk with no network: map, years, details, search, and the steps of a talk."),
    )
    columns = st.columns(2 if subject in PRESENTED else 1)
    with columns[0]:
        _pictures(view, subject)
    if subject == "collaborations" or subject == "installations":
        with columns[1]:
            _slides(view, subject)
    progress.show(view)


def _pictures(view: View, subject: Pictured) -> None:
    st.subheader(view.text(PICTURES), anchor=False)
    dark = st.toggle(view.text("Dark ground, for a dark room"), key=view.key(f"pictures_{subject}_dark"))
    mode: Mode = "dark" if dark else "light"
    for name, form in FORMS.items():
        marks = (MAP_MARKS.get(subject, "map"), form.mark, view.language.code, "dark" if dark else "")
        file = File(form.name, "-".join(filter(None, marks)), form.ending, form.media_type)
        _button(view, subject, view.key(f"pictures_{subject}_{name}"), file, _picture(view, subject, form, mode))


def _slides(view: View, subject: Presented) -> None:
    st.subheader(view.text("Slides"), anchor=False)
    st.caption(view.text("Map, key figures, charts you can edit, all rows and their sources."))
    # An address that asks for the other language beside the reader's own asks for it on slides too.
    both = state.second_language() is not None
    for second in (view.language.other, None) if both else (None, view.language.other):
        mark = "-".join(filter(None, ("slides", view.language.code, second.code if second else "")))
        file = File(IN_BOTH if second else IN_ONE, mark, "pptx", MEDIA_TYPE)
        write = _deck(view, subject, second)
        _button(view, subject, view.key(f"pictures_{subject}_{mark}"), file, write, first=both and second is not None)


def _button(view: View, subject: Pictured, key: str, file: File, write: Write, *, first: bool = False) -> None:
    st.download_button(
        view.text(file.name),
        data=progress.reported(key, file.name, write),
        file_name=file_name(view.programme, LAYERS[subject], view.selection, file.ending, file.mark),
        mime=file.media_type,
        icon=":material/download:",
        key=key,
        type="primary" if first else "secondary",
        on_click="ignore",
        width="stretch",
    )


def _picture(view: View, subject: Pictured, form: Form, mode: Mode) -> Write:
    return lambda report: picture_file(view.programme, subject, view.selection, view.language, form, mode, report)


def _deck(view: View, subject: Presented, second: Language | None) -> Write:
    return lambda report: to_slides(view.programme, subject, view.selection, view.language, second, report)
