"""The report of a full room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.connections import AT_ONCE
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
NEEDED = {"app": "the app", "nginx": "nginx", "visitors": "visitors without a browser"}
NOTHING = "–"
# Memory that goes up and down with who is there is level; what grows with every visit is not.
MOST_GROWTH = 1.05
INTRODUCTION = """\
# A full room

`make room` measures and writes this again. The same room comes twice, each time to servers of its own: to one process of the
app alone (`streamlit run app.py`), then to three behind nginx, set up and limited as `deploy/` does it. {visitors} visitors
come evenly within {within:g} seconds, {browsers} of them with a Chromium, the others as a browser would: the page, and the
{files} files a browser asks for with nothing in its cache, over at most {connections} connections that are kept; a session
over a websocket until its first run has ended; the map's data. They show the cookies they were given, so that nginx leads
each of them to one process; all come from one address, as from a hall behind one router. Each server was visited before.
Visitors, browsers and servers share the machine.
"""


def render(rooms: Sequence[Room], now: datetime | None = None) -> str:
    """Write the report in Markdown, the rooms side by side."""
    when = (now or datetime.now(UTC)).strftime("%Y-%m-%d")
    first = rooms[0]
    told = {"visitors": first.visitors, "within": first.within, "browsers": first.browsers, "files": first.files}
    parts = [INTRODUCTION.format(**told, connections=AT_ONCE)]
    parts.append(table(["Measured", "On"], [["Date", when], *machine("Chromium, headless")]))
    parts.append(_waited(rooms))
    parts.append(_needed(rooms))
    parts.append(_held(rooms))
    parts += [_soak(room) for room in rooms if room.soak]
    parts.append(" ".join(f"Errors, {room.way}: {len(room.errors) or 'none'}." for room in rooms) + "\n")
    parts += [f"- {room.way}: {error.replace(chr(10), ' ')}" for room in rooms for error in room.errors[:20]]
    return "\n".join(parts)


def percentile(values: Sequence[float], percent: int) -> float:
    """Give the value that `percent` of 100 do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def growth(soak: Sequence[tuple[float, float]]) -> float:
    """Hold the last quarter of a soak against its second: how many times the memory of then."""
    held = [memory for _, memory in soak]
    quarter = max(1, len(held) // 4)
    return median(held[-quarter:]) / median(held[quarter : 2 * quarter] or held[:1])


def _waited(rooms: Sequence[Room]) -> str:
    headings = ["Waited for", *(name for room in rooms for name in (f"{room.way}: how many", "p50", "p95", "longest"))]
    names = [name for name in WAITED if any(name in room.seconds for room in rooms)]
    return table(headings, [[WAITED[name], *(cell for room in rooms for cell in _waits(room.seconds.get(name)))] for name in names])


def _waits(values: Sequence[float] | None) -> list[str]:
    if not values:
        return [NOTHING] * 4
    return [str(len(values)), *(f"{value:.2f} s" for value in (percentile(values, 50), percentile(values, 95), max(values)))]


def _needed(rooms: Sequence[Room]) -> str:
    def cells(what: Callable[[Room], str]) -> list[str]:
        return [what(room) for room in rooms]

    def seconds(who: str) -> Callable[[Room], str]:
        return lambda room: f"{room.busy[who]:.1f} s" if who in room.busy else NOTHING

    rows = [[name, *cells(seconds(who))] for who, name in NEEDED.items() if any(who in room.busy for room in rooms)]
    rows.append(["the app, for each visitor", *cells(lambda room: f"{1000 * room.busy.get('app', 0) / room.visitors:.0f} ms")])
    rows.append(["connections opened by visitors without a browser", *cells(lambda room: f"{room.connections:,}")])
    return table(["Processor time needed until all had come", *cells(lambda room: room.way)], rows)


def _held(rooms: Sequence[Room]) -> str:
    moments = dict.fromkeys(moment for room in rooms for moment in room.memory)
    held = [[f"{room.memory[moment]:.0f} MiB" if moment in room.memory else NOTHING for room in rooms] for moment in moments]
    rows = [[moment, *cells] for moment, cells in zip(moments, held, strict=True)]
    return table(["Memory of all processes of the app", *(room.way for room in rooms)], rows)


def _soak(room: Room) -> str:
    minutes, grown = room.soak[-1][0], growth(room.soak)
    acts = ", ".join(f"{number:,} x {what}" for what, number in sorted(room.acts.items()))
    verdict = "level" if grown <= MOST_GROWTH else "**growing**"
    steps = room.soak[:: max(1, len(room.soak) // 10)]
    rows = table(["Minute", *(f"{minute:.0f}" for minute, _ in steps)], [["MiB", *(f"{held:.0f}" for _, held in steps)]])
    return f"Soak of {minutes:.0f} minutes, {room.way}: {acts}. Last quarter to second quarter: {grown:.3f} x, {verdict}.\n\n{rows}"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    return "".join(f"| {' | '.join(line)} |\n" for line in [headings, ["---"] * len(headings), *rows])
