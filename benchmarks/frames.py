"""How smoothly the stage moves: ``python -m benchmarks.frames``.

Frame times while nothing moves, while the years play, and while a map is dragged.

The screen is drawn at most every 16.7 ms here; a step that takes longer than two such frames is one a viewer may notice.
"""

from __future__ import annotations

import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.motion import Motion, frame_times, most_of
from geo.current import current_programme
from geo.language import Language
from geo.onefile.page import one_file
from geo.selection import Selection
from geo.story.story import load_story
from tools.chromium import launch

REPORT = Path(__file__).with_name("frames.md")
STAGE = {"width": 1920, "height": 1080}
SECONDS = 10
ROUNDS = 3
NOTICED = 2 * 1000 / 60  # milliseconds
READY = "html[data-state=ready]"
MAP = ".stage-map:not(.away)"
FLOOR = "nothing moves"
# What is measured -> where the file opens, and what is done there: the years play there by themselves.
SCENES: dict[str, tuple[str, Motion]] = {
    FLOOR: ("#lang=en&step=way-out", "still"),
    "years play": ("#lang=en&step=growth", "still"),
    "partnership map dragged": ("#lang=en", "drag"),
    "installations dragged": ("#lang=en&layer=installations", "drag"),
}


def measure() -> dict[str, list[float]]:
    """Measure all scenes in turn, several times over.

    Returns
    -------
    dict of str to list of float
        Milliseconds between frames, by scene.
    """
    programme = current_programme()
    times: dict[str, list[float]] = {scene: [] for scene in SCENES}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        file.write_bytes(one_file(programme, Selection(), Language("en"), story=load_story(programme)))
        browser = launch(playwright)
        for _ in range(ROUNDS):
            for scene, (address, motion) in SCENES.items():
                page = browser.new_page(viewport=STAGE)  # type: ignore[arg-type]  # a plain dict will do
                page.goto(file.as_uri() + address)
                page.locator(READY).wait_for(state="attached")
                place = page.locator(MAP if motion == "drag" else "html")
                times[scene] += frame_times(place, motion, SECONDS)
                page.close()
        browser.close()
    return times


def report(times: dict[str, list[float]]) -> str:
    """Write the frame times as a table, each scene beside the one in which nothing moves."""
    floor = median(times[FLOOR])
    lines = [
        "# Frame times of the stage",
        "",
        f"{datetime.now(UTC):%d %B %Y}, {platform.machine()}, Python {platform.python_version()}, Chromium without a graphics "
        f"card, {STAGE['width']}x{STAGE['height']}, {ROUNDS} times {SECONDS} s a scene.",
        "",
        "| scene | median | 95 % below | longest | frames a viewer may notice | median beside nothing moving |",
        "|---|---|---|---|---|---|",
    ]
    for scene, found in times.items():
        noticed = sum(time > NOTICED for time in found) / len(found)
        lines.append(
            f"| {scene} | {median(found):.1f} ms | {most_of(found):.1f} ms | {max(found):.0f} ms | {noticed:.1%} "
            f"| {median(found) / floor:.2f} x |"
        )
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure, print and keep the report."""
    written = report(measure())
    print(written)
    REPORT.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
