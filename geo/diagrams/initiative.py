"""The Japan-US initiative: who, to what end, by what activities and what means."""

from __future__ import annotations

from geo.diagrams.drawing import Drawing, Paint, columns
from geo.diagrams.pieces import Item, above, item_height, stack, stack_height
from geo.language import Language, message
from geo.programme import Programme

TITLE = message("How the initiative works")
DESCRIBED = message(
    "Japan's Ministry of the Environment and the office of the US Special Presidential Envoy for Climate support climate action by "
    "local governments worldwide: they share knowledge, support policies in third countries and multiply decarbonisation dominoes, "
    "by means of their own programmes."
)
NEEDS = (
    "initiative-purpose", "initiative-members", "initiative-activity-forum", "initiative-activity-third",
    "initiative-activity-domino", "initiative-activity-means",
)  # fmt: skip
JAPAN = message("Japan's Ministry of the Environment")
UNITED_STATES = message("Office of the US Special Presidential Envoy for Climate")
AIM = message("Climate action by local governments worldwide, supported and sped up")
SHARING = message("Sharing knowledge: the Zero Carbon City International Forum")
POLICIES = message("Policies in third countries: help to make them and carry them out")
DOMINOES = message("More cases of the “decarbonisation domino” across borders")
MEANS = message("By means of")
OWN = message("Japan's city-to-city collaboration programme")
ASEAN = message("US-ASEAN Smart Cities Partnership")
NARROW, PAD, FALL = 640, 16, 36


def draw(_: Programme, language: Language, width: float, paint: Paint) -> str:
    """Draw the initiative (see `geo.diagrams.Diagram`)."""
    text, drawing = language.text, Drawing(width, paint)
    y = _boxes(drawing, (text(JAPAN), text(UNITED_STATES)), 0, lines=("japanese", "place"), bold=True)
    y = _fall(drawing, y)
    high = 2 * PAD + drawing.height_of(text(AIM), width - 4 * PAD, size=18)
    drawing.box(0, y, width, high, fill="sea")
    drawing.text(width / 2, y + PAD - 2, text(AIM), width - 4 * PAD, size=18, bold=True, anchor="middle")
    items = (Item("share", text(SHARING)), Item("third", text(POLICIES)), Item("domino", text(DOMINOES)))
    y = _activities(drawing, items, y + high)
    y = drawing.text(width / 2, y + PAD, text(MEANS), width, size=14, anchor="middle", colour="quiet") + 4
    y = _boxes(drawing, (text(OWN), text(ASEAN)), y, lines=("japanese", "place"), bold=False)
    return drawing.svg(text(TITLE), text(DESCRIBED), y)


def _fall(drawing: Drawing, y: float) -> float:
    drawing.arrow((drawing.width / 2, y + 5), (drawing.width / 2, y + FALL - 5))
    return y + FALL


def _boxes(drawing: Drawing, said: tuple[str, str], y: float, *, lines: tuple[str, str], bold: bool) -> float:
    placed = columns(drawing.width, len(said), 2 * PAD)
    high = 2 * PAD + max(drawing.height_of(each, placed[0][1] - 2 * PAD, size=15) for each in said)
    for each, line, (x, wide) in zip(said, lines, placed, strict=True):
        drawing.box(x, y, wide, high, line=line)
        written = drawing.height_of(each, wide - 2 * PAD, size=15)
        drawing.text(x + wide / 2, y + (high - written) / 2, each, wide - 2 * PAD, size=15, bold=bold, anchor="middle")
    return y + high


def _activities(drawing: Drawing, items: tuple[Item, ...], y: float) -> float:
    if drawing.width < NARROW:
        y = _fall(drawing, y)
        high = 2 * PAD + stack_height(drawing, items, drawing.width - 2 * PAD, icon=44)
        drawing.box(0, y, drawing.width, high)
        return stack(drawing, items, PAD, y + PAD, drawing.width - 2 * PAD, icon=44) + PAD
    placed = columns(drawing.width, len(items), 2 * PAD)
    inner = placed[0][1] - 2 * PAD
    high = 2 * PAD + max(item_height(drawing, item, inner, icon=60, size=15) for item in items)
    for item, (x, wide) in zip(items, placed, strict=True):
        drawing.arrow((x + wide / 2, y + 5), (x + wide / 2, y + FALL - 5))
        drawing.box(x, y + FALL, wide, high)
        above(drawing, item, x + PAD, y + FALL + PAD, inner, icon=60)
    return y + FALL + high
