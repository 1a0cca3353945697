"""Draws docs/architecture.svg from the imports there really are: `python -m tools.draw_architecture`.

Nothing is imported to find out: the sources are parsed. The same sources give the same picture, byte for byte, so that a test can
tell when the committed one is out of date, and when an import goes against the direction.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import architecture_picture

ROOT = Path(__file__).resolve().parents[1]
PICTURE = "docs/architecture.svg"
# From the ground up: whoever stands higher may import what stands lower, never the other way.
LEVELS: Mapping[str, int] = {"geo": 0, "components": 1, "pages": 2, "dashboard": 3, "app": 3}
# What a level must do without, besides everything above it.
FORBIDDEN: Mapping[str, tuple[str, ...]] = {"geo": ("streamlit", "streamlit_folium")}


@dataclass(frozen=True)
class Import:
    """One module naming another: modules by their dotted names, and the line it stands in."""

    module: str
    imported: str
    line: int


def modules(root: Path) -> dict[str, Path]:
    """Find the modules of the app: dotted name -> file. A package is known by its folder's name."""
    found = {}
    for top in LEVELS:
        files = sorted((root / top).rglob("*.py")) if (root / top).is_dir() else [root / f"{top}.py"]
        for file in files:
            parts = file.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports(root: Path) -> list[Import]:
    """Read every import of every module, those inside functions too: of modules of the app, and of others by their first name."""
    known = modules(root)
    return [found for name, file in known.items() for found in _imports(name, file, known)]


def _imports(name: str, file: Path, known: Mapping[str, Path]) -> Iterator[Import]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"), str(file))):
        for imported in _named(node, package, known):
            if imported != name:
                yield Import(name, imported, node.lineno)  # type: ignore[attr-defined]  # imports stand in a line


def _named(node: ast.AST, package: str, known: Mapping[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        start = ".".join([*parts, *([node.module] if node.module else [])])
        for alias in node.names:
            whole = f"{start}.{alias.name}"
            yield whole if whole in known else start


def top(module: str) -> str:
    """Name the level a module belongs to: ``geo.map.frame`` belongs to ``geo``."""
    return module.partition(".")[0]


def against(found: Iterable[Import]) -> list[str]:
    """Word every import that goes against the direction.

    Parameters
    ----------
    found : iterable of Import
        As `imports` gives them.

    Returns
    -------
    list of str
        One line for each, with module, line and what it must not import.
    """
    told = []
    for each in found:
        here, there = top(each.module), top(each.imported)
        upward = LEVELS.get(there, -1) > LEVELS[here]
        beside = here == there == "pages" and each.imported != "pages"
        if upward or beside or there in FORBIDDEN.get(here, ()):
            told.append(f"{each.module}, line {each.line}: imports {each.imported}")
    return told


def package_of(module: str, known: Mapping[str, Path], root: Path) -> str:
    """Name the box of a module: ``geo/map`` for everything below it, ``geo`` for its own modules, a script by its name."""
    folders = known[module].relative_to(root).parent.parts
    return "/".join(folders[:2]) if folders else module


def draw(root: Path = ROOT) -> str:
    """Draw the picture of a tree of sources, as SVG."""
    known = modules(root)
    boxes: dict[str, list[str]] = {}
    for module, file in known.items():
        names = boxes.setdefault(package_of(module, known, root), [])
        if file.name != "__init__.py":
            inside = file.relative_to(root).parts[2:-1]
            names.append("/".join([*inside, file.stem]))
    inner = sorted({(each.module, each.imported) for each in imports(root) if each.imported in known})
    pairs = [(package_of(module, known, root), package_of(imported, known, root)) for module, imported in inner]
    arrows = Counter(pair for pair in pairs if pair[0] != pair[1])
    both = zip(inner, pairs, strict=True)
    reaching = sorted({(module.partition(".")[2], there) for (module, _), (here, there) in both if here == "geo" and here != there})
    tables = sorted(file.stem for file in (root / "data").glob("*.csv"))
    return architecture_picture.picture(boxes, arrows, reaching, tables)


def main() -> int:
    """Write the picture; 1 where an import goes against the direction."""
    wrong = against(imports(ROOT))
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    (ROOT / PICTURE).write_text(draw(), encoding="utf-8", newline="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
