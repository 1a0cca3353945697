"""What the page of the partnership map shows and says, in both languages."""

from __future__ import annotations

import csv
import re
from urllib.parse import quote

import pytest
from shipped import DATA, shipped
from shown import (
    elements,
    headings,
    labels,
    opened,
    options,
    page,
    page_links,
    popovers,
    prose,
    sent_to_map,
    table,
    unmarked,
    with_open,
    without_fault,
)

from components.figures import LABELS
from geo import reconciliation, summary, vocabulary
from geo.detail import detail
from geo.language import LANGUAGES, Language, LanguageCode
from geo.parameters import Selected
from geo.selection import Selection
from geo.vocabulary import collaboration_years

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
BRANDS = {"CSV", "GeoJSON", "Excel", "English"}
CONFIRMED = {"A", "B"}

both = pytest.mark.parametrize("code", LANGUAGES)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def confirmed() -> list[dict[str, str]]:
    return [row for row in rows("collaborations") if row["evidence"] in CONFIRMED]


def counted(links: list[dict[str, str]]) -> list[int]:
    """Countries, partner places, Japanese governments, links: in the order of the page's figures."""
    country = {row["place_id"]: row["country_iso3"] for row in rows("places")}
    return [
        len({country[row["partner_place_id"]] for row in links}),
        len({row["partner_place_id"] for row in links}),
        len({row["jp_place_id"] for row in links}),
        len(links),
    ]


@both
def test_the_figures_are_those_of_the_confirmed_rows(code: LanguageCode) -> None:
    shown = without_fault(page(language=code))
    assert [int(metric.value) for metric in shown.metric] == counted(confirmed())
    assert [metric.label for metric in shown.metric] == [Language(code).text(label) for label in LABELS.values()]


@both
def test_published_totals_stand_beside_the_figures_they_speak_of(code: LanguageCode) -> None:
    last = collaboration_years(shipped())[-1]
    published = reconciliation.published(shipped())
    measures = ("countries", "partner_places", "japanese_governments")
    totals = [str(published[measure, last].value) for measure in measures]
    assert totals == ["14", "67", "25"]  # what the ministry published as of February 2026
    figures = page(language=code).metric
    assert [re.sub(r"\D", "", figure.delta) for figure in figures] == [*totals, ""]
    dates = [reconciliation.as_of_text(published[measure, last].as_of, Language(code)) for measure in measures]
    assert all(date in figure.help for date, figure in zip(dates, figures, strict=False))


@pytest.mark.parametrize(
    "parameters",
    [{"country": "VNM"}, {"jp": "osaka"}, {"partner": "renca"}, {"theme": "waste"}, {"fy": ["2014", "2025"]}, {"q": "ホテル"}],
    ids=lambda parameters: next(iter(parameters)),
)
def test_no_published_total_stands_beside_a_filtered_figure(parameters: dict[str, str | list[str]]) -> None:
    assert [metric.delta for metric in without_fault(page(**parameters)).metric] == [""] * 4


def test_with_inferred_rows_the_figures_and_the_sentence_follow() -> None:
    shown = without_fault(page(evidence="C"))
    everything = counted(rows("collaborations"))
    assert [int(metric.value) for metric in shown.metric] == everything
    assert any(f"{everything[1]} of the 67 partner places" in text and "inferred links included" in text for text in prose(shown))


@both
def test_a_plain_sentence_says_what_the_map_does_not_hold(code: LanguageCode) -> None:
    ours, hidden = counted(confirmed())[1], len(rows("collaborations")) - len(confirmed())
    (sentence,) = (text for text in prose(page(language=code)) if "67" in text)
    assert str(ours) in sentence
    assert str(hidden) in sentence
    assert {"en": "February 2026", "ja": "2026年2月"}[code] in sentence


@both
def test_options_name_what_they_select_and_count_its_links(code: LanguageCode) -> None:
    shown, links = page(language=code), confirmed()
    named = {row["place_id"]: row[f"name_{code}"] for row in rows("places")}
    for key, column in (("filter_jp", "jp_place_id"), ("filter_partner", "partner_place_id")):
        counts = {place: sum(row[column] == place for row in links) for place in {row[column] for row in links}}
        assert sorted(options(shown, key)) == sorted(f"{named[place]} ({n})" for place, n in counts.items())
    themes = {row["code"]: row[f"name_{code}"] for row in rows("themes")}
    wanted = {theme: sum(theme in row["themes"].split(";") for row in links) for theme in themes}
    assert options(shown, "filter_theme") == [f"{themes[theme]} ({n})" for theme, n in wanted.items() if n]
    levels = [sum(row["evidence"] <= level for row in rows("collaborations")) for level in "ABC"]
    assert [int(re.sub(r".*\((\d+)\)$", r"\1", option)) for option in options(shown, "filter_evidence")] == levels


