"""What the pages of cases and of domino effects show and say, in both languages."""

from __future__ import annotations

import re

import pytest
from shipped import shipped
from shown import elements, labels, page, page_links, prose, sent_to_map, without_fault
from streamlit.testing.v1 import AppTest

from geo import gallery
from geo.detail import detail
from geo.language import LANGUAGES, Language
from geo.parameters import Selected
from geo.selection import Selection

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
both = pytest.mark.parametrize("code", LANGUAGES)
CASE, DOMINO = "yokohama-da-nang-pumps", "da-nang-ho-chi-minh-city"


def drawn(shown: AppTest) -> str:
    """All HTML the page draws."""
    return " ".join(element.proto.body for element in elements(shown.main) if element.type == "html")


@both
@pytest.mark.parametrize("name", ["cases", "dominoes"])
@pytest.mark.parametrize("sel", ["", f"case:{CASE}", f"domino:{DOMINO}", "country:VNM"])
def test_every_page_runs_without_a_fault_whatever_is_open(name: str, sel: str, code: str) -> None:
    without_fault(page(name, code, **({"sel": sel} if sel else {})))


@both
@pytest.mark.parametrize(
    ("name", "sel"), [("cases", ""), ("cases", f"case:{CASE}"), ("dominoes", ""), ("dominoes", f"domino:{DOMINO}")]
)
def test_nothing_but_names_is_english_on_a_japanese_page(name: str, sel: str, code: str) -> None:
    shown = page(name, code, evidence="C", **({"sel": sel} if sel else {}))
    said = [text for text in labels(shown) if text.strip()]
    if code == "en":
        assert {text for text in said if JAPANESE.search(text)} <= {"日本語", "言語 / Language"}
    else:
        plain = {text for text in said if not JAPANESE.search(text)}
        assert not {text for text in plain if re.search(r"[a-z]{4,}", text)} - {"English", "Excel"}


@both
def test_the_gallery_leads_to_every_case_and_tells_results_from_what_is_being_formed(code: str) -> None:
    shown = page("cases", code)
    table = shipped().cases
    led = page_links(shown)
    for title, case in zip(table[f"title_{code}"], table["case_id"], strict=True):
        assert led[title]["page"] == "cases"
        assert f"sel=case%3A{case}" in led[title]["query"]
    counts = table["kind"].value_counts()
    assert [metric.value for metric in shown.metric[:2]] == [str(counts["result"]), str(counts["forming"])]
    html = drawn(shown)
    assert html.count('class="case-tag case-result"') == counts["result"]
    assert html.count('class="case-tag case-forming"') == counts["forming"]


def test_filters_keep_the_cases_they_ask_for_and_lead_on_with_them() -> None:
    table = shipped().cases
    shown = page("cases", "en", jp="osaka", theme="smart_city")
    led = {label: link for label, link in page_links(shown).items() if "sel=case" in link["query"]}
    assert set(led) == {"Smart city in Thailand's Eastern Economic Corridor"}
    assert "jp=osaka" in led["Smart city in Thailand's Eastern Economic Corridor"]["query"]
    several = page("cases", "en", jp=["osaka", "toyama"])
    wanted = set(table[table["jp_place_id"].isin(["osaka", "toyama"])]["title_en"])
    assert {label for label, link in page_links(several).items() if "sel=case" in link["query"]} == wanted


def test_years_chosen_elsewhere_are_named_and_can_be_lifted() -> None:
    shown = page("cases", "en", fy=["2013", "2013"])
    assert "FY2013" in shown.button(key="lift_years").label
    shown.button(key="lift_years").click().run()
    assert "fy" not in shown.query_params
    assert sum("sel=case" in link["query"] for link in page_links(shown).values()) == len(shipped().cases)


def test_an_empty_result_says_what_to_loosen() -> None:
    shown = page("cases", "en", country="MNG", theme="waste")
    assert any("Theme" in button.label for button in shown.button if str(button.key).startswith("loosen_"))


@both
def test_a_case_tells_what_was_done_what_came_of_it_and_where_that_is_said(code: str) -> None:
    row = shipped().cases.set_index("case_id").loc[CASE]
    shown = page("cases", code, sel=f"case:{CASE}")
    said = prose(shown)
    for column in ("title", "what", "outcome"):
        assert row[f"{column}_{code}"] in said
    assert "3 / 37" in " ".join(said)
    language = Language(code)  # type: ignore[arg-type]
    told = detail(shipped(), Selection(), Selected("case", CASE), language)
    led = page_links(shown)
    for built in told.installations:
        assert led[built.name]["page"] == "installations"
        assert f"sel=installation%3A{built.id}" in led[built.name]["query"]
    assert led[told.dominoes[0].route]["page"] == "dominoes"
    assert all(any(source.name in text for text in said) for source in told.sources)


