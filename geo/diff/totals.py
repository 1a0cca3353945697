"""What a version of the tables amounts to, figure by figure, and which figures differ between two versions.

Every figure is asked of the modules that pages and API take theirs from. Published figures stand beside ours as measures of their
own: they change only where somebody published something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geo import installation_summary, summary
from geo.parameters import EVIDENCE_LEVELS, Subject
from geo.programme import Programme
from geo.reconciliation import MEASURES, METRICS, reconciliation
from geo.selection import Selection

PUBLISHED = "published"


@dataclass(frozen=True)
class Figure:
    """Names a figure.

    Parameters
    ----------
    measure : str
        What is counted or summed, a key of `geo.diff.words.MEASURE_NAMES`.
    counted : {"A", "B", "C", "published"}
        The lowest level of evidence counted; ``published`` where the figure is somebody else's.
    kind : {"", "fiscal_year", "country", "tech", "status"}
        What it is broken down by; empty for a total of everything.
    item : str
        The fiscal year, or the code.
    """

    measure: str
    counted: str
    kind: str = ""
    item: str = ""


Value = float | None


@dataclass(frozen=True)
class FigureChange:
    """A figure in both versions; None where a version has no such figure, or no row with the measure."""

    figure: Figure
    before: Value
    after: Value

    @property
    def same(self) -> bool:
        """Whether both versions agree."""
        return self.before == self.after


def figures(programme: Programme) -> dict[Figure, Value]:
    """Give every figure of a version.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    dict of Figure to float or None
        Totals first, then by fiscal year, country, technology and status; tonnes of CO2 a year and kW for the sums.
    """
    return dict(_figures(programme))


def _figures(programme: Programme) -> Iterator[tuple[Figure, Value]]:
    found = {level: Selection(evidence=level) for level in EVIDENCE_LEVELS}
    for level, selection in found.items():
        yield from _totals(programme, level, selection)
    yield from _published(programme)
    for level, selection in found.items():
        yield from _cumulative(programme, level)
        yield from _by_year(programme, "links", "collaborations", level, selection)
    for level, selection in found.items():
        yield from _by_year(programme, "installations", "installations", level, selection)
        for kind in ("country", "tech", "status"):
            counts = installation_summary.option_counts(programme, selection, kind)
            yield from ((Figure("installations", level, kind, code), count) for code, count in counts.items())


def _totals(programme: Programme, level: str, selection: Selection) -> Iterator[tuple[Figure, Value]]:
    links = summary.figures(programme, selection)
    yield from ((Figure(measure, level), getattr(links, measure).value) for measure in MEASURES)
    built = installation_summary.figures(programme, selection)
    formed = installation_summary.formed(programme, selection)
    yield Figure("installations", level), built.installations
    yield Figure("installation_countries", level), built.countries
    yield Figure("formed_official", level), formed.official
    yield Figure("formed_inferred", level), formed.inferred
    yield Figure("reduction", level), built.reduction.value
    yield Figure("reduction_rows", level), built.reduction.known
    yield Figure("capacity", level), built.capacity.value
    yield Figure("capacity_rows", level), built.capacity.known


def _published(programme: Programme) -> Iterator[tuple[Figure, Value]]:
    links = summary.figures(programme, Selection())
    for measure in METRICS.values():
        published = getattr(links, measure).published
        yield Figure(measure, PUBLISHED), published.value if published else None
    built = installation_summary.figures(programme, Selection()).documented
    formed = installation_summary.formed(programme, Selection()).documented
    yield Figure("installations", PUBLISHED), built.published.value if built else None
    yield Figure("formed_official", PUBLISHED), formed.published.value if formed else None
    for row in reconciliation(programme):
        if row.published:
            yield Figure(f"{row.measure}_cumulative", PUBLISHED, "fiscal_year", str(row.fiscal_year)), row.published.value


def _cumulative(programme: Programme, level: str) -> Iterator[tuple[Figure, Value]]:
    # The reconciliation knows confirmed rows and all rows; official rows alone have no published counterpart.
    if level == EVIDENCE_LEVELS[0]:
        return
    for row in reconciliation(programme):
        value = row.every if level == EVIDENCE_LEVELS[-1] else row.confirmed
        yield Figure(f"{row.measure}_cumulative", level, "fiscal_year", str(row.fiscal_year)), value


def _by_year(
    programme: Programme, measure: str, subject: Subject, level: str, selection: Selection
) -> Iterator[tuple[Figure, Value]]:
    counts = summary.year_counts(programme, selection, subject)
    yield from ((Figure(measure, level, "fiscal_year", str(year)), count) for year, count in counts.items())


def compare_figures(before: Mapping[Figure, Value], after: Mapping[Figure, Value]) -> tuple[FigureChange, ...]:
    """Put the figures of two versions side by side.

    Parameters
    ----------
    before, after : mapping of Figure to float or None
        As `figures` gives them.

    Returns
    -------
    tuple of FigureChange
        Every figure of either version, equal ones included: by what it is broken down by, then by measure, fiscal years in
        their order and codes in that of the later version, then by the rows counted.
    """
    every = list(dict.fromkeys([*after, *before]))
    kinds, measures, counted = (
        {name: place for place, name in enumerate(dict.fromkeys(names))}
        for names in ([each.kind for each in every], [each.measure for each in every], [each.counted for each in every])
    )
    codes = {(each.kind, each.item): place for place, each in reversed(list(enumerate(every)))}

    def place(figure: Figure) -> tuple[int, int, int, int]:
        item = int(figure.item) if figure.kind == "fiscal_year" else codes[figure.kind, figure.item] if figure.kind else 0
        return kinds[figure.kind], measures[figure.measure], item, counted[figure.counted]

    return tuple(FigureChange(figure, before.get(figure), after.get(figure)) for figure in sorted(every, key=place))
