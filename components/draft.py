"""The visitor's own tables, while they stand in place of the published ones."""

from __future__ import annotations

import streamlit as st

from components.state import plain
from geo import drafts
from geo.current import current_programme
from geo.drafts import Draft
from geo.language import Language
from geo.programme import Programme

KEY = "draft"


@st.cache_resource(scope="session", show_spinner=False)
def _held() -> dict[str, Draft]:
    """Hold what belongs to this visitor; let go when the session ends."""
    return {}


def current() -> Draft | None:
    """Give the visitor's draft; None where the published tables are shown."""
    return _held().get(KEY)


def programme() -> Programme:
    """Give the tables this visitor sees: the own ones, else the published ones."""
    draft = current()
    return draft.programme if draft else current_programme()


def take(draft: Draft) -> None:
    """Show a draft on all pages of this visitor."""
    _held()[KEY] = draft


def leave() -> None:
    """Go back to the published tables."""
    _held().pop(KEY, None)


def api_base() -> str:
    """Write where the API serves the tables this visitor sees, relative to the app's own address."""
    return drafts.api_base(current())


def stage_base() -> str:
    """Write where the stage shows the tables this visitor sees, relative to the app's own address."""
    return drafts.stage_base(current())


def show_banner(language: Language) -> None:
    """Say on every page that what is shown is not published, with the way back."""
    draft = current()
    if draft is None:
        return
    said = plain(language.text("Not published: your own tables"))
    with st.container(horizontal=True, vertical_alignment="center", key="draft_banner"):
        st.markdown(
            f":material/edit_note: **{said}** "
            + plain(language.text("{name}. Only you see them, until you go back or reload the page.", name=draft.name))
        )
        st.button(language.text("Back to the published tables"), icon=":material/undo:", key="draft_leave", on_click=leave)
