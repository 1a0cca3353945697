"""Letting a test do something asynchronous, whatever else runs in the process."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Given = TypeVar("Given")


def finished(doing: Coroutine[Any, Any, Given]) -> Given:
    """Do it in a thread of its own and give what it gives: in that of the tests, the loop of a browser may be running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, doing).result()
