"""The map draws exactly what the tables hold, with no network but its own server."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, expect
from shipped import DATA, shipped
from visit import DATA_PAGE, MAP_PAGE, OpenVisit, Visit, wired

from geo import collaborations, installations, summary
from geo.conditions import Condition, matching
from geo.language import LANGUAGES
from geo.page_parameters import PAGE_PARAMETERS
from geo.parameters import RULES
from geo.selection import Selection
from geo.vocabulary import vocabulary
from tools.running_app import RunningApp, running_app


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", [MAP_PAGE, DATA_PAGE])
def test_every_page_is_drawn_whole_and_asks_no_other_host_for_anything(visit: OpenVisit, path: str, code: str) -> None:
    look = visit(code).open(path, lang=code)
    if path == MAP_PAGE:
        look.has_strands(len(summary.links(shipped(), Selection())))
        assert look.map.locator(".land").evaluate_all("paths => paths.some(path => path.getBoundingClientRect().width > 100)")
        tinted = look.map.locator(".land-partner").evaluate_all("paths => paths.map(path => path.dataset.country)")
        assert set(tinted) == set(collaborations.rows(shipped())["country_iso3"])
    else:
        for part in PAGE_PARAMETERS["part"]:
            look.open(path, lang=code, part=part)
            shown = look.page.locator(f".st-key-data_{part}")
            expect(shown.locator("[data-testid=stDataFrame], [data-testid=stHtml] table").first).to_be_visible()
    loaded = look.page.evaluate("() => performance.getEntriesByType('resource').map(entry => entry.name)")
    assert loaded
    assert all(name.startswith((look.app.address, "data:", "blob:")) for name in loaded)
    assert look.elsewhere == []


def test_the_first_visitor_of_a_new_server_may_come_in_by_any_page(
    visit: OpenVisit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with running_app(tmp_path_factory.mktemp("fresh") / "log.txt", DATA) as fresh:
        look = visit(of=fresh).open(DATA_PAGE, lang="en")
        expect(look.page.get_by_role("heading", level=1)).to_have_count(1)
        expect(look.page.get_by_role("link", name="Partnership map")).to_be_visible()


def test_a_request_to_another_host_would_be_seen_and_stopped(app: RunningApp, contexts: Callable[..., BrowserContext]) -> None:
    page = contexts("en").new_page()
    look = Visit(page, app)
    page.set_content('<img src="http://127.0.0.2:9/picture.png"><iframe src="http://elsewhere.example/"></iframe>')
    expect(page.locator("iframe")).to_be_attached()
    answer = page.evaluate("() => fetch('http://elsewhere.example/data').then(() => 'reached', () => 'stopped')")
    assert answer == "stopped"
    assert {"http://127.0.0.2:9/picture.png", "http://elsewhere.example/"} <= set(look.elsewhere)
    page.close()


SHOWN: tuple[dict[str, str | list[str]], ...] = (
    {"country": "VNM"},
    {"theme": ["waste", "water"], "fy": ["2015", "2020"]},
    {"q": "ﾊｲﾌｫﾝ"},
    {"evidence": "C", "country": "THA"},
    {"evidence": "A", "fy": "2022"},
    {"jp": "osaka", "partner": "ho-chi-minh-city"},
)


@pytest.mark.parametrize("parameters", SHOWN, ids=lambda parameters: urlencode(parameters, doseq=True))
def test_the_strands_shown_are_the_rows_of_table_and_api(visit: OpenVisit, parameters: dict[str, str | list[str]]) -> None:
    look = visit().open(lang="en", **parameters)
    selection = Selection.parse(look.parameters(), vocabulary(shipped()))[0]
    wanted = set(summary.links(shipped(), selection)["collaboration_id"])
    assert wanted
    look.has_strands(len(wanted))
    look.becomes(look.strands, wanted)
    served = look.app.get(f"/api/v1/collaborations.csv?{urlencode(parameters, doseq=True)}").decode("utf-8-sig")
    assert {row["collaboration_id"] for row in csv.DictReader(io.StringIO(served))} == wanted
    expect(look.by_key("figures").get_by_test_id("stMetricValue").last).to_have_text(str(len(wanted)))


# --- the browser's reading of conditions is Python's ------------------------------------------------------------------

MATCHING = "return argument.map(([table, conditions]) => CityMap.matching(table, conditions))"


@pytest.fixture(scope="module")
def script(app: RunningApp, contexts: Callable[..., BrowserContext]) -> Iterator[Callable[[list[Any]], list[list[int]]]]:
    """Gives, for pairs of table and conditions, the rows that the map's script finds."""
    page = contexts("en").new_page()
    look = Visit(page, app).open(lang="en")
    yield lambda asked: look.on_map(MATCHING, asked)
    page.close()


