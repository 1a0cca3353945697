"""The map of domino effects and the maps of cases: arrows, their heads, names, what a click does, and what moves."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import expect
from shipped import shipped
from visit import PHONE, SIZES, WIDE, OpenVisit, Visit

from geo import dominoes
from geo.language import LANGUAGES
from geo.palette import MODES

PAGE, CASES = "/dominoes", "/cases"
AGREED = 0.5  # pixels; boxes that share an edge do not overlap
TABLE = shipped().dominoes

BOXES = """
    const seen = element => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { what: element.dataset.id || element.className, left, top, right, bottom };
    };
    const visible = [...container.querySelectorAll(".names .name, .badge, .yearbar, .corner")]
        .filter(element => element.checkVisibility({ visibilityProperty: true }));
    return [visible.map(seen), seen(container)];
"""
# The tip of each arrow and where its shaft begins, in pixels of the map, as they are painted.
ENDS = """
    const ends = {};
    container.querySelectorAll(".domino:not(.off)").forEach(group => {
        const line = group.querySelector(".domino-reach");
        const [from, to] = [line.getPointAtLength(0), line.getPointAtLength(line.getTotalLength())];
        const origin = map_div.layerPointToContainerPoint([0, 0]);
        ends[group.dataset.id] = [from, to].map(({ x, y }) => [x + origin.x, y + origin.y]);
    });
    return ends;
