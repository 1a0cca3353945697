"""Where something that was found leads: the page that tells of it, and the Selection or the address that opens it there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from components import state
from components.state import View
from geo import shown
from geo.organisations import organisations
from geo.parameters import EVIDENCE_LEVELS, VIEW_PARAMETERS, Selected, SelectedKind
from geo.search_index import Entry
from geo.search_told import FORUM_GROUPS
from geo.selection import Selection
from geo.vocabulary import vocabulary

MAP, BUILT, DATA = "pages/partnership_map.py", "pages/installations.py", "pages/data_and_sources.py"
OWN_PAGES: dict[str, tuple[SelectedKind, str]] = {
    "place": ("place", MAP),
    "pair": ("pair", MAP),
    "installation": ("installation", BUILT),
    "case": ("case", "pages/cases.py"),
    "domino": ("domino", "pages/dominoes.py"),
}


@dataclass(frozen=True)
class Way:
    """A page of the dashboard with its parameters, or the address of a page elsewhere; neither where nothing tells of the thing."""

    page: str = ""
    parameters: dict[str, list[str]] | None = None


def way(view: View, entry: Entry) -> Way:
    """Find the way to something found.

    Parameters
    ----------
    view : View
        What the page shows; filters it inherited do not narrow where the way leads.
    entry : Entry
        What was found.

    Returns
    -------
    Way
        At the reader's level of evidence, or at the lower one that shows the thing.
    """
    levels = (view.selection.evidence, entry.evidence or EVIDENCE_LEVELS[0])
    plain = Selection(evidence=max(levels, key=EVIDENCE_LEVELS.index))
    if entry.kind in OWN_PAGES:
        kind, page = OWN_PAGES[entry.kind]
        return _to(page, replace(plain, selected=Selected(kind, entry.id)))
    if entry.kind == "country":
        return _to_country(view, plain, entry.id)
    if entry.kind == "collaboration":
        return _to(MAP, replace(plain, selected=Selected("pair", _pair(view, entry))))
    if entry.kind == "participant":
        found = organisations(view.programme)[entry.row]
        return _to(BUILT if found.installations > found.collaborations else MAP, replace(plain, query=found.name(view.language)))
    if entry.kind == "term":
        parameter, _, code = entry.id.partition(":")
        return _to(MAP if parameter == "theme" else BUILT, plain.having(parameter, (code,)))
    if entry.kind == "fact":
        group = view.programme.programme_facts["group"].iloc[entry.row]
        return _to("pages/forum.py" if group in FORUM_GROUPS else "pages/programme.py", plain)
    if entry.kind == "source":
        return Way(str(view.programme.sources["url"].iloc[entry.row]))
    return _to(DATA, plain)


def _to(page: str, selection: Selection) -> Way:
    present = state.parameters()
    # Not what pages keep in their own address: a link to a thing is to say the thing alone.
    kept = {name: present[name] for name in VIEW_PARAMETERS if name in present}
    return Way(page, {**selection.parameters(), **kept})


def _pair(view: View, entry: Entry) -> str:
    return str(shown.WHOLE["collaborations"](view.programme)["pair"].iloc[entry.row])


def _to_country(view: View, plain: Selection, code: str) -> Way:
    if code not in vocabulary(view.programme).selectable["country"]:
        return Way()
    here = replace(plain, selected=Selected("country", code))
    within = replace(here, countries=(code,))
    return _to(MAP, here) if shown.number(view.programme, within, "collaborations") else _to(BUILT, within)
