"""The files of the plain Leaflet page: what it shows, written for a run, beside page, script and Leaflet.

A row known only by its country stands at the country's label point, as on the tutorial's map, so that every row has its shape.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from benchmarks.selections import Row, country_of, read_rows

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("leaflet.html", "leaflet_installations.html", "leaflet_page.js")
LEAFLET = ("leaflet.js", "leaflet.css")
Point = tuple[float, float]


def write_site(tables: Path, folder: Path) -> None:
    """Write the pages of both topics and what they fetch to a folder.

    Parameters
    ----------
    tables : pathlib.Path
        The tables.
    folder : pathlib.Path
        What a file server shall serve.
    """
    for name in PAGES:
        shutil.copy(ROOT / "benchmarks" / "apps" / name, folder)
    for name in LEAFLET:
        shutil.copy(ROOT / "static" / "leaflet" / name, folder)
    for name, features in (("collaborations", links(tables)), ("installations", installations(tables))):
        told = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.geojson").write_text(told, encoding="utf-8")


def links(tables: Path) -> list[dict[str, Any]]:
    """Give the collaborations as GeoJSON features, a line each, in EPSG:4326."""
    places = {row["place_id"]: row for row in read_rows(tables, "places")}
    named = country_of(tables)
    made = []
    for row in read_rows(tables, "collaborations"):
        ends = [places[row[side]] for side in ("jp_place_id", "partner_place_id")]
        name = " – ".join(end["name_en"] for end in ends)
        made.append(_feature("LineString", [_point(end) for end in ends], row, name, named(row)))
    return made


def installations(tables: Path) -> list[dict[str, Any]]:
    """Give the installations as GeoJSON features, a point each, in EPSG:4326."""
    labels = {row["iso3"]: (float(row["label_lon"]), float(row["label_lat"])) for row in read_rows(tables, "countries")}
    named = country_of(tables)
    return [
        _feature("Point", _point(row) if row["lat"] else labels[row["country_iso3"]], row, row["name_en"], named(row))
        for row in read_rows(tables, "installations")
    ]


def _point(row: Row) -> Point:
    return float(row["lon"]), float(row["lat"])


def _feature(kind: str, coordinates: Point | list[Point], row: Row, name: str, country: str) -> dict[str, Any]:
    year = int(row["fiscal_year"]) if row["fiscal_year"] else None
    told = {"name": name, "country": country, "year": year, "evidence": row["evidence"]}
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": told}
