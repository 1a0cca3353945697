"""Ways from a detail to the other pages that tell of the same thing, and to its own address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from components import menu, state
from components.state import View
from geo import shown
from geo.citation import citation
from geo.detail import detail
from geo.language import message
from geo.map.aim import aimed
from geo.parameters import Selected
from geo.selection import Selection
from geo.worded_rows import permalink

PAGES = {
    "pages/partnership_map.py": message("On the partnership map"),
    "pages/installations.py": message("Its installations"),
    "pages/countries.py": message("By fiscal year"),
    "pages/brief.py": message("On one page, to print"),
    "pages/cases.py": message("Its cases"),
    "pages/dominoes.py": message("On the map of domino effects"),
}
THIS_CASE = message("The case in full")


def show(view: View, selected: Selected, but: str = "") -> None:
    """Show the ways from a selected thing, but the one to a page the reader is on."""
    for page, selection in _ways(view, selected).items():
        if page == but:
            continue
        label = THIS_CASE if selected.kind == "case" and page == "pages/cases.py" else PAGES[page]
        st.page_link(page, label=view.text(label), icon=":material/arrow_forward:", query_params=state.address(selection))
    address = f"{(st.context.url or '').partition('?')[0]}{permalink(selected, view.selection.evidence, view.language)}"
    told = detail(view.programme, view.selection, selected, view.language)
    cited = citation(view.programme, told, view.language, address)
    fill = partial(_link_and_citation, view, address, cited)
    menu.show(view.text("Link and citation"), fill, icon=":material/link:", key="link_and_citation")


def _link_and_citation(view: View, address: str, cited: str) -> None:
    st.caption(view.text("Address of this"))
    st.code(address, language=None, wrap_lines=True)
    st.caption(view.text("How to cite"))
    st.code(cited, language=None, wrap_lines=True)


def _ways(view: View, selected: Selected) -> dict[str, Selection]:
    plain = Selection(evidence=view.selection.evidence)
    here = replace(plain, selected=selected)
    if selected.kind in {"case", "domino"}:
        return _ways_of_a_story(view, selected, plain)
    if selected.kind == "installation":
        return _ways_of_an_installation(view, selected, plain)
    if selected.kind == "country":
        ways = {
            "pages/partnership_map.py": here,
            "pages/installations.py": replace(here, countries=(selected.id,)),
            "pages/countries.py": here,
            "pages/brief.py": here,
        }
        return {**ways, **_cases(view, replace(plain, countries=(selected.id,)))}
    if selected.kind == "pair":
        japanese, partner = selected.pair
        built = replace(here, japanese=(japanese,), partners=(partner,))
    else:
        at_home = view.programme.places.set_index("place_id").loc[selected.id, "country_iso3"] == "JPN"
        built = replace(here, japanese=(selected.id,)) if at_home else replace(here, partners=(selected.id,))
    ways = {"pages/partnership_map.py": here}
    if shown.number(view.programme, built, "installations"):
        ways["pages/installations.py"] = built
    return {**ways, **_cases(view, replace(built, selected=None))}


def _cases(view: View, selection: Selection) -> dict[str, Selection]:
    """Lead to the cases of a selection, where there are any."""
    return {"pages/cases.py": selection} if shown.number(view.programme, selection, "cases") else {}


def _ways_of_a_story(view: View, selected: Selected, plain: Selection) -> dict[str, Selection]:
    """Lead from a case or a domino to its own page, and to what stands for it on the partnership map."""
    own = "pages/cases.py" if selected.kind == "case" else "pages/dominoes.py"
    on_map = replace(plain, selected=aimed(view.programme, selected, "links"))
    return {own: replace(plain, selected=selected), "pages/partnership_map.py": on_map}


def _ways_of_an_installation(view: View, selected: Selected, plain: Selection) -> dict[str, Selection]:
    """Lead to the collaboration it grew from, where its detail tells of one, and to its country."""
    related = {row.sel.kind: row.sel for row in detail(view.programme, view.selection, selected, view.language).related}
    ways = {"pages/partnership_map.py": replace(plain, selected=related["pair"])} if "pair" in related else {}
    return {**ways, "pages/countries.py": replace(plain, selected=related["country"])}
