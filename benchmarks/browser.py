"""What a visitor waits for, in a real Chromium: the first map, and the map after a filter was changed."""

from __future__ import annotations

import json
import re
import time
from itertools import islice
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Route, WebSocket, sync_playwright

from benchmarks.figures import Samples
from benchmarks.messages import Meter
from benchmarks.selections import EVERY_LEVEL, Expected, Facts
from benchmarks.servers import ROOT, Server
from benchmarks.sessions import rotated
from benchmarks.subjects import Topic
from tools.chromium import launch

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
SIZE = {"width": 1440, "height": 900}
LONGEST_WAIT = 120.0
QUIET = 0.4


class Visit:
    """One visitor on one page, who comes with nothing in the browser's cache.

    Parameters
    ----------
    browser : Browser
        A Chromium.
    server : Server
        Whose page is visited.
    topic : Topic
        What it shows.
    """

    def __init__(self, browser: Browser, server: Server, topic: Topic) -> None:
        self.server = server
        self.topic = topic
        self.meter = Meter()
        self._heard = 0.0
        self._context = browser.new_context(viewport=SIZE, locale="en-GB")  # type: ignore[arg-type]  # a plain dict will do
        self._context.set_default_timeout(1000 * LONGEST_WAIT)
        self._context.route(re.compile(rf"^(?!{re.escape(server.address)})"), _outside)
        self.page: Page = self._context.new_page()
        self.page.on("websocket", self._listen)
        protocol = self._context.new_cdp_session(self.page)
        protocol.send("Network.enable")
        protocol.on("Network.webSocketHandshakeResponseReceived", self._agree)

    def _agree(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        self.meter.wire.agree(headers.get("sec-websocket-extensions", ""))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._hear)

    def _hear(self, payload: bytes | str) -> None:
        if isinstance(payload, bytes):
            self._heard = time.monotonic()
            self.meter.add(payload)

    def open(self, expected: Expected) -> dict[str, float]:
        """Open the page; give the seconds until its map and all of it stood there."""
        watched = f"if (window === top) window.benchmark.seen = window.benchmark.watch({self._wanted(expected)});"
        self.page.add_init_script(f"{WATCH}\n{watched}")
        self.page.goto(f"{self.server.address}/{self.server.subject.page}?lang=en", wait_until="commit")
        times: dict[str, float] = self.page.evaluate("() => window.benchmark.times()")
        self._settle()
        return times

    def choose(self, country: str, expected: Expected) -> dict[str, float]:
        """Choose a country in the filter; give the seconds from the click until map and page show its rows."""
        self._open_filter("Country")
        return self._press(rf"^{re.escape(country)} \(", expected)

    def lift(self, country: str, expected: Expected) -> dict[str, float]:
        """Take the country away again; give the seconds from the click until map and page show all rows."""
        times = self._press(rf"^{re.escape(country)} \(", expected)
        self.page.keyboard.press("Escape")
        self._filter.wait_for(state="hidden")
        return times

    def widen(self, expected: Expected) -> dict[str, float]:
        """Show inferred rows too; give the seconds from the click until map and page show them."""
        self._open_filter("Evidence")
        return self._press("^A to C", expected)

    @property
    def _filter(self) -> Locator:
        return self.page.get_by_test_id("stPopoverBody")

    def _open_filter(self, label: str) -> None:
        self.page.get_by_role("button", name=re.compile(f"^{label}: ")).click()

    def _press(self, option: str, expected: Expected) -> dict[str, float]:
        found = self._filter.get_by_text(re.compile(option)).first
        found.wait_for()
        self.meter.restart()
        self.page.evaluate(f"() => window.benchmark.expect({self._wanted(expected)})")
        found.click()
        times: dict[str, float] = self.page.evaluate("() => window.benchmark.times()")
        self._settle()
        return times

    def _wanted(self, expected: Expected) -> str:
        wanted = {"map": self.server.subject.map, "charts": self.topic.charts, "rows": expected.rows, "shapes": expected.shapes}
        return json.dumps(wanted)

    def close(self) -> None:
        """Leave."""
        self._context.close()

    def _settle(self) -> None:
        """Wait until every run has ended and nothing more is sent: a map may ask for another run once it is drawn."""
        while self.meter.finished < max(1, self.meter.started) or time.monotonic() - self._heard < QUIET:
            self.page.wait_for_timeout(50)


def _outside(route: Route) -> None:
    """Answer for the hosts a stock Folium map asks: Leaflet from disk, at once; all else empty."""
    name = route.request.url.partition("?")[0].rpartition("/")[2]
    kinds = {".js": "text/javascript", ".css": "text/css"}
    kind = kinds.get(Path(name).suffix)
    vendored = ROOT / "static" / "leaflet" / name
    if name in {"leaflet.js", "leaflet.css"}:
        route.fulfill(path=vendored, content_type=kind)
    elif kind:
        route.fulfill(body="", content_type=kind)
    else:
        route.abort()


def measure(servers: list[Server], facts: Facts, rounds: int, changes: int, samples: Samples) -> str:
    """Visit every page in turns: open it, choose and lift countries, show inferred rows too. Give the browser's version."""
    countries = iter(facts.countries * (1 + rounds * changes // len(facts.countries)))
    everything = facts.expected()
    with sync_playwright() as playwright, launch(playwright) as browser:
        for turn in range(rounds):
            chosen = list(islice(countries, changes))
            for server in rotated(servers, turn):
                visit = Visit(browser, server, facts.topic)
                subject = server.subject
                first = visit.open(everything)
                samples.add("first", subject, first["map" if subject.map != "none" else "page"])
                samples.add("first_page", subject, first["page"])
                for country in chosen:
                    _change(visit, "filter", visit.choose(country, facts.expected((country,))), samples)
                    _change(visit, "lift", visit.lift(country, everything), samples)
                # Where no row is inferred, showing inferred ones changes nothing that could be waited for.
                if (every := facts.expected(levels=EVERY_LEVEL)) != everything:
                    _change(visit, "widen", visit.widen(every), samples)
                visit.close()
        return f"Chromium {browser.version}, headless"


def _change(visit: Visit, name: str, times: dict[str, float], samples: Samples) -> None:
    subject, has_map = visit.server.subject, visit.server.subject.map != "none"
    samples.add(name, subject, times["map" if has_map else "page"])
    samples.add(f"{name}_page", subject, times["page"])
    samples.add(f"{name}_page_bytes", subject, visit.meter.page_bytes)
    if has_map:
        samples.add(f"{name}_map_bytes", subject, visit.meter.map_bytes)
