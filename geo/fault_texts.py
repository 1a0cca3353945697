"""The rules of the tables in words: what each fault says and what its remedy is. English texts are the message ids."""

from __future__ import annotations

from typing import NamedTuple

from geo.language import message


class RuleText(NamedTuple):
    """Wording of one rule: what is broken and what to do, with ``{name}`` for each parameter."""

    broken: str
    remedy: str


HEADINGS = (
    message("File"),
    message("Line"),
    message("Column"),
    message("Value"),
    message("What is wrong"),
    message("What to do"),
    message("Rule"),
)
NEAR = message("Did you mean {near}? {remedy}")
NEAR_SEVERAL = message("Did you mean one of these: {near}? {remedy}")
CHOICES = message("{remedy} Valid codes: {choices}.")
NAMED = message("“{code}” = {name}")
CODE = message("“{code}”")
MORE = message("({count} more rows alike are not listed.)")
RULE_AND_CODE = message("{broken} {remedy} [{rule}]")

# Faults of a cell's text itself: whatever else a check says of such a cell only follows from them.
LEXICAL = frozenset(
    {"required", "characters", "spaces", "too-long", "not-whole-number", "not-number", "not-true-false", "one-code", "list-form"}
)
# Faults of a value that may be a good one, were it not there twice.
DOUBLED = frozenset({"duplicate", "pair-year-doubled", "figure-doubled"})
# Rules whose remedy is put together from other columns of the row: no use while one of these is at fault itself.
MADE_OF = {"id-content": ("jp_place_id", "partner_place_id", "fiscal_year")}

FILE_RULES = {
    "folder-missing": RuleText(
        message("There is no such folder."),
        message("Name a folder that holds the tables: {allowed}."),
    ),
    "file-missing": RuleText(
        message("The table is missing."),
        message("Put a CSV file of this name into the folder; without rows it still needs its header line."),
    ),
    "file-unreadable": RuleText(
        message("The file cannot be opened."),
        message("It must be an ordinary file that may be read: check its kind and its permissions."),
    ),
    "file-too-large": RuleText(
        message("The file is larger than {limit} MiB."),
        message("Check that it is the right file; tables of this size are not read."),
    ),
    "encoding": RuleText(
        message("The file is not UTF-8 from byte {byte} on."),
        message("Save it again as “CSV UTF-8”."),
    ),
    "csv-form": RuleText(
        message("From this row on the file cannot be read as CSV."),
        message("Close every quotation mark, double those inside a quoted cell, keep each cell below {limit} characters."),
    ),
    "header-missing": RuleText(
        message("The file has no header line."),
        message("Write the column names in the first line: {allowed}."),
    ),
    "column-missing": RuleText(
        message("The column is missing."),
        message("Add it to the header and to every row."),
    ),
    "column-unknown": RuleText(
        message("The header names a column that is not known."),
        message("Rename it or take it out. Known columns: {allowed}."),
    ),
    "column-doubled": RuleText(
        message("The header names this column more than once."),
        message("Keep one of them."),
    ),
    "row-blank": RuleText(
        message("The line is empty."),
        message("Take the line out."),
    ),
    "row-cells": RuleText(
        message("The row has {found} cells, the header has {expected}."),
        message("Check the commas and quotation marks of this row."),
    ),
    "version-changed": RuleText(
        message("This version of the tables was changed in the database after it had been published."),
        message("Publish its folder again, or show another version: python -m geo.store."),
    ),
    "rows-too-many": RuleText(
        message("The table has more than {limit} rows."),
        message("Check that it is the right file; tables of this size are not read."),
    ),
}

