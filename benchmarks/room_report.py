"""The report of a full room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.report import machine

if TYPE_CHECKING:
    from benchmarks.room import Room

WAITED = {
    "all": "All of it: page, files, first run, the map's data",
    "files": "… page and its files, nothing in the cache",
    "first run": "… session opened until its first run ended",
    "document": "… the map's data",
    "browser": "Chromium: page opened until the map is drawn",
    "rerun": "Rerun, sessions at once",
    "soak rerun": "Rerun during the soak",
}
# Memory that goes up and down with who is there is level; what grows with every visit is not.
MOST_GROWTH = 1.05
INTRODUCTION = """\
# A full room

`make room` measures and writes this again: one process of the app (`streamlit run app.py`), no proxy before it. {visitors} visitors
come evenly within {within:g} seconds, {browsers} of them with a Chromium, the others as a browser would: the page and the {files}
files a browser asks for with nothing in its cache, six at a time, each over a connection of its own; a session over a websocket
until its first run has ended; the map's data.
Visitors, browsers and server share the machine. The server needed {busy:.1f} s of processor time for them all, {each:.0f} ms each.
"""


def render(room: Room, now: datetime | None = None) -> str:
    """Write the report in Markdown."""
    when = (now or datetime.now(UTC)).strftime("%Y-%m-%d")
    told = {"visitors": room.visitors, "within": room.within, "browsers": room.browsers, "files": room.files}
    parts = [INTRODUCTION.format(**told, busy=room.busy, each=1000 * room.busy / room.visitors)]
    parts.append(table(["Measured", "On"], [["Date", when], *machine("Chromium, headless")]))
    parts.append(
        table(["Waited for", "how many", "p50", "p95", "longest"], [_waited(room, name) for name in WAITED if name in room.seconds])
    )
    parts.append(table(["Memory of the process", ""], [[name, f"{held:.0f} MiB"] for name, held in room.memory.items()]))
    if room.soak:
        parts.append(_soak(room))
    parts.append(f"Errors: {len(room.errors) or 'none'}.\n")
    parts += [f"- {error.replace(chr(10), ' ')}" for error in room.errors[:20]]
    return "\n".join(parts)


def percentile(values: Sequence[float], percent: int) -> float:
    """Give the value that `percent` of 100 do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def growth(soak: Sequence[tuple[float, float]]) -> float:
    """Hold the last quarter of a soak against its second: how many times the memory of then."""
    held = [memory for _, memory in soak]
    quarter = max(1, len(held) // 4)
    return median(held[-quarter:]) / median(held[quarter : 2 * quarter] or held[:1])


def _waited(room: Room, name: str) -> list[str]:
    values = room.seconds[name]
    figures = (percentile(values, 50), percentile(values, 95), max(values))
    return [WAITED[name], str(len(values)), *(f"{value:.2f} s" for value in figures)]


def _soak(room: Room) -> str:
    minutes, grown = room.soak[-1][0], growth(room.soak)
    acts = ", ".join(f"{number:,} x {what}" for what, number in sorted(room.acts.items()))
    verdict = "level" if grown <= MOST_GROWTH else "**growing**"
    steps = room.soak[:: max(1, len(room.soak) // 10)]
    rows = table(["Minute", *(f"{minute:.0f}" for minute, _ in steps)], [["MiB", *(f"{held:.0f}" for _, held in steps)]])
    return f"Soak of {minutes:.0f} minutes: {acts}. Last quarter to second quarter: {grown:.3f} x, {verdict}.\n\n{rows}"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    return "".join(f"| {' | '.join(line)} |\n" for line in [headings, ["---"] * len(headings), *rows])
