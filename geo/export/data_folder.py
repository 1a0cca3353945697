"""The folder of tables as it is kept: text tables written back byte for byte, with their description, as one zip.

What did not change gives the same bytes, so that a comparison of files shows exactly the rows somebody touched.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from hashlib import md5, new
from pathlib import Path
from typing import Any

import pandas as pd

from geo.tables import DEFAULT_FOLDER, TABLES, data_folder, file_name

DESCRIPTOR = "datapackage.json"
FOLDER = "data/"
MEDIA_TYPE = "application/zip"
# The first moment the format knows: a clock would make other bytes of the same rows.
STAMP = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def to_csv(table: pd.DataFrame) -> bytes:
    """Write a text table as the file it is kept in.

    Parameters
    ----------
    table : pandas.DataFrame
        Text columns, empty cells as ``""``, as `geo.tables.read_folder` or `geo.programme.text_tables` give them.

    Returns
    -------
    bytes
        UTF-8 without a byte order mark, lines ended by LF, quotes only where a comma, a quotation mark or a line break asks for
        them.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False, name=None))
    return file.getvalue().encode()


def contents(tables: Mapping[str, pd.DataFrame], folder: Path | None = None) -> dict[str, bytes]:
    """Write tables as the files of their folder.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Text tables by name.
    folder : pathlib.Path, optional
        Where their ``datapackage.json`` is taken from; what `geo.tables.data_folder` names where it is not given, else the
        project's own.

    Returns
    -------
    dict of str to bytes
        By file name, in the order of `geo.tables.TABLES`; the description last.

    Raises
    ------
    ValueError
        If a table is not one of `geo.tables.TABLES`.
    """
    if unknown := set(tables) - set(TABLES):
        msg = f"No such tables: {', '.join(sorted(unknown))}. Allowed: {', '.join(TABLES)}."
        raise ValueError(msg)
    files = {file_name(name): to_csv(tables[name]) for name in TABLES if name in tables}
    description = _description(data_folder() if folder is None else folder)
    return {**files, DESCRIPTOR: described(description, files)}


def to_zip(tables: Mapping[str, pd.DataFrame], folder: Path | None = None) -> bytes:
    """Write tables as a zip of their folder, ready to be unpacked over the one that is kept.

    Parameters
    ----------
    tables, folder
        As in `contents`.

    Returns
    -------
    bytes
        A zip file with ``data/places.csv`` and so on; the same bytes for the same rows.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents(tables, folder).items():
            entry = zipfile.ZipInfo(FOLDER + name, STAMP)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            archive.writestr(entry, content)
    return packed.getvalue()


def described(description: bytes, files: Mapping[str, bytes]) -> bytes:
    """Make what a description says of its files' bytes true again.

    Parameters
    ----------
    description : bytes
        A ``datapackage.json``.
    files : mapping of str to bytes
        The files by name.

    Returns
    -------
    bytes
        The same bytes where it says nothing of them; ``bytes`` and ``hash`` of each resource that has them anew otherwise.
    """
    package: dict[str, Any] = json.loads(description)
    stale = False
    for resource in package.get("resources", []):
        content = files.get(str(resource.get("path", "")))
        if content is None:
            continue
        if "bytes" in resource:
            stale |= resource["bytes"] != len(content)
            resource["bytes"] = len(content)
        if "hash" in resource:
            found = _hash(str(resource["hash"]), content)
            stale |= resource["hash"] != found
            resource["hash"] = found
    return json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n" if stale else description


def _hash(stated: str, content: bytes) -> str:
    """Hash as a data package states it: MD5, or another one named before a colon."""
    algorithm, colon, _ = stated.rpartition(":")
    if not colon:
        return md5(content, usedforsecurity=False).hexdigest()
    return f"{algorithm}:{new(algorithm, content, usedforsecurity=False).hexdigest()}"


def _description(folder: Path) -> bytes:
    own = folder / DESCRIPTOR
    return (own if own.is_file() else DEFAULT_FOLDER / DESCRIPTOR).read_bytes()
