"""A map that is added is known wherever maps are: the test that fails names the place that was forgotten (docs/extending.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from shipped import shipped

from geo import full_house
from geo.api.resources import RESOURCES
from geo.export import key_figures, told
from geo.export.picture import contents
from geo.language import LANGUAGES
from geo.map import frame
from geo.map.frame import DOCUMENTS, LAYER_SCRIPTS, SUBJECTS, MapName
from geo.onefile.documents import LAYERS, Layer, layer_of
from geo.onefile.texts import texts
from geo.selection import Selection
from geo.story import story
from geo.story.told import SUBJECTS as TOLD_ON

PROGRAMME = shipped()
ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "static"
MAPS: tuple[MapName, ...] = get_args(MapName)
IN_FILE = tuple(layer.name for layer in LAYERS)
# Asks something of every parameter, as far as it concerns a subject at all.
EVERYTHING_ASKED = Selection(
    fiscal_years=(2015, 2016), countries=("VNM",), japanese=("osaka",), partners=("hai_phong",), themes=("energy",),
    technologies=("solar_pv",), sectors=("renewable_energy",), schemes=("jcm",), statuses=("operating",), linked=True, query="a",
)  # fmt: skip

each_map = pytest.mark.parametrize("name", MAPS)
each_layer = pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
each_picture = pytest.mark.parametrize("pictured", told.PICTURED)


@cache
def script(name: MapName) -> str:
    """The script that holds a map's class."""
    for part in LAYER_SCRIPTS[name]:
        written = (STATIC / "map" / f"{part}.js").read_text("utf-8")
        if f"CityMap.layers.{name} = class" in written:
            return written
    pytest.fail(f"CityMap.layers.{name} is a class in none of {LAYER_SCRIPTS[name]} (LAYER_SCRIPTS of geo/map/frame.py)")


def layer_with(name: MapName) -> Layer:
    """The layer of the file with the rows of a map."""
    found = next((layer for layer in LAYERS if SUBJECTS[layer.name] == SUBJECTS[name]), None)
    assert found, f"no layer has the rows of {name}: LAYERS of geo/onefile/documents.py"
    return found


def document(name: MapName) -> Mapping[str, Any]:
    return layer_with(name).document(PROGRAMME)


def table(name: MapName) -> Mapping[str, list[Any]]:
    found: Mapping[str, list[Any]] = document(name)[layer_with(name).table]
    return found


# --- on a page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["SUBJECTS", "LAYER_SCRIPTS"])
def test_every_map_stands_in_the_tables_of_the_frame(place: str) -> None:
    assert set(getattr(frame, place)) == set(MAPS), f"{place} of geo/map/frame.py"


@each_map
def test_every_maps_document_is_served(name: MapName) -> None:
    assert SUBJECTS[name] in DOCUMENTS, "DOCUMENTS of geo/map/frame.py"
    served = {resource.path for resource in RESOURCES}
    assert f"/{DOCUMENTS[SUBJECTS[name]]}" in served, "RESOURCES of geo/api/resources.py"


@each_map
def test_every_map_can_do_what_the_stage_asks_of_it(name: MapName) -> None:
    stage = (STATIC / "map" / "stage.js").read_text("utf-8") + (STATIC / "map" / "far.js").read_text("utf-8")
    asked = set(re.findall(r"\blayer\.(\w+)", stage)) - {"table"}
    assert {"show", "pick", "describe", "room", "places"} <= asked
    methods = re.findall(r"^    (?:get )?(\w+)\(.*\{", script(name), re.MULTILINE)
    fields = re.findall(r"^      this\.(\w+) = ", script(name), re.MULTILINE)
    assert asked <= {*methods, *fields}, f"the class in {LAYER_SCRIPTS[name][-1]}.js"


@each_map
def test_every_map_has_its_own_title_and_a_word_for_no_rows_in_every_language(name: MapName) -> None:
    others = [document(other)["texts"] for other in MAPS if SUBJECTS[other] != SUBJECTS[name]]
    own = document(name)["texts"]
    assert set(own) == set(LANGUAGES)
    for code, key in ((code, key) for code in LANGUAGES for key in ("title", "none_shown", "links")):
        assert own[code][key] not in [other[code][key] for other in others], f"{key} ({code}) in geo/map/texts.py"


