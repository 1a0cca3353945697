"""The tables of data/, whatever rows are in them today: whole, counted as a plain reading of the files counts them, told in words.

All other tests speak of the copy in tests/tables/. Here nothing is stated that another good row would make untrue.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache

import pytest
from serving import serving
from starlette.applications import Starlette
from starlette.routing import Mount

from geo import check, summary
from geo.api.resources import RESOURCES
from geo.api.routes import create_api
from geo.detail import detail
from geo.language import LANGUAGES, Language
from geo.parameters import EVIDENCE_LEVELS, KINDS, Selected, SelectedKind
from geo.programme import Programme, load_programme
from geo.selection import Selection
from geo.tables import DATA_VARIABLE, DEFAULT_FOLDER, TABLES, file_name
from geo.vocabulary import vocabulary

Row = dict[str, str]
LEVELS = {level: EVIDENCE_LEVELS[: place + 1] for place, level in enumerate(EVIDENCE_LEVELS)}


@lru_cache(maxsize=1)
def programme() -> Programme:
    return load_programme(DEFAULT_FOLDER)


@lru_cache
def rows(table: str) -> tuple[Row, ...]:
    with (DEFAULT_FOLDER / file_name(table)).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def links(evidence: str) -> list[Row]:
    return [row for row in rows("collaborations") if row["evidence"] in LEVELS[evidence]]


def test_they_are_clean_and_counted_as_a_plain_reading_counts_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(DEFAULT_FOLDER), "--lang", "en"]) == 0
    numbers = {table: len(rows(table)) for table in TABLES}
    printed = capsys.readouterr().out.splitlines()
    assert [line.replace(",", "") for line in printed[:-1]] == [
        f"{file_name(table)}: {number} rows" for table, number in numbers.items()
    ]
    assert printed[-1].replace(",", "") == f"{len(TABLES)} tables {sum(numbers.values())} rows: no faults."
    assert {name: len(table) for name, table in programme().tables.items()} == numbers


@pytest.mark.parametrize("evidence", EVIDENCE_LEVELS)
def test_figures_are_those_of_a_plain_count(evidence: str) -> None:
    shown = links(evidence)
    country = {row["place_id"]: row["country_iso3"] for row in rows("places")}
    figures = summary.figures(programme(), Selection(evidence=evidence))
    assert figures.links.value == len(shown)
    assert figures.partner_places.value == len({row["partner_place_id"] for row in shown})
    assert figures.japanese_governments.value == len({row["jp_place_id"] for row in shown})
    assert figures.countries.value == len({country[row["partner_place_id"]] for row in shown})
    counted = Counter(int(row["fiscal_year"]) for row in shown)
    assert {
        year: number for year, number in summary.year_counts(programme(), Selection(evidence=evidence)).items() if number
    } == counted
    assert summary.hidden(programme(), Selection(evidence=evidence)) == len(rows("collaborations")) - len(shown)


def test_a_published_figure_beside_ours_stands_in_the_table_for_the_newest_year() -> None:
    newest = max(int(row["fiscal_year"]) for row in rows("collaborations"))
    told = [row for row in rows("published_totals") if (row["metric"], row["fiscal_year"]) == ("partner_places_cum", str(newest))]
    beside = summary.figures(programme(), Selection()).partner_places.published
    assert (beside is None) == (told == [])
    if beside:
        assert (str(beside.value), beside.as_of) in {(row["value"], row["as_of"]) for row in told}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_can_be_selected_is_told_in_words(kind: SelectedKind, code: str) -> None:
    chosen = vocabulary(programme()).selectable[kind]
    assert chosen
    for name in chosen:
        told = detail(programme(), Selection(evidence="C"), Selected(kind, name), Language(code))
        assert told.heading, name
        assert told.sentences or told.facts, name


def test_every_address_of_the_api_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(DEFAULT_FOLDER))
    paths = [resource.path for resource in RESOURCES if "{" not in resource.path] + [f"/tables/{name}.csv" for name in TABLES]
    with serving(Starlette(routes=[Mount("/api", create_api())])) as client:
        for path in paths:
            answer = client.get(f"/api/v1{path}")
            assert (path, answer.status) == (path, 200)
            assert answer.body
