"""A visitor without a browser, who does what a browser does: page, files and data over kept connections, and a session."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from benchmarks.connections import Connections
from benchmarks.servers import Server
from benchmarks.sessions import Session
from benchmarks.subjects import Topic


class Visitor:
    """One visitor.

    Parameters
    ----------
    server : Server
        Whose page is visited.
    topic : Topic
        What it shows.
    """

    def __init__(self, server: Server, topic: Topic) -> None:
        self.connections = Connections(server.port)
        # What the page gave to show again leads the session to the process of the page.
        self.session = Session(server, topic, self.connections.cookies)

    async def load(self, files: Sequence[str]) -> None:
        """Fetch a page, and then all its files at once: as many at a time as there are connections."""
        page, *others = files
        await self.connections.fetch(page)
        await asyncio.gather(*(self.connections.fetch(path) for path in others))

    async def leave(self) -> None:
        """Close everything."""
        await self.session.close()
        self.connections.close()
