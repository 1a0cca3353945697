"""Facts on the programme as readers see them: sentences, each with its sources; and the same along time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from components.state import View
from geo.detail.model import Source
from geo.language import Language
from geo.programme_facts import ProgrammeFact


def show(view: View, told: Iterable[ProgrammeFact]) -> None:
    """Show facts side by side, a label before the colon in bold."""
    listed = tuple(told)
    if listed:
        st.html(listing(listed, view.language))


def show_in_time(view: View, told: Iterable[ProgrammeFact]) -> None:
    """Show facts along a line of time."""
    listed = tuple(told)
    if listed:
        st.html(time_line(listed, view.language))


def listing(told: Iterable[ProgrammeFact], language: Language) -> str:
    """Write facts as an HTML list; whatever stands in the tables enters as text."""
    return f'<ul class="facts">{"".join(f"<li>{_said(fact, language)}</li>" for fact in told)}</ul>'


def time_line(told: Iterable[ProgrammeFact], language: Language) -> str:
    """Write facts as an HTML list in order of time, each under the time it names."""
    steps = (
        f'<li><span class="when">{escape(fact.when_text(language))}</span>'
        f'<span class="what">{_said(fact, language, below=fact.when_text(language))}</span></li>'
        for fact in told
    )
    return f'<ol class="time-line">{"".join(steps)}</ol>'


def _said(fact: ProgrammeFact, language: Language, below: str = "") -> str:
    """Write what a fact says; a label that stands above it already is not repeated."""
    label, text = fact.label_and_text(language)
    colon = ":" if language.code == "en" else "："
    head = f"<strong>{escape(label)}{colon}</strong> " if label and label != below else ""
    return f"{head}{escape(text)} {source_links(fact.sources, language)}"


def _lang(source: Source) -> str:
    return f' lang="{escape(source.cited[1])}"' if source.cited[1] else ""


def source_links(sources: Iterable[Source], language: Language) -> str:
    """Write sources as small links, parted by dots."""
    links = " · ".join(
        f'<a href="{escape(source.url)}" target="_blank" title="{escape(source.name)}"{_lang(source)}>{escape(source.cited[0])}</a>'
        for source in sources
    )
    heading = escape(language.text("Source"))
    return f'<small class="sources"><span>{heading}</span> {links}</small>'
