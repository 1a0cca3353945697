"""Measure, print and report: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import browser, generated, report, sessions
from benchmarks.figures import TEN_THOUSAND, Samples, verdicts
from benchmarks.selections import Facts
from benchmarks.servers import ROOT, serving_all
from benchmarks.subjects import COLLABORATIONS, INSTALLATIONS, SUBJECTS, Subject, Topic

SHIPPED = ROOT / "data"
SHIPPED_SIZE = None
REPORT = Path(__file__).with_name("report.md")
PARTS = ("browser", "sessions")
# An element a row takes the server seconds a rerun beyond this; fifty such sessions at once would take hours.
MOST_ELEMENTS_IN_CROWD = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 1 where a limit is not met."""
    asked = _arguments(arguments)
    sizes, version = [], ""
    for topic, size in _runs(asked):
        with _tables(topic, size) as folder:
            facts = Facts(folder, topic)
            samples = Samples(facts.size, generated=size is not None, topic=topic)
            print(f"{report.title(samples)} ...", file=sys.stderr)
            if "browser" in asked.parts:
                version = _measure_browser(folder, facts, samples, asked)
            if "sessions" in asked.parts:
                asyncio.run(_measure_sessions(folder, facts, samples, asked))
            sizes.append(samples)
    written = report.render(sizes, asked.sessions, version)
    print(written)
    whole = set(asked.parts) == set(PARTS) and not asked.pages and asked.links == [SHIPPED_SIZE]
    whole = whole and asked.installations == [SHIPPED_SIZE, TEN_THOUSAND]
    if target := asked.report or (REPORT if whole else None):
        target.write_text(written, encoding="utf-8")
    return 0 if all(verdict.met for samples in sizes for verdict in verdicts(samples)) else 1


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the map beside a page without one.")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure (default: all)")
    parser.add_argument(
        "--links", nargs="*", type=_size, default=[SHIPPED_SIZE], metavar="N",
        help="sizes of the partnership map: 'shipped' (default), or how many collaborations, generated ones added to the shipped",
    )  # fmt: skip
    parser.add_argument(
        "--installations", nargs="*", type=_size, default=[SHIPPED_SIZE, TEN_THOUSAND], metavar="N",
        help=f"sizes of the page of installations, likewise (default: shipped {TEN_THOUSAND})",
    )  # fmt: skip
    parser.add_argument("--pages", nargs="+", choices=[subject.name for subject in SUBJECTS], help="which pages (default: all)")
    parser.add_argument("--rounds", type=int, default=5, help="turns in the browser (default: %(default)s)")
    parser.add_argument("--changes", type=int, default=2, help="filter changes a turn (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=20, help="reruns of one session (default: %(default)s)")
    parser.add_argument("--sessions", type=int, default=50, help="sessions at once (default: %(default)s)")
    parser.add_argument("--crowd-rounds", type=int, default=3, help="times all of them rerun (default: %(default)s)")
    parser.add_argument("--report", type=Path, help="where to write the report (default: report.md, if nothing is left out)")
    return parser.parse_args(arguments)


def _size(text: str) -> int | None:
    return SHIPPED_SIZE if text == "shipped" else int(text)


def _runs(asked: argparse.Namespace) -> Iterator[tuple[Topic, int | None]]:
    for topic, sizes in ((COLLABORATIONS, asked.links), (INSTALLATIONS, asked.installations)):
        for size in sizes:
            yield topic, size


@contextmanager
def _tables(topic: Topic, size: int | None) -> Iterator[Path]:
    if size is SHIPPED_SIZE:
        yield SHIPPED
        return
    with tempfile.TemporaryDirectory() as made:
        generated.write_tables(SHIPPED, Path(made), topic, size)
        yield Path(made)


def _subjects(asked: argparse.Namespace, topic: Topic) -> tuple[Subject, ...]:
    return tuple(subject for subject in topic.subjects if not asked.pages or subject.name in asked.pages)


def _measure_browser(folder: Path, facts: Facts, samples: Samples, asked: argparse.Namespace) -> str:
    with serving_all(_subjects(asked, facts.topic), folder) as servers:
        for server in servers:
            asyncio.run(sessions.warm(server, facts.topic))
        return browser.measure(servers, facts, asked.rounds, asked.changes, samples)


async def _measure_sessions(folder: Path, facts: Facts, samples: Samples, asked: argparse.Namespace) -> None:
    with serving_all(_subjects(asked, facts.topic), folder) as servers:
        crowds = {}
        for server in servers:
            if server.subject.map != "element" or facts.size <= MOST_ELEMENTS_IN_CROWD:
                crowds[server.subject] = await sessions.measure_memory(server, facts.topic, asked.sessions, samples)
        await sessions.measure_runs(servers, facts, asked.runs, samples)
        rerunning = {subject: opened[: asked.sessions] for subject, opened in crowds.items()}
        await sessions.measure_crowd(rerunning, facts, asked.crowd_rounds, samples)
        for session in (session for opened in crowds.values() for session in opened):
            await session.close()


if __name__ == "__main__":
    sys.exit(main())
