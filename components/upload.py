"""Bringing one's own tables: the files, what became of them, and the way to see them on all pages."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from components import draft, upload_result, upload_sheets, upload_ways
from components.state import View, plain
from components.wrapped_table import Column, written
from geo.current import current_programme
from geo.faults import visible
from geo.intake import intake
from geo.intake.intake import Intake
from geo.intake.limits import limits
from geo.intake.model import Notice, Refusal
from geo.intake.reading import File
from geo.language import message

KEY = "upload"
KEPT = 2
MOST_NOTICES = 60


def show(view: View) -> None:
    """Show the whole way from files to pages."""
    upload_ways.show_promise(view)
    files = _files(view)
    if files:
        digest = _digest(files)
        brought = _taken_in(digest, files)
        _show_refusals(view, brought.refusals)
        if brought.sheets:
            # What came of it stands on top; it is known only when every sheet below has said what was chosen.
            result = st.container(key="upload_result")
            chosen = upload_sheets.show(view, brought)
            outcome = upload_result.checked(digest, chosen)
            with result:
                upload_result.show(view, files, chosen, outcome)
                _show_notices(view, (*brought.notices, *outcome.notices))
    elif draft.current() is not None:
        upload_result.show_taken(view)
    upload_ways.show_templates(view)
    upload_ways.show_steps(view)
    upload_ways.show_limits(view)


def _files(view: View) -> tuple[File, ...]:
    brought = st.file_uploader(
        view.text(
            "Your files: CSV, Excel (.xlsx), GeoJSON, GeoPackage, or a zip archive of tables; each up to {n} MB",
            n=view.language.number(limits().file_mib),
        ),
        accept_multiple_files=True,
        key=KEY,
        help=view.text("Several files at once are checked together, so that one may name what another brings."),
    )
    return tuple(File(file.name, file.getvalue()) for file in brought or [])


def _digest(files: Sequence[File]) -> str:
    """Tell these files, read with these limits beside these published tables, from any others."""
    digest = sha256(f"{limits()} {current_programme().version}".encode())
    for file in files:
        digest.update(f"{len(file.name)}:{file.name}:{len(file.content)}:".encode(errors="replace") + file.content)
    return digest.hexdigest()


@st.cache_resource(scope="session", max_entries=KEPT, show_spinner=False)
def _taken_in(digest: str, _files: Sequence[File]) -> Intake:  # noqa: ARG001 - the digest stands for the files
    return intake.take_in(current_programme(), _files)


def _show_refusals(view: View, refusals: Sequence[Refusal]) -> None:
    if not refusals:
        return
    st.error(
        view.language.plural("{n} file is not read.", "{n} files are not read.", sum(refusal.files for refusal in refusals)),
        icon=":material/block:",
    )
    columns = (Column(view.text(message("File")), "26%"), Column(view.text(message("Why")), "37%"), Column(view.text("What to do")))
    rows = [(visible(refusal.file), refusal.broken(view.language), refusal.remedy(view.language)) for refusal in refusals]
    st.html(written(view.text("Files that are not read"), columns, rows))


def _show_notices(view: View, notices: Sequence[Notice]) -> None:
    if not notices:
        return
    heading = view.language.plural("{n} repair was made", "{n} repairs were made", len(notices))
    with st.expander(plain(heading), icon=":material/build:", key="upload_notices"):
        st.caption(view.text("Nothing is repaired in silence: check that each is what you meant. Your files stay as they are."))
        columns = (
            Column(view.text("File and sheet"), "22%"),
            Column(view.text("Column"), "18%"),
            Column(view.text("What was mended"), "28%"),
            Column(view.text("How many"), "6rem"),
            Column(view.text("Examples")),
        )
        rows = [
            (
                visible(notice.where),
                visible(notice.column),
                notice.worded(view.language),
                view.language.number(notice.count),
                notice.instances(view.language),
            )
            for notice in notices[:MOST_NOTICES]
        ]
        st.html(written(heading, columns, rows))
        if (left := len(notices) - MOST_NOTICES) > 0:
            st.caption(view.language.plural("{n} more is not listed.", "{n} more are not listed.", left))
