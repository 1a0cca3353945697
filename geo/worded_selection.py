"""A Selection in words: what is shown, filter by filter, under the names a reader knows."""

from __future__ import annotations

from collections.abc import Mapping

from geo.language import Language, message
from geo.parameters import RULES, Subject
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import names, vocabulary

LABELS: Mapping[str, str] = {
    "fy": message("Fiscal year"),
    "country": message("Country"),
    "jp": message("Japanese government"),
    "partner": message("Partner"),
    "theme": message("Theme"),
    "tech": message("Type of technology"),
    "sector": message("Sector"),
    "scheme": message("Scheme"),
    "status": message("Status"),
    "evidence": message("Evidence"),
    "undated": message("Rows without a known fiscal year"),
    "linked": message("Formed through the city-to-city programme"),
    "q": message("Search"),
}
SHOWN_TOO = message("shown too")
ONLY_THESE = message("only these")


def worded(programme: Programme, selection: Selection, subject: Subject, language: Language) -> tuple[tuple[str, str], ...]:
    """Say what a Selection restricts of a subject's rows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
        Of which rows; parameters that do not apply to them are left out.
    language : Language
        The reader's.

    Returns
    -------
    tuple of (str, str)
        Name and value of every given filter, in the vocabulary's order; the levels of evidence always, where rows have them.
    """
    asking = (rule for rule in RULES if subject in rule.subjects and (subject in rule.columns or not rule.columns))
    applied = {rule.name for rule in asking if rule.name in LABELS}
    given = {**selection.parameters(), "evidence": list(selection.levels)}
    return tuple(
        (language.text(label), _value(programme, selection, name, given[name], language))
        for name, label in LABELS.items()
        if name in applied and name in given
    )


def _value(programme: Programme, selection: Selection, name: str, values: list[str], language: Language) -> str:
    if name == "fy" and selection.fiscal_years:
        return language.fiscal_years(*selection.fiscal_years)
    if name in vocabulary(programme).codes:
        named = names(programme, name, language)
        return language.join(named[code] for code in values)
    if name == "undated":
        return language.text(SHOWN_TOO)
    if name == "linked":
        return language.text(ONLY_THESE)
    return selection.query
