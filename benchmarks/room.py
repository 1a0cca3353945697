"""A full room opens the map at once: ``python -m benchmarks.room``, with ``--soak MINUTES`` of mixed use afterwards."""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Request, sync_playwright

from benchmarks import room_report, sessions
from benchmarks.browser import Visit
from benchmarks.selections import Facts
from benchmarks.servers import ROOT, Server, serving
from benchmarks.sessions import Session
from benchmarks.subjects import COLLABORATIONS, OURS
from tools.chromium import launch

DATA = ROOT / "data"
REPORT = Path(__file__).with_name("room.md")
DOCUMENT = "/api/v1/map/links.json"
# As many requests as a browser has under way at one server.
AT_ONCE = 6
LONGEST_FETCH = 120.0
SAMPLED_EVERY = 15.0
REGULARS = 30
PAUSE = (1.0, 6.0)
# Longer than Streamlit keeps the session of somebody who left (server.disconnectedSessionTTL), and it looks every minute or so.
UNTIL_FORGOTTEN = 240.0


@dataclass
class Room:
    """What was measured.

    Parameters
    ----------
    visitors, browsers, within, rerunning : float
        How many visitors came, how many of them with a browser, within how many seconds; how many sessions reran at once.
    seconds : dict of str to list of float
        What visitors waited for, by what it was.
    memory : dict of str to float
        What the process held, in MiB, by when.
    soak : list of (float, float)
        Minutes since the soak began, and what the process held then, in MiB.
    acts : dict of str to int
        What visitors of the soak did, and how often.
    errors : list of str
        Whatever was not as it should be.
    busy : float
        Seconds of processor time the server needed for all who came.
    files : int
        How many files a visitor fetches.
    """

    visitors: int
    browsers: int
    within: float
    rerunning: int
    seconds: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    soak: list[tuple[float, float]] = field(default_factory=list)
    acts: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    busy: float = 0.0
    files: int = 0

    def add(self, what: str, seconds: float) -> None:
        """Keep what somebody waited for."""
        self.seconds.setdefault(what, []).append(seconds)

    async def trying(self, who: str, act: Awaitable[object]) -> None:
        """Let something be done, and keep what goes wrong."""
        try:
            await act
        except Exception as error:  # whatever it is, it is a visitor who did not get what was asked for
            self.errors.append(f"{who}: {type(error).__name__}: {error}"[:400])


async def fetch(server: Server, path: str) -> bytes:
    """Fetch what a server serves at a path, as a browser asks for it; the answer as it comes over the wire."""
    async with asyncio.timeout(LONGEST_FETCH):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.read()
        writer.close()
    status, _, body = answer.partition(b"\r\n\r\n")
    if b" 200 " not in status[:16]:
        msg = f"{path} is answered {status[:40]!r}."
        raise ValueError(msg)
    return body


def asked_by_a_browser(server: Server, facts: Facts) -> list[str]:
    """Open the page once in a browser with nothing in its cache; give the addresses it asks for, all of them the server's."""
    asked: list[str] = []

    def keep(request: Request) -> None:
        parts = urlsplit(request.url)
        if request.method == "GET" and parts.netloc == f"127.0.0.1:{server.port}" and "/_stcore/" not in parts.path:
            asked.append(parts.path + (f"?{parts.query}" if parts.query else ""))

    with sync_playwright() as playwright, launch(playwright) as browser:
        visit = Visit(browser, server, COLLABORATIONS)
        visit.page.on("request", keep)
        visit.open(facts.expected())
        visit.close()
    return list(dict.fromkeys(asked))


async def come(room: Room, server: Server, files: Sequence[str], after: float) -> Session:
    """One visitor without a browser: the page and its files, the session's first run, the map's data."""
    await asyncio.sleep(after)
    begun = time.perf_counter()
    first, *others = files
    await fetch(server, first)
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(path: str) -> None:
        async with gate:
            await fetch(server, path)

    await asyncio.gather(*(one(path) for path in others if path != DOCUMENT))
    room.add("files", time.perf_counter() - begun)
    session, opened = Session(server, COLLABORATIONS), time.perf_counter()
    await session.open()
    room.add("first run", time.perf_counter() - opened)
    asked = time.perf_counter()
    await fetch(server, DOCUMENT)
    room.add("document", time.perf_counter() - asked)
    room.add("all", time.perf_counter() - begun)
    return session


