"""The page that compares: two selections in one address, each changed by itself."""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from shipped import shipped
from shown import SENT_TO_MAP, html_tables, labels, page, prose, without_fault
from streamlit.testing.v1 import AppTest

from geo import comparison
from geo.language import LANGUAGES, Language, LanguageCode
from geo.page_parameters import SECOND
from geo.selection import Selection
from geo.vocabulary import vocabulary

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
both = pytest.mark.parametrize("code", LANGUAGES)


def sent(shown: AppTest) -> list[dict[str, Any]]:
    """What each map is told, first and second."""
    found = []
    for component in shown.get("component_instance"):
        (message,) = SENT_TO_MAP.findall(json.loads(component.proto.json_args)["feature_group"])
        found.append(json.loads(base64.b64decode(message)))
    return found


def scripts(shown: AppTest) -> list[str]:
    return [json.loads(component.proto.json_args)["script"] for component in shown.get("component_instance")]


def addressed(shown: AppTest) -> tuple[Selection, Selection]:
    """Both selections as the address has them."""
    said = {name: _all(shown, name) for name in shown.query_params}
    first = {name: values for name, values in said.items() if name != "lang" and not name.startswith(SECOND)}
    second = {name.removeprefix(SECOND): values for name, values in said.items() if name.startswith(SECOND)}
    words = vocabulary(shipped())
    return Selection.parse(first, words)[0], Selection.parse(second, words)[0]


def _all(shown: AppTest, name: str) -> list[str]:
    value = shown.query_params[name]
    return [value] if isinstance(value, str) else list(value)


@both
@pytest.mark.parametrize("subject", ["collaborations", "installations"])
def test_both_maps_are_told_their_own_selection(subject: str, code: LanguageCode) -> None:
    parameters = {"subject": subject, "country": "VNM", "b.country": "IDN", "b.fy": "2020"}
    first, second = sent(without_fault(page("compare", code, **parameters)))
    columns = [{each["column"]: each["values"] for each in side["conditions"]} for side in (first, second)]
    assert columns[0]["country_iso3"] == ["VNM"]
    assert "fiscal_year" not in columns[0]
    assert columns[1]["country_iso3"] == ["IDN"]
    assert columns[1]["fiscal_year"] == [2020, 2020]


def test_the_maps_scripts_stay_the_same_whatever_is_selected() -> None:
    one = scripts(page("compare", "en", country="VNM"))
    other = scripts(page("compare", "en", **{"b.country": "IDN", "fy": "2020", "b.evidence": "C"}))
    assert one == other
    assert all('"inStep": true' in script for script in one)


@both
def test_figures_stand_side_by_side_with_their_differences(code: LanguageCode) -> None:
    shown = without_fault(page("compare", code, country="VNM", **{"b.country": "IDN"}))
    found = comparison.figures(shipped(), Selection(countries=("VNM",)), Selection(countries=("IDN",)), "collaborations")
    name = Language(code).text("Figures of both selections")
    rows = html_tables(shown)[name][1:]
    assert [row[1:3] for row in rows] == [[f"{figure.first.value:g}", f"{figure.second.value:g}"] for figure in found]
    assert rows[0][3] == f"+{found[0].difference:g}"


def test_sums_that_lack_rows_say_so_and_get_no_percentage() -> None:
    shown = without_fault(page("compare", "en", subject="installations", country="VNM", **{"b.country": "IDN"}))
    rows = {row[0]: row for row in html_tables(shown)["Figures of both selections"]}
    assert re.search(r"from \d+ of \d+ rows", rows["Reduction, tCO2 a year"][1])
    assert rows["Reduction, tCO2 a year"][4] == "–"
    assert rows["Installations"][4].endswith("%")


@both
def test_what_is_shared_is_named(code: LanguageCode) -> None:
    one, other = Selection(fiscal_years=(2020, 2020)), Selection(fiscal_years=(2022, 2022))
    shown = without_fault(page("compare", code, fy="2020", **{"b.fy": "2022"}))
    found = {each.kind: each for each in comparison.shared(shipped(), one, other, "collaborations")}
    rows = html_tables(shown)[Language(code).text("What is in both, and what in only one")]
    places = shipped().places.set_index("place_id")[f"name_{code}"]
    assert found["partner"].both
    assert all(places[place] in rows[2][2] for place in found["partner"].both)
    assert str(len(found["row"].first)) in rows[-1][1]


