"""What published figures tell of and these rows do not hold: as sentences, by fiscal year, and by country."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components import cited
from components.figures import LABELS
from components.state import View, plain
from components.wrapped_table import Column, written
from geo import gaps, leads
from geo.installation_gaps import FIGURES, installation_gaps
from geo.language import message
from geo.reconciliation import as_of_text
from geo.vocabulary import names

NOT_SEEN = "–"
ROUND_ONLY = {1: message("{n} (first round only)"), 2: message("{n} (second round only)")}
PROJECT_IS_NO_LINK = message(
    "A published project and a link here are not the same thing: a project may join several places, and a pair may run several "
    "projects in a year. So fewer links than projects are a place to look, not a number of missing rows."
)


def show_missing(view: View) -> None:
    """Say for each measure how many of the published places these rows lack."""
    text, number = view.text, view.language.number
    st.subheader(text("What is missing"), anchor=False)
    columns = (
        Column(text("What is counted"), "24%"),
        Column(text("Published"), "18%"),
        Column(text("Confirmed here"), "14%"),
        Column(text("Missing")),
    )
    lines = []
    for row in gaps.missing(view.programme):
        as_of = as_of_text(row.published.as_of, view.language)
        missing = text(
            "{n}, of which {inferred} are named here with an inferred year",
            n=number(max(0, row.published.value - row.confirmed)),
            inferred=number(row.every - row.confirmed),
        )
        published = text("{n} as of {date}", n=number(row.published.value), date=as_of)
        lines.append((text(LABELS[row.measure]), published, number(row.confirmed), missing))
    st.html(written(text("Published totals and what is missing here"), columns, lines))
    cited.show(view, ((text(LABELS[row.measure]), row.published) for row in gaps.missing(view.programme)))
    st.caption(
        plain(
            text(
                "Which ones are missing cannot be told from a total. The tables below say where to look: years and countries with "
                "fewer links than published projects, and the leads that name places."
            )
        )
    )


def show_years(view: View) -> None:
    """Show projects chosen beside the links of each fiscal year."""
    text = view.text
    st.subheader(text("By fiscal year: projects published, links here"), anchor=False)
    st.caption(plain(text(PROJECT_IS_NO_LINK)))
    columns = (
        Column(text("Fiscal year"), "14%"),
        Column(text("Projects chosen, published"), "15%"),
        Column(text("Links confirmed"), "9%"),
        Column(text("with inferred"), "9%"),
        Column(text("Fewer by"), "8%"),
        Column(text("Leads of that year")),
    )
    rows = [
        (view.language.fiscal_year(gap.fiscal_year, era=True), *_figures(view, gap), _leads(view, gap.leads))
        for gap in gaps.by_year(view.programme)
    ]
    st.html(written(text("Projects published and links here by fiscal year"), columns, rows))
    cited.show(view, ((view.language.fiscal_year(gap.fiscal_year), gap.published) for gap in gaps.by_year(view.programme)))


def show_countries(view: View) -> None:
    """Show what the rows hold of each country, and the projects published by country."""
    text, number, named = view.text, view.language.number, names(view.programme, "country", view.language)
    st.subheader(text("By country: links here, and leads"), anchor=False)
    columns = (
        Column(text("Country"), "14%"),
        Column(text("Links confirmed"), "9%"),
        Column(text("with inferred"), "9%"),
        Column(text("Partner places confirmed"), "11%"),
        Column(text("with inferred"), "9%"),
        Column(text("Fiscal years"), "18%"),
        Column(text("Leads of that country")),
    )
    rows = [
        (
            named.get(each.iso3, each.iso3), number(each.confirmed), number(each.every), number(each.places_confirmed),
            number(each.places_every), _years(each.years), _leads(view, each.leads, with_country=False),
        )
        for each in gaps.by_country(view.programme)
    ]  # fmt: skip
    st.html(written(text("Links and leads by country"), columns, rows))
    st.subheader(text("By country and year: projects published, links here"), anchor=False)
    st.caption(plain(text("Projects chosen by country were published for these years only. Nothing is filled in for others.")))
    columns = (
        Column(text("Fiscal year"), "14%"),
        Column(text("Country"), "14%"),
        Column(text("Projects chosen, published"), "15%"),
        Column(text("Links confirmed"), "9%"),
        Column(text("with inferred"), "9%"),
        Column(text("Fewer by"), "8%"),
        Column(text("Leads")),
    )
    rows_by_both = [
        (
            view.language.fiscal_year(gap.fiscal_year, era=True), named.get(gap.country, gap.country), *_figures(view, gap),
            _leads(view, gap.leads, with_country=False),
        )
        for gap in gaps.by_country_and_year(view.programme)
    ]  # fmt: skip
    st.html(written(text("Projects published and links here by country and fiscal year"), columns, rows_by_both))
    by_both = gaps.by_country_and_year(view.programme)
    cited.show(view, ((view.language.fiscal_year(gap.fiscal_year), gap.published) for gap in by_both))


def show_installations(view: View) -> None:
    """Show the published counts of JCM projects, by scheme and by country, beside the installations here."""
    text, number, named = view.text, view.language.number, names(view.programme, "country", view.language)
    st.subheader(text("JCM projects: published, and installations here"), anchor=False)
    st.caption(
        plain(
            text(
                "Counted here: installations up to the fiscal year of the figure, those without a known year included, so at least "
                "as many are missing as stand there. A dash: it is not told which installations the published figure counts."
            )
        )
    )
    columns = (
        Column(text("Country"), "14%"),
        Column(text("What is counted"), "34%"),
        Column(text("Published"), "18%"),
        Column(text("Here"), "18%"),
        Column(text("Missing")),
    )
    rows = []
    for gap in installation_gaps(view.programme):
        ours = NOT_SEEN if gap.ours is None else number(gap.ours)
        if gap.undated:
            ours = text("{n}, {undated} of them without a year", n=ours, undated=number(gap.undated))
        published = text("{n} as of {date}", n=number(gap.published.value), date=as_of_text(gap.published.as_of, view.language))
        country = named.get(gap.country, gap.country) if gap.country else text("All countries")
        missing = NOT_SEEN if gap.missing is None else number(gap.missing)
        rows.append((country, text(FIGURES[gap.metric]), published, ours, missing))
    st.html(written(text("Published JCM projects and installations here"), columns, rows))
    dated = ((as_of_text(gap.published.as_of, view.language), gap.published) for gap in installation_gaps(view.programme))
    cited.show(view, dated)


def _figures(view: View, gap: gaps.Gap) -> tuple[str, str, str, str]:
    number = view.language.number
    published = number(gap.published.value) if gap.published else NOT_SEEN
    if gap.round:
        published = view.text(ROUND_ONLY[gap.round], n=published)
    fewer = number(gap.fewer) if gap.published else NOT_SEEN
    return published, number(gap.confirmed), number(gap.every), fewer


def _years(years: tuple[int, ...]) -> str:
    """Write years in short, one after the other as a span."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def _leads(view: View, positions: Iterable[int], *, with_country: bool = True) -> str:
    """Name the leads: who with whom, as far as it was seen."""
    told = leads.collaborations(view.programme, view.language)
    named = []
    for position in positions:
        lead = told[position]
        pair = " – ".join(part for part in (lead.japanese, lead.partner) if part)
        context = lead.country if with_country else lead.fiscal_year
        named.append(view.text("{name} ({context})", name=pair, context=context) if context else pair)
    return view.language.join(named)
