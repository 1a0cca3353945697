"""Renews the pictures in docs/screenshots: `python -m tools.screenshots` (or `make screenshots`)."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools.chromium import launch
from tools.running_app import ROOT, RunningApp, running_app

FOLDER = ROOT / "docs" / "screenshots"
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
PATIENCE = 60_000  # milliseconds
COLOURS = 256
LARGEST = 400_000  # bytes: pictures travel with every clone


@dataclass(frozen=True)
class Picture:
    """One picture: what it is called, in which language, light or dark, in how large a window, of which view."""

    name: str
    language: Literal["ja", "en"]
    scheme: Literal["light", "dark"]
    width: int
    height: int
    view: Mapping[str, str | list[str]] = field(default_factory=dict)
    path: str = "/"

    @property
    def file(self) -> str:
        """The file's name says all but the view."""
        return f"{self.name}-{self.language}-{self.scheme}-{self.width}x{self.height}.png"

    @property
    def is_phone(self) -> bool:
        """Whether the window is a phone's, held upright."""
        return self.width < self.height


PAIR = {"sel": "pair:osaka~ho-chi-minh-city"}
PICTURES = (
    Picture("map", "en", "light", 1440, 900),
    Picture("map", "ja", "light", 1440, 900),
    Picture("map", "en", "dark", 1440, 900),
    Picture("map", "ja", "dark", 1440, 900),
    Picture("detail", "ja", "light", 1440, 900, PAIR),
    Picture("detail", "en", "dark", 1440, 900, PAIR),
    Picture("installations", "ja", "light", 1440, 900, path="/installations"),
    Picture("installations", "en", "dark", 1440, 900, path="/installations"),
    Picture("phone", "ja", "light", 390, 844),
)


def main() -> int:
    """Write all pictures; give 1 where one is larger than it may be."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_large = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "log.txt") as app,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for picture in PICTURES:
            written = optimised(_taken(browser, app, picture))
            (FOLDER / picture.file).write_bytes(written)
            too_large += len(written) > LARGEST
            sys.stdout.write(f"{picture.file}: {len(written) // 1000} kB\n")
        browser.close()
    return 1 if too_large else 0


def _taken(browser: Browser, app: RunningApp, picture: Picture) -> bytes:
    context = browser.new_context(
        locale=LOCALES[picture.language],
        color_scheme=picture.scheme,
        viewport={"width": picture.width, "height": picture.height},
        reduced_motion="reduce",
        has_touch=picture.is_phone,
        is_mobile=picture.is_phone,
        device_scale_factor=2 if picture.is_phone else 1,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{app.address}{picture.path}?{urlencode({'lang': picture.language, **picture.view}, doseq=True)}")
    _wait_until_drawn(page)
    taken = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return taken


def _wait_until_drawn(page: Page) -> None:
    drawn = page.frame_locator(".st-key-map_frame iframe").locator("#map_div[data-state=ready][data-rows]")
    expect(drawn).to_be_visible(timeout=PATIENCE)
    idle = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(idle).to_be_attached(timeout=PATIENCE)
    expect(page.get_by_test_id("data-grid-canvas").first).to_be_attached(timeout=PATIENCE)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    # Two frames: in the first one the map may still place its names anew for the fonts that have just arrived.
    drawn.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def optimised(picture: bytes) -> bytes:
    """Write a PNG with a palette of 256 colours: a third of the size, and the large areas keep their very colours."""
    with Image.open(io.BytesIO(picture)) as image:
        reduced = image.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
