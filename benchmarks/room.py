"""A full room opens the map at once: ``python -m benchmarks.room``, with ``--soak MINUTES`` of mixed use afterwards.

The same room comes twice: to one process alone, and to three processes behind nginx as `deploy/` sets them up.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Request, sync_playwright

from benchmarks import room_report, sessions
from benchmarks.browser import Visit
from benchmarks.fleet import FleetServer, serving_fleet
from benchmarks.selections import Facts
from benchmarks.servers import ROOT, Server, serving
from benchmarks.soak import DOCUMENT, Soak
from benchmarks.subjects import COLLABORATIONS, OURS
from benchmarks.visitors import Visitor
from tools.chromium import launch

DATA = ROOT / "data"
REPORT = Path(__file__).with_name("room.md")
ALONE, FLEET = "one process", "three behind nginx"
# Longer than Streamlit keeps the session of somebody who left (server.disconnectedSessionTTL), and it looks every minute or so.
UNTIL_FORGOTTEN = 240.0


@dataclass
class Room:
    """What was measured at one server.

    Parameters
    ----------
    way : str
        How the app is served.
    visitors, browsers, within, rerunning : float
        How many visitors came, how many of them with a browser, within how many seconds; how many sessions reran at once.
    seconds : dict of str to list of float
        What visitors waited for, by what it was.
    memory : dict of str to float
        What all processes of the app held, in MiB, by when.
    busy : dict of str to float
        Seconds of processor time needed for all who came, by who needed it.
    connections : int
        How many connections all visitors without a browser opened for pages, files and data.
    files : int
        How many files a visitor fetches.
    soak : list of (float, float)
        Minutes since the soak began, and what the processes held then, in MiB.
    acts : dict of str to int
        What visitors of the soak did, and how often.
    errors : list of str
        Whatever was not as it should be.
    """

    way: str
    visitors: int
    browsers: int
    within: float
    rerunning: int
    seconds: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    busy: dict[str, float] = field(default_factory=dict)
    connections: int = 0
    files: int = 0
    soak: list[tuple[float, float]] = field(default_factory=list)
    acts: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, what: str, seconds: float) -> None:
        """Keep what somebody waited for."""
        self.seconds.setdefault(what, []).append(seconds)

    async def trying(self, who: str, act: Awaitable[object]) -> None:
        """Let something be done, and keep what goes wrong."""
        try:
            await act
        except Exception as error:  # whatever it is, it is a visitor who did not get what was asked for
            self.errors.append(f"{who}: {type(error).__name__}: {error}"[:400])


def asked_by_a_browser(server: Server, facts: Facts) -> list[str]:
    """Open the page once in a browser with nothing in its cache; give the addresses it asks for, all of them the server's."""
    asked: list[str] = []

    def keep(request: Request) -> None:
        parts = urlsplit(request.url)
        if request.method == "GET" and parts.netloc == f"127.0.0.1:{server.port}":
            asked.append(parts.path + (f"?{parts.query}" if parts.query else ""))

    with sync_playwright() as playwright, launch(playwright) as browser:
        visit = Visit(browser, server, COLLABORATIONS)
        visit.page.on("request", keep)
        visit.open(facts.expected())
        visit.close()
    return list(dict.fromkeys(asked))


async def come(room: Room, visitor: Visitor, files: Sequence[str]) -> None:
    """One visitor without a browser: the page and its files, the session's first run, the map's data."""
    begun = time.perf_counter()
    await visitor.load([path for path in files if path != DOCUMENT])
    room.add("files", time.perf_counter() - begun)
    opened = time.perf_counter()
    await visitor.session.open()
    room.add("first run", time.perf_counter() - opened)
    asked = time.perf_counter()
    await visitor.connections.fetch(DOCUMENT)
    room.add("document", time.perf_counter() - asked)
    room.add("all", time.perf_counter() - begun)


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


