"""The map in one file, opened from disk with no network."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from file_page import SHOWN_MAP, STAGE, OpenFile, at_rest, drawn_strands, overlapping
from hostile import TRACE, write_hostile_tables
from playwright.sync_api import expect
from shipped import DATA, shipped
from visit import PHONE

from geo import shown
from geo.language import LANGUAGES, Language, LanguageCode
from geo.onefile.page import one_file
from geo.programme import load_programme
from geo.selection import Selection
from geo.story.story import load_story


def test_opened_from_disk_it_draws_every_link_and_counts_them(opened: OpenFile) -> None:
    page = opened().open("#lang=en")
    links = len(shown.links(shipped(), Selection()))
    expect(drawn_strands(page)).to_have_count(links)
    expect(page.locator(".side .figures dd").nth(3)).to_have_text(str(links))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", [(1440, 900), STAGE, PHONE], ids=str)
def test_no_name_on_its_map_overlaps_another_and_nothing_is_wider_than_the_window(
    opened: OpenFile, size: tuple[int, int], code: str
) -> None:
    page = opened(size).open(f"#lang={code}")
    expect(page.locator(f"{SHOWN_MAP} .name:visible").nth(10)).to_be_visible()
    boxes = (
        at_rest(page)
        .locator(f"{SHOWN_MAP} .name:visible")
        .evaluate_all(
            "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom, e.dataset.id]; })"
        )
    )
    assert len(boxes) > 10
    assert [(a[4], b[4]) for a, b in combinations(boxes, 2) if overlapping(a, b)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_row_opens_its_detail_with_sources_and_back_closes_it(opened: OpenFile) -> None:
    page = opened().open("#lang=en")
    page.get_by_role("button", name="Osaka City and Ho Chi Minh City").click()
    expect(page.locator(".side h2")).to_have_text("Osaka City and Ho Chi Minh City")
    expect(page).to_have_url(re.compile("sel=pair%3Aosaka(%7E|~)ho-chi-minh-city"))
    expect(page.locator(".side a[href^=http]").nth(3)).to_be_attached()
    expect(page.locator(f"{SHOWN_MAP} .strand.near:not(.off)")).not_to_have_count(0)
    page.get_by_role("button", name="Back to the overview").click()
    expect(page.locator(".side h2")).to_have_count(0)


def test_what_came_of_a_pair_stands_on_its_map_and_opens(opened: OpenFile) -> None:
    page = opened().open("#lang=en&sel=pair:osaka~ho-chi-minh-city")
    expect(page.locator(f"{SHOWN_MAP} .site")).not_to_have_count(0)
    found = at_rest(page).locator(f"{SHOWN_MAP} .site").evaluate_all("all => all.map(one => one.dataset.id)")
    rows = shipped().installations.set_index("installation_id")
    assert found
    assert rows.loc[found, "lon"].notna().all()
    expect(page.locator(f"{SHOWN_MAP} .legend")).to_contain_text("Installation that came of it")
    page.locator(f"{SHOWN_MAP} .site").first.click()
    expect(page.locator(".side h2")).to_have_text(rows.loc[found[0], "name_en"])
    expect(page.locator(f"{SHOWN_MAP}.layer-installations")).to_be_visible()


@pytest.mark.parametrize(("address", "boxes"), [("#lang=ja&second=en&step=opening", 2), ("#lang=en&second=en&step=opening", 1)])
def test_an_address_may_name_the_second_language_as_the_pages_do(opened: OpenFile, address: str, boxes: int) -> None:
    page = opened(STAGE).open(address)
    expect(page.locator(".caption > div")).to_have_count(boxes)


def test_search_finds_in_both_scripts_and_narrows_the_map(opened: OpenFile) -> None:
    page = opened().open("#lang=en")
    before = len(shown.links(shipped(), Selection()))
    expect(drawn_strands(page)).to_have_count(before)
    page.get_by_role("searchbox").fill("ﾎｰﾁﾐﾝ")
    expect(page.locator(".side .row").filter(has_text="Ho Chi Minh City").first).to_be_visible()
    expect(drawn_strands(page)).not_to_have_count(before)
    expect(drawn_strands(page)).not_to_have_count(0)
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".side .figures")).to_be_visible()
    expect(drawn_strands(page)).to_have_count(before)


@pytest.mark.parametrize("words", ["Team OSAKA", "team osaka ﾎｰﾁﾐﾝ"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_search_finds_cases_and_opens_what_tells_of_them(opened: OpenFile, code: LanguageCode, words: str) -> None:
    page = opened().open(f"#lang={code}")
    title = shipped().cases.set_index("case_id").loc["osaka-hcmc-jcm", f"title_{code}"]
    page.get_by_role("searchbox").fill(words)
    row = page.locator(".side .row").filter(has_text=title)
    expect(row.locator("small")).to_have_text(Language(code).text("Case"))
    pair = shown.links(shipped(), Selection())["pair"]
    expect(drawn_strands(page)).to_have_count(int((pair == "osaka~ho-chi-minh-city").sum()))
    row.click()
    expect(page.locator(".side article").filter(has_text=title)).to_be_visible()


def test_search_finds_projects_by_their_titles(opened: OpenFile) -> None:
    rows = shipped().collaborations
    titled = rows[rows["title_en"].notna() & rows["collaboration_id"].isin(shown.links(shipped(), Selection())["collaboration_id"])]
    title = str(titled.iloc[0]["title_en"])
    page = opened().open("#lang=en")
    page.get_by_role("searchbox").fill(title)
    expect(page.locator(".side .row").filter(has_text=title).first).to_be_visible()


@pytest.mark.parametrize(("code", "said"), [("en", r"^and (\d+) more$"), ("ja", r"^ほか(\d+)件$")])
def test_search_says_how_many_more_it_has_found_than_it_lists(opened: OpenFile, code: str, said: str) -> None:
    page = opened().open(f"#lang={code}&layer=installations")
    page.get_by_role("searchbox").fill("solar")
    expect(page.locator(".side .row")).to_have_count(40)
    told = re.match(said, page.locator(".side > p.quiet").inner_text())
    solar = shipped().installations["name_en"].str.contains("solar", case=False).sum()
    assert told
    assert 40 + int(told[1]) >= solar
    page.get_by_role("searchbox").fill("osaka")
    expect(page.locator(".side .row").first).to_be_visible()
    expect(page.locator(".side > p.quiet")).to_have_count(0)


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=str)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_remark_on_boundaries_stays_while_years_play(opened: OpenFile, size: tuple[int, int], code: str) -> None:
    page = opened(size).open(f"#lang={code}")
    page.locator(f"{SHOWN_MAP} .play").click()
    expect(page.locator(f"{SHOWN_MAP} .yearbar.playing")).to_be_visible()
    remark, status = (page.locator(f"{SHOWN_MAP} {name}") for name in (".remark", ".year-status"))
    expect(remark).to_be_visible()
    boxes = [
        one.evaluate("e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }")
        for one in (remark, status)
    ]
    assert not overlapping(*boxes)


def test_language_map_and_years_change_without_losing_what_is_selected(opened: OpenFile) -> None:
    page = opened().open("#lang=en&sel=country:VNM")
    page.get_by_role("button", name="日本語").click()
    expect(page.locator(".side h2")).to_have_text("ベトナム")
    page.get_by_role("button", name="設備").click()
    expect(page.locator(f"{SHOWN_MAP}.layer-installations")).to_be_visible()
    page.get_by_role("button", name="連携", exact=True).click()
    page.locator(f"{SHOWN_MAP}.layer-links .thumb-first").press("End")
    rows = shown.links(shipped(), Selection(fiscal_years=(2025, 2025)))
    expect(page.locator(".side .figures dd").nth(3)).to_have_text(str(len(rows)))
    expect(page).to_have_url(re.compile("fy=2025"))


def test_the_address_holds_the_view(opened: OpenFile) -> None:
    page = opened().open("#lang=ja&layer=installations&sel=installation:vn012&mode=dark")
    expect(page.locator(".side h2")).not_to_be_empty()
    expect(page.locator("html[data-mode=dark][lang=ja]")).to_be_attached()
    expect(page.locator(f"{SHOWN_MAP}.layer-installations")).to_be_visible()


def test_every_detail_in_the_file_can_be_shown_in_both_languages(opened: OpenFile) -> None:
    page = opened().open("#lang=en")
    for code in LANGUAGES:
        page.evaluate("code => { location.hash = `lang=${code}`; }", code)
        expect(page.locator(f"html[lang={code}]")).to_be_attached()
        shown_all = page.evaluate(
            """async () => {
                const packed = Uint8Array.from(atob(document.getElementById("held").textContent), c => c.charCodeAt(0));
                const held = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
                const box = document.createElement("div");
                const panel = new CityMap.Panel(box, held, () => {});
                return Object.keys(held.told).flatMap(code => {
                    panel.setWords(new CityMap.Words(held.texts, code));
                    return Object.keys(held.told[code].things).filter(name => {
                        panel.detail(name);
                        return !box.querySelector("h2").textContent || /undefined|\\[object/.test(box.textContent);
                    });
                });
            }"""
        )
        assert shown_all == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#lang=en", "#lang=ja&sel=country:VNM", "#lang=en&step=totals", "#lang=ja&step=growth"])
def test_it_has_no_serious_finding_of_accessibility(opened: OpenFile, scheme: str, address: str) -> None:
    page = opened(scheme=scheme, motion="reduce").open(address)
    at_rest(page)
    # Axe writes its script into the page, which the page's own policy would refuse.
    page.evaluate(Axe().axe_script)
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in {"serious", "critical"}] == []


def test_hostile_tables_make_a_file_that_runs_nothing_of_theirs(opened: OpenFile, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    write_hostile_tables(data, tmp_path / "mark")
    programme = load_programme(data)
    path = tmp_path / "hostile.html"
    path.write_bytes(one_file(programme, Selection(evidence="C"), Language("en"), story=load_story(programme, DATA / "story.toml")))
    file_page = opened(path=path)
    page = file_page.open("#lang=en&sel=country:VNM")
    heading = ""
    for step in ("opening", "country-vnm", "totals"):
        page.evaluate("step => { location.hash = `lang=en&step=${step}`; }", step)
        expect(page.locator(".caption h2")).not_to_have_text(heading)
        expect(page.locator(".caption h2")).not_to_be_empty()
        heading = page.locator(".caption h2").inner_text()
    assert page.evaluate(f"() => window.{TRACE}") is None
    assert page.locator("[onerror], [onload], a[href^='javascript:' i]").count() == 0
    assert not (tmp_path / "mark").exists()
