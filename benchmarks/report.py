"""The report: one table of figures with spread and ratios, one of limits, and what it was measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise

import psutil

from benchmarks.figures import GROWING, MEASURES, Measure, Samples, Verdict, exponent, growth, verdicts
from benchmarks.subjects import BARE, LEAFLET, OURS, SUBJECTS, TUTORIAL, Subject

PACKAGES = ("streamlit", "streamlit-folium", "folium", "geopandas", "pandas", "playwright")
RATIOS = ((TUTORIAL, BARE), (OURS, BARE), (OURS, LEAFLET))
NOTHING = "–"
GIBIBYTE = 1 << 30
INTRODUCTION = """\
# Benchmark

`make benchmark` measures and writes this again. Four pages on the same rows, each in a process of its own, measured in turns
within one run; for the partnership map, and for the page of installations (`*_installations`):

- **bare** (`benchmarks/apps/bare.py`): the same widgets, table and charts, no map, nothing of `geo`; a strict floor.
- **tutorial** (`benchmarks/apps/tutorial.py`): bare and, as tutorials do, a new Folium map in every run, one element a row.
- **leaflet** (`benchmarks/apps/leaflet.html`): a map and two filters in plain files from a plain file server: no Streamlit, no
  table, no charts; a line or a circle a row on a canvas, filtered in the browser. What a browser can do at best; no limit is
  held against it.
- **ours** (`app.py`): the map drawn by the plugin, which gets its data once and only the Selection per change.

The three of Streamlit run with the same settings. Larger sizes are generated rows added to the shipped ones in a temporary
folder, each marked as generated; none is ever shipped.

Cells: median (least–greatest). Times in the browser are taken in the page, from the event to the frame after everything
stands there, with an empty cache at each opening; the server's are taken over its websocket, without a browser. No country or
combination of countries is chosen twice. Bytes (1 KB is 1,000) are those of the messages on the websocket, compressed where
server and browser agree to, and of all files fetched, but for Leaflet on the tutorial's page, which comes from elsewhere. Of
all sessions at once, each round gives one value: the median session's.

Frames: the browser draws one every 16.7 ms at most, here without a graphics card. Maps are dragged by 240 pixels to and fro
for 5 s; years play from the first to the last. Each turn gives one value of each kind. Starts: a fresh process on a machine
that has read its files before; modules are counted in a start of their own.
"""


def render(sizes: Sequence[Samples], browser: str, took: float, now: datetime | None = None) -> str:
    """Write the report in Markdown.

    Parameters
    ----------
    sizes : sequence of Samples
        What was measured, one for each size.
    browser : str
        The browser's name and version; empty where none was used.
    took : float
        How many seconds all of it took.
    now : datetime, optional
        When it was measured; now where it is not given.
    """
    when = (now or datetime.now(UTC)).strftime("%Y-%m-%d")
    parts = [INTRODUCTION, _table(["Measured", "On"], [["Date", f"{when}, in {took / 60:.0f} minutes"], *machine(browser)])]
    for samples in sizes:
        parts += [f"## {title(samples)}\n", samples.efforts, figures_table(samples)]
        if found := verdicts(samples):
            parts.append(limits_table(found))
    pairs = [(small, large) for small, large in pairwise(sizes) if small.topic == large.topic]
    if grown := [row for small, large in pairs for row in _grown(small, large)]:
        parts += ["## From size to size\n", GROWTH, _table(["", *(subject.name for subject in SUBJECTS)], grown)]
        if held := [verdict for small, large in pairs for verdict in growth(small, large)]:
            parts.append(limits_table(held))
    return "\n".join(parts)


GROWTH = "Exponents: 0 where something stays, 1 where it grows as the rows do.\n"


def _grown(small: Samples, large: Samples) -> list[list[str]]:
    rows = []
    for measure in (each for each in MEASURES if each.name in GROWING):
        exponents = [exponent(small, large, measure.name, subject) for subject in SUBJECTS]
        if any(each is not None for each in exponents):
            told = f"{measure.title}, from {small.rows:,} to {large.rows:,} {large.topic.name}"
            rows.append([told, *(NOTHING if each is None else f"{each:.2f}" for each in exponents)])
    return rows


def title(samples: Samples) -> str:
    """Name a size."""
    told = f"{samples.rows:,} {samples.topic.name}"
    return f"{told}, most of them generated" if samples.generated else f"Shipped size: {told}"


def machine(browser: str) -> list[list[str]]:
    """Say what this runs on, without naming the machine."""
    memory = psutil.virtual_memory().total / GIBIBYTE
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        ["Machine", f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"],
        ["Load when it ended", " / ".join(f"{load:.1f}" for load in psutil.getloadavg()) + " (1, 5, 15 minutes)"],
        ["Python", platform.python_version()],
        ["Packages", packages],
        ["Browser", browser or NOTHING],
    ]


def figures_table(samples: Samples) -> str:
    """Write all figures of one size, with the ratios of the pages."""
    headings = ["", *(subject.name for subject in SUBJECTS), *(f"{one.name} / {other.name}" for one, other in RATIOS)]
    rows = []
    for measure in MEASURES:
        cells = [_cell(measure, samples.of(measure.name, subject), samples.middle(measure.name, subject)) for subject in SUBJECTS]
        if any(cell != NOTHING for cell in cells):
            rows.append([measure.title, *cells, *(_ratio(samples, measure, one, other) for one, other in RATIOS)])
    return _table(headings, rows)


def _cell(measure: Measure, values: list[float], middle: float | None) -> str:
    if middle is None:
        return NOTHING
    if len(values) == 1:
        return measure.write(middle)
    return f"{measure.write(middle)} ({measure.write(min(values))}–{measure.write(max(values))})"


def _ratio(samples: Samples, measure: Measure, subject: Subject, floor: Subject) -> str:
    ratio = samples.ratio(measure.name, subject, floor) if measure.compared else None
    return NOTHING if ratio is None else f"{ratio:.2f}"


def limits_table(found: Sequence[Verdict]) -> str:
    """Write limits beside what was found."""
    return _table(
        ["Limit", "At most", "Found", ""],
        [[one.limit, one.allowed, one.found, "met" if one.met else "**not met**"] for one in found],
    )


def _table(headings: list[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
