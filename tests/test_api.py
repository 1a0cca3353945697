"""The HTTP API on the shipped tables, asked over a real connection."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from faulty_tables import TableFolder
from frictionless import Package, system
from openpyxl import load_workbook
from serving import Answer, Client, serving
from shipped import DATA, shipped
from starlette.applications import Starlette
from starlette.routing import Mount

from geo import summary
from geo.api import routes
from geo.api.answers import accepts_gzip, matches
from geo.api.parameters import LONGEST_QUERY_STRING, applicable
from geo.api.resources import RESOURCES
from geo.api.routes import create_api
from geo.export import workbook
from geo.export.records import KEYS, LAYERS, SUBJECTS, Layer
from geo.language import LANGUAGES, Language
from geo.parameters import LONGEST_QUERY, RULES
from geo.selection import Selection
from geo.tables import DATA_VARIABLE, TABLES
from geo.vocabulary import vocabulary

V1 = "/api/v1"
MEDIA_TYPE = workbook.MEDIA_TYPE
ADDRESSES = [*(resource.path for resource in RESOURCES if "{" not in resource.path), "/tables/sources.csv"]
OUTSIDE_READER_PATIENCE = 60


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with serving(Starlette(routes=[Mount("/api", create_api())])) as client:
        yield client


@pytest.fixture(autouse=True)
def shipped_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(DATA))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TableFolder:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return TableFolder.copy(tmp_path)


@pytest.fixture(scope="module")
def openapi(client: Client) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(DATA))
        return client.get(f"{V1}/openapi.json").json


def ids(answer: Answer) -> list[str]:
    return [feature["id"] for feature in answer.json["features"]]


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


def valid(openapi: Any, schema: Any, document: Any) -> None:
    jsonschema.Draft202012Validator({**schema, "components": openapi["components"]}).validate(document)


@pytest.mark.parametrize("path", ADDRESSES)
class TestEveryAddress:
    def test_answers_with_its_type_and_can_be_asked_again(self, client: Client, path: str) -> None:
        answer = client.get(V1 + path)
        kinds = {
            "json": "application/json", "geojson": "application/geo+json", "csv": "text/csv", "xlsx": MEDIA_TYPE,
            "gpkg": "application/geopackage+sqlite3", "parquet": "application/vnd.apache.parquet", "zip": "application/zip",
        }  # fmt: skip
        kind = kinds[path.rpartition(".")[2]]
        assert answer.status == 200
        assert answer.body
        assert answer.media_type == kind
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["etag"].startswith('"')
        assert "Accept-Encoding" in answer.headers["vary"]

    def test_costs_nothing_when_the_client_has_it_already(self, client: Client, path: str) -> None:
        tag = client.get(V1 + path).headers["etag"]
        for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            again = client.get(V1 + path, {"If-None-Match": known})
            assert (again.status, again.raw) == (304, b"")
            assert again.headers["etag"] == tag
            assert again.headers["cache-control"] == "no-cache"
        assert client.get(V1 + path, {"If-None-Match": '"other"'}).status == 200

    def test_is_sent_compressed_where_the_client_takes_it_under_a_tag_of_its_own(self, client: Client, path: str) -> None:
        plain = client.get(V1 + path)
        compressed = client.get(V1 + path, {"Accept-Encoding": "br, gzip"})
        assert "content-encoding" not in plain.headers
        assert compressed.headers["content-encoding"] == "gzip"
        assert len(compressed.raw) < len(plain.raw)
        assert compressed.body == plain.body
        assert compressed.headers["etag"] != plain.headers["etag"]
        refused = client.get(V1 + path, {"Accept-Encoding": "gzip;q=0"})
        assert refused.raw == plain.raw

    def test_answers_head_like_get_but_without_a_body(self, client: Client, path: str) -> None:
        head, get = client.get(V1 + path, method="HEAD"), client.get(V1 + path)
        assert (head.status, head.raw) == (200, b"")
        assert {name: value for name, value in head.headers.items() if name != "date"} == {
            name: value for name, value in get.headers.items() if name != "date"
        }

    def test_may_be_read_by_pages_of_anybody(self, client: Client, path: str) -> None:
        answer = client.get(V1 + path, {"Origin": "https://example.org"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "ETag" in answer.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in answer.headers
        asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
        preflight = client.get(V1 + path, {**asked, "Access-Control-Request-Headers": "If-None-Match"}, "OPTIONS")
        assert preflight.status == 200
        assert "if-none-match" in preflight.headers["access-control-allow-headers"].lower()
        assert client.get(V1 + path, {**asked, "Access-Control-Request-Method": "DELETE"}, "OPTIONS").status == 400

    def test_refuses_a_parameter_it_does_not_know(self, client: Client, path: str) -> None:
        answer = client.get(f"{V1}{path}?colour=red")
        assert answer.status == 400
        [error] = answer.json["errors"]
        assert (error["parameter"], error["value"]) == ("colour", "red")
        assert "lang" in error["allowed"].split(", ")

    def test_takes_the_language_and_refuses_other_methods(self, client: Client, path: str) -> None:
        assert client.get(f"{V1}{path}?lang=ja&second=en").status == 200
        for method in ("POST", "PUT", "DELETE"):
            answer = client.get(V1 + path, method=method)
            assert answer.status == 405
            assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
            assert answer.media_type == "application/problem+json"


class TestRows:
    @pytest.mark.parametrize("layer", LAYERS)
    def test_geojson_and_csv_hold_the_same_rows(self, client: Client, layer: Layer) -> None:
        for query in ("", "?evidence=C", "?country=VNM&country=IDN&fy=2015&fy=2022", "?jp=osaka&q=ho+chi+minh"):
            found = ids(client.get(f"{V1}/{layer}.geojson{query}"))
            assert found == [row[KEYS[layer]] for row in rows(client.get(f"{V1}/{layer}.csv{query}"))]
            if "q=" not in query or layer not in {"installations", "dominoes"}:
                assert found

    @pytest.mark.parametrize(
        "query", ["", "evidence=C", "theme=waste&theme=water", "fy=2019", "partner=hanoi&partner=ho-chi-minh-city", "q=OSAKA"]
    )
    def test_collaborations_are_those_the_page_shows(self, client: Client, query: str) -> None:
        given: dict[str, list[str]] = {}
        for name, _, value in (part.partition("=") for part in query.split("&") if part):
            given.setdefault(name, []).append(value)
        selection, notices = Selection.parse(given, vocabulary(shipped()))
        assert not notices
        links = summary.links(shipped(), selection)
        assert len(links) > 0
        assert ids(client.get(f"{V1}/collaborations.geojson?{query}")) == links["collaboration_id"].tolist()

    def test_installations_follow_their_own_parameters(self, client: Client) -> None:
        table = shipped().installations
        solar = table[(table["technology_type"] == "solar_pv") & table["fiscal_year"].between(2015, 2018)]
        years = "tech=solar_pv&fy=2015&fy=2018"
        assert ids(client.get(f"{V1}/installations.geojson?{years}")) == solar["installation_id"].tolist()
        undated = table[(table["technology_type"] == "solar_pv") & table["fiscal_year"].isna()]
        with_undated = ids(client.get(f"{V1}/installations.geojson?{years}&undated=1"))
        assert set(with_undated) == {*solar["installation_id"], *undated["installation_id"]}
        assert len(undated)

    @pytest.mark.parametrize("layer", LAYERS)
    @pytest.mark.parametrize("query", ["", "?country=VNM&fy=2015&fy=2022&evidence=C"])
    def test_a_workbook_holds_the_rows_of_the_csv(self, client: Client, layer: Layer, query: str) -> None:
        answer = client.get(f"{V1}/{layer}.xlsx{query}")
        sheet, *_ = load_workbook(io.BytesIO(answer.body), read_only=True).worksheets
        _, names, *cells = sheet.iter_rows(values_only=True)
        expected = rows(client.get(f"{V1}/{layer}.csv{query}"))
        assert [row[names.index(KEYS[layer])] for row in cells] == [row[KEYS[layer]] for row in expected]
        assert list(names) == list(expected[0])

    def test_a_workbook_has_headings_in_the_language_asked_for_and_a_tag_for_each(self, client: Client) -> None:
        english, japanese = (client.get(f"{V1}/installations.xlsx{query}") for query in ("", "?lang=ja"))
        titles = [load_workbook(io.BytesIO(answer.body), read_only=True).sheetnames[0] for answer in (english, japanese)]
        assert titles == [Language(code).text("Installations") for code in LANGUAGES[::-1]]
        assert titles[0] != titles[1]
        assert english.headers["etag"] != japanese.headers["etag"]
        named = 'attachment; filename="city-to-city_installations_as-of-2026-02.xlsx"'
        assert english.headers["content-disposition"] == named

    def test_an_open_detail_and_reversed_years_of_a_page_are_understood(self, client: Client) -> None:
        plain = client.get(f"{V1}/collaborations.csv?fy=2015&fy=2018")
        shared = client.get(f"{V1}/collaborations.csv?fy=2018&fy=2015&sel=pair:osaka~ho-chi-minh-city&lang=ja")
        assert (shared.status, shared.body, shared.headers["etag"]) == (200, plain.body, plain.headers["etag"])

    def test_nothing_found_is_an_empty_collection_with_the_same_columns(self, client: Client) -> None:
        assert ids(client.get(f"{V1}/collaborations.geojson?q=no+such+words")) == []
        whole = client.get(f"{V1}/collaborations.csv").text.partition("\r\n")[0]
        assert client.get(f"{V1}/collaborations.csv?q=no+such+words").text == whole + "\r\n"

    def test_a_search_is_folded(self, client: Client) -> None:
        found = [ids(client.get(f"{V1}/installations.geojson?" + urlencode({"q": q}))) for q in ("ホテル", "ﾎﾃﾙ", "ほてる")]
        assert found[0]
        assert found[0] == found[1] == found[2]

    def test_a_file_is_named_by_what_it_holds_and_the_date_of_the_data(self, client: Client) -> None:
        csv_file = client.get(f"{V1}/installations.csv?country=VNM").headers["content-disposition"]
        assert csv_file == 'attachment; filename="city-to-city_installations_selection_as-of-2026-02.csv"'
        layer = client.get(f"{V1}/installations.geojson").headers["content-disposition"]
        assert layer == 'inline; filename="city-to-city_installations_as-of-2026-02.geojson"'

    def test_a_spreadsheet_gets_a_byte_order_mark_and_others_do_not(self, client: Client) -> None:
        plain, marked = (client.get(f"{V1}/places.csv{query}") for query in ("", "?for=spreadsheet"))
        assert marked.body.startswith(b"\xef\xbb\xbfplace_id")
        assert plain.body.startswith(b"place_id")
        assert rows(plain) == rows(marked)
        assert plain.headers["etag"] != marked.headers["etag"]

    def test_each_query_has_a_tag_of_its_own(self, client: Client) -> None:
        queries = ["", "?evidence=C", "?country=VNM", "?fy=2019", "?q=osaka"]
        tags = {client.get(f"{V1}/{layer}.geojson{query}").headers["etag"] for layer in LAYERS for query in queries}
        assert len(tags) == len(LAYERS) * len(queries)


class TestOutsideReaders:
    @pytest.mark.parametrize("layer", LAYERS)
    @pytest.mark.parametrize("query", ["", "?evidence=C&country=CHL&country=IDN", "?q=no+such+words"])
    def test_ogrinfo_reads_every_geojson_address(self, client: Client, layer: Layer, query: str) -> None:
        command = shutil.which("ogrinfo")
        if command is None:
            pytest.fail("ogrinfo is not installed; `make test` installs it (Debian: gdal-bin).")
        path = f"{V1}/{layer}.geojson{query}"
        expected = len(ids(client.get(path)))
        read = subprocess.run(
            [command, "-ro", "-al", "-so", "--config", "GDAL_HTTP_PROXY", "", "--config", "GDAL_HTTP_TIMEOUT", "30",
             client.address + path],
            capture_output=True, text=True, check=False, timeout=OUTSIDE_READER_PATIENCE,
        )  # fmt: skip
        said = read.stdout + read.stderr
        assert read.returncode == 0, said
        assert f"Layer name: {layer}" in said
        assert f"Feature Count: {expected}" in said
        assert 'ID["EPSG",4326]' in said
        assert "Warning" not in said
        assert "ERROR" not in said
        if expected:
            assert f"{KEYS[layer]}: String" in said
            assert "source_urls: StringList" in said

    def test_frictionless_validates_the_package_as_served(self, client: Client, tmp_path: Path) -> None:
        described = client.get(f"{V1}/datapackage.json")
        (tmp_path / "datapackage.json").write_bytes(described.body)
        (tmp_path / "tables").mkdir()
        for resource in described.json["resources"]:
            (tmp_path / resource["path"]).write_bytes(client.get(f"{V1}/{resource['path']}").body)
        with system.use_context(trusted=True):
            report = Package(str(tmp_path / "datapackage.json")).validate()
        assert report.valid, report.flatten(["type", "note"])
        assert {task.name for task in report.tasks} == set(TABLES)

    @pytest.mark.parametrize("table", TABLES)
    def test_every_table_can_be_had_whole(self, client: Client, table: str) -> None:
        answer = client.get(f"{V1}/tables/{table}.csv")
        assert answer.status == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="{table}.csv"'
        assert len(rows(answer)) == len(shipped().tables[table])


class TestSummary:
    def test_figures_are_those_of_the_page_each_with_its_published_one(self, client: Client) -> None:
        document = client.get(f"{V1}/summary.json").json
        figures = summary.figures(shipped(), Selection())
        for name, figure in document["figures"].items():
            ours = getattr(figures, name)
            assert figure["value"] == ours.value
            assert (figure["published"] is None) == (ours.published is None)
        assert document["figures"]["partner_places"]["published"]["value"] == 67
        assert document["years"] == [
            {"fiscal_year": year, "links": links} for year, links in summary.year_counts(shipped(), Selection()).items()
        ]
        assert set(document["options"]) == {"country", "jp", "partner", "theme", "evidence"}
        assert document["hidden"] == summary.hidden(shipped(), Selection())
        assert set(document["completeness"]) == {"ja", "en"}

    def test_a_filtered_selection_has_no_published_figure_beside_it(self, client: Client) -> None:
        figures = client.get(f"{V1}/summary.json?country=VNM").json["figures"]
        assert figures["countries"] == {"value": 1, "published": None}


class TestRefusals:
    def errors(self, client: Client, address: str) -> dict[tuple[str, str], dict[str, str]]:
        answer = client.get(V1 + address)
        assert answer.status == 400
        assert answer.media_type == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json["status"] == 400
        return {(error["parameter"], error["value"]): error for error in answer.json["errors"]}

    def test_each_value_not_understood_is_named_with_what_is_allowed(self, client: Client) -> None:
        address = "/installations.csv?fy=1999&country=VN&country=VNM&evidence=D&linked=yes&for=excel&sel=pair:x&theme=waste"
        errors = self.errors(client, address)
        assert set(errors) == {
            ("fy", "1999"), ("country", "VN"), ("evidence", "D"), ("linked", "yes"), ("for", "excel"), ("sel", "pair:x"),
            ("theme", "waste"),
        }  # fmt: skip
        assert "2013" in errors["fy", "1999"]["allowed"]
        countries = vocabulary(shipped()).codes["country"]
        assert errors["country", "VN"]["allowed"] == ", ".join(countries)
        assert errors["country", "VN"]["nearest"].split(", ")[0] == "VNM"
        assert errors["evidence", "D"]["allowed"] == "A, B, C"
        assert errors["for", "excel"]["allowed"] == "spreadsheet"
        for (parameter, value), error in errors.items():
            assert parameter in error["message"]
            assert value in error["message"] or parameter == "theme"
            assert error["allowed"] in error["message"]
            assert error["nearest"] in error["message"]
            assert "left out" not in error["message"]

    def test_suggestions_stand_apart_from_what_is_allowed(self, client: Client) -> None:
        errors = self.errors(client, "/installations.csv?tech=solar&country=ZZ&contry=VNM&fields=lati&for=spreadsheets")
        nearest = {parameter: error["nearest"] for (parameter, _), error in errors.items()}
        assert nearest == {
            "tech": "solar_pv", "country": "", "contry": "country", "fields": "lat, installation_id", "for": "spreadsheet",
        }  # fmt: skip
        assert errors["tech", "solar"]["allowed"] == ", ".join(vocabulary(shipped()).codes["tech"])

    def test_of_many_ids_the_list_is_named_and_counted_and_can_be_had_there(self, client: Client) -> None:
        [error] = self.errors(client, "/installations.csv?partner=nowhere").values()
        number, _, path = error["allowed"].removeprefix("{place_id} (").removesuffix(")").partition(": …")
        assert int(number) == len(vocabulary(shipped()).codes["partner"])
        assert "place_id" in client.get(V1 + path).text.partition("\n")[0].split(",")

    def test_messages_come_in_the_language_asked_for(self, client: Client) -> None:
        english = client.get(f"{V1}/places.geojson?country=XXX")
        japanese = client.get(f"{V1}/places.geojson?country=XXX&lang=ja")
        assert english.headers["content-language"] == "en"
        assert japanese.headers["content-language"] == "ja"
        assert english.json["errors"][0]["message"].isascii() is False  # typographic quotes, as on the pages
        assert "使えません" in japanese.json["errors"][0]["message"]
        assert "使えません" not in english.text

    @pytest.mark.parametrize(
        ("path", "name"),
        [(f"/{layer}.{ending}", rule.name) for layer in LAYERS for ending in ("geojson", "csv", "xlsx") for rule in RULES
         if SUBJECTS[layer] not in rule.subjects],
    )  # fmt: skip
    def test_a_parameter_that_does_not_apply_is_refused_whatever_its_value(self, client: Client, path: str, name: str) -> None:
        value = {"undated": "0", "linked": "0"}.get(name) or vocabulary(shipped()).codes[name][0]
        [error] = self.errors(client, f"{path}?{name}={value}").values()
        assert error["parameter"] == name
        assert name not in error["allowed"].split(", ")

    def test_too_many_and_too_long_values_are_refused(self, client: Client) -> None:
        assert ("fy", "2017") in self.errors(client, "/places.csv?fy=2015&fy=2016&fy=2017")
        assert ("evidence", "C") in self.errors(client, "/places.csv?evidence=A&evidence=C")
        assert ("for", "spreadsheet") in self.errors(client, "/places.csv?for=spreadsheet&for=spreadsheet")
        assert ("lang", "en") in self.errors(client, "/places.csv?lang=ja&lang=en")
        [error] = self.errors(client, "/places.csv?q=" + "x" * (LONGEST_QUERY + 1)).values()
        assert error["allowed"] == str(LONGEST_QUERY)

    def test_empty_values_are_refused_where_a_code_is_needed(self, client: Client) -> None:
        assert set(self.errors(client, "/places.csv?country=&fy=&evidence=")) == {("country", ""), ("fy", ""), ("evidence", "")}

    @pytest.mark.parametrize(
        "value", ["%00", "%ff%fe", "%0d%0aX-Injected:%201", "%E2%80%AE", "<script>", "{{7*7}}", "../../etc/passwd"]
    )
    def test_hostile_values_are_only_repeated_as_data(self, client: Client, value: str) -> None:
        answer = client.get(f"{V1}/places.geojson?country={value}")
        assert answer.status == 400
        assert answer.media_type == "application/problem+json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "x-injected" not in answer.headers
        assert "49" not in answer.json["errors"][0]["value"]

    def test_an_overlong_address_is_refused_before_it_is_read(self, client: Client) -> None:
        assert client.get(f"{V1}/places.geojson?q=" + "x" * LONGEST_QUERY_STRING).status == 414
        assert client.get(f"{V1}/places.geojson?" + "country=VNM&" * 300).status == 200

    @pytest.mark.parametrize(
        "path",
        ["", "/", "/nothing", "/places", "/places.geojson/", "/places.kml", "/tables/nothing.csv", "/tables/..%2f..%2fapp.csv",
         "/tables/sources.csv.csv", "/map", "/../v1/places.geojsonx"],
    )  # fmt: skip
    def test_an_unknown_address_is_answered_in_json(self, client: Client, path: str) -> None:
        for prefix in (V1, "/api/v2"):
            answer = client.get(prefix + path)
            assert answer.status == 404
            assert answer.json["status"] == 404
            assert answer.json["detail"]

    def test_an_error_inside_says_nothing_of_the_inside(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            msg = "secret path"
            raise RuntimeError(msg)

        monkeypatch.setattr(routes, "_written", fail)
        answer = client.get(f"{V1}/places.geojson")
        assert answer.status == 500
        assert answer.json["title"] == "Internal Server Error"
        assert "secret" not in answer.text


class TestFaultyTables:
    @pytest.mark.parametrize("path", [*ADDRESSES, "/health"])
    def test_nothing_is_served_but_every_fault_named(self, client: Client, folder: TableFolder, path: str, openapi: Any) -> None:
        line = folder.set("places", "osaka", "lat", "north")
        folder.set("sources", "moe-topic-43", "url", "javascript:alert(1)")
        answer = client.get(V1 + path)
        assert answer.status == 503
        assert answer.headers["cache-control"] == "no-store"
        valid(openapi, openapi["components"]["schemas"]["Problem"], answer.json)
        faults = {(fault["file"], fault["column"]): fault for fault in answer.json["faults"]}
        assert set(faults) == {("places.csv", "lat"), ("sources.csv", "url")}
        assert (faults["places.csv", "lat"]["row"], faults["places.csv", "lat"]["value"]) == (line, "north")
        assert all(fault["remedy"] for fault in faults.values())
        assert "誤り" in client.get(f"{V1}{path}?lang=ja").text or "違反" in client.get(f"{V1}{path}?lang=ja").text

    def test_mended_tables_are_served_without_a_restart(self, client: Client, folder: TableFolder) -> None:
        whole = folder.text("places")
        folder.set("places", "osaka", "lat", "north")
        assert client.get(f"{V1}/health").status == 503
        folder.write("places", whole)
        assert client.get(f"{V1}/health").json["status"] == "ok"
        assert "osaka" in ids(client.get(f"{V1}/places.geojson"))

    def test_a_database_out_of_reach_is_told_of_without_repeating_its_password(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(DATA_VARIABLE, "postgresql://somebody:secret@127.0.0.1:9/programme")
        answer = client.get(f"{V1}/places.geojson")
        assert answer.status == 503
        assert "127.0.0.1:9/programme" in answer.json["detail"]
        assert int(answer.headers["retry-after"]) > 0
        assert "secret" not in answer.text

    def test_tables_without_a_description_are_served_without_one(self, client: Client, folder: TableFolder) -> None:
        assert folder.path.is_dir()
        assert client.get(f"{V1}/datapackage.json").status == 404
        for path in ("/places.geojson", "/tables/places.csv", "/openapi.json"):
            assert client.get(V1 + path).status == 200

    def test_other_tables_have_other_tags(self, client: Client, folder: TableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.set("places", "osaka", "name_en", "Osaka")
        changed = client.get(f"{V1}/places.geojson").headers["etag"]
        monkeypatch.setenv(DATA_VARIABLE, str(DATA))
        assert client.get(f"{V1}/places.geojson").headers["etag"] != changed


class TestHostileTables:
    TEXT = "=1+1;{{ 7*7 }}{% x %}</script><script>alert(1)</script>"

    def test_come_out_as_data_everywhere(self, client: Client, folder: TableFolder) -> None:
        for table, key, column in (("places", "osaka", "name_en"), ("countries", "VNM", "name_en"), ("themes", "waste", "name_en")):
            folder.set(table, key, column, self.TEXT)
        names = {feature["id"]: feature["properties"]["name_en"] for feature in client.get(f"{V1}/places.geojson").json["features"]}
        assert names["osaka"] == self.TEXT
        [osaka] = [row for row in rows(client.get(f"{V1}/places.csv")) if row["place_id"] == "osaka"]
        assert osaka["name_en"] == self.TEXT
        [guarded] = [row for row in rows(client.get(f"{V1}/places.csv?for=spreadsheet")) if row["place_id"] == "osaka"]
        assert guarded["name_en"] == "'" + self.TEXT
        assert self.TEXT in client.get(f"{V1}/map/links.json").json["places"]["name_en"]
        for path in ADDRESSES:
            answer = client.get(V1 + path)
            if path != "/datapackage.json":
                assert answer.status == 200
                assert answer.media_type != "text/html"
                assert answer.headers["x-content-type-options"] == "nosniff"


class TestDescription:
    def test_describes_every_address_and_only_these(self, openapi: Any) -> None:
        assert openapi["openapi"].startswith("3.1")
        assert openapi["servers"] == [{"url": "."}]
        assert set(openapi["paths"]) == {resource.path for resource in RESOURCES} | {"/health"}
        operations = [path["get"]["operationId"] for path in openapi["paths"].values()]
        assert len(set(operations)) == len(operations)

    def test_every_reference_leads_somewhere_and_every_schema_is_one(self, openapi: Any) -> None:
        def references(part: Any) -> Iterator[str]:
            if isinstance(part, dict):
                yield from ([part["$ref"]] if "$ref" in part else [])
                for value in part.values():
                    yield from references(value)
            elif isinstance(part, list):
                for value in part:
                    yield from references(value)

        found = set(references(openapi))
        assert found
        for reference in found:
            target = openapi
            for name in reference.removeprefix("#/").split("/"):
                target = target[name]
            assert target
        for schema in openapi["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)
        for parameter in openapi["components"]["parameters"].values():
            jsonschema.Draft202012Validator.check_schema(parameter["schema"])
            jsonschema.validate(parameter["example"], parameter["schema"])
            assert parameter["description"]

    @pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.path)
    def test_every_documented_parameter_works_at_its_address(self, client: Client, openapi: Any, resource: Any) -> None:
        documented = [
            openapi["components"]["parameters"][entry["$ref"].rpartition("/")[2]]
            for entry in openapi["paths"][resource.path]["get"]["parameters"]
        ]
        assert {entry["name"] for entry in documented if entry["in"] == "query"} == set(
            applicable(resource.subjects, resource.options, by_rows=resource.by_rows)
        )
        path = resource.path.format(name=openapi["components"]["parameters"]["name"]["example"])
        for entry in documented:
            if entry["in"] == "query":
                answer = client.get(f"{V1}{path}?" + urlencode({entry["name"]: entry["example"]}, doseq=True))
                assert answer.status == 200, answer.text

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
    def test_every_documented_code_is_allowed_and_no_other(self, client: Client, openapi: Any, rule: Any) -> None:
        schema = openapi["components"]["parameters"][rule.name]["schema"]
        codes = schema.get("enum") or schema.get("items", {}).get("enum") or []
        layer = next(layer for layer in LAYERS if SUBJECTS[layer] in rule.subjects)
        for code in codes:
            assert client.get(f"{V1}/{layer}.csv?{rule.name}={code}").status == 200
        if codes:
            assert client.get(f"{V1}/{layer}.csv?{rule.name}=nothing-of-the-kind").status == 400

    @pytest.mark.parametrize("layer", LAYERS)
    def test_geojson_answers_have_the_form_described(self, client: Client, openapi: Any, layer: Layer) -> None:
        described = openapi["paths"][f"/{layer}.geojson"]["get"]["responses"]["200"]["content"]
        for query in ("", "?evidence=C", "?q=no+such+words"):
            answer = client.get(f"{V1}/{layer}.geojson{query}")
            valid(openapi, described[answer.media_type]["schema"], answer.json)

    @pytest.mark.parametrize("path", ["/summary.json", "/datapackage.json", "/map/links.json", "/openapi.json", "/health"])
    def test_json_answers_have_the_form_described(self, client: Client, openapi: Any, path: str) -> None:
        answer = client.get(V1 + path)
        described = openapi["paths"][path]["get"]["responses"]["200"]["content"][answer.media_type]["schema"]
        valid(openapi, described, answer.json)

    def test_refusals_have_the_form_described(self, client: Client, openapi: Any) -> None:
        described = openapi["paths"]["/places.geojson"]["get"]["responses"]
        for status, query in (("400", "country=XXX"), ("414", "q=" + "x" * LONGEST_QUERY_STRING)):
            answer = client.get(f"{V1}/places.geojson?{query}")
            assert answer.status == int(status)
            valid(openapi, described[status]["content"][answer.media_type]["schema"], answer.json)

    @pytest.mark.parametrize("layer", LAYERS)
    def test_columns_are_explained_and_stand_in_the_order_described(self, client: Client, openapi: Any, layer: Layer) -> None:
        columns = openapi["components"]["schemas"][f"FeatureOf{layer.title()}"]["properties"]["properties"]["properties"]
        header = client.get(f"{V1}/{layer}.csv").text.partition("\r\n")[0].split(",")
        assert list(columns) == header
        assert all(column["description"] for column in columns.values())
        described = openapi["paths"][f"/{layer}.csv"]["get"]["responses"]["200"]["description"]
        assert ", ".join(header) in described

    def test_is_written_in_japanese_on_request(self, client: Client, openapi: Any) -> None:
        japanese = client.get(f"{V1}/openapi.json?lang=ja").json
        for name, parameter in openapi["components"]["parameters"].items():
            assert japanese["components"]["parameters"][name]["description"] != parameter["description"]
        for path, described in openapi["paths"].items():
            assert japanese["paths"][path]["get"]["summary"] == Language("ja").text(described["get"]["summary"])
            assert japanese["paths"][path]["get"]["summary"] != described["get"]["summary"]


@pytest.mark.parametrize(
    ("headers", "taken"),
    [([], False), (["gzip"], True), (["br;q=1.0, GZIP;q=0.2"], True), (["gzip;q=0"], False), (["*"], True), (["identity"], False),
     (["*;q=0"], False), (["gzip;q=0, *"], False), (["deflate", "x-gzip"], True), (["gzip;q=high"], False)],
)  # fmt: skip
def test_compression_is_used_where_the_client_says_so(headers: list[str], taken: bool) -> None:
    assert accepts_gzip(headers) is taken


@pytest.mark.parametrize(
    ("headers", "same"),
    [([], False), (['"a"'], True), (['W/"a"'], True), (['"b", "a"'], True), (['"b"', '"a"'], True), (["*"], True), (["a"], False)],
)  # fmt: skip
def test_a_known_tag_is_recognised(headers: list[str], same: bool) -> None:
    assert matches(headers, '"a"') is same
