"""Numbers by fiscal year as a row of small bars, each in the colour of its year."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from geo.language import Language
from geo.palette import GROUNDS, year_colours

TALLEST = 34
SLOT = "flex:1;max-width:26px;display:flex;flex-direction:column;justify-content:flex-end;align-items:center;font-size:10px"
BAR = "width:100%;box-sizing:border-box;border-radius:3px 3px 0 0"
LABEL_EVERY = 3


def drawing(counts: Mapping[int, int], language: Language) -> str:
    """Draw numbers by fiscal year.

    Parameters
    ----------
    counts : Mapping of int to int
        By fiscal year, in their order.
    language : Language
        For the spoken description.

    Returns
    -------
    str
        HTML: a bar for each year, its number above it, every third year named below; light and dark by the page's scheme.
    """
    light, dark = (year_colours(list(counts), mode) for mode in ("light", "dark"))
    quiet = f"light-dark({GROUNDS['light'].line}, {GROUNDS['dark'].line})"
    most = max(counts.values(), default=1) or 1
    slots = []
    for place, (year, count) in enumerate(counts.items()):
        colour = f"light-dark({light[year]}, {dark[year]})" if count else quiet
        height = max(2, round(TALLEST * count / most)) if count else 1
        name = year if place % LABEL_EVERY == 0 else "&nbsp;"
        slots.append(
            f'<span style="{SLOT}"><b>{count or "&nbsp;"}</b><span style="{BAR};height:{height}px;background:{colour}"></span>'
            f"<span>{name}</span></span>"
        )
    told = language.join(f"{language.fiscal_year(year)}: {count}" for year, count in counts.items() if count)
    return f'<div role="img" aria-label="{escape(told)}"><div style="display:flex;gap:3px">{"".join(slots)}</div></div>'
