"""The maps of installations and of countries: dots, bubbles, spread, clusters, and what a click does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import expect
from shipped import DATA
from visit import OpenVisit, Visit

from geo.language import LANGUAGES
from geo.matrix import matrix
from geo.programme import Programme, load_programme
from geo.selection import Selection
from tools.running_app import RunningApp, running_app

PAGE, COUNTRIES = "/installations", "/countries"
MANY = 2500
CLOSER = 8  # clicks on a group that lead to the closest view, at most
UNDRAWN = "charts => charts.filter(chart => !chart.querySelector('svg')).length"
TAKEN_IN = """
    const crowd = Object.values(map_div._layers).find(layer => layer._topClusterLevel);
    return crowd._topClusterLevel.getChildCount() === Number(container.dataset.dots);
"""


def drawn(look: Visit, path: str, **parameters: str | list[str]) -> Visit:
    look.go(path, **parameters)
    expect(look.container).to_have_attribute("data-state", "ready")
    expect(look.container).to_have_attribute("data-rows", re.compile(r"\d+"))
    look.settled().when_still()
    return look


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


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "phone"])
def test_a_dot_without_a_figure_has_a_shape_of_its_own_and_the_legend_says_so(
    visit: OpenVisit, programme: Programme, size: tuple[int, int], code: str
) -> None:
    look = drawn(visit(code, size, touch=size[0] < 640), PAGE, lang=code)
    table = programme.installations
    placed = table[table["location_precision"] != "country"]
    corners = look.map.locator(".dot").evaluate_all("all => all.map(dot => [dot.dataset.id, getComputedStyle(dot).borderRadius])")
    square = {identifier for identifier, corner in corners if corner != "50%"}
    assert square == set(placed[placed["ghg_reduction_tco2_per_year"].isna()]["installation_id"])
    assert 0 < len(square) < len(corners)
    expect(look.map.locator(".legend-item:visible").filter(has_text={"en": "Square", "ja": "四角"}[code])).to_have_count(1)


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
    look.settled().when_still()
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
    with running_app(tmp_path_factory.mktemp("fresh") / "log.txt", DATA) as fresh:
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


def test_a_mark_of_a_country_opens_it_and_keeps_the_focus(visit: OpenVisit) -> None:
    look = drawn(visit(), COUNTRIES)
    look.iframe.scroll_into_view_if_needed()
    mark = look.map.locator(".country-mark[data-id=IDN]")
    mark.focus()
    look.page.keyboard.press("Enter")
    look.has_parameters(sel="country:IDN")
    look.settled()
    expect(mark).to_have_class(re.compile(r"\bnear\b"))
    expect(mark).to_be_focused()


OUT_OF_SIGHT = """
    const bar = container.querySelector(".yearbar").getBoundingClientRect();
    const { x: width } = map_div.getSize();
    return argument.filter(([, lat, lon]) => {
        const { x, y } = map_div.latLngToContainerPoint([lat, lon]);
        return x < 0 || x > width || y < 0 || y > bar.top;
    }).map(([name]) => name);
