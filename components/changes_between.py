"""Which two versions are compared: the visitor's own tables with the published ones, or packages brought along."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import streamlit as st

from components import changes, draft
from components.state import View, plain
from geo.current import current_programme
from geo.diff import Difference, UnreadableVersionError, Version, compare, of_programme
from geo.diff.versions import of_zip
from geo.diff.workbook import to_workbook
from geo.export import data_folder
from geo.export.names import tables_name
from geo.export.workbook import MEDIA_TYPE
from geo.language import message
from geo.programme import Programme, text_tables

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

PUBLISHED = message("Published tables")
BROUGHT = message("Your own tables: {name}")
UNPACK = message("Unpack it over the project and commit it. Tables that nobody changed keep their bytes.")
FAULTY = message("Tables with faults are not handed out as a data folder. Mend them first.")
ELSEWHERE = message("Workbooks and single tables are taken by the page “Bring your own tables”, which compares them here too.")
OWN_TABLES = "pages/your_tables.py"


def show(view: View) -> None:
    """Show what changed in the visitor's own tables, or offer to compare packages."""
    mine = draft.current()
    if mine is None:
        _show_packages(view)
        return
    st.markdown(plain(view.text("Your own tables, which only you see, are compared with the published ones.")))
    published = view.text(PUBLISHED), current_programme()
    own = view.text(BROUGHT, name=mine.name), mine.programme
    named = f"{published[1].version}:{mine.token}:{view.language.code}"
    _show_difference(view, _compared(named, of_programme(published[1], published[0]), of_programme(own[1], own[0])))


def _show_packages(view: View) -> None:
    text = view.text
    st.markdown(
        plain(
            text(
                "Compare two versions of the tables: which rows were added, removed or changed, field by field, and what this does "
                "to every total. Once you look at tables of your own, this page compares them with the published ones."
            )
        )
    )
    _show_way(view)
    with st.container(horizontal=True, key="changes_packages"):
        before = _upload(view, message("Earlier version (the published one where empty)"), "changes_before")
        after = _upload(view, message("Later version"), "changes_after")
    st.caption(plain(text("A zip of a data folder, as this page offers it. What you bring stays with you.")))
    if after is None:
        _offer_folder(view, message("The published data folder (zip)"), current_programme())
        return
    try:
        earlier = _version(before) if before else of_programme(current_programme(), text(PUBLISHED))
        later = _version(after)
    except UnreadableVersionError as error:
        st.error(f"{plain(error.text(view.language))}\n\n{plain(text(ELSEWHERE))}")
        return
    named = f"{_digest(before)}:{_digest(after)}:{view.language.code}"
    _show_difference(view, _compared(named, earlier, later))


def _show_way(view: View) -> None:
    """Lead to the page where tables are brought."""
    st.page_link(OWN_TABLES, label=view.text("Bring your own tables"), icon=":material/upload:")


def _upload(view: View, label: str, key: str) -> UploadedFile | None:
    # Any file is taken, so that what is no package is refused in the reader's language, with the reason.
    return st.file_uploader(view.text(label), key=key, width="stretch")


def _version(file: UploadedFile) -> Version:
    return of_zip(file.getvalue(), file.name)


def _digest(file: UploadedFile | None) -> str:
    return sha256(file.getvalue()).hexdigest() + file.name if file else current_programme().version


@st.cache_resource(scope="session", max_entries=1, show_spinner=False)
def _compared(named: str, _before: Version, _after: Version) -> Difference:  # noqa: ARG001  # `named` is the key
    """Compare two versions once: whatever the visitor brought is forgotten with the session."""
    return compare(_before, _after)


def _show_difference(view: View, difference: Difference) -> None:
    st.markdown(
        f"{plain(view.text('Before'))}: **{plain(difference.before.name)}** → "
        f"{plain(view.text('After'))}: **{plain(difference.after.name)}**"
    )
    _show_downloads(view, difference)
    changes.show(view, difference)


def _show_downloads(view: View, difference: Difference) -> None:
    with st.container(horizontal=True, key="changes_downloads"):
        st.download_button(
            view.text("The difference as a workbook (XLSX)"),
            data=lambda: to_workbook(difference, view.language),
            file_name=tables_name(difference.after.programme, "what-changed", "xlsx"),
            mime=MEDIA_TYPE,
            icon=":material/download:",
            key="changes_workbook",
            on_click="ignore",
        )
        _offer_folder(view, message("The new data folder (zip)"), difference.after.programme)


def _offer_folder(view: View, label: str, programme: Programme | None) -> None:
    """Offer tables as the folder they are kept in; none while they hold faults."""
    st.download_button(
        view.text(label),
        data=(lambda: data_folder.to_zip(text_tables(programme))) if programme else b"",
        file_name=tables_name(programme, "data-folder", "zip"),
        mime=data_folder.MEDIA_TYPE,
        icon=":material/folder_zip:",
        key="changes_folder",
        on_click="ignore",
        disabled=programme is None,
        help=view.text(UNPACK if programme else FAULTY),
    )
