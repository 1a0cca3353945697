"""Texts in files are whole, stay in their lines, and are written in the fonts shipped with the app."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped

from geo.export import lettering
from geo.export.lettering import MISSING, drawable, face, shortened, width, wrapped

ROOT = Path(__file__).resolve().parents[1]
MIXED = st.text(alphabet=st.sampled_from("ab W.,(「都市間連携事業」)アイウー、。 12年度"), max_size=60)


def spaceless(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_name_of_the_tables_can_be_drawn() -> None:
    tables = shipped().tables.values()
    names = {text for table in tables for column in table.columns if column.startswith("name_") for text in table[column]}
    assert len(names) > 400
    assert [name for name in names if MISSING in drawable(name) or drawable(name) != unicodedata.normalize("NFC", name)] == []


def test_every_japanese_text_of_the_project_can_be_drawn() -> None:
    with (ROOT / "geo" / "locale" / "ja.po").open("rb") as file:
        strings = [entry.string for entry in read_po(file, locale="ja") if entry.id]
    said = [text for string in strings for text in ([string] if isinstance(string, str) else string)]
    assert len(said) > 500
    assert [text for text in said if MISSING in drawable(text)] == []


def test_the_regular_font_holds_all_of_jis_x_0208() -> None:
    held = face().advances
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF5) for cell in range(0xA1, 0xFF))
    letters = {text for pair in rows if (text := pair.decode("euc_jp", errors="ignore"))}
    assert len(letters) == 6879
    # The one sign the original font lacks too.
    assert {letter for letter in letters if ord(letter) not in held} == {"≒"}


@pytest.mark.parametrize("text", ["Đà Nẵng", "Nhơn Trạch", "Yogyakarta", "São Tomé", "Улаанбаатар", "髙﨑市①㈱"])
def test_names_of_partner_countries_keep_their_marks(text: str) -> None:
    assert drawable(text) == text


def test_what_no_font_holds_is_marked_or_written_plainly() -> None:
    assert drawable("CO₂ 😀 กทท") == f"CO2 {MISSING} {MISSING * 3}"
    assert drawable("a\x00b\nc\u200bd\u202ee") == "a b cde"


def test_a_text_that_bold_cannot_write_whole_is_set_in_regular() -> None:
    rare = next(chr(code) for code in face().advances if code not in face(bold=True).advances and 0x4E00 <= code < 0x9FFF)
    assert lettering.weight_of("東京都", bold=True).path.name == "NotoSansJP-Bold.ttf"
    assert lettering.weight_of(f"東京{rare}", bold=True).path.name == "NotoSansJP-Regular.ttf"


@given(MIXED, st.floats(20, 400), st.booleans())
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, room: float, bold: bool) -> None:
    lines = wrapped(text, 12, room, bold=bold)
    assert all(width(line, 12, bold=bold) <= room for line in lines)
    assert spaceless("".join(lines)) == spaceless(drawable(text))


@given(MIXED, st.floats(40, 200), st.integers(1, 3))
def test_too_long_a_text_is_cut_and_says_so(text: str, room: float, most: int) -> None:
    whole, lines = wrapped(text, 12, room), wrapped(text, 12, room, most=most)
    assert len(lines) <= most
    assert all(width(line, 12) <= room for line in lines)
    assert lines == whole if len(whole) <= most else lines[-1].endswith("…")


@given(MIXED, st.floats(15, 300))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    said = shortened(drawable(text), 12, room)
    assert width(said, 12) <= room
    assert said == drawable(text) or said.endswith("…")


def test_japanese_lines_break_between_phrases_and_never_before_a_full_stop() -> None:
    text = "公表されたパートナー都市・地域のうち、ここで確認できるのは三十五か所です。"
    for room in range(60, 400, 7):
        lines = wrapped(text, 12, room)
        assert not any(line[0] in "。、・ー" for line in lines)
    assert wrapped("日本の自治体と海外の都市", 12, 12 * 8) == ("日本の自治体と", "海外の都市")


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (lettering.FOLDER / "OFL.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in lettering.FOLDER.iterdir()) < 4 << 20