"""


def far_away(look: Visit) -> set[str]:
    """Names of countries at the edge of the map: on chips, and in the list behind the last one."""
    more = look.map.locator(".far .more")
    if more.count():
        if more.get_attribute("aria-expanded") == "false":
            more.click()
        expect(more).to_have_attribute("aria-expanded", "true")
    chips = look.map.locator(".far .chip:not(.more) span").all_inner_texts()
    entries = look.map.locator(".far-entry:visible span:first-child").all_inner_texts()
    return {*chips, *entries}


@pytest.mark.parametrize("path", [PAGE, COUNTRIES])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "phone"])
def test_every_country_out_of_sight_is_named_and_reached(
    visit: OpenVisit, programme: Programme, size: tuple[int, int], path: str
) -> None:
    look = drawn(visit("en", size, touch=size[0] < 640), path, lang="en")
    look.iframe.evaluate("frame => frame.scrollIntoView({ block: 'center' })")
    look.when_still()
    built = programme.countries[programme.countries["iso3"].isin(programme.installations["country_iso3"])]
    points = [
        [name, lat, lon + 360 if lon < -30 else lon]
        for name, lat, lon in zip(built["name_en"], built["label_lat"], built["label_lon"], strict=True)
    ]
    hidden = set(look.on_map(OUT_OF_SIGHT, points))
    assert hidden
    assert hidden <= far_away(look)
    last = look.map.locator(".far-entry").last
    name = last.locator("span").first.inner_text()
    last.click()
    look.when_still()
    assert name not in look.on_map(OUT_OF_SIGHT, points)


def test_a_list_of_far_countries_opens_and_closes_by_key_and_leaves_the_map_free(visit: OpenVisit) -> None:
    look = drawn(visit("en", (390, 844), touch=True), PAGE, lang="en")
    covered, whole = look.on_map(
        """const area = element => { const { width, height } = element.getBoundingClientRect(); return width * height; };
        const chips = [...container.querySelectorAll(".far > *")].filter(element => element.checkVisibility());
        return [chips.reduce((sum, chip) => sum + area(chip), 0), area(container)];"""
    )
    assert 0 < covered < whole / 15
    more = look.map.locator(".far .more")
    more.focus()
    look.page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(look.map.locator(".far-list")).to_be_visible()
    targets = [str(node["target"]) for finding in look.findings() for node in finding["nodes"]]
    assert [target for target in targets if "far" in target] == []
    look.page.keyboard.press("Tab")
    expect(look.map.locator(".far-entry").first).to_be_focused()
    look.page.keyboard.press("Escape")
    expect(look.map.locator(".far-list")).to_be_hidden()
    expect(more).to_be_focused()


def test_no_mark_of_a_country_is_cut_off_or_under_a_button(visit: OpenVisit) -> None:
    for size in ((1440, 900), (1920, 1080), (390, 844)):
        look = drawn(visit("ja", size, touch=size[0] < 640), COUNTRIES, lang="ja")
        marks, others, frame = look.on_map(
            """const box = element => {
                const { left, top, right, bottom } = element.getBoundingClientRect();
                return [left, top, right, bottom];
            };
            const found = selector => [...container.querySelectorAll(selector)].filter(element => element.checkVisibility());
            const seen = selector => found(selector).map(box);
            return [seen(".country-mark"), seen(".corner, .far > *, .yearbar"), box(container)];"""
        )
        assert marks
        for left, top, right, bottom in marks:
            assert left >= frame[0] - 1
            assert right <= frame[2] + 1
            for other in others:
                assert right <= other[0] + 1 or other[2] <= left + 1 or bottom <= other[1] + 1 or other[3] <= top + 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_empty_map_speaks_of_installations(visit: OpenVisit, code: str) -> None:
    look = drawn(visit(code), PAGE, lang=code, tech="wind", country="MNG")
    said = {"en": "No installation is shown under these filters.", "ja": "この条件に合う設備はありません。"}[code]
    expect(look.map.get_by_role("status").filter(has_text=said)).to_be_visible()


def test_years_of_countries_are_drawn_on_one_scale(visit: OpenVisit, programme: Programme) -> None:
    look = drawn(visit(), COUNTRIES)
    heights = look.map.locator(".country-mark").evaluate_all(
        """all => all.map(one => {
            const bars = [...one.querySelectorAll("rect")].map(bar => bar.height.baseVal.value);
            return [one.dataset.id, Math.max(...bars)];
        })"""
    )
    table = programme.installations.dropna(subset=["fiscal_year"])
    most = table.groupby(["country_iso3", "fiscal_year"]).size().groupby("country_iso3").max()
    ranked = sorted(heights, key=lambda each: each[1])
    counts = [int(most.get(country, 0)) for country, _ in ranked]
    assert counts == sorted(counts)
    assert ranked[0][1] < ranked[-1][1]


@pytest.mark.parametrize(
    ("chart", "parameter"),
    [("chart_years", "tech"), ("chart_countries", "country"), ("chart_reduction", "tech"), ("chart_participants", "q")],
)
def test_a_click_on_a_mark_of_a_chart_filters(visit: OpenVisit, chart: str, parameter: str) -> None:
    look = drawn(visit(), PAGE)
    everything = int(look.container.get_attribute("data-rows") or 0)
    # A chart above that is still to be drawn would move the one that is clicked.
    look.becomes(lambda: look.page.get_by_test_id("stVegaLiteChart").evaluate_all(UNDRAWN), 0)
    marks = look.by_key(chart).locator("svg path[aria-roledescription]")
    expect(marks.first).to_be_attached()
    look.settled()
    marks.first.click()
    look.page.wait_for_url(re.compile(rf"[?&]{parameter}="), wait_until="commit")
    expect(look.container).not_to_have_attribute("data-rows", str(everything))
    assert 0 < int(look.container.get_attribute("data-rows") or 0) < everything


def test_a_cell_of_the_matrix_leads_to_its_rows(visit: OpenVisit, programme: Programme) -> None:
    look = drawn(visit(), COUNTRIES)
    lines = matrix(programme, Selection()).countries
    row = next(place for place, line in enumerate(lines, start=1) if line.country == "VNM")
    cells = look.by_key("matrix").locator(".dvn-scroller")
    cells.scroll_into_view_if_needed()
    # What readers' aids are told of the rows is written once they are drawn.
    expect(look.by_key("matrix").locator("table[role=grid] tbody tr").first).to_be_attached()
    look.settled()
    box = cells.bounding_box()
    assert box
    height = box["height"] / (len(lines) + 2)  # all countries together, and the headings
    cells.click(position={"x": box["width"] - 20, "y": height * (row + 1.5)})
    look.page.wait_for_url(re.compile(r"/installations\?"), wait_until="commit")
    look.has_parameters(country="VNM")
    expect(look.container).to_have_attribute("data-rows", str((programme.installations["country_iso3"] == "VNM").sum()))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("country", ["VNM", "CHL"])
def test_a_brief_is_one_sheet_of_paper(visit: OpenVisit, country: str, code: str) -> None:
    look = visit(code)
    look.go("/brief", lang=code, sel=f"country:{country}")
    expect(look.by_key("brief").get_by_role("table").first).to_be_visible()
    look.settled()
    printed = look.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize("path", [PAGE, COUNTRIES, "/brief"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: OpenVisit, path: str, scheme: str) -> None:
    look = visit(scheme=scheme)
    if path == "/brief":
        look.go(path, sel="country:VNM")
        expect(look.page.get_by_role("table").first).to_be_visible()
        look.settled()
    else:
        drawn(look, path)
    assert [(finding["id"], [node["target"] for node in finding["nodes"]]) for finding in look.findings()] == []


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app on a copy of the tables with many generated installations, each marked as generated."""
    folder = tmp_path_factory.mktemp("crowd") / "tables"
    shutil.copytree(DATA, folder)
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


