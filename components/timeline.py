"""A row of fiscal years, each in its colour where something happened: drawn from years and levels alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from geo.detail.model import TimelineYear
from geo.language import Language
from geo.palette import GROUNDS, year_colours

SLOT = "flex:1;max-width:26px;padding-bottom:2px"
CELL = "display:block;height:16px;box-sizing:border-box;border-radius:3px"
LABEL = "flex:1;max-width:26px;font-size:10px;text-align:center;white-space:nowrap;overflow:visible"
ROW = "display:flex;gap:3px"
LABEL_EVERY = 3


def drawing(years: Sequence[TimelineYear], language: Language, marked: Collection[int] = ()) -> str:
    """Draw the timeline of a detail.

    Parameters
    ----------
    years : sequence of TimelineYear
        Every fiscal year of the programme, in order.
    language : Language
        For the spoken description.
    marked : collection of int
        Fiscal years to be underlined, such as those of a case.

    Returns
    -------
    str
        HTML: filled cells for years with confirmed links, dashed outlines for inferred ones, light and dark by the page's
        colour scheme.
    """
    light, dark = (year_colours([year.year for year in years], mode) for mode in ("light", "dark"))
    ink = f"light-dark({GROUNDS['light'].ink}, {GROUNDS['dark'].ink})"
    quiet = f"light-dark({GROUNDS['light'].line}, {GROUNDS['dark'].line})"
    cells, labels = [], []
    for i, year in enumerate(years):
        colour = f"light-dark({light[year.year]}, {dark[year.year]})"
        inferred = year.evidence == "C"
        fill = colour if year.evidence and not inferred else "transparent"
        border = f"1.5px {'dashed' if inferred else 'solid'} {colour if year.evidence else quiet}"
        told = escape(f"{year.label}: {year.links}")
        drawn = f'<span title="{told}" style="{CELL};background:{fill};border:{border}"></span>'
        under = f";border-bottom:3px solid {ink if year.year in marked else 'transparent'}" if marked else ""
        cells.append(f'<span style="{SLOT}{under}">{drawn}</span>')
        labels.append(f'<span style="{LABEL}">{year.year if i % LABEL_EVERY == 0 else ""}</span>')
    active = [year.label for year in years if year.evidence]
    named = language.join(active) if active else language.text("no fiscal year shown")
    said = escape(language.text("Fiscal years together: {years}", years=named))
    if marked:
        span = language.fiscal_years(min(marked), max(marked))
        said += escape(language.text(" · Underlined: {years}", years=span))
    return (
        f'<div role="img" aria-label="{said}"><div style="{ROW}">{"".join(cells)}</div>'
        f'<div style="{ROW}">{"".join(labels)}</div></div>'
    )
