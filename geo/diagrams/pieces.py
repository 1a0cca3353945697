"""What several drawings are put together from: a pictogram with its name, a row of them, a number that stands for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.diagrams.drawing import Drawing, columns
from geo.diagrams.textflow import unbroken

GAP = 10
SMALLEST = 11.5  # a font size, in pixels


@dataclass(frozen=True)
class Item:
    """A pictogram and what it stands for."""

    pictogram: str
    label: str


def item_height(drawing: Drawing, item: Item, wide: float, *, icon: float, size: float) -> float:
    """Tell how high `above` draws an item."""
    return icon + GAP + drawing.height_of(item.label, wide, size=size)


def above(
    drawing: Drawing, item: Item, x: float, y: float, wide: float, *,
    icon: float = 52, size: float = 15, bold: bool = False, line: str = "ink",
) -> float:  # fmt: skip
    """Draw a pictogram with its name below, centred in a column; gives where it ends."""
    middle = x + wide / 2
    drawing.pictogram(item.pictogram, middle, y + icon / 2, icon, line=line)
    return drawing.text(middle, y + icon + GAP, item.label, wide, size=size, bold=bold, anchor="middle")


def beside(
    drawing: Drawing, item: Item, x: float, y: float, wide: float, *,
    icon: float = 40, size: float = 15, bold: bool = False, line: str = "ink",
) -> float:  # fmt: skip
    """Draw a pictogram with its name to the right, both centred on one line; gives where it ends."""
    room = wide - icon - GAP * 1.4
    high = max(icon, drawing.height_of(item.label, room, size=size))
    drawing.pictogram(item.pictogram, x + icon / 2, y + high / 2, icon, line=line)
    written = drawing.height_of(item.label, room, size=size)
    drawing.text(x + icon + GAP * 1.4, y + (high - written) / 2, item.label, room, size=size, bold=bold)
    return y + high


def row(
    drawing: Drawing,
    items: Sequence[Item],
    x: float,
    y: float,
    wide: float,
    *,
    icon: float = 48,
    size: float = 14,
    line: str = "ink",
) -> float:
    """Draw items side by side in equal columns; gives where the highest ends."""
    placed = [(x + left, room) for left, room in columns(wide, len(items), GAP * 1.6)]
    fitting = _fitting(items, placed[0][1], size)
    return max(
        above(drawing, item, left, y, room, icon=icon, size=fitting, line=line)
        for item, (left, room) in zip(items, placed, strict=True)
    )


def row_height(drawing: Drawing, items: Sequence[Item], wide: float, *, icon: float = 48, size: float = 14) -> float:
    """Tell how high `row` draws items."""
    room = columns(wide, len(items), GAP * 1.6)[0][1]
    fitting = _fitting(items, room, size)
    return max(item_height(drawing, item, room, icon=icon, size=fitting) for item in items)


def _fitting(items: Sequence[Item], room: float, size: float) -> float:
    """Find one font size for all, at which no word is broken."""
    return min(unbroken(item.label, size, room, SMALLEST) for item in items)


def stack(
    drawing: Drawing,
    items: Sequence[Item],
    x: float,
    y: float,
    wide: float,
    *,
    icon: float = 38,
    size: float = 14,
    line: str = "ink",
) -> float:
    """Draw items below each other; gives where the last ends."""
    for item in items:
        y = beside(drawing, item, x, y, wide, icon=icon, size=size, line=line) + GAP
    return y - GAP


def stack_height(drawing: Drawing, items: Sequence[Item], wide: float, *, icon: float = 38, size: float = 14) -> float:
    """Tell how high `stack` draws items."""
    room = wide - icon - GAP * 1.4
    return sum(max(icon, drawing.height_of(item.label, room, size=size)) + GAP for item in items) - GAP
