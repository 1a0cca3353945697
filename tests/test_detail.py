"""A detail tells the whole of its thing and never more than the rows do, in both languages."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import product
from types import FrameType

import pandas as pd
import pytest
from shipped import shipped

from geo.collaborations import rows
from geo.detail import Detail, detail
from geo.detail.single_installation import GREW_FROM, LEVEL_OF_EVIDENCE, PLACE, SCHEME, STATUS
from geo.detail.worded import NAME_ORIGINS
from geo.language import LANGUAGES, Language
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.programme import Programme, sources_of
from geo.selection import Selection
from geo.vocabulary import collaboration_years, vocabulary

ENGLISH, JAPANESE = Language("en"), Language("ja")
JAPANESE_SCRIPT = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
COLUMNS = {"pair": ("pair",), "place": ("jp_place_id", "partner_place_id"), "country": ("country_iso3",)}
EVERYTHING = [Selected(kind, each) for kind, ids in vocabulary(shipped()).selectable.items() for each in sorted(ids)]
COLLABORATING = [selected for selected in EVERYTHING if selected.kind in COLUMNS]
VIEWS = list(product(EVIDENCE_LEVELS, (ENGLISH, JAPANESE)))


def told(selected: str, evidence: str = "B", language: Language = ENGLISH, programme: Programme | None = None) -> Detail:
    kind, _, each = selected.partition(":")
    chosen = Selected(kind, each)  # type: ignore[arg-type]
    return detail(programme or shipped(), Selection(evidence=evidence), chosen, language)


def touching(selected: Selected) -> pd.DataFrame:
    table = rows(shipped())
    return table[pd.concat([table[column] == selected.id for column in COLUMNS[selected.kind]], axis=1).any(axis=1)]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, Selected):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for item in fields(value):
            yield from texts(getattr(value, item.name))


@pytest.mark.parametrize("evidence", EVIDENCE_LEVELS)
def test_the_projects_are_the_rows_of_that_level_newest_first(evidence: str) -> None:
    levels = EVIDENCE_LEVELS[: EVIDENCE_LEVELS.index(evidence) + 1]
    for selected in COLLABORATING:
        found, every = told(str(selected), evidence), touching(selected)
        shown = every[every["evidence"].isin(levels)]
        assert {row.id for row in found.projects} == set(shown["collaboration_id"])
        years = [row.year for row in found.projects]
        assert years == sorted(years, reverse=True)
        left_out = len(every) - len(shown)
        assert bool(left_out) is any(re.match(rf"{left_out} further (fiscal year|link)", said) for said in found.hidden)


@pytest.mark.parametrize("evidence", EVIDENCE_LEVELS)
def test_the_timeline_holds_every_fiscal_year_of_the_programme(evidence: str) -> None:
    for selected in COLLABORATING:
        found = told(str(selected), evidence)
        assert tuple(year.year for year in found.timeline) == collaboration_years(shipped())
        for year in found.timeline:
            levels = [row.evidence for row in found.projects if row.year == year.year]
            assert (year.evidence, year.links) == (min(levels, default=""), len(levels))


@pytest.mark.parametrize(("evidence", "language"), VIEWS)
def test_everything_linked_to_can_be_opened(evidence: str, language: Language) -> None:
    selectable = vocabulary(shipped()).selectable
    for selected in EVERYTHING:
        found = told(str(selected), evidence, language)
        linked = [row.sel for row in (*found.related, *found.installations)] + [row.pair for row in (*found.projects, *found.cases)]
        assert all(each.id in selectable[each.kind] for each in linked)
        assert selected not in [row.sel for row in found.related]
        assert all(row.name for row in found.related)


@pytest.mark.parametrize(("evidence", "language"), VIEWS)
def test_every_source_of_what_is_shown_is_listed_once(evidence: str, language: Language) -> None:
    for selected in EVERYTHING:
        found = told(str(selected), evidence, language)
        shown = [row for part in (found.projects, found.installations, found.cases, found.dominoes) for row in part]
        named = {source.id for row in shown for source in row.sources}
        listed = [source.id for source in found.sources]
        assert named <= set(listed)
        assert len(set(listed)) == len(listed)
        assert all(row.sources for row in shown)
        assert all(source.name and source.url and source.kind for source in found.sources)


@pytest.mark.parametrize(("evidence", "language"), VIEWS)
def test_everything_selectable_is_told_in_whole_sentences(evidence: str, language: Language) -> None:
    end = "。" if language is JAPANESE else "."
    for selected in EVERYTHING:
        found = told(str(selected), evidence, language)
        assert found.heading
        assert found.kind_name
        assert found.sentences or found.hidden
        assert all(said.endswith(end) for said in (*found.sentences, *found.hidden))


@pytest.mark.parametrize("evidence", EVIDENCE_LEVELS)
def test_what_is_said_in_japanese_is_japanese(evidence: str) -> None:
    for selected in EVERYTHING:
        english, japanese = told(str(selected), evidence), told(str(selected), evidence, JAPANESE)
        assert len(english.sentences) == len(japanese.sentences)
        assert len(english.hidden) == len(japanese.hidden)
        said = (*japanese.sentences, *japanese.hidden, *japanese.remarks, japanese.kind_name)
        notes = [
            *(row.title_note for row in japanese.projects), *(row.evidence_name for row in japanese.projects),
            *(row.name_note for row in japanese.installations), *(row.tie_note for row in japanese.installations),
            *(row.kind_name for row in japanese.cases), *(row.route for row in japanese.dominoes),
            *(fact.label for fact in japanese.facts), *(source.kind for source in japanese.sources),
        ]  # fmt: skip
        assert all(JAPANESE_SCRIPT.search(text) for text in (*said, *notes))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_template_is_left_unfilled(code: str) -> None:
    for selected in EVERYTHING:
        assert not any(
            "{" in text or "None" in text or "nan" in text.split() for text in texts(told(str(selected), "C", Language(code)))
        )


def test_a_pair_in_a_row_says_how_long_and_that_nothing_later_was_seen() -> None:
    found = told("pair:tokyo~kuala-lumpur")
    assert found.heading == "Tokyo and Kuala Lumpur"
    assert found.sentences == (
        "Tokyo and Kuala Lumpur (Malaysia) worked together in 6 fiscal years in a row, FY2019–2024.",
        "Nothing after FY2024 has been seen; the record reaches FY2025.",
        "No JCM installation that grew from the collaboration has been seen.",
        "What came of it: Tokyo's green building scheme carried to Kuala Lumpur.",
        "Recorded as a spread: Tokyo → Kuala Lumpur.",
    )
    assert found.hidden == ()
    assert told("pair:tokyo~kuala-lumpur", language=JAPANESE).sentences == (
        "東京都とクアラルンプール市(マレーシア)は、2019〜2024年度の6か年度、続けて連携しました。",
        "2024年度より後の情報は見つかっていません(収録範囲は2025年度まで)。",
        "連携から生まれたJCM事業は、確認できていません。",
        "成果:東京都の建築物対策をクアラルンプール市へ。",
        "波及の記録があります(東京都 → クアラルンプール市)。",
    )


def test_a_pair_with_gaps_says_so_and_counts_what_is_left_out() -> None:
    found = told("pair:osaka~ho-chi-minh-city")
    assert found.sentences[:2] == (
        "Osaka City and Ho Chi Minh City (Viet Nam) worked together in 5 fiscal years on record, "
        "the first FY2013 and the last FY2022.",
        "A fiscal year without a row does not mean that nothing happened.",
    )
    assert "5 JCM installations are officially stated to have grown from the collaboration." in found.sentences
    assert found.hidden == (
        "2 further fiscal years are inferred and not shown.",
        "1 further installation rests on weaker evidence and is not shown.",
    )
    assert told("pair:osaka~ho-chi-minh-city", language=JAPANESE).hidden == (
        "ほかの2か年度は推定によるため表示していません。",
        "ほかのJCM事業1件は、根拠が推定などにとどまるため表示していません。",
    )


def test_inferred_years_and_ties_are_told_as_inferred() -> None:
    found = told("pair:osaka~ho-chi-minh-city", "C")
    assert "2 of these fiscal years are inferred." in found.sentences
    assert "1 JCM installation is tied to the collaboration by inference." in found.sentences
    assert {row.id: row.tie for row in found.installations}["vn007"] == "inferred"
    assert next(row.tie_note for row in found.installations if row.tie == "inferred").startswith("Inferred from: ")
    assert found.hidden == ()


def test_a_pair_known_by_inference_alone_is_told_as_nothing_but_that() -> None:
    assert told("pair:kyoto~vientiane").sentences[0] == (
        "No fiscal year of Kyoto City and Vientiane Capital (Lao PDR) is on record at this level of evidence."
    )
    assert told("pair:kyoto~vientiane").projects == ()
    inferred = told("pair:kyoto~vientiane", "C")
    assert inferred.sentences[:2] == (
        "Kyoto City and Vientiane Capital (Lao PDR) worked together in one fiscal year on record, FY2015.",
        "All of this is inferred.",
    )


def test_a_pair_of_the_newest_year_goes_on() -> None:
    assert "It continues into FY2025, the newest fiscal year on record." in told("pair:maniwa~makassar").sentences
    assert "収録範囲で最新の2025年度にも、連携の記録があります。" in told("pair:maniwa~makassar", language=JAPANESE).sentences


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        ("A", "After FY2020 there are only rows that no official source confirms."),
        ("B", "After FY2023 there are inferred rows only."),
        ("C", "Nothing after FY2024 has been seen; the record reaches FY2025."),
    ],
)
def test_later_years_that_are_left_out_are_not_denied(evidence: str, sentence: str) -> None:
    assert sentence in told("pair:kawasaki~pekanbaru", evidence).sentences


def test_a_japanese_government_is_told_with_its_partners() -> None:
    found = told("place:osaka")
    assert found.kind_name == "Japanese government"
    assert found.sentences[0] == "Osaka City worked with 4 partner places in 4 countries: 13 links, FY2013–2025."
    assert [(str(row.sel), row.name, row.note) for row in found.related][:2] == [
        ("pair:osaka~ho-chi-minh-city", "Ho Chi Minh City (Viet Nam)", "5 fiscal years, FY2013–2022"),
        ("pair:osaka~quezon-city", "Quezon City (Philippines)", "5 fiscal years, FY2017–2022"),
    ]
    assert told("place:osaka", language=JAPANESE).sentences[0] == (
        "大阪市は、4か国のパートナー都市・地域 4か所と連携しました(13件の連携、2013〜2025年度)。"
    )


def test_a_partner_place_is_told_with_its_country_and_japanese_governments() -> None:
    found = told("place:kuala-lumpur")
    assert found.kind_name == "Partner place"
    assert found.sentences[0] == "Kuala Lumpur (Malaysia) worked with 2 Japanese governments: 9 links, FY2019–2024."
    assert [str(row.sel) for row in found.related] == [
        "pair:tokyo~kuala-lumpur", "pair:saitama~kuala-lumpur", "country:MYS",
    ]  # fmt: skip


def test_a_country_is_told_with_its_places_pairs_and_installations() -> None:
    found = told("country:VNM")
    assert found.sentences[0] == "6 partner places in Viet Nam worked with 5 Japanese governments: 13 links, FY2013–2025."
    assert "50 JCM installations in Viet Nam are on record in all." in found.sentences
    assert "JCM partner country; document signed: 2 July 2013." in found.sentences
    kinds = [row.sel.kind for row in found.related]
    places = shipped().places
    assert kinds.count("place") == int((places["country_iso3"] == "VNM").sum())
    assert kinds == sorted(kinds, key=("place", "pair").index)
    assert len(found.installations) == 7
    assert "no link at this level of evidence" in [row.note for row in found.related if row.sel.id == "dong-nai-province"]


def test_a_country_without_collaborations_has_its_installations_alone() -> None:
    found = told("country:MEX")
    assert found.sentences == (
        "No link of Mexico is on record.",
        "2 JCM installations in Mexico are on record in all.",
        "A JCM partner country.",
    )
    assert found.projects == found.related == ()


def test_a_country_that_is_no_jcm_partner_is_not_called_one() -> None:
    assert not any("JCM partner" in said for said in told("country:MYS").sentences)


def test_a_title_says_where_it_comes_from() -> None:
    english = {row.year: row for row in told("pair:osaka~ho-chi-minh-city", "C").projects}
    japanese = {row.year: row for row in told("pair:osaka~ho-chi-minh-city", "C", JAPANESE).projects}
    assert english[2022].title_note == "Our translation of the published title"
    assert japanese[2022].title_note == "公表された題名"
    assert english[2018].title == japanese[2018].title == ""
    assert english[2018].title_note == "No official title seen"
    assert english[2018].heading == english[2018].summary
    assert japanese[2022].year_label == "2022年度(令和4年度)"
    assert japanese[2022].themes == ("計画・制度づくり", "JCM案件形成")
    assert english[2022].evidence_note.startswith("MOE page of 15 March 2023")


def test_every_title_note_follows_from_the_row() -> None:
    origins = shipped().collaborations.set_index("collaboration_id")["title_origin"]
    for selected in EVERYTHING:
        if selected.kind != "pair":
            continue
        for row in told(str(selected), "C").projects:
            assert (row.title_note == "No official title seen") is (origins[row.id] == "none") is (row.title == "")
            assert (row.title_note == "Title as published") is (origins[row.id] in {"published_en", "published_both"})


def test_installations_stand_with_their_tie_and_all_their_sources() -> None:
    sites = shipped().installations.set_index("installation_id")
    found = told("pair:yokohama~da-nang")
    assert {row.id for row in found.installations} == {"vn012", "vn-tdw-intake-pump"}
    for row in found.installations:
        assert row.tie == "official"
        assert row.tie_note == "Stated officially: Ministry of the Environment, Japan"
        assert {source.id for source in row.sources} >= {*sources_of(sites.loc[row.id]), "moe-topic-43"}


def test_installations_of_weaker_evidence_are_left_out_and_counted() -> None:
    found = told("pair:yokohama~da-nang", "A")
    assert [row.id for row in found.installations] == ["vn-tdw-intake-pump"]
    assert "1 further installation rests on weaker evidence and is not shown." in found.hidden


def test_a_spread_by_way_of_a_city_touches_that_citys_pair() -> None:
    (row,) = told("pair:yokohama~da-nang").dominoes
    assert row.route == "From Da Nang City to Ho Chi Minh City, by way of Yokohama City"
    assert told("pair:osaka~ho-chi-minh-city").dominoes == ()
    assert [each.id for each in told("place:ho-chi-minh-city").dominoes] == [row.id]


def test_an_inferred_spread_waits_for_inferred_rows() -> None:
    assert told("place:iskandar-malaysia").dominoes == ()
    assert "1 further spread rests on weaker evidence and is not shown." in told("place:iskandar-malaysia").hidden
    assert [row.evidence for row in told("place:iskandar-malaysia", "C").dominoes] == ["C"]


def test_a_case_without_an_end_does_not_claim_one() -> None:
    cases = {row.id: row for row in told("pair:osaka~ho-chi-minh-city").cases}
    assert cases["osaka-hcmc-inverters"].years_label == "From FY2018, end not seen"
    assert cases["osaka-hcmc-jcm"].years_label == "FY2013–2024"
    assert len(cases["osaka-hcmc-jcm"].installations) == 5


def test_a_point_that_stands_for_a_larger_area_is_explained_in_both_languages() -> None:
    assert told("place:ehime-prefecture").remarks == ("Ehime Prefecture: Point of Matsuyama, the prefectural capital.",)
    assert told("place:ehime-prefecture", language=JAPANESE).remarks == (
        "愛媛県:地図上の点は、区域を代表する地点(県庁所在地や中心都市など)です(出典:GeoNames 1926099 Matsuyama)。",
    )
    assert told("place:sapporo", language=JAPANESE).remarks == ("札幌市:地図上では北海道と同じ地点です。",)
    assert told("place:osaka", language=JAPANESE).remarks == ()


@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
def test_every_place_that_is_a_proxy_is_explained(language: Language) -> None:
    places = shipped().places
    for place in places.loc[places["location_precision"] == "proxy", "place_id"]:
        assert told(f"place:{place}", language=language).remarks


def test_an_installation_is_told_with_what_was_seen_and_no_more() -> None:
    found = told("installation:vn012")
    assert found.sentences == (
        "High-efficiency water pumps in Viet Nam, FY2016.",
        "Officially stated to have grown from the collaboration of Yokohama City and Da Nang City.",
    )
    labels = [fact.label for fact in found.facts]
    assert "Registry number" in labels
    assert "Emission reduction" not in labels
    assert [str(row.sel) for row in found.related] == [
        "pair:yokohama~da-nang", "place:yokohama", "place:da-nang", "country:VNM",
    ]  # fmt: skip
    assert told("installation:vn012", language=JAPANESE).sentences[1] == (
        "横浜市とダナン市の連携から生まれたと公的に示されています。"
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_installation_has_its_names_in_both_languages_with_their_origin(code: str) -> None:
    table = shipped().installations.set_index("installation_id")
    language = Language(code)  # type: ignore[arg-type]
    for identifier in ("vn012", "vn-endo-led-office", "id-semarang-cng"):
        facts = {fact.value: fact.note for fact in told(f"installation:{identifier}", language=language).facts}
        for other in LANGUAGES:
            origin = table.loc[identifier, f"name_{other}_origin"]
            assert facts[table.loc[identifier, f"name_{other}"]] == language.text(NAME_ORIGINS[origin])


@pytest.mark.parametrize("language", [ENGLISH, JAPANESE])
def test_status_place_scheme_and_evidence_of_every_installation_are_explained(language: Language) -> None:
    labels = [language.text(label) for label in (STATUS, PLACE, SCHEME, LEVEL_OF_EVIDENCE)]
    for identifier in shipped().installations["installation_id"]:
        notes = {fact.label: fact.note for fact in told(f"installation:{identifier}", language=language).facts}
        assert all(notes[label] for label in labels), identifier


def test_why_an_installation_is_said_to_have_grown_from_a_collaboration_is_told() -> None:
    for identifier, evidence, begins in (("vn012", "B", "Stated officially"), ("vn007", "C", "Inferred from")):
        [fact] = [each for each in told(f"installation:{identifier}", evidence).facts if each.label == GREW_FROM]
        assert fact.note.startswith(begins)
    assert GREW_FROM not in [fact.label for fact in told("installation:vn007").facts]
    assert GREW_FROM not in [fact.label for fact in told("installation:15pro-ban-01").facts]


def test_an_inferred_tie_of_an_installation_waits_for_inferred_rows() -> None:
    found = told("installation:vn007")
    assert found.hidden == ("A tie to the city-to-city programme is inferred and not shown.",)
    assert [row.sel.kind for row in found.related] == ["country"]
    assert not any("collaboration" in said for said in found.sentences)
    inferred = told("installation:vn007", "C")
    assert inferred.sentences[1] == "Tied to the collaboration of Osaka City and Ho Chi Minh City by inference."


def test_an_installation_without_a_tie_says_that_none_was_seen() -> None:
    assert "No tie to the city-to-city programme has been seen." in told("installation:15pro-ban-01").sentences


def test_only_the_level_of_evidence_matters_to_a_detail() -> None:
    chosen = Selected("place", "osaka")
    filtered = Selection(fiscal_years=(2013, 2014), countries=("CHL",), query="x", selected=chosen)
    assert detail(shipped(), filtered, chosen, ENGLISH) is detail(shipped(), Selection(), chosen, ENGLISH)


@pytest.mark.parametrize("selected", ["pair:osaka~renca", "place:nowhere", "country:JPN", "installation:", "pair:"])
def test_what_there_is_not_is_refused_by_name(selected: str) -> None:
    with pytest.raises(ValueError, match=r"Unknown sel .*Allowed: pair, place, country, installation") as error:
        told(selected)
    assert selected in str(error.value)


@pytest.mark.parametrize("code", LANGUAGES)
def test_hostile_text_stays_text(code: str) -> None:
    hostile = "{{ 7*7 }} {name} %s <script>alert(1)</script> {0}"
    places, links = shipped().places.copy(), shipped().collaborations.copy()
    places["name_en"] = places["name_ja"] = [f"{hostile} {place}" for place in places["place_id"]]
    places["location_note_en"] = hostile
    links["summary_en"] = links["summary_ja"] = hostile
    programme = replace(shipped(), places=places, collaborations=links)
    found = told("pair:osaka~ho-chi-minh-city", "C", Language(code), programme)
    assert f"{hostile} osaka" in found.sentences[0]
    assert {row.summary for row in found.projects} == {hostile}


def many(programme: Programme, copies: int) -> Programme:
    """Repeat the collaborations as other pairs of the same country."""
    places, links = programme.places, programme.collaborations
    osaka = links[links["jp_place_id"] == "osaka"].head(1)
    ids = [f"place-{i}" for i in range(copies)]
    model = places[places["place_id"] == "hanoi"]
    more_places = pd.concat([model.assign(place_id=each, name_en=each, name_ja=each) for each in ids])
    grown = pd.concat([osaka.assign(partner_place_id=each, collaboration_id=f"osaka-{each}") for each in ids])
    return replace(
        programme,
        places=pd.concat([places, more_places], ignore_index=True),
        collaborations=pd.concat([links, grown], ignore_index=True),
    )


def lines_run(programme: Programme, selected: str) -> int:
    """Count the lines of this project that telling runs: unlike seconds, the same on every machine."""
    told("pair:tokyo~kuala-lumpur", programme=programme)
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        nonlocal count
        count += event == "line"
        return trace if f"{os.sep}geo{os.sep}" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        told(selected, programme=programme)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("selected", ["country:VNM", "place:osaka"])
def test_the_work_grows_no_faster_than_the_rows(selected: str) -> None:
    few, many_rows = (lines_run(many(shipped(), copies), selected) for copies in (100, 800))
    # Eight times the rows: squared growth would be sixty-four times.
    assert few < many_rows < 10 * few
