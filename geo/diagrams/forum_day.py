"""The parts of a forum along the hours of its day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.diagrams.drawing import Drawing, Paint
from geo.language import Language, message
from geo.programme import Programme

TITLE = message("The day of the forum")
DESCRIBED = message("Parts of the forum along the hours of the day, Japan time: {parts}.")
PART = message("Part {n}")
HOURS = message("{first}–{last}")
PART_AND_HOURS = message("part {n}, {first}–{last}")
JAPAN_TIME = message("Japan time (JST)")
NEEDS = ("forum-2023-part1", "forum-2023-parts23")
# The English facts name the parts with their hours: "Part 1 (9:30-12:00 JST)".
SAID = re.compile(r"[Pp]art (\d) \((\d{1,2}):(\d{2})-(\d{1,2}):(\d{2}) JST\)")
NARROW, HIGH, MARGIN = 640, 62, 8
HOUR = 60


@dataclass(frozen=True)
class Part:
    """A part of the forum; `first` and `last` in minutes after midnight, Japan time."""

    number: int
    first: int
    last: int


def parts(programme: Programme) -> tuple[Part, ...]:
    """Read the parts and their hours from the facts.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Part
        In order; empty where the facts name none.
    """
    table = programme.programme_facts
    texts = table[table["fact_id"].isin(NEEDS)]["fact_en"]
    found = (tuple(int(part) for part in said) for text in texts for said in SAID.findall(text))
    told = [Part(number, hour * HOUR + minute, until * HOUR + end) for number, hour, minute, until, end in found]
    return tuple(sorted(told, key=lambda part: part.number))


def draw(programme: Programme, language: Language, width: float, paint: Paint) -> str:
    """Draw the day (see `geo.diagrams.Diagram`)."""
    drawing, day = Drawing(width, paint), parts(programme)
    told = [language.text(PART_AND_HOURS, n=part.number, first=_clock(part.first), last=_clock(part.last)) for part in day]
    described = language.text(DESCRIBED, parts=language.join(told))
    if not day:
        return drawing.svg(language.text(TITLE), described, 1)
    narrow = width < NARROW
    first, last = day[0].first // HOUR, -(-day[-1].last // HOUR)
    scale = (width - 2 * MARGIN) / ((last - first) * HOUR)

    def across(minutes: float) -> float:
        return MARGIN + (minutes - first * HOUR) * scale

    axis = HIGH + 14.0
    drawing.path(f"M{MARGIN:g} {axis:g}H{width - MARGIN:g}", line="line", thick=2)
    for hour in range(first, last + 1):
        drawing.path(f"M{across(hour * HOUR):g} {axis:g}v6", line="quiet", thick=1.5)
        if (hour - first) % (3 if narrow else 1) == 0:
            drawing.text(across(hour * HOUR), axis + 8, str(hour), 40, size=12, anchor="middle", colour="quiet")
    for i, part in enumerate(day):
        left, right = across(part.first), across(part.last)
        drawing.box(left, 0, right - left, HIGH, fill="partner", line=f"step{min(i, 3)}")
        drawing.path(f"M{left + 8:g} {axis:g}H{right:g}", line=f"step{min(i, 3)}", thick=6)
        middle, room = (left + right) / 2, right - left - 6
        y = drawing.text(middle, 9, language.text(PART, n=part.number), room, size=15, bold=True, anchor="middle")
        hours = language.text(HOURS, first=_clock(part.first), last=_clock(part.last))
        drawing.text(middle, y, hours, room, size=11.5 if narrow else 14, anchor="middle")
    drawing.text(width - MARGIN, axis + 26, language.text(JAPAN_TIME), 200, size=12, anchor="end", colour="quiet")
    return drawing.svg(language.text(TITLE), described, axis + 46)


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"
