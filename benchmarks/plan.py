"""How often everything is measured: the same rules for every run, and told in its report.

The whole of it shall take less than half an hour on two cores. So larger tables are measured less often; and the tutorial way,
which takes the server and the browser an element for each row in every run, no longer at all where that means minutes a change.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from benchmarks.subjects import Subject

if TYPE_CHECKING:
    import argparse

SHIPPED_ROWS, TEN_THOUSAND, HUNDRED_THOUSAND, NO_LIMIT = 1_000, 10_000, 100_000, sys.maxsize


@dataclass(frozen=True)
class Effort:
    """How often something is measured.

    Parameters
    ----------
    rounds : int
        Turns in the browser, each with a new visitor.
    changes : int
        Countries chosen and lifted in each of them.
    motions : int
        In how many of them frame times are taken.
    runs : int
        Reruns of one session.
    crowd : int
        Times all sessions rerun at once.
    cold : int
        Starts of the process with a first visitor.
    """

    rounds: int = 0
    changes: int = 0
    motions: int = 0
    runs: int = 0
    crowd: int = 0
    cold: int = 0

    def at_most(self, other: Effort) -> Effort:
        """Give the lesser of both, figure by figure."""
        return Effort(**{name: min(value, asdict(other)[name]) for name, value in asdict(self).items()})


TITLES = {
    "rounds": "turns in the browser",
    "changes": "countries chosen and lifted a turn",
    "motions": "turns with frame times",
    "runs": "reruns of one session",
    "crowd": "times all sessions rerun at once",
    "cold": "starts of the process",
}
# Up to how many rows -> how often.
EFFORTS = (
    (SHIPPED_ROWS, Effort(rounds=5, changes=2, motions=2, runs=20, crowd=3, cold=3)),
    (TEN_THOUSAND, Effort(rounds=3, changes=2, motions=1, runs=10, crowd=2, cold=2)),
    (NO_LIMIT, Effort(rounds=3, changes=2, motions=1, runs=6, crowd=0, cold=2)),
)
# Of a page with an element a row at most this. Without cold starts: a tutorial's process starts as the bare one does.
ELEMENT_EFFORTS = (
    (SHIPPED_ROWS, Effort(rounds=NO_LIMIT, changes=NO_LIMIT, motions=NO_LIMIT, runs=NO_LIMIT, crowd=NO_LIMIT)),
    (TEN_THOUSAND, Effort(rounds=1, changes=1, motions=1, runs=1)),
    (NO_LIMIT, Effort()),
)
# Files have neither sessions nor reruns, and nothing to start but a file server.
STATIC_EFFORT = Effort(rounds=NO_LIMIT, changes=NO_LIMIT, motions=NO_LIMIT)


def _up_to(efforts: Sequence[tuple[int, Effort]], rows: int) -> Effort:
    return next(effort for most, effort in efforts if rows <= most)


def effort(rows: int, subject: Subject, asked: Mapping[str, int | None] | None = None) -> Effort:
    """Say how often a page is measured on that many rows.

    Parameters
    ----------
    rows : int
        Rows of the topic.
    subject : Subject
        The page.
    asked : Mapping of str to int, optional
        What shall be another figure than usual; what is too much for a page stays so.

    Returns
    -------
    Effort
        All zeros where the page is left out.
    """
    usual = asdict(_up_to(EFFORTS, rows))
    wanted = Effort(**{name: usual[name] if (other := (asked or {}).get(name)) is None else other for name in TITLES})
    if subject.static:
        return wanted.at_most(STATIC_EFFORT)
    return wanted.at_most(_up_to(ELEMENT_EFFORTS, rows)) if subject.map == "element" else wanted


def asked_efforts(asked: argparse.Namespace) -> dict[str, int | None]:
    """Take from the command line what shall be measured how often; parts that were not asked for, never."""
    wanted: dict[str, int | None] = {name: getattr(asked, name) for name in TITLES}
    parts = {"browser": ("rounds", "changes", "motions"), "sessions": ("runs", "crowd"), "cold": ("cold",)}
    return wanted | {name: 0 for part, names in parts.items() if part not in asked.parts for name in names}


def told(subjects: Sequence[Subject], rows: int, asked: Mapping[str, int | None], sessions: int) -> str:
    """Write how often each page is measured, and which is left out.

    Parameters
    ----------
    subjects : Sequence of Subject
        The pages.
    rows : int
        Rows of the topic.
    asked : Mapping of str to int
        What shall be another figure than usual.
    sessions : int
        How many rerun at once.
    """
    efforts = {subject.name: effort(rows, subject, asked) for subject in subjects}
    said = []
    for name, title in TITLES.items():
        counts = {subject: getattr(each, name) for subject, each in efforts.items()}
        if usual := max(counts.values()):
            others = [f"{subject} {count or 'none'}" for subject, count in counts.items() if count != usual]
            said.append(f"{title} {usual}" + (f" ({', '.join(others)})" if others else ""))
    text = f"How often: {'; '.join(said)}."
    if any(each.crowd for each in efforts.values()):
        text += f" Sessions at once: {sessions}."
    if left_out := [subject.name for subject in subjects if effort(rows, subject) == Effort()]:
        text += f" Left out by rule (`benchmarks/plan.py`), as one change would take minutes: {', '.join(left_out)}."
    return text + "\n"
