"""What a visitor waits for, in a real Chromium: the first map, and the map after a filter was changed."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Route, WebSocket, sync_playwright

from benchmarks.figures import Samples
from benchmarks.filters import Act, Filters, FormFilters, PopoverFilters
from benchmarks.messages import Meter
from benchmarks.motion import Motion, frame_times
from benchmarks.plan import Effort
from benchmarks.selections import EVERY_LEVEL, Expected, Facts
from benchmarks.servers import ROOT, Server
from benchmarks.sessions import rotated
from benchmarks.subjects import Topic
from tools.chromium import launch

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
SIZE = {"width": 1440, "height": 900}
LONGEST_WAIT = 120.0
QUIET = 0.4
DRAGGED, MOST_PLAYED = 5.0, 60.0  # seconds


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
        self.fetched = 0.0
        self._heard = 0.0
        self._context = browser.new_context(viewport=SIZE, locale="en-GB")  # type: ignore[arg-type]  # a plain dict will do
        self._context.set_default_timeout(1000 * LONGEST_WAIT)
        self._context.route(re.compile(rf"^(?!{re.escape(server.address)})"), _outside)
        self.page: Page = self._context.new_page()
        self._filters: Filters = FormFilters(self.page) if server.subject.static else PopoverFilters(self.page)
        self.page.on("websocket", self._listen)
        protocol = self._context.new_cdp_session(self.page)
        protocol.send("Network.enable")
        protocol.on("Network.webSocketHandshakeResponseReceived", self._agree)
        protocol.on("Network.loadingFinished", self._count)

    def _agree(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        self.meter.wire.agree(headers.get("sec-websocket-extensions", ""))

    def _count(self, event: dict[str, Any]) -> None:
        self.fetched += event["encodedDataLength"]

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
        return self._change(self._filters.choose(country), expected)

    def lift(self, country: str, expected: Expected) -> dict[str, float]:
        """Take the country away again; give the seconds from the click until map and page show all rows."""
        times = self._change(self._filters.lift(country), expected)
        self._filters.close()
        return times

    def widen(self, expected: Expected) -> dict[str, float]:
        """Show inferred rows too; give the seconds from the click until map and page show them."""
        times = self._change(self._filters.widen(), expected)
        self._filters.close()
        return times

    def move(self, motion: Motion) -> list[float]:
        """Drag the map or play its years; give the milliseconds between frames meanwhile."""
        return frame_times(self._map, motion, MOST_PLAYED if motion == "play" else DRAGGED)

    @property
    def bytes(self) -> float:
        """All that was sent since the page or the last change was asked for: messages and files."""
        return self.fetched + self.meter.page_bytes

    @property
    def _map(self) -> Locator:
        place = self.page if self.server.subject.static else self.page.frame_locator("iframe").first
        return place.locator(".leaflet-container")

    def _change(self, act: Act, expected: Expected) -> dict[str, float]:
        self.meter.restart()
        self.fetched = 0.0
        self.page.evaluate(f"() => window.benchmark.expect({self._wanted(expected)})")
        act()
        times: dict[str, float] = self.page.evaluate("() => window.benchmark.times()")
        self._settle()
        return times

    def _wanted(self, expected: Expected) -> str:
        subject = self.server.subject
        around = {"table": not subject.static, "charts": self.topic.charts}
        return json.dumps({"map": subject.map, **around, "rows": expected.rows, "shapes": expected.shapes})

    def close(self) -> None:
        """Leave."""
        self._context.close()

    def _settle(self) -> None:
        """Wait until every run has ended and nothing more is sent: a map may ask for another run once it is drawn."""
        if self.server.subject.static:
            self.page.wait_for_load_state("networkidle")
            return
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


def measure(servers: list[Server], facts: Facts, efforts: Mapping[str, Effort], samples: Samples) -> str:
    """Visit pages in turns, and measure what visitors wait for and how their maps move.

    Parameters
    ----------
    servers : list of Server
        The pages.
    facts : Facts
        What they must show.
    efforts : Mapping of str to Effort
        How often each of them is visited, by its name.
    samples : Samples
        Where figures are kept.

    Returns
    -------
    str
        The browser's name and version.
    """
    countries = cycle(facts.countries)
    with sync_playwright() as playwright, launch(playwright) as browser:
        for turn in range(max(effort.rounds for effort in efforts.values())):
            chosen = list(islice(countries, max(effort.changes for effort in efforts.values())))
            for server in rotated(servers, turn):
                effort = efforts[server.subject.name]
                if turn < effort.rounds:
                    visit = Visit(browser, server, facts.topic)
                    _open(visit, facts, samples)
                    _filter(visit, facts, chosen[: effort.changes], samples)
                    if turn < effort.motions:
                        _move(visit, samples)
                    visit.close()
        return told(browser)


def told(browser: Browser) -> str:
    """Name a browser and its version."""
    return f"Chromium {browser.version}, headless"


def _open(visit: Visit, facts: Facts, samples: Samples) -> None:
    first = visit.open(facts.expected())
    _keep(visit, "first", first, samples)
    samples.add("first_bytes", visit.server.subject, visit.bytes)


def _filter(visit: Visit, facts: Facts, countries: list[str], samples: Samples) -> None:
    for name, times in _changes(visit, facts, countries):
        _keep(visit, name, times, samples)
        if visit.server.subject.static:
            continue
        samples.add(f"{name}_page_bytes", visit.server.subject, visit.bytes)
        if visit.server.subject.map != "none":
            samples.add(f"{name}_map_bytes", visit.server.subject, visit.meter.map_bytes)


def _changes(visit: Visit, facts: Facts, countries: list[str]) -> Iterator[tuple[str, dict[str, float]]]:
    everything = facts.expected()
    for country in countries:
        yield "filter", visit.choose(country, facts.expected((country,)))
        yield "lift", visit.lift(country, everything)
    # Where no row is inferred, showing inferred ones changes nothing that could be waited for.
    if (every := facts.expected(levels=EVERY_LEVEL)) != everything:
        yield "widen", visit.widen(every)


def _keep(visit: Visit, name: str, times: dict[str, float], samples: Samples) -> None:
    subject = visit.server.subject
    samples.add(name, subject, times["page" if subject.map == "none" else "map"])
    if not subject.static:
        samples.add(f"{name}_page", subject, times["page"])


def _move(visit: Visit, samples: Samples) -> None:
    subject = visit.server.subject
    if subject.map != "none":
        samples.add_frames("drag", subject, visit.move("drag"))
    if subject.map == "plugin":
        samples.add_frames("play", subject, visit.move("play"))
