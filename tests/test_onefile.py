"""The map in one file: what it holds, and that it asks for nothing."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from serving import Client, serving
from shipped import shipped
from starlette.applications import Starlette
from starlette.routing import Mount

from geo import shown
from geo.detail import detail
from geo.language import LANGUAGES, Language
from geo.map.frame import OPTIONS, SUBJECTS, base_map, leaflet_options
from geo.onefile.documents import LAYERS, narrowed, things
from geo.onefile.page import one_file
from geo.onefile.routes import create_stage
from geo.onefile.told import told
from geo.parameters import Selected
from geo.security_headers import digest
from geo.selection import Selection
from geo.story.story import load_story, read_story
from geo.vocabulary import vocabulary

PROGRAMME = shipped()
STORY = load_story(PROGRAMME)
LARGEST = 2_000_000  # bytes, for all rows
ENGLISH = Language("en")
SELECTIONS = {
    "everything": Selection(),
    "with inferred rows": Selection(evidence="C"),
    "one country": Selection(countries=("VNM",)),
    "some years": Selection(fiscal_years=(2016, 2018)),
    "one technology": Selection(technologies=("solar_pv",)),
    "nothing": Selection(query="no row holds these words"),
}


def held(page: bytes) -> dict[str, Any]:
    packed = re.search(r'<script type="text/plain" id="held">([^<]*)</script>', page.decode())
    assert packed
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    return found


@pytest.fixture(scope="module")
def page() -> bytes:
    return one_file(PROGRAMME, Selection(), ENGLISH, story=STORY, made=date(2026, 11, 23))


def test_a_file_of_all_rows_with_its_story_stays_below_two_megabytes() -> None:
    assert len(one_file(PROGRAMME, Selection(evidence="C"), ENGLISH, story=STORY)) < LARGEST


def test_the_file_names_no_address_a_browser_would_fetch(page: bytes) -> None:
    markup = re.sub(rb"<script\b.*?</script>", b"", page, flags=re.DOTALL).decode()
    assert re.findall(r"""(?:src|href)="(?!data:)""", markup) == []
    assert re.findall(r"url\((?!data:)", markup) == []
    assert "@import" not in markup


def test_its_policy_allows_exactly_its_own_script(page: bytes) -> None:
    text = page.decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    scripts = re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)
    assert policy
    assert len(scripts) == 1
    assert policy[1].endswith(f"script-src {digest(scripts[0])}")
    assert policy[1].startswith("default-src 'none'")


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_a_file_holds_exactly_the_rows_shown(layer: Any, selection: Selection) -> None:
    document = narrowed(PROGRAMME, layer, selection)
    rows = shown.rows(PROGRAMME, selection, SUBJECTS[layer.name])
    assert document[layer.table]["id"] == list(rows[layer.key])
    assert {len(column) for column in document[layer.table].values()} == {len(rows)}


def test_steps_bring_the_links_they_draw_and_no_other_view_counts_them(page: bytes) -> None:
    found = held(page)
    weaker = {row for step in found["steps"] for row in step["weaker"]}
    table = found["documents"]["links"]["links"]
    assert weaker
    assert set(table["id"]) == weaker | set(shown.links(PROGRAMME, Selection())["collaboration_id"])
    counted = [name for name, level in zip(table["id"], table["evidence"], strict=True) if level in found["levels"]]
    assert counted == list(shown.links(PROGRAMME, Selection())["collaboration_id"])


def test_the_check_counts_steps_of_the_story_that_find_no_rows() -> None:
    lines = ["[[step]]", 'id = "a"', 'show = "text"', 'heading = { en = "A", ja = "あ" }', "[[step]]", 'id = "b"', 'show = "links"']
    lines += ['heading = { en = "B", ja = "い" }', 'view = "country=KHM&fy=2013&fy=2013"']
    story = read_story("\n".join(lines).encode(), PROGRAMME)
    found = held(one_file(PROGRAMME, Selection(), ENGLISH, story=story))
    assert (len(found["steps"]), found["steps_left_out"]) == (1, 1)
    # What a narrowed file leaves out on purpose is nothing to be warned of.
    part = held(one_file(PROGRAMME, Selection(countries=("KHM",)), ENGLISH, story=STORY))
    assert part["steps_left_out"] == 0


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_all_that_a_file_shows_can_be_opened(layer: Any, selection: Selection) -> None:
    selectable = vocabulary(PROGRAMME).selectable
    for thing in things(narrowed(PROGRAMME, layer, selection), layer):
        assert thing.id in selectable[thing.kind]


def test_a_file_opens_on_what_it_shows() -> None:
    whole, part = (narrowed(PROGRAMME, LAYERS[0], selection)["home"] for selection in (Selection(), Selection(countries=("MNG",))))
    assert part[0][0] > whole[0][0]
    assert narrowed(PROGRAMME, LAYERS[0], SELECTIONS["nothing"])["home"] == whole


def test_the_options_of_the_map_are_those_the_live_map_has() -> None:
    options = leaflet_options()
    drawn = base_map("links").get_root().render()  # type: ignore[no-untyped-call]
    assert options["center"] == OPTIONS["location"]
    assert options["zoom"] == OPTIONS["zoom_start"]
    for name, value in options.items():
        if name not in {"center", "zoom", "maxBounds"}:
            assert f'"{name}": {json.dumps(value)},' in drawn