@both
def test_the_map_is_sent_the_selection_of_the_address(code: LanguageCode) -> None:
    shown = page(language=code, country="VNM", fy=["2015", "2022"], sel="pair:osaka~ho-chi-minh-city")
    said = sent_to_map(shown)
    assert said["language"] == code
    assert said["selected"] == {"kind": "pair", "id": "osaka~ho-chi-minh-city"}
    conditions = {condition["column"]: condition["values"] for condition in said["conditions"]}
    assert conditions == {"country_iso3": ["VNM"], "fiscal_year": [2015, 2022], "evidence": ["A", "B"]}


@both
def test_the_table_holds_one_row_for_every_link_shown(code: LanguageCode) -> None:
    shown = page(language=code, theme="waste")
    found = table(shown, "links_table")
    wanted = sorted(
        (f"{row['jp_place_id']}~{row['partner_place_id']}", int(row["fiscal_year"]))
        for row in confirmed()
        if "waste" in row["themes"].split(";")
    )
    assert sorted(zip((sel.removeprefix("pair:") for sel in opened(found)), found["fiscal_year"], strict=True)) == wanted
    assert len(wanted) == int(shown.metric[3].value)
    assert all(re.match(rf"\?.*sel=pair.*lang={code}$", address) for address in found["permalink"])
    assert set(found["source"]) <= {row["url"] for row in rows("sources")}


@both
def test_rankings_stand_where_nothing_is_selected(code: LanguageCode) -> None:
    shown, language = page(language=code), Language(code)
    ranked = summary.rankings(shipped(), Selection())
    named = {name: vocabulary.names(shipped(), name, language) for name in ("jp", "partner", "country")}
    told = [unmarked(button.label).split("  ")[0] for button in shown.button if (button.key or "").startswith("rank_")]
    japanese, partner = ranked.pairs[0].pair.split("~")
    assert told[0] == f"{named['jp'][japanese]} – {named['partner'][partner]}"
    assert named["jp"][ranked.japanese[0].place] in told
    assert named["country"][ranked.countries[0].country] in told


SELECTED = ("pair:osaka~ho-chi-minh-city", "place:kitakyushu", "place:renca", "country:VNM", "country:KEN", "installation:vn012")


@both
@pytest.mark.parametrize("sel", SELECTED)
def test_a_selection_opens_its_detail(sel: str, code: LanguageCode) -> None:
    language = Language(code)
    kind, _, identifier = sel.partition(":")
    told = detail(shipped(), Selection(), Selected(kind, identifier), language)  # type: ignore[arg-type]
    shown = without_fault(page(language=code, sel=sel))
    said = prose(shown)
    assert told.heading in said
    assert told.kind_name in said
    assert (" " if code == "en" else "").join(told.sentences) in said
    assert len(told.sentences) > 0
    text = "\n".join(said)
    parts = [*told.hidden, *told.remarks, *(row.year_label for row in told.projects)]
    assert [part for part in parts if part not in text] == []
    led = page_links(shown)
    grown = {row.name: row.sel for row in told.installations} | {row.title: row.sel for row in told.cases}
    for name, opened_by_it in grown.items():
        assert f"sel={quote(str(opened_by_it), safe='')}" in led[name]["query"]
    buttons = [unmarked(button.label) for button in shown.button]
    assert all(any(row.name in label for label in buttons) for row in told.related)
    assert not any((button.key or "").startswith("rank_") for button in shown.button)


def test_every_source_of_a_detail_is_a_link() -> None:
    told = detail(shipped(), Selection(), Selected("pair", "osaka~ho-chi-minh-city"), Language("en"))
    shown = page(sel="pair:osaka~ho-chi-minh-city")
    addresses = {address for element in shown.markdown for address in re.findall(r"\]\((http[^)]+)\)", element.value)}
    assert {source.url for source in told.sources} <= addresses


def test_closing_the_detail_and_showing_inferred_rows_write_the_address() -> None:
    shown = page(sel="pair:osaka~ho-chi-minh-city", country="VNM")
    shown.button(key="show_inferred").click().run()
    assert shown.query_params == {"lang": "en", "sel": "pair:osaka~ho-chi-minh-city", "country": "VNM", "evidence": "C"}
    shown.button(key="close_detail").click().run()
    assert shown.query_params == {"lang": "en", "country": "VNM", "evidence": "C"}


@both
def test_filters_write_the_address_and_say_what_is_chosen(code: LanguageCode) -> None:
    shown = page(language=code)
    shown.get_by_key("filter_country").set_value(["VNM", "IDN"]).run()
    shown.radio(key="filter_evidence").set_value("C").run()
    shown.text_input(key="filter_q").set_value("  廃棄物   処理 ").run()
    assert shown.query_params == {"lang": code, "country": ["VNM", "IDN"], "evidence": "C", "q": "廃棄物 処理"}
    assert {"en": "Viet Nam +1", "ja": "ベトナム +1"}[code] in popovers(shown)["open_country"]
    shown.button(key="clear_all").click().run()
    assert shown.query_params == {"lang": code}
    assert [int(metric.value) for metric in shown.metric] == counted(confirmed())
    assert not [button for button in shown.button if button.key == "clear_all"]


