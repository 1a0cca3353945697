"""Samples, what they come to, and the limits they are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import log
from statistics import median

from benchmarks.motion import most_of
from benchmarks.plan import HUNDRED_THOUSAND, TEN_THOUSAND
from benchmarks.subjects import BARE, COLLABORATIONS, OURS, Subject, Topic

KILOBYTE = 1000


@dataclass(frozen=True)
class Measure:
    """Something measured of every page.

    Parameters
    ----------
    name : str
        Its key among the samples.
    title : str
        What it is called in the table.
    write : callable
        Writes one value with its unit.
    compared : bool
        Whether its ratios mean anything: what may be nothing is no measure for something else.
    """

    name: str
    title: str
    write: Callable[[float], str]
    compared: bool = True


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.0f} ms"


def _kilobytes(value: float) -> str:
    return f"{value / KILOBYTE:,.1f} KB"


def _mebibytes(value: float) -> str:
    return f"{value:.2f} MiB"


def _milliseconds(value: float) -> str:
    return f"{value:.1f} ms"


def _count(value: float) -> str:
    return f"{value:,.0f}"


CHANGES = {"filter": "Country chosen", "lift": "Country lifted", "widen": "Inferred rows too"}
OF_A_CHANGE = {
    "": ("click to map redrawn (bare: table)", _seconds),
    "_page": ("click to map and table redrawn", _seconds),
    "_map_bytes": ("sent for the map", _kilobytes),
    "_page_bytes": ("sent for the whole page", _kilobytes),
}
MOTIONS = {"drag": "Map dragged", "play": "Years played"}
OF_A_MOTION = {"": "between frames", "_most": "between 95 % of frames at most", "_longest": "longest between frames"}
MEASURES = (
    Measure("cold_answer", "Process started to first answer", _seconds),
    Measure("cold_page", "Process started to first page answered", _seconds),
    Measure("cold_first", "First visitor: page opened to map drawn (bare: whole page)", _seconds),
    Measure("cold_memory", "Memory of the process before the first visitor", _mebibytes),
    Measure("cold_first_memory", "Memory of the process after the first visitor", _mebibytes),
    Measure("modules", "Modules imported before the first visitor", _count),
    Measure("modules_first", "Modules imported after the first visitor", _count),
    Measure("first", "Page opened to map drawn (bare: whole page)", _seconds),
    Measure("first_page", "Page opened to map and table drawn", _seconds),
    Measure("first_bytes", "Sent until then", _kilobytes),
    *(
        Measure(f"{change}{what}", f"{did}: {told}", write)
        for change, did in CHANGES.items()
        for what, (told, write) in OF_A_CHANGE.items()
    ),
    *(
        Measure(f"{motion}{what}", f"{did}: {told}", _milliseconds)
        for motion, did in MOTIONS.items()
        for what, told in OF_A_MOTION.items()
    ),
    Measure("run", "Server time of a rerun, one session", _seconds),
    Measure("run_memory", "Memory that a rerun leaves behind", _mebibytes, compared=False),
    Measure("held", "Memory of the process after these reruns", _mebibytes),
    Measure("crowd", "Rerun, all sessions at once", _seconds),
    Measure("cpu", "Server's processor time for each of these", _seconds),
    Measure("memory", "Memory of an idle session", _mebibytes),
)


@dataclass
class Samples:
    """All that was measured at one size, by measure and page.

    Parameters
    ----------
    rows : int
        How many rows of the topic the tables held.
    generated : bool
        Whether any of them was generated.
    topic : Topic
        What the pages show.
    efforts : str
        How often they were measured.
    """

    rows: int
    generated: bool = False
    topic: Topic = COLLABORATIONS
    efforts: str = ""
    values: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, measure: str, subject: Subject, value: float) -> None:
        """Keep one value."""
        self.values.setdefault((measure, subject.name), []).append(value)

    def add_group(self, measure: str, subject: Subject, values: Iterable[float]) -> None:
        """Keep the median of values that belong to one round."""
        self.add(measure, subject, median(values))

    def add_frames(self, motion: str, subject: Subject, times: list[float]) -> None:
        """Keep what the milliseconds between frames of one movement come to."""
        for what, value in (("", median(times)), ("_most", most_of(times)), ("_longest", max(times))):
            self.add(f"{motion}{what}", subject, value)

    def of(self, measure: str, subject: Subject) -> list[float]:
        """Give what was measured, in order."""
        return self.values.get((measure, subject.name), [])

    def middle(self, measure: str, subject: Subject) -> float | None:
        """Give the median; None where nothing was measured."""
        values = self.of(measure, subject)
        return median(values) if values else None

    def ratio(self, measure: str, subject: Subject, floor: Subject = BARE) -> float | None:
        """Give how many times another page's median, the bare one's unless told otherwise, a page's median is."""
        own, other = self.middle(measure, subject), self.middle(measure, floor)
        return own / other if own is not None and other else None


