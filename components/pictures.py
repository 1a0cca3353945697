"""Taking the map along as a picture or as slides, of exactly what is shown: made when asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import stage
from components.state import View
from geo.export.names import file_name
from geo.export.picture.files import FORMS, Form, picture_file
from geo.export.slides.deck import MEDIA_TYPE, to_slides
from geo.export.told import Pictured
from geo.language import Language, message
from geo.map.frame import MapName
from geo.palette import Mode

LAYER_NAMES: dict[Pictured, MapName] = {"collaborations": "links", "installations": "installations"}
TITLE = message("Pictures and slides")


def show(view: View, layer: Pictured, title: str = TITLE) -> None:
    """Show the way to the pictures and slides; what is behind it is sent only once it is opened."""
    if st.button(view.text(title), icon=":material/image:", key=f"pictures_{layer}"):
        st.dialog(view.text(TITLE), width="medium", icon=":material/image:")(_choose)(view, layer)


def _choose(view: View, layer: Pictured) -> None:
    """Offer the files, each made when it is asked for."""
    st.caption(view.text("Exactly what is shown now, with title, legend, sources and licence. Making a file takes a few seconds."))
    st.link_button(
        view.text("Map in one file"),
        stage.file_address(view, view.selection, LAYER_NAMES[layer]),
        icon=":material/public:",
        help=view.text("A web page that opens from disk with no network: map, years, details, search, and the steps of a talk."),
    )
    pictures, slides = st.columns(2)
    with pictures:
        st.subheader(view.text("Pictures"), anchor=False)
        dark = st.toggle(view.text("Dark ground, for a dark room"), key=f"pictures_{layer}_dark")
        mode: Mode = "dark" if dark else "light"
        for name, form in FORMS.items():
            mark = "-".join(filter(None, ("map", form.mark, view.language.code, "dark" if dark else "")))
            kind = (form.name, mark, form.ending, form.media_type)
            _button(view, layer, f"pictures_{layer}_{name}", kind, _picture(view, layer, form, mode))
    with slides:
        st.subheader(view.text("Slides"), anchor=False)
        st.caption(view.text("Map, key figures, charts you can edit, all rows and their sources."))
        for second in (None, view.language.other):
            label = message("PowerPoint in Japanese and English") if second else message("PowerPoint in this language")
            mark = "-".join(filter(None, ("slides", view.language.code, second.code if second else "")))
            _button(view, layer, f"pictures_{layer}_{mark}", (label, mark, "pptx", MEDIA_TYPE), _slides(view, layer, second))


def _button(view: View, layer: Pictured, key: str, kind: tuple[str, str, str, str], write: Callable[[], bytes]) -> None:
    label, mark, ending, media_type = kind
    st.download_button(
        view.text(label),
        data=write,
        file_name=file_name(view.programme, layer, view.selection, ending, mark),
        mime=media_type,
        icon=":material/download:",
        key=key,
        on_click="ignore",
        width="stretch",
    )


def _picture(view: View, layer: Pictured, form: Form, mode: Mode) -> Callable[[], bytes]:
    return lambda: picture_file(view.programme, layer, view.selection, view.language, form, mode)


def _slides(view: View, layer: Pictured, second: Language | None) -> Callable[[], bytes]:
    return lambda: to_slides(view.programme, layer, view.selection, view.language, second)