"""


def drawn(look: Visit, path: str = PAGE, mark: str = "data-arrows", **parameters: str | list[str]) -> Visit:
    look.go(path, **parameters)
    expect(look.container).to_have_attribute("data-state", "ready")
    expect(look.container).to_have_attribute(mark, re.compile(r"\d+"))
    look.settled().when_still()
    return look


def arrows(look: Visit) -> list[str]:
    found: list[str] = look.map.locator(".domino:not(.off)").evaluate_all("all => all.map(one => one.dataset.id)")
    return found


def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    across = min(a["right"], b["right"]) - max(a["left"], b["left"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return across > AGREED and down > AGREED


@pytest.mark.parametrize(("evidence", "levels"), [("A", "A"), ("B", "AB"), ("C", "ABC")])
def test_every_row_of_the_level_is_one_arrow_with_its_number_and_inferred_ones_are_dashed(
    visit: OpenVisit, evidence: str, levels: str
) -> None:
    look = drawn(visit(), evidence=evidence)
    rows = TABLE[TABLE["evidence"].isin(list(levels))]
    assert sorted(arrows(look)) == sorted(rows["domino_id"])
    numbers = look.map.locator(".badge:visible").evaluate_all("all => all.map(one => [one.dataset.id, Number(one.textContent)])")
    order = dominoes.rows(shipped())["domino_id"].tolist()
    assert dict(numbers) == {identifier: order.index(identifier) + 1 for identifier in rows["domino_id"]}
    shapes = look.map.locator(".domino:not(.off) .domino-shape").evaluate_all(
        "all => all.map(one => [one.parentElement.dataset.id, one.getAttribute('d').split('M').length - 1])"
    )
    for identifier, pieces in shapes:
        # A shaft and a head; a dashed shaft is of many pieces.
        assert (pieces > 4) == (TABLE.set_index("domino_id").loc[identifier, "evidence"] == "C")
        assert pieces >= 2


def test_an_arrow_points_from_where_it_came_to_where_it_spread(visit: OpenVisit) -> None:
    look = drawn(visit(), evidence="C")
    ends = look.on_map(ENDS)
    places = shipped().places.set_index("place_id")
    for row in TABLE.itertuples():
        for place, (x, y) in zip((row.from_place_id, row.to_place_id), ends[row.domino_id], strict=True):
            at = [places.loc[place, "lat"], places.loc[place, "lon"]]
            away = look.on_map(
                "const p = map_div.latLngToContainerPoint(argument[0]); return Math.hypot(p.x - argument[1], p.y - argument[2])",
                [at, x, y],
            )
            # Close to its place, but never on it: the tip would hide.
            assert 3 < away < 14


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_at_the_opening_view_every_place_is_named_and_nothing_overlaps(visit: OpenVisit, size: tuple[int, int], code: str) -> None:
    look = drawn(visit(code, size, touch=size == PHONE), lang=code, evidence="C")
    boxes, frame = look.on_map(BOXES)
    assert [(a["what"], b["what"]) for a, b in combinations(boxes, 2) if overlap(a, b)] == []
    assert [box["what"] for box in boxes if box["left"] < frame["left"] or box["right"] > frame["right"] + AGREED] == []
    named = look.map.locator("button.name:visible").evaluate_all("all => all.map(one => one.dataset.id)")
    touched = {place for end in dominoes.ENDS for place in TABLE[end] if place}
    # On a phone, Yokohama lies on Tokyo; it only passed something on, and the rows below the map name it.
    wanted = {*TABLE["from_place_id"], *TABLE["to_place_id"]} if size == PHONE else touched
    assert wanted <= set(named) <= touched
    for part in ("html", "[data-testid=stMain]"):
        assert look.page.locator(part).evaluate("part => part.scrollWidth") <= size[0]


def test_hovering_an_arrow_tells_of_it_and_a_click_opens_its_detail(visit: OpenVisit) -> None:
    look = drawn(visit(), lang="en")
    middle = look.on_map(
        """const line = container.querySelector('.domino[data-id=toyama-semarang] .domino-reach');
        const { x, y } = line.getPointAtLength(line.getTotalLength() * 0.8);
        const origin = map_div.layerPointToContainerPoint([0, 0]);
        return [x + origin.x, y + origin.y];"""
    )
    box = look.iframe.bounding_box()
    assert box
    look.page.mouse.move(box["x"] + middle[0], box["y"] + middle[1])
    expect(look.map.locator(".card strong")).to_have_text("From Toyama City to Semarang City")
    expect(look.map.locator(".domino.near")).to_have_count(1)
    look.page.mouse.click(box["x"] + middle[0], box["y"] + middle[1])
    look.has_parameters(sel="domino:toyama-semarang")
    expect(look.heading).to_have_text("From Toyama City to Semarang City")
    # What is chosen comes into view: names move with it.
    look.settled().when_still()
    look.map.locator("button.name[data-id=da-nang]").click()
    look.has_parameters(sel="place:da-nang")
    look.settled().when_still()
    look.map.locator(".badge[data-id=tokyo-kuala-lumpur]").focus()
    look.page.keyboard.press("Enter")
    look.has_parameters(sel="domino:tokyo-kuala-lumpur")
    expect(look.heading).to_have_text("From Tokyo to Kuala Lumpur")


def test_a_filter_hides_arrows_and_keeps_map_and_view(visit: OpenVisit) -> None:
    look = drawn(visit(), lang="en", evidence="C")
    look.map.get_by_role("button", name="Zoom in").click()
    look.when_still()
    before = look.view()
    look.container.evaluate("container => { container.dataset.kept = 'yes' }")
    look.choose("country", "Viet Nam")
    look.has_parameters(country="VNM")
    expect(look.container).to_have_attribute("data-arrows", "1")
    look.settled().when_still()
    assert arrows(look) == ["da-nang-ho-chi-minh-city"]
    expect(look.container).to_have_attribute("data-kept", "yes")
    assert look.view() == before


def test_something_runs_along_an_arrow_unless_less_motion_is_wanted(visit: OpenVisit) -> None:
    runner = ".domino:not(.off) .domino-runner"
    look = drawn(visit())
    moving = look.map.locator(runner).first
    assert moving.evaluate("path => path.getAnimations().map(each => each.playState)") == ["running"]
    still = drawn(visit(motion="reduce"))
    expect(still.map.locator(runner).first).to_be_hidden()
    assert still.map.locator(".domino-shape").first.evaluate("path => path.getBBox().width") > 20


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("case", ["osaka-hcmc-jcm", "toyama-renca-solar", "yokohama-da-nang-pumps"])
def test_the_map_of_a_case_opens_with_both_its_places_in_view(visit: OpenVisit, size: tuple[int, int], case: str) -> None:
    look = drawn(visit(size=size, touch=size == PHONE), CASES, "data-strands", sel=f"case:{case}")
    row = shipped().cases.set_index("case_id").loc[case]
    for place in (row["jp_place_id"], row["partner_place_id"]):
        assert look.on_map(
            """const dot = container.querySelector(`.node[data-id="${argument}"]`).getBoundingClientRect();
            const frame = container.getBoundingClientRect();
            const bar = container.querySelector(".yearbar").getBoundingClientRect();
            const across = dot.left >= frame.left && dot.right <= frame.right;
            return dot.width > 0 && across && dot.top >= frame.top && dot.bottom <= bar.top;""",
            place,
        ), place
    assert look.page.locator("[data-testid=stMain]").evaluate("part => part.scrollWidth") <= size[0]


def test_from_case_to_case_the_address_follows_and_the_map_moves_without_being_rebuilt(visit: OpenVisit) -> None:
    look = drawn(visit(), CASES, "data-strands", lang="en", sel="case:osaka-hcmc-led-office")
    first = look.view()
    look.container.evaluate("container => { container.dataset.kept = 'yes' }")
    look.page.get_by_role("link", name="Next case").click()
    look.has_parameters(sel="case:osaka-hcmc-action-plan")
    look.settled().when_still()
    for shown_now, before in zip(look.view(), first, strict=True):
        assert shown_now == pytest.approx(before, abs=1.5)  # the same pair; its legend is one line shorter
    for title in ("Inverters at a water treatment plant", "Zero-carbon policy dialogue with Quezon City"):
        look.page.get_by_role("link", name="Next case").click()
        expect(look.page.get_by_role("heading", name=title)).to_be_visible()
        look.settled()  # until then, the way on may still be the one of the case before
    expect(look.map.locator("button.name[data-id=quezon-city]")).to_be_visible()
    look.when_still()
    assert look.view() != first
    expect(look.container).to_have_attribute("data-kept", "yes")
    look.page.go_back()
    look.has_parameters(sel="case:osaka-hcmc-inverters")
    expect(look.page.get_by_role("heading", name="Inverters at a water treatment plant")).to_be_visible()
    look.settled()
    look.page.get_by_role("link", name="All cases").click()
    look.has_parameters(sel=None)
    expect(look.page.locator(".case-tag")).to_have_count(len(shipped().cases))


def test_a_click_on_the_map_of_a_case_leaves_the_case_open(visit: OpenVisit) -> None:
    look = drawn(visit(), CASES, "data-strands", lang="en", sel="case:osaka-hcmc-jcm")
    look.map.locator("button.name[data-id=ho-chi-minh-city]").click()
    look.map.locator(".thumb-first").focus()
    look.page.keyboard.press("ArrowRight")
    look.has_parameters(fy=["2014", "2025"], sel="case:osaka-hcmc-jcm")
    look.settled()
    look.has_parameters(fy=["2014", "2025"], sel="case:osaka-hcmc-jcm")
    expect(look.page.get_by_role("heading", name="Team OSAKA")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=str)
@pytest.mark.parametrize("case", ["osaka-hcmc-jcm", "yokohama-da-nang-pumps", "toyama-semarang-buses"])
def test_installations_of_a_case_with_a_point_are_dots_that_cover_nothing(
    visit: OpenVisit, case: str, size: tuple[int, int]
) -> None:
    look = drawn(visit(size=size, touch=size == PHONE), CASES, "data-sites", lang="en", sel=f"case:{case}", evidence="C")
    listed = shipped().cases.set_index("case_id").loc[case, "installation_ids"].split(";")
    rows = shipped().installations.set_index("installation_id").loc[listed]
    wanted = rows.index[rows["lon"].notna()].tolist()
    found = look.map.locator(".site")
    assert found.evaluate_all("all => all.map(one => one.dataset.id)") == wanted
    boxes = look.container.evaluate(
        """container => [...container.querySelectorAll(".site, .names .name, .yearbar, .corner")]
            .filter(element => element.checkVisibility({ visibilityProperty: true }))
            .map(element => { const { left, top, right, bottom } = element.getBoundingClientRect();
                return { what: element.dataset.id || element.className, left, top, right, bottom }; })"""
    )
    assert [(a["what"], b["what"]) for a, b in combinations(boxes, 2) if overlap(a, b)] == []


def test_a_dot_of_a_case_tells_of_itself_and_by_key_more_below_the_map(visit: OpenVisit) -> None:
    look = drawn(visit(), CASES, "data-sites", lang="en", sel="case:yokohama-da-nang-pumps")
    dot = look.map.locator(".site[data-id=vn012]")
    dot.hover()
    name = shipped().installations.set_index("installation_id").loc["vn012", "name_en"]
    expect(look.map.locator(".card strong")).to_have_text(name)
    dot.focus()
    look.page.keyboard.press("Enter")
    chosen = look.by_key("case_chosen")
    expect(chosen).to_contain_text(name)
    look.settled()
    look.has_parameters(sel="case:yokohama-da-nang-pumps")
    chosen.get_by_role("link", name=name).click()
    look.has_parameters(sel="installation:vn012")


@pytest.mark.parametrize("scheme", MODES)
@pytest.mark.parametrize(
    ("path", "mark", "sel"),
    [(PAGE, "data-arrows", ""), (CASES, "data-strands", "case:osaka-hcmc-jcm"), (CASES, "", "")],
    ids=["dominoes", "case", "gallery"],
)
def test_axe_finds_nothing_serious(visit: OpenVisit, path: str, mark: str, sel: str, scheme: str) -> None:
    look, asked = visit(scheme=scheme), {"evidence": "C", **({"sel": sel} if sel else {})}
    if mark:
        drawn(look, path, mark, **asked)
    else:
        look.go(path, **asked)
        expect(look.page.locator(".case-tag").first).to_be_visible()
        look.settled()
    assert [(finding["id"], [node["target"] for node in finding["nodes"]]) for finding in look.findings()] == []