def test_the_next_case_and_the_one_before_are_those_of_the_filtered_gallery() -> None:
    cards = gallery.case_cards(shipped(), Selection(japanese=("osaka",)), Language("en"))
    led = page_links(page("cases", "en", jp="osaka", sel=f"case:{cards[2].case.id}"))
    assert f"sel=case%3A{cards[1].case.id}" in led["Previous case"]["query"]
    assert f"sel=case%3A{cards[3].case.id}" in led["Next case"]["query"]
    assert "sel" not in led["All cases"]["query"]
    outside = page("cases", "en", jp="toyama", sel=f"case:{CASE}")
    assert any("3 / 37" in text for text in prose(outside))


def test_the_map_of_a_case_shows_its_pair_at_its_extent() -> None:
    said = sent_to_map(page("cases", "en", sel="case:osaka-hcmc-jcm"))
    asked = {condition["column"]: condition["values"] for condition in said["conditions"]}
    assert asked == {"jp_place_id": ["osaka"], "partner_place_id": ["ho-chi-minh-city"], "evidence": ["A", "B"]}
    assert said["selected"] == {"kind": "pair", "id": "osaka~ho-chi-minh-city"}
    (south, west), (north, east) = said["home"]
    assert south < 10.8 < 34.7 < north
    assert west < 106.7 < 135.5 < east


def test_a_pair_whose_links_are_all_inferred_is_drawn_and_the_page_says_so() -> None:
    shown = page("cases", "en", sel=f"case:{CASE}")
    levels = [condition["values"] for condition in sent_to_map(shown)["conditions"] if condition["column"] == "evidence"]
    assert levels == [["A", "B", "C"]]
    assert any("inferred: they are drawn dashed" in text for text in prose(shown))
    shown.get_by_key("case_map").set_value("dominoes").run()  # type: ignore[attr-defined]
    said = sent_to_map(without_fault(shown))
    assert said["selected"] == {"kind": "domino", "id": DOMINO}
    assert said["undated"] is True


@both
def test_dominoes_are_listed_with_what_moved_and_inferred_ones_on_request_only(code: str) -> None:
    table = shipped().dominoes
    confirmed = table[table["evidence"] != "C"]
    shown = page("dominoes", code)
    assert shown.metric[0].value == str(len(confirmed))
    said = " ".join(prose(shown))
    assert all(what in said for what in confirmed[f"what_{code}"])
    assert not any(what in said for what in table[table["evidence"] == "C"][f"what_{code}"])
    everything = page("dominoes", code, evidence="C")
    assert everything.metric[0].value == str(len(table))
    assert all(what in " ".join(prose(everything)) for what in table[f"what_{code}"])


def test_a_row_opens_the_detail_of_a_domino_and_the_map_is_told() -> None:
    shown = page("dominoes", "en")
    shown.button(key=f"open_domino_{DOMINO}").click().run()
    assert shown.query_params["sel"] == f"domino:{DOMINO}"
    assert sent_to_map(without_fault(shown))["selected"] == {"kind": "domino", "id": DOMINO}
    assert any("High-efficiency pumps" in text for text in prose(shown))


def test_those_without_a_known_year_are_counted_and_offered_while_years_are_chosen() -> None:
    shown = page("dominoes", "en", fy=["2013", "2025"])
    assert shown.metric[0].value == "2"
    shown.button(key="toggle_undated").click().run()
    assert shown.query_params["undated"] == "1"
    assert shown.metric[0].value == "3"


def test_what_a_page_cannot_open_is_named() -> None:
    assert any("open in detail" in warning.value for warning in page("cases", "en", sel="country:VNM").warning)
    assert not page("cases", "en", sel=f"case:{CASE}", evidence="C", fy="2022").warning


@both
def test_the_detail_of_a_pair_leads_to_its_cases_and_dominoes(code: str) -> None:
    shown = without_fault(page(language=code, sel="pair:tokyo~kuala-lumpur"))
    led = page_links(shown)
    case = shipped().cases.set_index("case_id").loc["tokyo-kuala-lumpur-buildings", f"title_{code}"]
    assert led[case]["page"] == "cases"
    told = detail(shipped(), Selection(), Selected("pair", "tokyo~kuala-lumpur"), Language(code))  # type: ignore[arg-type]
    assert led[told.dominoes[0].route]["page"] == "dominoes"
