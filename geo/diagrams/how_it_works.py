"""Who works together in the programme, on what, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from geo.diagrams.drawing import Drawing, Paint
from geo.diagrams.pieces import GAP, Item, above, beside, item_height, row, row_height, stack, stack_height
from geo.language import Language, message
from geo.programme import Programme

TITLE = message("How the programme works")
DESCRIBED = message(
    "Japanese local governments, private companies and partner cities work together; studies, help with rules and training lead "
    "to projects, and efficient technology in the city's infrastructure cuts carbon and improves its environment and energy supply."
)
NEEDS = ("programme-what", "programme-package", "programme-why-cities")
GOVERNMENTS = message("Japanese local governments")
COMPANIES = message("Private companies")
CITIES = message("Partner cities in developing countries")
PACKAGE = message("Together, as one package")
STUDIES = message("Studies")
RULES = message("Help with institutions and rules")
TRAINING = message("Training of staff")
PROJECTS = message("Decarbonisation projects are found and formed")
TECHNOLOGY = message("Efficient technology comes into the city's infrastructure")
CARBON = message("Less carbon")
ENVIRONMENT = message("A better environment")
ENERGY = message("Better energy supply")
NARROW, ROOMY = 640, 900  # pixels; below the first, all stands in one column
PAD, ACTOR, BETWEEN, POINT = 18, 0.2, 22, 26


@dataclass(frozen=True)
class Words:
    """What is written, in one language."""

    governments: Item
    companies: Item
    cities: Item
    package: str
    parts: tuple[Item, ...]
    projects: Item
    technology: Item
    gains: tuple[Item, ...]


def _words(language: Language) -> Words:
    text = language.text
    return Words(
        governments=Item("government", text(GOVERNMENTS)),
        companies=Item("company", text(COMPANIES)),
        cities=Item("city", text(CITIES)),
        package=text(PACKAGE),
        parts=(Item("study", text(STUDIES)), Item("rules", text(RULES)), Item("training", text(TRAINING))),
        projects=Item("project", text(PROJECTS)),
        technology=Item("install", text(TECHNOLOGY)),
        gains=(Item("carbon", text(CARBON)), Item("environment", text(ENVIRONMENT)), Item("energy", text(ENERGY))),
    )


def draw(_: Programme, language: Language, width: float, paint: Paint) -> str:
    """Draw how the programme works (see `geo.diagrams.Diagram`)."""
    drawing, words = Drawing(width, paint), _words(language)
    height = _narrow(drawing, words) if width < NARROW else _wide(drawing, words)
    return drawing.svg(language.text(TITLE), language.text(DESCRIBED), height)


def _wide(drawing: Drawing, words: Words) -> float:
    width = drawing.width
    side = width * ACTOR
    left, right = side + BETWEEN, width - side - BETWEEN
    inner = right - left - 2 * (POINT + PAD)
    chip_high = 56.0
    band_top = chip_high + 34
    band_high = 2 * PAD + 24 + row_height(drawing, words.parts, inner)
    bottom = band_top + band_high
    for item, x, line in ((words.governments, 0.0, "japanese"), (words.cities, width - side, "place")):
        drawing.box(x, 0, side, bottom, line=line)
        high = item_height(drawing, item, side - 2 * PAD, icon=84, size=17)
        above(drawing, item, x + PAD, (bottom - high) / 2, side - 2 * PAD, icon=84, size=17, bold=True, line=line)
    middle = (left + right) / 2
    chip = min(240.0, right - left)
    drawing.box(middle - chip / 2, 0, chip, chip_high)
    beside(drawing, words.companies, middle - chip / 2 + PAD, 8, chip - 2 * PAD, bold=True)
    drawing.arrow((middle, chip_high + 4), (middle, band_top - 5))
    _band(drawing, left, band_top, right, bottom)
    drawing.text(middle, band_top + PAD - 4, words.package, right - left - 60, bold=True, anchor="middle")
    row(drawing, words.parts, left + POINT + PAD, band_top + PAD + 26, inner)
    drawing.arrow((middle, bottom + 6), (middle, bottom + 40))
    return _outcome(drawing, words, bottom + 46)


def _band(drawing: Drawing, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a ribbon that points both ways."""
    half = (top + bottom) / 2
    drawing.path(
        f"M{left:g} {half:g}L{left + POINT:g} {top:g}H{right - POINT:g}L{right:g} {half:g}"
        f"L{right - POINT:g} {bottom:g}H{left + POINT:g}Z",
        fill="sea",
        line="line",
        thick=1.2,
    )


