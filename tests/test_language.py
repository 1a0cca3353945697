"""Texts, numbers, lists and years read as each language expects them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.fiscal_year import era
from geo.language import LANGUAGES, Language, message, preferred

ROOT = Path(__file__).resolve().parents[1]
# A machine under load is no fault.
unhurried = settings(deadline=None)

ENGLISH, JAPANESE = Language("en"), Language("ja")
YEARS = st.integers(1926, 2100)


@pytest.mark.parametrize("code", ["fr", "", "JA", "en-GB"])
def test_an_unknown_language_is_refused_by_name(code: str) -> None:
    with pytest.raises(ValueError, match=r"Language code .* is not known. Allowed: ja, en") as error:
        Language(code)  # type: ignore[arg-type]
    assert repr(code) in str(error.value)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_the_other_one(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    assert language.other.code != language.code
    assert language.other.other == language


def by_language(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """Mappings written out in a module whose keys are codes of languages, or begin with one: line and codes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            firsts = [key.elts[0] if isinstance(key, ast.Tuple) and key.elts else key for key in node.keys]
            codes = [first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)]
            if len(codes) == len(node.keys) and {"en", "ja"} <= set(codes):
                yield node.lineno, set(codes)


def test_every_mapping_by_language_holds_every_language() -> None:
    files = [file for top in ("geo", "components") for file in sorted((ROOT / top).rglob("*.py"))]
    found = {
        f"{file.relative_to(ROOT)}:{line}": codes
        for file in files
        for line, codes in by_language(ast.parse(file.read_text("utf-8")))
    }
    assert any(place.startswith("geo/moments.py") for place in found)
    assert {place: set(LANGUAGES) - codes for place, codes in found.items() if codes != set(LANGUAGES)} == {}


@unhurried
@given(st.integers(0, 10**7))
def test_plurals_follow_the_number_and_write_it_for_the_language(number: int) -> None:
    said = ENGLISH.plural("{n} link of {who}", "{n} links of {who}", number, who="Osaka")
    assert said == f"{number:,} link{'' if number == 1 else 's'} of Osaka"
    assert JAPANESE.plural("{n} partner place", "{n} partner places", number) == f"パートナー都市・地域 {number:,}か所"


def test_a_text_without_translation_stands_in_english() -> None:
    untranslated = message("A text of this test alone, {name}.")
    assert JAPANESE.text(untranslated, name="大阪市") == "A text of this test alone, 大阪市."


@unhurried
@given(st.text())
def test_what_a_table_says_is_never_read_as_a_template(name: str) -> None:
    assert ENGLISH.text("{name} ({context})", name=name, context="{name}") == f"{name} ({{name}})"


def test_lists_are_joined_as_the_language_joins_them() -> None:
    assert ENGLISH.join(["Osaka", "Tokyo", "Kobe"]) == "Osaka, Tokyo, and Kobe"
    assert ENGLISH.join(["Osaka", "Tokyo"]) == "Osaka and Tokyo"
    assert JAPANESE.join(["大阪市", "東京都", "神戸市"]) == "大阪市、東京都、神戸市"
    assert ENGLISH.join([]) == JAPANESE.join([]) == ""


@unhurried
@given(YEARS)
def test_a_fiscal_year_is_told_with_its_era_in_japanese_only(year: int) -> None:
    assert ENGLISH.fiscal_year(year, era=True) == ENGLISH.fiscal_year(year) == f"FY{year}"
    assert JAPANESE.fiscal_year(year) == f"{year}年度"
    assert JAPANESE.fiscal_year(year, era=True) == f"{year}年度({era(year)})"


@unhurried
@given(YEARS, YEARS)
def test_a_range_of_one_fiscal_year_is_that_year(first: int, last: int) -> None:
    for language in (ENGLISH, JAPANESE):
        written = language.fiscal_years(first, last)
        assert str(first) in written
        assert str(last) in written
        assert (written == language.fiscal_year(first)) is (first == last)


@pytest.mark.parametrize(
    ("iso", "english", "japanese"),
    [
        ("2026-02-13", "13 February 2026", "2026年2月13日"), ("2026-02", "February 2026", "2026年2月"),
        ("2015", "2015", "2015年"), ("FY2022", "FY2022", "FY2022"), ("", "", ""),
    ],
)  # fmt: skip
def test_dates_are_written_as_far_as_they_are_known(iso: str, english: str, japanese: str) -> None:
    assert (ENGLISH.date(iso), JAPANESE.date(iso)) == (english, japanese)


@pytest.mark.parametrize(("value", "written"), [(1234567, "1,234,567"), (0.5, "0.5"), (3.14159, "3.14"), (0, "0"), (10.0, "10")])
def test_numbers_are_grouped_and_cut_to_two_decimals(value: float, written: str) -> None:
    assert ENGLISH.number(value) == JAPANESE.number(value) == written


def test_an_empty_name_is_taken_from_the_other_language() -> None:
    row = {"name_ja": "", "name_en": "Osaka", "title_ja": "", "title_en": "", "lead_ja": "大阪", "lead_en": "Osaka"}
    assert (JAPANESE.pick(row, "name"), JAPANESE.pick(row, "title"), JAPANESE.pick(row, "lead")) == ("Osaka", "", "大阪")


@pytest.mark.parametrize(
    ("locale", "code"), [("ja-JP", "ja"), ("ja", "ja"), ("JA", "ja"), ("en-GB", "en"), ("fr", "en"), ("", "en"), (None, "en")]
)
def test_a_browser_gets_japanese_only_where_it_asks_for_it(locale: str | None, code: str) -> None:
    assert preferred(locale).code == code
