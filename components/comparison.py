"""Two selections beside each other: figures with differences, fiscal years, and what is in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from components import chart_card
from components.comparing import NAMES as ROWS
from components.comparing import colours, mark, side_names
from components.state import View, plain
from geo import comparison, installation_sentences, summary, vocabulary
from geo.comparison import Compared, FigureName
from geo.language import Language, counted, message
from geo.palette import Mode
from geo.parameters import PAIR_SEPARATOR, Subject
from geo.quantities import Total
from geo.selection import Selection

LABELS: Mapping[FigureName, str] = {
    "links": message("Links"),
    "pairs": message("Pairs"),
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "installations": message("Installations"),
    "technologies": message("Types of technology"),
    "reduction": message("Reduction, tCO2 a year"),
    "capacity": message("Capacity (kW)"),
}
KINDS: Mapping[str, str] = {
    "country": message("Countries"),
    "partner": message("Partner places"),
    "jp": message("Japanese governments"),
    "pair": message("Pairs"),
    "tech": message("Types of technology"),
    "row": message("Rows"),
}
MOST_NAMED = 24
AND_MORE = counted("and {n} more", "and {n} more")
DIFFERENCE, SHARE = message("Difference"), message("In per cent")
ALIKE = message("Both selections show the same rows. Change one of them, or begin with one of the buttons above.")
FIGURES = message("Figures of both selections")
YEARS = message("Both selections by fiscal year")
OVERLAP = message("What is in both, and what in only one")
ONLY_IN, IN_BOTH = message("Only in {selection}"), message("In both")
SHARE_READ = message(
    "The difference is selection 2 less selection 1. No percentage where figures rest on a part of the rows: sums then "
    "differ by what was seen, too."
)
YEARS_READ = message("Pale: years that the selection leaves out.")
HEIGHT = 300


def show_alike(first: View, second: View, subject: Subject) -> None:
    """Say that there is nothing to compare, where both sides show the same rows."""
    if comparison.alike(first.programme, first.selection, second.selection, subject):
        st.info(first.text(ALIKE), icon=":material/info:")


def show(first: View, second: View, subject: Subject) -> None:
    """Show the comparison."""
    one, other = first.selection, second.selection
    with st.grid(2, min_column_width=420):
        with st.container(border=True):
            _figures(first, second, subject)
        with st.container(border=True):
            _years(first, second, subject)
    with st.container(border=True):
        _overlap(first, one, other, subject)
    st.markdown("\n\n".join(f"{plain(name)}: {plain(said)}" for name, said in _completeness(first, (one, other), subject)))


def _completeness(view: View, selections: tuple[Selection, Selection], subject: Subject) -> Iterable[tuple[str, str]]:
    word = installation_sentences.completeness_sentence if subject == "installations" else summary.completeness_sentence
    for name, selection in zip(side_names(view), selections, strict=True):
        yield name, word(view.programme, selection, view.language)


# --- figures ----------------------------------------------------------------------------------------------------------


def _figures(first: View, second: View, subject: Subject) -> None:
    view = first
    title = view.text(FIGURES)
    st.subheader(title, anchor=False)
    found = comparison.figures(view.programme, first.selection, second.selection, subject)
    heads = "".join(
        f'<th scope="col">{mark(side)}<span class="unseen">{escape(name)}</span></th>' for side, name in enumerate(side_names(view))
    )
    heads += "".join(f'<th scope="col">{escape(view.text(name))}</th>' for name in (DIFFERENCE, SHARE))
    body = "".join(_line(view, figure) for figure in found)
    st.html(
        f'<div class="totals-box" role="region" tabindex="0" aria-label="{escape(title)}">'
        f'<table class="totals compared" aria-label="{escape(title)}"><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    st.caption(plain(view.text(SHARE_READ)))


def _line(view: View, figure: Compared) -> str:
    cells = "".join(f"<td>{_amount(view, total)}</td>" for total in (figure.first, figure.second))
    language = view.language
    signed = (signed_number(figure.difference, language), signed_share(figure.share, language))
    cells += "".join(f'<td class="difference">{escape(text)}</td>' for text in signed)
    return f'<tr><th scope="row">{escape(view.text(LABELS[figure.name]))}</th>{cells}</tr>'


def _amount(view: View, total: Total) -> str:
    value = "–" if total.value is None else view.language.number(round(total.value))
    part = f"<small>{escape(total.source_text(view.language))}</small>" if total.known < total.rows else ""
    return f"<b>{escape(value)}</b>{part}"


def signed_number(value: float | None, language: Language) -> str:
    """Write a difference with its sign; a dash where it is not known."""
    if value is None:
        return "–"
    whole = round(value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else '±'}{language.number(abs(whole))}"


def signed_share(value: float | None, language: Language) -> str:
    """Write a share in per cent with its sign; a dash where there is none."""
    return "–" if value is None else f"{signed_number(100 * value, language)}%"


# --- fiscal years -----------------------------------------------------------------------------------------------------


def _years(first: View, second: View, subject: Subject) -> None:
    view = first
    data = comparison.series(view.programme, first.selection, second.selection, subject)
    names = side_names(view)
    data = data.assign(name=data["side"].map(dict(enumerate(names, start=1))), year=data["fiscal_year"].astype(str))
    counted_as = view.text(ROWS[subject])
    headings = [view.text("Fiscal year"), view.text("Selection"), counted_as]
    table = data[["year", "name", "rows"]].set_axis(headings, axis=1)
    title = view.text(YEARS)
    key = "chart_compared"
    caption = " ".join(plain(sentence) for sentence in _years_said(first, second, subject))
    chart_card.show(
        view, key, title, lambda: st.altair_chart(_bars(data, names, headings), key=key, alt=title), table, caption, height=HEIGHT
    )


def _years_said(first: View, second: View, subject: Subject) -> Iterable[str]:
    chosen = any(view.selection.fiscal_years for view in (first, second))
    if chosen:
        yield first.text(YEARS_READ)
    for view, name in zip((first, second), side_names(first), strict=True):
        if missing := comparison.undated(view.programme, view.selection, subject):
            yield first.language.plural(
                "{selection}: {n} row without a known fiscal year is in no bar.",
                "{selection}: {n} rows without a known fiscal year are in no bar.",
                missing,
                selection=name,
            )


def _bars(data: pd.DataFrame, names: tuple[str, str], headings: list[str]) -> alt.Chart:
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    scale = alt.Scale(domain=list(names), range=list(colours(mode)))
    fields = ("year:O", "name:N", "rows:Q")
    drawn: alt.Chart = (
        alt.Chart(data)
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("name:N", sort=list(names)),
            y=alt.Y("rows:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("name:N", title=None, sort=list(names), scale=scale, legend=alt.Legend(orient="top")),
            opacity=alt.condition(alt.datum.chosen, alt.value(1), alt.value(0.25)),
            tooltip=[alt.Tooltip(field, title=heading) for field, heading in zip(fields, headings, strict=True)],
        )
        .properties(height=HEIGHT)
    )
    return drawn


# --- in both, or in only one ------------------------------------------------------------------------------------------


def _overlap(view: View, one: Selection, other: Selection, subject: Subject) -> None:
    title = view.text(OVERLAP)
    st.subheader(title, anchor=False)
    first, second = side_names(view)
    headings = [view.text(ONLY_IN, selection=first), view.text(IN_BOTH), view.text(ONLY_IN, selection=second)]
    marks = (mark(0), mark(0) + mark(1), mark(1))
    told = [f"{mark}{escape(heading)}" for mark, heading in zip(marks, headings, strict=True)]
    lines = []
    for found in comparison.shared(view.programme, one, other, subject):
        names = _names(view, found.kind)
        groups = zip(told, (found.first, found.both, found.second), strict=True)
        cells = "".join(
            f'<td role="cell"><span class="which" aria-hidden="true">{heading}</span>{_group(view, codes, names)}</td>'
            for heading, codes in groups
        )
        kind = escape(view.text(KINDS[found.kind]))
        lines.append(f'<tr role="row"><th role="rowheader" scope="row">{kind}</th>{cells}</tr>')
    head = "".join(f'<th role="columnheader" scope="col">{heading}</th>' for heading in told)
    st.html(
        f'<table class="overlap" role="table" aria-label="{escape(title)}"><thead role="rowgroup"><tr role="row">'
        f'<td role="cell"></td>{head}</tr></thead><tbody role="rowgroup">{"".join(lines)}</tbody></table>'
    )


def _names(view: View, kind: str) -> Mapping[str, str] | None:
    """Name the codes of a kind; rows are only counted: their pairs or types say more than their names."""
    if kind == "row":
        return None
    if kind == "pair":
        places = vocabulary.place_names(view.programme, view.language)
        pairs = vocabulary.vocabulary(view.programme).selectable["pair"]
        return {pair: " – ".join(places[place] for place in pair.split(PAIR_SEPARATOR)) for pair in pairs}
    return vocabulary.names(view.programme, kind, view.language)


def _group(view: View, codes: tuple[str, ...], names: Mapping[str, str] | None) -> str:
    number = f"<b>{escape(view.language.number(len(codes)))}</b>"
    if names is None or not codes:
        return number
    listed = [names[code] for code in codes[:MOST_NAMED]]
    if more := len(codes) - len(listed):
        listed.append(view.language.plural(*AND_MORE, more))
    return f"{number} <span>{escape(('、' if view.language.code == 'ja' else ', ').join(listed))}</span>"
