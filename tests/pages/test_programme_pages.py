"""What the pages on the programme, its participants and the forum show and say, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from shipped import shipped
from shown import elements, labels, page, prose, without_fault
from streamlit.testing.v1 import AppTest

from components import fact_list, year_grid
from components.state import View
from geo import growth, shown, summary, vocabulary
from geo.diagrams import DIAGRAMS
from geo.language import LANGUAGES, Language, LanguageCode
from geo.participants import COLUMNS, grid, places
from geo.programme_facts import facts
from geo.selection import Selection

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
PAGES = ("programme", "participants", "forum")
HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}<img src=x>"
LINK = re.compile(r'<a href="([^"]+)"[^>]*>([^<]*)</a>')
TAG = re.compile(r"<[^>]*>")
both = pytest.mark.parametrize("code", LANGUAGES)


def markup(shown_page: AppTest) -> str:
    """All HTML the page is given, drawings included."""
    kinds = {"html": "body", "markdown": "value"}
    found = [element for element in elements(shown_page.main) if element.type in kinds]
    return "\n".join(str(element.proto.body if element.type == "html" else element.value) for element in found)


def plain(html: str) -> str:
    return unescape(TAG.sub("", html))


def opened(html: str) -> set[str]:
    """What links to details open."""
    links = (urlsplit(unescape(address)) for address, _ in LINK.findall(html))
    return {parse_qs(link.query)["sel"][0] for link in links if "sel=" in link.query}


def view(code: LanguageCode, selection: Selection | None = None) -> View:
    return View(shipped(), Language(code), selection or Selection(), ())


def charts(shown_page: AppTest) -> list[Any]:
    return [element for element in elements(shown_page.main) if element.type == "vega_lite_chart"]


@both
@pytest.mark.parametrize("name", PAGES)
def test_every_page_runs_without_a_fault(name: str, code: LanguageCode) -> None:
    without_fault(page(name, code))


@both
@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_names_and_units_is_english_on_a_japanese_page(name: str, code: LanguageCode) -> None:
    said = [text for text in labels(page(name, code)) if text.strip()]
    japanese = [text for text in said if JAPANESE.search(text)]
    if code == "en":
        assert set(japanese) <= {"日本語", "言語 / Language"}
    else:
        plainly = {text for text in said if not JAPANESE.search(text)}
        assert not {text for text in plainly if re.search(r"[a-z]{4,}", text)} - {"English", "Excel"}


@both
def test_every_fact_stands_on_one_of_the_pages_with_its_sources(code: LanguageCode) -> None:
    html = markup(page("programme", code)) + markup(page("forum", code))
    said = plain(html).replace("：", ":").replace(" ", "")
    linked = {unescape(address) for address, _ in LINK.findall(html)}
    language = Language(code)
    for fact in facts(shipped(), language).values():
        # A time that heads the line of time is not said twice.
        label, rest = fact.label_and_text(language)
        assert rest.replace(" ", "") in said, fact.id
        assert label.replace(" ", "") in said, fact.id
        assert {source.url for source in fact.sources} <= linked, fact.id


@both
@pytest.mark.parametrize(
    ("name", "drawings"), [("programme", ("how_it_works", "way_out", "gains")), ("forum", ("forum_day", "initiative"))]
)
def test_the_drawings_stand_on_their_page_in_its_language(name: str, drawings: tuple[str, ...], code: LanguageCode) -> None:
    html = markup(page(name, code))
    for drawing in drawings:
        assert DIAGRAMS[drawing].svg(shipped(), Language(code)) in html


@both
def test_growth_is_charted_with_its_sources(code: LanguageCode) -> None:
    shown_page = page("programme", code)
    assert len(charts(shown_page)) == 3
    captions = "\n".join(element.value for element in elements(shown_page.main) if element.type == "caption")
    addresses = shipped().sources.set_index("source_id")["url"]
    figures = [*growth.totals(shipped()), *growth.projects(shipped()), *growth.formed(shipped())]
    for source in {source for told in figures for source in told.figure.sources}:
        assert addresses[source].replace("&", "%26") in captions or addresses[source] in captions, source


@both
def test_every_chart_has_its_table(code: LanguageCode) -> None:
    shown_page = page("programme", code)
    for key in ("growth_totals_view", "growth_projects_view", "growth_formed_view"):
        shown_page.get_by_key(key).set_value("table")
    shown_page.run()
    totals, projects, formed = (element.value for element in without_fault(shown_page).dataframe)
    assert totals.iloc[:, 2].tolist() == [told.figure.value for told in growth.totals(shipped())]
    assert projects.iloc[:, 2].tolist() == [told.figure.value for told in growth.projects(shipped())]
    assert formed.iloc[:, 1].tolist() == {"en": ["15", "25", "more than 20"], "ja": ["15", "25", "20件超"]}[code]
    assert all(table.iloc[:, -1].str.startswith("http").all() for table in (totals, projects, formed))


@both
def test_the_benefits_that_could_not_be_read_are_owned_up_to(code: LanguageCode) -> None:
    wanted = {"en": "could not be read", "ja": "読み取れていない"}[code]
    assert any(wanted in text for text in prose(page("programme", code)))


@both
def test_every_pair_place_and_country_of_the_selection_leads_to_its_detail(code: LanguageCode) -> None:
    links = shown.links(shipped(), Selection())
    wanted = {f"pair:{pair}" for pair in links["pair"]}
    wanted |= {f"place:{place}" for side in ("jp_place_id", "partner_place_id") for place in links[side]}
    wanted |= {f"country:{country}" for country in links["country_iso3"]}
    assert opened(markup(without_fault(page("participants", code)))) == wanted


@both
def test_the_published_totals_stand_beside_ours(code: LanguageCode) -> None:
    shown_page = page("participants", code)
    sentence = summary.completeness_sentence(shipped(), Selection(), Language(code))
    assert sentence in prose(shown_page)
    assert [metric.value for metric in shown_page.metric] == ["11", "35", "16", "93"]
    assert [re.findall(r"\d+", metric.delta) for metric in shown_page.metric] == [["14"], ["67"], ["25"], []]


def test_filters_and_evidence_change_the_rows() -> None:
    selection = Selection(countries=("VNM",), evidence="C")
    html = markup(page("participants", "en", country="VNM", evidence="C"))
    assert {sel for sel in opened(html) if sel.startswith("pair:")} == {
        f"pair:{pair}" for pair in shown.links(shipped(), selection)["pair"]
    }
    assert html.count('<i class="inferred"') == (shown.links(shipped(), selection)["evidence"] == "C").sum() > 0
    assert "year inferred" in plain(html)
    assert "year inferred" not in plain(markup(page("participants", "en", country="VNM")))


def test_links_keep_filters_and_language() -> None:
    html = markup(page("participants", "ja", country="VNM", fy=["2014", "2022"]))
    queries = [parse_qs(urlsplit(unescape(address)).query) for address, _ in LINK.findall(html) if "sel=" in address]
    assert queries
    assert all(query["country"] == ["VNM"] and query["fy"] == ["2014", "2022"] and query["lang"] == ["ja"] for query in queries)


def test_every_link_of_the_selection_is_a_mark_and_the_newest_year_is_told() -> None:
    html = year_grid.table(view("en"), grid(shipped(), Selection()), year_grid.names(view("en")))
    assert html.count("<i class=") == len(shown.links(shipped(), Selection()))
    newest = shown.links(shipped(), Selection()).query("fiscal_year == 2025")["pair"]
    assert html.count('<th scope="row" class="newest">') == newest.nunique()
    assert '<th scope="col" class="year newest">2025</th>' in html
    assert [int(year) for year in re.findall(r'class="year[^>]*>(\d{4})<', html)] == list(range(2013, 2026))


def test_years_are_chosen_with_the_slider_and_written_to_the_address() -> None:
    shown_page = page("participants", "en")
    shown_page.get_by_key("filter_fy").set_range(2015, 2020).run()
    assert shown_page.query_params["fy"] == ["2015", "2020"]
    assert "2021" not in re.findall(r'class="year[^>]*>(\d{4})<', markup(shown_page))
    shown_page.get_by_key("filter_fy").set_range(2013, 2025).run()
    assert "fy" not in shown_page.query_params


def test_an_empty_result_says_what_to_loosen() -> None:
    shown_page = page("participants", "en", country="MDV", theme="transport")
    assert any(str(button.key).startswith("loosen_") for button in shown_page.button)
    assert "year-grid" not in markup(shown_page)


@both
def test_the_lists_of_places_hold_every_place_once(code: LanguageCode) -> None:
    html = markup(page("participants", code))
    names = vocabulary.place_names(shipped(), Language(code))
    tables = re.findall(r'<table class="directory".*?</table>', html, re.DOTALL)
    for side, table in zip(COLUMNS, tables, strict=True):
        said = [unescape(name) for name in re.findall(r'<th role="rowheader" scope="row"><a [^>]*>([^<]*)</a>', table)]
        assert said == [names[place.place] for place in places(shipped(), Selection(), side)]


@both
def test_texts_of_the_tables_enter_as_text(code: LanguageCode) -> None:
    told = replace(next(iter(facts(shipped(), Language(code)).values())), text=HOSTILE)
    source = replace(told.sources[0], publisher=HOSTILE, title=HOSTILE, url='http://x.y/"><b>')
    hostile = replace(told, sources=(source,))
    for html in (fact_list.listing([hostile], Language(code)), fact_list.time_line([hostile], Language(code))):
        assert "<script" not in html
        assert "<img" not in html
        assert '"><b>' not in html
        assert HOSTILE in unescape(html)
    called = year_grid.names(view(code))
    marked = replace(called, places=dict.fromkeys(called.places, HOSTILE), themes=dict.fromkeys(called.themes, HOSTILE))
    html = year_grid.table(view(code), grid(shipped(), Selection()), marked)
    assert "<script" not in html
    assert "<img" not in html
