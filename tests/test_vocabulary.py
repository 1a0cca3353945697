"""The vocabulary holds what the tables hold, and every code has a name in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shipped import shipped

from geo.language import LANGUAGES, Language
from geo.parameters import Selected
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import (
    FIRST_FISCAL_YEAR,
    collaboration_years,
    name,
    names,
    pair_names,
    place_names,
    selected_name,
    vocabulary,
    years_of,
)

ENGLISH, JAPANESE = Language("en"), Language("ja")
PARAMETERS = ("country", "jp", "partner", "theme", "tech", "sector", "scheme", "status", "evidence")


def emptied(programme: Programme) -> Programme:
    return replace(
        programme,
        collaborations=programme.collaborations.iloc[0:0],
        installations=programme.installations.iloc[0:0],
        cases=programme.cases.iloc[0:0],
    )


def renamed(programme: Programme, names_of: dict[str, str]) -> Programme:
    places = programme.places.copy()
    for place, text in names_of.items():
        places.loc[places["place_id"] == place, ["name_en", "name_ja"]] = text
    return replace(programme, places=places)


def test_japan_is_home_and_no_country_to_choose() -> None:
    codes = vocabulary(shipped()).codes
    assert "JPN" not in codes["country"]
    assert set(codes["country"]) | {"JPN"} == set(shipped().countries["iso3"])


def test_every_place_stands_on_one_side() -> None:
    codes = vocabulary(shipped()).codes
    assert set(codes["jp"]).isdisjoint(codes["partner"])
    assert sorted(codes["jp"] + codes["partner"]) == sorted(shipped().places["place_id"])
    assert {"tokyo", "osaka"} <= set(codes["jp"])
    assert {"renca", "ulaanbaatar"} <= set(codes["partner"])


def test_codes_follow_the_order_their_tables_ask_for() -> None:
    codes = vocabulary(shipped()).codes
    order = shipped().themes.set_index("code")["sort_order"]
    assert [order[code] for code in codes["theme"]] == sorted(order)
    assert codes["scheme"] == tuple(shipped().schemes["code"])


def test_every_row_of_the_tables_can_be_asked_for() -> None:
    programme, known = shipped(), vocabulary(shipped())
    links, sites = programme.collaborations, programme.installations
    themes = {code for codes in links["themes"] for code in codes.split(";")}
    assert themes <= set(known.codes["theme"])
    for parameter, column in (("tech", "technology_type"), ("sector", "sector"), ("scheme", "scheme"), ("status", "status")):
        assert set(sites[column]) <= set(known.codes[parameter])
    years = [*links["fiscal_year"], *sites["fiscal_year"].dropna()]
    assert (known.first_year, known.last_year) == (min(years), max(years))


def test_the_year_bar_spans_the_collaborations_alone_without_a_gap() -> None:
    years = shipped().collaborations["fiscal_year"]
    assert collaboration_years(shipped()) == tuple(range(years.min(), years.max() + 1))
    fewer = replace(shipped(), collaborations=shipped().collaborations[years.isin([2015, 2019])])
    assert collaboration_years(fewer) == (2015, 2016, 2017, 2018, 2019)
    assert vocabulary(fewer).first_year == shipped().installations["fiscal_year"].min()


def test_each_subject_has_years_of_its_own() -> None:
    years = shipped().installations["fiscal_year"].dropna()
    assert years_of(shipped(), "collaborations") == collaboration_years(shipped())
    assert years_of(shipped(), "installations") == tuple(range(years.min(), years.max() + 1))
    undated = replace(shipped(), installations=shipped().installations[shipped().installations["fiscal_year"].isna()])
    assert years_of(undated, "installations") == ()


def test_tables_without_rows_still_have_a_vocabulary() -> None:
    known = vocabulary(emptied(shipped()))
    assert (known.first_year, known.last_year) == (FIRST_FISCAL_YEAR, FIRST_FISCAL_YEAR)
    assert collaboration_years(emptied(shipped())) == ()
    assert known.selectable["pair"] == known.selectable["installation"] == frozenset()


def test_only_what_has_something_to_tell_can_be_selected() -> None:
    programme, selectable = shipped(), vocabulary(shipped()).selectable
    links = programme.collaborations
    assert selectable["pair"] == {
        f"{jp}~{other}" for jp, other in zip(links["jp_place_id"], links["partner_place_id"], strict=True)
    }
    assert selectable["place"] == set(programme.places["place_id"])
    assert selectable["installation"] == set(programme.installations["installation_id"])
    countries = programme.places.set_index("place_id")["country_iso3"]
    assert selectable["country"] == set(links["partner_place_id"].map(countries)) | set(programme.installations["country_iso3"])
    assert selectable["country"] < set(programme.countries["iso3"])


def test_every_code_can_stand_in_an_address() -> None:
    known = vocabulary(shipped())
    parameters = {parameter: list(codes) for parameter, codes in known.codes.items() if parameter != "evidence"}
    selection, notices = Selection.parse(parameters, known)
    assert notices == []
    assert selection.parameters() == parameters


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_code_has_a_name_of_its_own(parameter: str, code: str) -> None:
    named = names(shipped(), parameter, Language(code))
    assert tuple(named) == vocabulary(shipped()).codes[parameter]
    assert all(named.values())
    assert len(set(named.values())) == len(named)
    assert all(name(shipped(), parameter, each, Language(code)) == text for each, text in named.items())


@pytest.mark.parametrize(
    ("parameter", "code", "english", "japanese"),
    [
        ("country", "VNM", "Viet Nam", "ベトナム"),
        ("jp", "osaka", "Osaka City", "大阪市"),
        ("partner", "renca", "Renca", "レンカ区"),
        ("theme", "waste", "Waste", "廃棄物"),
        ("evidence", "C", "Inferred", "推定"),
    ],
)
def test_a_code_is_named_in_the_readers_language(parameter: str, code: str, english: str, japanese: str) -> None:
    assert name(shipped(), parameter, code, ENGLISH) == english
    assert name(shipped(), parameter, code, JAPANESE) == japanese


def test_places_of_the_same_name_are_told_apart_by_their_country() -> None:
    programme = renamed(shipped(), {"renca": "Santiago", "davao": "Santiago"})
    named = place_names(programme, ENGLISH)
    assert (named["renca"], named["davao"]) == ("Santiago (Chile)", "Santiago (Philippines)")
    assert place_names(programme, JAPANESE)["renca"] == "Santiago(チリ)"
    assert named["osaka"] == "Osaka City"


def test_places_of_the_same_name_in_one_country_are_told_apart_by_their_id() -> None:
    named = place_names(renamed(shipped(), {"davao": "San Fernando", "quezon-city": "San Fernando"}), ENGLISH)
    assert named["davao"] == "San Fernando (Philippines) (davao)"
    assert named["quezon-city"] == "San Fernando (Philippines) (quezon-city)"


def test_a_hostile_name_stays_text() -> None:
    hostile = "{{ 7*7 }}{name}<script>%s"
    named = place_names(renamed(shipped(), {"renca": hostile, "davao": hostile}), ENGLISH)
    assert named["renca"] == f"{hostile} (Chile)"


def test_a_pair_is_named_by_both_places_japanese_first() -> None:
    assert pair_names(shipped(), ENGLISH)["osaka~ho-chi-minh-city"] == "Osaka City and Ho Chi Minh City"
    assert pair_names(shipped(), JAPANESE)["osaka~ho-chi-minh-city"] == "大阪市とホーチミン市"


@pytest.mark.parametrize("code", LANGUAGES)
def test_whatever_can_be_selected_has_a_name(code: str) -> None:
    language = Language(code)
    for kind, ids in vocabulary(shipped()).selectable.items():
        assert all(selected_name(shipped(), Selected(kind, each), language) for each in ids)


def test_unknown_parameters_and_codes_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"Parameter 'q' takes no codes .*Allowed: country, jp"):
        names(shipped(), "q", ENGLISH)
    with pytest.raises(ValueError, match=r"Code 'JPN' is not known for parameter 'country'\. Allowed: .*VNM"):
        name(shipped(), "country", "JPN", ENGLISH)
