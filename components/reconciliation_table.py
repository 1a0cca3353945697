"""Published totals beside these rows, fiscal year by fiscal year: a table with a group of columns for each measure."""

from __future__ import annotations

from collections import defaultdict
from html import escape

import streamlit as st

from components import cited
from components.figures import LABELS
from components.state import View
from geo.language import message
from geo.reconciliation import MEASURES, METRICS, Measure, Reconciled, as_of_text, reconciliation

PUBLISHED, CONFIRMED, EVERY = message("published"), message("confirmed"), message("with inferred")
NOT_SEEN = "–"


def show(view: View) -> None:
    """Show the reconciliation; where it is too wide for the window, it scrolls within its own box."""
    text = view.text
    st.subheader(text("Published totals and these rows"), anchor=False)
    st.caption(
        text(
            "Cumulative since FY2013. Published: the total as published, a dash where none was seen for that year. Confirmed: the "
            "rows here of evidence A and B. With inferred: those and the rows of evidence C."
        )
    )
    name = escape(text("Published totals and these rows by fiscal year"))
    table = f'<table class="totals" aria-label="{name}">{_head(view)}<tbody>{_body(view)}</tbody></table>'
    st.html(f'<div class="totals-box" role="region" tabindex="0" aria-label="{name}">{table}</div>')
    published = (row.published for row in reconciliation(view.programme) if row.published)
    cited.show(view, ((as_of_text(figure.as_of, view.language), figure) for figure in published))


def columns(measure: Measure) -> tuple[str, ...]:
    """Name the columns of a measure; links have no published counterpart."""
    return (PUBLISHED, CONFIRMED, EVERY) if measure in METRICS.values() else (CONFIRMED, EVERY)


def _head(view: View) -> str:
    groups = "".join(
        f'<th scope="colgroup" colspan="{len(columns(measure))}">{escape(view.text(LABELS[measure]))}</th>' for measure in MEASURES
    )
    single = "".join(
        f'<th scope="col"{" class=first" if i == 0 else ""}>{escape(view.text(name))}</th>'
        for measure in MEASURES
        for i, name in enumerate(columns(measure))
    )
    year, as_of = escape(view.text("Fiscal year")), escape(view.text("As of"))
    return (
        f'<thead><tr><th scope="col" rowspan="2">{year}</th>{groups}<th scope="col" rowspan="2" class="date">{as_of}</th></tr>'
        f"<tr>{single}</tr></thead>"
    )


def _body(view: View) -> str:
    years: defaultdict[int, list[Reconciled]] = defaultdict(list)
    for row in reconciliation(view.programme):
        years[row.fiscal_year].append(row)
    lines = []
    for year, found in years.items():
        # Where the column is narrow, the era stands on a line of its own.
        heading = escape(view.language.fiscal_year(year, era=True)).replace("(", "<wbr>(")
        cells = "".join(_cells(view, row) for row in found)
        dates = dict.fromkeys(as_of_text(row.published.as_of, view.language) for row in found if row.published)
        date = escape(view.language.join(dates)) if dates else ""
        lines.append(f'<tr><th scope="row">{heading}</th>{cells}<td class="date">{date}</td></tr>')
    return "".join(lines)


def _cells(view: View, row: Reconciled) -> str:
    number = view.language.number
    published = [number(row.published.value) if row.published else NOT_SEEN] if PUBLISHED in columns(row.measure) else []
    figures = [*published, number(row.confirmed), number(row.every)]
    return "".join(f"<td{' class=first' if i == 0 else ''}>{escape(figure)}</td>" for i, figure in enumerate(figures))
