"""Single installations on a map of something else: those of a case, beside the links of its pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo import palette
from geo.detail.lookup import lookup
from geo.detail.model import Installation
from geo.language import Language
from geo.map.document import pacific
from geo.map.texts import TEXTS
from geo.palette import Mode
from geo.programme import Programme

PROVINCE = "province"


@dataclass(frozen=True)
class Site:
    """An installation with a point.

    Parameters
    ----------
    id : str
        Of the installation.
    name : str
        What it is called, in the reader's language.
    about : tuple of str
        Its technology, its fiscal year, and what its point stands for where that is a province.
    lon, lat : float
        Degrees, EPSG:4326; longitudes from -30 to 330.
    letters : str
        Of its type of technology.
    colours : mapping of str to str
        Of its type of technology, ``#rrggbb`` for light and dark rooms.
    precision : {"site", "city", "province"}
        What its point stands for.
    """

    id: str
    name: str
    about: tuple[str, ...]
    lon: float
    lat: float
    letters: str
    colours: Mapping[Mode, str]
    precision: str

    def wire(self) -> dict[str, Any]:
        """Write it as plain data for the map's script."""
        return {**vars(self), "about": list(self.about), "colours": dict(self.colours)}


def sites(programme: Programme, told: Sequence[Installation], language: Language) -> tuple[Site, ...]:
    """Place installations that a detail tells of.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    told : sequence of Installation
        As `geo.detail.detail` words them.
    language : Language
        The reader's.

    Returns
    -------
    tuple of Site
        In their order, without those known to the country only: these have no point.
    """
    rows, types = lookup(programme).installations, programme.technology_types.set_index("code")["sector_code"]
    placed: list[Site] = []
    in_province = TEXTS["province"]
    for each in told:
        row = rows[each.id]
        if pd.isna(row["lon"]):
            continue
        mark = palette.mark(row["technology_type"], str(types[row["technology_type"]]))
        note = language.text(in_province) if row["location_precision"] == PROVINCE else ""
        about = tuple(text for text in (each.technology, each.year_label, note) if text)
        point = round(pacific(row["lon"]), 4), round(float(row["lat"]), 4)
        placed.append(Site(each.id, each.name, about, *point, mark.letters, mark.colours, row["location_precision"]))
    return tuple(placed)
