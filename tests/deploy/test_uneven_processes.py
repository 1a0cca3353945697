"""One process without tables, another with room for one visitor only: what the one cannot do, the other does."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from asking import COOKIE
from playwright.sync_api import expect
from shipped import shipped

from geo import summary
from geo.full_house import SOONEST, SPREAD, VARIABLE
from geo.selection import Selection
from geo.tables import DATA_VARIABLE
from tests.browser.visit import OpenVisit
from tools.fleet import Fleet, Process, fleet
from tools.running_app import SIGN_OF_LIFE, RunningApp, status_of

SEVERAL = 12


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    empty = tmp_path_factory.mktemp("empty")
    environments = ({DATA_VARIABLE: str(empty)}, {VARIABLE: "1"})
    with fleet(tmp_path_factory.mktemp("fleet"), environments, healthy=False) as started:
        yield started


@pytest.fixture
def without_tables(uneven: Fleet) -> Process:
    return uneven.processes[0]


@pytest.fixture
def small(uneven: Fleet) -> Process:
    return uneven.processes[1]


@pytest.mark.parametrize("path", [SIGN_OF_LIFE, "/api/v1/summary.json", "/api/v1/map/links.json", "/stage/"])
def test_a_process_that_answers_503_is_passed_over(uneven: Fleet, without_tables: Process, path: str) -> None:
    assert status_of(without_tables.address + path) == 503
    for port in (None, without_tables.port):
        headers = {"Cookie": f"{COOKIE}={port}"} if port else {}
        for _ in range(SEVERAL):
            with urllib.request.urlopen(urllib.request.Request(uneven.app.address + path, headers=headers), timeout=60) as answer:
                assert answer.status == 200


@pytest.mark.browser
def test_a_newcomer_to_a_full_house_is_told_and_can_have_the_map_meanwhile(small: Process, visit: OpenVisit) -> None:
    app = RunningApp(small.address, small.log)
    first = visit(app).open(lang="en")
    newcomer = visit(app, "ja")
    with newcomer.expecting("503"):
        newcomer.go("/", lang="ja", country="VNM")
    page = newcomer.page
    expect(page.get_by_role("heading", level=1)).to_have_text("ただいま混み合っています")
    expect(page.get_by_role("heading", level=2)).to_have_text("Many people are here right now")
    assert page.locator("html").get_attribute("lang") == "ja"
    assert newcomer.findings() == []
    # Who is in stays in, may load the page anew and go on working.
    first.page.reload()
    first.ready()
    first.choose("country", "Viet Nam")
    first.has_parameters(country="VNM", lang="en")
    # The map in one file opens with the same view.
    page.get_by_role("link", name="1ページ版の地図を開く").click()
    page.wait_for_url(re.compile(r"/stage/\?.*country=VNM"))
    expect(page.get_by_role("dialog")).to_contain_text("描けた地図:3枚のうち3枚")
    # As soon as somebody leaves, there is room: the page opens by itself.
    with newcomer.expecting("503"):
        newcomer.go("/", lang="ja")
    first.page.context.close()
    page.get_by_test_id("stApp").wait_for(timeout=3 * 1000 * (SOONEST + SPREAD))
    newcomer.ready()
    newcomer.has_strands(len(summary.links(shipped(), Selection())))


def test_newcomers_to_a_full_process_are_let_in_by_another(uneven: Fleet, small: Process, without_tables: Process) -> None:
    def load(address: str) -> tuple[int, str]:
        request = urllib.request.Request(address, headers={"Cookie": f"{COOKIE}={small.port}"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, str(answer.headers.get_all("set-cookie"))
        except urllib.error.HTTPError as refused:
            return refused.code, ""

    while load(f"{small.address}/")[0] == 200:  # whoever was let in keeps a seat for a while
        pass
    status, cookie = load(f"{uneven.app.address}/")
    assert status == 200
    assert f"{COOKIE}={without_tables.port};" in cookie
    # What those who are in ask for meanwhile is none of this.
    assert status_of(f"{small.address}/api/v1/summary.json") == 200
