"""The figures of a selection as plain data."""

from __future__ import annotations

from dataclasses import asdict

from geo import summary
from geo.language import LANGUAGES, Language
from geo.parameters import RULES
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import vocabulary

SUBJECT = "collaborations"


def figures_document(programme: Programme, selection: Selection) -> dict[str, object]:
    """Write the figures of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    dict
        ``data_version``, ``data_as_of``, the ``selection`` as parameters, ``figures`` (each with the ``published``
        figure that speaks of the same thing, or null), ``years`` (links of each fiscal year, as if no years were
        chosen), ``options`` (links behind each code of each filter, as if that filter were not set), ``hidden`` (links
        that only the level of evidence leaves out) and ``completeness`` (a sentence in each language).
    """
    codes = vocabulary(programme).codes
    filters = [rule.name for rule in RULES if rule.name in codes and SUBJECT in rule.subjects]
    return {
        "data_version": programme.version,
        "data_as_of": summary.data_as_of(programme),
        "selection": {**selection.parameters(), "evidence": [selection.evidence]},
        "figures": asdict(summary.figures(programme, selection)),
        "years": [{"fiscal_year": year, "links": links} for year, links in summary.year_counts(programme, selection).items()],
        "options": {name: summary.option_counts(programme, selection, name) for name in filters},
        "hidden": summary.hidden(programme, selection),
        "completeness": {code: summary.completeness_sentence(programme, selection, Language(code)) for code in LANGUAGES},
    }
