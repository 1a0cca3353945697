"""How the page looks in window and language: nothing overlaps, nothing is cut off, everything is within reach."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from every_page import shown
from playwright.sync_api import expect
from shipped import shipped
from visit import DATA_PAGE, MAP_PAGE, PHONE, SIZES, OpenVisit, Visit

from geo import palette, summary, vocabulary
from geo.language import LANGUAGES, Language
from geo.selection import Selection
from geo.tables import DEFAULT_FOLDER

AGREED = 0.5  # pixels; boxes that share an edge do not overlap

BOXES = """
    const seen = element => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { what: element.dataset.id || element.className, left, top, right, bottom };
    };
    const visible = [...container.querySelectorAll(".names .name, .yearbar, .corner, .far > *")]
        .filter(element => element.checkVisibility({ visibilityProperty: true }));
    return [visible.map(seen), seen(container)];
"""


def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    across = min(a["right"], b["right"]) - max(a["left"], b["left"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return across > AGREED and down > AGREED


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_at_the_opening_view_no_name_overlaps_anything_or_is_cut_off(visit: OpenVisit, size: tuple[int, int], code: str) -> None:
    look = visit(code, size, touch=size == PHONE).open(lang=code)
    look.when_still()
    boxes, frame = look.on_map(BOXES)
    names = look.map.locator("button.name:visible")
    assert names.count() >= (12 if size == PHONE else 30)
    assert [(a["what"], b["what"]) for a, b in combinations(boxes, 2) if overlap(a, b)] == []
    outside = [box["what"] for box in boxes if box["left"] < frame["left"] or box["right"] > frame["right"] + AGREED]
    outside += [box["what"] for box in boxes if box["top"] < frame["top"] or box["bottom"] > frame["bottom"] + AGREED]
    assert outside == []
    cut = names.evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.dataset.id)")
    assert cut == []
    if size != PHONE:
        governments = set(summary.links(shipped(), Selection())["jp_place_id"])
        named = names.evaluate_all("all => all.map(e => e.dataset.id)")
        assert governments <= set(named)
    known = set(vocabulary.place_names(shipped(), Language(code)).values())  # type: ignore[arg-type]
    assert set(look.map.locator("button.name:visible .name-text").all_inner_texts()) <= known


FITS = """field => {
    const style = getComputedStyle(field);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return pen.measureText(field.placeholder).width <= room;
}"""
MIDDLES = "all => all.map(e => e.getBoundingClientRect()).map(box => Math.round(box.top + box.height / 2))"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_search_field_says_wholly_what_it_finds_and_wide_windows_hold_all_filters_in_a_line(
    visit: OpenVisit, size: tuple[int, int], code: str
) -> None:
    look = visit(code, size).open(lang=code)
    field = look.by_key("filter_q").locator("input")
    look.becomes(lambda: field.evaluate(FITS))
    if size == (1920, 1080):
        filters = look.page.locator(".st-key-filters [data-testid=stPopoverButton], .st-key-filter_q")
        expect(filters).to_have_count(6)
        middles = filters.evaluate_all(MIDDLES)
        assert max(middles) - min(middles) <= 2


def test_the_map_and_its_year_bar_stand_within_the_first_screen(visit: OpenVisit) -> None:
    for size in SIZES[:2]:
        look = visit("ja", size).open(lang="ja")
        box = look.iframe.bounding_box()
        assert box
        assert box["y"] + box["height"] <= size[1]
        assert box["height"] >= size[1] * 0.6


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["wide", "phone"])
def test_places_beyond_the_opening_view_are_named_at_the_edge_and_reached_by_it(
    visit: OpenVisit, size: tuple[int, int], code: str
) -> None:
    look = visit(code, size, touch=size == PHONE).open(lang=code)
    name = vocabulary.place_names(shipped(), Language(code))["renca"]  # type: ignore[arg-type]
    look.when_still()
    chip = look.map.locator(".far button").filter(has_text=name)
    expect(chip).to_have_attribute("aria-label", {"en": f"Go to {name}", "ja": f"{name}へ移動"}[code])
    assert not within_view(look, "renca")
    chip.click()
    expect(chip).to_have_count(0)
    look.when_still()
    assert within_view(look, "renca")
    assert within_view(look, "toyama")  # both ends of its links
    expect(look.map.locator("button.name[data-id=renca]")).to_be_visible()
    look.map.get_by_role("button", name={"en": "Opening view", "ja": "最初の表示"}[code]).click()
    expect(chip).to_be_visible()
    look.when_still()
    assert within_view(look, "ulaanbaatar")


def within_view(look: Visit, place: str) -> bool:
    """Whether a place's dot is visible: inside the map, above the year bar."""
    found: bool = look.on_map(
        """const dot = container.querySelector(`.node[data-id="${argument}"]`).getBoundingClientRect();
        const frame = container.getBoundingClientRect();
        const bar = container.querySelector(".yearbar").getBoundingClientRect();
        const across = dot.left >= frame.left && dot.right <= frame.right;
        return dot.width > 0 && across && dot.top >= frame.top && dot.bottom <= bar.top;""",
        place,
    )
    return found


