"""A visitor's connections to a server, as a browser keeps them: at most six, used again and again; and the visitor's cookies."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from tools.running_app import HOST

# As many as a browser opens to one server.
AT_ONCE = 6
LONGEST_FETCH = 120.0
LONGEST_HEAD = 1 << 16
OK = 200


class RefusedError(RuntimeError):
    """A server answered with something else than what was asked for."""


class HungUpError(ConnectionError):
    """A server closed a connection without answering what was asked last."""


class Cookies:
    """What a server gave a visitor to show again. All of the app's cookies are for all its addresses, until the visitor leaves."""

    def __init__(self, **held: str) -> None:
        self._held = held

    def take(self, lines: Iterable[str]) -> None:
        """Keep what answers said as ``Set-Cookie``."""
        for line in lines:
            name, _, value = line.partition(";")[0].partition("=")
            self._held[name.strip()] = value.strip()

    @property
    def headers(self) -> dict[str, str]:
        """What requests say of them; nothing where there are none."""
        shown = "; ".join(f"{name}={value}" for name, value in self._held.items())
        return {"Cookie": shown} if shown else {}


class Connections:
    """Connections of one visitor.

    Parameters
    ----------
    port : int
        Where the server listens.
    """

    def __init__(self, port: int) -> None:
        self.cookies = Cookies()
        self.opened = 0
        self._port = port
        self._idle: list[_Connection] = []
        self._free = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, path: str) -> bytes:
        """Fetch what is served at a path; give it as it comes over the wire, which is compressed where a browser takes it so.

        Raises
        ------
        RefusedError
            If the answer is none of 200.
        TimeoutError
            If it does not come within `LONGEST_FETCH` seconds.
        OSError
            If the connection breaks.
        """
        async with self._free, asyncio.timeout(LONGEST_FETCH):
            while True:
                known = self._kept()
                connection = known or await self._open()
                try:
                    status, cookies, body = await connection.ask(path, self.cookies.headers)
                except HungUpError:
                    connection.close()
                    # A server may close what is idle at any moment, this one too: a browser asks again on another connection.
                    if known:
                        continue
                    raise
                except BaseException:
                    connection.close()
                    raise
                break
        if connection.lasts:
            self._idle.append(connection)
        else:
            connection.close()
        self.cookies.take(cookies)
        if status != OK:
            msg = f"{path} is answered {status}: {body[:80]!r}"
            raise RefusedError(msg)
        return body

    def close(self) -> None:
        """Close them all."""
        while self._idle:
            self._idle.pop().close()

    def _kept(self) -> _Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if not connection.ended:
                return connection
            connection.close()
        return None

    async def _open(self) -> _Connection:
        self.opened += 1
        return _Connection(self._port, *await asyncio.open_connection(HOST, self._port, limit=LONGEST_HEAD))


class _Connection:
    """One connection, on which one request is answered after the other."""

    def __init__(self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lasts = True
        self._port = port
        self._reader = reader
        self._writer = writer

    @property
    def ended(self) -> bool:
        return self._reader.at_eof()

    def close(self) -> None:
        self._writer.close()

    async def ask(self, path: str, shown: dict[str, str]) -> tuple[int, list[str], bytes]:
        """Ask for a path; give status, cookies and body."""
        headers = {"Host": f"{HOST}:{self._port}", "Accept-Encoding": "gzip", **shown}
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        try:
            self._writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
            head = await self._reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as cut:
            if cut.partial:
                raise
            raise HungUpError(path) from cut
        except ConnectionError as broken:
            raise HungUpError(path) from broken
        first, *others = head.decode("latin-1").rstrip().split("\r\n")
        fields = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in others)]
        self.lasts = dict(fields).get("connection", "").lower() != "close"
        body = await self._body(dict(fields))
        return int(first.split()[1]), [value for name, value in fields if name == "set-cookie"], body

    async def _body(self, fields: dict[str, str]) -> bytes:
        if fields.get("transfer-encoding", "").lower() == "chunked":
            return await self._chunks()
        if "content-length" in fields:
            return await self._reader.readexactly(int(fields["content-length"]))
        self.lasts = False
        return await self._reader.read()

    async def _chunks(self) -> bytes:
        parts = []
        while size := int((await self._reader.readline()).partition(b";")[0], 16):
            parts.append((await self._reader.readexactly(size + 2))[:-2])
        # What may follow the last part ends with an empty line.
        while (await self._reader.readline()).strip():
            pass
        return b"".join(parts)
