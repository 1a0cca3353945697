"""A cold start: from the start of the process to its first answer, and to the map of the visitor who comes first."""

from __future__ import annotations

import asyncio
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import sessions
from benchmarks.browser import Visit, told
from benchmarks.figures import Samples
from benchmarks.plan import Effort
from benchmarks.selections import Facts
from benchmarks.servers import Server, serving
from benchmarks.sessions import rotated
from benchmarks.subjects import Subject
from tools.chromium import launch

COUNTING = ("-X", "importtime")
IMPORTED = b"import time:"
HEADING = 1


def measure(subjects: Sequence[Subject], folder: Path, facts: Facts, efforts: Mapping[str, Effort], samples: Samples) -> str:
    """Start pages in turns, each time a fresh process with one visitor whose browser knows nothing of it.

    Parameters
    ----------
    subjects : Sequence of Subject
        The pages.
    folder : pathlib.Path
        The tables.
    facts : Facts
        What the pages must show.
    efforts : Mapping of str to Effort
        How often each of them is started, by its name.
    samples : Samples
        Where figures are kept.

    Returns
    -------
    str
        The browser's name and version; empty where nothing was started.
    """
    started = [subject for subject in subjects if efforts[subject.name].cold]
    if not started:
        return ""
    with sync_playwright() as playwright, launch(playwright) as browser:
        for turn in range(max(efforts[subject.name].cold for subject in started)):
            for subject in rotated(started, turn):
                if turn < efforts[subject.name].cold:
                    with serving(subject, folder) as server:
                        _visit_first(browser, server, facts, samples)
        version = told(browser)
    for subject in started:
        with serving(subject, folder, COUNTING) as server:
            _count_modules(server, facts, samples)
    return version


def _visit_first(browser: Browser, server: Server, facts: Facts, samples: Samples) -> None:
    subject = server.subject
    with urllib.request.urlopen(f"{server.address}/{subject.page}?lang=en") as answer:
        answer.read()
    samples.add("cold_page", subject, time.perf_counter() - server.began)
    samples.add("cold_answer", subject, server.answered)
    samples.add("cold_memory", subject, server.memory())
    visit = Visit(browser, server, facts.topic)
    times = visit.open(facts.expected())
    samples.add("cold_first", subject, times["page" if subject.map == "none" else "map"])
    samples.add("cold_first_memory", subject, server.memory())
    visit.close()


def _count_modules(server: Server, facts: Facts, samples: Samples) -> None:
    """Count modules in a start of its own: writing them down takes time."""
    samples.add("modules", server.subject, modules_in(server.log))
    asyncio.run(sessions.warm(server, facts.topic))
    samples.add("modules_first", server.subject, modules_in(server.log))


def modules_in(log: Path) -> int:
    """Count the modules that a Python told to write down its imports (`COUNTING`) has written so far."""
    return log.read_bytes().count(IMPORTED) - HEADING
