"""Every text a reader sees exists in both languages, and nothing is translated that nobody shows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from geo.language import LANGUAGES
from geo.tables import DEFAULT_FOLDER

ROOT = Path(__file__).resolve().parents[1]
# As in the Makefile: what marks a text, and which of its arguments are the texts.
KEYWORDS = {"text": None, "message": None, "plural": (1, 2), "counted": (1, 2)}
JAPANESE = re.compile("[぀-ヿ一-鿿々]")
PLACEHOLDER = re.compile(r"\{(\w*)\}")
# Names of formats, and units.
THE_SAME_IN_JAPANESE = {"CSV", "Excel", "GeoJSON", "{value} kW", "{value} MW"}
TEXTS = DEFAULT_FOLDER / "texts"

Key = str | tuple[str, ...]


def key(message: Message) -> Key:
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else message.id


@lru_cache(maxsize=1)
def used() -> dict[Key, list[str]]:
    """All texts in the code, and where they stand."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[Key, list[str]] = {}
    extracted = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=lambda path: "venv" not in path)
    for name, line, text, _, _ in extracted:
        found.setdefault(tuple(text) if isinstance(text, (list, tuple)) else text, []).append(f"{name}:{line}")
    return found


@lru_cache(maxsize=1)
def japanese() -> Catalog:
    with (ROOT / "geo" / "locale" / "ja.po").open("rb") as file:
        return read_po(file, locale="ja")


def translated() -> Iterator[tuple[str, Message, str]]:
    """Each message with one of its translations."""
    for message in japanese():
        if message.id:
            strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
            for string in strings:
                yield "/".join(message.id) if isinstance(message.id, (list, tuple)) else message.id, message, string


def test_the_texts_are_found_where_they_stand() -> None:
    assert len(used()) > 100
    folders = {Path(place).parts[0] for places in used().values() for place in places}
    assert {"components", "geo"} <= folders


def test_no_text_stands_where_the_extraction_does_not_look() -> None:
    """Within an f-string, for one: Babel takes its braces as a whole."""
    found = {text for each in used() for text in (each if isinstance(each, tuple) else (each,))}
    missed = []
    for path in (*(ROOT / "components").rglob("*.py"), *(ROOT / "geo").rglob("*.py"), *(ROOT / "pages").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                called = getattr(call.func, "attr", getattr(call.func, "id", ""))
                text = call.args[0].value
                if called in KEYWORDS and isinstance(text, str) and text not in found:
                    missed.append(f"{path.name}:{call.lineno} {text!r}")
    assert missed == []


def test_the_japanese_catalogue_holds_exactly_the_texts_of_the_code() -> None:
    kept = {key(message) for message in japanese() if message.id}
    missing = {text: places for text, places in used().items() if text not in kept}
    assert missing == {}, "make texts collects them; then translate them in geo/locale/ja.po"
    assert kept - set(used()) == set(), "nobody shows these any more; make texts takes them out"


def test_no_translation_is_empty_or_doubtful() -> None:
    assert [text for text, _, string in translated() if not string] == []
    assert [text for text, message, _ in translated() if message.fuzzy] == []


def test_a_translation_has_the_same_placeholders() -> None:
    differing = []
    for text, message, string in translated():
        forms = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        wanted = {name for form in forms for name in PLACEHOLDER.findall(form)}
        if string and set(PLACEHOLDER.findall(string)) != wanted:
            differing.append((text, string))
    assert differing == []


def test_a_japanese_text_is_japanese() -> None:
    latin = {text: string for text, _, string in translated() if string and not JAPANESE.search(string)}
    worded = {text for text in latin if re.search("[A-Za-z]", PLACEHOLDER.sub("", text))}
    assert worded - THE_SAME_IN_JAPANESE == set()


def test_an_english_text_is_english() -> None:
    assert [text for text, _, _ in translated() if JAPANESE.search(text)] == []


def test_longer_texts_exist_in_both_languages() -> None:
    names = {code: {path.relative_to(TEXTS / code) for path in (TEXTS / code).rglob("*") if path.is_file()} for code in LANGUAGES}
    assert names["ja"] == names["en"] != set()
    assert {path.name for path in TEXTS.iterdir()} == set(LANGUAGES)


def test_no_line_of_a_japanese_text_ends_within_a_paragraph() -> None:
    # Markdown makes a blank of a line's end, which Japanese does not write between words or sentences.
    broken = [
        (path.name, line, following)
        for path in sorted((TEXTS / "ja").rglob("*.md"))
        for line, following in pairwise(path.read_text(encoding="utf-8").splitlines())
        if line and following and not re.match(r"\s*(?:[-*|>#]|\d+\.)\s?", following) and not line.startswith("#")
    ]
    assert broken == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_longer_texts_are_in_their_language_and_have_the_same_parts(code: str) -> None:
    for path in sorted((TEXTS / code).rglob("*.md")):
        own = path.read_text(encoding="utf-8")
        assert bool(JAPANESE.search(own)) == (code == "ja"), path
        other = (TEXTS / {"ja": "en", "en": "ja"}[code] / path.relative_to(TEXTS / code)).read_text(encoding="utf-8")
        shape = [[len(re.findall(mark, text, re.MULTILINE)) for mark in (r"^#", r"^[-*] ", r"\]\(")] for text in (own, other)]
        assert shape[0] == shape[1], path
