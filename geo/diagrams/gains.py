"""What taking part brings: to everyone who takes part, and to the partner city."""

from __future__ import annotations

from geo.diagrams.drawing import Drawing, Paint
from geo.diagrams.how_it_works import CARBON, CITIES, COMPANIES, ENERGY, ENVIRONMENT, GOVERNMENTS
from geo.diagrams.pieces import GAP, Item, above, row, row_height
from geo.language import Language, message
from geo.programme import Programme

TITLE = message("What each side gains")
DESCRIBED = message(
    "Everyone who takes part gains networks, name recognition and trained staff; the partner city gains less carbon, a better "
    "environment and better energy supply."
)
NEEDS = ("benefit-networks", "benefit-recognition", "benefit-staff", "programme-why-cities")
EVERYONE = message("Everyone who takes part")
THE_CITY = message("The partner city, from the technology")
NETWORKS = message("Networks at home and abroad")
RECOGNITION = message("Better name recognition")
STAFF = message("Training of global staff")
NARROW, PAD, HEAD = 640, 18, 17


def draw(_: Programme, language: Language, width: float, paint: Paint) -> str:
    """Draw what each side gains (see `geo.diagrams.Diagram`)."""
    text, drawing = language.text, Drawing(width, paint)
    actors = (Item("government", text(GOVERNMENTS)), Item("company", text(COMPANIES)), Item("city", text(CITIES)))
    shared = (Item("network", text(NETWORKS)), Item("recognition", text(RECOGNITION)), Item("staff", text(STAFF)))
    own = (Item("carbon", text(CARBON)), Item("environment", text(ENVIRONMENT)), Item("energy", text(ENERGY)))
    room = width if width < NARROW else (width - 3 * PAD) / 2
    panels = ((text(EVERYONE), actors, shared, "panel", "quiet"), (text(THE_CITY), actors[2:], own, "partner", "place"))
    heights = [_heights(drawing, who, what, room) for _, who, what, _, _ in panels]
    if width >= NARROW:
        heights = [(max(top for top, _ in heights), max(gains for _, gains in heights))] * len(panels)
    x = y = bottom = 0.0
    for (heading, who, what, fill, line), high in zip(panels, heights, strict=True):
        bottom = _panel(drawing, heading, who, what, (x, y, room), high, fill, line)
        x, y = (0.0, bottom + PAD) if width < NARROW else (x + room + 3 * PAD, y)
    return drawing.svg(text(TITLE), text(DESCRIBED), bottom)


def _heights(drawing: Drawing, who: tuple[Item, ...], what: tuple[Item, ...], wide: float) -> tuple[float, float]:
    inner = wide - 2 * PAD
    return row_height(drawing, who, inner, icon=44, size=13), row_height(drawing, what, inner, icon=64, size=15)


def _panel(
    drawing: Drawing, heading: str, who: tuple[Item, ...], what: tuple[Item, ...],
    place: tuple[float, float, float], heights: tuple[float, float], fill: str, line: str,
) -> float:  # fmt: skip
    """Draw who gains above, what they gain below, joined by an arrow."""
    x, y, wide = place
    tops, gains = heights
    inner, middle = wide - 2 * PAD, x + wide / 2
    head = drawing.height_of(heading, inner, size=HEAD)
    high = head + tops + gains + 4 * PAD + 34
    drawing.box(x, y, wide, high, fill=fill)
    top = drawing.text(middle, y + PAD - 4, heading, inner, size=HEAD, bold=True, anchor="middle") + GAP
    if len(who) == 1:
        above(drawing, who[0], x + PAD, top, inner, icon=44, size=13, line=line)
    else:
        row(drawing, who, x + PAD, top, inner, icon=44, size=13, line=line)
    top += tops + GAP
    drawing.arrow((middle, top), (middle, top + 30), line=line)
    row(drawing, what, x + PAD, top + 30 + PAD, inner, icon=64, size=15)
    return y + high