def test_everything_shown_comes_into_view_on_request(visit: OpenVisit) -> None:
    look = visit().open(lang="en")
    look.when_still()
    look.map.get_by_role("button", name="Everything shown").click()
    look.when_still()
    links = summary.links(shipped(), Selection())
    for place in {*links["jp_place_id"], *links["partner_place_id"]}:
        assert within_view(look, place), place


@pytest.mark.parametrize("scheme", palette.MODES)
def test_page_and_map_are_light_or_dark_together(visit: OpenVisit, scheme: str) -> None:
    look = visit(scheme=scheme).open(lang="en")
    expect(look.map.locator("html")).to_have_attribute("data-mode", scheme)
    sea = look.on_map("return getComputedStyle(document.documentElement).getPropertyValue('--sea')")
    assert sea == palette.GROUNDS[scheme].sea  # type: ignore[index]
    newest = look.map.locator(".strand-newest:not(.off)").first.evaluate("path => getComputedStyle(path).stroke")
    years = sorted(set(summary.links(shipped(), Selection())["fiscal_year"]))
    colour = palette.year_colours(years, scheme)[years[-1]].lstrip("#")  # type: ignore[arg-type]
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    assert newest == f"rgb({red}, {green}, {blue})"
    ground = look.page.locator("[data-testid=stApp]").evaluate("app => getComputedStyle(app).backgroundColor")
    assert (sum(int(part) for part in ground[4:-1].split(",")[:3]) < 384) == (scheme == "dark")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", [MAP_PAGE, DATA_PAGE])
def test_the_page_says_what_language_it_is_in(visit: OpenVisit, path: str, code: str) -> None:
    look = visit(code).open(path)  # by the browser's own language
    expect(look.page.locator("html")).to_have_attribute("lang", code)
    look.becomes(lambda: look.page.title().isascii(), code == "en")


AT_REST = """main => new Promise(done => {
    let stood = -1, frames = 0;
    const look = () => {
        frames = main.scrollTop === stood ? frames + 1 : 0;
        stood = main.scrollTop;
        if (frames > 12) done(); else requestAnimationFrame(look);
    };
    look();
})"""


def test_one_finger_scrolls_the_page_over_the_map_and_a_tap_chooses(visit: OpenVisit) -> None:
    look = visit("ja", PHONE, touch=True).open(lang="ja")
    look.when_still()
    stood = look.view()
    assert look.on_map("return map_div.dragging.enabled()") is False
    move_fingers(look, [[(180, 300 - 15 * step)] for step in range(12)])
    scrolled = look.page.locator("[data-testid=stMain]")
    # The page scrolls apart from its scripts, which are told of it later.
    look.becomes(lambda: scrolled.evaluate("main => main.scrollTop") > 100)
    # A tap while the page still rolls on only stops it, and the header may lie over a name at the upper edge.
    scrolled.evaluate(AT_REST)
    look.when_still()
    assert look.view() == stood
    scrolled.evaluate("main => main.scrollTo(0, 0)")
    place = look.map.locator("button.name:visible").first.get_attribute("data-id")
    look.map.locator(f"button.name[data-id={place}]").tap()
    look.has_parameters(sel=f"place:{place}")