async def fill(room: Room, server: Server, facts: Facts, files: Sequence[str]) -> list[Visitor]:
    """Let all of them come; give those who have a session, still there."""
    arrived: list[Visitor] = []

    async def arrive(number: int) -> None:
        await asyncio.sleep(number * room.within / room.visitors)
        visitor = Visitor(server, COLLABORATIONS)
        try:
            await come(room, visitor, files)
        except BaseException:
            await visitor.leave()
            raise
        finally:
            room.connections += visitor.connections.opened
        arrived.append(visitor)

    before = busy(server)
    crowd = [room.trying(f"visitor {number}", arrive(number)) for number in range(room.visitors - room.browsers)]
    await asyncio.gather(asyncio.to_thread(browse, room, server, facts), *crowd)
    room.busy = {who: seconds - before[who] for who, seconds in busy(server).items()}
    return arrived


def busy(server: Server) -> dict[str, float]:
    """Seconds of processor time used so far, by whom; Chromium's is not counted."""
    proxy = {"nginx": server.proxy_busy()} if isinstance(server, FleetServer) else {}
    return {"app": server.busy(), **proxy, "visitors": time.process_time()}


async def rerun(room: Room, arrived: Sequence[Visitor], facts: Facts) -> None:
    """Let sessions choose countries, all in the same moment."""
    choices = facts.choices(3)

    async def choose(visitor: Visitor) -> None:
        wish = next(choices)
        room.add("rerun", await visitor.session.choose(wish, facts.expected(wish).rows))

    crowd = [room.trying(f"rerun {number}", choose(each)) for number, each in enumerate(arrived[: room.rerunning])]
    await asyncio.gather(*crowd)


async def measure(room: Room, server: Server, facts: Facts, files: Sequence[str], minutes: float) -> None:
    """Fill the room, let some of it rerun, empty it, let it be used for a while, and see what stays."""
    room.files = len(files)
    for door in server.doors if isinstance(server, FleetServer) else [server]:
        await sessions.warm(door, COLLABORATIONS)
    room.memory["before"] = server.memory()
    arrived = await fill(room, server, facts, files)
    room.memory["with all of them"] = server.memory()
    await rerun(room, arrived, facts)
    room.memory["after the reruns"] = server.memory()
    for visitor in arrived:
        await visitor.leave()
    if minutes:
        await Soak(room, server, facts, minutes).run()
        await asyncio.sleep(UNTIL_FORGOTTEN)
        room.memory["after the soak, all gone"] = server.memory()


def visited(room: Room, server: Server, facts: Facts, minutes: float = 0.0) -> Room:
    """Let a room come to a server; give what was measured."""
    files = asked_by_a_browser(server, facts)
    asyncio.run(measure(room, server, facts, files, minutes))
    if "Traceback" in server.written():
        room.errors.append(f"The server wrote: {server.written()[-1000:]}")
    return room


def allow_many_connections() -> None:
    """Let this process and all it starts open as many files as they may: six connections for each visitor, at both ends."""
    # Not everywhere are there such limits, nor one that can be asked for as it stands.
    with suppress(ImportError, ValueError):
        import resource

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main(arguments: Sequence[str] | None = None, write: Callable[[str], object] = print) -> int:
    """Run what the command line asks for; 1 where anybody did not get the map."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.room", description="Let a full room open the map at once.")
    parser.add_argument("--visitors", type=int, default=200, help="how many come (default: %(default)s)")
    parser.add_argument("--browsers", type=int, default=3, help="how many of them with a Chromium (default: %(default)s)")
    parser.add_argument("--within", type=float, default=10.0, help="seconds in which they come (default: %(default)s)")
    parser.add_argument("--rerunning", type=int, default=50, help="sessions that rerun at once (default: %(default)s)")
    parser.add_argument(
        "--soak", type=float, default=15.0, metavar="MINUTES", help="mixed use of one process afterwards; 0 for none (default: 15)"
    )
    parser.add_argument("--report", type=Path, default=REPORT, help="where to write the report")
    asked = parser.parse_args(arguments)
    allow_many_connections()
    facts = Facts(DATA, COLLABORATIONS)
    came = (asked.visitors, asked.browsers, asked.within, asked.rerunning)
    with serving(OURS, DATA) as server:
        rooms = [visited(Room(ALONE, *came), server, facts, asked.soak)]
    with serving_fleet(DATA) as server:
        rooms.append(visited(Room(FLEET, *came), server, facts))
    written = room_report.render(rooms)
    write(written)
    asked.report.write_text(written, encoding="utf-8")
    return 1 if any(room.errors for room in rooms) else 0


if __name__ == "__main__":
    sys.exit(main())
