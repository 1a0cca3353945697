"""Own tables in a real browser: seen by who brought them, on pages, map and API, and by nobody else; one click goes back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from bad_files import REFUSED, as_csv, rows
from every_page import shown
from playwright.sync_api import BrowserContext, expect
from visit import OpenVisit, Visit

from geo.tables import DEFAULT_FOLDER
from tools.running_app import RunningApp

PAGE = "your_tables"
NAME = "Osaka, seen by one visitor alone"
HOSTILE = '<img src=x onerror="window.hostile=1"> {{7*7}} [x](javascript:window.hostile=1)'
WIDE = (1440, 900)
BANNER = "draft_banner"


def places(**cells: str) -> bytes:
    """The shipped places with cells of Osaka's row changed."""
    made = rows("places")
    own = next(row for row in made if row[0] == "osaka")
    for column, text in cells.items():
        own[made[0].index(column)] = text
    return as_csv(made)


def bring(look: Visit, content: bytes, name: str = "places.csv") -> Visit:
    shown(look, PAGE)
    look.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(look.by_key("upload_sheet_0")).to_be_visible()
    return look.settled()


def take(look: Visit) -> Visit:
    look.by_key("upload_take").get_by_role("button").click()
    expect(look.by_key(BANNER)).to_be_visible()
    return look.settled()


def to_map(look: Visit) -> Visit:
    """Go to the map as a visitor does: a new address would be a new session."""
    look.by_key("upload_taken").get_by_role("link").first.click()
    expect(look.page).to_have_url(re.compile(rf"^{re.escape(look.app.address)}/(\?|$)"))
    return look.ready()


def asked(look: Visit, part: str) -> list[str]:
    """Addresses the page's frames asked for, as the browser remembers them."""
    found = [
        name for frame in look.page.frames for name in frame.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    ]
    return [name for name in found if part in urlsplit(name).path]


@pytest.fixture
def other(app: RunningApp, browser_context: BrowserContext) -> Visit:
    """Another visitor, with a browser of their own."""
    return Visit(browser_context.new_page(), app)


@pytest.fixture
def browser_context(contexts: Callable[..., BrowserContext]) -> BrowserContext:
    return contexts("en", WIDE, "dark")


def test_one_visitors_tables_are_on_their_pages_map_and_api_and_nobody_elses(visit: OpenVisit, other: Visit) -> None:
    one = to_map(take(bring(visit(), places(name_en=NAME))))
    expect(one.map.get_by_text(NAME).first).to_be_attached()
    one.becomes(lambda: bool(asked(one, "/api/drafts/")))
    addresses = asked(one, "/api/drafts/")
    base = addresses[0].split("/v1/")[0]
    document = json.loads(one.app.get(f"{urlsplit(base).path}/v1/places.geojson"))
    assert NAME in [feature["properties"]["name_en"] for feature in document["features"]]

    other.open()
    expect(other.by_key(BANNER)).to_have_count(0)
    expect(other.map.get_by_text(NAME)).to_have_count(0)
    assert asked(other, "/api/drafts/") == []
    published = json.loads(other.app.get("/api/v1/places.geojson"))
    assert NAME not in [feature["properties"]["name_en"] for feature in published["features"]]
    assert base.rsplit("/", 1)[1] not in other.page.content()

    one.by_key("draft_leave").get_by_role("button").click()
    expect(one.by_key(BANNER)).to_have_count(0)
    # The published tables come in another frame; for a moment both are there.
    one.settled()
    expect(one.iframe).to_have_count(1)
    one.ready()
    expect(one.map.get_by_text(NAME)).to_have_count(0)


def test_hostile_texts_of_a_file_are_text_on_every_page_they_reach(visit: OpenVisit) -> None:
    look = bring(visit(), places(name_en=HOSTILE), name="<b>places</b>.csv")
    take(look)
    to_map(look)
    for frame in look.page.frames:
        assert frame.evaluate("() => window.hostile") is None
        assert frame.locator("[onerror], a[href^='javascript:' i]").count() == 0
    expect(look.by_key(BANNER)).to_contain_text("<b>places</b>.csv")
    assert look.by_key(BANNER).locator("b").count() == 0
    expect(look.map.get_by_text(HOSTILE).first).to_be_attached()


def test_a_faulty_file_is_told_of_where_it_stands_and_given_back_marked(visit: OpenVisit) -> None:
    look = bring(visit(), places(country_iso3="JPX"))
    faults = look.page.get_by_role("table", name="Faults")
    expect(faults.get_by_text("JPX").first).to_be_visible()
    with look.page.expect_download() as download:
        look.by_key("upload_annotated").get_by_role("button").click()
    assert download.value.suggested_filename == "faults.xlsx"
    assert download.value.path().read_bytes().startswith(b"PK")
    expect(look.by_key("upload_take")).to_have_count(0)


@pytest.mark.parametrize("name", ["laughs.xlsx", "bomb.zip", "million.csv", "view.gpkg", "macros.xlsm"])
def test_dangerous_files_get_an_answer_and_the_app_goes_on(visit: OpenVisit, name: str) -> None:
    bad = next(each for each in REFUSED if each.name == name)
    look = shown(visit(), PAGE)
    content = {"name": name, "mimeType": "application/octet-stream", "buffer": bad.make()}
    look.page.locator("input[type=file]").set_input_files(content)
    expect(look.page.get_by_role("table", name="Files that are not read")).to_be_visible()
    assert "Traceback" not in look.app.written()


def test_a_file_that_is_too_large_is_told_of_in_the_readers_language(visit: OpenVisit) -> None:
    look = shown(visit("ja"), PAGE)
    content = {"name": "large.csv", "mimeType": "text/csv", "buffer": b"x" * ((10 << 20) + 1)}
    look.page.locator("input[type=file]").set_input_files(content)
    expect(look.page.get_by_test_id("stFileChip")).to_have_attribute("aria-invalid", "true")
    said = "element => getComputedStyle(element, '::after').content"
    look.becomes(lambda: "上限" in look.page.get_by_test_id("stFileUploader").evaluate(said))


@pytest.mark.parametrize(("language", "size", "scheme"), [("en", WIDE, "light"), ("ja", (390, 844), "dark")])
def test_nothing_stands_in_the_way_of_readers_aids(
    visit: OpenVisit, language: str, size: tuple[int, int], scheme: str
) -> None:  # fmt: skip
    look = bring(visit(language, size, scheme), places(country_iso3="JPX", name_ja=" 大阪市"))
    assert look.findings() == []
    look.becomes(lambda: look.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_uploads_stay_in_memory() -> None:
    asked = "import app, streamlit; from starlette.formparsers import MultiPartParser as parser; " \
        "print(parser.spool_max_size > streamlit.get_option('server.maxUploadSize') * 2**20)"  # fmt: skip
    answer = subprocess.run([sys.executable, "-c", asked], cwd=DEFAULT_FOLDER.parent, capture_output=True, text=True, check=True)
    assert answer.stdout.split()[-1] == "True"
