"""Facts on the programme come with their sources and the time they speak of, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped

from geo.language import LANGUAGES, Language, LanguageCode
from geo.programme import Programme
from geo.programme_facts import INITIATIVE_IN_TIME, chosen, facts, of_group, time_of
from geo.publishers import KNOWN, publisher

both = pytest.mark.parametrize("code", LANGUAGES)


def with_fact(**changed: str) -> Programme:
    table = shipped().programme_facts.copy()
    for column, text in changed.items():
        table.loc[0, column] = text
    return replace(shipped(), programme_facts=table)


@both
def test_every_fact_of_the_table_is_told_in_its_words_with_every_source(code: LanguageCode) -> None:
    told = facts(shipped(), Language(code))
    table = shipped().programme_facts
    assert list(told) == table["fact_id"].tolist()
    for row in table.to_dict("records"):
        assert told[row["fact_id"]].text == row[f"fact_{code}"]
        assert [source.id for source in told[row["fact_id"]].sources] == row["source_id"].split(";")
        assert all(source.url.startswith("http") for source in told[row["fact_id"]].sources)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2021年4月に日米気候パートナーシップが立ち上がった。", "2021-04"),
        ("脱炭素都市国際フォーラム2023は、2023年3月1日に開催。", "2023-03-01"),
        ("事業は2013年度から数える。", "FY2013"),
        ("2013年から2022年度までに参加。", "2013"),
        ("COP26ジャパンパビリオンのサイドイベントで発表。", "COP26"),
        ("COP28までに、2022年6月の会談で合意。", "2022-06"),
        ("主催:環境省。", ""),
    ],
)
def test_the_first_time_a_text_names_is_read(text: str, when: str) -> None:
    assert time_of(text) == when


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_any_date_is_read_as_it_is_written(day: date) -> None:
    written = f"{day.year}年{day.month}月{day.day}日"
    assert time_of(f"会合は{written}に開かれた。") == day.isoformat()


@both
def test_the_initiative_stands_in_order_of_time_and_says_when(code: LanguageCode) -> None:
    language = Language(code)
    told = chosen(shipped(), INITIATIVE_IN_TIME, language)
    assert [fact.when for fact in told] == ["2021-04", "COP26", "2022-06", "2023-03-01"]
    worded = {"en": ["April 2021", "COP26", "June 2022", "1 March 2023"], "ja": ["2021年4月", "COP26", "2022年6月", "2023年3月1日"]}
    assert [fact.when_text(language) for fact in told] == worded[code]


def test_history_stands_in_order_of_time() -> None:
    assert [fact.when for fact in of_group(shipped(), "history", Language("en"))] == ["FY2013", "2019-08", "2025-01", "2026-02"]


def test_a_label_before_a_colon_is_told_apart_in_both_languages() -> None:
    assert facts(shipped(), Language("ja"))["forum-2023-hosts"].label_and_text(Language("ja"))[0] == "主催"
    assert facts(shipped(), Language("en"))["forum-2023-hosts"].label_and_text(Language("en"))[0] == "Hosts"
    plain = facts(shipped(), Language("en"))["programme-what"]
    assert plain.label_and_text(Language("en")) == ("", plain.text)


def test_a_fact_that_is_not_in_the_table_is_left_out() -> None:
    table = shipped().programme_facts
    without = replace(shipped(), programme_facts=table[table["fact_id"] != "initiative-origin"])
    assert [fact.id for fact in chosen(without, INITIATIVE_IN_TIME, Language("en"))] == list(INITIATIVE_IN_TIME[1:])


def test_a_changed_fact_is_told_as_it_stands_in_the_table() -> None:
    altered = with_fact(fact_en="Something else.", fact_ja="2031年5月に別のこと。")
    fact = next(iter(facts(altered, Language("en")).values()))
    assert (fact.text, fact.when) == ("Something else.", "2031-05")


def test_known_publishers_are_those_of_the_table_and_named_in_japanese() -> None:
    assert set(KNOWN) <= set(shipped().sources["publisher"])
    source = facts(shipped(), Language("ja"))["programme-what"].sources[0]
    assert publisher(source, Language("ja")) == "環境省"
    assert publisher(source, Language("en")) == source.publisher
    unknown = replace(source, publisher="Sources")
    assert publisher(unknown, Language("ja")) == "Sources"
    assert publisher(replace(source, publisher=""), Language("en")) == source.title
