"""Files nobody should be able to harm the app with, or that people simply get wrong; made here, each with its expected answer."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import openpyxl
import xlsxwriter
from shapely.geometry import Point
from shipped import DATA

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PLACES = (DATA / "places.csv").read_bytes()


class Bad(NamedTuple):
    """A file that is refused: its name, what makes its bytes, and the code of the refusal."""

    name: str
    make: Callable[[], bytes]
    code: str


def rows(table: str) -> list[list[str]]:
    """The shipped rows of a table, headings first."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def as_csv(table: list[list[str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode(encoding)


def as_xlsx(table: list[list[Any]], sheet: str = "places", merged: tuple[tuple[int, int, int, int, str], ...] = ()) -> bytes:
    """A workbook of texts and numbers; joined cells by first row, first column, last row, last column (from 0) and text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(sheet)
        for *where, text in merged:
            page.merge_range(*where, text)
        for y, row in enumerate(table):
            for x, value in enumerate(row):
                if value not in {"", None}:
                    page.write(y, x, value)
    return file.getvalue()


def as_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed_xlsx(part: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    """A sound workbook with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx(rows("places")))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = content if isinstance(content, bytes) else content(members[part])
    return as_zip(members)


def with_formula(formula: str = "=1+1") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    for row in rows("places")[:3]:
        page.append(row)
    page["F3"] = formula
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_sheet_xml(body: str) -> bytes:
    """A workbook whose first sheet is this XML."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return changed_xlsx("xl/worksheets/sheet1.xml", f"{head}{body}</sheetData></worksheet>".encode())


def gpkg(folder: Path, crs: str = "EPSG:4326", table: str = "places") -> bytes:
    """A GeoPackage as GDAL writes it."""
    header, *body = rows(table)
    x, y = header.index("lon"), header.index("lat")
    columns = {name: [row[i] for row in body] for i, name in enumerate(header)}
    frame = gpd.GeoDataFrame(columns, geometry=[Point(float(row[x]), float(row[y])) for row in body], crs="EPSG:4326")
    path = folder / f"{table}.gpkg"
    frame.to_crs(crs).to_file(path, driver="GPKG", layer=table)
    return path.read_bytes()


def database(*statements: str) -> bytes:
    """A SQLite file."""
    with sqlite3.connect(":memory:") as base:
        for statement in statements:
            base.execute(statement)
        return base.serialize()


def hostile_view() -> bytes:
    """A layer that is a view which never ends."""
    return database(
        "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)",
        "INSERT INTO gpkg_contents VALUES ('places', 'features')",
        "CREATE VIEW places AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    )


def features(crs: object = None, geometry: object = None, **properties: object) -> bytes:
    document: dict[str, object] = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": geometry, "properties": properties}],
    }
    return json.dumps(document | ({"crs": crs} if crs else {})).encode()


def encrypted_zip() -> bytes:
    """An archive that says of its member that it is encrypted, in both of its headers."""
    made = bytearray(as_zip({"places.csv": PLACES}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def doubled_member() -> bytes:
    made = as_zip({"places.csv": PLACES, "placez.csv": PLACES})
    return made.replace(b"placez.csv", b"places.csv")


def billion_laughs(content: bytes) -> bytes:
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    declared = f'<!DOCTYPE sst [<!ENTITY a0 "ha">{levels}]>'.encode()
    head, _, rest = content.partition(b"?>")
    return head + b"?>" + declared + rest.replace(b"</t>", b"&a12;</t>", 1)


def outside_entity(content: bytes) -> bytes:
    head, _, rest = content.partition(b"?>")
    return head + b'?><!DOCTYPE sst SYSTEM "http://127.0.0.1:9/x.dtd">' + rest


LONG_ROW = "".join(f'<c r="{letters}1" t="str"><v>x</v></c>' for letters in (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ALM"))
WEB_MERCATOR = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}

REFUSED: tuple[Bad, ...] = (
    Bad("nothing.csv", lambda: b"", "empty"),
    Bad("spaces.csv", lambda: b" \r\n\t\n", "empty"),
    Bad("only-separators.csv", lambda: b",,\n,,\n", "no-rows"),
    Bad("report.pdf", lambda: b"%PDF-1.7\n1 0 obj", "unknown-format"),
    Bad("picture.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "unknown-format"),
    Bad("page.csv", lambda: b"<!doctype html><script>alert(1)</script>", "unknown-format"),
    Bad("noise.csv", lambda: bytes(range(1, 128)) * 4 + b"\x00\x81", "unknown-format"),
    Bad("no-ending", lambda: PLACES, "unknown-format"),
    Bad("names.csv", lambda: "name\nä".encode() + b"\xff\xfd\xa0", "encoding"),
    Bad("old.xls", lambda: COMPOUND + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600), "old-excel"),
    Bad("secret.xlsx", lambda: COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "encrypted"),
    Bad("cut.xlsx", lambda: as_xlsx(rows("places"))[:3000], "damaged"),
    Bad("text.xlsx", lambda: PLACES, "damaged"),
    Bad("cut.zip", lambda: as_zip({"places.csv": PLACES})[:-30], "damaged"),
    Bad("no-xml.xlsx", lambda: changed_xlsx("xl/workbook.xml", b"<workbook"), "damaged"),
    Bad("no-sheet.xlsx", lambda: changed_xlsx("xl/_rels/workbook.xml.rels", b"<Relationships/>"), "damaged"),
    Bad("rows-go-back.xlsx", lambda: with_sheet_xml('<row r="5"/><row r="2"/>'), "damaged"),
    Bad("row-of-no-sheet.xlsx", lambda: with_sheet_xml('<row r="99999999999"><c><v>1</v></c></row>'), "damaged"),
    Bad("macros.xlsm", lambda: changed_xlsx("xl/vbaProject.bin", b"\x01"), "macros"),
    Bad("macros.xlsx", lambda: changed_xlsx("xl/vbaProject.bin", b"\x01"), "macros"),
    Bad("old-macros.xlsx", lambda: changed_xlsx("xl/macrosheets/sheet1.xml", b"<x/>"), "macros"),
    Bad(
        "said-macros.xlsx",
        lambda: changed_xlsx("[Content_Types].xml", lambda own: own.replace(b"sheet.main", b"sheet.macroEnabled.main")),
        "macros",
    ),
    Bad("binary.xlsb", lambda: changed_xlsx("xl/workbook.bin", b"\x01"), "other-workbook"),
    Bad(
        "calc.ods",
        lambda: as_zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "other-workbook",
    ),
    Bad("sum.xlsx", with_formula, "formulas"),
    Bad("link.xlsx", lambda: with_formula('=HYPERLINK("http://127.0.0.1:9/","x")'), "formulas"),
    Bad("dde.xlsx", lambda: with_formula("=cmd|' /C calc'!A0"), "formulas"),
    Bad("errors.xlsx", lambda: with_sheet_xml('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'), "error-cells"),
    Bad("laughs.xlsx", lambda: changed_xlsx("xl/sharedStrings.xml", billion_laughs), "declared-entities"),
    Bad("outside.xlsx", lambda: changed_xlsx("xl/workbook.xml", outside_entity), "declared-entities"),
    Bad("nested-xml.xlsx", lambda: with_sheet_xml("<row>" + "<c>" * 5000 + "</c>" * 5000 + "</row>"), "damaged"),
    Bad(
        "styles.xlsx",
        lambda: changed_xlsx("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 90_000 + b"</styleSheet>"),
        "too-many-cells",
    ),
    Bad("bomb.xlsx", lambda: changed_xlsx("xl/media/image1.png", bytes(20 << 20)), "ratio"),
    Bad("bomb.zip", lambda: as_zip({"places.csv": bytes(20 << 20)}), "ratio"),
    Bad("large.zip", lambda: as_zip({f"{n}.csv": b"0123456789abcdef" * (1 << 16) for n in range(70)}), "unpacked-too-large"),
    Bad("many.zip", lambda: as_zip({f"{n}.csv": b"a,b\n1,2\n" for n in range(600)}), "too-many-entries"),
    Bad("many-tables.zip", lambda: as_zip({f"{n}.csv": b"a,b\n1,2\n" for n in range(50)}), "too-many-sheets"),
    Bad("inner.zip", lambda: as_zip({"inner.zip": as_zip({"places.csv": PLACES})}), "nested"),
    Bad("inner-book.zip", lambda: as_zip({"places.xlsx": as_xlsx(rows("places"))}), "nested"),
    Bad("hidden-inner.zip", lambda: as_zip({"places.csv": as_zip({"places.csv": PLACES})}), "nested"),
    Bad("up.zip", lambda: as_zip({"../places.csv": PLACES}), "member-name"),
    Bad("root.zip", lambda: as_zip({"/etc/places.csv": PLACES}), "member-name"),
    Bad("drive.zip", lambda: as_zip({"C:places.csv": PLACES}), "member-name"),
    Bad("backslash.zip", lambda: as_zip({"data\\..\\..\\places.csv": PLACES}), "member-name"),
    Bad("twice.zip", doubled_member, "member-twice"),
    Bad("secret.zip", encrypted_zip, "encrypted"),
    Bad("lzma.zip", lambda: as_zip({"places.csv": PLACES}, zipfile.ZIP_LZMA), "compression"),
    Bad("no-table.zip", lambda: as_zip({"README.md": b"# none"}), "no-rows"),
    Bad("million.csv", lambda: b"a,b\n" + b"1,2\n" * 1_000_000, "too-many-rows"),
    Bad("million.xlsx", lambda: with_sheet_xml('<row r="1000000"><c r="A1000000"><v>1</v></c></row>'), "too-many-rows"),
    Bad("wide.csv", lambda: b"a," * 5000 + b"\n", "too-many-columns"),
    Bad("wide.xlsx", lambda: with_sheet_xml(f'<row r="1">{LONG_ROW}</row>'), "too-many-columns"),
    Bad("large.csv", lambda: b"x" * ((10 << 20) + 1), "file-too-large"),
    Bad("long-cell.csv", lambda: b"name\n" + b"x" * 40_000, "cell-too-long"),
    Bad("open-quote.csv", lambda: b'name,b\n"x,1\n', "csv-form"),
    Bad("ragged.csv", lambda: PLACES + b"osaka,Osaka City\n", "row-cells"),
    Bad("mercator.geojson", lambda: features(WEB_MERCATOR, name_en="x"), "other-crs"),
    Bad("metres.geojson", lambda: features(geometry={"type": "Point", "coordinates": [708643, 5000000]}, name_en="x"), "other-crs"),
    Bad("odd-crs.geojson", lambda: features("EPSG:6668", name_en="x"), "other-crs"),
    Bad("deep.geojson", lambda: b'{"type":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "json-form"),
    Bad("brackets.geojson", lambda: b"[" + b"[]," * 700_000 + b"[]]", "too-many-cells"),
    Bad("digits.geojson", lambda: b'{"type": ' + b"1" * 100_000 + b"}", "json-form"),
    Bad("cut.geojson", lambda: features(name_en="x")[:-5], "json-form"),
    Bad("geometry.geojson", lambda: b'{"type": "Point", "coordinates": [1, 2]}', "not-features"),
    Bad("no-features.geojson", lambda: b'{"type": "FeatureCollection", "features": [7]}', "not-features"),
    Bad("text.gpkg", lambda: PLACES, "damaged"),
    Bad("cut.gpkg", lambda: database("CREATE TABLE x (y)", "INSERT INTO x VALUES (zeroblob(90000))")[:9000], "damaged"),
    Bad("other.gpkg", lambda: database("CREATE TABLE x (y)"), "damaged"),
    Bad("view.gpkg", hostile_view, "no-layer"),
)
