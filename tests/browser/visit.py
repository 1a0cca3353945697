"""One look at the app in a browser: opening a page, waiting until it shows what it shall, and what was asked of whom."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, FloatRect, FrameLocator, Locator, Page, expect

from geo.language import Language
from geo.map.frame import wire
from geo.selection import Selection
from tools.running_app import RunningApp

WIDE, PROJECTOR, PHONE = (1440, 900), (1920, 1080), (390, 844)
SIZES = (WIDE, PROJECTOR, PHONE)
MAP_PAGE, DATA_PAGE = "/", "/data_and_sources"
PATIENCE = 20_000  # milliseconds; a machine with two busy cores needs some

# Streamlit looks for its server below the page's own path first, and is answered 404 there.
LOOKING_FOR_THE_SERVER = re.compile(r"/_stcore/(health|host-config)$")
# What Chromium remarks where a tap comes while the page still glides.
GLIDING = "Ignored attempt to cancel a touch"

# Letters that come late move what stands below them.
DRAWN = (
    "() => document.fonts.ready.then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))))"
)

NEXT_FRAME = "() => new Promise(drawn => requestAnimationFrame(() => drawn()))"
# What fades or slides is not yet as it will be; what runs for ever is not waited for. Frames are asked for meanwhile: a browser
# without a window draws none by itself, and then never tells of an end.
FADED = """() => new Promise(done => {
    const fading = each => each.playState === "running" && each.effect.getComputedTiming().endTime !== Infinity;
    const look = () => document.getAnimations().some(fading) ? requestAnimationFrame(look) : done(null);
    look();
})"""

expect.set_options(timeout=PATIENCE)


class Visit:
    """A page of the running app, opened with parameters."""

    def __init__(self, page: Page, app: RunningApp) -> None:
        self.page = page
        self.app = app
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._told)

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != urlsplit(self.app.address).netloc:
            self.elsewhere.append(url)

    def _told(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not LOOKING_FOR_THE_SERVER.search(where) and GLIDING not in message.text:
            self.errors.append(f"{message.text} ({where})")

    @contextmanager
    def expecting(self, error: str) -> Any:
        """Errors of the page that match `error` and come up meanwhile are part of the test."""
        before = len(self.errors)
        yield
        self.errors[before:] = [told for told in self.errors[before:] if not re.search(error, told)]

    # --- opening --------------------------------------------------------------------------------------------------

    def open(self, path: str = MAP_PAGE, **parameters: str | list[str]) -> Visit:
        """Open a page and wait until it has drawn everything."""
        self.go(path, **parameters)
        return self.ready(path)

    def go(self, path: str = MAP_PAGE, **parameters: str | list[str]) -> None:
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        self.page.goto(f"{self.app.address}{path}{query}")

    def ready(self, path: str = MAP_PAGE) -> Visit:
        if path == MAP_PAGE:
            expect(self.container).to_have_attribute("data-state", "ready")
            expect(self.container).to_have_attribute("data-strands", re.compile(r"\d+"))
        else:
            expect(self.page.locator("[data-testid=stDataFrame], table.wrapped")).not_to_have_count(0)
        return self.settled()

    def settled(self) -> Visit:
        """Wait until the server has nothing more to say to the page, and the page has fetched what it draws that with."""
        expect(self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_attached()
        # Streamlit fetches the script of each kind of element when it first meets one; a skeleton stands there meanwhile.
        expect(self.page.locator("[data-stale=true], [data-testid=stSkeleton]")).to_have_count(0)
        self.page.evaluate(DRAWN)
        # What was drawn last may be of a kind that is only fetched now.
        expect(self.page.locator("[data-stale=true], [data-testid=stSkeleton]")).to_have_count(0)
        return self

    def becomes(self, read: Callable[[], object], wanted: object = True) -> None:
        """Wait until what is read, again with every picture the page draws, is what is wanted."""
        until = time.monotonic() + PATIENCE / 1000
        while (found := read()) != wanted and time.monotonic() < until:
            self.page.evaluate(NEXT_FRAME)
        assert found == wanted

    def at_rest(self, element: Locator) -> FloatRect:
        """Where an element stands on the page, once it is in sight and no longer moves."""
        element.scroll_into_view_if_needed()
        box = element.bounding_box()
        assert box
        return box

    # --- the map --------------------------------------------------------------------------------------------------

    @property
    def iframe(self) -> Locator:
        return self.page.locator(".st-key-map_frame iframe")

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator(".st-key-map_frame iframe")

    @property
    def container(self) -> Locator:
        return self.map.locator("#map_div")

    def on_map(self, script: str, argument: object = None) -> Any:
        """Evaluate a script within the map's frame; `map_div` there is Leaflet's map."""
        return self.container.evaluate(f"(container, argument) => {{ {script} }}", argument)

    def has_strands(self, count: int) -> None:
        expect(self.container).to_have_attribute("data-strands", str(count))

    def strands(self) -> set[str]:
        """Ids of the collaborations whose strand is visible."""
        drawn = self.map.locator(".strand:not(.off)")
        return set(drawn.evaluate_all("paths => paths.filter(p => p.getAttribute('d') !== 'M0 0').map(p => p.dataset.id)"))

    def view(self) -> list[float]:
        """Where the map stands: zoom, latitude, longitude."""
        found = self.on_map("const c = map_div.getCenter(); return [map_div.getZoom(), c.lat, c.lng]")
        return [round(number, 4) for number in found]

    def when_still(self) -> None:
        """Wait until the map stands still after a zoom or a flight, and its names are placed."""
        self.container.evaluate(
            """container => new Promise(done => {
                const look = () => {
                    const moving = map_div._animatingZoom || map_div._panAnim?._inProgress || map_div._flyToFrame
                        || container.querySelector('.leaflet-names-pane.moving');
                    if (moving) requestAnimationFrame(look); else done();
                };
                requestAnimationFrame(() => requestAnimationFrame(look));
            })"""
        )

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where on the page a point of the map lies."""
        self.when_still()
        x, y = self.on_map("const p = map_div.latLngToContainerPoint(argument); return [p.x, p.y]", [latitude, longitude % 360])
        box = self.iframe.bounding_box()
        assert box
        return box["x"] + x, box["y"] + y

    # --- the page around it ---------------------------------------------------------------------------------------

    def parameters(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query, keep_blank_values=True)

    def has_parameters(self, **wanted: str | list[str] | None) -> None:
        """Wait until the page address says this; None: does not have the parameter."""
        lists = {name: [value] if isinstance(value, str) else value for name, value in wanted.items()}
        self.page.wait_for_url(
            lambda url: all(parse_qs(urlsplit(url).query).get(name) == value for name, value in lists.items()),
            wait_until="commit",
        )

    def by_key(self, key: str) -> Locator:
        """An element of the page by its Streamlit key."""
        return self.page.locator(f".st-key-{key}")

    @property
    def heading(self) -> Locator:
        """The heading of the open detail."""
        return self.by_key("panel").get_by_role("heading", level=2)

    def choose(self, parameter: str, name: str) -> None:
        """Choose an option in a filter, as a visitor does: open it, press the option, close it."""
        self.by_key(f"open_{parameter}").get_by_role("button").first.click()
        self.page.get_by_test_id("stPopoverBody").get_by_text(re.compile(rf"^{re.escape(name)}\b.*\(\d+\)")).first.click()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_test_id("stPopoverBody")).to_have_count(0)

    def findings(self) -> list[dict[str, Any]]:
        """Serious and critical findings of axe-core, on the page and in the map's frame."""
        axe = Axe()
        for frame in self.page.frames:
            frame.evaluate(FADED)
            frame.evaluate(axe.axe_script)
        options = {"resultTypes": ["violations"]}
        found = self.page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [finding for finding in found if finding["impact"] in {"serious", "critical"}]


def wired(selection: Selection) -> list[dict[str, object]]:
    """The conditions of a selection as the map is sent them, by way of the JSON they travel in."""
    sent = json.loads(json.dumps(wire(selection, "collaborations", Language("en"))))
    conditions: list[dict[str, object]] = sent["conditions"]
    return conditions


OpenVisit = Callable[..., Visit]
