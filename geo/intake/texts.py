"""What is said of files that were repaired or refused, in words. English texts are the message ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from geo.language import counted, message


class RefusalText(NamedTuple):
    """Wording of a refusal: what is wrong and what to do, with ``{name}`` for each parameter."""

    broken: str
    remedy: str


MORE_CELLS = counted("and {n} more", "and {n} more")

REPAIRS: Mapping[str, str] = {
    "encoding": message("Not UTF-8: read as {encoding}."),
    "byte-order-mark": message("The byte order mark at the beginning was left out."),
    "separator": message("Cells are separated by “{separator}”, not by commas: read so."),
    "above-header": message("Rows above the headings were left out."),
    "merged-header": message("Headings over several rows were joined, such as “{example}”."),
    "second-header": message("A further row of headings was left out."),
    "merged-cells": message("Joined cells were given the value of their first cell."),
    "empty-rows": message("Empty rows were left out."),
    "left-out": message("Files of the archive that are no tables were left out: {names}."),
    "trimmed": message("Spaces at the ends and line breaks within were taken out."),
    "released": message("Apostrophes that keep spreadsheets from running formulas were taken off."),
    "width": message("Full-width letters and digits were read as ordinary ones."),
    "grouping": message("Thousands separators were taken out."),
    "point-zero": message("Whole numbers written with a decimal point were read as whole numbers."),
    "era": message("Years and dates of Japanese eras were read as years of the common era."),
    "year-form": message("Fiscal years were read as their four digits."),
    "date-form": message("Dates were read as YYYY-MM-DD."),
    "flag": message("Answers were read as true or false."),
    "degrees": message("Degrees, minutes and seconds were read as decimal degrees."),
    "swapped": message("Latitude and longitude stood in each other's place and were swapped."),
    "point": message("The point drawn on the map was taken, not the coordinates written beside it."),
    "shape": message("Lines and areas were left out; only points are kept."),
    "list": message("Lists of codes were joined by semicolons."),
    "letters": message("Codes in other letters, such as capitals, were read as the codes they are."),
    "name": message("Names were read as the codes they stand for."),
}

ARCHIVE_REMEDY = message("Take it out of the archive and upload it by itself.")
SPLIT_REMEDY = message("Check that it is the right file, or bring it in parts.")
SAVE_AGAIN = message("Open it in its program, save it again and upload the new file.")

REFUSALS: Mapping[str, RefusalText] = {
    "empty": RefusalText(
        message("The file is empty."),
        message("Check that it is the right file."),
    ),
    "no-rows": RefusalText(
        message("The file holds no table."),
        message("It needs a row of headings, and rows below it."),
    ),
    "unknown-format": RefusalText(
        message("This is not a file of a kind that is read here."),
        message("Upload CSV, XLSX, GeoJSON, GeoPackage, or a zip archive of such tables."),
    ),
    "old-excel": RefusalText(
        message("This is an old Excel workbook (.xls)."),
        message("Save it as an Excel workbook (.xlsx) and upload that."),
    ),
    "other-workbook": RefusalText(
        message("This is a workbook of another kind ({kind})."),
        message("Save it as an Excel workbook (.xlsx) and upload that."),
    ),
    "encrypted": RefusalText(
        message("The file is protected by a password."),
        message("Save it without a password and upload that."),
    ),
    "macros": RefusalText(
        message("The workbook holds macros ({part})."),
        message("Save it as an Excel workbook without macros (.xlsx). Macros are never run here."),
    ),
    "formulas": RefusalText(
        message("Cells hold formulas ({count}), such as {cells}. Formulas are never calculated here."),
        message("Copy these cells and paste them as values, then save and upload again."),
    ),
    "error-cells": RefusalText(
        message("Cells hold an error such as {value} ({count}): {cells}."),
        message("Correct or empty these cells, then save and upload again."),
    ),
    "damaged": RefusalText(
        message("The file is cut off or damaged and cannot be read as {kind}."),
        SAVE_AGAIN,
    ),
    "declared-entities": RefusalText(
        message("The workbook declares a document type ({part}), which no spreadsheet program writes."),
        SAVE_AGAIN,
    ),
    "file-too-large": RefusalText(
        message("The file is larger than {limit} MiB."),
        SPLIT_REMEDY,
    ),
    "total-too-large": RefusalText(
        message("All files together are larger than {limit} MiB."),
        message("Bring fewer files at a time."),
    ),
    "too-many-files": RefusalText(
        message("There are more than {limit} files."),
        message("Bring fewer files at a time, or a zip archive of the tables."),
    ),
    "unpacked-too-large": RefusalText(
        message("Unpacked, the file is larger than {limit} MiB."),
        SPLIT_REMEDY,
    ),
    "ratio": RefusalText(
        message("“{part}” is packed more than {limit} times smaller than it is: this is not how tables look."),
        SAVE_AGAIN,
    ),
    "too-many-entries": RefusalText(
        message("The archive has more than {limit} files."),
        message("Put the tables only into the archive."),
    ),
    "nested": RefusalText(
        message("The archive holds another archive, “{part}”."),
        ARCHIVE_REMEDY,
    ),
    "member-name": RefusalText(
        message("The archive holds a file whose name leads out of the archive: “{part}”."),
        message("Pack the archive again, with plain names of files."),
    ),
    "member-twice": RefusalText(
        message("The archive holds “{part}” more than once."),
        message("Keep one of them."),
    ),
    "compression": RefusalText(
        message("“{part}” is packed in a way that is not read here."),
        message("Pack the archive as an ordinary zip file."),
    ),
    "too-many-sheets": RefusalText(
        message("The file has more than {limit} sheets or layers."),
        message("Keep the sheets with tables only."),
    ),
    "too-many-rows": RefusalText(
        message("A table in it has more than {limit} rows."),
        SPLIT_REMEDY,
    ),
    "too-many-columns": RefusalText(
        message("A table in it has more than {limit} columns."),
        message("Keep the columns of the table only."),
    ),
    "too-many-cells": RefusalText(
        message("The file has more than {limit} cells."),
        SPLIT_REMEDY,
    ),
    "cell-too-long": RefusalText(
        message("A cell has more than {limit} characters: {place}."),
        message("Shorten it."),
    ),
    "encoding": RefusalText(
        message("The text is neither UTF-8 nor UTF-16 nor CP932 (Shift_JIS)."),
        message("Save it again as “CSV UTF-8”."),
    ),
    "csv-form": RefusalText(
        message("From line {line} on the file cannot be read as CSV."),
        message("Close every quotation mark and double those inside a quoted cell."),
    ),
    "row-cells": RefusalText(
        message("The row in line {line} has {found} cells, the headings have {expected}."),
        message("Check the separators and quotation marks of this row."),
    ),
    "json-form": RefusalText(
        message("The file cannot be read as JSON."),
        SAVE_AGAIN,
    ),
    "not-features": RefusalText(
        message("This is JSON, but not a GeoJSON FeatureCollection."),
        message("Save the layer as GeoJSON (a FeatureCollection) and upload that."),
    ),
    "other-crs": RefusalText(
        message("The coordinates are in another reference system: {found}."),
        message("Save the layer in WGS 84 (EPSG:4326), longitude and latitude in degrees."),
    ),
    "no-layer": RefusalText(
        message("The GeoPackage holds no layer or table that can be read."),
        message("Save the layer as a new GeoPackage and upload that."),
    ),
    "took-too-long": RefusalText(
        message("Reading the file took longer than it may."),
        SAVE_AGAIN,
    ),
}
