"""Mending what people and spreadsheets write in a cell: each function gives the text the tables want, or the text as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from geo.fiscal_year import ERAS, parse_date
from geo.intake.columns import Kind
from geo.intake.folding import folded

# Longer texts are none of the forms known here.
LONGEST = 60
BREAKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
MINUS = str.maketrans("−‐‑–—ー", "------")
GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
WHOLE_WITH_POINT = re.compile(r"([-+]?[0-9]+)\.0*")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "令": "令和", "平": "平成", "昭": "昭和"}
FIRST_YEARS = dict(ERAS)
# An era's last year is the first of the next.
LAST_YEARS = {later: first for (_, first), (later, _) in pairwise(ERAS)}
KANJI = "一二三四五六七八九"
ERA = rf"(?P<era>令和|平成|昭和|令|平|昭|[RHS])\.?\s*(?P<count>[0-9]{{1,2}}|元|[{KANJI}]?十?[{KANJI}]?)"
YEARLY = r"\s*(?:年度|年)?"
ERA_YEAR = re.compile(rf"{ERA}{YEARLY}", re.IGNORECASE)
# 令和5(2023)年度: the same year twice.
TWICE = re.compile(r"(.{1,12}?)\s*\((.{1,12}?)\)\s*(?:年度|年)?")
# 2023/24 or 2023-2024: the year it begins in and the next.
SPLIT_YEAR = re.compile(rf"(?:FY\s*)?(?P<year>[0-9]{{4}})\s*[/\-–~]\s*(?P<next>[0-9]{{4}}|[0-9]{{2}}){YEARLY}", re.IGNORECASE)
COMMON_YEAR = re.compile(r"(?:FY\s*)?(?P<year>[0-9]{4})\s*(?:年度|年|FY)?", re.IGNORECASE)
DAY = r"(?:\s*(?:年|[/.\-])\s*(?P<month>[0-9]{1,2})(?:\s*(?:月|[/.\-])\s*(?P<day>[0-9]{1,2})\s*日?|\s*月)?|\s*年)?"
COMMON_DATE = re.compile(rf"(?P<year>[0-9]{{4}}){DAY}")
ERA_DATE = re.compile(rf"{ERA}{DAY}", re.IGNORECASE)
FISCAL = re.compile(r"(?:FY\s*)?(?P<text>.{1,12}?)\s*年度", re.IGNORECASE)
TRUE = frozenset(map(folded, ("true", "yes", "y", "t", "1", "はい", "有", "あり", "該当", "真", "○", "〇", "◯", "✓", "✔")))
FALSE = frozenset(map(folded, ("false", "no", "n", "f", "0", "いいえ", "無", "なし", "非該当", "偽", "×", "✕", "✗")))
SIGNS = {"○": "true", "〇": "true", "◯": "true", "✓": "true", "✔": "true", "×": "false", "✕": "false", "✗": "false"}
LIST_MARKS = re.compile(r"\s*[;；、,，\n]\s*")


class Mended(NamedTuple):
    """A text, and the kind of repair that made it; empty where it stands as it was."""

    text: str
    repair: str = ""


def trimmed(text: str) -> str:
    """Take spaces off the ends, and write line breaks and tabs as one space."""
    return BREAKS.sub(" ", text).strip().strip("\ufeff\u200b").strip() if text else text


def narrow(text: str) -> str:
    """Write full-width letters, digits and signs as ordinary ones."""
    return unicodedata.normalize("NFKC", text).strip()


def mended(text: str, kind: Kind, names: Mapping[str, str], codes: frozenset[str]) -> Mended:
    """Mend a cell that was trimmed already.

    Parameters
    ----------
    text : str
        What stands there.
    kind : Kind
        What sort of value its column holds.
    names : mapping of str to str
        Codes by their folded names and, written in other letters, themselves; for columns of codes.
    codes : frozenset of str
        The codes themselves.

    Returns
    -------
    Mended
        What is put in its place. What cannot be understood stays as it is, for the rules to find.
    """
    if kind == "text" or not text:
        return Mended(text)
    if kind == "code":
        return _code(text, names, codes)
    if kind == "codes":
        return _codes(text, names, codes)
    if len(text) > LONGEST:
        return Mended(text)
    if kind == "flag":
        return _flag(text)
    if kind == "year":
        return _year(text)
    if kind == "date":
        return _date(text)
    return _number(text, whole=kind == "whole")


def _code(text: str, names: Mapping[str, str], codes: frozenset[str]) -> Mended:
    if text in codes:
        return Mended(text)
    plain = narrow(text)
    if plain in codes:
        return Mended(plain, "width")
    if found := names.get(folded(text), ""):
        return Mended(found, "letters" if folded(found) == folded(text) else "name")
    return Mended(plain, "width") if plain != text and plain.isascii() else Mended(text)


def _codes(text: str, names: Mapping[str, str], codes: frozenset[str]) -> Mended:
    # A name may hold a comma, never a code: the codes of sources and the like are ASCII without spaces.
    parts = [part for part in LIST_MARKS.split(text) if part]
    done = [_code(part, names, codes) for part in parts]
    joined = ";".join(each.text for each in done)
    if joined == text:
        return Mended(text)
    repairs = [each.repair for each in done if each.repair]
    return Mended(joined, repairs[0] if repairs else "list")


def _number(text: str, *, whole: bool) -> Mended:
    plain = narrow(text).translate(MINUS)
    repair = "width" if plain != text else ""
    if GROUPED.fullmatch(plain):
        plain, repair = plain.replace(",", ""), repair or "grouping"
    plain = plain.removeprefix("+")
    if whole and (found := WHOLE_WITH_POINT.fullmatch(plain)):
        plain, repair = found[1], repair or "point-zero"
    if not NUMBER.fullmatch(plain):
        return Mended(text)
    if not whole and "." in plain:
        # The same number, written the one way the tables have.
        plain = plain.rstrip("0").rstrip(".")
    return Mended(plain, repair)


def _year(text: str) -> Mended:
    plain = narrow(text)
    if found := ERA_YEAR.fullmatch(plain):
        year = _common(found["era"], found["count"])
        return Mended(str(year), "era") if year else Mended(text)
    if found := TWICE.fullmatch(plain):
        one, other = (_year(part).text for part in found.groups())
        return Mended(one, "era") if one == other and COMMON_YEAR.fullmatch(one) else Mended(text)
    if (found := SPLIT_YEAR.fullmatch(plain)) and str(int(found["year"]) + 1).endswith(found["next"]):
        return Mended(found["year"], "year-form")
    if (found := COMMON_YEAR.fullmatch(plain)) and found["year"] != text:
        return Mended(found["year"], "width" if plain != text and plain == found["year"] else "year-form")
    return _number(text, whole=True)


def _common(era: str, count: str) -> int | None:
    """Give the year of the common era; None where the era had ended by then, or the number is none."""
    name = ERA_LETTERS.get(era.upper(), era)
    number = int(count) if count.isdecimal() else 1 if count == "元" else _of_kanji(count)
    year = FIRST_YEARS[name] + number - 1
    return year if number and year <= LAST_YEARS.get(name, year) else None


def _of_kanji(count: str) -> int:
    """Read a number below a hundred: 五, 十, 十五, 二十八; 0 where it is none."""
    tens, ten, ones = count.rpartition("十")
    if not ten:
        return KANJI.find(count) + 1 if len(count) == 1 else 0
    return 10 * (KANJI.index(tens) + 1 if tens else 1) + (KANJI.index(ones) + 1 if ones else 0)


def _date(text: str) -> Mended:
    plain = narrow(text)
    if fiscal := FISCAL.fullmatch(plain):
        named = _year(fiscal["text"] + "年度")
        return Mended(f"FY{named.text}", named.repair) if named.repair else Mended(text)
    for pattern in (COMMON_DATE, ERA_DATE):
        if found := pattern.fullmatch(plain):
            era = "era" in found.groupdict()
            year = _common(found["era"], found["count"]) if era else int(found["year"])
            if year is None:
                continue
            iso = "-".join([str(year), *(part.zfill(2) for part in (found["month"], found["day"]) if part)])
            if iso != text and parse_date(iso) is not None:
                return Mended(iso, "era" if era else "date-form")
    return Mended(plain, "width") if plain != text and parse_date(plain) is not None else Mended(text)


def _flag(text: str) -> Mended:
    if text in {"true", "false"}:
        return Mended(text)
    if text in SIGNS:
        return Mended(SIGNS[text], "flag")
    key = folded(text.removesuffix(".0"))
    if key and key in TRUE:
        return Mended("true", "flag")
    return Mended("false", "flag") if key and key in FALSE else Mended(text)