@pytest.mark.parametrize("code", LANGUAGES)
def test_details_in_the_file_say_what_the_pages_say(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    pair, country = Selected("pair", "osaka~ho-chi-minh-city"), Selected("country", "VNM")
    found = told(PROGRAMME, Selection(), [pair, country], language)
    for thing in (pair, country):
        whole = detail(PROGRAMME, Selection(), thing, language)
        held_of_it = found["things"][str(thing)]
        assert held_of_it["heading"] == whole.heading
        assert tuple(held_of_it["sentences"]) == whole.sentences
        assert held_of_it["projects"] == [project.id for project in whole.projects]
        assert [found["project"][name]["year"] for name in held_of_it["projects"]] == [row.year for row in whole.projects]
        assert held_of_it["sources"] == [source.id for source in whole.sources]
        assert all(found["source"][source.id]["url"] == source.url for source in whole.sources)


def test_the_file_holds_both_languages_licence_selection_date_and_completeness(page: bytes) -> None:
    found = held(page)
    assert set(found["told"]) == set(found["texts"]) == set(LANGUAGES)
    for code in LANGUAGES:
        about = found["about"][code]
        assert about["title"]
        assert about["licences"]
        assert about["selection"]
        assert "67" in about["remarks"]["links"]
    assert '"made": "2026-11-23"' in page.decode()
    assert found["texts"]["en"].keys() == found["texts"]["ja"].keys()


def test_hostile_text_cannot_leave_the_data_it_stands_in() -> None:
    address = "</script><script>alert(1)</script>"
    opened = one_file(PROGRAMME, Selection(), ENGLISH, address=address).decode()
    assert address not in opened
    assert opened.count("<script>") == 1


# --- the addresses ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stage() -> Iterator[Client]:
    with serving(Starlette(routes=[Mount("/stage", create_stage())])) as client:
        yield client


def test_the_stage_opens_with_the_check_and_is_saved_without(stage: Client) -> None:
    opened, saved = stage.get("/stage/?lang=ja"), stage.get("/stage/file?lang=ja&country=VNM&layer=installations")
    assert opened.headers["content-type"] == saved.headers["content-type"] == "text/html; charset=utf-8"
    assert '"check": true' in opened.text
    assert '"check": false' in saved.text
    assert "content-disposition" not in opened.headers
    name = re.search(r'filename="([^"]+)"', saved.headers["content-disposition"])
    assert name
    assert re.fullmatch(r"map-city-to-city_installations_selection_as-of-[0-9-]+\.html", name[1])


def test_the_file_saved_holds_what_was_asked_for(stage: Client) -> None:
    found = held(stage.get("/stage/file?country=VNM&evidence=C").body)
    selection = Selection(countries=("VNM",), evidence="C")
    assert found["documents"]["links"]["links"]["id"] == list(shown.links(PROGRAMME, selection)["collaboration_id"])


def test_what_is_not_understood_is_refused_with_what_is_allowed(stage: Client) -> None:
    answer = stage.get("/stage/?layer=roads&country=XXX&colour=red")
    assert answer.status == 400
    assert {"layer", "country", "colour"} <= {error["parameter"] for error in answer.json["errors"]}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_faulty_story_takes_the_steps_away_never_the_map(
    stage: Client, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, code: str
) -> None:
    file = tmp_path_factory.mktemp("story") / "story.toml"
    file.write_text('[[step]]\nid = "<b>"\nshow = "film"\n', encoding="utf-8")
    monkeypatch.setenv("STORY_FILE", str(file))
    opened, saved = stage.get(f"/stage/?lang={code}"), stage.get(f"/stage/file?lang={code}")
    for answer in (opened, saved):
        assert (answer.status, answer.media_type) == (200, "text/html")
        found = held(answer.body)
        assert found["steps"] == []
        assert found["documents"]["links"]["links"]["id"] == list(shown.links(PROGRAMME, Selection())["collaboration_id"])
    language = Language(code)  # type: ignore[arg-type]
    (told,) = re.findall(r'<details class="troubles".*?</details>', opened.text)
    assert "film" in told
    assert "&lt;b&gt;" in told
    assert language.text("The steps cannot be told, so the map is shown without them:") in told
    # Nothing to check before a talk that cannot be given; and a file to hand on tells nobody of it.
    assert '"check": false' in opened.text
    assert '<details class="troubles"' not in saved.text


@pytest.mark.parametrize(("layer", "page"), [("links", ""), ("installations", "installations"), ("dominoes", "dominoes")])
def test_a_file_names_the_page_and_the_view_it_was_made_of(stage: Client, layer: str, page: str) -> None:
    saved = stage.get(f"/stage/file?country=VNM&evidence=C&lang=ja&layer={layer}")
    opening = re.search(r'<script type="application/json" id="opening">([^<]*)</script>', saved.text)
    assert opening
    address = urlsplit(json.loads(opening[1])["address"])
    assert address.path == f"/{page}"
    assert parse_qs(address.query) == {"country": ["VNM"], "evidence": ["C"], "lang": ["ja"]}


def test_an_unchanged_stage_is_not_sent_twice(stage: Client) -> None:
    tag = stage.get("/stage/").headers["etag"]
    assert stage.get("/stage/", headers={"If-None-Match": tag}).status == 304