def grouped(look: Visit) -> None:
    """Wait until the map stands still, every dot is in a group or drawn alone, and no group is on its way to another place."""
    look.when_still()
    # They are taken in a few at a time.
    look.becomes(lambda: look.on_map(TAKEN_IN))
    expect(look.map.locator(".leaflet-cluster-anim")).to_have_count(0)


def test_more_dots_than_the_eye_can_bear_are_grouped(visit: OpenVisit, crowded: RunningApp) -> None:
    look = drawn(visit(of=crowded), PAGE)
    grouped(look)
    assert look.map.locator(".dot").count() < MANY


def test_a_group_that_shares_a_point_opens_into_its_dots(visit: OpenVisit, crowded: RunningApp) -> None:
    look = drawn(visit(of=crowded), PAGE)
    group = look.map.locator(".cluster").filter(has_text=re.compile(r"^[\d,]{4,}$"))
    expect(group).to_have_count(1)
    grouped(look)
    # No country's ring lies before it: what is known closer is always within reach.
    for _ in range(CLOSER):
        if group.count():
            before = look.view()
            group.click()
            look.becomes(lambda before=before: look.view() != before)
            grouped(look)
    expect(group).to_have_count(0)
    expect(look.map.locator(".dot").nth(MANY - 1)).to_be_attached()
    dots = look.map.locator(".dot").evaluate_all("dots => dots.map(dot => dot.getBoundingClientRect()).map(({ x, y }) => [x, y])")
    assert len(dots) >= MANY
    assert len(set(map(tuple, dots))) > 30
    middle = [sum(axis) / len(dots) for axis in zip(*dots, strict=True)]
    near = [abs(x - middle[0]) < 120 and abs(y - middle[1]) < 120 for x, y in dots]
    assert sum(near) >= MANY


def test_a_table_of_thousands_is_loaded_as_it_is_scrolled(visit: OpenVisit, crowded: RunningApp) -> None:
    look = drawn(visit(of=crowded), PAGE)
    expect(look.page.get_by_text(re.compile(r"^[\d,]+ rows, loaded as you scroll"))).to_be_visible()
    grid = look.page.get_by_test_id("stDataFrame").first.locator("table[role=grid]")
    expect(grid).to_have_attribute("aria-rowcount", re.compile(r"\d{4,}"))
