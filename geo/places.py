"""The places that take part in the collaborations shown, each once, with what it takes part in."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geo import collaborations
from geo.conditions import LIST_SEPARATOR, matching
from geo.programme import Programme
from geo.selection import Selection

SIDES = (("jp_place_id", "partner_place_id"), ("partner_place_id", "jp_place_id"))
COUNTED = ("links", "partners", "first_year", "last_year", "evidence", "source_id")
CRS = "EPSG:4326"


def rows(programme: Programme, selection: Selection) -> gpd.GeoDataFrame:
    """List the places on either side of the selected collaborations.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown of the collaborations.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per place, in the order of the table, with its columns and, all within the selection: ``links`` (pairs
        in a fiscal year), ``partners`` (places on the other side), ``first_year`` and ``last_year`` (fiscal years),
        ``evidence`` (the best level among its links), ``source_id`` (sources of its links, joined by ``;``);
        ``geometry`` is its point, EPSG:4326.
    """
    links = matching(collaborations.rows(programme), selection.conditions("collaborations"))
    columns = ["fiscal_year", "evidence", "source_id"]
    ends = pd.concat(
        [pd.DataFrame(links[[own, other, *columns]]).rename(columns={own: "place_id", other: "other"}) for own, other in SIDES]
    )
    counted = ends.groupby("place_id").agg(
        links=("other", "size"),
        partners=("other", "nunique"),
        first_year=("fiscal_year", "min"),
        last_year=("fiscal_year", "max"),
        evidence=("evidence", "min"),
        source_id=("source_id", _union),
    )
    table = pd.DataFrame(programme.places.drop(columns="geometry", errors="ignore"))
    shown = table.merge(counted, left_on="place_id", right_index=True, how="inner", validate="one_to_one").sort_index()
    return gpd.GeoDataFrame(shown, geometry=gpd.points_from_xy(shown["lon"], shown["lat"]), crs=CRS)


def _union(lists: pd.Series[str]) -> str:
    codes = (code for codes in lists for code in codes.split(LIST_SEPARATOR))
    return LIST_SEPARATOR.join(dict.fromkeys(codes))