@pytest.mark.parametrize("on_a_name", [False, True], ids=["ground", "name"])
def test_two_fingers_zoom_the_map(visit: OpenVisit, on_a_name: bool) -> None:
    look = visit("ja", PHONE, touch=True).open(lang="ja")
    look.when_still()
    stood = look.view()
    y = 60.0
    if on_a_name:
        name, frame = look.map.locator("button.name.beside:visible").last.bounding_box(), look.iframe.bounding_box()
        assert name
        assert frame
        x, y = name["x"] - frame["x"] + name["width"] / 2, name["y"] - frame["y"] + name["height"] / 2
        move_fingers(look, [[(x, y), (x + 5 + 8 * step, y - 8 * step)] for step in range(1, 8)])
    else:
        move_fingers(look, [[(150 - 8 * step, y), (210 + 8 * step, y)] for step in range(8)])
    look.becomes(lambda: look.view()[0] > stood[0])
    look.when_still()
    assert look.view()[0] > stood[0]


def move_fingers(look: Visit, steps: list[list[tuple[float, float]]]) -> None:
    """Put fingers on the map, move them, lift them; points are counted from the map's corner."""
    box = look.iframe.bounding_box()
    assert box
    devtools = look.page.context.new_cdp_session(look.page)

    def send(kind: str, points: list[tuple[float, float]]) -> None:
        fingers = [{"x": box["x"] + x, "y": box["y"] + y, "id": finger} for finger, (x, y) in enumerate(points)]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    for down in range(len(steps[0])):
        send("touchStart", steps[0][: down + 1])
    for points in steps[1:]:
        send("touchMove", points)
    send("touchEnd", [])


def test_a_view_chosen_by_any_means_stays_when_the_window_changes(visit: OpenVisit) -> None:
    look = visit(size=(1300, 800)).open(lang="en")
    look.when_still()
    look.map.get_by_role("button", name="Zoom in").click()
    look.when_still()
    zoomed = look.view()[0]
    width = look.on_map("return container.clientWidth")
    look.page.set_viewport_size({"width": 1200, "height": 800})
    look.page.wait_for_function(
        """([frame, width]) => {
            const now = frame.contentDocument.querySelector("#map_div").clientWidth;
            return now !== width && frame.contentWindow.map_div.getSize().x === now;
        }""",
        arg=[look.iframe.element_handle(), width],
    )
    look.when_still()
    assert look.view()[0] == zoomed


def test_whoever_wants_less_motion_gets_none(visit: OpenVisit) -> None:
    look = visit(motion="reduce").open(lang="en")
    look.when_still()
    for what in (".strand", ".node", ".year-fill"):
        assert look.map.locator(what).first.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    zoomed = look.on_map(
        """const before = map_div.getZoom();
        container.querySelector(".corner button").click();
        return [map_div.getZoom() > before, Boolean(map_div._animatingZoom)];"""
    )
    assert zoomed == [True, False]


def test_that_tables_are_not_published_stays_in_sight_and_stands_on_the_map(visit: OpenVisit) -> None:
    look = shown(visit("en", (1440, 900)), "your_tables", lang="en")
    places = (DEFAULT_FOLDER / "places.csv").read_bytes().replace(b"Osaka City", b"Osaka tried out")
    look.page.locator("input[type=file]").set_input_files({"name": "places.csv", "mimeType": "text/csv", "buffer": places})
    look.by_key("upload_take").get_by_role("button").click()
    banner = look.by_key("draft_banner")
    expect(banner).to_be_visible()
    look.settled().by_key("upload_taken").get_by_role("link").first.click()
    look.ready()
    label = look.by_key("map_frame").evaluate("frame => getComputedStyle(frame, '::after').content")
    assert label == '"Not published"'
    look.page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 400)")
    expect(look.page.get_by_role("heading", level=1)).not_to_be_in_viewport()
    expect(banner).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_grid_of_years_opens_with_the_newest_in_sight(visit: OpenVisit) -> None:
    look = shown(visit("en", PHONE, touch=True), "participants", lang="en")
    newest = look.page.locator(".year-grid thead .newest")
    right, room = newest.evaluate("year => [year.getBoundingClientRect().right, innerWidth]")
    first = look.page.locator(".year-grid thead th").first.evaluate("pair => pair.getBoundingClientRect().right")
    assert first < right <= room
