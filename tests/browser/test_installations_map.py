"""The maps of installations and of countries: dots, bubbles, spread, clusters, and what a click does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from playwright.sync_api import expect
from visit import Visit

from geo.language import LANGUAGES
from geo.programme import Programme, load_programme
from geo.tables import DEFAULT_FOLDER
from tools.running_app import RunningApp, running_app

OpenVisit = Callable[..., Visit]
PAGE, COUNTRIES = "/installations", "/countries"
MANY = 2500


def drawn(look: Visit, path: str, **parameters: str | list[str]) -> Visit:
    look.go(path, **parameters)
    expect(look.container).to_have_attribute("data-state", "ready")
    expect(look.container).to_have_attribute("data-rows", re.compile(r"\d+"))
    return look.settled()


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme()


def test_every_installation_with_a_point_is_a_dot_and_the_others_are_counted_in_bubbles(
    visit: OpenVisit, programme: Programme
) -> None:
    look = drawn(visit(), PAGE)
    table = programme.installations
    placed = table[table["location_precision"] != "country"]
    dots = look.map.locator(".dot").evaluate_all("dots => dots.map(dot => dot.dataset.id)")
    assert sorted(dots) == sorted(placed["installation_id"])
    bubbles = look.map.locator(".bubble").evaluate_all("all => all.map(one => [one.dataset.id, Number(one.textContent)])")
    unplaced = table[table["location_precision"] == "country"]["country_iso3"].value_counts()
    assert dict(bubbles) == unplaced.to_dict()


def test_installations_on_one_point_stand_apart(visit: OpenVisit, programme: Programme) -> None:
    look = drawn(visit(), PAGE, country="VNM")
    table = programme.installations.query("country_iso3 == 'VNM' and location_precision != 'country'")
    shared = table[table.duplicated(["lat", "lon"], keep=False)]["installation_id"].tolist()
    assert shared
    centres = look.map.locator(".dot").evaluate_all(
        """dots => dots.map(dot => {
            const box = dot.getBoundingClientRect();
            return [dot.dataset.id, box.x + box.width / 2, box.y + box.height / 2];
        })"""
    )
    places = {identifier: (round(x), round(y)) for identifier, x, y in centres}
    assert len({places[identifier] for identifier in shared}) == len(shared)


def test_a_technology_is_told_by_letters_not_by_colour_alone(visit: OpenVisit) -> None:
    look = drawn(visit(), PAGE, tech="wind")
    expect(look.map.locator(".dot")).to_have_text(["Wi"])


def test_a_click_on_a_dot_opens_the_installation(visit: OpenVisit, programme: Programme) -> None:
    look = drawn(visit(), PAGE, tech="wind")
    dot = look.map.locator(".dot")
    identifier = dot.get_attribute("data-id")
    dot.click()
    look.has_parameters(sel=f"installation:{identifier}")
    name = programme.installations.set_index("installation_id").loc[identifier, "name_en"]
    expect(look.heading).to_have_text(name)


def test_a_click_on_a_bubble_opens_the_country(visit: OpenVisit) -> None:
    look = drawn(visit(), PAGE, country="PLW")
    look.map.locator(".bubble[data-id=PLW]").click()
    look.has_parameters(sel="country:PLW")


def test_the_frame_and_its_zoom_stay_through_a_filter_change(visit: OpenVisit) -> None:
    look = drawn(visit(), PAGE)
    look.map.locator(".corner button").first.click()
    look.when_still()
    before = look.view()
    look.container.evaluate("container => { container.dataset.kept = 'yes' }")
    look.choose("tech", "Hydropower")
    look.has_parameters(tech="hydro")
    expect(look.map.locator(".dot").first).to_have_text("Hy")
    expect(look.container).to_have_attribute("data-kept", "yes")
    assert look.view() == before


def test_years_leave_out_rows_without_one_unless_they_are_asked_for(visit: OpenVisit, programme: Programme) -> None:
    years = programme.installations["fiscal_year"]
    look = drawn(visit(), PAGE, fy=["2020", "2022"])
    expect(look.container).to_have_attribute("data-rows", str(years.between(2020, 2022).sum()))
    look.page.get_by_role("button", name=re.compile("without a known fiscal year too")).click()
    expect(look.container).to_have_attribute("data-rows", str(years.between(2020, 2022).sum() + years.isna().sum()))


def test_the_first_visitor_of_a_new_server_may_come_by_a_deep_link(
    tmp_path_factory: pytest.TempPathFactory, visit: OpenVisit
) -> None:
    with running_app(tmp_path_factory.mktemp("fresh") / "log.txt") as fresh:
        look = drawn(visit(of=fresh), PAGE, tech="solar_pv")
        expect(look.page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_of_countries_lie_beside_each_other(visit: OpenVisit, language: str) -> None:
    look = drawn(visit(language), COUNTRIES, lang=language)
    marks = look.map.locator(".country-mark").evaluate_all(
        "all => all.map(one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"
    )
    assert marks
    for i, (left, top, right, bottom) in enumerate(marks):
        for other in marks[i + 1 :]:
            assert right <= other[0] + 1 or other[2] <= left + 1 or bottom <= other[1] + 1 or other[3] <= top + 1


def test_a_mark_of_a_country_opens_it(visit: OpenVisit) -> None:
    look = drawn(visit(), COUNTRIES)
    look.iframe.scroll_into_view_if_needed()
    look.map.locator(".country-mark[data-id=IDN]").focus()
    look.page.keyboard.press("Enter")
    look.has_parameters(sel="country:IDN")


@pytest.mark.parametrize("path", [PAGE, COUNTRIES, "/brief"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: OpenVisit, path: str, scheme: str) -> None:
    look = visit(scheme=scheme)
    if path == "/brief":
        look.go(path, sel="country:VNM")
        expect(look.page.get_by_role("table")).to_be_visible()
        look.settled()
    else:
        drawn(look, path)
    assert [(finding["id"], [node["target"] for node in finding["nodes"]]) for finding in look.findings()] == []


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app on a copy of the tables with many generated installations, each marked as generated."""
    folder = tmp_path_factory.mktemp("crowd") / "tables"
    shutil.copytree(DEFAULT_FOLDER, folder)
    path = folder / "installations.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    pattern = table[table["installation_id"] == "vn012"]
    made = pd.concat([pattern] * MANY, ignore_index=True)
    number = pd.Series(range(MANY))
    made["installation_id"] = [f"generated-{n}" for n in number]
    made["registry_number"] = ""
    made["name_en"] = [f"Generated {n}" for n in number]
    pd.concat([table, made]).to_csv(path, index=False, lineterminator="\n")
    with running_app(tmp_path_factory.mktemp("crowded") / "log.txt", data=folder) as started:
        yield started


def test_more_dots_than_the_eye_can_bear_are_grouped(visit: OpenVisit, crowded: RunningApp) -> None:
    look = drawn(visit(of=crowded), PAGE)
    expect(look.map.locator(".cluster").first).to_be_visible()
    assert look.map.locator(".dot").count() < MANY
