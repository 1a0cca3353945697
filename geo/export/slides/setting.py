"""Setting texts on slides: what does not fit its box is cut, and says so by ``…``.

Widths are measured in the shipped fonts. Those of the machine that shows the slides differ a little, so a margin is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.export.lettering import ELLIPSIS, wrapped
from geo.export.sheets import cleaned
from geo.export.slides.stage import COLOURS, DRAWING, colour, language_id
from geo.language import Language

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

POINTS = 72
MARGIN = 0.93  # of a box's width: wider letters than those measured still fit
LEADING = 1.22
WEB = ("https://", "http://")
SHADE = (0.94, 0.0)  # opacity at the left and at the right


@dataclass(frozen=True)
class Line:
    """A paragraph: its text, the height of its letters in points, and how it looks."""

    text: str
    size: float
    language: Language
    ink: str = COLOURS.ink
    bold: bool = False
    link: str = ""
    most: int | None = None
    space: float = 0.0


def cut(text: str, size: float, inches: float, most: int | None, *, bold: bool = False) -> str:
    """Shorten a text until it fits so many lines.

    Parameters
    ----------
    text : str
        Any text; letters the shipped fonts lack stay as they are.
    size : float
        Height of the letters in points.
    inches : float
        Width of its box.
    most : int, optional
        Lines there may be; without it, nothing is cut.
    bold : bool
        Whether it is set in bold.

    Returns
    -------
    str
        The text, ending in ``…`` where something was cut off.
    """
    text, room = " ".join(cleaned(text).split()), inches * POINTS * MARGIN
    if most is None or len(wrapped(text, size, room, bold=bold)) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(wrapped(text[:middle].rstrip() + ELLIPSIS, size, room, bold=bold)) <= most:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def height(lines: Sequence[Line], inches: float) -> float:
    """Say how tall paragraphs stand in a box of a width, both in inches."""
    room, tall = inches * POINTS * MARGIN, 0.0
    for line in lines:
        rows = len(wrapped(cut(line.text, line.size, inches, line.most, bold=line.bold), line.size, room, bold=line.bold))
        tall += line.space + rows * line.size * LEADING
    return tall / POINTS


def write(frame: TextFrame, lines: Sequence[Line], inches: float) -> None:
    """Write paragraphs into a text frame.

    Parameters
    ----------
    frame : pptx.text.text.TextFrame
        Of a box or a cell; what it held is replaced.
    lines : sequence of Line
        One paragraph each.
    inches : float
        Width of the frame without its margins.
    """
    from pptx.util import Pt

    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.line_spacing = 1.0
        paragraph.space_before = Pt(line.space)
        run = paragraph.add_run()
        run.text = cut(line.text, line.size, inches, line.most, bold=line.bold)
        font = run.font
        font.size, font.bold = Pt(line.size), line.bold
        font.color.rgb = colour(line.ink)
        font.language_id = language_id(line.language)
        if line.link.startswith(WEB):
            run.hyperlink.address = line.link


def box(slide: Slide, at: tuple[float, float, float, float], lines: Sequence[Line], *, anchor: str = "top") -> Any:  # noqa: ANN401
    """Put a text box on a slide.

    Parameters
    ----------
    slide : pptx.slide.Slide
        The slide.
    at : tuple of float
        Left, top, width and height in inches.
    lines : sequence of Line
        Its paragraphs.
    anchor : {"top", "middle", "bottom"}
        Where in the box they stand.

    Returns
    -------
    pptx.shapes.autoshape.Shape
        The box.
    """
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    shape = slide.shapes.add_textbox(*(Inches(value) for value in at))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = getattr(MSO_ANCHOR, anchor.upper())
    write(frame, lines, at[2])
    return shape


def block(slide: Slide, at: tuple[float, float, float, float], fill: str, *, line: str | None = None) -> Any:  # noqa: ANN401
    """Put a plain rectangle on a slide; left, top, width and height in inches."""
    from pptx.util import Pt

    shape = _rectangle(slide, at)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(fill)
    if line:
        shape.line.color.rgb, shape.line.width = colour(line), Pt(0.75)
    return shape


def shade(slide: Slide, at: tuple[float, float, float, float], fill: str) -> Any:  # noqa: ANN401  # as above
    """Put a rectangle on a slide that covers at its left and lets all through at its right."""
    shape = _rectangle(slide, at)
    shape.fill.gradient()
    shape.fill.gradient_angle = 0
    for stop, opacity in zip(shape.fill.gradient_stops, SHADE, strict=False):
        stop.color.rgb = colour(fill)
        for value in list(shape.element.iter(f"{{{DRAWING}}}srgbClr"))[-1:]:
            alpha = value.makeelement(f"{{{DRAWING}}}alpha")
            alpha.set("val", str(round(100_000 * opacity)))
            value.append(alpha)
    return shape


def _rectangle(slide: Slide, at: tuple[float, float, float, float]) -> Any:  # noqa: ANN401  # as above
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Inches

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(value) for value in at))
    shape.line.fill.background()
    # The style it comes with casts a shadow.
    for style in shape.element.xpath("p:style"):
        shape.element.remove(style)
    return shape


def describe(shape: Any, text: str) -> None:  # noqa: ANN401  # any shape of python-pptx
    """Say what a picture, chart or table shows, for readers who cannot see it."""
    for properties in shape.element.xpath(".//p:cNvPr")[:1]:
        properties.set("descr", cleaned(text))
