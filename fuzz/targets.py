"""What is fuzzed: for each reader, how bytes reach it, what it may answer, and from which files to begin.

A reader may take its input or refuse it in the one way it documents. Everything else that is raised is a find, and so is a promise
broken afterwards: words missing in a language, a Selection that reads differently when it is written and read again.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from geo import faults, schema
from geo.diff import versions
from geo.export.data_folder import to_zip
from geo.export.geojson import to_geojson
from geo.export.geopackage import to_geopackage
from geo.export.records import KEYS, selected
from geo.intake.intake import take_in
from geo.intake.model import Refused
from geo.intake.reading import File
from geo.intake.repair import repaired
from geo.intake.templates import to_template
from geo.language import LANGUAGES, Language
from geo.programme import Programme, load_programme, text_tables
from geo.registry import entries, files, proposals
from geo.selection import Selection
from geo.story.slides import slides
from geo.story.story import FaultyStoryError, read_story
from geo.tables import DEFAULT_FOLDER, FILES, TABLES, file_name, read_contents
from geo.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[1]
BOTH = tuple(Language(code) for code in LANGUAGES)
ADDRESSES = (
    "lang=ja&fy=2015&fy=2022&country=VNM&country=IDN&jp=osaka&partner=ho-chi-minh-city&theme=waste&evidence=C",
    "q=%E3%83%9B%E3%83%86%E3%83%AB&sel=pair:osaka~ho-chi-minh-city&tech=solar_pv&sector=waste&scheme=model_project",
    "status=operating&linked=1&undated=1&sel=installation:vn012&rows=country&b.fy=2020",
)


@dataclass(frozen=True)
class Target:
    """A reader: what is done with bytes, and the inputs to begin with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]


@cache
def programme() -> Programme:
    """Load the project's tables, once."""
    return load_programme(DEFAULT_FOLDER)


def _intake(name: str, content: bytes) -> None:
    """Take a file in as the page does, up to the rows that would be checked, and word all that is said of it."""
    taken = take_in(programme(), [File(name, content)])
    for language in BOTH:
        for refusal in taken.refusals:
            assert refusal.broken(language)
            assert refusal.remedy(language)
        assert all(notice.worded(language) for notice in taken.notices)
    for matched in taken.sheets:
        if matched.table:
            rows = repaired(programme(), matched)
            assert all(notice.worded(language) for notice in rows.notices for language in BOTH)


def _named(name: str) -> Callable[[bytes], None]:
    return lambda content: _intake(name, content)


@cache
def _workbook() -> bytes:
    return to_template(programme(), "themes", Language("en"), filled=True)


def _part(content: bytes) -> None:
    """Put the bytes into a workbook as the part its first byte names: packed as they are, they would hardly ever be a zip file."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as whole, zipfile.ZipFile(written, "w") as other:
        parts = whole.namelist()
        chosen = parts[content[0] % len(parts)] if content else ""
        for part in parts:
            other.writestr(part, content[1:] if part == chosen else whole.read(part))
    _intake("rows.xlsx", written.getvalue())


def _parts() -> Iterable[bytes]:
    with zipfile.ZipFile(io.BytesIO(_workbook())) as whole:
        return [bytes([place]) + whole.read(part) for place, part in enumerate(whole.namelist())]


def _table(content: bytes) -> None:
    """Read the bytes as the table their first byte names, and validate it."""
    table = TABLES[content[0] % len(TABLES)] if content else TABLES[0]
    reading = read_contents({file_name(table): content[1:]})
    typed, found = schema.validate(reading.tables)
    assert set(typed) == set(reading.tables)
    settled = faults.settle([*reading.faults, *found], FILES)
    assert settled
    for language in BOTH:
        assert all(len(row) == len(faults.headings(language)) for row in faults.rows(settled, language))
        assert all(faults.line(fault, language) for fault in settled)


def _tables() -> Iterable[bytes]:
    contents = ((place, (DEFAULT_FOLDER / file_name(table)).read_bytes()) for place, table in enumerate(TABLES))
    return [bytes([place]) + b"".join(content.splitlines(keepends=True)[:4]) for place, content in contents]


def _selection(content: bytes) -> None:
    """Read the bytes as the part of an address after the question mark; written, it must be read as the same again."""
    given = parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
    known = vocabulary(programme())
    selection, notices = Selection.parse(given, known)
    assert all(notice.worded(language) for notice in notices for language in BOTH)
    again, none = Selection.parse(parse_qs(urlencode(selection.parameters(), doseq=True), keep_blank_values=True), known)
    assert again == selection, (again, selection)
    assert not none, none


def _story(content: bytes) -> None:
    try:
        story = read_story(content, programme())
    except FaultyStoryError as refused:
        assert all(fault.worded(language) for fault in refused.faults for language in BOTH)
    else:
        slides(programme(), Selection(), story)


def _registry(content: bytes) -> None:
    source = str(programme().sources["source_id"].iloc[0])
    with suppress(Refused, entries.NotARegistryFileError):
        found, others = entries.read(programme(), "registry.csv", content, source)
        for language in BOTH:
            files.to_list(proposals.propose(programme(), found, others, source), language)


def _version(content: bytes) -> None:
    with suppress(versions.UnreadableVersionError):
        versions.of_zip(content, "brought.zip")


TARGETS: Mapping[str, Target] = {
    "delimited": Target(_named("rows.csv"), lambda: [content[1:] for content in _tables()]),
    "geojson": Target(
        _named("rows.geojson"),
        lambda: [to_geojson(selected(programme(), "places", Selection()).head(3), key=KEYS["places"], members={})],
    ),
    "geopackage": Target(_named("rows.gpkg"), lambda: [to_geopackage(programme(), "places", Selection())]),
    "workbook": Target(_named("rows.xlsx"), lambda: [_workbook()]),
    "workbook_part": Target(_part, _parts),
    "archive": Target(_named("rows.zip"), lambda: [to_zip({"themes": text_tables(programme())["themes"]})]),
    "tables": Target(_table, _tables),
    "selection": Target(_selection, lambda: [address.encode() for address in ADDRESSES]),
    "story": Target(_story, lambda: [(DEFAULT_FOLDER / "story.toml").read_bytes()]),
    "registry": Target(_registry, lambda: [(ROOT / "tests" / "registry_sample.csv").read_bytes()]),
    "version": Target(
        _version, lambda: [to_zip({name: text_tables(programme())[name] for name in ("themes", "statuses", "sectors")})]
    ),
}
