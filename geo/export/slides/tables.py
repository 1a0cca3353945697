"""Tables on slides: a header row, rows of one height, texts that never make a row grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.export.slides.setting import Line, describe, write
from geo.export.slides.stage import COLOURS, colour

if TYPE_CHECKING:
    from pptx.slide import Slide

SIDE_MARGIN, EDGE_MARGIN = 0.06, 0.025
HEADER_HEIGHT = 0.44
BANDS = ("#ffffff", "#f4f6f8")


@dataclass(frozen=True)
class Column:
    """A column: its heading, one paragraph a language, its width in inches, and whether it holds numbers, set to the right."""

    heading: Sequence[Line]
    width: float
    number: bool = False

    @property
    def room(self) -> float:
        """What a text in it may take."""
        return self.width - 2 * SIDE_MARGIN


Cell = Sequence[Line]


def add(
    slide: Slide, left: float, top: float, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], tall: float, description: str
) -> None:
    """Put a table on a slide.

    Parameters
    ----------
    slide : pptx.slide.Slide
        The slide.
    left, top : float
        Its corner, in inches.
    columns : sequence of Column
        From left to right.
    rows : sequence of sequence of Cell
        The paragraphs of each cell.
    tall : float
        Height of each row, in inches.
    description : str
        What it holds, for readers who cannot see it.
    """
    from pptx.util import Inches

    whole = sum(column.width for column in columns)
    sizes = (left, top, whole, HEADER_HEIGHT + tall * len(rows))
    frame = slide.shapes.add_table(len(rows) + 1, len(columns), *(Inches(value) for value in sizes))
    table = frame.table
    for place, column in enumerate(columns):
        table.columns[place].width = Inches(column.width)
    for place in range(len(rows) + 1):
        table.rows[place].height = Inches(tall if place else HEADER_HEIGHT)
    for place, column in enumerate(columns):
        _fill(table.cell(0, place), column.heading, column, COLOURS.place)
    for row, cells in enumerate(rows):
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            _fill(table.cell(row + 1, place), cell, column, BANDS[row % 2])
    describe(frame, description)


def _fill(cell: Any, lines: Cell, column: Column, ground: str) -> None:  # noqa: ANN401  # a cell of python-pptx, imported late
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches

    cell.margin_left = cell.margin_right = Inches(SIDE_MARGIN)
    cell.margin_top = cell.margin_bottom = Inches(EDGE_MARGIN)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(ground)
    write(cell.text_frame, lines, column.room)
    if column.number:
        for paragraph in cell.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.RIGHT
