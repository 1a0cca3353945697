"""The page of analyses: what it asks stands in its address, and every figure leads to its rows."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from shipped import shipped
from shown import elements, labels, page, prose, table, without_fault

from components import analysis_table, state
from geo.analysis import words
from geo.analysis.pivot import pivot
from geo.analysis.question import CHARTS, MEASURES, Question
from geo.language import LANGUAGES, Language, LanguageCode
from geo.selection import Selection

JAPANESE = re.compile("[぀-ヿ一-鿿々]")
both = pytest.mark.parametrize("code", LANGUAGES)


@both
@pytest.mark.parametrize("measure", list(MEASURES))
@pytest.mark.parametrize("chart", CHARTS)
def test_every_measure_is_shown_in_every_way(measure: str, chart: str, code: LanguageCode) -> None:
    shown = without_fault(page("analysis", code, measure=measure, chart=chart))
    question = Question.parse({"measure": [measure], "chart": [chart]})[0]
    assert words.title(question, Language(code)) in prose(shown)
    if question.chart == "pivot":
        found = pivot(shipped(), Selection(), question)
        rows: pd.DataFrame = table(shown, "pivot")
        assert len(rows) == len(found.rows) + 1
        assert len(rows.columns) == len(found.cols) + 1
    else:
        assert [each.type for each in elements(shown.main) if "vega" in each.type] == ["vega_lite_chart"]
    assert bool(shown.warning) == (question.chart != chart)
    # How it is read is told of what is drawn, and of nothing else.
    language = Language(code)
    (caption,) = [text for text in prose(shown) if language.text(words.MEANINGS[measure]) in text]
    for drawn, reading in words.READING.items():
        told = [language.text(sentence) in caption for sentence in reading]
        assert told == [reading == words.READING[question.chart]] * 2, drawn


@both
def test_nothing_but_names_and_units_is_english_on_the_japanese_page(code: LanguageCode) -> None:
    said = [text for text in labels(page("analysis", code, measure="capacity", rows="scheme", cols="status")) if text.strip()]
    if code == "en":
        assert {text for text in said if JAPANESE.search(text)} <= {"日本語", "言語 / Language"}
    else:
        plain = {text for text in said if not JAPANESE.search(text)}
        assert not {text for text in plain if re.search(r"[a-z]{4,}", text)} - {"English", "Excel"}


@both
def test_the_table_holds_the_figures_with_how_many_rows_lack_them(code: LanguageCode) -> None:
    question = Question("reduction", "country", "fy")
    found = pivot(shipped(), Selection(), question)
    shown = without_fault(page("analysis", code, measure="reduction", rows="country", cols="fy"))
    rows: pd.DataFrame = table(shown, "pivot")
    assert rows.iloc[0, 0] == words.figure(found.total, question, Language(code))
    assert str(rows.iloc[0, 0]).endswith(f"({found.total.known}/{found.total.rows})")
    for sentence in words.sentences(found, Language(code)):
        assert any(sentence in text for text in prose(shown))


def test_what_is_chosen_on_the_page_is_written_to_the_address() -> None:
    shown = page("analysis", "en", country="VNM")
    shown.get_by_key("ask_measure").select("installations").run()  # type: ignore[attr-defined]
    assert shown.query_params["measure"] == "installations"
    shown.get_by_key("ask_cols").select("tech").run()  # type: ignore[attr-defined]
    shown.button(key="turn").click().run()
    assert (shown.query_params["rows"], shown.query_params["cols"]) == ("tech", "country")
    assert shown.query_params["country"] == "VNM"
    shown.get_by_key("ask_measure").select("links").run()  # type: ignore[attr-defined]
    assert "cols" not in shown.query_params or shown.query_params["cols"] != "tech"
    without_fault(shown)
    assert not shown.warning


def test_filters_narrow_the_figures_and_keep_the_question() -> None:
    shown = page("analysis", "en", rows="jp", cols="theme", evidence="C")
    before = table(shown, "pivot")
    shown.get_by_key("filter_country").set_value(["IDN"]).run()  # type: ignore[attr-defined]
    assert (shown.query_params["rows"], shown.query_params["cols"]) == ("jp", "theme")
    narrowed = pivot(shipped(), Selection(countries=("IDN",), evidence="C"), Question("links", "jp", "theme"))
    assert table(shown, "pivot").iloc[0, 0] == narrowed.total.value != before.iloc[0, -1]


@both
def test_what_cannot_be_answered_is_named_with_what_can(code: LanguageCode) -> None:
    shown = without_fault(page("analysis", code, rows="tech", cols="moon", chart="pie"))
    told = "\n".join(warning.value for warning in shown.warning)
    assert all(value in told for value in ("tech", "moon", "pie"))
    assert "theme" in told


def test_page_parameters_stay_while_one_looks_around_and_other_pages_pass_over_them() -> None:
    for name in ("installations", "partnership_map"):
        shown = without_fault(page(name, "en", rows="jp", measure="years", **{"b.country": "IDN"}))
        assert not shown.warning
        assert shown.query_params["rows"] == "jp"
        assert shown.query_params["b.country"] == "IDN"


def test_a_figure_leads_to_the_page_of_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    led: list[tuple[str, dict[str, list[str]]]] = []
    monkeypatch.setattr(state, "lead_to", lambda name, selection: led.append((name, selection.parameters())))
    for measure, name in (("links", "pages/partnership_map.py"), ("installations", "pages/installations.py")):
        found = pivot(shipped(), Selection(), Question(measure, "country", "fy"))
        cell = next(cell for line in found.cells for cell in line if cell.rows)
        analysis_table.open_rows(cell, found.question.asked.subject)
        assert led[-1] == (name, cell.selection.parameters())
        analysis_table.open_rows(replace(cell, rows=0), found.question.asked.subject)
    assert len(led) == 2


@both
def test_an_empty_selection_says_what_to_loosen(code: LanguageCode) -> None:
    shown = without_fault(page("analysis", code, measure="installations", tech="wind", country="MNG"))
    assert any(str(button.key).startswith("loosen_") for button in shown.button)
