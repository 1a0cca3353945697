"""How smoothly a map moves: times between the frames a browser draws, on live pages and on the stage."""

from __future__ import annotations

from pathlib import Path
from statistics import quantiles
from typing import Literal

from playwright.sync_api import Locator

MOTIONS = Path(__file__).with_name("motion.js").read_text(encoding="utf-8")
Motion = Literal["still", "drag", "play"]


def frame_times(place: Locator, motion: Motion, seconds: float) -> list[float]:
    """Let something move and take the times between frames meanwhile.

    Parameters
    ----------
    place : playwright.sync_api.Locator
        The map; for ``still``, whatever the document holds.
    motion : {"still", "drag", "play"}
        What moves: nothing, the map under the mouse, or its years.
    seconds : float
        How long; for ``play``, how long at most.

    Returns
    -------
    list of float
        Milliseconds.

    Raises
    ------
    playwright.sync_api.Error
        If the map does not move.
    """
    script = f"(map, asked) => {{ {MOTIONS} return window.motions[asked.motion](map, asked.seconds); }}"
    times: list[float] = place.evaluate(script, {"motion": motion, "seconds": seconds})
    return times


def most_of(times: list[float]) -> float:
    """Give what 95 % of the times between frames do not exceed."""
    return quantiles(times, n=20, method="inclusive")[-1]
