"""What the charts of the slides count: the rows shown, by year, by country, by technology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo import installation_series, palette, shown, summary
from geo.export.slides.charts import Bars
from geo.export.slides.stage import COLOURS
from geo.export.told import COUNTRIES, YEARS, Presented
from geo.language import Language, counted, message
from geo.map.document import installations_document, links_document
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import names, pair_names, years_of

MOST_COUNTRIES, MOST_TECHNOLOGIES, MOST_PAIRS = 16, 24, 5
TECHNOLOGIES = message("Installations by type of technology")
REDUCTION = message("Emission reduction by type of technology, tCO2 a year")
PAIR_YEARS = message("{pair}: {years}")
A_FEW_YEARS = counted("{n} year", "{n} years")
OTHERS = counted("{n} other", "{n} others")
UNDATED = counted(
    "{n} row without a known fiscal year is not in this chart.", "{n} rows without a known fiscal year are not in this chart."
)


@dataclass(frozen=True)
class Chart:
    """A chart with its title and what it lacks, in each language; the latter is empty where it lacks nothing."""

    title: tuple[str, ...]
    bars: Bars
    missing: tuple[str, ...] = ()

    @property
    def telling(self) -> bool:
        """Whether it compares anything: one bar says no more than its number, which stands among the key figures."""
        return len(self.bars.values) > 1 and any(self.bars.values)


def by_year(programme: Programme, selection: Selection, subject: Presented, languages: Sequence[Language]) -> Chart:
    """Count the rows shown by fiscal year, in the years' colours.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
        Of which rows.
    languages : sequence of Language
        One, or both.

    Returns
    -------
    Chart
        Every year that is chosen; every year of the subject where none is. A year that is not chosen has no bar: it would
        say that there was nothing.
    """
    rows = shown.counted(programme, selection, subject)["fiscal_year"]
    counts, missing = rows.value_counts(), int(rows.isna().sum())
    document = (links_document if subject == "collaborations" else installations_document)(programme)
    colours = palette.year_colours(document["years"], "light")
    chosen = selection.fiscal_years
    years = [year for year in years_of(programme, subject) if chosen is None or chosen[0] <= year <= chosen[1]]
    title = tuple(language.text(YEARS[subject]) for language in languages)
    values = tuple(int(counts.get(year, 0)) for year in years)
    bars = Bars(_series(title), tuple(str(year) for year in years), values, tuple(colours[year] for year in years))
    return Chart(title, bars, tuple(language.plural(*UNDATED, missing) for language in languages) if missing else ())


def by_country(programme: Programme, selection: Selection, subject: Presented, languages: Sequence[Language]) -> Chart:
    """Count the rows shown by country, the most first (parameters as in `by_year`)."""
    counts = shown.counted(programme, selection, subject)["country_iso3"].value_counts()
    named, title = _named(programme, "country", languages), tuple(language.text(COUNTRIES[subject]) for language in languages)
    marks = [(named[code], float(n), COLOURS.place) for code, n in zip(map(str, counts.index), counts.tolist(), strict=True)]
    return Chart(title, _ranked(title, marks, MOST_COUNTRIES, languages))


def by_technology(programme: Programme, selection: Selection, languages: Sequence[Language]) -> Chart:
    """Count the installations shown by type of technology, the most first, in their sectors' colours (as in `by_year`)."""
    counts = shown.counted(programme, selection, "installations")["technology_type"].value_counts()
    named, title = _named(programme, "tech", languages), tuple(language.text(TECHNOLOGIES) for language in languages)
    shades = _shades(programme)
    marks = [(named[code], float(n), shades[code]) for code, n in zip(map(str, counts.index), counts.tolist(), strict=True)]
    return Chart(title, _ranked(title, marks, MOST_TECHNOLOGIES, languages))


def reduction(programme: Programme, selection: Selection, languages: Sequence[Language]) -> Chart:
    """Sum up the expected reductions of the installations shown by type of technology (as in `by_year`)."""
    series = installation_series.reduction_by_technology(programme, selection)
    named, title = _named(programme, "tech", languages), tuple(language.text(REDUCTION) for language in languages)
    known, shades = series.table[series.table["known"] > 0], _shades(programme)
    rows = zip(known["technology_type"], known["tco2_per_year"], strict=True)
    marks = [(named[code], float(tonnes), shades[code]) for code, tonnes in rows]
    captions = tuple(series.caption(language) for language in languages)
    return Chart(title, _ranked(title, marks, MOST_TECHNOLOGIES, languages), captions)


def longest_together(programme: Programme, selection: Selection, languages: Sequence[Language]) -> list[tuple[str, ...]]:
    """Name the pairs that worked together in the most fiscal years, each with how many, in each language; none of one year."""
    named = [pair_names(programme, language) for language in languages]
    return [
        tuple(
            language.text(PAIR_YEARS, pair=names_of[row.pair], years=language.plural(*A_FEW_YEARS, row.years))
            for language, names_of in zip(languages, named, strict=True)
        )
        for row in summary.rankings(programme, selection).pairs[:MOST_PAIRS]
        if row.years > 1
    ]


def _shades(programme: Programme) -> dict[str, str]:
    types = programme.technology_types
    rows = zip(types["code"], types["sector_code"], strict=True)
    return {code: palette.mark(code, sector).colours["light"] for code, sector in rows}


def _named(programme: Programme, parameter: str, languages: Sequence[Language]) -> Mapping[str, str]:
    said = [names(programme, parameter, language) for language in languages]
    return {code: " / ".join(dict.fromkeys(each[code] for each in said)) for code in said[0]}


def _series(title: Sequence[str]) -> str:
    """Name the numbers of a chart, which have one name alone, in all languages at once."""
    return " / ".join(title)


def _ranked(title: Sequence[str], marks: list[tuple[str, float, str]], most: int, languages: Sequence[Language]) -> Bars:
    """Draw the first marks, and the rest as one."""
    if len(marks) > most:
        kept, rest = marks[: most - 1], marks[most - 1 :]
        others = " / ".join(dict.fromkeys(language.plural(*OTHERS, len(rest)) for language in languages))
        marks = [*kept, (others, sum(value for _, value, _ in rest), COLOURS.quiet)]
    said, values, colours = (tuple(part) for part in zip(*marks, strict=True)) if marks else ((), (), ())
    return Bars(_series(title), said, values, colours, across=True)
