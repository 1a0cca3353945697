"""What every page says when the tables shown are not the newest ones, and what stands in place of pages while there are none."""

from __future__ import annotations

import streamlit as st

from components.state import plain
from geo import current
from geo.keeper import Standing
from geo.language import Language
from geo.moments import moment
from geo.store.source import OutOfReachError

LOOK_AGAIN_SECONDS = 3.0


def show(language: Language) -> None:
    """Say of when the tables are and why they are not the newest ones; nothing where they are."""
    said = worded(current.standing(), language)
    if said:
        with st.container(key="data_notice"):
            st.warning(plain(said), icon=":material/history:")


def worded(standing: Standing, language: Language) -> str:
    """Word why the tables shown are not the newest ones.

    Parameters
    ----------
    standing : geo.keeper.Standing
        What is shown, and what stands in the way of newer tables.
    language : Language
        The reader's.

    Returns
    -------
    str
        Plain text; empty where nothing stands in the way.
    """
    trouble = standing.trouble
    if trouble is None or standing.dated is None:
        return ""
    dated, since = moment(standing.dated, language), moment(trouble.since, language)
    if not trouble.faults:
        return language.text(
            "The tables of {dated} are shown: since {since} it cannot be told whether there are newer ones.",
            dated=dated,
            since=since,
        )
    return language.plural(
        "The tables of {dated} are shown: newer ones hold {n} fault and are not used until it is mended (seen {since}).",
        "The tables of {dated} are shown: newer ones hold {n} faults and are not used until they are mended (seen {since}).",
        sum(1 + fault.more for fault in trouble.faults),
        dated=dated,
        since=since,
    )


def show_out_of_reach(error: OutOfReachError, language: Language) -> None:
    """Say that the tables cannot be reached, and go on by itself as soon as they can."""
    st.error(plain(error.text(language)), icon=":material/cloud_off:")
    st.caption(language.text("This page goes on by itself as soon as they are there."))
    _wait()


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _wait() -> None:
    if current.standing().programme is not None:
        st.rerun()
