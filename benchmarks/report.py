"""The report: one table of figures with spread and ratios, one of limits, and what it was measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise

import psutil

from benchmarks.figures import MEASURES, Measure, Samples, Verdict, growth, verdicts
from benchmarks.subjects import BARE, OURS, SUBJECTS, TUTORIAL, Subject

PACKAGES = ("streamlit", "streamlit-folium", "folium", "geopandas", "pandas", "playwright")
NOTHING = "–"
GIBIBYTE = 1 << 30
INTRODUCTION = """\
# Benchmark

`make benchmark` measures and writes this again. Three pages on the same rows, each its own `streamlit run` with the same
settings, measured in turns within one run; for the partnership map, and for the page of installations (`*_installations.py`):

- **bare** (`benchmarks/apps/bare.py`): the same widgets, table and charts, no map, nothing of `geo`; a strict floor.
- **tutorial** (`benchmarks/apps/tutorial.py`): bare and, as tutorials do, a new Folium map in every run, one element a row.
- **ours** (`app.py`): the map drawn by the plugin, which gets its data once and only the Selection per change.

Larger sizes are generated rows added to the shipped ones in a temporary folder, each marked as generated; none is ever shipped.

Cells: median (least–greatest). Times in the browser are taken in the page, from the event to the frame after everything
stands there, with an empty cache at each opening; the server's are taken over its websocket, without a browser. No country or
combination of countries is chosen twice. Bytes (1 KB is 1,000) are those of the messages on the websocket, compressed where
server and browser agree to. Of all sessions at once, each round gives one value: the median session's.
"""


def render(sizes: Sequence[Samples], sessions: int, browser: str, now: datetime | None = None) -> str:
    """Write the report in Markdown.

    Parameters
    ----------
    sizes : sequence of Samples
        What was measured, one for each size.
    sessions : int
        How many sessions reran at once.
    browser : str
        The browser's name and version; empty where none was used.
    now : datetime, optional
        When it was measured; now where it is not given.
    """
    when = (now or datetime.now(UTC)).strftime("%Y-%m-%d")
    parts = [INTRODUCTION, _table(["Measured", "On"], [["Date", when], *machine(browser)])]
    for samples in sizes:
        parts += [f"## {title(samples)}\n", figures_table(samples), f"Sessions at once: {sessions}.\n"]
        parts.append(limits_table(verdicts(samples)))
    grown = [verdict for small, large in pairwise(sizes) if small.topic == large.topic and (verdict := growth(small, large))]
    if grown:
        parts += ["## From size to size\n", limits_table(grown)]
    return "\n".join(parts)


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
    """Write all figures of one size, with the ratios to the bare page."""
    headings = ["", *(subject.name for subject in SUBJECTS), f"{TUTORIAL.name} / {BARE.name}", f"{OURS.name} / {BARE.name}"]
    rows = []
    for measure in MEASURES:
        cells = [_cell(measure, samples.of(measure.name, subject), samples.middle(measure.name, subject)) for subject in SUBJECTS]
        if any(cell != NOTHING for cell in cells):
            rows.append([measure.title, *cells, _ratio(samples, measure, TUTORIAL), _ratio(samples, measure, OURS)])
    return _table(headings, rows)


def _cell(measure: Measure, values: list[float], middle: float | None) -> str:
    if middle is None:
        return NOTHING
    if len(values) == 1:
        return measure.write(middle)
    return f"{measure.write(middle)} ({measure.write(min(values))}–{measure.write(max(values))})"


def _ratio(samples: Samples, measure: Measure, subject: Subject) -> str:
    ratio = samples.ratio(measure.name, subject)
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
