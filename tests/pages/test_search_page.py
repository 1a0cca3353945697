"""The search page: its address is what it looks for, and everything found leads to the page that tells of it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from shipped import shipped
from shown import ROOT, elements, labels, page, prose, unmarked, without_fault
from streamlit.testing.v1 import AppTest

from geo.language import LANGUAGES, Language
from geo.search import search
from geo.search_told import KIND_NAMES

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
both = pytest.mark.parametrize("code", LANGUAGES)


def asked(shown: AppTest, name: str) -> list[str]:
    values = shown.query_params.get(name, [])
    return [values] if isinstance(values, str) else list(values)


def headings(shown: AppTest) -> list[str]:
    return [unmarked(element.value) for element in elements(shown.main) if element.type == "subheader"]


def _page_links(shown: AppTest) -> list[Any]:
    return [element for element in elements(shown.main) if element.type == "page_link"]


def links(shown: AppTest) -> list[tuple[str, str, dict[str, list[str]]]]:
    found = [element.proto for element in _page_links(shown)]
    return [(unmarked(proto.label), proto.page, parse_qs(proto.query_string)) for proto in found]


@both
def test_an_address_with_words_shows_what_they_find_by_kind_with_counts(code: str) -> None:
    shown = without_fault(page("search", code, find="大阪"))
    found = search(shipped(), "大阪")
    expected = [f"{Language(code).text(KIND_NAMES[group.kind])} {len(group.hits)}" for group in found.certain]
    assert [re.sub(r"^\W+", "", heading) for heading in headings(shown)] == expected
    assert any(str(found.number) in text and "大阪" in text for text in prose(shown))


@both
def test_each_result_leads_to_the_page_that_tells_of_it(code: str) -> None:
    shown = without_fault(page("search", code, find="surabaya"))
    led = [(where, query.get("sel")) for _, where, query in links(shown)]
    assert ("partnership_map", ["place:surabaya"]) in led or ("", ["place:surabaya"]) in led
    assert {query["lang"][0] for *_, query in links(shown) if "sel" in query} == {code}


@both
@pytest.mark.parametrize(
    ("query", "pages", "parameters"),
    [
        ("solar_pv", {"installations"}, {"tech": ["solar_pv"]}),
        ("VNM", {"", "partnership_map"}, {"sel": ["country:VNM"]}),
        ("tokyo kuala lumpur", {"dominoes"}, {"sel": ["domino:tokyo-kuala-lumpur"]}),
        ("osaka gas", {"installations"}, {"q": {"en": "Osaka Gas", "ja": "大阪ガス株式会社"}}),
        ("nippon koei", {"", "partnership_map"}, {"q": {"en": "Nippon Koei Co., Ltd.", "ja": "日本工営"}}),
        ("planning_policy", {"", "partnership_map"}, {"theme": ["planning_policy"]}),
    ],
)
def test_ways_go_to_the_thing_or_to_its_rows(code: str, query: str, pages: set[str], parameters: dict[str, Any]) -> None:
    shown = without_fault(page("search", code, find=query))
    wanted = {name: [value[code]] if isinstance(value, dict) else value for name, value in parameters.items()}
    assert any(where in pages and wanted.items() <= led.items() for _, where, led in links(shown))


def test_a_fact_leads_to_its_page_and_a_source_to_its_own_address() -> None:
    facts = shipped().programme_facts.set_index("fact_id")
    for fact, name in (("programme-what", "programme"), ("forum-2023-date", "forum")):
        shown = without_fault(page("search", "en", find=facts.loc[fact, "fact_en"][:150]))
        assert name in [where for _, where, _ in links(shown)]
    source = shipped().sources.iloc[0]
    shown = without_fault(page("search", "en", find=f"{source['title']} {source['url']}", kind="source"))
    assert source["url"] in [where for _, where, _ in links(shown)]


def test_a_row_that_the_default_evidence_hides_is_led_to_at_its_own_level() -> None:
    inferred = shipped().collaborations.query("evidence == 'C'").iloc[0]
    title = inferred["title_en"] or inferred["summary_en"]
    shown = without_fault(page("search", "en", find=title))
    assert any(query.get("evidence") == ["C"] for *_, query in links(shown))


@both
def test_where_nothing_is_found_the_page_offers_examples(code: str) -> None:
    shown = without_fault(page("search", code, find="zzqqxx"))
    assert not headings(shown)
    assert shown.get_by_key("search_example_0")  # type: ignore[attr-defined]


@both
def test_without_words_the_page_says_what_makes_no_difference_and_offers_examples(code: str) -> None:
    shown = without_fault(page("search", code))
    assert not headings(shown)
    button = shown.get_by_key("search_example_0")  # type: ignore[attr-defined]
    button.click().run()
    without_fault(shown)
    assert asked(shown, "find") == [Language(code).text("Surabaya")]
    assert headings(shown)


def test_typing_writes_the_address_and_keeps_what_else_stands_there() -> None:
    shown = page("search", "en", country="VNM", find="osaka", kind="place")
    shown.text_input(key="search_find").set_value("  solar   power ").run()
    without_fault(shown)
    assert asked(shown, "find") == ["solar power"]
    assert asked(shown, "country") == ["VNM"]
    assert "kind" not in shown.query_params


def test_a_space_between_two_words_stays_in_the_field_while_the_page_answers() -> None:
    shown = page("search", "en")
    shown.text_input(key="search_find").set_value("solar ").run()
    assert asked(shown, "find") == ["solar"]
    assert shown.text_input(key="search_find").value == "solar "


def test_one_kind_can_be_looked_at_whole_and_left_again() -> None:
    shown = page("search", "en", find="solar")
    shown.get_by_key("search_all_installation").click().run()  # type: ignore[attr-defined]
    without_fault(shown)
    assert asked(shown, "kind") == ["installation"]
    (group,) = (group for group in search(shipped(), "solar").certain if group.kind == "installation")
    opened = [query["sel"][0] for *_, query in links(shown) if "sel" in query]
    assert opened == [f"installation:{hit.entry.id}" for hit in group.hits]
    shown.get_by_key("search_kind").set_value(None).run()  # type: ignore[attr-defined]
    without_fault(shown)
    assert "kind" not in shown.query_params
    assert len(headings(shown)) > 1


@both
@pytest.mark.parametrize("query", ["Surabya", "qqqqqq", "<script>alert(1)</script>", "{{ 7*7 }} **bold** `x`", "x" * 500])
def test_nothing_found_hostile_and_endless_texts_are_answered_in_words(query: str, code: str) -> None:
    shown = without_fault(page("search", code, find=query))
    assert any(query[:20] in text for text in prose(shown))


def test_an_unknown_kind_is_left_out_with_a_notice() -> None:
    shown = without_fault(page("search", "en", find="osaka", kind="nothing"))
    assert any("nothing" in text for text in (unmarked(element.value) for element in shown.warning))


@both
def test_controls_are_worded_in_the_readers_language(code: str) -> None:
    said = [text for text in labels(page("search", code)) if text.strip()]
    if code == "ja":
        assert not {text for text in said if not JAPANESE.search(text) and re.search(r"[a-z]{4,}", text)} - {"English"}
    else:
        assert {text for text in said if JAPANESE.search(text)} <= {"日本語", "言語 / Language"}


def _only_the_box() -> None:
    import streamlit as st

    from components import search_box
    from geo.language import Language

    search_box.show(Language("en"))
    st.caption("shown")


@pytest.mark.parametrize(
    ("typed", "expected"), [("  ho  chi minh ", {"find": "ho chi minh", "country": ["VNM"]}), ("", {"country": ["VNM"]})]
)
def test_the_field_of_the_header_leads_to_the_search_page_and_keeps_the_filters(
    typed: str, expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    led: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr("components.search_box.st.switch_page", lambda to, query_params: led.append((to, query_params)))
    shown = AppTest.from_function(_only_the_box)
    shown.query_params["country"] = "VNM"
    shown.run()
    assert led == []
    shown.text_input(key="search_box").set_value(typed)
    shown.get_by_key("search_box_send").click().run()  # type: ignore[attr-defined]
    without_fault(shown)
    assert led == [("pages/search.py", expected)]
    assert (ROOT / "pages/search.py").is_file()
