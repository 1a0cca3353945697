"""The way out of the programme: from a study to equipment, to the whole city, to other cities."""

from __future__ import annotations

from dataclasses import dataclass

from geo import growth, jcm_totals
from geo.diagrams.drawing import Drawing, Paint, columns
from geo.diagrams.pieces import GAP, Item
from geo.language import Language, message
from geo.programme import Programme
from geo.reconciliation import Published, as_of_text

TITLE = message("The way out: four steps")
DESCRIBED = message(
    "Four steps upward: a feasibility study under the programme, equipment installed with JCM support, spread within the city, and "
    "spread to other cities."
)
NEEDS = ("exit-path", "exit-domino")
STEPS = (
    ("study", message("Study"), message("A feasibility study under the programme")),
    ("install", message("JCM installation"), message("Equipment installed with JCM support")),
    ("spread_city", message("Spread in the city"), message("Efficient technology in more of the city's infrastructure")),
    ("domino", message("Spread to other cities"), message("The “decarbonisation domino”")),
)
SHARE = message("about {n}%")
SHARE_OF = message("of collaborations had led to a JCM infrastructure project ({date})")
PROJECTS = message("{n} projects")
PROJECTS_OF = message("JCM infrastructure projects had come out of the programme ({date})")
NARROW, RISE, PAD = 640, 46, 16
ICON, FIGURE = 74, 30


@dataclass(frozen=True)
class Result:
    """A published figure on a step: the number, and what it counts."""

    number: str
    said: str


def draw(programme: Programme, language: Language, width: float, paint: Paint) -> str:
    """Draw the way out (see `geo.diagrams.Diagram`)."""
    drawing = Drawing(width, paint)
    steps = [(Item(icon, language.text(name)), language.text(said)) for icon, name, said in STEPS]
    results = _results(programme, language)
    height = _narrow(drawing, steps, results) if width < NARROW else _wide(drawing, steps, results)
    return drawing.svg(language.text(TITLE), language.text(DESCRIBED), height)


def _results(programme: Programme, language: Language) -> list[Result]:
    """Word what was published on how many reached the second step."""

    def told(figure: Published, number: str, said: str) -> Result:
        return Result(
            language.text(number, n=language.number(figure.value)),
            language.text(said, date=as_of_text(figure.as_of, language)),
        )

    share, formed = growth.share_formed(programme), jcm_totals.published_formed(programme)
    results = [told(share, SHARE, SHARE_OF)] if share else []
    return [*results, told(formed, PROJECTS, PROJECTS_OF)] if formed else results


def _result(drawing: Drawing, result: Result, x: float, y: float, most: float, colour: str) -> float:
    y = drawing.text(x, y, result.number, most, size=FIGURE, bold=True, colour=colour)
    return drawing.text(x, y, result.said, most, size=13, colour="quiet") + GAP


def _result_height(drawing: Drawing, result: Result, most: float) -> float:
    return drawing.height_of(result.number, most, size=FIGURE) + drawing.height_of(result.said, most, size=13) + GAP


def _wide(drawing: Drawing, steps: list[tuple[Item, str]], results: list[Result]) -> float:
    placed = columns(drawing.width, len(steps), 0)
    inner = placed[0][1] - 2 * PAD
    lowest = ICON + 24 + RISE * (len(steps) - 1)  # top of the lowest step
    written = 0.0
    for i, ((item, said), (x, wide)) in enumerate(zip(steps, placed, strict=True)):
        top, colour = lowest - RISE * i, f"step{i}"
        drawing.path(f"M{x + 3:g} {top:g}H{x + wide:g}", line=colour, thick=6)
        drawing.pictogram(item.pictogram, x + wide / 2, top - ICON / 2 - 12, ICON, line=colour)
        if i:
            drawing.path(f"M{x:g} {top + RISE:g}V{top:g}", line=colour, thick=6)
            _hop(drawing, x, top)
        drawing.disc(x + PAD + 14, top + PAD + 16, 15, fill=colour)
        drawing.text(x + PAD + 14, top + PAD + 5, str(i + 1), 30, size=16, bold=True, anchor="middle", colour="panel")
        y = drawing.text(x + PAD + 40, top + PAD + 3, item.label, inner - 44, size=18, bold=True)
        y = drawing.text(x + PAD, max(y, top + PAD + 34) + 4, said, inner, size=14)
        if i == 1:
            written = max(written, _results_below(drawing, results, x, y))
        written = max(written, y)
    return written + PAD


def _results_below(drawing: Drawing, results: list[Result], x: float, y: float) -> float:
    """Draw what was published on the second step, side by side in a box that points at it; gives where it ends."""
    if not results:
        return y
    y += PAD + 10
    wide = drawing.width - x
    room = wide / len(results) - 2 * PAD
    high = max(_result_height(drawing, result, room) for result in results) + PAD
    drawing.box(x, y, wide, high, fill="sea")
    tip = x + PAD + 14
    drawing.path(f"M{tip - 10:g} {y + 0.6:g}L{tip:g} {y - 10:g}L{tip + 10:g} {y + 0.6:g}", fill="sea", line="line", thick=1.2)
    drawing.path(f"M{tip - 9:g} {y + 1.5:g}H{tip + 9:g}", line="sea", thick=3)
    for i, result in enumerate(results):
        _result(drawing, result, x + PAD + i * wide / len(results), y + PAD * 0.6, room, "step1")
    return y + high


def _hop(drawing: Drawing, x: float, top: float) -> None:
    """Draw the leap from the step before onto the next."""
    y = top - 30
    drawing.path(f"M{x - 44:g} {y + 26:g}C{x - 40:g} {y - 12:g} {x + 6:g} {y - 22:g} {x + 30:g} {y + 2:g}", line="quiet", thick=2.5)
    drawing.path(f"M{x + 36:g} {y + 9:g}L{x + 24:g} {y + 4:g}L{x + 33:g} {y - 5:g}Z", fill="quiet", line="quiet", thick=1)


def _narrow(drawing: Drawing, steps: list[tuple[Item, str]], results: list[Result]) -> float:
    y, rail, left = 0.0, 27.0, 74.0
    room = drawing.width - left
    for i, (item, said) in enumerate(steps):
        colour, top = f"step{i}", y
        y = drawing.text(left, top + 4, f"{i + 1}  {item.label}", room, size=18, bold=True)
        y = drawing.text(left, y, said, room, size=14)
        if i == 1:
            for result in results:
                y = _result(drawing, result, left, y + GAP, room, colour)
        y = max(y, top + 54) + 22
        if i < len(steps) - 1:
            drawing.arrow((rail, top + 60), (rail, y - 4), line=colour)
        drawing.pictogram(item.pictogram, rail, top + 27, 50, line=colour)
    return y - 16