def test_a_space_between_two_words_stays_in_the_field_while_the_page_answers() -> None:
    shown = page()
    shown.text_input(key="filter_q").set_value("osaka ").run()
    assert shown.query_params["q"] == "osaka"
    assert shown.text_input(key="filter_q").value == "osaka "
    shown.button(key="clear_all").click().run()
    assert shown.text_input(key="filter_q").value == ""


@both
def test_an_empty_result_says_what_to_loosen(code: LanguageCode) -> None:
    shown = without_fault(page(language=code, country="MDV", theme="transport"))
    assert [metric.value for metric in shown.metric] == ["0"] * 4
    assert {"en": "Loosening one of these gives rows:", "ja": "次のどれかを緩めると表示されます。"}[code] in prose(shown)
    ways = [button for button in shown.button if (button.key or "").startswith("loosen_")]
    assert len(ways) == 2
    ways[0].click().run()
    assert int(shown.metric[3].value) > 0


@both
def test_bad_parameters_are_left_out_with_a_notice(code: LanguageCode) -> None:
    shown = page(language=code, country=["VNM", "VNX"], fy=["2022", "2015"], evidence="Z", nonsense="1", sel="pair:osaka~atlantis")
    (notice,) = shown.warning
    said = unmarked(notice.value)
    for value in ("VNX", "nonsense", "pair:osaka~atlantis", "2022, 2015", "A, B, C"):
        assert value in said
    assert bool(JAPANESE.search(said)) == (code == "ja")
    wanted = Selection(countries=("VNM",), fiscal_years=(2015, 2022))
    assert int(shown.metric[3].value) == len(summary.links(shipped(), wanted))


@both
def test_parameters_of_other_pages_are_named_and_not_applied(code: LanguageCode) -> None:
    shown = page(language=code, tech="solar_pv", linked="1")
    (notice,) = shown.warning
    named = {"en": ("Type of technology", "Formed through"), "ja": ("技術", "都市間連携から生まれたもの")}[code]
    assert [name for name in named if name not in notice.value] == []
    assert int(shown.metric[3].value) == len(confirmed())


def test_the_browser_decides_the_language_where_the_address_does_not() -> None:
    for locale, japanese in (("ja-JP", True), ("en-GB", False), ("fr-FR", False)):
        shown = page(language=None, locale=locale)
        assert bool(JAPANESE.search(shown.title[0].value)) == japanese
        assert "lang" not in shown.query_params


def test_the_language_switch_keeps_the_selection() -> None:
    shown = page(language="ja", country="VNM", sel="country:VNM")
    shown.segmented_control(key="language").set_value("en").run()
    assert shown.query_params == {"lang": "en", "country": "VNM", "sel": "country:VNM"}
    assert shown.title[0].value == page(language="en").title[0].value


@pytest.mark.parametrize("sel", ["", *SELECTED])
def test_in_japanese_every_label_is_japanese(sel: str) -> None:
    shown = page(language="ja", **({"sel": sel} if sel else {}))
    untranslated = [label for label in labels(shown) if not JAPANESE.search(label) and label not in BRANDS]
    assert untranslated == []
    if not sel:
        assert [text for text in prose(shown) if not JAPANESE.search(text)] == []


@pytest.mark.parametrize("sel", ["", *SELECTED])
def test_in_english_no_label_is_japanese(sel: str) -> None:
    shown = page(language="en", **({"sel": sel} if sel else {}))
    assert [label for label in labels(shown) if JAPANESE.search(label) and not _named(label)] == []
    if not sel:
        assert [text for text in prose(shown) if JAPANESE.search(text)] == []


def _named(label: str) -> bool:
    return label == "日本語"  # the switch names each language in itself


def test_the_table_says_in_each_language_what_its_columns_are() -> None:
    english, japanese = (headings(page(language=code).dataframe[0]) for code in ("en", "ja"))
    assert len(english) == len(japanese) == len(set(japanese)) == 10
    assert not any(JAPANESE.search(heading) for heading in english)
    assert all(JAPANESE.search(heading) for heading in japanese)


@both
def test_downloads_hold_exactly_the_rows_shown(code: LanguageCode) -> None:
    closed = page(language=code, country="IDN", fy="2022")
    assert [element for element in elements(closed.main) if element.type == "code"] == []
    shown = with_open(closed, "more_formats_collaborations", "other_tools_collaborations")
    offered = {button.key for button in shown.get("download_button")}
    kinds = ("xlsx", "csv", "spreadsheet", "geojson", "gpkg", "parquet", "package_selection", "package_everything")
    assert {f"download_collaborations_{kind}" for kind in kinds} <= offered
    address, line = (element.value for element in elements(shown.main) if element.type == "code")
    assert address == "/api/v1/collaborations.geojson?fy=2022&country=IDN"
    assert line.endswith(f'gpd.read_file("{address}")')


def test_a_selection_that_names_nothing_known_does_not_change_the_rows() -> None:
    base, odd = page(), page(sel="place:atlantis")
    assert table(base, "links_table").equals(table(odd, "links_table"))
