"""A sheet to draw on: shapes, wrapped text and links become SVG; whatever is written on it enters as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Literal

from geo.diagrams.pictograms import GRID, PICTOGRAMS
from geo.diagrams.textflow import lines
from geo.palette import GROUNDS, Mode, year_colours

Anchor = Literal["start", "middle", "end"]
LEADING = 1.38
STEPS = 4  # stages of the way out, coloured along the scale of the years
ROUNDED = 10
HEAD = 9  # length of an arrow's head


@dataclass(frozen=True)
class Paint:
    """The colours of a drawing, by name.

    Parameters
    ----------
    mode : {"light", "dark"}, optional
        One room's colours; None gives both, and the page's colour scheme decides (CSS ``light-dark()``).
    """

    mode: Mode | None = None

    def __getitem__(self, name: str) -> str:
        """Give a colour of `geo.palette.GROUNDS`, or ``step0`` to ``step3`` along the scale of the years."""
        if self.mode:
            return _colour(name, self.mode)
        return f"light-dark({_colour(name, 'light')},{_colour(name, 'dark')})"


def _colour(name: str, mode: Mode) -> str:
    if name.startswith("step"):
        return year_colours(range(STEPS), mode)[int(name[len("step") :])]
    return str(getattr(GROUNDS[mode], name))


@dataclass
class Drawing:
    """A sheet of a given width that grows downward.

    Parameters
    ----------
    width : float
        Pixels.
    paint : Paint
        Its colours.
    """

    width: float
    paint: Paint = field(default_factory=Paint)
    parts: list[str] = field(default_factory=list)

    # --- shapes ---------------------------------------------------------------------------------------------------

    def box(self, x: float, y: float, wide: float, high: float, *, fill: str = "panel", line: str = "line") -> None:
        """Draw a rounded box."""
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="{min(ROUNDED, high / 2):g}" '
            f'fill="{self.paint[fill]}" stroke="{self.paint[line]}" stroke-width="1.2"/>'
        )

    def disc(self, x: float, y: float, radius: float, *, fill: str) -> None:
        """Draw a filled circle."""
        self.parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{self.paint[fill]}"/>')

    def path(self, steps: str, *, fill: str = "", line: str = "", thick: float = 2) -> None:
        """Draw a path in SVG's own notation."""
        filled = self.paint[fill] if fill else "none"
        drawn = f' stroke="{self.paint[line]}" stroke-width="{thick:g}" stroke-linecap="round"' if line else ""
        self.parts.append(f'<path d="{steps}" fill="{filled}"{drawn} stroke-linejoin="round"/>')

    def arrow(self, start: tuple[float, float], end: tuple[float, float], *, line: str = "quiet", thick: float = 2.5) -> None:
        """Draw a straight arrow, level or upright."""
        (x1, y1), (x2, y2) = start, end
        level = abs(x2 - x1) >= abs(y2 - y1)
        way = (1 if x2 > x1 else -1) if level else (1 if y2 > y1 else -1)
        back, half = way * HEAD, HEAD * 0.62
        if level:
            self.path(f"M{x1:g} {y1:g}H{x2 - back:g}", line=line, thick=thick)
            head = f"M{x2:g} {y2:g}L{x2 - back:g} {y2 - half:g}V{y2 + half:g}Z"
        else:
            self.path(f"M{x1:g} {y1:g}V{y2 - back:g}", line=line, thick=thick)
            head = f"M{x2:g} {y2:g}L{x2 - half:g} {y2 - back:g}H{x2 + half:g}Z"
        self.path(head, fill=line, line=line, thick=1)

    def pictogram(self, name: str, x: float, y: float, size: float, *, line: str = "ink", tint: str = "partner") -> None:
        """Draw a pictogram around a centre."""
        scale = size / GRID
        self.parts.append(
            f'<g transform="translate({x - size / 2:g} {y - size / 2:g}) scale({scale:g})" fill="{self.paint[tint]}" '
            f'stroke="{self.paint[line]}" stroke-width="{2 / scale:.3g}" stroke-linecap="round" stroke-linejoin="round" '
            f'aria-hidden="true">{PICTOGRAMS[name]}</g>'
        )

    # --- text -----------------------------------------------------------------------------------------------------

    def text(
        self, x: float, y: float, said: str, most: float, *,
        size: float = 15, bold: bool = False, anchor: Anchor = "start", colour: str = "ink",
    ) -> float:  # fmt: skip
        """Write a text that wraps, its first line's top at `y`.

        Returns
        -------
        float
            Where the text ends, in pixels from the top.
        """
        broken = lines(said, size, most)
        first, step = y + size * 0.95, size * LEADING
        # The space between the lines of English is part of the text: it is there when the text is copied or read out.
        rows = "".join(
            f'<tspan x="{x:g}" y="{first + i * step:g}">{escape(line)}{" " if " " in said and i < len(broken) - 1 else ""}</tspan>'
            for i, line in enumerate(broken)
        )
        weight = ' font-weight="700"' if bold else ""
        self.parts.append(
            f'<text font-size="{size:g}"{weight} text-anchor="{anchor}" fill="{self.paint[colour]}" stroke="none">{rows}</text>'
        )
        return y + len(broken) * step

    def height_of(self, said: str, most: float, *, size: float = 15) -> float:
        """Tell how high a text will be."""
        return len(lines(said, size, most)) * size * LEADING

    # --- the sheet ------------------------------------------------------------------------------------------------

    def svg(self, title: str, described: str, height: float) -> str:
        """Give the drawing.

        Parameters
        ----------
        title, described : str
            Its name and what it shows, for those who cannot see it.
        height : float
            Pixels.

        Returns
        -------
        str
            One SVG element, as wide as the room it is put into. Its texts stay texts: role ``group`` lets them be read out.
        """
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {self.width + 2:g} {height + 2:g}" role="group" '
            f'aria-label="{escape(title)}" font-family="inherit"><title>{escape(title)}</title>'
            f"<desc>{escape(described)}</desc>{''.join(self.parts)}</svg>"
        )


def columns(width: float, number: int, gap: float) -> list[tuple[float, float]]:
    """Part a width into equal columns: left edge and width of each, in pixels."""
    wide = (width - gap * (number - 1)) / number
    return [(i * (wide + gap), wide) for i in range(number)]
