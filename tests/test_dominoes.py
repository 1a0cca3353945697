"""Dominoes are drawn from place to place, numbered the same wherever they stand, and told with their evidence."""

from __future__ import annotations

import json

import pytest
from shipped import shipped

from geo import cases, collaborations, dominoes, gallery, shown, summary
from geo.detail import detail
from geo.language import LANGUAGES, Language
from geo.map.aim import aimed
from geo.map.document import dominoes_document, links_document
from geo.map.extent import extent
from geo.map.frame import DOCUMENTS, LAYER_SCRIPTS, STATIC, SUBJECTS, base_map, wire
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.selection import Selection
from geo.tables import DEFAULT_FOLDER

TABLE = shipped().dominoes
PLACES = shipped().places.set_index("place_id")
ENGLISH = Language("en")


def at(place: str) -> tuple[float, float]:
    return PLACES.loc[place, "lon"], PLACES.loc[place, "lat"]


def ids(selection: Selection) -> list[str]:
    return shown.rows(shipped(), selection, "dominoes")["domino_id"].tolist()


def test_confirmed_ones_come_first_and_keep_the_order_of_the_table() -> None:
    inferred = TABLE["evidence"] == "C"
    assert dominoes.rows(shipped())["domino_id"].tolist() == [*TABLE[~inferred]["domino_id"], *TABLE[inferred]["domino_id"]]


