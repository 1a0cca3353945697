"""Asking a fleet for addresses as a visitor's browser or a newcomer does."""

from __future__ import annotations

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import Message

from tools.fleet import Fleet

COOKIE = "city_map_process"
LINKS = "/api/v1/map/links.json"
BETWEEN_REQUESTS = 0.05
LONGEST = 60
ELSEWHERE = "127.0.0.2"
Answer = tuple[int, Message, bytes]


def fetch(of: Fleet, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: bytes | None = None) -> Answer:
    """Ask for an address once; give status, headers and body, whatever the status is."""
    request = urllib.request.Request(of.app.address + path, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=LONGEST) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


@contextmanager
def another_visitor(of: Fleet) -> Iterator[Callable[..., Answer]]:
    """Give a way of asking from another address of this machine, over one connection: its rates are counted for itself."""
    connection = http.client.HTTPConnection("127.0.0.1", of.port, timeout=LONGEST, source_address=(ELSEWHERE, 0))

    def ask(path: str, headers: dict[str, str] | None = None) -> Answer:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    with closing(connection):
        yield ask


class Asking:
    """Asks for pages and data all the time, as visitors do; keeps what was not answered well."""

    PATHS = ("/", "/installations", LINKS, "/api/v1/summary.json", "/app/static/map/frame.js", "/_stcore/health", "/stage/?lang=en")

    def __init__(self, of: Fleet) -> None:
        self._fleet = of
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(3)]
        self.failed: list[str] = []
        self.answered = 0

    def _ask(self, number: int) -> None:
        turn = number
        while not self._over.wait(BETWEEN_REQUESTS):
            path = self.PATHS[turn % len(self.PATHS)]
            turn += 1
            # Visitors are led to a process each; newcomers to any.
            at = self._fleet.processes[turn % len(self._fleet.processes)].port
            headers = {"Cookie": f"{COOKIE}={at}"} if turn % 2 else {}
            try:
                status = fetch(self._fleet, path, headers)[0]
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(f"{path}: {error!r}")
                continue
            self.answered += 1
            if status != 200:
                self.failed.append(f"{path}: {status}")

    def __enter__(self) -> Asking:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