CELL_RULES = {
    "required": RuleText(
        message("The cell is empty, but this column needs a value."),
        message("Enter the value, or take the row out."),
    ),
    "characters": RuleText(
        message("The text holds a character that cannot be seen or shown: {found}."),
        message("Delete it; line breaks and tabs become spaces."),
    ),
    "spaces": RuleText(
        message("The text begins or ends with a space."),
        message("Delete the space."),
    ),
    "too-long": RuleText(
        message("The text has {length} characters, more than {limit}."),
        message("Shorten it."),
    ),
    "not-whole-number": RuleText(
        message("This is not a whole number."),
        message("Write digits 0-9 only, such as 2022; where it is not known, leave the cell empty if the column allows it."),
    ),
    "not-number": RuleText(
        message("This is not a number."),
        message(
            "Write digits 0-9 and a point, such as -33.4; where it is not known, leave the cell empty if the column allows it."
        ),
    ),
    "not-true-false": RuleText(
        message("This is neither true nor false."),
        message("Write true or false."),
    ),
    "number-range": RuleText(
        message("The number lies outside {least} to {most}."),
        message("Check the number."),
    ),
    "number-too-small": RuleText(
        message("The number is smaller than {least}."),
        message("Check the number."),
    ),
    "vocabulary": RuleText(
        message("This is not one of the codes of the column."),
        message("Write one of: {allowed}."),
    ),
    "duplicate": RuleText(
        message("The same value stands in line {first} already."),
        message("Give each row its own value, or take one of the rows out."),
    ),
    "identifier-form": RuleText(
        message("This is not in the form of an identifier."),
        message("Use a-z and 0-9, in parts joined by single hyphens."),
    ),
    "code-form": RuleText(
        message("This is not in the form of a code."),
        message("Use a-z and 0-9, in parts joined by single underscores."),
    ),
    "iso2-form": RuleText(
        message("This is not in the form of a country code."),
        message("Write the two capital letters of ISO 3166-1."),
    ),
    "iso3-form": RuleText(
        message("This is not in the form of a country code."),
        message("Write the three capital letters of ISO 3166-1."),
    ),
    "registry-form": RuleText(
        message("This is not in the form of a registry number."),
        message("Write two capital letters and three digits, such as VN012."),
    ),
    "language-form": RuleText(
        message("This is not in the form of a language code."),
        message("Write the two small letters of ISO 639-1, such as ja."),
    ),
    "date": RuleText(
        message("This is not a date."),
        message("Write YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known."),
    ),
    "date-or-fiscal-year": RuleText(
        message("This is neither a date nor a fiscal year."),
        message("Write YYYY, YYYY-MM or YYYY-MM-DD, or FY and the year, such as FY2022."),
    ),
    "web-address": RuleText(
        message("This is not a web address that can be linked to."),
        message("Write the whole address from http:// or https:// on, without spaces and without a user name."),
    ),
    "tie-form": RuleText(
        message("This does not say how the tie to the programme is known."),
        message("Write official: or inferred: and the source id behind it."),
    ),
    "one-code": RuleText(
        message("Only one code can stand here."),
        message("Keep one code. A second source has a column of its own where there is one."),
    ),
    "list-form": RuleText(
        message("This is not a list of codes."),
        message("Join the codes by semicolons, without spaces and without empty places."),
    ),
    "list-repeats": RuleText(
        message("The list names a code more than once."),
        message("Keep each code once."),
    ),
}

CROSS_RULES = {
    "unknown-reference": RuleText(
        message("{target} has no row of this code."),
        message("Correct the code, or add its row to {target} first."),
    ),
    "pair-year-doubled": RuleText(
        message("This pair stands in this fiscal year already, in line {first}."),
        message("Keep one row for a pair and fiscal year, with the sources of both."),
    ),
    "japanese-side": RuleText(
        message("The place lies in {country}, but a Japanese government is expected here."),
        message("Name a place whose country is JPN."),
    ),
    "partner-side": RuleText(
        message("The place lies in Japan, but a partner place is expected here."),
        message("Name a place whose country is not JPN."),
    ),
    "id-content": RuleText(
        message("The id does not say its own pair and fiscal year."),
        message("Write {expected}, or correct the pair or the year."),
    ),
    "title-origin": RuleText(
        message("The origin of the title does not fit the titles given."),
        message("Write none where both titles are empty; otherwise give both titles and say which was published."),
    ),
    "evidence-note": RuleText(
        message("The row is inferred (evidence C), but does not say how."),
        message("Write the note, in both languages."),
    ),
    "tie-without-places": RuleText(
        message("A tie to the programme is stated, but not both of its places are named."),
        message("Name the Japanese government and the partner place, or leave the tie empty."),
    ),
    "places-without-tie": RuleText(
        message("Places of the programme are named, but not how the tie to it is known."),
        message("Write official: or inferred: and the source id behind it, or leave the places empty."),
    ),
    "pair-unknown": RuleText(
        message("No collaboration joins {jp} and {partner}."),
        message("Correct the places, or add the collaboration first."),
    ),
    "partner-country": RuleText(
        message("The partner place lies in {country}, the row in {own}."),
        message("Correct the country or the place."),
    ),
    "point-half": RuleText(
        message("Only one of latitude and longitude is given."),
        message("Give both or neither."),
    ),
    "point-missing": RuleText(
        message("A row of precision “{precision}” needs a point."),
        message("Give latitude and longitude, or write country as its precision."),
    ),
    "point-unwanted": RuleText(
        message("A row known to the country only must not have a point."),
        message("Leave latitude and longitude empty, or say how precise the point is."),
    ),
    "point-source": RuleText(
        message("The point's source and the point do not go together."),
        message("Say where a point comes from; leave the source empty where there is no point."),
    ),
    "point-far": RuleText(
        message("The point lies {distance} km from {country}; at most {limit} km are allowed."),
        message("Check sign and order of latitude and longitude, and the country."),
    ),
    "proxy-note": RuleText(
        message("The point stands for a larger area (proxy), but no note says so."),
        message("Say in the note whose point it is."),
    ),
    "sector-technology": RuleText(
        message("The sector does not follow the technology type."),
        message("Write {expected}, or correct the technology type."),
    ),
    "years-reversed": RuleText(
        message("The last fiscal year lies before the first ({first})."),
        message("Correct one of the two years."),
    ),
    "domino-places": RuleText(
        message("The spread names the same place twice."),
        message("Name the place it came from, the place it went to and, if any, the one between."),
    ),
    "figure-doubled": RuleText(
        message("The same source gives this figure in line {first} already."),
        message("Keep one of the two rows."),
    ),
    "signed-not-partner": RuleText(
        message("A signing date is given, but the country is not marked as a JCM partner."),
        message("Write true in jcm_partner, or leave the date empty."),
    ),
}

RULES: dict[str, RuleText] = {**FILE_RULES, **CELL_RULES, **CROSS_RULES}
