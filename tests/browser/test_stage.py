"""The stage of a talk, whatever becomes of the server."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from file_page import AGREED, LAYERS, READY, SHOWN_MAP, STAGE, OpenFile, at_rest, drawn_strands, overlapping, story_ids
from playwright.sync_api import BrowserContext, Page, expect
from shipped import DATA, shipped
from visit import PHONE, OpenVisit

from geo import shown
from geo.language import LANGUAGES, LanguageCode
from geo.selection import Selection
from geo.story.slides import slides
from geo.story.story import load_story
from tools.running_app import RunningApp, running_app

Contexts = Callable[..., BrowserContext]
A_YEAR = 1_100  # milliseconds each year stands while the years play
PACE = 12_000  # milliseconds a step, as long as nobody has chosen another pace


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_talk_goes_by_keyboard_from_first_to_last_step_though_the_server_stops(
    contexts: Contexts, tmp_path: Path, code: LanguageCode
) -> None:
    ids = story_ids()
    page = contexts(code, STAGE).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with running_app(tmp_path / "log.txt", DATA) as app:
        page.goto(f"{app.address}/stage/?lang={code}")
        verdict = page.locator("dialog.check[data-well=true]")
        expect(verdict).to_be_visible()
        page.keyboard.press("PageDown")
        expect(verdict).to_be_hidden()
        expect_step(page, ids[0])
        for name in ids[1:4]:
            page.keyboard.press("PageDown")
            expect_step(page, name)
    port = urlsplit(app.address).port
    for name in ids[4:]:
        page.keyboard.press("ArrowRight")
        expect_step(page, name)
        expect(page.locator(".caption h2").first).not_to_be_empty()
    page.keyboard.press("ArrowRight")
    expect_step(page, ids[-1])
    assert errors == []
    page.keyboard.press("ArrowLeft")
    expect_step(page, ids[-2])
    with running_app(tmp_path / "again.txt", DATA, port):
        page.reload()
        expect(page.locator(READY)).to_be_attached()
        expect_step(page, ids[-2])
    page.close()


def expect_step(page: Page, name: str) -> None:
    expect(page).to_have_url(re.compile(rf"step={re.escape(name)}(&|$)"))


def test_black_opening_view_jump_list_languages_and_leaving_work_by_key(opened: OpenFile) -> None:
    page = at_rest(opened(STAGE, motion="reduce").open("#lang=en&step=country-vnm"))
    page.keyboard.press("b")
    expect(page.locator(".black")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".black")).to_be_hidden()
    country = f"{SHOWN_MAP} .land[data-country=VNM]"
    zoomed = page.locator(country).evaluate("e => e.getBBox().width")
    page.keyboard.press("r")
    smaller = "([country, before]) => document.querySelector(country).getBBox().width < before * 0.8"
    page.wait_for_function(smaller, arg=[country, zoomed])
    page.keyboard.press("l")
    expect(page.locator(".caption h2").first).to_have_text("ベトナム")
    page.keyboard.press("s")
    expect(page.locator(".caption h2")).to_have_text(["ベトナム", "Viet Nam"])
    page.keyboard.press("j")
    page.locator("dialog.jump .row").first.click()
    expect_step(page, "opening")
    page.keyboard.press("End")
    expect_step(page, story_ids()[-1])
    page.go_back()
    expect_step(page, "opening")
    page.keyboard.press("Escape")
    expect(page.locator(".head")).to_be_visible()


def test_the_years_grow_and_stop_when_the_talk_goes_on(opened: OpenFile) -> None:
    file_page = opened(STAGE)
    file_page.page.clock.install(time=0)
    file_page.page.clock.pause_at(1)
    page = file_page.open("#lang=ja&step=growth")
    page.clock.run_for(100)
    for last in (2013, 2014, 2015):
        expect(drawn_strands(page)).to_have_count(len(shown.links(shipped(), Selection(fiscal_years=(2013, last)))))
        page.clock.run_for(A_YEAR)
    page.clock.resume()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".yearbar.playing")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect_step(page, "country-idn")
    expect(drawn_strands(page)).to_have_count(len(shown.links(shipped(), Selection(countries=("IDN",)))))


@pytest.mark.parametrize("key", ["ArrowRight", "Escape"])
def test_a_step_left_while_its_years_play_leaves_no_years_behind(opened: OpenFile, key: str) -> None:
    page = open_by_the_clock(opened, "#lang=en&step=growth")
    page.clock.run_for(100 + 2 * A_YEAR)
    expect(page.locator(".yearbar.playing")).to_have_count(1)
    page.keyboard.press(key)
    page.clock.run_for(A_YEAR)
    expect(page.locator(".yearbar.playing")).to_have_count(0)
    if key != "Escape":
        expect_step(page, story_ids()[2])
        page.keyboard.press("Escape")
        page.clock.run_for(A_YEAR)
    expect(page.locator(".head")).to_be_visible()
    expect(drawn_strands(page)).to_have_count(len(shown.links(shipped(), Selection())))
    assert "fy=" not in page.url


def test_years_stand_still_behind_a_black_screen(opened: OpenFile) -> None:
    page = open_by_the_clock(opened, "#lang=en&step=growth")
    page.clock.run_for(100)
    page.keyboard.press("b")
    page.clock.run_for(5 * A_YEAR)
    expect(drawn_strands(page)).to_have_count(len(shown.links(shipped(), Selection(fiscal_years=(2013, 2013)))))
    page.keyboard.press("b")
    page.clock.run_for(A_YEAR)
    expect(drawn_strands(page)).to_have_count(len(shown.links(shipped(), Selection(fiscal_years=(2013, 2014)))))


def test_the_years_of_a_step_are_not_changed_by_hand(opened: OpenFile) -> None:
    page = at_rest(opened(STAGE, motion="reduce").open("#lang=en&step=country-vnm"))
    before = len(shown.links(shipped(), Selection(countries=("VNM",))))
    expect(drawn_strands(page)).to_have_count(before)
    box = page.locator(f"{SHOWN_MAP} .year").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    thumb = page.locator(f"{SHOWN_MAP} .thumb-first")
    assert not thumb.evaluate("e => { e.focus(); return document.activeElement === e; }")
    expect(drawn_strands(at_rest(page))).to_have_count(before)
    assert "fy=" not in page.url
    page.keyboard.press("Escape")
    thumb.press("ArrowRight")
    expect(page).to_have_url(re.compile("fy=2014"))


def test_with_less_movement_the_years_do_not_play(opened: OpenFile) -> None:
    page = opened(STAGE, motion="reduce").open("#lang=en&step=growth")
    expect(page.locator(".caption h2").first).to_be_visible()
    # The years would begin to play with the first frame.
    expect(at_rest(page).locator(".yearbar.playing")).to_have_count(0)
    expect(drawn_strands(page)).to_have_count(len(shown.links(shipped(), Selection())))


def test_speaker_notes_follow_in_a_second_window(opened: OpenFile) -> None:
    page = opened(STAGE).open("#lang=en&step=opening")
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    notes = popup.value
    expect(notes.locator("h1")).to_have_text("Cities that cut carbon together")
    page.keyboard.press("ArrowRight")
    expect(notes.locator(".notes")).to_contain_text("Each thin line")
    notes.keyboard.press("ArrowLeft")
    expect_step(page, "opening")


@pytest.mark.parametrize(("code", "restart"), [("en", "Clock to 00:00"), ("ja", "時計を00:00に戻す")])
def test_the_speakers_clock_counts_from_the_beginning_of_the_talk_and_can_be_set_back(
    opened: OpenFile, code: str, restart: str
) -> None:
    page = open_by_the_clock(opened, f"#lang={code}")
    page.clock.run_for(60_000)
    page.locator(".tools .strong").click()
    page.clock.run_for(30_000)
    page.keyboard.press("PageDown")
    expect_step(page, "opening")
    page.clock.run_for(5_000)
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    time = popup.value.locator("time")
    expect(time).to_have_text("00:05")
    page.clock.run_for(60_000)
    expect(time).to_have_text("01:05")
    popup.value.get_by_role("button", name=restart).click()
    expect(time).to_have_text("00:00")
    page.clock.run_for(3_000)
    popup.value.keyboard.press(" ")  # goes on with the talk, as the button has not kept the focus
    expect_step(page, "growth")
    expect(time).to_have_text("00:03")


def test_the_speakers_clock_counts_from_the_first_step_shown_where_a_step_was_opened(opened: OpenFile) -> None:
    page = open_by_the_clock(opened, "#lang=en&step=way-out")
    page.clock.run_for(20_000)
    page.keyboard.press("PageDown")
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    expect(popup.value.locator("time")).to_have_text("00:20")


def open_by_the_clock(opened: OpenFile, address: str) -> Page:
    """Open the file with a clock that stands still until it is run."""
    file_page = opened(STAGE)
    file_page.page.clock.install(time=0)
    file_page.page.clock.pause_at(1)
    return file_page.open(address)


def test_the_talk_goes_on_by_itself_at_the_chosen_pace(opened: OpenFile) -> None:
    page = open_by_the_clock(opened, "#lang=en&step=opening")
    page.keyboard.press("a")
    page.clock.run_for(13_000)
    expect_step(page, "growth")
    page.keyboard.press("a")
    page.clock.run_for(120_000)
    expect_step(page, "growth")


def test_going_on_by_itself_waits_behind_a_black_screen(opened: OpenFile) -> None:
    page = open_by_the_clock(opened, "#lang=en&step=opening")
    page.keyboard.press("a")
    page.clock.run_for(PACE - 1_000)
    page.keyboard.press("b")
    page.clock.run_for(5 * PACE)
    expect(page.locator(".black")).to_be_visible()
    page.keyboard.press("b")
    page.clock.run_for(PACE - 1_000)
    expect_step(page, "opening")
    page.clock.run_for(2_000)
    expect_step(page, "growth")


def test_a_step_reached_by_hand_has_its_whole_time_before_the_next_comes_by_itself(opened: OpenFile) -> None:
    ids = story_ids()
    page = open_by_the_clock(opened, f"#lang=en&step={ids[2]}")
    page.keyboard.press("a")
    page.clock.run_for(PACE - 1_000)
    page.keyboard.press("ArrowRight")
    page.clock.run_for(PACE - 1_000)
    expect_step(page, ids[3])
    page.clock.run_for(2_000)
    expect_step(page, ids[4])


def test_going_on_by_itself_ends_with_the_last_step(opened: OpenFile) -> None:
    ids = story_ids()
    page = open_by_the_clock(opened, f"#lang=en&step={ids[-2]}")
    page.keyboard.press("a")
    page.clock.run_for(PACE + 1_000)
    expect_step(page, ids[-1])
    expect(page.get_by_role("button", name="Go on by itself", exact=True)).to_be_disabled()
    page.clock.run_for(5 * PACE)
    expect_step(page, ids[-1])


def test_steps_of_the_same_id_are_all_reached(opened: OpenFile) -> None:
    page = opened().open("#lang=en")
    ids = page.evaluate(
        """() => {
            const steps = ["a", "b", "a", "a"].map(id => ({ id, show: "text" }));
            const file = { held: { steps, documents: {} }, state: { step: "" }, main: document.createElement("main") };
            return new CityMap.Presenter(file).steps.map(({ id }) => id);
        }"""
    )
    assert len(set(ids)) == 4


@pytest.mark.parametrize("layer", LAYERS)
def test_the_check_finds_a_map_without_its_rows(opened: OpenFile, layer: str) -> None:
    page = opened().open(f"#lang=en&layer={next(name for name in LAYERS if name != layer)}")
    page.evaluate("layer => { CityMap.layers[layer].prototype.show = () => {}; }", layer)
    page.get_by_role("button", name="Present").click()
    expect(page.locator("dialog.check[data-well=false] li.amiss")).to_have_text("Maps drawn: 2 of 3")


@pytest.mark.parametrize("step", ["totals", "way-out", "result-osaka-hcmc-jcm", "installations"])
def test_both_languages_stand_in_the_same_size(opened: OpenFile, step: str) -> None:
    page = at_rest(opened(STAGE, motion="reduce").open(f"#lang=ja&second=1&step={step}"))
    sizes = [
        page.locator(f".caption .{box} :is(h2, p, dt, dd)").evaluate_all(
            "all => all.map(e => [e.localName, getComputedStyle(e).fontSize])"
        )
        for box in ("first", "second")
    ]
    assert sizes[0]
    assert sizes[0] == sizes[1]
    tops = page.locator(".caption h2").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    worded = page.locator("html.worded").count()
    assert not worded or abs(tops[0] - tops[1]) < AGREED


@pytest.mark.parametrize("second", ["", "1"])
def test_sources_can_be_read_from_the_room_however_long_the_text(opened: OpenFile, second: str) -> None:
    page = at_rest(opened(STAGE, motion="reduce").open(f"#lang=en&second={second}&step=result-osaka-hcmc-jcm"))
    size = page.locator(".caption .links").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 14


@pytest.mark.parametrize(("code", "far"), [("en", "Chile"), ("ja", "チリ")])
def test_places_out_of_sight_are_told_on_the_stage_but_are_no_controls(opened: OpenFile, code: str, far: str) -> None:
    page = at_rest(opened(STAGE, motion="reduce").open(f"#lang={code}&step=installations"))
    told = page.locator(f"{SHOWN_MAP} .far")
    expect(told.locator("p").filter(has_text=far)).to_be_visible()
    expect(told.locator("button")).to_have_count(0)
    boxes = [
        one.evaluate("e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }")
        for one in (told, page.locator(".caption"))
    ]
    assert not overlapping(*boxes)
    page.keyboard.press("Escape")
    page.get_by_role("button", name={"en": "Installations", "ja": "設備"}[code], exact=True).click()
    expect(told.locator("button")).not_to_have_count(0)


@pytest.mark.parametrize("size", [STAGE, (1440, 900), PHONE], ids=str)
def test_no_step_is_cut_off_or_asks_a_room_to_scroll(opened: OpenFile, size: tuple[int, int]) -> None:
    page = opened(size, motion="reduce").open("#lang=ja&step=opening")
    ids = story_ids()
    for number, name in enumerate(ids, start=1):
        page.evaluate("step => { location.hash = `lang=ja&second=1&step=${step}`; }", name)
        # The address changes before the step is drawn.
        expect(page.locator(".steps .where")).to_have_text(f"{number} / {len(ids)}")
        at_rest(page)
        caption = page.locator(".caption")
        expect(caption).to_be_visible()
        tall, inside, wide, across = caption.evaluate("e => [e.scrollHeight, e.clientHeight, e.scrollWidth, e.clientWidth]")
        assert wide <= across, name
        # On a telephone one scrolls; in a room nobody can.
        assert tall <= inside or size == PHONE, name
        assert caption.evaluate("e => e.firstElementChild.getBoundingClientRect().top >= e.getBoundingClientRect().top"), name


def test_a_link_to_the_stage_may_ask_for_both_languages(visit: OpenVisit, app: RunningApp) -> None:
    page = visit("ja").page
    page.goto(f"{app.address}/stage/?lang=ja&second=en")
    expect(page.locator("dialog.check[data-well=true]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".caption > div")).to_have_count(2)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_step_about_a_part_shows_the_names_of_its_places(opened: OpenFile, code: LanguageCode) -> None:
    page = opened(STAGE, motion="reduce").open(f"#lang={code}&step=country-phl")
    links = shown.links(shipped(), Selection(countries=("PHL",)))
    wanted = {*links["jp_place_id"], *links["partner_place_id"]}
    expect(page.locator(".caption h2").first).not_to_be_empty()
    page.wait_for_function(
        'wanted => wanted.every(id => document.querySelector(`.stage-map:not(.away) .name[data-id="${id}"]`)?.checkVisibility())',
        arg=sorted(wanted),
    )


def test_a_case_whose_links_are_inferred_draws_them_dashed_on_its_step_alone(opened: OpenFile) -> None:
    told = slides(shipped(), Selection(), load_story(shipped()))
    inferred = [slide for slide in told if slide["weaker"]]
    assert inferred
    page = opened(STAGE, motion="reduce").open("#lang=en")
    for slide in inferred:
        page.evaluate("step => { location.hash = `lang=en&step=${step}`; }", slide["id"])
        expect(drawn_strands(page)).to_have_count(len(slide["weaker"]))
        expect(page.locator(f"{SHOWN_MAP} .strand-inferred:not(.off)")).to_have_count(len(slide["weaker"]))
    page.keyboard.press("Escape")
    expect(drawn_strands(page)).to_have_count(len(shown.links(shipped(), Selection())))


def test_the_page_leads_to_the_stage_and_saves_the_file(visit: OpenVisit, app: RunningApp) -> None:
    look = visit("en").open("/present", lang="en")
    link = look.page.get_by_role("link", name="Open the stage")
    assert urlsplit(str(link.get_attribute("href"))).path.endswith("stage/")
    with look.page.expect_popup() as popup:
        link.click()
    expect(popup.value.locator("dialog.check[data-well=true]")).to_be_visible()
    popup.value.close()
    assert app.get("/stage/file?lang=en").startswith(b"<!doctype html>")
