"""What the pages on installations, countries by year and the country brief show and say, in both languages."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pandas as pd
import pytest
from shipped import shipped
from shown import elements, labels, opened, page, prose, sent_to_map, table, unmarked, with_open, without_fault

from geo import installation_sentences, installation_summary, vocabulary
from geo.language import LANGUAGES, Language, LanguageCode
from geo.matrix import matrix
from geo.meanings import meanings
from geo.selection import Selection

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
PAGES = ("installations", "countries", "brief")
both = pytest.mark.parametrize("code", LANGUAGES)


def shown_rows(code: LanguageCode, **parameters: str | list[str]) -> pd.DataFrame:
    found: pd.DataFrame = table(without_fault(page("installations", code, **parameters)), "installations_table")
    return found


def listed(code: LanguageCode, **parameters: str | list[str]) -> set[str]:
    return {sel.removeprefix("installation:") for sel in opened(shown_rows(code, **parameters))}


@both
@pytest.mark.parametrize("name", PAGES)
def test_every_page_runs_without_a_fault(name: str, code: LanguageCode) -> None:
    without_fault(page(name, code, sel="country:VNM"))


@both
@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_names_and_units_is_english_on_a_japanese_page(name: str, code: LanguageCode) -> None:
    said = [text for text in labels(page(name, code)) if text.strip()]
    japanese = [text for text in said if JAPANESE.search(text)]
    if code == "en":
        assert set(japanese) <= {"日本語", "言語 / Language"}
    else:
        plain = {text for text in said if not JAPANESE.search(text)}
        assert not {text for text in plain if re.search(r"[a-z]{4,}", text)} - {"English", "Excel"}


@both
def test_the_table_holds_every_installation_of_the_selection(code: LanguageCode) -> None:
    everything = shipped().installations
    assert listed(code) == set(everything["installation_id"])
    solar = everything[everything["technology_type"] == "solar_pv"]
    assert listed(code, tech="solar_pv") == set(solar["installation_id"])
    vietnam = everything[(everything["country_iso3"] == "VNM") & (everything["fiscal_year"] == 2020)]
    assert listed(code, country="VNM", fy="2020") == set(vietnam["installation_id"])


def test_rows_without_a_year_are_left_out_of_chosen_years_counted_and_offered() -> None:
    without_year = shipped().installations["fiscal_year"].isna().sum()
    shown = page("installations", "en", fy=["2013", "2025"])
    assert any(f"{without_year} installations without a known fiscal year are left out" in text for text in prose(shown))
    shown.button(key="toggle_undated").click().run()
    assert shown.query_params["undated"] == "1"
    assert len(table(shown, "installations_table")) == len(shipped().installations)


@both
def test_the_page_says_how_many_of_the_published_projects_are_documented(code: LanguageCode) -> None:
    language, everything = Language(code), Selection()
    shown = page("installations", code)
    sentence = installation_sentences.completeness_sentence(shipped(), everything, language)
    formed = installation_sentences.formed_sentence(shipped(), everything, language)
    assert any(sentence in text and formed in text for text in prose(shown))
    assert shown.metric[0].value == str(len(shipped().installations))
    assert "153" in shown.metric[0].delta
    assert "254" in shown.metric[0].delta


@both
def test_a_type_of_technology_has_its_own_address_with_what_it_is(code: LanguageCode) -> None:
    types = shipped().technology_types.set_index("code")
    said = prose(page("installations", code, tech="solar_pv"))
    assert types.loc["solar_pv", f"name_{code}"] in said
    assert types.loc["solar_pv", f"description_{code}"] in said


def test_all_types_with_rows_are_offered_with_their_counts() -> None:
    shown = page("installations", "en")
    names = vocabulary.names(shipped(), "tech", Language("en"))
    counts = installation_summary.option_counts(shipped(), Selection(), "tech")
    offered = {button.key: button.label for button in shown.button if str(button.key).startswith("technology_")}
    assert set(offered) == {f"technology_{code}" for code, count in counts.items() if count}
    assert all(str(counts[key.removeprefix("technology_")]) in label for key, label in offered.items())
    assert names["wind"] in offered["technology_wind"]


def test_choosing_a_type_is_written_to_the_address() -> None:
    shown = page("installations", "en")
    shown.button(key="technology_hydro").click().run()
    assert shown.query_params["tech"] == "hydro"


def test_formed_through_the_programme_counts_inferred_ties_only_on_request() -> None:
    tied = shipped().installations["collaboration_evidence"]
    official = tied.str.startswith("official").sum()
    inferred = tied.str.startswith("inferred").sum()
    assert len(shown_rows("en", linked="1")) == official
    assert len(shown_rows("en", linked="1", evidence="C")) == official + inferred


def test_a_theme_in_the_address_is_not_applied_and_the_page_says_so() -> None:
    shown = page("installations", "en", theme="waste")
    assert any("Theme" in warning.value for warning in shown.warning)
    assert len(table(shown, "installations_table")) == len(shipped().installations)


def test_the_map_is_told_the_conditions_of_installations() -> None:
    said = sent_to_map(page("installations", "en", tech="wind", fy="2020", undated="1"))
    assert said["undated"] is True
    assert {condition["column"] for condition in said["conditions"]} == {"technology_type", "fiscal_year", "evidence"}


def test_an_empty_result_says_what_to_loosen() -> None:
    shown = page("installations", "en", tech="wind", country="MNG")
    loosened = [button.label for button in shown.button if str(button.key).startswith("loosen_")]
    assert any("Country" in label for label in loosened)
    assert any("Type of technology" in label for label in loosened)


@both
def test_a_detail_tells_of_an_installation_and_where_it_is_said(code: LanguageCode) -> None:
    row = shipped().installations.set_index("installation_id").loc["vn012"]
    shown = page("installations", code, sel="installation:vn012")
    assert row[f"name_{code}"] in prose(shown)
    assert any("VN012" in text for text in prose(shown))
    assert any("moe-topic-43" in text or "env.go.jp" in text for text in (element.value for element in shown.markdown))


def test_every_cell_of_the_matrix_counts_its_rows() -> None:
    counted = matrix(shipped(), Selection())
    shown: pd.DataFrame = table(without_fault(page("countries", "en")), "matrix")
    years = [str(year) for year in counted.years]
    built = shipped().installations
    for place, line in enumerate(counted.countries, start=1):
        own = built[built["country_iso3"] == line.country]
        cells = shown.iloc[place]
        assert [0 if pd.isna(value) else int(value) for value in cells[years]] == [
            (own["fiscal_year"] == year).sum() for year in counted.years
        ]
        assert int(cells["Total"]) == len(own)


@both
def test_the_brief_tells_of_collaborations_and_installations_together(code: LanguageCode) -> None:
    shown = without_fault(page("brief", code, sel="country:VNM"))
    country = shipped().countries.set_index("iso3").loc["VNM", f"name_{code}"]
    assert country in prose(shown)
    links = shipped().collaborations[shipped().collaborations["evidence"].isin(["A", "B"])]
    vietnamese = set(shipped().places.query("country_iso3 == 'VNM'")["place_id"])
    built = (shipped().installations["country_iso3"] == "VNM").sum()
    figures = [int(metric.value) for metric in shown.metric[:4]]
    assert figures[2:] == [links["partner_place_id"].isin(vietnamese).sum(), built]


@both
def test_without_a_country_the_brief_offers_every_one_there_is_something_to_tell_of(code: LanguageCode) -> None:
    shown = without_fault(page("brief", code))
    offered = {str(button.key).removeprefix("brief_") for button in shown.button if str(button.key).startswith("brief_")}
    partners = shipped().places.set_index("place_id").loc[shipped().collaborations["partner_place_id"], "country_iso3"]
    assert offered == {*shipped().installations["country_iso3"], *partners}
    shown.button(key="brief_KEN").click().run()
    assert shown.query_params["sel"] == "country:KEN"


@both
def test_the_brief_lists_installations_and_says_how_many_more_there_are(code: LanguageCode) -> None:
    shown = without_fault(page("brief", code, sel="country:VNM"))
    listed_rows = shown.table[-1].value
    table = shipped().installations.set_index(f"name_{code}")
    official = table["collaboration_evidence"].str.startswith("official")
    names = [unmarked(name) for name in listed_rows.iloc[:, 1]]
    assert names
    assert all(official[name] for name in names[: int(official.sum())])
    left = (shipped().installations["country_iso3"] == "VNM").sum() - len(names)
    assert any(str(left) in text for text in prose(shown))


@both
def test_a_detail_says_how_to_cite_it(code: LanguageCode) -> None:
    shown = with_open(without_fault(page("installations", code, sel="installation:vn012")), "link_and_citation")
    row = shipped().installations.set_index("installation_id").loc["vn012"]
    cited = [block.value for block in shown.code if row[f"name_{code}"] in block.value]
    assert len(cited) == 1
    assert shipped().version in cited[0]


@both
def test_filters_explain_their_options_in_a_line_each(code: LanguageCode) -> None:
    said = "\n".join(prose(page("installations", code)))
    types = shipped().technology_types.set_index("code")
    for text in (types.loc["solar_pv", f"description_{code}"], *meanings(shipped(), "status", Language(code)).values()):
        assert text in said


@both
def test_an_installation_leads_to_the_collaboration_it_grew_from(code: LanguageCode) -> None:
    shown = without_fault(page("installations", code, sel="installation:vn012"))
    links = [parse_qs(element.proto.query_string).get("sel") for element in elements(shown.main) if element.type == "page_link"]
    assert ["pair:yokohama~da-nang"] in links
    assert ["country:VNM"] in links


def test_beside_the_map_of_countries_all_of_them_are_listed() -> None:
    shown = page("countries", "en")
    offered = {str(button.key) for button in shown.button if str(button.key).startswith("rank_")}
    assert offered == {f"rank_{country}" for country in shipped().installations["country_iso3"]}
