"""Cases are found by what their rows hold, told whole, and lead from one to the next."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped

from geo import cases, collaborations, gallery, shown, summary
from geo.detail import detail
from geo.language import LANGUAGES, Language
from geo.parameters import EVIDENCE_LEVELS, Selected, pair_id
from geo.programme import split_codes
from geo.selection import Selection

TABLE = shipped().cases
YEARS = st.integers(2013, 2026)
ENGLISH = Language("en")


def ids(selection: Selection) -> set[str]:
    return set(shown.rows(shipped(), selection, "cases")["case_id"])


@given(YEARS, st.integers(0, 12))
def test_a_case_spans_every_year_from_its_first_to_its_last(first: int, more: int) -> None:
    spanned = cases.years({"fiscal_year_from": first, "fiscal_year_to": first + more})
    assert spanned == tuple(range(first, first + more + 1))


@pytest.mark.parametrize("unseen", [None, pd.NA])
def test_a_case_whose_end_was_not_seen_is_known_for_its_first_year_only(unseen: object) -> None:
    assert cases.years({"fiscal_year_from": 2018, "fiscal_year_to": unseen}) == (2018,)


def test_every_case_has_its_pair_its_country_and_a_line_between_its_places() -> None:
    rows = cases.rows(shipped())
    assert rows["case_id"].tolist() == TABLE["case_id"].tolist()
    places = shipped().places.set_index("place_id")
    for row in rows.itertuples():
        assert row.pair == pair_id(row.jp_place_id, row.partner_place_id)
        assert row.country_iso3 == places.loc[row.partner_place_id, "country_iso3"]
        first, *_ = row.geometry.geoms[0].coords if row.geometry.geom_type == "MultiLineString" else row.geometry.coords
        assert first == pytest.approx((places.loc[row.jp_place_id, "lon"], places.loc[row.jp_place_id, "lat"]), abs=1e-3)


def test_the_themes_of_a_case_are_those_its_pair_worked_on_in_its_years() -> None:
    links = collaborations.rows(shipped())
    for row in cases.rows(shipped()).itertuples():
        years = [int(year) for year in split_codes(row.fiscal_years)]
        worked = links[(links["pair"] == row.pair) & links["fiscal_year"].isin(years)]["themes"]
        assert set(split_codes(row.themes)) == {code for codes in worked for code in split_codes(codes)} != set()


@given(st.tuples(YEARS, YEARS))
def test_chosen_years_keep_the_cases_that_share_one_of_them(chosen: tuple[int, int]) -> None:
    selection = Selection(fiscal_years=chosen)
    first, last = selection.fiscal_years or chosen
    ends = TABLE["fiscal_year_to"].fillna(TABLE["fiscal_year_from"])
    overlapping = TABLE[(TABLE["fiscal_year_from"] <= last) & (ends >= first)]
    assert ids(selection) == set(overlapping["case_id"])


def test_filters_keep_the_cases_of_a_country_a_government_a_partner_a_theme_and_a_word() -> None:
    osaka = TABLE[TABLE["jp_place_id"] == "osaka"]
    assert ids(Selection(japanese=("osaka",))) == set(osaka["case_id"])
    assert ids(Selection(partners=("makassar",))) == set(TABLE[TABLE["partner_place_id"] == "makassar"]["case_id"])
    for country, number in summary.option_counts(shipped(), Selection(), "country", "cases").items():
        assert len(ids(Selection(countries=(country,)))) == number
    for theme, number in summary.option_counts(shipped(), Selection(), "theme", "cases").items():
        assert len(ids(Selection(themes=(theme,)))) == number
    for query in ("Team OSAKA", "クアラルンプール", "ＬＥＤ"):
        assert ids(Selection(query=query))
    assert ids(Selection(query="Team OSAKA")) < set(osaka["case_id"])


def test_a_case_has_no_level_of_evidence_and_is_shown_at_each() -> None:
    assert {frozenset(ids(Selection(evidence=level))) for level in EVIDENCE_LEVELS} == {frozenset(TABLE["case_id"])}
    assert "evidence" not in Selection(evidence="C").unused("cases")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_gallery_holds_every_case_of_the_selection_in_the_order_of_the_table(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    cards = gallery.case_cards(shipped(), Selection(), language)
    assert [card.case.id for card in cards] == TABLE["case_id"].tolist()
    assert [card.case.title for card in cards] == TABLE[f"title_{code}"].tolist()
    assert [card.installations for card in cards] == [len(split_codes(built)) for built in TABLE["installation_ids"]]
    few = gallery.case_cards(shipped(), Selection(countries=("VNM",)), language)
    assert [card.case.id for card in few] == [card.case.id for card in cards if card.case.id in ids(Selection(countries=("VNM",)))]


def test_from_each_case_the_next_and_the_one_before_are_its_neighbours() -> None:
    cards = gallery.case_cards(shipped(), Selection(), ENGLISH)
    for place, card in enumerate(cards):
        before, after = gallery.neighbours(cards, card.case.id)
        assert before == (cards[place - 1] if place else None)
        assert after == (cards[place + 1] if place + 1 < len(cards) else None)
    assert gallery.neighbours(cards[:3], cards[5].case.id) == (None, None)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("evidence", EVIDENCE_LEVELS)
def test_a_case_is_told_with_what_was_done_its_installations_and_the_links_of_its_years(code: str, evidence: str) -> None:
    selection, language = Selection(evidence=evidence), Language(code)  # type: ignore[arg-type]
    links = collaborations.rows(shipped())
    installed = shipped().installations.set_index("installation_id")["evidence"]
    for row in cases.rows(shipped()).itertuples():
        told = detail(shipped(), selection, Selected("case", row.case_id), language)
        assert told.heading == getattr(row, f"title_{code}")
        assert told.sentences == (getattr(row, f"what_{code}"), getattr(row, f"outcome_{code}"))
        years = [int(year) for year in split_codes(row.fiscal_years)]
        of_case = links[(links["pair"] == row.pair) & links["fiscal_year"].isin(years) & links["evidence"].isin(selection.levels)]
        assert {project.id for project in told.projects} == set(of_case["collaboration_id"])
        built = [each for each in split_codes(row.installation_ids) if installed[each] in selection.levels]
        assert [each.id for each in told.installations] == built
        assert [each.sel.id for each in told.related if each.sel.kind == "case"] == [
            other for other in TABLE[cases.rows(shipped())["pair"] == row.pair]["case_id"] if other != row.case_id
        ]


def test_the_case_of_da_nang_tells_its_domino() -> None:
    told = detail(shipped(), Selection(), Selected("case", "yokohama-da-nang-pumps"), ENGLISH)
    assert [domino.id for domino in told.dominoes] == ["da-nang-ho-chi-minh-city"]
    assert [row.id for row in told.installations] == ["vn012", "vn-tdw-intake-pump"]
    assert told.projects == ()
    assert told.hidden == ("1 further fiscal year is inferred and not shown.",)
