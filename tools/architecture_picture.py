"""How docs/architecture.svg looks: boxes in rows, what imports above what is imported, without any library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

Arrows = Mapping[tuple[str, str], int]

WIDTH, MARGIN, GAP, BETWEEN = 1240, 28, 20, 56
INSIDE = WIDTH - 2 * MARGIN
SMALL, TITLE, LINE, PADDING = 12, 15, 16, 12
# Widths are estimated, as nothing measures letters here: a little more than most fonts need.
LETTER, TITLE_LETTER = 0.55, 0.62
LANE, SWEEPS = 12, 12
INK, QUIET, EDGE = "#14212b", "#465661", "#8aa0b1"
ORANGE, RED, GREEN, BLUE, VIOLET = "#fdf1dc", "#fbe9e4", "#e9f2e4", "#e6f0f8", "#efecf6"
CORE, UNDER_CORE = "geo", "geo/"
STYLE = (
    f"text{{font:{SMALL}px system-ui,'Segoe UI','Helvetica Neue',Arial,sans-serif;fill:{QUIET}}}"
    f".t{{font-size:{TITLE}px;font-weight:600;fill:{INK}}}"
)


@dataclass
class Box:
    """A package with the lines of text in it, or, without a title, a lane that an arrow passes through."""

    name: str
    title: str = ""
    words: Sequence[str] = ()
    fill: str = BLUE
    width: float = LANE
    x: float = 0
    y: float = 0
    lines: list[str] = field(default_factory=list)

    def widen(self, width: float) -> Box:
        """Take a width and break the words into lines of it."""
        self.width = width
        self.lines = broken(self.words, width - 2 * PADDING)
        return self

    @property
    def height(self) -> float:
        """How tall the box is with its lines."""
        return 2 * PADDING + TITLE + LINE * len(self.lines) if self.title else 0

    @property
    def middle(self) -> float:
        """Where arrows begin and end."""
        return self.x + self.width / 2

    def svg(self) -> str:
        """Draw the box."""
        left, base = self.x + PADDING, self.y + PADDING + TITLE - 3
        return (
            f'<rect x="{self.x:.0f}" y="{self.y:.0f}" width="{self.width:.0f}" height="{self.height:.0f}" rx="8" '
            f'fill="{self.fill}" stroke="{EDGE}"/><text class="t" x="{left:.0f}" y="{base:.0f}">{escape(self.title)}</text>'
            f"{written(self.lines, left, base + LINE)}\n"
        )


def broken(words: Sequence[str], width: float) -> list[str]:
    """Put words into lines of a width."""
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]}  {word}" if lines else word
        if lines and len(joined) * SMALL * LETTER <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def written(lines: Sequence[str], x: float, y: float) -> str:
    """Write lines of text from a place downwards."""
    return "".join(
        f'<text x="{x:.0f}" y="{y + LINE * n:.0f}" xml:space="preserve">{escape(line)}</text>' for n, line in enumerate(lines)
    )


def ranks(names: Sequence[str], arrows: Arrows) -> tuple[dict[str, int], dict[str, str]]:
    """Say in which row a package stands, 0 lowest: above all it imports, beside those it and they import in turn.

    Parameters
    ----------
    names : sequence of str
        The packages.
    arrows : mapping of (str, str) to int
        Who imports whom, how often.

    Returns
    -------
    dict of str to int
        The row of each.
    dict of str to str
        For each the first, by name, of those that import each other in turn, itself among them.
    """
    reached = {name: _reached(name, names, arrows) for name in names}
    rank: dict[str, int] = {}
    kin = {name: min(other for other in reached[name] if name in reached[other]) for name in names}
    # Whoever reaches more comes later, and packages that reach each other reach the same ones.
    for name in sorted(names, key=lambda each: (len(reached[each]), each)):
        below = [other for other in reached[name] if name not in reached[other]]
        rank[name] = 1 + max((rank[other] for other in below), default=-1)
    return rank, kin


def _reached(start: str, names: Sequence[str], arrows: Arrows) -> set[str]:
    found, open_ = {start}, [start]
    while open_:
        here = open_.pop()
        new = [name for name in names if (here, name) in arrows and name not in found]
        found.update(new)
        open_ += new
    return found


def rows_of(packages: Mapping[str, Sequence[str]], arrows: Arrows) -> tuple[list[list[Box]], list[list[Box]]]:
    """Put packages into rows, with a lane in every row that an arrow crosses.

    Parameters
    ----------
    packages : mapping of str to sequence of str
        The modules of each.
    arrows : mapping of (str, str) to int
        Between these packages alone.

    Returns
    -------
    list of list of Box
        The rows, the highest first.
    list of list of Box
        The way of each arrow, from who imports, through lanes, to what is imported.
    """
    rank, kin = ranks(list(packages), arrows)
    boxes = {name: Box(name, name, words) for name, words in packages.items()}
    rows: list[list[Box]] = [[] for _ in range(max(rank.values(), default=-1) + 1)]
    for name in sorted(packages):
        rows[rank[name]].append(boxes[name])
    ways = []
    for here, there in sorted(arrows):
        lanes = [Box(f"{here}>{there}") for _ in range(rank[there] + 1, rank[here])]
        for lane, row in zip(reversed(lanes), range(rank[there] + 1, rank[here]), strict=True):
            rows[row].append(lane)
        ways.append([boxes[here], *lanes, boxes[there]])
    return _untangled(rows[::-1], ways, kin), ways


def _untangled(rows: list[list[Box]], ways: Sequence[Sequence[Box]], kin: Mapping[str, str]) -> list[list[Box]]:
    """Order every row by where its neighbours stand, over and over, so that fewer arrows cross; kin stand side by side."""
    beside: dict[int, list[Box]] = {}
    for way in ways:
        for one, other in pairwise(way):
            beside.setdefault(id(one), []).append(other)
            beside.setdefault(id(other), []).append(one)
    for row in rows:
        _spread(row)
    for _ in range(SWEEPS):
        for row in rows:
            _order(row, beside, kin)
            _spread(row)
    return rows


def _order(row: list[Box], beside: Mapping[int, Sequence[Box]], kin: Mapping[str, str]) -> None:
    wanted: dict[str, float] = {}
    family: dict[str, list[float]] = {}
    for box in row:
        middles = [other.middle for other in beside.get(id(box), ())] or [box.middle]
        wanted[box.name] = sum(middles) / len(middles)
        family.setdefault(kin.get(box.name, box.name), []).append(wanted[box.name])
    means = {name: sum(found) / len(found) for name, found in family.items()}
    row.sort(key=lambda box: (means[kin.get(box.name, box.name)], wanted[box.name]))


def _spread(row: Sequence[Box]) -> None:
    """Share the width among the boxes of a row by how much they hold."""
    full = [box for box in row if box.title]
    free = INSIDE - GAP * (len(row) - 1) - LANE * (len(row) - len(full))
    least = {box.name: len(box.title) * TITLE * TITLE_LETTER + 2 * PADDING for box in full}
    held = {box.name: sum(map(len, box.words)) + 10 for box in full}
    left = free - sum(least.values())
    x: float = MARGIN
    for box in row:
        if box.title:
            box.widen(least[box.name] + left * held[box.name] / sum(held.values()))
        box.x = x
        x += box.width + GAP


def _placed(row: Sequence[Box], y: float) -> float:
    """Put a row at a height; give where it ends."""
    for box in row:
        box.y = y
    tallest = max(box.height for box in row)
    for lane in row:
        lane.y = lane.y if lane.title else y + tallest / 2
    return y + tallest


def _curve(x: float, y: float, to_x: float, to_y: float, *, head: bool = True) -> str:
    bend, end = (to_y - y) / 2, ' marker-end="url(#a)"' if head else ""
    return (
        f'<path d="M{x:.0f} {y:.0f}C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} {to_x:.0f} {to_y:.0f}" fill="none" '
        f'stroke="{QUIET}" stroke-width="1.3"{end}/>\n'
    )


def _way(way: Sequence[Box], ends: Mapping[int, tuple[float, float]]) -> str:
    """Draw an arrow through its lanes; between packages of one row from side to side."""
    if way[0].y == way[-1].y:
        left, right = sorted((way[0], way[-1]), key=lambda box: box.x)
        y, start, end = left.y + 24, left.x + left.width, right.x
        if way[0] is right:
            y, start, end = y + 14, end, start
        return f'<path d="M{start:.0f} {y:.0f}H{end:.0f}" stroke="{QUIET}" stroke-width="1.3" marker-end="url(#a)"/>\n'
    points = [
        (ends[id(way)][0], way[0].y + way[0].height),
        *((lane.middle, lane.y) for lane in way[1:-1]),
        (ends[id(way)][1], way[-1].y),
    ]
    return "".join(_curve(*one, *other, head=n == len(points) - 2) for n, (one, other) in enumerate(pairwise(points)))


def _ends(ways: Sequence[Sequence[Box]]) -> dict[int, tuple[float, float]]:
    """Give each arrow a place of its own along the edges it leaves and reaches, in the order of where it goes."""
    places: dict[tuple[int, bool], float] = {}
    for last in (False, True):
        meeting: dict[int, list[Sequence[Box]]] = {}
        for way in ways:
            if way[0].y != way[-1].y:
                meeting.setdefault(id(way[-1] if last else way[0]), []).append(way)
        for group in meeting.values():
            box = group[0][-1] if last else group[0][0]
            group.sort(key=lambda way: (way[-2] if last else way[1]).middle)
            for n, way in enumerate(group, 1):
                places[id(way), last] = box.x + box.width * n / (len(group) + 1)
    return {id(way): (places[id(way), False], places[id(way), True]) for way in ways if (id(way), False) in places}


def picture(
    packages: Mapping[str, Sequence[str]], arrows: Arrows, reaching: Sequence[tuple[str, str]], tables: Sequence[str]
) -> str:
    """Draw everything.

    Parameters
    ----------
    packages : mapping of str to sequence of str
        The modules of each box.
    arrows : mapping of (str, str) to int
        How often a box imports another.
    reaching : sequence of (str, str)
        Modules of ``geo`` itself that import a package of it.
    tables : sequence of str
        The tables at the ground.

    Returns
    -------
    str
        SVG.
    """

    def uses(name: str) -> str:
        return "imports " + ", ".join(f"{there} {n}×" for (here, there), n in sorted(arrows.items()) if here == name)

    inner = {name: words for name, words in packages.items() if name.startswith(UNDER_CORE)}
    top = [Box(name, f"{name}.py", [uses(name)], ORANGE) for name in ("dashboard", "app")]
    for box, x in zip(top, (MARGIN, MARGIN + INSIDE / 2 + GAP / 2), strict=True):
        box.widen((INSIDE - GAP) / 2).x = x
    pages, components, core, ground = (
        Box(name, title, words, fill, x=MARGIN).widen(INSIDE)
        for name, title, words, fill in (
            ("pages", "pages: layout only", packages["pages"], RED),
            ("components", "components: pieces of pages", packages["components"], GREEN),
            (CORE, "geo: modules that its packages stand on", packages[CORE], BLUE),
            ("data", "data: the tables", tables, VIOLET),
        )
    )
    rows, ways = rows_of(inner, {pair: n for pair, n in arrows.items() if set(pair) <= set(inner)})
    y: float = MARGIN
    for row in ([*top], [pages], [components], *rows, [core], [ground]):
        y = _placed(row, y) + BETWEEN
    into = sum(n for (here, there), n in arrows.items() if here == "components" and there.startswith(CORE))
    onto = sum(n for (here, there), n in arrows.items() if here in inner and there == CORE)
    first, last = rows[0], rows[-1]
    levels = (
        (top[0].y + top[0].height, pages.y, "runs each by its address"),
        (pages.y + pages.height, components.y, uses("pages")),
        (components.y + components.height, first[0].y, f"{into} imports of geo and its packages"),
        (max(box.y + box.height for box in last), core.y, f"{onto} imports"),
        (core.y + core.height, ground.y, "reads"),
    )
    return _document(
        levels, [*top, pages, components, *(box for row in rows for box in row if box.title), core, ground], ways, reaching
    )


def _document(
    levels: Sequence[tuple[float, float, str]],
    boxes: Sequence[Box],
    ways: Sequence[Sequence[Box]],
    reaching: Sequence[tuple[str, str]],
) -> str:
    ends = _ends(ways)
    x = MARGIN + PADDING
    down = "".join(_curve(x, start, x, end) + written([text], x + 10, (start + end) / 2 + 4) for start, end, text in levels)
    notes = broken(
        ["Modules of geo itself that use one of its packages:", *(f"{module} → {package}" for module, package in reaching)], INSIDE
    )
    bottom = boxes[-1].y + boxes[-1].height + 2 * LINE
    height = bottom + LINE * len(notes) + MARGIN / 2
    drawn = down + "".join(_way(way, ends) for way in ways) + "".join(box.svg() for box in boxes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="Which package imports '
        f'which: app and dashboard above pages, components, the packages of geo, its own modules and the tables">\n'
        f'<style>{STYLE}</style>\n<rect width="{WIDTH}" height="{height:.0f}" fill="#fff"/>\n'
        f'<marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{QUIET}"/></marker>\n'
        f"{drawn}{written(notes, MARGIN, bottom)}\n</svg>\n"
    )