@dataclass(frozen=True)
class Verdict:
    """A limit and what was found."""

    limit: str
    allowed: str
    found: str
    met: bool


FILTER_RATIOS = ((TEN_THOUSAND, 2.0), (HUNDRED_THOUSAND, 4.0))
MOST_FIRST, MOST_FILTER, MOST_CROWD = 1.5, 1.3, 1.5
MOST_MAP_BYTES, MOST_PAGE_BYTES, MOST_MEMORY = 6 * KILOBYTE, 25 * KILOBYTE, 1.0


def _filter_bound(samples: Samples) -> float | None:
    if not samples.generated:
        return MOST_FILTER
    return next((ratio for rows, ratio in FILTER_RATIOS if samples.rows <= rows), None)


def verdicts(samples: Samples) -> list[Verdict]:
    """Hold the figures of one size against the limits; limits nothing was measured for are left out."""
    found: list[Verdict] = []

    def ratio(measure: str, limit: str, allowed: float | None) -> None:
        value = samples.ratio(measure, OURS)
        if allowed is not None and value is not None:
            found.append(Verdict(limit, f"{allowed} x bare", f"{value:.2f} x", value <= allowed))

    def largest(measure: str, limit: str, allowed: float, write: Callable[[float], str]) -> None:
        if values := samples.of(measure, OURS):
            found.append(Verdict(limit, write(allowed), write(max(values)), max(values) <= allowed))

    for change, did in CHANGES.items():
        ratio(change, f"{did}: click to map redrawn", _filter_bound(samples))
        # Stricter than the limit asks: the map is the first part of our page to be redrawn, the table the last.
        ratio(f"{change}_page", f"{did}: click to map and table redrawn", _filter_bound(samples))
    for change, did in CHANGES.items():
        largest(f"{change}_map_bytes", f"{did}: sent for the map, greatest", MOST_MAP_BYTES, _kilobytes)
    if not samples.generated:
        for change, did in CHANGES.items():
            largest(f"{change}_page_bytes", f"{did}: sent for the whole page, greatest", MOST_PAGE_BYTES, _kilobytes)
        ratio("first", "Page opened to map drawn", MOST_FIRST)
    ratio("crowd", "Rerun, all sessions at once", MOST_CROWD)
    largest("memory", "Memory of an idle session", MOST_MEMORY, _mebibytes)
    return found


# What is told of its growth, and what of it must not grow faster than the rows.
GROWING = ("first", "filter", "lift", "run", "held")
BOUND = ("run",)
MOST_GROWTH = 1.0


def exponent(small: Samples, large: Samples, measure: str, subject: Subject) -> float | None:
    """Give the power of the rows with which something grows from one size to another; None where it was not measured at both.

    0 means that it stays, 1 that ten times the rows take ten times as much.
    """
    before, after = small.middle(measure, subject), large.middle(measure, subject)
    if before is None or after is None or min(before, after) <= 0 or small.rows == large.rows:
        return None
    return log(after / before) / log(large.rows / small.rows)


def growth(small: Samples, large: Samples) -> list[Verdict]:
    """Hold what may grow no faster than the rows from one size to another against that."""
    found = []
    for measure in MEASURES:
        grown = exponent(small, large, measure.name, OURS)
        if measure.name in BOUND and grown is not None:
            limit = f"{measure.title}, from {small.rows:,} to {large.rows:,} {large.topic.name}: exponent of growth"
            found.append(Verdict(limit, f"{MOST_GROWTH:.2f}", f"{grown:.2f}", grown <= MOST_GROWTH))
    return found
