"""Mixed use of a server for a while, and what it holds meanwhile."""

from __future__ import annotations

import asyncio
import random
import time
from itertools import cycle
from typing import TYPE_CHECKING

from benchmarks.selections import Facts
from benchmarks.servers import Server
from benchmarks.subjects import COLLABORATIONS
from benchmarks.visitors import Visitor

if TYPE_CHECKING:
    from benchmarks.room import Room

SAMPLED_EVERY = 15.0
REGULARS = 30
PAUSE = (1.0, 6.0)
DOCUMENT = "/api/v1/map/links.json"


class Soak:
    """Mixed use for a while: visitors come, filter, fetch data and stage, leave, and others come.

    Parameters
    ----------
    room : Room
        Where it is written down.
    server : Server
        Who serves them.
    facts : Facts
        What they must see.
    minutes : float
        How long.
    """

    def __init__(self, room: Room, server: Server, facts: Facts, minutes: float) -> None:
        self._room = room
        self._server = server
        self._facts = facts
        self._begun = time.monotonic()
        self._ends = self._begun + 60 * minutes
        self._chance = random.Random(6)  # noqa: S311 - the same soak each time
        self._wishes = cycle(facts.choices(3))

    async def run(self) -> None:
        """Let it last."""
        await asyncio.gather(self._watch(), *(self._regular(number) for number in range(REGULARS)))

    def _over(self) -> bool:
        return time.monotonic() >= self._ends

    async def _watch(self) -> None:
        while not self._over():
            self._room.soak.append(((time.monotonic() - self._begun) / 60, self._server.memory()))
            await asyncio.sleep(min(SAMPLED_EVERY, max(0.1, self._ends - time.monotonic())))

    async def _regular(self, number: int) -> None:
        while not self._over():
            await self._room.trying(f"soak {number}", self._visit())

    async def _visit(self) -> None:
        visitor = Visitor(self._server, COLLABORATIONS)
        await visitor.session.open()
        self._did("session")
        try:
            for _ in range(self._chance.randint(2, 12)):
                await asyncio.sleep(self._chance.uniform(*PAUSE))
                if self._over():
                    break
                await self._act(visitor)
        finally:
            await visitor.leave()

    async def _act(self, visitor: Visitor) -> None:
        kind = self._chance.choices(("filter", "document", "rows", "stage"), (12, 3, 3, 1))[0]
        self._did(kind)
        if kind == "filter":
            wish = next(self._wishes)
            self._room.add("soak rerun", await visitor.session.choose(wish, self._facts.expected(wish).rows))
        else:
            year = self._chance.randint(2013, 2024)
            paths = {"document": DOCUMENT, "rows": f"/api/v1/collaborations.csv?fy={year}", "stage": f"/stage/?fy={year}&lang=en"}
            await visitor.connections.fetch(paths[kind])

    def _did(self, what: str) -> None:
        self._room.acts[what] = self._room.acts.get(what, 0) + 1