def browse(room: Room, server: Server, facts: Facts) -> None:
    """Let the visitors with a browser come, one after another, until each of them sees the map."""
    begun = time.perf_counter()
    with sync_playwright() as playwright, launch(playwright) as browser:
        for number in range(room.browsers):
            time.sleep(max(0.0, begun + number * room.within / room.browsers - time.perf_counter()))
            visit = Visit(browser, server, COLLABORATIONS)
            try:
                room.add("browser", visit.open(facts.expected())["map"])
            except Exception as error:  # as in `Room.trying`
                room.errors.append(f"browser: {error}"[:400])
            visit.close()


async def fill(room: Room, server: Server, facts: Facts, files: Sequence[str]) -> list[Session]:
    """Let all of them come; give the sessions, still open."""
    opened: list[Session] = []

    async def keep(number: int) -> None:
        opened.append(await come(room, server, files, number * room.within / room.visitors))

    busy = server.busy()
    crowd = [room.trying(f"visitor {number}", keep(number)) for number in range(room.visitors - room.browsers)]
    await asyncio.gather(asyncio.to_thread(browse, room, server, facts), *crowd)
    room.busy = server.busy() - busy
    return opened


async def rerun(room: Room, opened: Sequence[Session], facts: Facts) -> None:
    """Let sessions choose countries, all in the same moment."""
    choices = facts.choices(3)

    async def choose(session: Session) -> None:
        wish = next(choices)
        room.add("rerun", await session.choose(wish, facts.expected(wish).rows))

    crowd = [room.trying(f"rerun {number}", choose(each)) for number, each in enumerate(opened[: room.rerunning])]
    await asyncio.gather(*crowd)


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
        session = Session(self._server, COLLABORATIONS)
        await session.open()
        self._did("session")
        try:
            for _ in range(self._chance.randint(2, 12)):
                await asyncio.sleep(self._chance.uniform(*PAUSE))
                if self._over():
                    break
                await self._act(session)
        finally:
            await session.close()

    async def _act(self, session: Session) -> None:
        kind = self._chance.choices(("filter", "document", "rows", "stage"), (12, 3, 3, 1))[0]
        self._did(kind)
        if kind == "filter":
            wish = next(self._wishes)
            self._room.add("soak rerun", await session.choose(wish, self._facts.expected(wish).rows))
        else:
            year = self._chance.randint(2013, 2024)
            paths = {"document": DOCUMENT, "rows": f"/api/v1/collaborations.csv?fy={year}", "stage": f"/stage/?fy={year}&lang=en"}
            await fetch(self._server, paths[kind])

    def _did(self, what: str) -> None:
        self._room.acts[what] = self._room.acts.get(what, 0) + 1


async def measure(room: Room, server: Server, facts: Facts, files: Sequence[str], minutes: float) -> None:
    """Fill the room, let some of it rerun, empty it, let it be used for a while, and see what stays."""
    room.files = len(files)
    await sessions.warm(server, COLLABORATIONS)
    room.memory["before"] = server.memory()
    opened = await fill(room, server, facts, files)
    room.memory["with all of them"] = server.memory()
    await rerun(room, opened, facts)
    room.memory["after the reruns"] = server.memory()
    for session in opened:
        await session.close()
    if minutes:
        await Soak(room, server, facts, minutes).run()
        await asyncio.sleep(UNTIL_FORGOTTEN)
        room.memory["after the soak, all gone"] = server.memory()


def main(arguments: Sequence[str] | None = None, write: Callable[[str], object] = print) -> int:
    """Run what the command line asks for; 1 where anybody did not get the map."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.room", description="Let a full room open the map at once.")
    parser.add_argument("--visitors", type=int, default=200, help="how many come (default: %(default)s)")
    parser.add_argument("--browsers", type=int, default=3, help="how many of them with a Chromium (default: %(default)s)")
    parser.add_argument("--within", type=float, default=10.0, help="seconds in which they come (default: %(default)s)")
    parser.add_argument("--rerunning", type=int, default=50, help="sessions that rerun at once (default: %(default)s)")
    parser.add_argument(
        "--soak", type=float, default=15.0, metavar="MINUTES", help="mixed use afterwards; 0 for none (default: 15)"
    )
    parser.add_argument("--report", type=Path, default=REPORT, help="where to write the report")
    asked = parser.parse_args(arguments)
    facts = Facts(DATA, COLLABORATIONS)
    room = Room(asked.visitors, asked.browsers, asked.within, asked.rerunning)
    with serving(OURS, DATA) as server:
        files = asked_by_a_browser(server, facts)
        asyncio.run(measure(room, server, facts, files, asked.soak))
        if "Traceback" in server.written():
            room.errors.append(f"The server wrote: {server.written()[-1000:]}")
    written = room_report.render(room)
    write(written)
    asked.report.write_text(written, encoding="utf-8")
    return 1 if room.errors else 0


if __name__ == "__main__":
    sys.exit(main())
