"""Figures and sentences of installations are those of the rows shown, and a published number stands only beside its like."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selected_installations import CODES, ENGLISH, FEW, FILTERS, JAPANESE, SELECTIONS, expected
from shipped import shipped

from geo import installation_sentences as sentences
from geo import installation_summary as summary
from geo import jcm_totals
from geo.language import LANGUAGES, Language
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.programme import Programme
from geo.quantities import Total, reduction_text
from geo.selection import Selection
from geo.vocabulary import years_of

MODEL = ("model_project", "eco_lease")
ALL_YEARS = (2013, 2025)


def with_totals(*changes: dict[str, Any]) -> Programme:
    """The shipped tables with published totals added."""
    totals = shipped().published_totals
    blank = totals.iloc[0].to_dict() | {"fiscal_year": pd.NA, "scope": "all", "note_en": "", "derived": False}
    more = pd.DataFrame([blank | change for change in changes])
    return replace(shipped(), published_totals=pd.concat([totals, more.astype(totals.dtypes.to_dict())], ignore_index=True))


def with_row(**cells: Any) -> Programme:
    """The shipped tables with the first installation said to be otherwise."""
    table = shipped().installations.copy()
    for name, value in cells.items():
        table.loc[0, name] = value
    return replace(shipped(), installations=table)


@FEW
@given(SELECTIONS)
def test_figures_count_and_sum_up_the_rows_shown(selection: Selection) -> None:
    shown, figures = expected(selection), summary.figures(shipped(), selection)
    assert figures.installations == len(shown)
    assert figures.countries == len(set(shown["country_iso3"]))
    for total, column in ((figures.reduction, "ghg_reduction_tco2_per_year"), (figures.capacity, "capacity_kw")):
        seen = [float(value) for value in shown[column] if not pd.isna(value)]
        assert (total.known, total.rows) == (len(seen), len(shown))
        assert total.value == (pytest.approx(sum(seen)) if seen else None)


def test_the_whole_has_the_published_model_projects_beside_those_documented() -> None:
    figures = summary.figures(shipped(), Selection())
    assert (figures.installations, figures.countries) == (206, 22)
    assert (figures.reduction.known, figures.capacity.known) == (90, 114)
    documented = figures.documented
    assert documented is not None
    assert (documented.ours, documented.published.value, documented.published.as_of) == (153, 254, "2026-02-13")
    assert documented.published.sources


def test_published_model_projects_count_eco_lease_projects_so_ours_do() -> None:
    both = summary.figures(shipped(), Selection(schemes=MODEL)).documented
    assert both is not None
    assert (both.ours, both.published.value) == (153, 254)
    assert summary.figures(shipped(), Selection(schemes=MODEL)).installations == 153
    assert summary.figures(shipped(), Selection(schemes=MODEL[::-1])).documented == both
    assert summary.figures(shipped(), Selection(schemes=("model_project",))).documented is None
    assert summary.figures(shipped(), Selection(schemes=("eco_lease",))).documented is None


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection(schemes=("jfjcm",)), (8, 11)),
        (Selection(schemes=("fgas",)), (3, 4)),
        (Selection(schemes=("unido",)), (1, 3)),
        (Selection(evidence="A"), (21, 254)),
        (Selection(evidence="C"), (153, 254)),
        (Selection(selected=Selected("country", "VNM")), (153, 254)),
        (Selection(themes=("waste",)), (153, 254)),
        (Selection(fiscal_years=ALL_YEARS, undated=True), (153, 254)),
        (Selection(fiscal_years=ALL_YEARS), None),
        (Selection(fiscal_years=(2014, 2025), undated=True), None),
        (Selection(schemes=("jfjcm", "fgas")), None),
        (Selection(schemes=("unknown",)), None),
        (Selection(countries=("VNM",)), None),
        (Selection(technologies=("solar_pv",)), None),
        (Selection(sectors=("waste",)), None),
        (Selection(statuses=("registered",)), None),
        (Selection(linked=True), None),
        (Selection(query="solar"), None),
    ],
)
def test_a_published_number_stands_only_beside_its_like(selection: Selection, told: tuple[int, int] | None) -> None:
    documented = summary.figures(shipped(), selection).documented
    assert (documented and (documented.ours, documented.published.value)) == told


def test_no_count_stands_beside_the_published_total_of_all_financing_projects() -> None:
    published = jcm_totals.published_projects(shipped())
    assert 276 not in {each.value for each in published.values()}
    assert sum(each.value for each in published.values()) < 276


def test_the_latest_published_number_of_projects_stands_even_if_it_is_lower() -> None:
    later = {"subject": "jcm", "metric": "model_projects_cumulative", "as_of": "2026-08", "value": 250}
    documented = summary.figures(with_totals(later), Selection()).documented
    assert documented is not None
    assert (documented.published.value, documented.published.as_of) == (250, "2026-08")


def test_numbers_for_one_country_are_not_taken_for_the_whole() -> None:
    one = {"subject": "jcm", "metric": "model_projects_cumulative", "as_of": "2026-09", "value": 36, "scope": "VNM"}
    documented = summary.figures(with_totals(one), Selection()).documented
    assert documented is not None
    assert documented.published.value == 254


def test_rows_of_a_later_fiscal_year_are_not_among_the_published_ones() -> None:
    programme = with_row(fiscal_year=2026, scheme="model_project")
    figures = summary.figures(programme, Selection())
    assert figures.installations == 206
    assert figures.documented is not None
    assert figures.documented.ours == 152


def test_without_published_numbers_none_stands() -> None:
    bare = replace(shipped(), published_totals=shipped().published_totals.iloc[0:0])
    assert summary.figures(bare, Selection()).documented is None
    assert summary.formed(bare, Selection()).documented is None
    assert sentences.completeness_sentence(bare, Selection(), ENGLISH).startswith("The installations here are a part of all JCM")


def test_a_sum_of_nothing_seen_is_not_zero() -> None:
    total = Total.of(pd.Series([float("nan"), float("nan")]))
    assert total == Total(None, 0, 2)
    assert reduction_text(total.value, ENGLISH) == "not seen" != reduction_text(total.value, JAPANESE)


def test_a_figure_says_how_many_rows_it_rests_on() -> None:
    reduction = summary.figures(shipped(), Selection()).reduction
    assert reduction.source_text(ENGLISH) == "from 90 of 206 rows"
    assert reduction.source_text(JAPANESE) == "206件中90件の値"
    assert Total(3.0, 1, 1).source_text(ENGLISH) == "from 1 of 1 row"


def test_those_formed_through_the_programme_stand_beside_the_published_number() -> None:
    formed = summary.formed(shipped(), Selection())
    assert (formed.official, formed.inferred) == (8, 2)
    assert formed.documented is not None
    assert (formed.documented.ours, formed.documented.inferred, formed.documented.published.value) == (8, 2, 25)
    assert formed.documented.published.as_of == "2024-02"
    assert formed.documented.published.sources == ("moe-fy2024-call", "jprsi-292")
    assert summary.formed(shipped(), Selection(linked=True)) == formed


def test_a_lower_bound_published_later_takes_nothing_back() -> None:
    totals = shipped().published_totals
    found = totals[totals["metric"] == jcm_totals.FORMED_METRIC]
    assert found.sort_values("as_of")["value"].iloc[-1] < 25
    published = jcm_totals.published_formed(shipped())
    assert published is not None
    assert published.value == found["value"].max() == 25


@FEW
@given(SELECTIONS)
def test_those_formed_are_counted_within_the_selection(selection: Selection) -> None:
    formed = summary.formed(shipped(), selection)
    ties = list(expected(replace(selection, linked=False))["tie"])
    assert (formed.official, formed.inferred) == (ties.count("official"), ties.count("inferred"))


@FEW
@given(SELECTIONS)
def test_undated_rows_are_counted_whether_they_are_left_out_or_not(selection: Selection) -> None:
    undated = summary.undated(shipped(), selection)
    shown = expected(selection)
    everything = expected(replace(selection, undated=True))
    assert undated.rows == everything["fiscal_year"].isna().sum()
    assert undated.left_out == len(everything) - len(shown)


@FEW
@given(SELECTIONS, st.sampled_from(sorted(FILTERS)))
def test_an_options_count_is_what_choosing_it_alone_would_show(selection: Selection, parameter: str) -> None:
    counts = summary.option_counts(shipped(), selection, parameter)
    field, _ = FILTERS[parameter]
    assert tuple(counts) == CODES[parameter]
    for code, count in counts.items():
        assert count == len(expected(replace(selection, **{field: (code,)})))


@FEW
@given(SELECTIONS)
def test_evidence_is_counted_level_by_level_whatever_level_is_shown(selection: Selection) -> None:
    shown = expected(replace(selection, evidence="C"))
    counts = summary.option_counts(shipped(), selection, "evidence")
    assert counts == {level: int((shown["evidence"] == level).sum()) for level in EVIDENCE_LEVELS}


@pytest.mark.parametrize("parameter", ["theme", "fy", "q", "linked", "nothing"])
def test_options_of_something_else_are_refused_by_name(parameter: str) -> None:
    with pytest.raises(ValueError, match=rf"Parameter '{parameter}' has no options .*installations.*Allowed: .*tech, sector"):
        summary.option_counts(shipped(), Selection(), parameter)


@FEW
@given(SELECTIONS)
def test_years_and_undated_rows_together_are_all_rows(selection: Selection) -> None:
    counts = summary.year_counts(shipped(), selection)
    assert tuple(counts) == years_of(shipped(), "installations") == tuple(range(2013, 2026))
    for year, count in counts.items():
        assert count == len(expected(replace(selection, fiscal_years=(year, year), undated=False)))
    undated = summary.undated(shipped(), selection).rows
    assert sum(counts.values()) + undated == len(expected(replace(selection, fiscal_years=None)))


@FEW
@given(SELECTIONS)
def test_loosening_is_offered_only_for_nothing_and_always_gives_something(selection: Selection) -> None:
    found = summary.loosen(shipped(), selection)
    if len(expected(selection)):
        assert found == ()
    for row in found:
        assert row.rows == len(expected(row.selection)) > 0
    assert [row.rows for row in found] == sorted((row.rows for row in found), reverse=True)


def test_undated_rows_are_offered_where_they_would_fill_the_map() -> None:
    selection = Selection(countries=("THA",), query="port", fiscal_years=(2015, 2016), linked=True, evidence="C")
    offered = {row.parameter: row for row in summary.loosen(shipped(), selection)}
    assert offered["undated"].selection == replace(selection, undated=True)
    assert offered["undated"].rows == 1
    assert "undated" not in {row.parameter for row in summary.loosen(shipped(), replace(selection, undated=True))}


@FEW
@given(SELECTIONS)
def test_every_row_shown_that_is_known_to_the_country_only_stands_in_its_bubble(selection: Selection) -> None:
    shown = expected(selection)
    bubbles = summary.country_bubbles(shipped(), selection)
    unlocated = shown[shown["location_precision"] == "country"]
    assert {bubble.country: bubble.installations for bubble in bubbles} == dict(unlocated["country_iso3"].value_counts())
    for bubble in bubbles:
        inside = unlocated[unlocated["country_iso3"] == bubble.country]
        assert dict(bubble.technologies) == dict(inside["technology_type"].value_counts())
        numbers = [number for _, number in bubble.technologies]
        assert numbers == sorted(numbers, reverse=True)
    assert [bubble.installations for bubble in bubbles] == sorted((each.installations for each in bubbles), reverse=True)


def test_rows_known_to_the_country_only_are_the_larger_part_and_stand_at_its_label() -> None:
    precisions = expected(Selection())["location_precision"].value_counts()
    assert precisions.to_dict() == {"country": 120, "city": 47, "province": 37, "site": 2}
    first = summary.country_bubbles(shipped(), Selection())[0]
    assert (first.country, first.installations) == ("THA", 26)
    label = shipped().countries.set_index("iso3").loc["THA"]
    assert (first.lon, first.lat) == (label["label_lon"], label["label_lat"])


@pytest.mark.parametrize(
    ("selection", "english", "japanese"),
    [
        (
            Selection(),
            "153 of the 254 JCM model projects (eco-lease included) published as of 13 February 2026 are documented here. "
            "The fiscal year of 72 installations shown is not known.",
            "2026年2月13日時点で公表されたJCM設備補助事業(エコリースを含む)254件のうち、ここで確認できるのは153件です。"
            "表示中の72件は年度を確認できません。",
        ),
        (
            Selection(fiscal_years=(2015, 2020)),
            "Over all installations, 153 of the 254 JCM model projects (eco-lease included) published as of 13 February 2026 "
            "are documented here. 72 installations without a known fiscal year are left out.",
            "全体では、2026年2月13日時点で公表されたJCM設備補助事業(エコリースを含む)254件のうち、ここで確認できるのは153件です。"
            "年度を確認できない72件は除いています。",
        ),
        (
            Selection(schemes=("jfjcm",), evidence="A"),
            "1 of the 11 projects under ADB JFJCM published as of 13 February 2026 is documented here. "
            "7 installations that no official source confirms are not shown.",
            "2026年2月13日時点で公表された二国間クレジット制度日本基金(JFJCM)の事業11件のうち、ここで確認できるのは1件です。"
            "公的な出典で確認できない7件は表示していません。",
        ),
        (
            Selection(linked=True, countries=("THA",)),
            "Over all installations, 153 of the 254 JCM model projects (eco-lease included) published as of 13 February 2026 "
            "are documented here. 1 installation whose tie to the city-to-city programme is inferred is not shown.",
            "全体では、2026年2月13日時点で公表されたJCM設備補助事業(エコリースを含む)254件のうち、ここで確認できるのは153件です。"
            "都市間連携との関係が推定による1件は表示していません。",
        ),
    ],
)
def test_a_few_words_say_what_the_rows_do_not_hold(selection: Selection, english: str, japanese: str) -> None:
    assert sentences.completeness_sentence(shipped(), selection, ENGLISH) == english
    assert sentences.completeness_sentence(shipped(), selection, JAPANESE) == japanese


@pytest.mark.parametrize(
    ("selection", "english", "japanese"),
    [
        (
            Selection(),
            "8 of the 25 JCM projects published as formed through the city-to-city programme as of February 2024 "
            "are documented here; with inferred ties, 10.",
            "2024年2月時点で都市間連携から生まれたと公表されたJCMプロジェクト25件のうち、ここで確認できるのは8件です"
            "(推定によるものを含めると10件)。",
        ),
        (
            Selection(evidence="A"),
            "1 of the 25 JCM projects published as formed through the city-to-city programme as of February 2024 "
            "is documented here.",
            "2024年2月時点で都市間連携から生まれたと公表されたJCMプロジェクト25件のうち、ここで確認できるのは1件です。",
        ),
        (
            Selection(countries=("VNM",)),
            "7 installations of this selection were formed through the city-to-city programme; with inferred ties, 8.",
            "この選択のうち、都市間連携から生まれたものは7件です(推定によるものを含めると8件)。",
        ),
        (
            Selection(countries=("IDN",)),
            "1 installation of this selection was formed through the city-to-city programme.",
            "この選択のうち、都市間連携から生まれたものは1件です。",
        ),
        (
            Selection(countries=("KEN",)),
            "No installation of this selection is known to have been formed through the city-to-city programme.",
            "この選択には、都市間連携から生まれたと確認できるものはありません。",
        ),
    ],
)
def test_one_sentence_says_how_many_the_programme_formed(selection: Selection, english: str, japanese: str) -> None:
    assert sentences.formed_sentence(shipped(), selection, ENGLISH) == english
    assert sentences.formed_sentence(shipped(), selection, JAPANESE) == japanese


@pytest.mark.parametrize("code", LANGUAGES)
def test_tables_without_installations_have_figures_of_nothing(code: str) -> None:
    bare = replace(shipped(), installations=shipped().installations.iloc[0:0], cases=shipped().cases.iloc[0:0])
    figures = summary.figures(bare, Selection())
    assert (figures.installations, figures.countries, figures.reduction) == (0, 0, Total(None, 0, 0))
    assert summary.year_counts(bare, Selection()) == {}
    assert summary.country_bubbles(bare, Selection()) == ()
    assert set(summary.option_counts(bare, Selection(), "tech").values()) == {0}
    assert sentences.completeness_sentence(bare, Selection(), Language(code))
    assert sentences.formed_sentence(bare, Selection(), Language(code))


def test_an_open_detail_changes_no_figure() -> None:
    opened = Selection(selected=Selected("installation", "vn012"))
    assert summary.figures(shipped(), opened) is summary.figures(shipped(), Selection())
