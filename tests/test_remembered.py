"""What is kept is kept by the rows shown, whatever detail is open."""

from __future__ import annotations

from dataclasses import replace

from shipped import shipped

from geo import installation_series, installation_summary, rankings
from geo.matrix import matrix
from geo.parameters import Selected
from geo.programme import Programme
from geo.remembered import remembered
from geo.selection import Selection


def test_opening_one_detail_after_another_asks_only_once() -> None:
    asked: list[Selection] = []

    @remembered(maxsize=2)
    def answer(programme: Programme, selection: Selection) -> object:  # noqa: ARG001 - only what it is asked counts
        """Say something."""
        asked.append(selection)
        return object()

    closed = Selection(countries=("VNM",))
    first = answer(shipped(), closed)
    assert all(answer(shipped(), replace(closed, selected=Selected("place", place))) is first for place in ("osaka", "kobe"))
    assert asked == [closed]
    assert answer(shipped(), Selection()) is not first
    assert answer.__doc__ == "Say something."


def test_only_the_latest_answers_are_kept() -> None:
    asked: list[Selection] = []

    @remembered(maxsize=2)
    def answer(programme: Programme, selection: Selection) -> int:  # noqa: ARG001 - only what it is asked counts
        asked.append(selection)
        return len(asked)

    several = [Selection(countries=(code,)) for code in ("VNM", "IDN", "THA")]
    for selection in (*several, several[2], several[0]):
        answer(shipped(), selection)
    assert asked == [*several, several[0]]


def test_figures_series_and_rankings_are_the_same_whatever_detail_is_open() -> None:
    closed = Selection(countries=("VNM", "IDN"))
    opened = replace(closed, selected=Selected("country", "VNM"))
    for ask in (
        installation_series.technology_by_year, installation_series.countries, installation_series.reduction_by_technology,
        installation_series.participants, installation_summary.figures, rankings.rankings, matrix,
    ):  # fmt: skip
        assert ask(shipped(), opened) is ask(shipped(), closed)  # type: ignore[operator]
