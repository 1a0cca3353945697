"""The programme as it is loaded: all tables, typed and validated, in one bundle that is shared and never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.faults import Fault, FaultyTables, settle
from geo.references import split_codes
from geo.store.source import FolderSource, named_source
from geo.tables import FILES, TABLES
from geo.written import written

CRS = "EPSG:4326"
VERSION_LENGTH = 16
POINTS = {"places": ("lon", "lat"), "installations": ("lon", "lat"), "countries": ("label_lon", "label_lat")}

__all__ = ["CRS", "Programme", "assemble", "load_programme", "records", "sources_of", "split_codes", "text_tables"]


@dataclass(frozen=True, eq=False)
class Programme:
    """All tables of the programme.

    Columns are those of the CSV files, in the order of `geo.schema.models`, with rows in the order of the files,
    numbered from 0. Text columns have pandas' ``str`` type with ``""`` for "not seen"; fiscal years and other whole
    numbers are ``Int64`` with ``<NA>``, coordinates and measures ``float64`` with ``NaN``, true and false ``bool``.
    Columns that list codes stay text: `split_codes` splits a cell. `places`, `installations` and `countries` (label
    points) have points besides, EPSG:4326; the geometry of an installation without a point is None.

    One bundle is shared by all sessions and threads and stands for itself as a cache key: take copies to change
    anything.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        Japanese governments and partner places.
    collaborations : pandas.DataFrame
        A pair in a fiscal year; `geo.collaborations` joins it with its places.
    installations : geopandas.GeoDataFrame
        JCM projects.
    cases, dominoes, programme_facts : pandas.DataFrame
        Stories, spreads from place to place, facts on the programme.
    countries : geopandas.GeoDataFrame
        Countries, each at its label point.
    themes, technology_types, sectors, schemes, statuses : pandas.DataFrame
        Vocabularies.
    published_totals, sources : pandas.DataFrame
        Figures somebody published; addresses.
    leads_collaborations, leads_installations : pandas.DataFrame
        What was seen but not confirmed: a checklist, never drawn.
    version : str
        Begins the SHA-256 of the files: the same for the same bytes.
    """

    places: gpd.GeoDataFrame
    collaborations: pd.DataFrame
    installations: gpd.GeoDataFrame
    cases: pd.DataFrame
    dominoes: pd.DataFrame
    programme_facts: pd.DataFrame
    countries: gpd.GeoDataFrame
    themes: pd.DataFrame
    technology_types: pd.DataFrame
    sectors: pd.DataFrame
    schemes: pd.DataFrame
    statuses: pd.DataFrame
    published_totals: pd.DataFrame
    sources: pd.DataFrame
    leads_collaborations: pd.DataFrame
    leads_installations: pd.DataFrame
    version: str

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name, in the order of `geo.tables.TABLES`."""
        return {name: getattr(self, name) for name in TABLES}

    @property
    def fiscal_years(self) -> tuple[int, int] | None:
        """First and last fiscal year of the collaborations; None where there are none."""
        years = self.collaborations["fiscal_year"]
        return (int(years.min()), int(years.max())) if len(years) else None


def load_programme(folder: Path | None = None) -> Programme:
    """Load and validate all tables.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where the CSV files are; what the environment names (`geo.store.source.named_source`) where it is not given.

    Returns
    -------
    Programme
        The whole bundle.

    Raises
    ------
    FaultyTables
        If anything is wrong with any table: holds every fault, and nothing is loaded. Faults between tables are found
        once each table they concern can be read whole.
    geo.tables.UnusableDataUrlError
        If no folder is given and the environment names something tables cannot be read from.
    geo.store.source.OutOfReachError
        If they cannot be read now.
    """
    source = named_source() if folder is None else FolderSource(folder)
    try:
        reading = source.read().reading
    finally:
        source.close()
    return assemble(reading.tables, reading.digest, reading.faults, reading.incomplete)


def assemble(
    tables: Mapping[str, pd.DataFrame],
    digest: str,
    faults: Iterable[Fault] = (),
    incomplete: Collection[str] = (),
) -> Programme:
    """Validate text tables and bundle them.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Text columns only, empty cells as ``""``, indexed by line, as `geo.tables.read_folder` gives them.
    digest : str
        Tells these tables from others, hexadecimal; its beginning becomes the version.
    faults : iterable of geo.faults.Fault
        What was found while reading them.
    incomplete : collection of str
        Names of tables of which some rows could not be read.

    Returns
    -------
    Programme
        The whole bundle.

    Raises
    ------
    FaultyTables
        If anything is wrong with any table, or there are faults already: holds every fault.
    """
    # Imported when it is needed: pages import this module at every rerun, and load once.
    from geo import rules, schema

    typed, found = schema.validate(tables)
    found += [*faults, *rules.check(tables, frozenset(incomplete))]
    if found:
        raise FaultyTables(settle(found, FILES))
    frames = {name: frame.reset_index(drop=True) for name, frame in typed.items()}
    frames |= {name: _with_points(frames[name], *columns) for name, columns in POINTS.items()}
    return Programme(**frames, version=digest[:VERSION_LENGTH])


def text_tables(programme: Programme) -> dict[str, pd.DataFrame]:
    """Write all tables as text again, the way `assemble` takes them.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    dict of str to pandas.DataFrame
        Cell by cell what the files said, as the form of every typed value is fixed; indexed by line, as if every row took one.
    """
    return {name: _as_text(table) for name, table in programme.tables.items()}


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    index = pd.RangeIndex(2, len(plain) + 2, name="line")
    return pd.DataFrame({name: pd.Series(written(plain[name]), index=index, dtype="str") for name in plain.columns})


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Write a table as plain rows, in their order, without their points."""
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def sources_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Collect the sources of a row.

    Parameters
    ----------
    row : mapping
        A row with ``source_id`` and, if its table has it, ``source_id_2``; a ``pandas.Series`` will do.

    Returns
    -------
    tuple of str
        The union of both columns' source ids, each once, in their order.
    """
    ids = [code for column in ("source_id", "source_id_2") for code in split_codes(str(row.get(column, "")))]
    return tuple(dict.fromkeys(ids))


def _with_points(frame: pd.DataFrame, x: str, y: str) -> gpd.GeoDataFrame:
    points = gpd.GeoSeries.from_xy(frame[x], frame[y], crs=CRS)
    return gpd.GeoDataFrame(frame, geometry=points.where(frame[x].notna() & frame[y].notna(), None), crs=CRS)