def test_every_curve_runs_from_the_place_it_came_from_to_the_place_it_reached() -> None:
    for row in dominoes.rows(shipped()).itertuples():
        assert row.line[0] == pytest.approx(at(row.from_place_id), abs=1e-3)
        assert row.line[-1] == pytest.approx(at(row.to_place_id), abs=1e-3)
        assert row.geometry.coords[0] == pytest.approx(at(row.from_place_id), abs=1e-3)
        if row.via_place_id:
            assert row.via_line[0] == pytest.approx(at(row.via_place_id), abs=1e-3)
            assert row.via_line[-1] == pytest.approx(row.line[len(row.line) // 2], abs=1e-3)
        else:
            assert row.via_line == []


def test_no_two_curves_share_a_point_between_their_ends() -> None:
    inner = [point for line in dominoes.rows(shipped())["line"] for point in line[1:-1]]
    assert len(set(inner)) == len(inner)


def test_a_domino_is_found_by_every_place_and_country_it_touches() -> None:
    assert ids(Selection(japanese=("yokohama",))) == ["da-nang-ho-chi-minh-city"]
    assert ids(Selection(partners=("da-nang",))) == ids(Selection(partners=("ho-chi-minh-city",))) == ["da-nang-ho-chi-minh-city"]
    assert ids(Selection(countries=("MYS",), evidence="C")) == ["tokyo-kuala-lumpur", "tokyo-iskandar-malaysia"]
    counts = summary.option_counts(shipped(), Selection(evidence="C"), "country", "dominoes")
    assert {country: number for country, number in counts.items() if number} == {"VNM": 1, "MYS": 2, "IDN": 2}


def test_chosen_years_leave_out_those_without_a_known_year_unless_they_are_asked_for() -> None:
    chosen = Selection(fiscal_years=(2013, 2025), evidence="C")
    undated = set(TABLE[TABLE["year"].isna()]["domino_id"])
    assert undated
    assert set(ids(chosen)) == set(TABLE["domino_id"]) - undated
    assert set(ids(Selection(fiscal_years=(2013, 2025), evidence="C", undated=True))) == set(TABLE["domino_id"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_number_stays_whatever_else_is_shown(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    everything = gallery.numbered_dominoes(shipped(), Selection(evidence="C"), language)
    assert [row.number for row in everything] == list(range(1, len(TABLE) + 1))
    known = {row.domino.id: row.number for row in everything}
    for selection in (Selection(), Selection(countries=("IDN",), evidence="C"), Selection(query="pump")):
        some = gallery.numbered_dominoes(shipped(), selection, language)
        assert [row.domino.id for row in some] == ids(selection)
        assert all(known[row.domino.id] == row.number for row in some)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_domino_is_told_with_what_moved_where_when_and_on_what_evidence(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    for row in TABLE.itertuples():
        told = detail(shipped(), Selection(), Selected("domino", row.domino_id), language)
        assert told.sentences == (getattr(row, f"what_{code}"),)
        said = " ".join(fact.value for fact in told.facts)
        for place in filter(None, (row.from_place_id, row.to_place_id, row.via_place_id)):
            assert PLACES.loc[place, f"name_{code}"] in told.heading
            assert PLACES.loc[place, f"name_{code}"] in said
            assert Selected("place", place) in [each.sel for each in told.related]
        assert f"{row.evidence}" in said
        assert bool(told.hidden) == (row.evidence == "C")
        assert set(row.source_id.split(";")) <= {source.id for source in told.sources}


class TestDocument:
    def test_is_plain_data_with_every_domino_and_only_the_places_they_touch(self) -> None:
        document = json.loads(json.dumps(dominoes_document(shipped()), allow_nan=False))
        assert sorted(document["dominoes"]["id"]) == sorted(TABLE["domino_id"])
        touched = {place for end in dominoes.ENDS for place in TABLE[end] if place}
        assert set(document["places"]["id"]) == touched
        assert {len(column) for column in document["dominoes"].values()} == {len(TABLE)}
        assert set(document["countries"]["id"]) == set(PLACES.loc[sorted(touched), "country_iso3"]) - {"JPN"}

    def test_has_the_columns_its_conditions_look_at(self) -> None:
        asked = Selection(
            fiscal_years=(2015, 2018), countries=("VNM",), japanese=("tokyo",), partners=("da-nang",), evidence="C", query="pump"
        )
        columns = dominoes_document(shipped())["dominoes"]
        assert {condition.column for condition in asked.conditions("dominoes")} <= set(columns)

    def test_opens_on_all_places_and_gives_years_the_colours_they_have_on_the_partnership_map(self) -> None:
        document, links = dominoes_document(shipped()), links_document(shipped())
        (south, west), (north, east) = document["home"]
        for lon, lat in zip(document["places"]["lon"], document["places"]["lat"], strict=True):
            assert south < lat < north
            assert west < lon < east
        assert document["years"] == links["years"]
        assert document["palette"] == links["palette"]
        assert {int(year) for year in TABLE["year"].dropna()} <= set(document["years"])

    def test_says_all_its_words_in_both_languages(self) -> None:
        texts = dominoes_document(shipped())["texts"]
        assert set(texts["ja"]) == set(texts["en"])
        assert texts["en"]["links"] == ["{n} domino effect", "{n} domino effects"]


def test_the_map_of_dominoes_is_constant_and_loads_scripts_that_are_there() -> None:
    assert SUBJECTS["dominoes"] == "dominoes"
    assert DOCUMENTS["dominoes"] == "map/dominoes.json"
    layer = next(child for child in base_map("dominoes")._children.values() if hasattr(child, "config"))
    assert json.loads(layer.config)["layer"] == "dominoes"
    loaded = [address for _, address in layer.default_js if address.startswith(f"{STATIC}map/")]
    assert all((DEFAULT_FOLDER.parent / "static" / address.removeprefix(STATIC)).is_file() for address in loaded)
    assert {f"{STATIC}map/{name}.js" for name in LAYER_SCRIPTS["dominoes"]} <= set(loaded)


class TestExtent:
    @pytest.mark.parametrize("evidence", EVIDENCE_LEVELS)
    def test_holds_every_line_of_a_pair_and_no_more_than_a_margin(self, evidence: str) -> None:
        links = collaborations.rows(shipped())
        for row in cases.rows(shipped()).itertuples():
            narrowed = Selection(japanese=(row.jp_place_id,), partners=(row.partner_place_id,), evidence=evidence)
            levels = links["evidence"].isin(narrowed.levels)
            points = [point for line in links[(links["pair"] == row.pair) & levels]["line"] for point in line]
            found = extent(shipped(), narrowed, "collaborations")
            if not points:
                assert found is None
                continue
            assert found
            (south, west), (north, east) = found
            assert west == pytest.approx(min(x for x, _ in points), abs=1.01)
            assert east == pytest.approx(max(x for x, _ in points), abs=1.01)
            assert south < min(y for _, y in points) < max(y for _, y in points) < north

    def test_reaches_over_the_pacific_to_chile(self) -> None:
        found = extent(shipped(), Selection(japanese=("toyama",), partners=("renca",)), "collaborations")
        assert found
        assert found[0][1] < 140 < 280 < found[1][1] < 330

    def test_of_rows_that_are_no_lines_is_refused_with_what_is_allowed(self) -> None:
        with pytest.raises(ValueError, match=r"'installations' are not drawn as lines\. Allowed: collaborations, dominoes"):
            extent(shipped(), Selection(), "installations")

    def test_is_sent_to_the_map_only_where_a_page_asks_for_one(self) -> None:
        home = extent(shipped(), Selection(partners=("da-nang",)), "dominoes")
        assert "home" not in wire(Selection(), "dominoes", ENGLISH)
        assert wire(Selection(), "dominoes", ENGLISH, home)["home"] == home


def test_on_each_map_something_stands_for_a_case_and_for_a_domino() -> None:
    case, two, one = (
        Selected("case", "yokohama-da-nang-pumps"),
        Selected("domino", "da-nang-ho-chi-minh-city"),
        Selected("domino", "toyama-semarang"),
    )
    for name in SUBJECTS:
        assert aimed(shipped(), case, name) == Selected("pair", "yokohama~da-nang")
        assert aimed(shipped(), Selected("place", "osaka"), name) == Selected("place", "osaka")
        assert aimed(shipped(), None, name) is None
    assert aimed(shipped(), two, "dominoes") == two
    assert aimed(shipped(), two, "links") == Selected("place", "ho-chi-minh-city")
    assert aimed(shipped(), one, "links") == Selected("pair", "toyama~semarang")
