"""The rows of the registry's file as columns of ``installations.csv``, and the rows that are not understood."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from geo.faults import visible
from geo.intake import delimited
from geo.intake.coordinates import DECIMALS
from geo.intake.folding import folded
from geo.intake.model import Grid
from geo.language import message
from geo.programme import Programme
from geo.registry import location
from geo.registry.columns import LOCATION, Wordings, wordings
from geo.rules import FARTHEST_KM
from geo.schema.fields import FIRST_YEAR, FORMS, LAST_YEAR, UNSEEN, hidden_in

HEADING_ROWS = 20
# Without them, a row is no heading, and a file not the registry's.
WANTED = (LOCATION, "name_en")
MOST_SHOWN = 12
POINT_SOURCE = "JCM registry, coordinates of the project"
NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,6})?")
FISCAL_YEAR = re.compile(r"(?:FY\s*)?([0-9]{4})(?:年度)?", re.IGNORECASE)

NO_HEADINGS = message(
    "{file} has no row with the headings of a place and of a project title. It begins with: {found}. Looked for: {known}. Other "
    "wordings can be added in geo/registry/columns.toml."
)
NO_NAME = message("no project title")
NO_COUNTRY = message("the country “{value}” is none of countries.csv")
BAD_REGISTRY = message("the registry number “{value}” is not two letters and three digits")
NOT_A_NUMBER = message("{column}: “{value}” is no number that is understood")
NOT_A_YEAR = message("{column}: “{value}” is no fiscal year from {first} to {last}")
NO_STATUS = message("{column}: “{value}” is none of the words for a status")
NOT_A_CODE = message("{column}: “{value}” is none of the codes")
HIDDEN = message("characters that nobody sees were left out: {value}")
NO_POINT = message("the coordinates “{value}” are not understood")
FAR_POINT = message("the point {value} lies {distance} km from {country}; it is left out")
SWAPPED = message("latitude and longitude stood in each other's place and were swapped: {value}")
PROVINCE_POINT = message("the point is that of “{value}”, as {table} has it")
NO_PROVINCE_POINT = message("the province “{value}” is named; give the row its point to show it there")
Remark = tuple[str, Mapping[str, object]]


class NotARegistryFileError(ValueError):
    """The file has no headings that are known; `parameters` fill in `NO_HEADINGS`."""

    def __init__(self, **parameters: object) -> None:
        self.parameters = parameters
        super().__init__(NO_HEADINGS.format(**parameters))


@dataclass(frozen=True)
class Entry:
    """A row of the file.

    Parameters
    ----------
    line : int
        Line of the file it begins in.
    name : str
        What it is called there.
    values : mapping of str to str
        Cells of ``installations.csv`` that the file fills in, as text, in the form the tables have.
    remarks : tuple of (str, mapping)
        Messages with their parameters: what was not understood or read otherwise than it stands.
    """

    line: int
    name: str
    values: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class NotUnderstood:
    """A row of the file that cannot become a row of the table: its line, what it says, and why."""

    line: int
    text: str
    reason: Remark


def read(programme: Programme, file: str, content: bytes, source: str | None) -> tuple[list[Entry], list[NotUnderstood]]:
    """Read the registry's file.

    Parameters
    ----------
    programme : Programme
        The present tables: countries, codes, and places whose points are known.
    file : str
        Its name.
    content : bytes
        A CSV file in UTF-8, UTF-16 or CP932.
    source : str or None
        Id of the source the rows shall name; None where it is still to be found.

    Returns
    -------
    list of Entry
        Rows that are understood.
    list of NotUnderstood
        All others.

    Raises
    ------
    geo.intake.model.Refused
        If the file is no CSV that can be read.
    NotARegistryFileError
        If no heading is known.
    """
    grid, _ = delimited.read(file, content)
    known = wordings()
    top, columns = _headings(grid, known)
    reader = _Reader(programme, known, source)
    entries: list[Entry] = []
    others: list[NotUnderstood] = []
    for line, row in zip(grid.positions[top + 1 :], grid.rows[top + 1 :], strict=True):
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: known.stated(row[place]) for name, place in columns.items()}
        found = reader.entry(line, cells)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            others.append(NotUnderstood(line, " | ".join(" / ".join(cell.split("\n")) for cell in row if cell.strip()), found))
    return entries, others


def _headings(grid: Grid, known: Wordings) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(grid.rows[:HEADING_ROWS]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            if name := known.columns.get(folded(cell)):
                columns.setdefault(name, place)
        if all(name in columns for name in WANTED):
            return number, columns
    raise NotARegistryFileError(file=grid.file, found=_first_row(grid), known=", ".join(known.headings(*WANTED)))


def _first_row(grid: Grid) -> str:
    """Tell what the first row of a file says, as it stands there."""
    filled = (list(filter(None, map(str.strip, row))) for row in grid.rows)
    first = next(filter(None, filled), [])
    return ", ".join([*map(visible, first[:MOST_SHOWN]), *("…" for _ in first[MOST_SHOWN:][:1])]) or "–"


# What parts words and lines in a cell, and is read as such.
SPACES = dict.fromkeys(map(ord, "\n\r\t"))


class _Reader:
    """Makes entries of rows, with what the present tables know."""

    def __init__(self, programme: Programme, known: Wordings, source: str | None) -> None:
        self.known, self.source = known, source
        self.countries = dict(known.countries)
        for column in ("iso3", "name_en", "name_ja"):
            pairs = zip(programme.countries[column], programme.countries["iso3"], strict=True)
            self.countries |= {folded(name): code for name, code in pairs}
        self.codes = {
            "technology_type": {folded(code): code for code in programme.technology_types["code"]},
            "scheme": {folded(code): code for code in programme.schemes["code"]},
        }
        self.sectors = dict(zip(programme.technology_types["code"], programme.technology_types["sector_code"], strict=True))
        for column, table in (("technology_type", programme.technology_types), ("scheme", programme.schemes)):
            for name in ("name_en", "name_ja"):
                self.codes[column] |= {folded(each): code for each, code in zip(table[name], table["code"], strict=True)}
        self.provinces = _points(programme)

    def entry(self, line: int, cells: Mapping[str, str]) -> Entry | Remark:
        """Make an entry of a row, or say why it cannot be one."""
        found = hidden_in("".join(cells.values()).translate(SPACES))
        cells = {column: UNSEEN.sub(lambda each: each[0] if ord(each[0]) in SPACES else "", cell) for column, cell in cells.items()}
        name = " ".join(cells.get("name_en", "").split())
        where = location.read(cells.get(LOCATION, ""), self.known)
        country = self.countries.get(folded(where.country or cells.get("country", "")))
        number = cells.get("registry_number", "").replace(" ", "").upper()
        if not name:
            return NO_NAME, {}
        if country is None:
            return NO_COUNTRY, {"value": where.country or cells.get("country", "")}
        if number and not FORMS["registry-form"].fullmatch(number):
            return BAD_REGISTRY, {"value": number}
        values = {"registry_number": number, "name_en": name, "name_en_origin": "published", "country_iso3": country}
        remarks: list[Remark] = [(HIDDEN, {"value": ", ".join(found)})] if found else []
        for column in ("name_ja", "technology_en", "technology_ja", "japanese_participant_en", "japanese_participant_ja",
                       "partner_participant"):  # fmt: skip
            lines = [" ".join(part.split()) for part in cells.get(column, "").split("\n")]
            values[column] = " / ".join(part for part in lines if part)
        if values["name_ja"]:
            values["name_ja_origin"] = "published"
        self._fill(cells, values, remarks)
        self._place(where, country, values, remarks)
        return Entry(line, name, {column: value for column, value in values.items() if value}, tuple(remarks))

    def _fill(self, cells: Mapping[str, str], values: dict[str, str], remarks: list[Remark]) -> None:
        """Fill in what has a form of its own; what has another form is told, and left out."""
        forms: dict[str, tuple[Callable[[str], str | None], str]] = {
            "capacity_kw": (_amount, NOT_A_NUMBER),
            "ghg_reduction_tco2_per_year": (_whole, NOT_A_NUMBER),
            "fiscal_year": (_year, NOT_A_YEAR),
            "status": (lambda text: self.known.statuses.get(folded(text)), NO_STATUS),
            **{column: (partial(_code, codes), NOT_A_CODE) for column, codes in self.codes.items()},
        }
        for column, (read_as, refusal) in forms.items():
            if text := cells.get(column, ""):
                if value := read_as(text):
                    values[column] = value
                else:
                    remarks.append((refusal, {"column": column, "value": text, "first": FIRST_YEAR, "last": LAST_YEAR}))
        if "technology_type" in values:
            values["sector"] = self.sectors[values["technology_type"]]
        if on := cells.get("registered_on", ""):
            values.setdefault("status", "registered")
            values["notes"] = f"Registered {on} (as printed in the registry's file)"

    def _place(self, where: location.Location, country: str, values: dict[str, str], remarks: list[Remark]) -> None:
        values["location_text"] = where.text
        values["location_precision"] = "country"
        at = where.point
        if where.coordinates and at is None:
            remarks.append((NO_POINT, {"value": where.coordinates}))
        if at and location.swapped(country, at):
            at = (at[1], at[0])
            remarks.append((SWAPPED, {"value": _written(at)}))
        if at:
            away = location.kilometres_off(country, at) if abs(at[0]) <= location.NORTH else float("inf")
            if away > FARTHEST_KM:
                remarks.append((FAR_POINT, {"value": _written(at), "distance": _distance(away), "country": country}))
                at = None
        if at:
            _set_point(values, "site", at, f"{POINT_SOURCE} ({self.source})" if self.source else POINT_SOURCE)
        elif where.province:
            known = self.provinces.get((country, folded(where.province)))
            if known:
                lat, lon, source, table = known
                _set_point(values, "province", (lat, lon), source)
                remarks.append((PROVINCE_POINT, {"value": where.province, "table": table}))
            else:
                remarks.append((NO_PROVINCE_POINT, {"value": where.province}))


def _distance(kilometres: float) -> str:
    return "–" if math.isinf(kilometres) else str(round(kilometres))


def _amount(text: str) -> str | None:
    found = NUMBER.fullmatch(text)
    amount = float(found[0].replace(",", "")) if found else 0.0
    if amount < 1:
        return None
    return str(int(amount)) if amount.is_integer() else str(amount)


def _whole(text: str) -> str | None:
    amount = _amount(text)
    return amount if amount and amount.isdigit() else None


def _year(text: str) -> str | None:
    found = FISCAL_YEAR.fullmatch(text)
    return found[1] if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None


def _code(codes: Mapping[str, str], text: str) -> str | None:
    return codes.get(folded(text))


def _set_point(values: dict[str, str], precision: str, at: tuple[float, float], source: str) -> None:
    lat, lon = (str(round(degrees, DECIMALS)) for degrees in at)
    values.update(location_precision=precision, lat=lat, lon=lon, location_source=source)


def _written(at: tuple[float, float]) -> str:
    return f"{round(at[0], DECIMALS)}, {round(at[1], DECIMALS)}"


def _points(programme: Programme) -> dict[tuple[str, str], tuple[float, float, str, str]]:
    """Gather the points of provinces the tables know by name: each with where it comes from, and the table."""
    known: dict[tuple[str, str], tuple[float, float, str, str]] = {}
    placed = programme.installations[programme.installations["location_precision"] == "province"]
    for text, country, lat, lon, source in zip(
        *(placed[column] for column in ("location_text", "country_iso3", "lat", "lon", "location_source")), strict=True
    ):
        known[country, folded(text)] = (float(lat), float(lon), source, "installations.csv")
    places = programme.places
    for names in ("name_ja", "name_en"):
        for name, country, lat, lon, source in zip(
            *(places[column] for column in (names, "country_iso3", "lat", "lon", "location_source")), strict=True
        ):
            known[country, folded(name)] = (float(lat), float(lon), source, "places.csv")
    return known
