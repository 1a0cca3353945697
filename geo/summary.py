"""What a Selection amounts to: figures, counts for each option, rankings, and what the map does not hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from geo.conditions import LIST_SEPARATOR
from geo.language import Language, message
from geo.parameters import EVIDENCE_LEVELS, RULES, Codes, Subject
from geo.programme import Programme
from geo.rankings import CountryRank, PairRank, PlaceRank, Rankings, rankings
from geo.reconciliation import COLUMNS, MEASURES, METRICS, Measure, Published, as_of_order, as_of_text, published
from geo.selection import Selection
from geo.shown import SUBJECT, counted, links, number
from geo.vocabulary import FIRST_FISCAL_YEAR, collaboration_years, vocabulary, years_of

__all__ = [
    "CountryRank",
    "Figure",
    "Figures",
    "Loosening",
    "PairRank",
    "PlaceRank",
    "Rankings",
    "completeness_sentence",
    "data_as_of",
    "figures",
    "hidden",
    "links",
    "loosen",
    "option_counts",
    "rankings",
    "year_counts",
]

COMPARABLE = frozenset({"fiscal_year", "evidence"})


@dataclass(frozen=True)
class Figure:
    """A figure of ours and the published one that speaks of the same thing, where there is one."""

    value: int
    published: Published | None = None


@dataclass(frozen=True)
class Figures:
    """The figures of a selection. A link is a pair in a fiscal year, not a project."""

    countries: Figure
    partner_places: Figure
    japanese_governments: Figure
    links: Figure


def figures(programme: Programme, selection: Selection) -> Figures:
    """Count a selection, each figure with the published one that speaks of the same thing.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    Figures
        A published figure stands only where the selection begins with the programme, nothing but years and evidence is
        filtered, and a cumulative figure exists for its last year. Links have none.
    """
    rows = counted(programme, selection)
    beside = _published(programme, selection)
    return Figures(**{measure: Figure(rows[COLUMNS[measure]].nunique(), beside.get(measure)) for measure in MEASURES})


def _published(programme: Programme, selection: Selection) -> dict[Measure, Published]:
    filtered = {condition.column for condition in selection.conditions(SUBJECT)}
    years = collaboration_years(programme)
    if not years or not filtered <= COMPARABLE:
        return {}
    first, last = selection.fiscal_years or (FIRST_FISCAL_YEAR, years[-1])
    if first > FIRST_FISCAL_YEAR:
        return {}
    found = published(programme)
    return {measure: found[measure, last] for measure in METRICS.values() if (measure, last) in found}


def option_counts(programme: Programme, selection: Selection, parameter: str, subject: Subject = SUBJECT) -> dict[str, int]:
    """Count the rows behind each option of a filter, as if that filter itself were not set.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    parameter : str
        One that takes codes and applies to the subject: ``country``, ``jp`` and ``partner`` to all, ``evidence`` to all but
        cases, ``theme`` to collaborations and cases, ``tech``, ``sector``, ``scheme`` and ``status`` to installations.
    subject : {"collaborations", "installations", "cases", "dominoes"}
        Which rows are counted.

    Returns
    -------
    dict of str to int
        For every code of the vocabulary, in its order; a link of two themes counts for both. For ``evidence``, the
        rows of that very level, not of the better ones too.

    Raises
    ------
    ValueError
        If `parameter` takes no codes or does not apply to the subject.
    """
    codes = vocabulary(programme).codes
    columns = {rule.name: rule.columns[subject] for rule in RULES if rule.name in codes and subject in rule.columns}
    if parameter not in columns:
        msg = f"Parameter {parameter!r} has no options to count {subject} for. Allowed: {', '.join(columns)}."
        raise ValueError(msg)
    lifted = _showing_all(selection) if parameter == "evidence" else selection.without(parameter)
    column = counted(programme, lifted, subject)[columns[parameter]]
    if any(rule.name == parameter and subject in rule.joined for rule in RULES if isinstance(rule, Codes)):
        column = column.str.split(LIST_SEPARATOR).explode()
    counts = column.value_counts()
    return {code: int(counts.get(code, 0)) for code in codes[parameter]}


def _showing_all(selection: Selection) -> Selection:
    return replace(selection, evidence=EVIDENCE_LEVELS[-1])


def year_counts(programme: Programme, selection: Selection, subject: Subject = SUBJECT) -> dict[int, int]:
    """Count the rows of each fiscal year, as if no years were chosen.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
        Which rows are counted.

    Returns
    -------
    dict of int to int
        For every fiscal year from the subject's first to its newest, 0 included; rows without a year are in none (see
        `geo.installation_summary.undated`).
    """
    counts = counted(programme, selection.without("fy"), subject)["fiscal_year"].value_counts()
    return {year: int(counts.get(year, 0)) for year in years_of(programme, subject)}


@dataclass(frozen=True)
class Loosening:
    """A filter that, loosened alone, gives rows.

    Parameters
    ----------
    parameter : str
        Its name; ``evidence`` means: show weaker evidence too, ``undated``: show rows without a known fiscal year too.
    selection : Selection
        The loosened selection.
    rows : int
        How many rows it holds.
    """

    parameter: str
    selection: Selection
    rows: int

    @property
    def links(self) -> int:
        """The rows, where these are links."""
        return self.rows


def loosen(programme: Programme, selection: Selection, subject: Subject = SUBJECT) -> tuple[Loosening, ...]:
    """Say which single filter to loosen for an empty selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        One without rows.
    subject : {"collaborations", "installations"}
        Which rows.

    Returns
    -------
    tuple of Loosening
        The one with most rows first; empty where the selection has rows, or no single filter is to blame.
    """
    if number(programme, selection, subject):
        return ()
    conditions = {rule.name: rule.condition(selection, subject) for rule in RULES if subject in rule.subjects}
    names = [name for name, condition in conditions.items() if condition and name != "evidence"]
    tried = [(name, selection.without(name)) for name in names]
    tried += [("undated", replace(selection, undated=True))]
    weaker = EVIDENCE_LEVELS[len(selection.levels) :]
    tried += [("evidence", replace(selection, evidence=level)) for level in weaker]
    found: dict[str, Loosening] = {}
    for name, looser in tried:
        if (n := number(programme, looser, subject)) and name not in found:
            found[name] = Loosening(name, looser, n)
    return tuple(sorted(found.values(), key=lambda row: (-row.rows, row.parameter)))


def hidden(programme: Programme, selection: Selection, subject: Subject = SUBJECT) -> int:
    """Count the rows that only the evidence level leaves out.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
        Which rows.

    Returns
    -------
    int
        How many more rows evidence C would show under the same filters.
    """
    return number(programme, _showing_all(selection), subject) - number(programme, selection, subject)


@lru_cache(maxsize=8)
def data_as_of(programme: Programme) -> str:
    """Find the latest date the published programme totals speak of.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    str
        ``FY2025``, ``2026-02`` or ``2026-02-13`` (see `geo.reconciliation.as_of_text`); empty where nothing was
        published.
    """
    return max((figure.as_of for figure in published(programme).values()), key=as_of_order, default="")


THIS_SELECTION = message("{ours} of the {published} partner places published as of {as_of} are documented here")
WHOLE_PROGRAMME = message(
    "Over the whole programme, {ours} of the {published} partner places published as of {as_of} are documented here"
)
NOTHING_PUBLISHED = message("The rows here are a part of the programme")
ALL_SHOWN = message("{statement}.")
WITH_INFERRED = message("{statement}, inferred links included.")


def completeness_sentence(programme: Programme, selection: Selection, language: Language) -> str:
    """Say what the map does not hold.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    language : Language
        The reader's.

    Returns
    -------
    str
        One sentence: published partner places against those documented here, for this selection where it can be
        compared and for the whole programme otherwise, and how many links the evidence level leaves out.
    """
    statement = _statement(programme, selection, language)
    if selection.evidence == EVIDENCE_LEVELS[-1]:
        return language.text(WITH_INFERRED, statement=statement)
    if not (left_out := hidden(programme, selection)):
        return language.text(ALL_SHOWN, statement=statement)
    if selection.evidence == EVIDENCE_LEVELS[0]:
        return language.plural(
            "{statement}; {n} link of this selection that no official source confirms is not shown.",
            "{statement}; {n} links of this selection that no official source confirms are not shown.",
            left_out,
            statement=statement,
        )
    return language.plural(
        "{statement}; {n} inferred link of this selection is not shown.",
        "{statement}; {n} inferred links of this selection are not shown.",
        left_out,
        statement=statement,
    )


def _statement(programme: Programme, selection: Selection, language: Language) -> str:
    for chosen, text in ((selection, THIS_SELECTION), (Selection(evidence=selection.evidence), WHOLE_PROGRAMME)):
        figure = figures(programme, chosen).partner_places
        if figure.published:
            return language.text(
                text,
                ours=language.number(figure.value),
                published=language.number(figure.published.value),
                as_of=as_of_text(figure.published.as_of, language),
            )
    return language.text(NOTHING_PUBLISHED)
