"""The pages on the programme in a browser: drawings are drawn, texts can be selected, nothing is cut off, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from shipped import shipped
from visit import PHONE, SIZES, OpenVisit, Visit

from geo import palette, shown
from geo.diagrams import DIAGRAMS
from geo.language import LANGUAGES, Language
from geo.selection import Selection

PAGES = {"/programme": ".diagram svg", "/participants": ".year-grid", "/forum": ".diagram svg"}
DRAWN = {"/programme": ("how_it_works", "way_out", "gains"), "/forum": ("forum_day", "initiative")}

# Texts that stand outside the drawing they belong to, or lie over each other.
CROWDED = """svg => {
    const frame = svg.getBoundingClientRect(), boxes = [...svg.querySelectorAll('tspan')].map(span => span.getBoundingClientRect());
    const outside = boxes.filter(b => b.left < frame.left - 1 || b.right > frame.right + 1 || b.bottom > frame.bottom + 1).length;
    // A line's box is as high as its font's highest letters: lines may share a quarter of it.
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 4;
    let pairs = 0;
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => { if (over(a, b)) pairs += 1; }));
    return [boxes.length > 0, outside, pairs];
}"""


def opened(look: Visit, path: str, **parameters: str | list[str]) -> Visit:
    look.go(path, **parameters)
    expect(look.page.locator(PAGES[path]).locator("visible=true").first).to_be_visible()
    return look.settled()


def drawings(look: Visit) -> Locator:
    """The drawings as they are seen: one of the layouts of each."""
    return look.page.locator(".diagram svg").locator("visible=true")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_page_scrolls_sideways_and_each_drawing_is_seen_once_with_all_its_texts(
    visit: OpenVisit, size: tuple[int, int], code: str, path: str
) -> None:
    look = opened(visit(code, size, touch=size == PHONE), path, lang=code, evidence="C")
    seen = drawings(look)
    titles = [Language(code).text(DIAGRAMS[name].title) for name in DRAWN.get(path, ())]  # type: ignore[arg-type]
    expect(seen).to_have_count(len(titles))
    look.becomes(lambda: seen.evaluate_all("all => all.map(svg => svg.getAttribute('aria-label'))"), titles)
    for drawing in seen.all():
        box = look.at_rest(drawing)
        assert box["width"] > 300
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        look.becomes(lambda of=drawing: of.evaluate(CROWDED), [True, 0, 0])
    for part in ("html", "[data-testid=stMain]"):
        look.becomes(lambda of=part: look.page.locator(of).evaluate("part => part.scrollWidth") <= size[0])


def test_the_text_of_a_drawing_can_be_selected_and_is_read_out(visit: OpenVisit) -> None:
    look = opened(visit(), "/programme", lang="en")
    text = drawings(look).first.locator("text").filter(has_text="Partner cities")
    box = look.at_rest(text)
    look.page.mouse.move(box["x"] + 1, box["y"] + 4)
    look.page.mouse.down()
    look.page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] - 4, steps=8)
    look.page.mouse.up()
    selected = "() => getSelection().toString()"
    look.becomes(lambda: " ".join(str(look.page.evaluate(selected)).split()), "Partner cities in developing countries")
    expect(look.page.get_by_role("group", name="How the programme works").first).to_be_visible()


@pytest.mark.parametrize("scheme", palette.MODES)
def test_drawings_and_grid_have_the_colours_of_the_room(visit: OpenVisit, scheme: palette.Mode) -> None:
    def as_rgb(colour: str) -> str:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return f"rgb({red}, {green}, {blue})"

    look = opened(visit(scheme=scheme), "/programme", lang="en")
    title = drawings(look).first.locator("text").first
    expect(title).to_have_css("fill", as_rgb(palette.GROUNDS[scheme].ink))
    look = opened(visit(scheme=scheme), "/participants", lang="en")
    years = sorted(set(shown.links(shipped(), Selection())["fiscal_year"]))
    colours = palette.year_colours(years, scheme)
    newest = look.page.locator(".year-grid td:nth-child(14) .on").first
    expect(newest).to_have_css("background-color", as_rgb(colours[2025]))


def test_the_grid_scrolls_in_its_box_on_a_phone_and_the_pair_stays_in_sight(visit: OpenVisit) -> None:
    look = opened(visit("ja", PHONE, touch=True), "/participants", lang="ja")
    box = look.page.locator(".grid-box")
    pair = look.page.locator(".year-grid tbody th[scope=row]").first
    before = look.at_rest(pair)
    scrolled = box.evaluate("box => { box.scrollLeft = 400; return box.scrollLeft; }")
    assert scrolled > 300
    assert look.at_rest(pair)["x"] == pytest.approx(before["x"], abs=1)
    uncovered = """cell => {
        const b = cell.getBoundingClientRect();
        return cell.contains(document.elementFromPoint(b.right - 3, b.top + b.height / 2));
    }"""
    look.becomes(lambda: pair.evaluate(uncovered))


def test_the_years_stay_below_the_navigation_while_a_wide_page_scrolls(visit: OpenVisit) -> None:
    look = opened(visit(), "/participants", lang="en")
    look.page.locator(".year-grid tbody tr").nth(30).scroll_into_view_if_needed()
    main, head = look.page.locator("[data-testid=stMain]"), look.page.locator(".year-grid thead th").nth(1)
    main.evaluate("main => main.scrollTo(0, 900)")
    below = """head => {
        const navigation = document.querySelector('[data-testid=stHeader]').getBoundingClientRect();
        return Math.abs(head.getBoundingClientRect().top - navigation.bottom) < 4;
    }"""
    look.becomes(lambda: head.evaluate(below))


def test_a_row_of_the_grid_leads_to_its_detail_on_the_map(visit: OpenVisit) -> None:
    look = opened(visit(), "/participants", lang="en", country="VNM")
    look.page.get_by_role("link", name="Osaka City – Ho Chi Minh City").click()
    look.has_parameters(sel="pair:osaka~ho-chi-minh-city", country="VNM", lang="en")
    expect(look.heading).to_have_text("Osaka City and Ho Chi Minh City")


def test_the_years_are_chosen_by_keyboard(visit: OpenVisit) -> None:
    look = opened(visit(), "/participants", lang="en")
    sliders = look.page.get_by_role("slider")
    expect(sliders).to_have_count(2)
    first = sliders.first
    first.focus()
    first.press("ArrowRight")
    look.has_parameters(fy=["2014", "2025"])
    expect(look.page.locator(".year-grid thead .year").first).to_have_text("2014")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", palette.MODES)
def test_axe_finds_nothing_serious(visit: OpenVisit, path: str, scheme: str) -> None:
    code = {"light": "ja", "dark": "en"}[scheme]
    look = opened(visit(code, scheme=scheme), path, lang=code, evidence="C")
    found: list[dict[str, Any]] = look.findings()
    assert [(finding["id"], node["html"][:160]) for finding in found for node in finding["nodes"]] == []
