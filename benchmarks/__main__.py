"""Measure, print and report: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from benchmarks import browser, cold, generated, plan, report, sessions
from benchmarks.figures import Samples, Verdict, growth, verdicts
from benchmarks.plan import HUNDRED_THOUSAND, TEN_THOUSAND, Effort
from benchmarks.selections import Facts
from benchmarks.servers import ROOT, serving_all
from benchmarks.subjects import COLLABORATIONS, INSTALLATIONS, SUBJECTS, Subject, Topic

SHIPPED = ROOT / "data"
SHIPPED_SIZE = None
REPORT = Path(__file__).with_name("report.md")
PARTS = ("cold", "browser", "sessions")
SIZES: dict[str, list[int | None]] = {"links": [SHIPPED_SIZE], "installations": [SHIPPED_SIZE, TEN_THOUSAND, HUNDRED_THOUSAND]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 1 where a limit is not met."""
    asked = _arguments(arguments)
    wanted = plan.asked_efforts(asked)
    sizes, version, begun = [], "", time.monotonic()
    for topic, size in _runs(asked):
        with _tables(topic, size) as folder:
            facts = Facts(folder, topic)
            subjects = [subject for subject in topic.subjects if not asked.pages or subject.name in asked.pages]
            told = plan.told(subjects, facts.size, wanted, asked.sessions)
            samples = Samples(facts.size, generated=size is not None, topic=topic, efforts=told)
            print(f"{report.title(samples)} ...", file=sys.stderr)
            efforts = {subject.name: plan.effort(facts.size, subject, wanted) for subject in subjects}
            version = cold.measure(subjects, folder, facts, efforts, samples) or version
            version = _measure_browser(subjects, folder, facts, efforts, samples) or version
            asyncio.run(_measure_sessions(subjects, folder, facts, efforts, samples, asked.sessions))
            sizes.append(samples)
            # Whatever becomes of the other sizes, this one has been measured.
            print(report.figures_table(samples), file=sys.stderr)
    written = report.render(sizes, version, time.monotonic() - begun)
    print(written)
    if target := asked.report or (REPORT if asked == _arguments([]) else None):
        target.write_text(written, encoding="utf-8")
    return 0 if all(verdict.met for verdict in _verdicts(sizes)) else 1


def _verdicts(sizes: Sequence[Samples]) -> Iterator[Verdict]:
    for samples in sizes:
        yield from verdicts(samples)
    for small, large in pairwise(sizes):
        if small.topic == large.topic:
            yield from growth(small, large)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the map beside pages without it.")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="what to measure (default: all)")
    told = "'shipped', or how many, generated ones added to the shipped"
    for option, default in SIZES.items():
        parser.add_argument(
            f"--{option}", nargs="*", type=_size, default=default, metavar="N",
            help=f"sizes of the {option} measured: {told} (default: {' '.join(str(size or 'shipped') for size in default)})",
        )  # fmt: skip
    parser.add_argument("--pages", nargs="+", choices=[subject.name for subject in SUBJECTS], help="which pages (default: all)")
    parser.add_argument("--sessions", type=int, default=50, help="sessions at once (default: %(default)s)")
    for name, title in plan.TITLES.items():
        parser.add_argument(f"--{name}", type=int, metavar="N", help=f"{title} (default: by size, see benchmarks/plan.py)")
    parser.add_argument("--report", type=Path, help="where to write the report (default: report.md, if nothing is asked for)")
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


def _measure_browser(
    subjects: Sequence[Subject], folder: Path, facts: Facts, efforts: Mapping[str, Effort], samples: Samples
) -> str:
    visited = [subject for subject in subjects if efforts[subject.name].rounds]
    if not visited:
        return ""
    with serving_all(visited, folder) as servers:
        for server in servers:
            if not server.subject.static:
                asyncio.run(sessions.warm(server, facts.topic))
        return browser.measure(servers, facts, efforts, samples)


async def _measure_sessions(
    subjects: Sequence[Subject], folder: Path, facts: Facts, efforts: Mapping[str, Effort], samples: Samples, crowd: int
) -> None:
    with serving_all([subject for subject in subjects if efforts[subject.name].runs], folder) as servers:
        if not servers:
            return
        crowded = [server for server in servers if efforts[server.subject.name].crowd]
        opened = {server.subject: await sessions.measure_memory(server, facts.topic, crowd, samples) for server in crowded}
        await sessions.measure_runs(servers, facts, efforts, samples)
        rerunning = {subject: each[:crowd] for subject, each in opened.items()}
        await sessions.measure_crowd(rerunning, facts, efforts, samples)
        for session in (session for each in opened.values() for session in each):
            await session.close()


if __name__ == "__main__":
    sys.exit(main())
