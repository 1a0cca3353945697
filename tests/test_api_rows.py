"""Rows in parts and in columns of one's choice, and the page that describes all of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Answer, Client, serving
from shipped import DATA, shipped
from starlette.applications import Starlette
from starlette.routing import Mount

from geo.api.answers import accepted_language
from geo.api.paging import kept
from geo.api.parameters import LONGEST_QUERY_STRING
from geo.api.resources import RESOURCES
from geo.api.routes import create_api
from geo.drafts import Draft
from geo.export import records
from geo.export.records import KEYS, LAYERS, Layer
from geo.security_headers import SecurityHeaders
from geo.selection import Selection
from geo.static_files import serve_folder
from geo.tables import DATA_VARIABLE, DEFAULT_FOLDER

V1 = "/api/v1"
STATIC = DEFAULT_FOLDER.parent / "static"
JAPANESE = re.compile("[぀-ヿ一-鿿々]")
LINK = re.compile(r'<([^>]*)>; rel="(\w+)"')
every_layer = pytest.mark.parametrize("layer", LAYERS)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(DATA))
        inner = Starlette(routes=[Mount("/api", create_api()), Mount("/app/static", serve_folder(STATIC))])
        with serving(SecurityHeaders(inner)) as client:
            yield client


def rows(answer: Answer) -> list[dict[str, str]]:
    assert answer.status == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def links(answer: Answer) -> dict[str, str]:
    return {relation: target for target, relation in LINK.findall(answer.headers.get("link", ""))}


@every_layer
@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_following_next_gives_every_row_once_in_order(client: Client, layer: Layer, ending: str) -> None:
    def keys(answer: Answer) -> list[str]:
        if ending == "csv":
            return [row[KEYS[layer]] for row in rows(answer)]
        return [feature["id"] for feature in answer.json["features"]]

    address = f"{V1}/{layer}.{ending}?evidence=C&limit=7" if layer != "cases" else f"{V1}/{layer}.{ending}?limit=7"
    whole = keys(client.get(address.replace("limit=7", "").rstrip("?&")))
    found: list[str] = []
    following: str | None = address
    while following:
        answer = client.get(following)
        part = keys(answer)
        assert len(part) <= 7
        assert int(answer.headers["x-total-count"]) == len(whole)
        found += part
        ways = links(answer)
        following = urljoin(following, ways["next"]) if "next" in ways else None
    assert found == whole
    assert keys(client.get(urljoin(address, ways["first"]))) == whole[:7]
    assert keys(client.get(urljoin(address, ways["last"]))) == whole[-(len(whole) % 7 or 7) :]


@settings(max_examples=25, deadline=None)
@given(limit=st.integers(1, 120), offset=st.integers(0, 260))
def test_a_part_is_the_slice_of_all_rows_and_says_so(client: Client, limit: int, offset: int) -> None:
    whole = records.selected(shipped(), "installations", Selection())["installation_id"].tolist()
    document = client.get(f"{V1}/installations.geojson?limit={limit}&offset={offset}").json
    assert [feature["id"] for feature in document["features"]] == whole[offset : offset + limit]
    assert document["numberMatched"] == len(whole)
    assert document["numberReturned"] == len(document["features"])
    relations = {link["rel"] for link in document["links"]}
    assert ("next" in relations) == (offset + limit < len(whole))
    assert ("prev" in relations) == (offset > 0)


@every_layer
def test_without_a_limit_all_rows_come_with_their_number_and_without_links(client: Client, layer: Layer) -> None:
    answer = client.get(f"{V1}/{layer}.geojson")
    document = answer.json
    assert document["links"] == []
    assert "link" not in answer.headers
    assert document["numberMatched"] == document["numberReturned"] == len(document["features"])
    assert answer.headers["x-total-count"] == str(len(document["features"]))


def test_links_keep_selection_fields_and_form(client: Client) -> None:
    address = f"{V1}/installations.csv?country=VNM&country=IDN&fields=name_ja,fiscal_year&for=spreadsheet&limit=3&offset=3&lang=ja"
    answer = client.get(address)
    for target in links(answer).values():
        beside = client.get(urljoin(address, target))
        assert beside.body.startswith(b"\xef\xbb\xbf")
        assert beside.body.decode("utf-8-sig").partition("\r\n")[0] == answer.body.decode("utf-8-sig").partition("\r\n")[0]
        assert beside.headers["x-total-count"] == answer.headers["x-total-count"]
    assert set(links(answer)) == {"first", "prev", "next", "last"}


@every_layer
def test_chosen_columns_come_with_those_no_row_leaves_without_in_the_order_of_the_table(client: Client, layer: Layer) -> None:
    columns = records.columns(shipped(), layer)
    chosen = [columns[-1], columns[1]]
    expected = [name for name in columns if name in chosen or name in kept(layer, columns)]
    assert KEYS[layer] in expected
    assert "source_id" in expected
    for query in (f"fields={','.join(chosen)}", f"fields={chosen[0]}&fields={chosen[1]}"):
        assert client.get(f"{V1}/{layer}.csv?{query}").text.partition("\r\n")[0].split(",") == expected
        features = client.get(f"{V1}/{layer}.geojson?{query}").json["features"]
        assert all(list(feature["properties"]) == expected for feature in features)


def test_each_part_and_choice_has_a_tag_of_its_own(client: Client) -> None:
    queries = ("", "?limit=3", "?limit=3&offset=3", "?fields=name_en", "?fields=name_ja")
    tags = {client.get(f"{V1}/places.geojson{query}").headers["etag"] for query in queries}
    assert len(tags) == len(queries)


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "limit=1.5", "limit=", "limit=1e3", "limit=%D9%A3", "limit=+3", "limit=03", "limit=9999999999",
     "offset=-1", "offset=x", "limit=3&limit=4", "fields=", "fields=nothing", "fields=name_en,,name_ja", "fields=geometry",
     "fields=name_en;name_ja"],
)  # fmt: skip
def test_what_is_no_number_or_column_is_refused_by_name(client: Client, query: str) -> None:
    answer = client.get(f"{V1}/places.csv?{query}")
    assert answer.status == 400
    errors = answer.json["errors"]
    assert {error["parameter"] for error in errors} == {query.partition("=")[0]}
    assert all(error["allowed"] for error in errors)


@pytest.mark.parametrize("path", [resource.path for resource in RESOURCES if not resource.by_rows and "{" not in resource.path])
def test_files_that_are_whole_take_no_parts(client: Client, path: str) -> None:
    assert client.get(f"{V1}{path}?limit=3").status == 400


@pytest.mark.parametrize("path", [*(resource.path for resource in RESOURCES if "{" not in resource.path), "/health", "/docs"])
def test_every_address_says_what_can_be_done_with_it_and_refuses_all_else_as_json(client: Client, path: str) -> None:
    answer = client.get(V1 + path, method="OPTIONS")
    assert (answer.status, answer.raw) == (204, b"")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    refused = client.get(V1 + path, method="PATCH")
    assert (refused.status, refused.media_type) == (405, "application/problem+json")
    assert refused.json["status"] == 405
    if path not in {"/health", "/docs"}:
        long = client.get(f"{V1}{path}?lang=" + "x" * LONGEST_QUERY_STRING)
        assert (long.status, long.media_type) == (414, "application/problem+json")


def test_a_browser_may_read_how_many_rows_there_are(client: Client) -> None:
    answer = client.get(f"{V1}/places.csv?limit=1", {"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"link", "x-total-count", "etag"} <= exposed


def test_a_visitors_own_tables_are_served_in_every_form_and_the_archive_says_they_are_not_published(client: Client) -> None:
    draft = Draft(shipped(), "own.csv", ("places",))
    base = f"/api/drafts/{draft.token}/v1"
    part = client.get(f"{base}/places.geojson?limit=2")
    assert part.json["numberReturned"] == 2
    assert urljoin(f"{base}/places.geojson", links(part)["next"]).startswith(base)
    for ending in ("gpkg", "parquet", "xlsx"):
        assert client.get(f"{base}/places.{ending}").status == 200
    archive, published = client.get(f"{base}/datapackage.zip"), client.get(f"{V1}/datapackage.zip")
    assert archive.status == 200
    assert archive.body != published.body
    assert "no-store" in archive.headers["cache-control"]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.sheets: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        if tag == "a":
            self.links.append(told["href"] or "")
        if tag == "link":
            self.sheets.append(told["href"] or "")
        if "id" in told:
            self.ids.append(told["id"] or "")
        assert not {name for name in told if name.startswith("on") or name == "style"}

    def handle_data(self, data: str) -> None:
        self.text += data


def read(answer: Answer) -> _Page:
    page = _Page()
    page.feed(answer.text)
    return page


@pytest.mark.parametrize("code", ["ja", "en"])
class TestDocumentation:
    def test_every_address_parameter_and_value_stands_on_the_page(self, client: Client, code: str) -> None:
        page = read(client.get(f"{V1}/docs?lang={code}"))
        document = client.get(f"{V1}/openapi.json?lang={code}").json
        for path, described in document["paths"].items():
            assert path in page.text
            assert described["get"]["summary"] in page.text
        for parameter in document["components"]["parameters"].values():
            assert parameter["description"] in page.text
            of = parameter["schema"].get("items", parameter["schema"])
            assert all(str(value) in page.text for value in of.get("enum", []))
        assert all(status in page.text for status in ("200", "304", "400", "404", "405", "414", "503"))

    def test_every_link_within_works_and_leads_to_no_other_host_but_the_licence(self, client: Client, code: str) -> None:
        page = read(client.get(f"{V1}/docs?lang={code}"))
        assert len(page.ids) == len(set(page.ids))
        elsewhere = [target for target in page.links if target.startswith("http")]
        assert elsewhere == ["https://creativecommons.org/licenses/by/4.0/"]
        for target in dict.fromkeys(page.links):
            if target.startswith("#"):
                assert target[1:] in page.ids
            elif not target.startswith("http"):
                assert client.get(urljoin(f"{V1}/docs", target)).status == 200, target

    def test_it_needs_nothing_but_its_own_style_sheet_and_its_policy_allows_no_more(self, client: Client, code: str) -> None:
        answer = client.get(f"{V1}/docs?lang={code}")
        page = read(answer)
        assert not page.tags & {"script", "img", "iframe", "object", "form", "style", "video"}
        (sheet,) = page.sheets
        style = client.get(urljoin(f"{V1}/docs", sheet))
        assert (style.status, style.media_type) == (200, "text/css")
        assert "url(" not in style.text
        assert "@import" not in style.text
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'")
        assert "unsafe" not in policy

    def test_it_is_written_in_the_language_of_the_reader(self, client: Client, code: str) -> None:
        asked = client.get(f"{V1}/docs?lang={code}")
        liked = client.get(f"{V1}/docs", {"Accept-Language": f"{code}-XX,{'en' if code == 'ja' else 'ja'};q=0.5"})
        assert liked.body == asked.body
        assert asked.headers["content-language"] == code
        assert "Accept-Language" in asked.headers["vary"]
        assert f'<html lang="{code}"' in asked.text
        headings = re.findall(r"<h2>(.*?)</h2>", asked.text)
        assert all(bool(JAPANESE.search(heading)) == (code == "ja") for heading in headings)


@pytest.mark.parametrize(
    ("headers", "code"),
    [([], "en"), (["fr"], "en"), (["fr, ja;q=0.3"], "ja"), (["ja;q=0"], "en"), (["en;q=0.4, ja;q=0.8"], "ja"), (["JA-jp"], "ja"),
     (["en, ja"], "en"), (["ja;q=much"], "en")],
)  # fmt: skip
def test_the_language_liked_best_is_chosen(headers: list[str], code: str) -> None:
    assert accepted_language(headers).code == code


def test_unknown_parameters_and_hostile_texts_do_not_enter_the_page(client: Client) -> None:
    answer: Any = client.get(f"{V1}/docs?lang=%3Cscript%3E")
    assert answer.status == 400
    assert answer.media_type == "application/problem+json"
