"""Sessions without a browser, over the same websocket and with the same messages: what the server alone needs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks import messages
from benchmarks.connections import Cookies
from benchmarks.figures import Samples
from benchmarks.plan import Effort
from benchmarks.selections import Facts
from benchmarks.servers import Server
from benchmarks.subjects import Subject, Topic

LONGEST_RUN = 120.0
WARM_UP_SESSIONS = 30
COUNTRY = "Country"
Thing = TypeVar("Thing")


class FailedRunError(RuntimeError):
    """A page showed an error, or something else than what was chosen: its figures would mean nothing."""


class Session:
    """One visitor's session.

    Parameters
    ----------
    server : Server
        Whose page is visited.
    topic : Topic
        What it shows.
    cookies : Cookies, optional
        What the visitor has been given to show.
    """

    def __init__(self, server: Server, topic: Topic, cookies: Cookies | None = None) -> None:
        self.server = server
        self.topic = topic
        self._cookies = cookies or Cookies()
        self._query = "lang=en"
        self._widget = ""
        self._options: list[str] = []
        self._counted = ""
        self._connection: ClientConnection | None = None

    async def open(self) -> None:
        """Open the session and let the page run for the first time."""
        address = self.server.address.replace("http:", "ws:") + "/_stcore/stream"
        self._connection = await connect(
            address, subprotocols=[Subprotocol("streamlit")], additional_headers=self._cookies.headers,
            max_size=None, ping_interval=None, open_timeout=LONGEST_RUN,
        )  # fmt: skip
        if answer := self._connection.response:
            self._cookies.take(answer.headers.get_all("Set-Cookie"))
        await self._run({})

    async def close(self) -> None:
        """Close the session."""
        if self._connection:
            await self._connection.close()

    async def choose(self, countries: tuple[str, ...], rows: int) -> float:
        """Choose countries in the filter.

        Parameters
        ----------
        countries : tuple of str
            Their English names.
        rows : int
            How many rows the page must then say it shows.

        Returns
        -------
        float
            Seconds from the wish to the end of the run.
        """
        options = [option for name in countries for option in self._options if option.startswith(f"{name} (")]
        if len(options) != len(countries):
            msg = f"{self.server.subject.name} offers not all of {countries} among {self._options}."
            raise FailedRunError(msg)
        begun = time.perf_counter()
        await self._run({self._widget: options})
        taken = time.perf_counter() - begun
        if self._counted != f"{rows:,}":
            msg = f"{self.server.subject.name} shows {self._counted!r} rows for {countries}, not {rows}."
            raise FailedRunError(msg)
        return taken

    async def _run(self, chosen: dict[str, list[str]]) -> None:
        if self._connection is None:
            msg = "A session runs only once it is open."
            raise FailedRunError(msg)
        await self._connection.send(messages.rerun(self.server.subject.page, self._query, chosen))
        async with asyncio.timeout(LONGEST_RUN):
            while not self._take(await self._connection.recv(decode=False)):
                pass

    def _take(self, payload: bytes) -> bool:
        """Read one message; tell whether the run is over."""
        message = messages.read(payload)
        element = message.delta.new_element
        match messages.element_kind(message):
            case "exception":
                msg = f"{self.server.subject.name}: {element.exception.message}\n{self.server.written()}"
                raise FailedRunError(msg)
            case "button_group" if element.button_group.label.startswith(COUNTRY):
                offered = element.button_group
                self._widget, self._options = offered.id, [option.content for option in offered.options]
            case "metric" if element.metric.label == self.topic.metric:
                self._counted = element.metric.body
        if message.WhichOneof("type") == "page_info_changed":
            self._query = message.page_info_changed.query_string
        return message.WhichOneof("type") == "script_finished"


async def warm(server: Server, topic: Topic) -> None:
    """Visit a page once, so that nothing is measured that only the first visitor ever waits for."""
    session = Session(server, topic)
    await session.open()
    await session.close()


async def measure_memory(server: Server, topic: Topic, sessions: int, samples: Samples) -> list[Session]:
    """Open sessions one after another and see what each of them holds while idle; give them, still open."""
    opened = [await _opened(server, topic) for _ in range(WARM_UP_SESSIONS)]
    before = server.memory()
    opened += [await _opened(server, topic) for _ in range(sessions)]
    samples.add("memory", server.subject, (server.memory() - before) / sessions)
    return opened


async def _opened(server: Server, topic: Topic) -> Session:
    session = Session(server, topic)
    await session.open()
    return session


async def measure_runs(servers: list[Server], facts: Facts, efforts: Mapping[str, Effort], samples: Samples) -> None:
    """Measure single reruns, one page after another in turns, and what they leave in the memory of the process."""
    visitors = [await _opened(server, facts.topic) for server in servers]
    before: dict[str, float] = {}
    for turn, countries in enumerate(islice(facts.choices(2), 1 + max(efforts[v.server.subject.name].runs for v in visitors))):
        rows = facts.expected(countries).rows
        for visitor in rotated(visitors, turn):
            subject = visitor.server.subject
            runs = efforts[subject.name].runs
            if turn > runs:
                continue
            taken = await visitor.choose(countries, rows)
            # The first rerun is not counted: it makes what all later ones use.
            if turn:
                samples.add("run", subject, taken)
            else:
                before[subject.name] = visitor.server.memory()
            if turn == runs:
                held = visitor.server.memory()
                samples.add("run_memory", subject, (held - before[subject.name]) / runs)
                samples.add("held", subject, held)
    for visitor in visitors:
        await visitor.close()


async def measure_crowd(
    crowds: dict[Subject, list[Session]], facts: Facts, efforts: Mapping[str, Effort], samples: Samples
) -> None:
    """Measure sessions that all rerun at once, page by page in turns; of each round, the median session counts."""
    choices = facts.choices(3)
    for turn in range(max((efforts[subject.name].crowd for subject in crowds), default=0)):
        wishes = [next(choices) for _ in range(max(map(len, crowds.values())))]
        rows = [facts.expected(wish).rows for wish in wishes]
        for subject in rotated(list(crowds), turn):
            if turn >= efforts[subject.name].crowd:
                continue
            crowd = crowds[subject]
            busy = crowd[0].server.busy()
            asked = zip(crowd, wishes, rows, strict=False)
            taken = await asyncio.gather(*(session.choose(wish, count) for session, wish, count in asked))
            samples.add_group("crowd", subject, taken)
            samples.add("cpu", subject, (crowd[0].server.busy() - busy) / len(crowd))


def rotated(things: list[Thing], turn: int) -> Iterator[Thing]:
    """Give all things, each turn beginning with another one, so that none is always the first."""
    start = turn % len(things)
    yield from things[start:] + things[:start]