def selections() -> list[Selection]:
    """Each value of each filter alone, and many of them together."""
    words = vocabulary(shipped())
    codes = {rule.field: words.codes[rule.name] for rule in RULES if rule.name in {"country", "jp", "partner", "theme"}}
    years = range(words.first_year, words.last_year + 1)
    queries = ["ほてる", "HOTEL", "waste  water", "Ōsaka", "ha noi", "水", "ヴ", "廃棄物 処理", "%", "(", "no such word"]
    alone = [Selection(**{field: (code,)}) for field, listed in codes.items() for code in listed]
    alone += [Selection(fiscal_years=(first, last)) for first in years for last in years if first <= last]
    alone += [Selection(evidence=level) for level in "ABC"] + [Selection(query=query) for query in queries]
    chance = random.Random(2013)  # noqa: S311 - picks examples
    together = []
    for _ in range(400):
        picked = {field: tuple(chance.sample(listed, chance.choice([0, 0, 1, 3]))) for field, listed in codes.items()}
        span = chance.choice([None, (min(pair), max(pair)) if (pair := chance.choices(years, k=2)) else None])
        query = chance.choice(["", "", *queries])
        together.append(Selection(**picked, fiscal_years=span, evidence=chance.choice("ABC"), query=query))
    return alone + together


def test_the_script_finds_the_same_links_as_python_for_every_selection(
    script: Callable[[list[Any]], list[list[int]]], app: RunningApp
) -> None:
    sent = json.loads(app.get("/api/v1/map/links.json"))["links"]
    rows = collaborations.rows(shipped())
    assert sent["id"] == list(rows["collaboration_id"])
    tried = selections()
    table = {name: values for name, values in sent.items() if name != "line"}
    wanted = [list(matching(rows, selection.conditions("collaborations"))["collaboration_id"]) for selection in tried]
    found = look_up(script, table, [wired(selection) for selection in tried])
    assert [[sent["id"][row] for row in rows_found] for rows_found in found] == wanted
    assert len({len(each) for each in wanted}) > 20


def look_up(
    script: Callable[[list[Any]], list[list[int]]], table: dict[str, list[Any]], conditions: list[list[dict[str, object]]]
) -> list[list[int]]:
    # One table for all: it would otherwise travel once for each selection.
    parts = [conditions[first : first + 100] for first in range(0, len(conditions), 100)]
    return [rows for part in parts for rows in script([[table, each] for each in part])]


COLUMNS = {
    "in": st.sampled_from(["", "a", "b", "日本", "A"]),
    "any": st.sampled_from(["", "a", "a;b", "b;ab", "日本;a"]),
    "between": st.none() | st.integers(2010, 2016),
    "contains": st.text(st.sampled_from("aß日ア ゛%._*("), max_size=6),
}
VALUES = {
    "in": st.lists(st.sampled_from(["", "a", "b", "日本"]), max_size=3),
    "any": st.lists(st.sampled_from(["", "a", "b", "ab", "日本"]), max_size=3),
    "between": st.tuples(st.integers(2010, 2016), st.integers(2010, 2016)).map(sorted),
    "contains": st.lists(st.text(st.sampled_from("aß日ア゛%._*("), max_size=2), max_size=2),
}


@st.composite
def cases(draw: st.DrawFn) -> tuple[pd.DataFrame, list[Condition]]:
    rows = draw(st.integers(0, 6))
    table = pd.DataFrame({"id": range(rows)})
    for kind, cells in COLUMNS.items():
        values = draw(st.lists(cells, min_size=rows, max_size=rows))
        table[kind] = pd.array(values, dtype="Int64") if kind == "between" else pd.Series(values, dtype="str")
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=4))
    return table, [Condition(kind, kind, tuple(draw(VALUES[kind])), missing=draw(st.booleans())) for kind in kinds]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(tried=st.lists(cases(), min_size=5, max_size=25))
def test_the_script_reads_any_condition_on_any_table_as_python_does(
    script: Callable[[list[Any]], list[list[int]]], tried: list[tuple[pd.DataFrame, list[Condition]]]
) -> None:
    wanted = [list(matching(table, conditions)["id"]) for table, conditions in tried]
    asked = [[json.loads(_columns(table)), [condition.wire() for condition in conditions]] for table, conditions in tried]
    assert script(asked) == wanted


def test_rows_without_a_year_are_read_alike(script: Callable[[list[Any]], list[list[int]]]) -> None:
    rows = installations.rows(shipped())
    columns = ["installation_id", "fiscal_year", "evidence", "tie"]
    table = pd.DataFrame(rows[columns]).rename(columns={"installation_id": "id"})
    tried = [
        Selection(fiscal_years=(2016, 2019), undated=undated, linked=linked, evidence=evidence)
        for undated in (False, True)
        for linked in (False, True)
        for evidence in "ABC"
    ]
    conditions = [selection.conditions("installations") for selection in tried]
    wanted = [list(matching(table, each)["id"]) for each in conditions]
    found = script([[json.loads(_columns(table)), [condition.wire() for condition in each]] for each in conditions])
    assert [[table["id"].iloc[row] for row in each] for each in found] == wanted
    assert len({len(each) for each in wanted}) > 3


def _columns(table: pd.DataFrame) -> str:
    lists = {name: [None if pd.isna(value) else value for value in table[name].tolist()] for name in table.columns}
    return json.dumps(lists)