def _outcome(drawing: Drawing, words: Words, top: float) -> float:
    """Draw projects, the technology they bring, and what it gives the city: from left to right."""
    shares = (0.26, 0.28, 0.46)
    size = 15 if drawing.width >= ROOMY else 14
    room = drawing.width - 2 * (BETWEEN + 12)
    wides = [share * room for share in shares]
    inner = wides[2] - 2 * PAD
    high = 2 * PAD + max(
        item_height(drawing, words.projects, wides[0] - 2 * PAD, icon=56, size=size),
        item_height(drawing, words.technology, wides[1] - 2 * PAD, icon=56, size=size),
        row_height(drawing, words.gains, inner, icon=56, size=size),
    )
    x = 0.0
    for wide, item in zip(wides, (words.projects, words.technology, None), strict=True):
        drawing.box(x, top, wide, high, fill="panel" if item else "partner")
        if item:
            above(drawing, item, x + PAD, top + PAD, wide - 2 * PAD, icon=56, size=size, bold=item is words.projects)
            drawing.arrow((x + wide + 5, top + high / 2), (x + wide + BETWEEN + 7, top + high / 2))
        else:
            row(drawing, words.gains, x + PAD, top + PAD, inner, icon=56, size=size)
        x += wide + BETWEEN + 12
    return top + high


def _narrow(drawing: Drawing, words: Words) -> float:
    width, middle = drawing.width, drawing.width / 2
    half = (width - GAP) / 2
    inner = half - 2 * GAP
    pair = ((words.governments, 0.0, "japanese"), (words.companies, half + GAP, "line"))
    y = 2 * GAP + max(item_height(drawing, item, inner, icon=52, size=15) for item, _, _ in pair)
    for item, x, line in pair:
        drawing.box(x, 0, half, y, line=line)
        above(drawing, item, x + GAP, GAP, inner, bold=True, line="japanese" if line == "japanese" else "ink")
    y = _down(drawing, middle, y)
    high = 2 * PAD + 28 + stack_height(drawing, words.parts, width - 4 * PAD)
    drawing.box(0, y, width, high, fill="sea")
    drawing.text(middle, y + PAD - 3, words.package, width - 2 * PAD, bold=True, anchor="middle")
    stack(drawing, words.parts, 2 * PAD, y + PAD + 28, width - 4 * PAD)
    y = _down(drawing, middle, y + high, both=True)
    for item, line, bold in ((words.cities, "place", True), (words.projects, "line", True), (words.technology, "line", False)):
        high = 2 * GAP + stack_height(drawing, (item,), width - 2 * PAD, icon=46, size=15)
        drawing.box(0, y, width, high, line=line)
        beside(drawing, item, PAD, y + GAP, width - 2 * PAD, icon=46, bold=bold, line="place" if line == "place" else "ink")
        y = _down(drawing, middle, y + high)
    high = 2 * PAD + row_height(drawing, words.gains, width - 2 * GAP)
    drawing.box(0, y, width, high, fill="partner")
    row(drawing, words.gains, GAP, y + PAD, width - 2 * GAP)
    return y + high


def _down(drawing: Drawing, x: float, y: float, *, both: bool = False) -> float:
    if both:
        drawing.arrow((x, y + 16), (x, y + 5))
        drawing.arrow((x, y + 16), (x, y + 30))
    else:
        drawing.arrow((x, y + 6), (x, y + 30))
    return y + 35
