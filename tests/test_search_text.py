"""Search does not stumble over how a word happens to be written."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.search_text import fold, folded, words

HIRAGANA = st.text(st.characters(min_codepoint=ord("ぁ"), max_codepoint=ord("ゖ")), min_size=1)
ASCII_WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1)


@given(st.text())
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(HIRAGANA)
def test_katakana_and_hiragana_are_the_same(text: str) -> None:
    katakana = "".join(chr(ord(letter) + 0x60) for letter in text)
    assert fold(katakana) == fold(text)


@given(ASCII_WORDS)
def test_width_and_case_do_not_matter(text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert fold(wide) == fold(text.upper()) == fold(text.lower()) == fold(text)


@given(ASCII_WORDS, st.sampled_from(["\u0301", "\u0300", "\u0302", "\u0308", "\u0303", "\u0323"]))
def test_accents_of_latin_letters_do_not_matter(text: str, accent: str) -> None:
    marked = "".join(letter + accent for letter in text)
    assert fold(marked) == fold(unicodedata.normalize("NFC", marked)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾎﾃﾙ", "ほてる"), ("ホテル", "ほてる"), ("ｶﾞｽ", "ガス"), ("Malé", "male"), ("Töv", "tov"), ("Cẩm Lệ", "cam le"),
        ("㈱大阪ガス", "(株)大阪ガス"), ("ＪＣＭ", "jcm"), ("タイ・バンコク", "タイ バンコク"),
        ("Ba Ria-Vung Tau", "ba ria vung tau"),
    ],
)  # fmt: skip
def test_the_same_word_in_other_writing_is_found(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("かす", "がす"), ("はす", "ぱす"), ("とよま", "とやま"), ("O", "0")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_every_word_of_a_text_finds_that_text(text: str) -> None:
    assert all(word in fold(text) for word in words(text))


@given(st.text())
def test_a_folded_text_has_single_spaces_only(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


@pytest.mark.parametrize("query", ["", "  ", "・", "、。", "()"])
def test_a_query_without_words_asks_nothing(query: str) -> None:
    assert words(query) == ()


@given(st.lists(st.tuples(st.text(), st.text(), st.none() | st.text()), min_size=1, max_size=5))
def test_columns_folded_together_say_what_their_rows_say(rows: list[tuple[str, str, str | None]]) -> None:
    columns = [pd.Series(list(column), index=range(2, len(rows) + 2)) for column in zip(*rows, strict=True)]
    told = folded(columns)
    assert told.index.tolist() == columns[0].index.tolist()
    assert told.tolist() == [" ".join(" ".join(fold(cell or "") for cell in row).split()) for row in rows]
