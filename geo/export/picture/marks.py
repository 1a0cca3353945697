"""Marks of a picture as plain data, in the order they are painted: where each stands is known, and can be checked, beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from geo.export.lettering import width
from geo.export.picture.frames import Box

Coordinates = npt.NDArray[np.float64]
Role = Literal["name", "note", "letters"]
ASCENT, DESCENT = 0.88, 0.22  # of the letters' height: what they take above and below the line they stand on


@dataclass(frozen=True)
class Style:
    """How a shape is painted: colours as ``#rrggbb`` (None: not at all), the stroke in the picture's units."""

    fill: str | None = None
    stroke: str | None = None
    thickness: float = 1.0
    opacity: float = 1.0
    dashes: tuple[float, float] | None = None
    round: bool = True


@dataclass(frozen=True, eq=False)
class Shape:
    """Lines or areas, each of its parts an array of points, shape (n, 2); holes are parts of an area.

    A curved line is drawn through the middles between its points, so that a few points make a round one.
    """

    parts: Sequence[Coordinates]
    style: Style
    closed: bool = False
    curved: bool = False
    clip: Box | None = None


@dataclass(frozen=True)
class Disc:
    """A circle, or a slice of one, from one share of its round to another, clockwise from the top."""

    x: float
    y: float
    radius: float
    style: Style
    slice: tuple[float, float] | None = None
    clip: Box | None = None


@dataclass(frozen=True)
class Panel:
    """A rectangle, its corners perhaps rounded."""

    box: Box
    style: Style
    corner: float = 0.0


@dataclass(frozen=True)
class Text:
    """A line of text; `x` is its left end, `y` the line it stands on."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    halo: str | None = None
    role: Role = "note"

    @property
    def box(self) -> Box:
        """What the text takes."""
        right = self.x + width(self.text, self.size, bold=self.bold)
        return Box(self.x, self.y - ASCENT * self.size, right, self.y + DESCENT * self.size)


Mark = Shape | Disc | Panel | Text


@dataclass
class Sheet:
    """A picture before it is painted.

    Parameters
    ----------
    width, height : float
        Its size, in its own units.
    ground : str
        The colour of the paper.
    marks : list of Mark
        In the order they are painted.
    unnamed : int
        How many names found no room on it.
    """

    width: float
    height: float
    ground: str
    marks: list[Mark] = field(default_factory=list)
    unnamed: int = 0

    @property
    def box(self) -> Box:
        """The whole picture."""
        return Box(0.0, 0.0, self.width, self.height)

    def add(self, marks: Iterable[Mark]) -> None:
        """Paint these on top of what there is."""
        self.marks.extend(marks)

    def texts(self, *roles: Role) -> list[Text]:
        """List the texts of some roles; of all, where none is named."""
        return [mark for mark in self.marks if isinstance(mark, Text) and (not roles or mark.role in roles)]


def centred(text: Text, x: float) -> Text:
    """Move a text so that its middle is at `x`."""
    return replace(text, x=x - width(text.text, text.size, bold=text.bold) / 2)
