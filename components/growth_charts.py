"""The programme's growth as published: cumulative totals, projects applied for and chosen, JCM projects that came of it."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import pandas as pd
import streamlit as st

from components import chart_card, cited
from components.figures import LABELS
from components.state import View, plain
from geo import growth
from geo.growth import Formed, Projects, Stage, Total
from geo.language import message
from geo.palette import GROUNDS, Ground
from geo.reconciliation import METRICS, Measure, Published, as_of_text

LayeredChart = alt.LayerChart | alt.FacetChart

HEIGHT = 330
ROOM = 1.3  # what is written behind a bar needs some
STAGES: dict[Stage, str] = {"applied": message("Applied for"), "chosen": message("Chosen")}
ROUND = {1: message("first round only"), 2: message("second round only")}
BOTH_ROUNDS = message("sum of both rounds")
AT_LEAST = message("more than {n}")
TOTALS = message("Countries, partner places and Japanese governments, cumulative")
TOTALS_READ = message(
    "Published totals since FY2013, never counted from the rows here; the latest of each fiscal year. "
    "None was seen for earlier years."
)
TOTALS_COLUMNS = (message("Fiscal year"), message("Counted"), message("Published total"), message("As of"))
PROJECTS = message("Projects applied for and chosen, by fiscal year")
PROJECTS_READ = message(
    "Dashed: only one round of the call is known. A year without a bar: no figure was seen. "
    "Totals of two rounds are sums of the published figures."
)
PROJECTS_COLUMNS = (message("Fiscal year"), message("Stage"), message("Projects"), message("Remark"))
FORMED = message("JCM projects that came out of the programme, cumulative")
FORMED_READ = message("Dashed: published as “more than”, a lower bound that takes nothing back.")
FORMED_COLUMNS = (message("As of"), message("Published total"))
# What is not known whole is an outline.
OUTLINED = {"fillOpacity": (0.0, 0.9), "strokeDash": ([3, 3], [1, 0])}


def show(view: View) -> None:
    """Show all charts in a grid."""
    with st.grid(2, min_column_width=420):
        if totals := growth.totals(view.programme):
            _totals(view, totals)
        if projects := growth.projects(view.programme):
            _projects(view, projects)
        if formed := growth.formed(view.programme):
            _formed(view, formed)


def _card(view: View, key: str, title: str, chart: LayeredChart, table: pd.DataFrame, caption: str) -> None:
    source = view.text("Source")
    columns = {source: st.column_config.LinkColumn(source, display_text=view.text("Open source"))}
    named = view.text(title)
    with st.container(border=True, key=f"{key}_card"):
        chart_card.show(
            view, key, named, lambda: st.altair_chart(chart, key=key, alt=named), table, caption, columns=columns, height=HEIGHT
        )


def _ground() -> Ground:
    return GROUNDS["dark" if st.context.theme.type == "dark" else "light"]


def _addresses(view: View, figures: Iterable[Published]) -> list[str]:
    return [next((source.url for source in cited.sources(view, figure)), "") for figure in figures]


def _outlined(field: str) -> dict[str, object]:
    channels = {"fillOpacity": alt.FillOpacityValue, "strokeDash": alt.StrokeDashValue}
    return {
        name: channel(condition=alt.value(OUTLINED[name][0]) | {"test": f"datum.{field}"}, value=OUTLINED[name][1])
        for name, channel in channels.items()
    }


def _totals(view: View, found: tuple[Total, ...]) -> None:
    headings = [view.text(heading) for heading in TOTALS_COLUMNS]
    names = {measure: view.text(LABELS[measure]) for measure in METRICS.values()}
    data = pd.DataFrame(
        {
            "year": [str(total.fiscal_year) for total in found],
            "measure": [names[total.measure] for total in found],
            "value": [total.figure.value for total in found],
            "as_of": [as_of_text(total.figure.as_of, view.language) for total in found],
        }
    )
    table = data.set_axis(headings, axis=1).assign(**{view.text("Source"): _addresses(view, (each.figure for each in found))})
    dated = [(_dated(view, total), total.figure) for total in sorted(found, key=lambda total: total.fiscal_year)]
    caption = f"{plain(view.text(TOTALS_READ))} {cited.line(view, dated)}"
    _card(view, "growth_totals", TOTALS, _lines(data, names, headings), table, caption)


def _dated(view: View, total: Total) -> str:
    year, as_of = view.language.fiscal_year(total.fiscal_year), as_of_text(total.figure.as_of, view.language)
    return year if as_of == year else f"{year} ({as_of})"


def _lines(data: pd.DataFrame, names: dict[Measure, str], headings: list[str]) -> LayeredChart:
    ground, order = _ground(), list(names.values())
    colours = {"countries": ground.quiet, "partner_places": ground.place, "japanese_governments": ground.japanese}
    scale = alt.Scale(domain=order, range=[colours[measure] for measure in names])
    fields = ("year:O", "measure:N", "value:Q", "as_of:N")
    base = alt.Chart(data).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=10)),
        color=alt.Color(
            "measure:N", title=None, sort=order, scale=scale, legend=alt.Legend(orient="top", columns=2, labelLimit=300)
        ),
        tooltip=[alt.Tooltip(field, title=heading) for field, heading in zip(fields, headings, strict=True)],
    )
    return alt.layer(
        base.mark_line(strokeWidth=2.5),
        base.mark_point(size=70, filled=True, opacity=1).encode(shape=alt.Shape("measure:N", title=None, sort=order)),
        base.mark_text(dy=-13, fontWeight="bold").encode(text="value:Q").transform_filter(alt.datum.measure != names["countries"]),
        # Countries run just below the governments: their numbers stand below their line.
        base.mark_text(dy=14, fontWeight="bold").encode(text="value:Q").transform_filter(alt.datum.measure == names["countries"]),
    ).properties(height=HEIGHT)


def _remark(view: View, told: Projects) -> str:
    if told.round:
        return view.text(ROUND[told.round])
    return view.text(BOTH_ROUNDS) if told.summed else ""


def _projects(view: View, found: tuple[Projects, ...]) -> None:
    headings = [view.text(heading) for heading in PROJECTS_COLUMNS]
    data = pd.DataFrame(
        {
            "year": [str(told.fiscal_year) for told in found],
            "stage": [view.text(STAGES[told.stage]) for told in found],
            "value": [told.figure.value for told in found],
            "remark": [_remark(view, told) for told in found],
            "part": [bool(told.round) for told in found],
        }
    )
    addresses = _addresses(view, (told.figure for told in found))
    table = data.drop(columns="part").set_axis(headings, axis=1).assign(**{view.text("Source"): addresses})
    sources = cited.line(view, ((view.language.fiscal_year(told.fiscal_year), told.figure) for told in found))
    every = [str(year) for year in range(found[0].fiscal_year, found[-1].fiscal_year + 1)]
    chart = _pairs_of_bars(data, every, [view.text(name) for name in STAGES.values()], headings)
    _card(view, "growth_projects", PROJECTS, chart, table, f"{plain(view.text(PROJECTS_READ))} {sources}")


def _pairs_of_bars(data: pd.DataFrame, years: list[str], stages: list[str], headings: list[str]) -> LayeredChart:
    ground = _ground()
    scale = alt.Scale(domain=stages, range=[ground.quiet, ground.japanese])
    fields = ("year:O", "stage:N", "value:Q", "remark:N")
    base = alt.Chart(data).encode(
        x=alt.X("year:O", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("stage:N", sort=stages),
        y=alt.Y("value:Q", title=None),
        tooltip=[alt.Tooltip(field, title=heading) for field, heading in zip(fields, headings, strict=True)],
    )
    bars = base.mark_bar(cornerRadiusEnd=2, strokeWidth=1.5).encode(
        color=alt.Color("stage:N", title=None, scale=scale, legend=alt.Legend(orient="top")),
        stroke=alt.Stroke("stage:N", scale=scale, legend=None),
        **_outlined("part"),
    )
    # The numbers of two bars stand apart even on a phone.
    numbers = [
        base.mark_text(dy=-7, dx=shift, fontSize=10)
        .encode(text="value:Q", color=alt.value(ground.ink))
        .transform_filter(alt.datum.stage == stage)
        for stage, shift in zip(stages, (-2, 2), strict=True)
    ]
    return alt.layer(bars, *numbers).properties(height=HEIGHT)


def _formed(view: View, found: tuple[Formed, ...]) -> None:
    headings = [view.text(heading) for heading in FORMED_COLUMNS]
    data = pd.DataFrame(
        {
            "as_of": [as_of_text(each.figure.as_of, view.language) for each in found],
            "value": [each.figure.value for each in found],
            "said": [view.text(AT_LEAST, n=each.figure.value) if each.at_least else str(each.figure.value) for each in found],
            "at_least": [each.at_least for each in found],
        }
    )
    addresses = _addresses(view, (each.figure for each in found))
    table = data[["as_of", "said"]].set_axis(headings, axis=1).assign(**{view.text("Source"): addresses})
    sources = cited.line(view, ((as_of_text(each.figure.as_of, view.language), each.figure) for each in found))
    _card(view, "growth_formed", FORMED, _bars(data, headings), table, f"{plain(view.text(FORMED_READ))} {sources}")


def _bars(data: pd.DataFrame, headings: list[str]) -> LayeredChart:
    ground = _ground()
    base = alt.Chart(data).encode(
        y=alt.Y("as_of:N", title=None, sort=data["as_of"].tolist(), axis=alt.Axis(labelLimit=160)),
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickMinStep=5), scale=alt.Scale(domainMax=ROOM * int(data["value"].max()))),
        tooltip=[alt.Tooltip(field, title=heading) for field, heading in zip(("as_of:N", "said:N"), headings, strict=True)],
    )
    bars = base.mark_bar(cornerRadiusEnd=3, color=ground.place, stroke=ground.place, strokeWidth=1.5, height=26)
    numbers = base.mark_text(align="left", dx=7, fontWeight="bold").encode(text="said:N", color=alt.value(ground.ink))
    return alt.layer(bars.encode(**_outlined("at_least")), numbers).properties(height=60 * max(len(data), 2))
