"""GeoJSON (RFC 7946): a FeatureCollection on WGS 84."""

from __future__ import annotations

import json
import re
from typing import Any

from geo.intake.features import cell_text, geometry_point, grid
from geo.intake.limits import limits
from geo.intake.model import Grid, Notice, Refused

# The older specification of 2008 let files name their reference system; RFC 7946 knows WGS 84 only.
WGS84 = re.compile(r"(?:urn:ogc:def:crs:)?(?:OGC(?::1\.3)?:+CRS84|EPSG:(?:[0-9.]*:)?4326)|https?://www\.opengis\.net/def/crs/"
                   r"(?:OGC/1\.3/CRS84|EPSG/[0-9.]+/4326)", re.IGNORECASE)  # fmt: skip
LONGEST_NAMED = 80
HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def read(file: str, content: bytes) -> tuple[Grid, list[Notice]]:
    """Read a GeoJSON file.

    Parameters
    ----------
    file : str
        Its name.
    content : bytes
        UTF-8 JSON, with or without a byte order mark.

    Returns
    -------
    Grid
        A row a feature.
    list of Notice
        What was left out.

    Raises
    ------
    Refused
        If it is no GeoJSON, in another reference system, or holds more than is read.
    """
    # Each bracket becomes an object of a hundred bytes or more.
    if content.count(b"{") + content.count(b"[") > limits().cells:
        raise Refused(code="too-many-cells", limit=limits().cells)
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
        if HALF.search(content):
            # Half a character is none (RFC 8259, 8.2): no table, page or file could hold it.
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refused(code="json-form") from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise Refused(code="not-features")
    _refuse_other_system(document.get("crs"))
    features = document.get("features")
    if not isinstance(features, list) or not all(isinstance(each, dict) and each.get("type") == "Feature" for each in features):
        raise Refused(code="not-features")
    if len(features) >= limits().rows:
        raise Refused(code="too-many-rows", limit=limits().rows)
    properties = [each.get("properties") if isinstance(each.get("properties"), dict) else {} for each in features]
    columns = list(dict.fromkeys(name for each in properties for name in each))
    if len(columns) > limits().columns:
        raise Refused(code="too-many-columns", limit=limits().columns)
    rows = [[cell_text(each.get(name), name) for name in columns] for each in properties]
    places = [geometry_point(each.get("geometry")) for each in features]
    return grid(file, "", "geojson", columns, rows, [each for each, _ in places], sum(shape for _, shape in places))


def _no_number(text: str) -> str:
    # What JSON does not know ("NaN"): kept as the text it is, so that the cell is named at fault.
    return text


def _refuse_other_system(system: Any) -> None:  # noqa: ANN401  # whatever the file holds
    if system is None:
        return
    name = (
        system.get("properties", {}).get("name") if isinstance(system, dict) and isinstance(system.get("properties"), dict) else ""
    )
    if not isinstance(name, str) or not WGS84.fullmatch(name):
        raise Refused(code="other-crs", found=str(name or json.dumps(system))[:LONGEST_NAMED])
