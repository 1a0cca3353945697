"""The words of a step: the texts of a story with the figures they name, counted from what the step shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from geo import installation_summary, shown, summary
from geo.detail.sentences import governments_text, links_text, places_text
from geo.language import Language, message
from geo.parameters import Subject
from geo.programme import Programme
from geo.rankings import PairRank, rankings
from geo.reconciliation import MEASURES, as_of_text
from geo.selection import Selection
from geo.story.story import Worded, figures_named
from geo.vocabulary import pair_names

SCOPES = {False: message("Documented here:"), True: message("In this selection:")}
NOTHING_KNOWN = "–"


class _Values(dict[str, str]):
    """Figures by name; one that is not known stands as a dash."""

    def __missing__(self, name: str) -> str:
        return NOTHING_KNOWN


def _text(worded: Worded, language: Language) -> str:
    return dict(worded).get(language.code, "")


def line(programme: Programme, worded: Worded, view: Selection, language: Language) -> str:
    """Fill in the figures of a text that is always shown, such as a heading; a dash stands for one that is not known."""
    return _text(worded, language).format_map(_values(programme, view, language))


def paragraphs(programme: Programme, worded: Worded, view: Selection, language: Language) -> list[str]:
    """Fill in figures; a paragraph that names one which is not known, or not of what the view shows, is left out."""
    text = _text(worded, language)
    # Counting takes time, and most texts name no figure.
    values = _values(programme, view, language) if "{" in text else _Values()
    written = [paragraph.strip() for paragraph in text.split("\n\n")]
    return [paragraph.format_map(values) for paragraph in written if paragraph and figures_named(paragraph) <= values.keys()]


def is_narrowed(view: Selection, subject: Subject) -> bool:
    """Tell whether a view leaves out rows for another reason than their evidence, so that no published figure speaks of it."""
    return any(condition.column != "evidence" for condition in view.conditions(subject))


def _values(programme: Programme, view: Selection, language: Language) -> _Values:
    figures = summary.figures(programme, view)
    found = {measure: getattr(figures, measure) for measure in MEASURES}
    projects = installation_summary.figures(programme, view).documented
    published = {name: figure.published for name, figure in found.items()} | {"installations": projects and projects.published}
    counts = {name: figure.value for name, figure in found.items()} | {
        "installations": shown.number(programme, view, "installations")
    }
    years = shown.counted(programme, view)["fiscal_year"]
    as_of = summary.data_as_of(programme)
    number = language.number
    values = _Values(
        {
            **{name: number(count) for name, count in counts.items()},
            **{f"counted_{name}": COUNTED[name](count, language) for name, count in counts.items()},
            **{f"published_{name}": number(figure.value) for name, figure in published.items() if figure},
            "scope": language.text(SCOPES[is_narrowed(view, "collaborations")]),
            "scope_of_installations": language.text(SCOPES[is_narrowed(view, "installations")]),
        }
    )
    if len(years):
        first, last = int(years.min()), int(years.max())
        values["first_year"], values["last_year"] = language.fiscal_year(first), language.fiscal_year(last)
        values["years"] = language.fiscal_years(first, last)
    if pairs := rankings(programme, view).pairs:
        values["longest_pair"] = _longest(programme, pairs[0], language)
    if as_of:
        values["as_of"] = as_of_text(as_of, language)
    return values


def _longest(programme: Programme, rank: PairRank, language: Language) -> str:
    span = language.fiscal_years(rank.first, rank.last)
    years = language.plural("{n} fiscal year, {span}", "{n} fiscal years, {span}", rank.years, span=span)
    return language.text("{name} ({context})", name=pair_names(programme, language)[rank.pair], context=years)


def _countries_text(number: int, language: Language) -> str:
    return language.plural("{n} country", "{n} countries", number)


def _installations_text(number: int, language: Language) -> str:
    return language.plural("{n} JCM installation", "{n} JCM installations", number)


COUNTED: Mapping[str, Callable[[int, Language], str]] = {
    "countries": _countries_text,
    "partner_places": places_text,
    "japanese_governments": governments_text,
    "links": links_text,
    "installations": _installations_text,
}


def documented(programme: Programme, view: Selection, language: Language, *, of: Selection) -> str:
    """Count the installations of a view, and say where it is a part of what a narrowed file holds."""
    number = shown.number(programme, view, "installations")
    if is_narrowed(of, "installations"):
        return language.plural(
            "{n} JCM installation is documented in this selection.",
            "{n} JCM installations are documented in this selection.",
            number,
        )
    return language.plural("{n} JCM installation is documented here.", "{n} JCM installations are documented here.", number)
