"""The figures of the step that sums up: what was published, with what is documented beside it."""

from __future__ import annotations

from geo import installation_summary, summary
from geo.language import Language, message
from geo.programme import Programme
from geo.reconciliation import MEASURES, Published, as_of_text
from geo.selection import Selection
from geo.story.words import is_narrowed

LABELS = {
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "links": message("Links"),
    "installations": message("Installations"),
    "model_projects": message("JCM model projects"),
    "formed": message("JCM projects formed through the programme"),
}
DOCUMENTED = message("{n} documented here")
PUBLISHED_AS_OF = message("published, as of {as_of}")
IN_SELECTION = message("in this selection")


def totals(programme: Programme, view: Selection, language: Language) -> list[list[str]]:
    """Set published figures first and ours beside them; of a part that none of them speaks of, ours alone."""

    def compared(name: str, published: Published, ours: int) -> list[str]:
        as_of = language.text(PUBLISHED_AS_OF, as_of=as_of_text(published.as_of, language))
        documented = language.text(DOCUMENTED, n=language.number(ours))
        return [language.text(LABELS[name]), language.number(published.value), as_of, documented]

    def alone(name: str, ours: int) -> list[str]:
        return [language.text(LABELS[name]), language.number(ours), language.text(IN_SELECTION)]

    told = []
    figures = summary.figures(programme, view)
    for measure in MEASURES:
        figure: summary.Figure = getattr(figures, measure)
        if figure.published:
            told.append(compared(measure, figure.published, figure.value))
        elif is_narrowed(view, "collaborations"):
            told.append(alone(measure, figure.value))
    projects = installation_summary.figures(programme, view)
    formed = installation_summary.formed(programme, view).documented
    if projects.documented:
        told.append(compared("model_projects", projects.documented.published, projects.documented.ours))
    elif is_narrowed(view, "installations"):
        told.append(alone("installations", projects.installations))
    if formed:
        told.append(compared("formed", formed.published, formed.ours))
    return told
