"""Installations as they are shown: nothing dropped, points as given, found by every name a reader would use."""

from __future__ import annotations

import pytest
from shipped import shipped

from geo import installations
from geo.conditions import matching
from geo.search_text import fold
from geo.selection import Selection


def shown(selection: Selection) -> set[str]:
    rows = installations.rows(shipped())
    return set(matching(rows, selection.conditions("installations"))["installation_id"])


def test_every_installation_is_there_once_in_the_order_of_the_table() -> None:
    table, rows = shipped().installations, installations.rows(shipped())
    assert rows["installation_id"].tolist() == table["installation_id"].tolist()
    assert rows.crs.to_epsg() == 4326
    assert set(table.columns) <= set(rows.columns)


def test_rows_known_to_the_country_only_have_no_point_and_all_others_have_theirs() -> None:
    rows = installations.rows(shipped())
    country_only = rows["location_precision"] == "country"
    assert 0 < country_only.sum() < len(rows)
    assert rows.loc[country_only, "geometry"].isna().all()
    located = rows[~country_only]
    assert list(zip(located.geometry.x, located.geometry.y, strict=True)) == list(zip(located["lon"], located["lat"], strict=True))


def test_the_tie_to_the_programme_is_what_its_evidence_says() -> None:
    for row in installations.rows(shipped()).itertuples():
        assert row.tie == row.collaboration_evidence.split(":")[0]
        assert row.tie in {"", "official", "inferred"}
        assert bool(row.tie) == bool(row.jp_place_id and row.partner_place_id)


def test_linked_shows_official_ties_and_inferred_ones_on_request_only() -> None:
    ties = dict(zip(*[installations.rows(shipped())[name] for name in ("installation_id", "tie")], strict=True))
    official = {identifier for identifier, tie in ties.items() if tie == "official"}
    inferred = {identifier for identifier, tie in ties.items() if tie == "inferred"}
    assert official
    assert inferred
    assert shown(Selection(linked=True)) == official
    assert shown(Selection(linked=True, evidence="C")) == official | inferred


@pytest.mark.parametrize("column", ["name_ja", "name_en", "japanese_participant_ja", "partner_participant", "location_text"])
def test_every_row_is_found_by_what_is_written_in_it(column: str) -> None:
    rows = installations.rows(shipped())
    written = rows[rows[column] != ""]
    assert len(written)
    for text, search in zip(written[column], written["search"], strict=True):
        assert fold(text) in search


def test_rows_are_found_by_country_and_by_the_places_they_grew_from_in_both_languages() -> None:
    programme = shipped()
    row = programme.installations[programme.installations["jp_place_id"] != ""].iloc[0]
    places = programme.places.set_index("place_id")
    country = programme.countries.set_index("iso3").loc[row["country_iso3"]]
    for place in (places.loc[row["jp_place_id"]], places.loc[row["partner_place_id"]], country):
        for name in (place["name_ja"], place["name_en"]):
            assert row["installation_id"] in shown(Selection(query=name))


def test_missing_values_are_no_words() -> None:
    for word in ("nan", "<NA>", "None"):
        assert not any(f" {fold(word)} " in f" {text} " for text in installations.rows(shipped())["search"])
