"""The places that take part: each once, with counts that follow from the selected links."""

from __future__ import annotations

import pytest
from shipped import shipped

from geo import collaborations, places
from geo.conditions import matching
from geo.programme import split_codes
from geo.selection import Selection

SELECTIONS = [
    Selection(),
    Selection(evidence="C"),
    Selection(countries=("VNM",)),
    Selection(fiscal_years=(2020, 2022), themes=("waste",)),
    Selection(japanese=("osaka",), query="ho chi minh"),
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_each_place_stands_once_with_what_its_selected_links_amount_to(selection: Selection) -> None:
    links = matching(collaborations.rows(shipped()), selection.conditions("collaborations")).to_dict("records")
    rows = places.rows(shipped(), selection)
    assert links
    assert rows["place_id"].is_unique
    assert set(rows["place_id"]) == {link[side] for link in links for side in ("jp_place_id", "partner_place_id")}
    for row in rows.to_dict("records"):
        own = [link for link in links if row["place_id"] in (link["jp_place_id"], link["partner_place_id"])]
        others = {link["jp_place_id"] for link in own} | {link["partner_place_id"] for link in own}
        years = [link["fiscal_year"] for link in own]
        assert row["links"] == len(own)
        assert row["partners"] == len(others - {row["place_id"]})
        assert (row["first_year"], row["last_year"]) == (min(years), max(years))
        assert row["evidence"] == min(link["evidence"] for link in own)
        assert set(split_codes(row["source_id"])) == {code for link in own for code in split_codes(link["source_id"])}


def test_points_are_those_of_the_table_and_its_order_is_kept() -> None:
    rows = places.rows(shipped(), Selection())
    order = {identifier: i for i, identifier in enumerate(shipped().places["place_id"])}
    assert rows["place_id"].map(order).is_monotonic_increasing
    assert rows.crs.to_epsg() == 4326
    assert rows.geometry.x.tolist() == rows["lon"].tolist()
    assert rows.geometry.y.tolist() == rows["lat"].tolist()


def test_an_empty_selection_gives_no_places_but_all_columns() -> None:
    rows = places.rows(shipped(), Selection(query="no such words"))
    assert len(rows) == 0
    assert list(rows.columns) == list(places.rows(shipped(), Selection()).columns)