@both
def test_nothing_but_names_and_units_is_english_on_the_japanese_page(code: LanguageCode) -> None:
    shown = page("compare", code, subject="installations", fy="2022", **{"b.fy": "2021"})
    said = [text for text in labels(shown) if text.strip()]
    said += [cell for rows in html_tables(shown).values() for row in rows for cell in row if cell.strip()]
    if code == "en":
        assert {text for text in said if JAPANESE.search(text)} <= {"日本語", "言語 / Language"}
    else:
        plain = {text for text in said if not JAPANESE.search(text)}
        assert not {text for text in plain if re.search(r"[a-z]{4,}", text)} - {"English", "Excel"}


def test_a_filter_changes_its_own_side_only() -> None:
    shown = page("compare", "en", country="VNM", **{"b.country": "IDN"})
    shown.get_by_key("second_filter_country").set_value(["THA"]).run()  # type: ignore[attr-defined]
    assert (shown.query_params["country"], shown.query_params["b.country"]) == ("VNM", "THA")
    shown.get_by_key("filter_country").set_value(["MYS"]).run()  # type: ignore[attr-defined]
    assert (shown.query_params["country"], shown.query_params["b.country"]) == ("MYS", "THA")
    shown.button(key="second_clear_all").click().run()
    assert "b.country" not in shown.query_params
    assert shown.query_params["country"] == "MYS"


def test_quick_starts_write_both_selections() -> None:
    shown = page("compare", "en", country="VNM", **{"b.fy": "2020"})
    shown.button(key="start_swap").click().run()
    assert addressed(shown) == (Selection(fiscal_years=(2020, 2020)), Selection(countries=("VNM",)))
    shown.button(key="start_year_before").click().run()
    assert addressed(shown) == (Selection(fiscal_years=(2020, 2020)), Selection(fiscal_years=(2019, 2019)))
    shown.button(key="start_another_country").click().run()
    first, second = addressed(shown)
    assert len(first.countries) == len(second.countries) == 1
    assert first.countries != second.countries
    shown.button(key="start_with_inferred").click().run()
    first, second = addressed(shown)
    assert (first.evidence, second.evidence) == ("B", "C")
    without_fault(shown)


@pytest.mark.parametrize("subject", ["collaborations", "installations"])
def test_each_side_offers_its_own_rows_as_files(subject: str) -> None:
    asked = {"subject": subject, "country": "VNM", "b.country": "IDN"}
    shown = without_fault(page("compare", "en", **asked))
    offered = {button.key for button in shown.get("download_button")}
    assert {f"{side}download_{subject}_{kind}" for side in ("", "second_") for kind in ("xlsx", "csv")} <= offered
    for side, country in (("", "VNM"), ("second_", "IDN")):
        opened = page("compare", "en", **asked)
        without_fault(opened.button(key=f"{side}pictures_{subject}").click().run())
        (address,) = [link.proto.url for link in opened.get("link_button")]
        assert parse_qs(urlsplit(address).query)["country"] == [country]


@both
def test_the_page_says_where_both_are_the_same(code: LanguageCode) -> None:
    said = Language(code).text("Both selections show the same rows. Change one of them, or begin with one of the buttons above.")
    assert [info.value for info in page("compare", code).info] == [said]
    assert not page("compare", code, country="VNM").info


@both
def test_what_is_unknown_on_either_side_is_named_with_its_side(code: LanguageCode) -> None:
    shown = without_fault(page("compare", code, country="XXX", subject="moon", **{"b.country": "YYY", "b.lamp": "1"}))
    told = "\n".join(warning.value for warning in shown.warning).replace("\\", "")
    assert all(value in told for value in ("XXX", "moon", "b.country", "YYY", "b.lamp"))
    assert any("67" in text for text in prose(shown))
