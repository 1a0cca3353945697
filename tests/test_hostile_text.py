"""Hostile texts in every column of every table: refused or kept as the text they are, on every way in and every way out."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from bad_files import as_csv, as_xlsx, as_zip
from faulty_tables import TableFolder, faults_in
from hostile import FORBIDDEN, FORMULAS, LONG, ODD, describe, every_kind, fill, text_columns
from pptx import Presentation
from serving import Client, serving
from shipped import DATA, shipped
from starlette.applications import Starlette
from starlette.routing import Mount

from geo.analysis import files as analysis
from geo.analysis.pivot import pivot
from geo.analysis.question import Question
from geo.api.parameters import LONGEST_QUERY_STRING, applicable
from geo.api.resources import RESOURCES
from geo.api.routes import create_api
from geo.citation import citation
from geo.detail import detail
from geo.diff import report
from geo.diff import workbook as diff_workbook
from geo.diff.difference import compare
from geo.diff.versions import of_programme
from geo.export.data_folder import contents
from geo.export.delimited import released
from geo.export.lead_form import lead_form
from geo.export.picture.files import FORMS, picture_file
from geo.export.slides.deck import to_slides
from geo.intake import annotated
from geo.intake.checking import check
from geo.intake.intake import take_in
from geo.intake.reading import File
from geo.language import LANGUAGES, Language, LanguageCode
from geo.onefile.page import one_file
from geo.onefile.routes import create_stage
from geo.parameters import PARAMETER_NAMES, Selected
from geo.programme import Programme, load_programme, text_tables
from geo.registry import entries, files
from geo.registry.proposals import propose
from geo.schema.fields import LONGEST_TEXT, UNSEEN
from geo.schema.validation import types
from geo.search import search
from geo.search_told import told
from geo.selection import Selection
from geo.story.slides import slides
from geo.story.story import FaultyStoryError, read_story
from geo.tables import DATA_VARIABLE, TABLES
from geo.vocabulary import vocabulary

ENGLISH, JAPANESE = Language("en"), Language("ja")
MARK = Path("hostile-mark")
KINDS = every_kind(MARK)
EVERYTHING = Selection(evidence="C")
V1 = "/api/v1"
STARTS = re.compile(r"\s*[=+\-@＝＋－＠]")
SHEETS_NEVER_HOLD = re.compile("vba|macro|external|connection|query|ole|embed", re.IGNORECASE)
# A layer with points, and the columns that say where.
MAPPED = {"places": ("lon", "lat"), "installations": ("lon", "lat")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> TableFolder:
    made = TableFolder.copy(tmp_path_factory.mktemp("hostile"))
    fill(made, KINDS, all_in_each_column=True)
    describe(made.path, KINDS)
    return made


@pytest.fixture(scope="module")
def programme(folder: TableFolder) -> Programme:
    return load_programme(folder.path)


@pytest.fixture(scope="module")
def client(folder: TableFolder) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(folder.path))
        with serving(Starlette(routes=[Mount("/api", create_api()), Mount("/stage", create_stage())])) as found:
            yield found


class _Markup(HTMLParser):
    """Collects what a page holds that a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def harmful(page: str) -> list[Any]:
    """Elements and attributes of a page that only a hostile text could have brought."""
    read = _Markup()
    read.feed(page)
    tags = [tag for tag in read.tags if tag in {"img", "iframe", "object", "embed", "base", "form"}]
    found = [pair for pair in read.attributes if pair[0].startswith("on") or re.match(r"\s*javascript:|http://evil", pair[1])]
    return [*tags, *found]


