"""Leads keep what was noted; only names that are known for certain are put into the reader's language."""

from __future__ import annotations

import pytest
from shipped import shipped

from geo import leads
from geo.language import LANGUAGES, Language, LanguageCode

both = pytest.mark.parametrize("code", LANGUAGES)


@both
def test_every_lead_is_there_with_its_notes_as_they_were_written(code: LanguageCode) -> None:
    tables, language = shipped(), Language(code)
    pairs, built = leads.collaborations(tables, language), leads.installations(tables, language)
    assert [row.why_open for row in pairs] == list(tables.leads_collaborations["why_open"])
    assert [row.where_to_check for row in pairs] == list(tables.leads_collaborations["where_to_check"])
    assert [row.name for row in built] == list(tables.leads_installations["name"])
    assert [row.why_not_used for row in built] == list(tables.leads_installations["why_not_used"])
    assert all(len(row.fiscal_year) == 4 for row in pairs)


def test_places_are_named_in_japanese_only_where_the_table_of_places_names_them() -> None:
    tables = shipped()
    english, japanese = (leads.collaborations(tables, Language(code)) for code in ("en", "ja"))
    assert [row.japanese for row in english] == list(tables.leads_collaborations["jp"])
    assert [row.partner for row in english] == list(tables.leads_collaborations["partner"])
    known = dict(zip(tables.places["name_en"], tables.places["name_ja"], strict=True))
    for before, after in zip(english, japanese, strict=True):
        assert after.japanese == known.get(before.japanese, before.japanese)
        assert after.partner == known.get(before.partner, before.partner)
    assert ("大阪市", "ホーチミン市", "ベトナム") in {row[:3] for row in japanese}
    assert "Fukushima City" in {row.japanese for row in japanese}


@both
def test_countries_are_named_and_never_shown_as_codes(code: LanguageCode) -> None:
    tables, language = shipped(), Language(code)
    names = set(tables.countries[f"name_{code}"])
    pairs, built = leads.collaborations(tables, language), leads.installations(tables, language)
    assert {row.country for row in pairs} <= names
    assert [row.country == "" for row in built] == [code == "" for code in tables.leads_installations["country_iso3"]]
    assert {row.country for row in built} - {""} <= names
