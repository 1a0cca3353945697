"""Imports go one way, and the picture of them is the one that is committed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tools.architecture_picture import ranks
from tools.draw_architecture import PICTURE, ROOT, against, draw, imports, modules

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree of sources in which every import goes the right way."""
    for name, text in {
        "geo/__init__.py": "",
        "geo/tables.py": "import csv\n",
        "geo/map/__init__.py": "",
        "geo/map/frame.py": "from geo import tables\n",
        "components/__init__.py": "",
        "components/state.py": "import streamlit as st\nfrom geo.map.frame import tables\n",
        "pages/first.py": "from components import state\n",
        "pages/second.py": "from components import state\n",
        "dashboard.py": "from components import state\n",
        "app.py": "from geo import tables\n",
        "data/places.csv": "place_id\n",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_committed_picture_is_what_the_imports_draw_now() -> None:
    # Where this fails: python -m tools.draw_architecture
    assert (ROOT / PICTURE).read_text("utf-8") == draw()


def test_no_import_of_the_app_goes_against_the_direction() -> None:
    assert against(imports(ROOT)) == []


def test_a_tree_that_keeps_the_direction_is_left_alone(tree: Path) -> None:
    assert against(imports(tree)) == []


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("geo/tables.py", "import streamlit as st", "geo.tables, line 2: imports streamlit"),
        ("geo/map/frame.py", "from streamlit_folium import st_folium", "geo.map.frame, line 2: imports streamlit_folium"),
        ("geo/map/frame.py", "import streamlit.runtime", "geo.map.frame, line 2: imports streamlit.runtime"),
        ("geo/tables.py", "def late():\n    from components import state", "geo.tables, line 3: imports components.state"),
        ("components/state.py", "from pages.first import state", "components.state, line 3: imports pages.first"),
        ("components/state.py", "import dashboard", "components.state, line 3: imports dashboard"),
        ("pages/first.py", "from pages import second", "pages.first, line 2: imports pages.second"),
        ("pages/first.py", "import app", "pages.first, line 2: imports app"),
    ],
)
def test_an_import_against_the_direction_is_named_with_its_line(tree: Path, file: str, line: str, told: str) -> None:
    with (tree / file).open("a", encoding="utf-8") as added:
        added.write(f"{line}\n")
    assert against(imports(tree)) == [told]


def test_imports_relative_to_a_package_are_followed(tree: Path) -> None:
    (tree / "geo/map/frame.py").write_text("from ..tables import read\nfrom . import sites\n", encoding="utf-8")
    (tree / "geo/map/sites.py").write_text("", encoding="utf-8")
    assert {each.imported for each in imports(tree) if each.module == "geo.map.frame"} == {"geo.tables", "geo.map.sites"}


def test_another_import_makes_another_picture_and_the_same_sources_the_same(tree: Path) -> None:
    before = draw(tree)
    assert draw(tree) == before
    (tree / "geo/tables.py").write_text("import geo.map.frame\n", encoding="utf-8")
    assert draw(tree) != before


def test_every_module_and_every_table_stands_in_the_picture() -> None:
    texts = [text.text or "" for text in ET.fromstring((ROOT / PICTURE).read_text("utf-8")).iter(f"{SVG}text")]  # noqa: S314 (our own file)
    words = {word for text in texts for word in text.split()}
    for module, file in modules(ROOT).items():
        assert (
            file.name == "__init__.py" or {file.stem, file.name} & words or any(word.endswith(f"/{file.stem}") for word in words)
        ), module
    assert {file.stem for file in (ROOT / "data").glob("*.csv")} <= words


def test_a_package_stands_above_what_it_imports_and_beside_its_kin() -> None:
    rank, kin = ranks(["a", "b", "c", "d"], {("a", "b"): 1, ("b", "c"): 1, ("c", "b"): 1, ("c", "d"): 1})
    assert (rank["a"], rank["b"], rank["c"], rank["d"]) == (2, 1, 1, 0)
    assert kin == {"a": "a", "b": "b", "c": "b", "d": "d"}
