"""Marks that would cover each other step aside a little, so that each can be seen; how far is bounded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.export.picture.frames import Box

CLOSE = 0.86  # of the sum of two radii: marks that are closer than that step aside
STEPS = 80
PACE = 0.4
MOST = 500  # marks; among more, none steps aside
# Directions for marks whose middles are the same: one turn of the golden angle from mark to mark.
GOLDEN = 2.39996


def dodged(boxes: Sequence[Box], limits: Sequence[float]) -> list[Box]:
    """Let round marks step aside.

    Parameters
    ----------
    boxes : sequence of Box
        What each mark takes.
    limits : sequence of float
        How far each may move.

    Returns
    -------
    list of Box
        In the same order.
    """
    if not 1 < len(boxes) <= MOST:
        return list(boxes)
    home = np.array([box.middle for box in boxes])
    radii, most = np.array([box.width / 2 for box in boxes]), np.array(limits)[:, None]
    at, least = home.copy(), CLOSE * (radii[:, None] + radii[None, :])
    turns = np.arange(len(boxes)) * GOLDEN
    aside = np.column_stack([np.cos(turns), np.sin(turns)]) * 1e-3
    for _ in range(STEPS):
        between = (at + aside)[:, None, :] - (at + aside)[None, :, :]
        away = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(away, np.inf)
        overlap = np.maximum(least - away, 0.0)
        if not overlap.any():
            break
        push = (between / away[..., None] * overlap[..., None]).sum(axis=1)
        moved = at + PACE * push - home
        length = np.hypot(moved[:, 0], moved[:, 1])[:, None]
        at = home + moved * np.minimum(1.0, most / np.maximum(length, 1e-9))
    return [Box(float(x), float(y), float(x), float(y)).grown(float(radius)) for (x, y), radius in zip(at, radii, strict=True)]
