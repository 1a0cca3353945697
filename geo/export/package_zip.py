"""The whole data package as one archive: tables, their description made true for these very files, and what they are in words.

What a selection narrows: the rows it speaks of, and with them the places, countries and sources they name. Vocabularies, published
figures, facts on the programme and leads stay whole, as no parameter speaks of them. Rows that the rows of a selection name come
along whatever the selection says of them, so that the package keeps the rules that ``python -m geo.check`` holds it to.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype

from geo import shown
from geo.export import about, delimited
from geo.export.names import PREFIX, UNSAFE
from geo.export.package import DESCRIPTOR, descriptor
from geo.export.package_readme import readme
from geo.parameters import SUBJECTS, Subject
from geo.programme import Programme
from geo.references import REFERENCES, TIE_SEPARATOR, split_codes
from geo.selection import Selection
from geo.summary import data_as_of
from geo.tables import KEYS
from geo.tables import file_name as table_file

MEDIA_TYPE = "application/zip"
README = "README.md"
EVERYTHING = Selection(evidence="C")
NAMED_ONLY = ("places", "countries", "sources")
PAIR = ["jp_place_id", "partner_place_id"]
# Tables whose pairs some collaboration has to join.
OF_PAIRS = ("installations", "cases")
SELECTION = "selection"
PERMISSIONS = 0o644 << 16


@dataclass(frozen=True)
class Part:
    """A table of the package: the rows that go along, and how many there are in all."""

    rows: pd.DataFrame
    whole: int

    @property
    def narrowed(self) -> bool:
        """Whether rows were left out."""
        return len(self.rows) < self.whole


def to_zip(programme: Programme, selection: Selection, *, published: bool = True) -> bytes:
    """Write the data package of a selection as a zip archive.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown; `EVERYTHING` for all rows.
    published : bool
        Whether these are the published tables, and not a visitor's own.

    Returns
    -------
    bytes
        ``README.md`` in both languages, ``datapackage.json`` (Frictionless: fields, types, keys, sizes and digests of these very
        files) and one CSV per table. The same bytes for the same rows.
    """
    parts = narrowed(programme, selection)
    files = {table_file(name): delimited.to_csv(part.rows) for name, part in parts.items()}
    described = described_files(programme, selection, parts, files, published=published)
    counted = {name: (len(part.rows), part.whole) for name, part in parts.items()}
    told = {
        README: readme(programme, selection, described, counted, published=published).encode(),
        DESCRIPTOR: (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    archive = io.BytesIO()
    made = about.made_at(programme).timetuple()[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**told, **files}.items():
            entry = zipfile.ZipInfo(name, made)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, PERMISSIONS, 3
            packed.writestr(entry, content)
    return archive.getvalue()


def zip_name(programme: Programme, selection: Selection) -> str:
    """Name the archive, as `geo.export.names.file_name` names files of rows."""
    as_of = data_as_of(programme)
    dated = f"as-of-{as_of}" if as_of else f"version-{programme.version}"
    parts = [PREFIX, "datapackage", *([] if whole(selection) else ["selection"]), dated]
    return "_".join(UNSAFE.sub("-", part) for part in parts) + ".zip"


def whole(selection: Selection) -> bool:
    """Tell whether a selection leaves nothing out."""
    return selection.without("sel") == EVERYTHING


def says_selection(described: Mapping[str, Any]) -> bool:
    """Tell whether a package, by its own description, holds a selection of the rows and not all of them.

    Parameters
    ----------
    described : Mapping of str to object
        A ``datapackage.json``: of this app, or of anybody else.

    Returns
    -------
    bool
        Whether it names a selection that leaves something out.
    """
    everything = _said(EVERYTHING)
    return bool(described.get(SELECTION, everything) != everything)


def _said(selection: Selection) -> dict[str, list[str]]:
    return {**selection.without("sel").parameters(), "evidence": [selection.evidence]}


def narrowed(programme: Programme, selection: Selection) -> dict[str, Part]:
    """Take the rows of each table that go along with a selection, in the tables' order.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    dict of str to Part
        Every table by its name, with its own columns alone.
    """
    tables = {name: pd.DataFrame(table.drop(columns="geometry", errors="ignore")) for name, table in programme.tables.items()}
    sizes = {name: len(table) for name, table in tables.items()}
    if not whole(selection):
        everything = dict(tables)
        for subject in SUBJECTS:
            tables[subject] = tables[subject].loc[_rows(programme, selection, subject)]
        # In this order: an installation that a case names may name a pair.
        tables["installations"] = _with(tables["installations"], everything["installations"], _named_by_cases(tables, everything))
        tables["collaborations"] = _with(tables["collaborations"], everything["collaborations"], _unjoined(tables, everything))
        for name in NAMED_ONLY:
            named = _named(tables, name)
            tables[name] = tables[name][tables[name][KEYS[name][0]].isin(list(named))]
    return {name: Part(table, sizes[name]) for name, table in tables.items()}


def _rows(programme: Programme, selection: Selection, subject: Subject) -> pd.Index[Any]:
    return shown.index(programme, selection, subject).sort_values()


def _with(kept: pd.DataFrame, everything: pd.DataFrame, wanted: pd.Series[bool]) -> pd.DataFrame:
    """Add the wanted rows to those kept, in the order of the table."""
    return everything[wanted | everything.index.isin(kept.index)]


def _named_by_cases(tables: Mapping[str, pd.DataFrame], everything: Mapping[str, pd.DataFrame]) -> pd.Series[bool]:
    return everything["installations"]["installation_id"].isin(list(_named(tables, "installations")))


def _unjoined(tables: Mapping[str, pd.DataFrame], everything: Mapping[str, pd.DataFrame]) -> pd.Series[bool]:
    """Mark all collaborations of the pairs that are named, but of which the selection keeps none."""
    links = everything["collaborations"]
    lacking = set().union(*(_pairs(tables[name]) for name in OF_PAIRS)) - set(_pairs(tables["collaborations"]))
    return pd.Series([pair in lacking for pair in _pairs(links)], index=links.index, dtype=bool)


def _pairs(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(*(rows[name].tolist() for name in PAIR), strict=True))


def _named(tables: Mapping[str, pd.DataFrame], target: str) -> set[str]:
    """Collect the keys of a table that the rows of all others name."""
    return {
        code.rpartition(TIE_SEPARATOR)[2]
        for reference in REFERENCES
        if reference.target == target
        for cell in tables[reference.table][reference.column].unique().tolist()
        for code in split_codes(cell)
    }


def described_files(
    programme: Programme, selection: Selection, parts: Mapping[str, Part], files: Mapping[str, bytes], *, published: bool
) -> dict[str, Any]:
    """Describe the files as they are.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    parts : Mapping of str to Part
        Every table by its name.
    files : Mapping of str to bytes
        Their files.
    published : bool
        Whether these are the published tables.

    Returns
    -------
    dict
        A Frictionless tabular data package. Where the folder of tables has no description, columns have names and types alone.
    """
    known = deepcopy(descriptor(programme)) or {"profile": "tabular-data-package", "name": PREFIX, "resources": []}
    of_table = {resource["name"]: resource for resource in known["resources"]}
    moved = {resource["path"]: table_file(resource["name"]) for resource in known["resources"]}
    resources = []
    for name, part in parts.items():
        content = files[table_file(name)]
        resource = of_table.get(name) or {
            "profile": "tabular-data-resource",
            "name": name,
            "schema": {"fields": _fields(part.rows)},
        }
        resources.append(
            {
                **resource,
                "path": table_file(name),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{sha256(content).hexdigest()}",
                "rows": len(part.rows),
            }
        )
    sources = [{**source, "path": moved.get(source.get("path"), source.get("path"))} for source in known.get("sources", [])]
    return {
        **known,
        **({"sources": sources} if sources else {}),
        "data_version": programme.version,
        "data_as_of": data_as_of(programme),
        SELECTION: _said(selection),
        "published": published,
        "resources": resources,
    }


def _fields(rows: pd.DataFrame) -> list[dict[str, str]]:
    return [{"name": str(name), "type": _type(rows[name])} for name in rows.columns]


def _type(column: pd.Series[Any]) -> str:
    if is_bool_dtype(column.dtype):
        return "boolean"
    if is_integer_dtype(column.dtype):
        return "integer"
    return "number" if is_numeric_dtype(column.dtype) else "string"