def cells(content: bytes) -> list[Any]:
    """All cells of a workbook that hold something, after making sure that nothing in it runs or leads away."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if SHEETS_NEVER_HOLD.search(name)]
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314  # made here a moment ago
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in found if cell.data_type not in {"s", "n", "b", "d"}]
    known = {address.partition("#")[0] for address in shipped().sources["url"]}
    targets = {cell.hyperlink.target for cell in found if cell.hyperlink and cell.hyperlink.target}
    assert not {target for target in targets if not target.startswith(("http://", "https://")) or "evil.example" in target}
    assert targets <= known or not targets - {quote(address, "/:?&=%#@!$'()*+,;~[]-._") for address in known}
    for cell in found:
        if cell.data_type == "s" and STARTS.match(cell.value):
            # Of what would start a formula if its cell were edited: marked as text for good.
            assert cell.quotePrefix or cell.number_format == "@", cell.value
    return found


# --- into the tables --------------------------------------------------------------------------------------------------


def test_every_kind_of_text_stands_in_every_text_column_of_every_table(folder: TableFolder, programme: Programme) -> None:
    for table in TABLES:
        header, *rows = folder.read(table)
        for name in text_columns(table):
            column = [row[header.index(name)] for row in rows]
            assert list(programme.tables[table][name]) == column
            held = "\n".join(column)
            filled = len([text for text in column if text])
            assert filled
            if filled >= len(KINDS):
                assert [kind for kind in KINDS if kind[: LONGEST_TEXT - 10] not in held] == [], (table, name)
            else:
                assert [kind for kind in KINDS if kind not in LONG and kind not in held] == [], (table, name)


def test_what_no_text_may_hold_is_a_fault_of_its_cell_in_every_text_of_every_table(tmp_path: Path) -> None:
    folder, spoiled = TableFolder.copy(tmp_path), set()
    texts = [("x" * (LONGEST_TEXT + 1), "too-long"), *((f"a{text}b", "characters") for text in FORBIDDEN.values())]
    # Lines within a cell move those of all rows below.
    texts.sort(key=lambda each: "\n" in each[0])
    for table in TABLES:
        header, *rows = folder.read(table)
        for line, (row, (text, rule)) in enumerate(zip(rows, texts, strict=False), 2):
            for place, name in enumerate(header):
                if types(table)[name] == "str":
                    row[place] = text
                    spoiled.add((f"{table}.csv", line, name, rule))
        folder.save(table, [header, *rows])
    faults = faults_in(folder.path)
    assert len(spoiled) > 500
    assert spoiled <= {(fault.file, fault.row, fault.column, fault.rule) for fault in faults}
    for fault in faults:
        for language in (ENGLISH, JAPANESE):
            said = " ".join([fault.broken(language), fault.remedy(language)])
            assert not UNSEEN.search(said)
            assert len(said) < 2000


def test_no_control_and_no_mark_that_turns_the_direction_is_missing_among_them() -> None:
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    for code in range(0x110000):
        letter = chr(code)
        if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(letter) in turning:
            assert UNSEEN.match(letter), hex(code)
    assert not UNSEEN.search("ខ្មែរ\u200b ไทย မြန်မာ العربية עברית 都市間連携 👩\u200d💻")


def brought(programme: Programme, kind: str) -> list[File]:
    """The tables as files of a kind."""
    tables = text_tables(programme)
    if kind == "geojson":
        return [File(f"{table}.geojson", _features(tables[table], *MAPPED[table])) for table in MAPPED]
    listed = {table: [list(map(str, frame.columns)), *frame.to_numpy().tolist()] for table, frame in tables.items()}
    if kind == "xlsx":
        return [File(f"{table}.xlsx", as_xlsx(rows, table)) for table, rows in listed.items()]
    return [File("tables.zip", as_zip({f"{table}.csv": as_csv(rows) for table, rows in listed.items()}))]


def _features(table: pd.DataFrame, x: str, y: str) -> bytes:
    rows = table.to_dict("records")
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(row[x]), float(row[y])]} if row[x] else None,
            "properties": {name: value for name, value in row.items() if name not in {x, y}},
        }
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize("kind", ["xlsx", "zip", "geojson"])
def test_brought_along_every_text_stays_what_it_is(programme: Programme, kind: str) -> None:
    found = take_in(shipped(), brought(programme, kind))
    outcome = check(shipped(), [(matched, "replace") for matched in found.sheets])
    assert [placed.fault for placed in outcome.faults] == []
    assert found.refusals == ()
    assert outcome.programme
    for table in MAPPED if kind == "geojson" else TABLES:
        for name in text_columns(table):
            assert outcome.programme.tables[table][name].tolist() == programme.tables[table][name].tolist(), (table, name)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_brought_along_with_what_no_text_may_hold_it_is_told_and_given_back_as_text(kind: str) -> None:
    tables = text_tables(shipped())
    for table in MAPPED:
        for name in (name for name, sort in types(table).items() if sort == "str"):
            # A workbook cannot hold a control character at all.
            tables[table].loc[tables[table].index[0], name] = "=a" + FORBIDDEN["directions"]
    spoiled = {table: tables[table] for table in MAPPED}
    listed = {table: [list(map(str, frame.columns)), *frame.to_numpy().tolist()] for table, frame in spoiled.items()}
    match kind:
        case "csv":
            given = [File(f"{table}.csv", as_csv(rows)) for table, rows in listed.items()]
        case "xlsx":
            given = [File(f"{table}.xlsx", as_xlsx(rows, table)) for table, rows in listed.items()]
        case _:
            given = [File(f"{table}.geojson", _features(frame, *MAPPED[table])) for table, frame in spoiled.items()]
    found = take_in(shipped(), given)
    outcome = check(shipped(), [(matched, "replace") for matched in found.sheets])
    assert outcome.programme is None
    told_of = {(placed.matched.table if placed.matched else None, placed.fault.column) for placed in outcome.faults}
    assert {(table, name) for table in MAPPED for name in text_columns(table)} <= told_of
    for language in (ENGLISH, JAPANESE):
        assert not UNSEEN.search("".join("".join(placed.cells(language)) for placed in outcome.faults))
        cells(annotated.to_annotated(found.sheets, outcome.faults, language))


@pytest.mark.parametrize(
    "document",
    [
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": {"name_en": "a\ud800"}}]},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": {"\udfff": "a"}}]},
        {"type": "FeatureCollection", "features": [], "crs": {"type": "name", "properties": {"name": "\udc00"}}},
    ],
    ids=["value", "column", "reference system"],
)
def test_half_a_character_is_refused_wherever_it_stands(document: dict[str, Any]) -> None:
    found = take_in(shipped(), [File("places.geojson", json.dumps(document).encode())])
    assert [refusal.code for refusal in found.refusals] == ["json-form"]
    whole = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": None, "properties": {"name_en": "\U0001f600"}}],
    }
    assert not take_in(shipped(), [File("places.geojson", json.dumps(whole).encode())]).refusals


REGISTRY = (
    "Reference number", "Title of the project", "Title of the project (Japanese)", "Location of project", "Fiscal year",
    "Technology", "導入技術", "Technology type", "Scheme", "Capacity (kW)", "Project participants (Japan)", "日本側参加者",
    "Project participants (partner country)", "Expected emission reductions (tCO2/year)", "Status",
)  # fmt: skip
FREE = ("Title of the project (Japanese)", "Technology", "導入技術", "日本側参加者")


def test_in_the_registrys_file_they_are_proposed_or_told_of_as_text() -> None:
    texts = [*KINDS, *FORBIDDEN.values()]
    rows: list[list[str]] = [list(REGISTRY)]
    for column in REGISTRY:
        for text in texts:
            plain = {"Title of the project": f"Plain {len(rows)}", "Location of project": "Viet Nam\nN/A\nN/A\nN/A"}
            rows.append(list((dict.fromkeys(REGISTRY, "") | plain | {column: text}).values()))
    for text in (each[:LONGEST_TEXT] for each in texts):
        place = f"Viet Nam\n{text}\n{text}\n{text}"
        rows.append([place if column == "Location of project" else text for column in REGISTRY])
    read, others = entries.read(shipped(), "file.csv", as_csv(rows), "jcm-vn012")
    found = propose(shipped(), read, others, "jcm-vn012")
    assert len(found.new) + len(found.matches) + len(found.others) == len(rows) - 1
    said = {value for new in found.new for value in new.row.values()}
    assert [text for text in texts if text.isprintable() and "\n" not in text and text not in said] == []
    assert not [value for value in said if UNSEEN.search(value)]
    for language in (ENGLISH, JAPANESE):
        cells(files.to_workbook(found, language))
        lines = list(csv.reader(io.StringIO(files.to_list(found, language).decode("utf-8-sig"), newline="")))
        assert not [cell for line in lines for cell in line if STARTS.match(cell)]


# --- steps of a talk ----------------------------------------------------------------------------------------------------


def _step(**keys: object) -> bytes:
    said = {"id": "a", "show": "text", "heading": {"en": "A", "ja": "あ"}} | keys
    lines = [f"{key} = {_toml(value)}" for key, value in said.items()]
    return "\n".join(["[[step]]", *lines]).encode()


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    # TOML escapes as JSON does, but for a letter beyond the first plane.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if isinstance(value, str) else str(value).lower()


@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN)
def test_steps_of_a_talk_hold_no_characters_that_nobody_sees(text: str) -> None:
    worded = {"en": text, "ja": f"a\nb{text}"}
    with pytest.raises(FaultyStoryError) as raised:
        read_story(_step(heading=worded, text=worded, notes=worded), shipped())
    assert {(fault.step, fault.key) for fault in raised.value.faults} == {("a", "heading"), ("a", "text"), ("a", "notes")}
    assert all(re.fullmatch(r"U\+[0-9A-F]{4,}(, U\+[0-9A-F]{4,})*", fault.value) for fault in raised.value.faults)
    lines = {"en": "a\nb", "ja": "あ\nい"}
    assert read_story(_step(heading=lines, text=lines, notes=lines), shipped()).steps


@pytest.mark.parametrize("text", KINDS, ids=lambda text: text[:12].encode("unicode_escape").decode())
def test_steps_of_a_talk_say_them_as_text_and_refuse_them_elsewhere(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")
    worded = {"en": doubled, "ja": doubled}
    story = read_story(_step(heading=worded, text=worded, notes=worded), shipped())
    (slide,) = slides(shipped(), Selection(), story)
    assert slide["heading"]["en"] == text
    assert slide["notes"]["ja"] == text
    wrong: dict[str, Any] = {
        "id": text, "show": text, "each": text, "most": text, "view": f"country={quote(text)}", "play": text, "facts": [text],
        text or "x": text,
    }  # fmt: skip
    for key, value in wrong.items():
        with pytest.raises(FaultyStoryError) as raised:
            read_story(_step(**{key: value}) if key in {*wrong} - {text} else _step() + f"\n{_toml(key)} = 1".encode(), shipped())
        assert raised.value.faults


def test_steps_of_a_talk_leave_the_map_in_one_file_whole(programme: Programme) -> None:
    said = "\n".join(kind.replace("{", "{{").replace("}", "}}") for kind in KINDS)
    worded = {"en": said, "ja": said}
    story = read_story(_step(heading=worded, text=worded, notes=worded), programme)
    page = one_file(programme, EVERYTHING, ENGLISH, story=story, address='"></script><img src=x onerror=alert(1)>').decode()
    # Two hold data alone, by their type.
    assert page.count("<script>") == 1
    assert page.count("<script") == page.count("</script") == 3
    assert harmful(page) == []


# --- addresses ----------------------------------------------------------------------------------------------------------


ASKED = [*KINDS[:-2], *FORBIDDEN.values(), *(text[:600] for text in LONG)]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.path)
def test_every_parameter_of_the_api_refuses_them_and_repeats_them_as_data(client: Client, resource: Any) -> None:
    taken = applicable(resource.subjects, resource.options, by_rows=resource.by_rows)
    path = V1 + resource.path.replace("{name}", "places")
    # Any text may be looked for; columns are listed in one value.
    refusing = [name for name in taken if name not in {"q", "fields"}]
    pairs = [(refusing[turn % len(refusing)], text) for turn, text in enumerate(ASKED)] + [(text[:40], "1") for text in ASKED]
    while pairs:
        asked = [pairs.pop()]
        while pairs and len(urlencode([*asked, pairs[-1]])) < LONGEST_QUERY_STRING:
            asked.append(pairs.pop())
        answer = client.get(f"{path}?{urlencode(asked)}")
        assert (answer.status, answer.media_type) == (400, "application/problem+json")
        assert set(asked) <= {(error["parameter"], error["value"]) for error in answer.json["errors"]}
    if "{name}" in resource.path:
        for text in ASKED:
            assert client.get(f"{V1}/tables/{quote(text, safe='')}.csv").status == 404


def test_an_address_chooses_nothing_by_them_and_says_so() -> None:
    words = vocabulary(shipped())
    for text in ASKED:
        chosen, notices = Selection.parse({name: [text] for name in PARAMETER_NAMES}, words)
        assert {notice.parameter for notice in notices} >= {*PARAMETER_NAMES} - {"q"}
        assert replace(chosen, query="") == Selection()
        assert all(notice.worded(JAPANESE) for notice in notices)


# --- out again ----------------------------------------------------------------------------------------------------------


PATHS = [resource.path for resource in RESOURCES if "{name}" not in resource.path] + [f"/tables/{table}.csv" for table in TABLES]


@pytest.mark.parametrize("path", PATHS)
def test_the_api_serves_them_as_data(client: Client, programme: Programme, path: str) -> None:
    asked = "?evidence=C&undated=1" if path.endswith((".geojson", ".xlsx", ".gpkg", ".parquet")) and "installations" in path else ""
    answer = client.get(V1 + path + asked)
    assert answer.status == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"[^\x20-\x7e]|\.\.|<", answer.headers.get("content-disposition", ""))
    match Path(path).suffix:
        case ".json" | ".geojson":
            assert json.loads(answer.body)
        case ".csv":
            assert "<script>" in answer.text or "themes" not in path
            plain = list(csv.reader(io.StringIO(answer.text, newline="")))
            for_sheets = client.get(f"{V1}{path}?for=spreadsheet").body.decode("utf-8-sig")
            guarded = list(csv.reader(io.StringIO(for_sheets, newline="")))
            assert [[released(cell) for cell in row] for row in guarded] == plain
            started = [cell for row in guarded for part in row for cell in re.split("[;\t\r\n]", part) if STARTS.match(cell)]
            assert [cell for cell in started if not re.fullmatch(r"-?[0-9.]+", cell)] == []
            if path.startswith("/tables/"):
                table = path.removeprefix("/tables/").removesuffix(".csv")
                texts = {name: [row[plain[0].index(name)] for row in plain[1:]] for name in text_columns(table)}
                assert texts == {name: programme.tables[table][name].tolist() for name in texts}
        case ".xlsx":
            assert any("<script>" in str(cell.value) for cell in cells(answer.body))
        case ".zip":
            with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
                assert all(re.fullmatch(r"[A-Za-z0-9_./-]+", name) and ".." not in name for name in archive.namelist())
                readme = archive.read("README.md").decode()
            assert not re.search(r"(?<!\\)<(script|img|svg)", readme)
        case ".gpkg":
            assert len(gpd.read_file(io.BytesIO(answer.body), layer=path.strip("/").removesuffix(".gpkg")))
        case ".parquet":
            assert len(gpd.read_parquet(io.BytesIO(answer.body)))
        case other:
            pytest.fail(other)


@pytest.mark.parametrize("path", [f"{V1}/docs?lang=ja", f"{V1}/docs?lang=en", "/stage/?lang=ja", "/stage/file?layer=dominoes"])
def test_pages_of_the_server_hold_no_markup_of_theirs(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 200
    assert harmful(answer.text) == []
    assert answer.text.count("<script>") == ("stage" in path)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_detail_tells_them_and_every_search_finds_them(programme: Programme, code: LanguageCode) -> None:
    language, told_of = Language(code), 0
    for kind, ids in vocabulary(programme).selectable.items():
        for identifier in sorted(ids)[:: 1 + len(ids) // 12]:
            found = detail(programme, EVERYTHING, Selected(kind, identifier), language)  # type: ignore[arg-type]
            assert citation(programme, found, language, "http://127.0.0.1/")
            told_of += len(found.sentences)
    assert told_of > 40
    for text in (*ASKED, "script", "hyperlink", "alert"):
        answer = search(programme, text[:200])
        for group in (*answer.certain, *answer.similar)[:4]:
            for hit in group.hits[:3]:
                assert told(programme, hit, answer.words, language).title


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_workbook_made_of_them_holds_text_alone(programme: Programme, code: LanguageCode) -> None:
    language = Language(code)
    assert any(str(cell.value).startswith(FORMULAS[0]) for cell in cells(lead_form(programme, language)))
    found = pivot(programme, EVERYTHING, Question(rows="theme", cols="country"))
    cells(analysis.to_workbook(programme, EVERYTHING, found, language))
    sheet = list(csv.reader(io.StringIO(analysis.to_csv(programme, found, language).decode("utf-8-sig"), newline="")))
    assert not [cell for row in sheet for cell in row if STARTS.match(cell)]
    difference = compare(of_programme(shipped(), "=1+1"), of_programme(programme, "<b>{{ 7*7 }}"))
    changed = [str(cell.value) for cell in cells(diff_workbook.to_workbook(difference, language))]
    assert any(ODD[3] in text for text in changed)
    assert not UNSEEN.search("".join(report.lines(difference, language)))


def test_slides_show_them_as_text(programme: Programme) -> None:
    content = to_slides(programme, "collaborations", Selection(countries=("MNG", "VNM"), evidence="C"), ENGLISH, JAPANESE)
    deck = Presentation(io.BytesIO(content))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    said += [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert any("<script>" in text for text in said)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314  # made here a moment ago
            if name.endswith(".rels"):
                assert b"evil.example" not in archive.read(name)
                assert b"javascript:" not in archive.read(name)
            if name.endswith(".xlsx"):
                cells(archive.read(name))


@pytest.mark.parametrize(("subject", "form"), [("collaborations", "svg"), ("installations", "pdf"), ("dominoes", "svg")])
def test_pictures_draw_them_as_letters_however_long_they_are(programme: Programme, subject: Any, form: str) -> None:
    content = picture_file(programme, subject, Selection(countries=("MNG",)), ENGLISH, FORMS[form])
    if form == "svg":
        root = ET.fromstring(content)  # noqa: S314  # made here a moment ago
        assert {element.tag.rpartition("}")[2] for element in root.iter()}.isdisjoint(
            {"script", "image", "foreignObject", "a", "text"}
        )
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    else:
        assert content.startswith(b"%PDF")
        assert not re.search(rb"/(JavaScript|JS|URI|Launch|OpenAction)\b", content)


def test_written_back_as_a_folder_they_are_the_same(folder: TableFolder, programme: Programme, tmp_path: Path) -> None:
    for name, content in contents(text_tables(programme), DATA).items():
        (tmp_path / name).write_bytes(content)
    assert all((tmp_path / f"{table}.csv").read_text("utf-8") == folder.text(table) for table in TABLES)
