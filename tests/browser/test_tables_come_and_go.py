"""A visitor of an app on PostgreSQL: tables that come late, change and go away while the page is open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty_tables import TableFolder
from playwright.sync_api import expect
from postgres_server import KEEPER, READER, Server, running_server
from visit import MAP_PAGE, OpenVisit

from geo import summary
from geo.programme import load_programme
from geo.selection import Selection
from geo.store.__main__ import main
from tools.running_app import RunningApp, running_app
from tools.waiting import wait_for

UNREACHABLE = {"en": "cannot be reached", "ja": "接続できません"}
ENGLISH_MAP = "Map of city-to-city links between Japan and its partners"
LEFT_OUT = "osaka-ho-chi-minh-city-fy2017"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


def publish(server: Server, database: str, folder: Path) -> int:
    assert main(["publish", str(folder), server.url(database, KEEPER), "--reader", READER]) == 0
    return len(summary.links(load_programme(folder), Selection()))


def health(app: RunningApp) -> dict[str, object]:
    told: dict[str, object] = json.loads(app.get("/api/v1/health"))
    return told


def test_a_page_goes_on_by_itself_and_an_open_map_follows_newer_tables(visit: OpenVisit, server: Server, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    folder, database = TableFolder.copy(data), server.new_database()
    strands = publish(server, database, data)
    server.stop()
    with running_app(tmp_path / "log.txt", server.url(database)) as app:
        opened = {code: visit(code, of=app) for code in UNREACHABLE}
        for code, look in opened.items():
            with look.expecting("status of 503"):
                look.go(MAP_PAGE, lang=code)
                expect(look.page.get_by_test_id("stAlert")).to_contain_text(UNREACHABLE[code])
        server.start()
        # Nobody reloads anything.
        for look in opened.values():
            look.ready()
            look.has_strands(strands)
        look = opened["ja"]
        folder.save("collaborations", [row for row in folder.read("collaborations") if row[0] != LEFT_OUT])
        fewer = publish(server, database, data)
        assert fewer == strands - 1
        wait_for(lambda: health(app)["data_version"] == load_programme(data).version)
        look.page.get_by_test_id("stButtonGroup").get_by_text("English").first.click()
        # Newer tables come in another frame; for a moment both are there.
        expect(look.iframe.and_(look.page.get_by_title(ENGLISH_MAP))).to_have_count(1)
        expect(look.iframe).to_have_count(1)
        look.has_strands(fewer)
        assert LEFT_OUT not in look.strands()
        server.stop()
        try:
            wait_for(lambda: health(app)["stale"])
            look.page.reload()
            look.ready()
            look.has_strands(fewer)
            expect(look.page.locator(".st-key-data_notice")).to_contain_text("Japan time")
        finally:
            server.start()
        wait_for(lambda: not health(app)["stale"])
        look.page.reload()
        look.ready()
        expect(look.page.locator(".st-key-data_notice")).to_have_count(0)
        assert "Traceback" not in app.written()
        assert "s3cret" not in app.written()
