"""A visitor's own tables: seen by who knows their address, for as long as somebody holds them, and kept by no cache."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from geo.api.routes import create_api
from geo.current import current_programme
from geo.drafts import Draft, api_base, find, stage_base
from geo.onefile.routes import create_stage
from geo.programme import Programme, assemble, text_tables
from tests.serving import Client, serving

MARK = "A name only the draft has"


@pytest.fixture(scope="module")
def changed() -> Programme:
    tables = text_tables(current_programme())
    tables["places"].loc[tables["places"].index[0], "name_en"] = MARK
    return assemble(tables, "d" * 64)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with serving(Starlette(routes=[Mount("/api", create_api()), Mount("/stage", create_stage())])) as opened:
        yield opened


def test_tables_written_as_text_are_the_same_tables_again() -> None:
    published = current_programme()
    again = assemble(text_tables(published), published.version)
    for name, table in published.tables.items():
        assert table.equals(again.tables[name]), name


def test_the_api_serves_a_draft_under_its_own_address_alone(client: Client, changed: Programme) -> None:
    draft = Draft(changed, "places.xlsx", ("places",))
    own = client.get(f"/{api_base(draft)}places.csv")
    assert own.status == HTTPStatus.OK
    assert MARK in own.text
    assert MARK not in client.get(f"/{api_base()}places.csv").text


@pytest.mark.parametrize("path", ["places.geojson", "map/links.json", "summary.json", "tables/places.csv"])
def test_no_cache_may_keep_an_answer_on_a_draft(client: Client, changed: Programme, path: str) -> None:
    draft = Draft(changed, "places.xlsx", ("places",))
    assert client.get(f"/{api_base(draft)}{path}").headers["cache-control"] == "private, no-store"
    assert client.get(f"/{api_base()}{path}").headers["cache-control"] == "no-cache"


def test_the_stage_shows_a_draft_under_its_own_address_alone(client: Client, changed: Programme) -> None:
    draft = Draft(changed, "places.xlsx", ("places",))
    own, published = client.get(f"/{stage_base(draft)}"), client.get(f"/{stage_base()}")
    assert own.status == published.status == HTTPStatus.OK
    assert own.headers["cache-control"] == "private, no-store"
    assert own.body != published.body


def test_a_draft_nobody_holds_any_more_is_gone(client: Client, changed: Programme) -> None:
    draft = Draft(replace(changed, version="0"), "places.xlsx", ("places",))
    address, token = f"/{api_base(draft)}places.csv", draft.token
    assert find(token) is draft
    del draft
    gc.collect()
    assert find(token) is None
    answer = client.get(f"{address}?lang=ja")
    assert answer.status == HTTPStatus.NOT_FOUND
    assert "手元" in answer.text


def test_no_two_drafts_have_one_address(changed: Programme) -> None:
    drafts = [Draft(changed, "places.xlsx", ("places",)) for _ in range(100)]
    assert len({draft.token for draft in drafts}) == len(drafts)
    assert all(draft.token not in repr(draft) for draft in drafts)
