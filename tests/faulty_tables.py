"""Copies of the shipped tables with one thing wrong each, and what must be said of it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from shipped import DATA

from geo.faults import Fault, FaultyTables
from geo.programme import load_programme
from geo.tables import TABLES, file_name

# File, line, column, rule: what a fault is known by, whatever its wording.
Place = tuple[str, int | None, str, str]


def place_of(fault: Fault) -> Place:
    return fault.file, fault.row, fault.column, fault.rule


def faults_in(folder: Path) -> tuple[Fault, ...]:
    """Load a folder; give its faults, none where it loads."""
    try:
        load_programme(folder)
    except FaultyTables as faulty:
        return faulty.faults
    return ()


@dataclass
class TableFolder:
    """A copy of the shipped tables that can be spoiled. Rows are known by their line; the header is line 1."""

    path: Path
    rows: dict[str, list[list[str]]] = field(default_factory=dict)

    @classmethod
    def copy(cls, path: Path) -> TableFolder:
        for table in TABLES:
            shutil.copyfile(DATA / file_name(table), path / file_name(table))
        return cls(path)

    def file(self, table: str) -> Path:
        return self.path / file_name(table)

    def text(self, table: str) -> str:
        return self.file(table).read_text(encoding="utf-8")

    def write(self, table: str, content: str) -> None:
        self.file(table).write_text(content, encoding="utf-8", newline="")

    def read(self, table: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.text(table), newline="")))

    def save(self, table: str, rows: list[list[str]]) -> None:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(rows)
        self.write(table, out.getvalue())

    def line(self, table: str, key: str) -> int:
        """Line of the row whose first cell is `key`."""
        return next(i for i, row in enumerate(self.read(table), start=1) if row[0] == key)

    def set(self, table: str, key: str | int, column: str, value: str) -> int:
        """Change one cell of the row with this key, or in this line; give the line."""
        rows = self.read(table)
        line = key if isinstance(key, int) else self.line(table, key)
        rows[line - 1][rows[0].index(column)] = value
        self.save(table, rows)
        return line

    def repeat(self, table: str, line: int) -> int:
        """Append a copy of a row; give its line."""
        rows = self.read(table)
        rows.append(rows[line - 1])
        self.save(table, rows)
        return len(rows)


@dataclass(frozen=True)
class Spoiled:
    """One cell to change and the faults this makes: (column, rule) in the same row."""

    table: str
    key: str | int
    column: str
    value: str
    faults: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        shown = self.value if len(self.value) < 30 else f"{self.value[:30]}..."
        return f"{self.table}-{self.key}-{self.column}-{shown.encode('unicode_escape').decode()}"


def one(table: str, key: str | int, column: str, value: str, rule: str) -> Spoiled:
    """Spoil one cell so that it breaks one rule, reported in the same column."""
    return Spoiled(table, key, column, value, ((column, rule),))


SPOILED_CELLS: tuple[Spoiled, ...] = (
    # Text as such.
    one("places", "osaka", "name_en", "", "required"),
    one("places", "osaka", "lat", "", "required"),
    one("countries", "JPN", "jcm_partner", "", "required"),
    one("cases", "osaka-hcmc-jcm", "fiscal_year_from", "", "required"),
    one("cases", "osaka-hcmc-jcm", "kind", "", "required"),
    one("collaborations", 2, "summary_en", "a\u202etxt.exe", "characters"),
    one("collaborations", 2, "summary_en", "two\nlines", "characters"),
    one("collaborations", 2, "summary_en", "tab\there", "characters"),
    one("collaborations", 2, "summary_ja", "\ufffd", "characters"),
    one("installations", "vn012", "notes", "nul\x00byte", "characters"),
    one("places", "osaka", "name_ja", "大阪市\x1b[31m", "characters"),
    one("cases", "osaka-hcmc-jcm", "what_en", " indented", "spaces"),
    one("cases", "osaka-hcmc-jcm", "what_ja", "全角の空白\u3000", "spaces"),
    one("programme_facts", "programme-what", "fact_en", "x" * 4001, "too-long"),
    one("programme_facts", "programme-what", "fact_id", "x" * 81, "too-long"),
    # Numbers, and true or false.
    one("cases", "osaka-hcmc-jcm", "fiscal_year_to", "2022.0", "not-whole-number"),
    one("cases", "osaka-hcmc-jcm", "fiscal_year_to", "２０２２", "not-whole-number"),
    one("cases", "osaka-hcmc-jcm", "fiscal_year_to", "2_022", "not-whole-number"),
    one("cases", "osaka-hcmc-jcm", "fiscal_year_to", "9" * 400, "not-whole-number"),
    one("places", "osaka", "lat", "north", "not-number"),
    one("places", "osaka", "lat", "nan", "not-number"),
    one("places", "osaka", "lon", "1.355e2", "not-number"),
    one("installations", "vn012", "capacity_kw", "1,000", "not-number"),
    one("countries", "JPN", "jcm_partner", "no", "not-true-false"),
    one("published_totals", 2, "derived", "TRUE", "not-true-false"),
    one("places", "osaka", "lat", "91", "number-range"),
    one("places", "osaka", "lon", "-180.5", "number-range"),
    one("dominoes", "toyama-semarang", "year", "2012", "number-range"),
    one("installations", "vn012", "capacity_kw", "0", "number-range"),
    one("installations", "vn012", "ghg_reduction_tco2_per_year", "-5", "number-range"),
    one("themes", "waste", "sort_order", "0", "number-too-small"),
    one("published_totals", 2, "value", "-1", "number-too-small"),
    # Codes and forms.
    one("places", "osaka", "kind", "citty", "vocabulary"),
    one("collaborations", 2, "evidence", "D", "vocabulary"),
    one("installations", "vn012", "evidence", "C", "vocabulary"),
    one("installations", "vn012", "name_en_origin", "Published", "vocabulary"),
    one("sources", "moe-topic-43", "kind", "blog", "vocabulary"),
    one("programme_facts", "programme-what", "fact_id", "Programme What", "identifier-form"),
    one("programme_facts", "programme-what", "fact_id", "programme--what", "identifier-form"),
    one("published_totals", 2, "metric", "Applications", "code-form"),
    one("countries", "VNM", "iso2", "vn", "iso2-form"),
    one("countries", "KAZ", "iso3", "KZ", "iso3-form"),
    one("installations", "vn012", "registry_number", "VN12", "registry-form"),
    one("sources", "moe-topic-43", "language", "JA", "language-form"),
    one("countries", "VNM", "jcm_signed", "2013-02-30", "date"),
    one("countries", "VNM", "jcm_signed", "FY2013", "date"),
    one("published_totals", 2, "as_of", "FY22", "date-or-fiscal-year"),
    one("published_totals", 2, "as_of", "2022/08/02", "date-or-fiscal-year"),
    one("sources", "moe-topic-43", "url", "javascript:alert(1)", "web-address"),
    one("sources", "moe-topic-43", "url", "data:text/html,x", "web-address"),
    one("sources", "moe-topic-43", "url", "//example.org/", "web-address"),
    one("sources", "moe-topic-43", "url", "https://user:secret@example.org/", "web-address"),
    one("sources", "moe-topic-43", "url", "https://example.org/a b", "web-address"),
    one("sources", "moe-topic-43", "url", "https://example.org/\"onclick='x'", "web-address"),
    one("installations", "vn012", "collaboration_evidence", "published:moe-topic-43", "tie-form"),
    one("installations", "vn012", "source_id", "moe-topic-43;nies-13919", "one-code"),
    one("collaborations", 2, "themes", "waste; water", "list-form"),
    one("collaborations", 2, "source_id", "nies-13919;", "list-form"),
    one("collaborations", 2, "themes", "waste;water;waste", "list-repeats"),
    # Unique values.
    one("countries", "KHM", "name_en", "Viet Nam", "duplicate"),
    one("themes", "water", "sort_order", "10", "duplicate"),
    one("installations", "vn020", "registry_number", "VN012", "duplicate"),
    # Between columns, rows and tables.
    one("installations", "vn012", "collaboration_evidence", "official:moe-topic-44", "unknown-reference"),
    one("published_totals", 2, "scope", "All", "unknown-reference"),
    one("collaborations", 3, "collaboration_id", "osaka-hanoi-fy2013", "id-content"),
    Spoiled(
        "collaborations", 3, "fiscal_year", "2030", (("collaboration_id", "id-content"),)
    ),
    Spoiled(
        "cases", "osaka-hcmc-jcm", "jp_place_id", "hanoi",
        (("jp_place_id", "japanese-side"), ("partner_place_id", "pair-unknown")),
    ),
    Spoiled(
        "cases", "osaka-hcmc-jcm", "partner_place_id", "kobe",
        (("partner_place_id", "partner-side"), ("partner_place_id", "pair-unknown")),
    ),
    Spoiled("installations", "vn012", "jp_place_id", "kobe", (("partner_place_id", "pair-unknown"),)),
    Spoiled("installations", "vn012", "jp_place_id", "", (("collaboration_evidence", "tie-without-places"),)),
    one("installations", "vn012", "collaboration_evidence", "", "places-without-tie"),
    one("installations", "th-bangkok-port-cfs", "partner_place_id", "da-nang", "partner-country"),
    Spoiled("collaborations", 2, "title_ja", "", (("title_origin", "title-origin"),)),
    one("collaborations", 2, "title_origin", "none", "title-origin"),
    one("collaborations", "yokohama-da-nang-fy2022", "evidence_note_en", "", "evidence-note"),
    one("collaborations", "yokohama-da-nang-fy2022", "evidence_note_ja", "", "evidence-note"),
    Spoiled("installations", "bd-fastener-pvdiesel", "lon", "", (("lat", "point-half"),)),
    Spoiled("installations", "bd-jfjcm-southwest", "location_precision", "province", (("lat", "point-missing"),)),
    Spoiled("installations", "bd-fastener-pvdiesel", "location_precision", "country", (("lat", "point-unwanted"),)),
    one("installations", "bd-fastener-pvdiesel", "location_source", "", "point-source"),
    one("installations", "bd-jfjcm-southwest", "location_source", "GeoNames", "point-source"),
    one("places", "osaka", "lat", "-34.6937", "point-far"),
    Spoiled("places", "renca", "lon", "70.7062", (("lat", "point-far"),)),
    one("installations", "bd-fastener-pvdiesel", "lat", "30.5", "point-far"),
    Spoiled("countries", "VNM", "label_lon", "121", (("label_lat", "point-far"),)),
    one("places", "ehime-prefecture", "location_note_en", "", "proxy-note"),
    one("installations", "15pro-ban-01", "sector", "waste", "sector-technology"),
    one("cases", "osaka-quezon-dialogue", "fiscal_year_to", "2013", "years-reversed"),
    one("dominoes", "toyama-semarang", "to_place_id", "toyama", "domino-places"),
    one("dominoes", "da-nang-ho-chi-minh-city", "via_place_id", "da-nang", "domino-places"),
    Spoiled("countries", "VNM", "jcm_partner", "false", (("jcm_signed", "signed-not-partner"),)),
)  # fmt: skip


@dataclass(frozen=True)
class SpoiledFile:
    """A file, header or row to spoil and every fault this makes."""

    name: str
    spoil: Callable[[TableFolder], object]
    faults: tuple[Place, ...]


def _head(folder: TableFolder, table: str, old: str, new: str) -> None:
    head, rest = folder.text(table).split("\n", 1)
    folder.write(table, head.replace(old, new) + "\n" + rest)


def _insert(folder: TableFolder, table: str, line: int, text: str) -> None:
    lines = folder.text(table).split("\n")
    folder.write(table, "\n".join([*lines[: line - 1], text, *lines[line - 1 :]]))


def _as_folder(folder: TableFolder, table: str) -> None:
    folder.file(table).unlink()
    folder.file(table).mkdir()


def _as_shift_jis(folder: TableFolder, table: str) -> None:
    folder.file(table).write_bytes(folder.text(table).encode("cp932", errors="replace"))


SPOILED_FILES: tuple[SpoiledFile, ...] = (
    SpoiledFile("missing", lambda f: f.file("themes").unlink(), (("themes.csv", None, "", "file-missing"),)),
    SpoiledFile("a folder", lambda f: _as_folder(f, "cases"), (("cases.csv", None, "", "file-unreadable"),)),
    SpoiledFile("other encoding", lambda f: _as_shift_jis(f, "themes"), (("themes.csv", 2, "", "encoding"),)),
    SpoiledFile("empty", lambda f: f.write("statuses", ""), (("statuses.csv", 1, "", "header-missing"),)),
    SpoiledFile(
        "open quotation mark",
        lambda f: _insert(f, "statuses", 4, 'broken,"never closed,x'),
        (("statuses.csv", 4, "", "csv-form"),),
    ),
    SpoiledFile(
        "text after a quotation mark",
        lambda f: _insert(f, "sectors", 3, '"a"b,x,y,1'),
        (("sectors.csv", 3, "", "csv-form"),),
    ),
    SpoiledFile(
        "endless cell",
        lambda f: _insert(f, "sectors", 3, "x" * 200_000),
        (("sectors.csv", 3, "", "csv-form"),),
    ),
    SpoiledFile(
        "renamed column",
        lambda f: _head(f, "dominoes", "via_place_id", "via_place"),
        (("dominoes.csv", 1, "via_place_id", "column-missing"), ("dominoes.csv", 1, "", "column-unknown")),
    ),
    SpoiledFile(
        "column named twice",
        lambda f: _head(f, "statuses", "name_ja", "name_ja,name_ja"),
        (("statuses.csv", 1, "name_ja", "column-doubled"),),
    ),
    SpoiledFile("blank line", lambda f: _insert(f, "themes", 5, ""), (("themes.csv", 5, "", "row-blank"),)),
    SpoiledFile("short row", lambda f: _insert(f, "themes", 5, "x,y"), (("themes.csv", 5, "", "row-cells"),)),
    SpoiledFile("long row", lambda f: _insert(f, "themes", 5, "x,y,z,1,2"), (("themes.csv", 5, "", "row-cells"),)),
    SpoiledFile(
        "repeated key",
        lambda f: f.repeat("programme_facts", 2),
        (("programme_facts.csv", 37, "fact_id", "duplicate"),),
    ),
    SpoiledFile(
        "repeated collaboration",
        lambda f: f.repeat("collaborations", 2),
        (
            ("collaborations.csv", 129, "collaboration_id", "duplicate"),
            ("collaborations.csv", 129, "fiscal_year", "pair-year-doubled"),
        ),
    ),
    SpoiledFile(
        "repeated figure",
        lambda f: f.repeat("published_totals", 2),
        (("published_totals.csv", 166, "metric", "figure-doubled"),),
    ),
)
