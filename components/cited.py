"""Who published the figures on a page, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.detail_panel import link
from components.state import View, plain
from geo.detail import worded
from geo.detail.found import Scope
from geo.detail.model import Source
from geo.parameters import EVIDENCE_LEVELS
from geo.publishers import publisher
from geo.reconciliation import Published


def sources(view: View, figure: Published) -> tuple[Source, ...]:
    """Give the sources of a published figure."""
    return worded.sources(Scope(view.programme, view.language, EVIDENCE_LEVELS), figure.sources)


def line(view: View, figures: Iterable[tuple[str, Published]]) -> str:
    """Name the publishers of figures, each with links that say what they speak of: Markdown."""
    cited: dict[str, dict[tuple[str, str], None]] = {}
    for label, figure in figures:
        for source in sources(view, figure):
            cited.setdefault(publisher(source, view.language), {})[label, source.url] = None
    told = (f"{plain(name)} {', '.join(link(label, url) for label, url in links)}" for name, links in cited.items())
    return f"{plain(view.text('Sources'))}: {' · '.join(told)}"


def show(view: View, figures: Iterable[tuple[str, Published | None]]) -> None:
    """Show that line below a table; nothing where none of its figures was published."""
    if published := [(label, figure) for label, figure in figures if figure]:
        st.caption(line(view, published))
