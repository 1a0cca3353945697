"""A citation names the thing, the tables and their version, the licence, the address and the sources, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shipped import shipped

from geo import citation as cited
from geo.citation import citation, dataset, dataset_citation
from geo.detail import Detail, detail
from geo.export import package
from geo.language import LANGUAGES, Language, LanguageCode
from geo.parameters import Selected
from geo.selection import Selection
from geo.tables import DATA_VARIABLE

ADDRESS = "http://example.org/installations?sel=installation:vn012"
both = pytest.mark.parametrize("code", LANGUAGES)


def told(sel: str, code: LanguageCode) -> Detail:
    kind, _, each = sel.partition(":")
    return detail(shipped(), Selection(), Selected(kind, each), Language(code))  # type: ignore[arg-type]


@both
def test_an_installation_is_cited_with_all_it_takes_to_find_it_again(code: LanguageCode) -> None:
    found = told("installation:vn012", code)
    said = citation(shipped(), found, Language(code), ADDRESS)
    described = package.descriptor(shipped())
    assert described
    row = shipped().installations.set_index("installation_id").loc["vn012"]
    assert row[f"name_{code}"] in said
    assert "vn012" in said
    assert described["title_ja" if code == "ja" else "title"] in said
    assert described["version"] in said
    assert shipped().version in said
    assert ADDRESS in said
    assert described["licenses"][0]["title_ja" if code == "ja" else "title"] in said
    for source in found.sources:
        assert source.url in said
        assert source.publisher in said
    assert "\n" not in said
    assert not re.search(r"[{}]", said)


@both
@pytest.mark.parametrize("sel", ["pair:osaka~ho-chi-minh-city", "place:kitakyushu", "country:VNM"])
def test_of_many_sources_the_first_are_named_and_the_others_counted(sel: str, code: LanguageCode) -> None:
    found = told(sel, code)
    assert len(found.sources) > cited.MOST_SOURCES
    said = citation(shipped(), found, Language(code), ADDRESS)
    assert all(source.url in said for source in found.sources[: cited.MOST_SOURCES])
    assert said.count("://") == cited.MOST_SOURCES + 1
    assert str(len(found.sources) - cited.MOST_SOURCES) in said


def test_the_day_is_written_as_readers_write_it() -> None:
    described = package.descriptor(shipped())
    assert described
    day = described["created"][:10]
    for code in LANGUAGES:
        assert Language(code).date(day) in dataset(shipped(), Language(code))
        assert Language(code).date(day) != day


@both
def test_the_tables_as_a_whole_are_cited_without_a_row(code: LanguageCode) -> None:
    said = dataset_citation(shipped(), Language(code), ADDRESS)
    assert said.startswith(dataset(shipped(), Language(code)))
    assert ADDRESS in said


@both
def test_tables_without_a_description_are_cited_by_what_they_hold(
    code: LanguageCode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    package.descriptor.cache_clear()
    try:
        said = dataset(shipped(), Language(code))
        assert Language(code).text(cited.TITLE) in said
        assert shipped().version in said
        assert "None" not in said
    finally:
        package.descriptor.cache_clear()


def test_text_of_a_table_is_never_a_template() -> None:
    found = told("installation:vn012", "en")
    hostile = "{{ 7*7 }} {name} {address} %s"
    named = Detail(found.selected, found.kind_name, hostile, found.sentences, sources=found.sources)
    assert hostile in citation(shipped(), named, Language("en"), ADDRESS)
