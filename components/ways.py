"""Ways from a detail to the other pages that tell of the same thing, and to its own address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import state
from components.state import View
from geo import shown
from geo.language import message
from geo.parameters import Selected
from geo.selection import Selection
from geo.worded_rows import permalink

PAGES = {
    "pages/partnership_map.py": message("On the partnership map"),
    "pages/installations.py": message("Its installations"),
    "pages/countries.py": message("By fiscal year"),
    "pages/brief.py": message("On one page, to print"),
}


def show(view: View, selected: Selected) -> None:
    """Show the ways from a selected thing."""
    for page, selection in _ways(view, selected).items():
        st.page_link(page, label=view.text(PAGES[page]), icon=":material/arrow_forward:", query_params=state.address(selection))
    with st.popover(view.text("Link to this"), icon=":material/link:"):
        st.code(
            f"{(st.context.url or '').partition('?')[0]}{permalink(selected, view.selection.evidence, view.language)}",
            language=None,
            wrap_lines=True,
        )


def _ways(view: View, selected: Selected) -> dict[str, Selection]:
    plain = Selection(evidence=view.selection.evidence)
    here = replace(plain, selected=selected)
    if selected.kind == "installation":
        row = view.programme.installations.set_index("installation_id").loc[selected.id]
        country = replace(plain, selected=Selected("country", str(row["country_iso3"])))
        return {"pages/countries.py": country}
    if selected.kind == "country":
        return {
            "pages/partnership_map.py": here,
            "pages/installations.py": replace(here, countries=(selected.id,)),
            "pages/countries.py": here,
            "pages/brief.py": here,
        }
    if selected.kind == "pair":
        japanese, partner = selected.pair
        built = replace(here, japanese=(japanese,), partners=(partner,))
    else:
        at_home = view.programme.places.set_index("place_id").loc[selected.id, "country_iso3"] == "JPN"
        built = replace(here, japanese=(selected.id,)) if at_home else replace(here, partners=(selected.id,))
    ways = {"pages/partnership_map.py": here}
    return {**ways, "pages/installations.py": built} if shown.number(view.programme, built, "installations") else ways
