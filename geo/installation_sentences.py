"""What is said of the installations a Selection shows: how many of the published ones, what is not known, what is left out."""

from __future__ import annotations

from geo import summary
from geo.installation_summary import SUBJECT, Documented, figures, formed, undated
from geo.jcm_totals import MODEL_PROJECTS
from geo.language import Language, counted, message
from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme
from geo.reconciliation import as_of_text
from geo.selection import Selection
from geo.vocabulary import names

MODEL_PROJECT_NAME = message("JCM model projects (eco-lease included)")
SCHEME_PROJECTS = message("projects under {schemes}")
Forms = tuple[str, str]
PROJECTS_DOCUMENTED: Forms = counted(
    "{n} of the {published} {projects} published as of {as_of} is documented here.",
    "{n} of the {published} {projects} published as of {as_of} are documented here.",
)
OVER_ALL: Forms = counted(
    "Over all installations, {n} of the {published} {projects} published as of {as_of} is documented here.",
    "Over all installations, {n} of the {published} {projects} published as of {as_of} are documented here.",
)
PART_OF_ALL = message("The installations here are a part of all JCM projects.")
FORMED_DOCUMENTED: Forms = counted(
    "{n} of the {published} JCM projects published as formed through the city-to-city programme as of {as_of} is documented here.",
    "{n} of the {published} JCM projects published as formed through the city-to-city programme as of {as_of} are documented here.",
)
FORMED_WITH_INFERRED: Forms = counted(
    "{n} of the {published} JCM projects published as formed through the city-to-city programme as of {as_of} "
    "is documented here; with inferred ties, {every}.",
    "{n} of the {published} JCM projects published as formed through the city-to-city programme as of {as_of} "
    "are documented here; with inferred ties, {every}.",
)
NONE_FORMED = message("No installation of this selection is known to have been formed through the city-to-city programme.")


def documented_sentence(
    programme: Programme, documented: Documented, language: Language, forms: Forms = PROJECTS_DOCUMENTED
) -> str:
    """Say how many of the published projects of some schemes are documented here.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    documented : Documented
        Ours beside the published number.
    language : Language
        The reader's.
    forms : tuple of str
        Message ids for one and for more, with ``{n}``, ``{published}``, ``{projects}`` and ``{as_of}``.

    Returns
    -------
    str
        One sentence.
    """
    if documented.schemes == frozenset(MODEL_PROJECTS):
        projects = language.text(MODEL_PROJECT_NAME)
    else:
        named = [name for code, name in names(programme, "scheme", language).items() if code in documented.schemes]
        projects = language.text(SCHEME_PROJECTS, schemes=language.join(named))
    return language.plural(*forms, documented.ours, projects=projects, **_numbers(documented, language))


def _numbers(documented: Documented, language: Language) -> dict[str, str]:
    return {
        "published": language.number(documented.published.value),
        "as_of": as_of_text(documented.published.as_of, language),
        "every": language.number(documented.ours + documented.inferred),
    }


def formed_sentence(programme: Programme, selection: Selection, language: Language) -> str:
    """Say how many installations of a selection were formed through the programme.

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
        One sentence: beside the published number where it speaks of the same thing; inferred ties counted apart.
    """
    found = formed(programme, selection)
    if found.documented:
        forms = FORMED_WITH_INFERRED if found.documented.inferred else FORMED_DOCUMENTED
        return language.plural(*forms, found.documented.ours, **_numbers(found.documented, language))
    every = found.official + found.inferred
    if not every:
        return language.text(NONE_FORMED)
    if not found.inferred:
        return language.plural(
            "{n} installation of this selection was formed through the city-to-city programme.",
            "{n} installations of this selection were formed through the city-to-city programme.",
            found.official,
        )
    return language.plural(
        "{n} installation of this selection was formed through the city-to-city programme; with inferred ties, {every}.",
        "{n} installations of this selection were formed through the city-to-city programme; with inferred ties, {every}.",
        found.official,
        every=language.number(every),
    )


def undated_sentence(programme: Programme, selection: Selection, language: Language) -> str:
    """Say how many installations of unknown fiscal year are left out, or stand among those shown; empty where there are none."""
    found = undated(programme, selection)
    if found.left_out:
        return language.plural(
            "{n} installation without a known fiscal year is left out.",
            "{n} installations without a known fiscal year are left out.",
            found.left_out,
        )
    if found.rows:
        return language.plural(
            "The fiscal year of {n} installation shown is not known.",
            "The fiscal year of {n} installations shown is not known.",
            found.rows,
        )
    return ""


def completeness_sentence(programme: Programme, selection: Selection, language: Language) -> str:
    """Say what the rows do not hold.

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
        One to three sentences: published projects against those documented here, for this selection where they can be
        compared and for all installations otherwise; rows of unknown fiscal year; rows the evidence level leaves out.
    """
    told = [_statement(programme, selection, language), undated_sentence(programme, selection, language)]
    if left_out := summary.hidden(programme, selection, SUBJECT):
        told.append(_left_out_sentence(selection, left_out, language))
    return (" " if language.code == "en" else "").join(sentence for sentence in told if sentence)


def _statement(programme: Programme, selection: Selection, language: Language) -> str:
    for chosen, forms in ((selection, PROJECTS_DOCUMENTED), (Selection(evidence=selection.evidence), OVER_ALL)):
        if found := figures(programme, chosen).documented:
            return documented_sentence(programme, found, language, forms)
    return language.text(PART_OF_ALL)


def _left_out_sentence(selection: Selection, left_out: int, language: Language) -> str:
    if selection.evidence == EVIDENCE_LEVELS[0]:
        return language.plural(
            "{n} installation that no official source confirms is not shown.",
            "{n} installations that no official source confirms are not shown.",
            left_out,
        )
    return language.plural(
        "{n} installation whose tie to the city-to-city programme is inferred is not shown.",
        "{n} installations whose tie to the city-to-city programme is inferred are not shown.",
        left_out,
    )
