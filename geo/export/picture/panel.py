"""What stands beside the map: title, selection, figures, years, legend, and what the rows do not hold, from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from geo import palette
from geo.export.key_figures import Figure
from geo.export.lettering import drawable, shortened, width, wrapped
from geo.export.picture.frames import Box
from geo.export.picture.marks import Mark, Panel, Sheet, Style, Text, centred
from geo.export.told import Told, run_on
from geo.palette import Mode

TITLE, SUBTITLE, BODY, SMALL, ENTRY, VALUE, HEADING = 24.0, 14.5, 12.5, 11.0, 11.5, 25.0, 12.0
LEADING = 1.36  # from line to line, in heights of the letters
SPACE = 13.0
MOST_MISSING, MOST_CREDITS = 3, 3
FOOT_MARGIN = 14.0
BARS = 56.0
ICON = 22.0
ROW = 16.5
FULL_YEAR = 23.0  # room from which a year is written with four digits


@dataclass(frozen=True)
class Entry:
    """A line of a legend: how its mark is drawn around a point, its text, and a number; mark and number may be missing."""

    draw: Callable[[float, float], Sequence[Mark]] | None
    text: str
    number: str = ""


@dataclass(frozen=True)
class Years:
    """The bars of the fiscal years: how many rows each has, in which colour, and which of them are shown."""

    heading: str
    counts: Mapping[int, int]
    colours: Mapping[int, str]
    shown: tuple[int, int]


class Column:
    """A column that is filled from the top.

    Parameters
    ----------
    sheet : Sheet
        The picture it is on.
    box : Box
        Where.
    mode : {"light", "dark"}
        The room.
    """

    def __init__(self, sheet: Sheet, box: Box, mode: Mode) -> None:
        self.sheet, self.box, self.colours = sheet, box, palette.GROUNDS[mode]
        self.y = box.top

    @property
    def room(self) -> float:
        """What is left below."""
        return self.box.bottom - self.y

    def space(self, by: float = SPACE) -> None:
        """Leave some room."""
        self.y += by

    def paragraph(self, text: str, size: float, colour: str | None = None, *, bold: bool = False, most: int | None = None) -> None:
        """Set a text, broken into lines; what the column has no room for is left out, marked by ``…``."""
        leading = LEADING * size
        fitting = max(0, int((self.room + 0.2 * size) // leading))
        lines = wrapped(text, size, self.box.width, bold=bold, most=min(fitting, most or fitting)) if fitting else ()
        for line in lines:
            self.sheet.add([Text(self.box.left, self.y + size, line, size, colour or self.colours.ink, bold)])
            self.y += leading

    def figures(self, figures: Sequence[Figure]) -> None:
        """Set figures two by two, each under its name and above what it stands beside."""
        half = self.box.width / 2
        tall = max(SMALL * LEADING + VALUE + (SMALL * LEADING if figure.beside else 0) for figure in figures) + 4
        for place, figure in enumerate(figures):
            left, top = self.box.left + (place % 2) * half, self.y + (place // 2) * (tall + 8)
            self._line(figure.label, left, top + SMALL, SMALL, self.colours.quiet, half - 8)
            self._line(figure.value, left, top + SMALL * LEADING + VALUE * 0.92, VALUE, self.colours.ink, half - 8, bold=True)
            if figure.beside:
                self._line(figure.beside, left, top + SMALL * 2 * LEADING + VALUE, SMALL, self.colours.quiet, half - 8)
        self.y += ((len(figures) + 1) // 2) * (tall + 8) - 8

    def _line(self, text: str, left: float, y: float, size: float, colour: str, room: float, *, bold: bool = False) -> None:
        said = shortened(drawable(text), size, room, bold=bold)
        self.sheet.add([Text(left, y, said, size, colour, bold)])

    def years(self, years: Years) -> None:
        """Draw the bars of the years; those that are not shown are pale."""
        self.heading(years.heading)
        if not years.counts:
            return
        slot, most = self.box.width / len(years.counts), max(1, *years.counts.values())
        base = self.y + BARS
        for place, (year, count) in enumerate(years.counts.items()):
            inside = years.shown[0] <= year <= years.shown[1]
            left, tall = self.box.left + (place + 0.12) * slot, max(1.5, (BARS - 15) * count / most)
            bar = Box(left, base - tall, left + 0.76 * slot, base)
            self.sheet.add([Panel(bar, Style(years.colours[year], opacity=1.0 if inside else 0.25))])
            ink = self.colours.ink if inside else self.colours.quiet
            self._centred(str(count), left + 0.38 * slot, bar.top - 4, ink, slot, bold=inside)
            self._centred(
                str(year) if slot > FULL_YEAR else f"{year % 100:02d}", left + 0.38 * slot, base + 12, self.colours.quiet, slot
            )
        self.y = base + 16

    def _centred(self, text: str, x: float, y: float, colour: str, room: float, *, bold: bool = False) -> None:
        size = min(SMALL, SMALL * (room - 4.5) / max(1.0, width(text, SMALL, bold=bold)))
        self.sheet.add([centred(Text(0.0, y, text, size, colour, bold), x)])

    def heading(self, text: str) -> None:
        """Set the heading of a part."""
        self.paragraph(text, HEADING, bold=True, most=1)
        self.space(3)

    def entries(self, entries: Sequence[Entry], most: int = 3) -> None:
        """Set a legend, one entry below the other, long texts in several lines, but no more than `most`."""
        for entry in entries:
            lines = wrapped(entry.text, ENTRY, self.box.width - ICON - 4, most=most)
            tall = max(ROW, len(lines) * LEADING * ENTRY + 3)
            if tall > self.room:
                return
            if entry.draw:
                self.sheet.add(entry.draw(self.box.left + ICON / 2, self.y + ROW / 2))
            for place, line in enumerate(lines):
                y = self.y + ROW / 2 + (0.36 + place * LEADING) * ENTRY
                self.sheet.add([Text(self.box.left + ICON + 4, y, line, ENTRY, self.colours.ink)])
            self.y += tall

    def grid(self, entries: Sequence[Entry], columns: int, more: Callable[[int], str]) -> None:
        """Set short entries in columns that are read from top to bottom; `more` says how many find no room."""
        rows = -(-len(entries) // columns)
        wides = self._wides(entries, rows)
        lines = [self._lines(entry, wides[place // rows], 2) for place, entry in enumerate(entries)]
        talls = [max((len(lines[i]) for i in range(row, len(entries), rows)), default=1) for row in range(rows)]
        heights = [ROW + (tall - 1) * LEADING * ENTRY for tall in talls]
        if sum(heights) > self.room:
            rows, entries = self._cut(entries, columns, more)
            wides = self._wides(entries, rows)
            lines, heights = [self._lines(entry, wides[place // rows], 1) for place, entry in enumerate(entries)], [ROW] * rows
        tops = [self.y + sum(heights[:row]) for row in range(rows)]
        lefts = [self.box.left + sum(wides[:column]) for column in range(len(wides))]
        for place, entry in enumerate(entries):
            self._entry(entry, lines[place], lefts[place // rows], tops[place % rows] + ROW / 2)
        self.y += sum(heights)

    def _wides(self, entries: Sequence[Entry], rows: int) -> list[float]:
        """Share the room between columns by what their widest entries need."""
        needed = [
            max(self._beside(entry) + width(drawable(entry.text), ENTRY) for entry in entries[start : start + rows])
            for start in range(0, len(entries), max(1, rows))
        ]
        return [need * self.box.width / max(1.0, sum(needed)) for need in needed]

    def _beside(self, entry: Entry) -> float:
        """Say what an entry takes beside its text."""
        return (ICON + 2 if entry.draw else 0.0) + (width(entry.number, SMALL) + 6 if entry.number else 0.0) + 8

    def _cut(self, entries: Sequence[Entry], columns: int, more: Callable[[int], str]) -> tuple[int, Sequence[Entry]]:
        """Keep what has room when every entry takes one line."""
        rows = min(-(-len(entries) // columns), max(0, int(self.room // ROW)))
        if rows * columns >= len(entries):
            return rows, entries
        kept = entries[: max(0, rows * columns - 1)]
        return rows, [*kept, Entry(None, more(len(entries) - len(kept)))] if rows else []

    def _lines(self, entry: Entry, wide: float, most: int) -> tuple[str, ...]:
        return wrapped(entry.text, ENTRY, wide - self._beside(entry), most=most)

    def _entry(self, entry: Entry, lines: Sequence[str], left: float, middle: float) -> None:
        x = left
        if entry.draw:
            self.sheet.add(entry.draw(left + ICON / 2, middle))
            x += ICON + 2
        said = Text(x, middle + 0.36 * ENTRY, "", ENTRY, self.colours.ink)
        for place, line in enumerate(lines):
            said = Text(x, middle + (0.36 + LEADING * place) * ENTRY, line, ENTRY, self.colours.ink)
            self.sheet.add([said])
        if entry.number:
            self.sheet.add([Text(said.box.right + 5, said.y, entry.number, SMALL, self.colours.quiet)])


def small_print(sheet: Sheet, box: Box, told: Told, mode: Mode) -> Box:
    """Set below the map what the rows do not hold, and whose all of it is.

    Parameters
    ----------
    sheet : Sheet
        The picture it is added to.
    box : Box
        What map and small print share.
    told : Told
        What is told.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    Box
        What is left for the map.
    """
    colours, room = palette.GROUNDS[mode], box.width - 2 * FOOT_MARGIN
    parts = (
        (run_on(told.missing), SMALL, colours.ink, MOST_MISSING),
        (run_on((told.date, told.boundaries, told.credits, told.licence)), SMALL - 0.5, colours.quiet, MOST_CREDITS),
    )
    lines = [(line, size, colour) for text, size, colour, most in parts for line in wrapped(text, size, room, most=most)]
    left = box._replace(bottom=box.bottom - sum(LEADING * size for _, size, _ in lines) - 12)
    y = left.bottom + 4
    for line, size, colour in lines:
        sheet.add([Text(box.left + FOOT_MARGIN, y + size, line, size, colour)])
        y += LEADING * size
    return left
