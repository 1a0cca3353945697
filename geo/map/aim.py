"""What a map brings forward for a selected thing that it does not draw itself."""

from __future__ import annotations

from geo.detail.lookup import lookup
from geo.map.frame import MapName
from geo.parameters import Selected, pair_id
from geo.programme import Programme, split_codes


def aimed(programme: Programme, selected: Selected | None, name: MapName) -> Selected | None:
    """Find what stands on a map for a selected thing.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selected : Selected or None
        Whose detail is open.
    name : {"links", "installations", "countries", "dominoes"}
        Which map.

    Returns
    -------
    Selected or None
        For a case, its pair; for a domino, on any map but its own, the one pair it touches, or the place it reached where it
        touches several; for all else, the thing itself.
    """
    if selected is None:
        return None
    tables = lookup(programme)
    if selected.kind == "case":
        return Selected("pair", tables.cases_by_id[selected.id]["pair"])
    if selected.kind != "domino" or name == "dominoes":
        return selected
    row = tables.dominoes_by_id[selected.id]
    japanese, partners = split_codes(row["jp_places"]), split_codes(row["partner_places"])
    if len(japanese) == len(partners) == 1:
        return Selected("pair", pair_id(japanese[0], partners[0]))
    return Selected("place", row["to_place_id"])
