"""Painting a sheet with Matplotlib, without its global state: a figure of its own for every picture.

Matplotlib is imported when the first picture is asked for: pages do not wait for it.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.export.lettering import weight_of
from geo.export.picture.frames import Box
from geo.export.picture.marks import Coordinates, Disc, Mark, Panel, Shape, Sheet, Style, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

POINTS = 72  # to an inch
HALO_THICKNESS = 3.2
HALO_OPACITY = 0.86
# What every picture of ours is written with; nothing else in this process uses Matplotlib.
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "path",  # outlines: whole on every machine
    "svg.hashsalt": "city-to-city",  # the same bytes for the same picture
    "pdf.fonttype": 42,  # fonts as they are: text can be found and copied
    "text.hinting": "none",
    "text.parse_math": False,  # a dollar in a name is a dollar
    "path.simplify": False,
}
# Fonts are shared by all figures, and a picture takes much memory for a moment: they are painted one after the other.
_painting = threading.Lock()


def paint(
    sheet: Sheet, inches: tuple[float, float], file_format: str, *, dpi: float = POINTS, metadata: Mapping[str, Any]
) -> bytes:
    """Paint a sheet as a file.

    Parameters
    ----------
    sheet : Sheet
        What is painted.
    inches : tuple of float
        Width and height of the picture.
    file_format : {"png", "svg", "pdf"}
        Of the file.
    dpi : float
        Pixels to an inch, of a PNG.
    metadata : Mapping of str to Any
        What the file says of itself, as Matplotlib's backend for the format takes it.

    Returns
    -------
    bytes
        The file.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with _painting:
        mpl.rcParams.update(SETTINGS)
        figure = Figure(figsize=inches, facecolor=sheet.ground)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set(xlim=(0, sheet.width), ylim=(sheet.height, 0))
        axes.set_axis_off()
        unit = inches[0] * POINTS / sheet.width
        for order, mark in enumerate(sheet.marks):
            for artist in _artists(mark, axes, unit):
                artist.set_zorder(order)
        return _saved(figure, file_format, dpi, metadata)


def _saved(figure: Figure, file_format: str, dpi: float, metadata: Mapping[str, Any]) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format=file_format, dpi=dpi, metadata=dict(metadata), facecolor=figure.get_facecolor())
    return file.getvalue()


def _artists(mark: Mark, axes: Axes, unit: float) -> Iterator[Any]:
    if isinstance(mark, Text):
        yield from _text(mark, axes, unit)
        return
    patch = _patch(mark)
    patch.set(**_painted(mark.style, unit))
    axes.add_artist(patch)
    clip = getattr(mark, "clip", None)
    if isinstance(clip, Box):
        patch.set_clip_path(_rectangle(clip), transform=axes.transData)
    yield patch


def _rectangle(box: Box) -> Any:  # noqa: ANN401  # a path of Matplotlib, imported late
    from matplotlib.path import Path

    return Path([(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom), (box.left, box.top)])


def _painted(style: Style, unit: float) -> dict[str, Any]:
    ends = "round" if style.round else "butt"
    dashes = (0.0, tuple(part / style.thickness for part in style.dashes)) if style.dashes else "solid"
    return {
        "facecolor": style.fill or "none",
        "edgecolor": style.stroke or "none",
        "linewidth": style.thickness * unit if style.stroke else 0.0,
        "linestyle": dashes,
        "capstyle": ends,
        "joinstyle": "round",
        "alpha": style.opacity if style.opacity < 1 else None,
    }


def _patch(mark: Shape | Disc | Panel) -> Patch:
    from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Rectangle, Wedge

    if isinstance(mark, Disc):
        if mark.slice is None:
            return Circle((mark.x, mark.y), mark.radius)
        first, last = mark.slice
        # y grows downwards here, so that angles grow clockwise.
        return Wedge((mark.x, mark.y), mark.radius, 360 * first - 90, 360 * last - 90)
    if isinstance(mark, Panel):
        box = mark.box
        if not mark.corner:
            return Rectangle((box.left, box.top), box.width, box.height)
        inner = box.grown(-mark.corner)
        return FancyBboxPatch((inner.left, inner.top), inner.width, inner.height, f"round,pad={mark.corner}")
    return PathPatch(_path(mark))


def _path(shape: Shape) -> Any:  # noqa: ANN401  # as above
    from matplotlib.path import Path

    vertices, codes = [], []
    for points in shape.parts:
        part = _rounded(points) if shape.curved and len(points) > 2 else points
        code = np.full(len(part), Path.LINETO if part is points else Path.CURVE3, dtype=Path.code_type)
        code[0] = Path.MOVETO
        if shape.closed:
            code[-1] = Path.CLOSEPOLY
        vertices.append(part)
        codes.append(code)
    return Path(np.concatenate(vertices), np.concatenate(codes))


def _rounded(points: Coordinates) -> Coordinates:
    """Put between the inner points of a line the middles of its parts, where its curves end (as `static/map/links.js` does)."""
    ends = np.concatenate([(points[1:-2] + points[2:-1]) / 2, points[-1:]])
    return np.concatenate([points[:1], np.stack([points[1:-1], ends], axis=1).reshape(-1, 2)])


def _text(mark: Text, axes: Axes, unit: float) -> Iterator[Any]:
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import PathPatch
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    if not mark.text:
        return
    font = FontProperties(fname=str(weight_of(mark.text, bold=mark.bold).path))
    if mark.halo:
        # A stroke around the text itself would turn it into outlines, in which nobody finds a word.
        outline = TextPath((0, 0), mark.text, size=mark.size, prop=font)
        placed = Affine2D().scale(1, -1).translate(mark.x, mark.y) + axes.transData
        halo = PathPatch(outline, transform=placed)
        halo.set(**_painted(Style(stroke=mark.halo, thickness=HALO_THICKNESS, opacity=HALO_OPACITY), unit))
        yield axes.add_artist(halo)
    yield axes.text(mark.x, mark.y, mark.text, fontproperties=font, fontsize=mark.size * unit, color=mark.colour, va="baseline")