@each_map
def test_every_mark_of_a_legend_has_a_form_and_a_text_in_every_language(name: MapName) -> None:
    styles = (STATIC / "map" / "map.css").read_text("utf-8")
    legend = re.search(r"^    legend\(\) \{.*?^    \}", script(name), re.MULTILINE | re.DOTALL)
    assert legend
    entries = re.findall(r'\["(mark-\w+)", "(\w+)"\]', legend[0])
    assert entries
    for mark, key in entries:
        assert re.search(rf"\.{mark}\b", styles), f"{mark} in static/map/map.css"
        assert all(document(name)["texts"][code].get(key) for code in LANGUAGES), f"{key} in geo/map/texts.py"


@each_map
def test_every_map_holds_what_the_filters_look_at(name: MapName) -> None:
    columns = table(name)
    for condition in EVERYTHING_ASKED.conditions(SUBJECTS[name]):
        assert condition.column in columns, "the map's document in geo/map/document.py"
    # The year bar counts and narrows rows by their one fiscal year.
    years = [each for each in Selection(fiscal_years=(2015, 2016)).conditions(SUBJECTS[name]) if "year" in each.column]
    assert [(each.column, each.kind) for each in years] == [("fiscal_year", "between")], "RULES of geo/parameters.py"
    assert {"id", "fiscal_year"} <= set(columns)
    assert {type(year) for year in columns["fiscal_year"]} <= {int, type(None)}


# --- in one file, on the stage ----------------------------------------------------------------------------------------


def test_every_layer_of_the_file_has_a_title_of_its_own_in_every_language() -> None:
    for code in LANGUAGES:
        titles = [texts()[code][f"layer_{name}"] for name in IN_FILE]
        assert all(titles)
        assert len({str(title) for title in titles}) == len(LAYERS)


@each_layer
def test_every_layer_of_the_file_has_an_overview_beside_it(layer: Layer) -> None:
    panel = (STATIC / "onefile" / "panel.js").read_text("utf-8")
    assert f"\n    {layer.name}(table, rows) {{\n" in panel, "a method of its name in static/onefile/panel.js"


@each_layer
def test_what_can_be_opened_on_a_layer_stands_in_its_table(layer: Layer) -> None:
    assert set(layer.things) <= set(table(layer.name)), "things, in LAYERS of geo/onefile/documents.py"


def test_steps_of_a_talk_show_the_layers_of_the_file() -> None:
    words = {"text", "totals", "sources"}
    assert set(story.SHOWS) - words == set(IN_FILE), "Show of geo/story/story.py"
    assert dict(TOLD_ON) == {name: SUBJECTS[name] for name in IN_FILE}, "SUBJECTS of geo/story/told.py"


def test_a_full_house_offers_the_map_of_the_page_that_was_asked_for() -> None:
    pages = {page.stem for page in (ROOT / "pages").glob("*.py")}
    assert dict(full_house.LAYERS) == {name: name for name in IN_FILE if name in pages}, "LAYERS of geo/full_house.py"


# --- as a picture -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["SUBJECTS", "TITLES", "SUBTITLES", "ROWS"])
def test_every_picture_has_its_words(place: str) -> None:
    assert set(getattr(told, place)) == set(told.PICTURED), f"{place} of geo/export/told.py"


@each_picture
def test_every_picture_can_be_drawn_with_its_figures_and_what_is_missing(pictured: told.Pictured) -> None:
    assert pictured in contents.READERS, "READERS of geo/export/picture/contents.py"
    assert told.SUBJECTS[pictured] in key_figures.FIGURES, "FIGURES of geo/export/key_figures.py"
    assert told.SUBJECTS[pictured] in told.MISSING, "MISSING of geo/export/told.py"


@each_picture
def test_the_file_offered_beside_a_picture_opens_with_the_same_rows(pictured: told.Pictured) -> None:
    name = layer_of(told.SUBJECTS[pictured])
    assert name in IN_FILE, "LAYERS of geo/onefile/documents.py"
    assert SUBJECTS[name] == told.SUBJECTS[pictured]
