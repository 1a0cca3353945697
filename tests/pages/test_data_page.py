"""What the page on data and sources shows, in both languages."""

from __future__ import annotations

import csv
import json
import re

import pytest
from shipped import DATA, shipped
from shown import DATA_PAGE, elements, headings, html_tables, labels, page, prose, without_fault

from components.figures import LABELS
from geo import leads
from geo.language import LANGUAGES, Language, LanguageCode
from geo.reconciliation import MEASURES, as_of_text, reconciliation
from geo.tables import TABLES
from geo.vocabulary import collaboration_years

JAPANESE = re.compile("[぀-ヿ一-鿿々]")

both = pytest.mark.parametrize("code", LANGUAGES)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own(code: LanguageCode) -> str:
    return "_ja" if code == "ja" else ""


@both
def test_the_page_has_title_introduction_and_all_its_parts(code: LanguageCode) -> None:
    shown = without_fault(page(DATA_PAGE, code))
    headings = [shown.title[0].value, *(heading.value for heading in shown.subheader)]
    assert len(headings) >= 5
    assert all(bool(JAPANESE.search(heading)) == (code == "ja") for heading in headings)
    introduction = (DATA / "texts" / code / "data_and_sources.md").read_text(encoding="utf-8").strip()
    assert introduction in [element.value.strip() for element in shown.markdown]


@both
def test_published_totals_stand_beside_the_rows_for_every_year(code: LanguageCode) -> None:
    language, shown = Language(code), page(DATA_PAGE, code)
    groups, single, *lines = next(iter(html_tables(shown).values()))
    assert groups[1:-1] == [language.text(LABELS[measure]) for measure in MEASURES]
    three = [language.text(text) for text in ("published", "confirmed", "with inferred")]
    assert single == [*three * 3, *three[1:]]
    found = {(row.fiscal_year, row.measure): row for row in reconciliation(shipped())}
    years = collaboration_years(shipped())
    assert [line[0] for line in lines] == [language.fiscal_year(year, era=True) for year in years]
    for year, line in zip(years, lines, strict=True):
        wanted = []
        for measure in MEASURES:
            row = found[year, measure]
            published = [] if measure == "links" else [str(row.published.value) if row.published else "–"]
            wanted += [*published, str(row.confirmed), str(row.every)]
        assert line[1:-1] == wanted
        dates = {as_of_text(row.published.as_of, language) for row in found.values() if row.fiscal_year == year and row.published}
        assert all(date in line[-1] for date in dates)
        assert bool(line[-1]) == bool(dates)
    assert found[years[-1], "partner_places"].confirmed == 35
    assert any("–" in line for line in lines)


@both
def test_a_cell_without_a_value_is_empty_and_not_a_word_of_the_programming_language(code: LanguageCode) -> None:
    for dataframe in page(DATA_PAGE, code).dataframe:
        assert not dataframe.value.isna().any(axis=None), headings(dataframe)


@both
def test_every_column_of_every_table_is_explained(code: LanguageCode) -> None:
    described = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    shown = page(DATA_PAGE, code)
    for name in TABLES:
        resource = next(each for each in described["resources"] if each["name"] == name)
        shown.selectbox(key="dictionary_table").set_value(name).run()
        named = Language(code).text("Columns of the table {name}", name=name)
        columns = list(zip(*html_tables(without_fault(shown))[named][1:], strict=True))
        fields = resource["schema"]["fields"]
        assert list(columns[0]) == [field["name"] for field in fields] == list(rows(name)[0])
        assert list(columns[1]) == [field[f"title{own(code)}"] for field in fields]
        assert all(bool(JAPANESE.search(kind)) == (code == "ja") for kind in columns[2])
        assert list(columns[3]) == [field[f"description{own(code)}"] for field in fields]
        said = "\n".join(prose(shown))
        assert resource[f"description{own(code)}"] in said
        assert {"en": f"{len(rows(name))} rows", "ja": f"{len(rows(name))}行"}[code] in said
        assert f"(api/v1/tables/{name}.csv)" in said


@both
def test_every_source_is_listed_with_how_many_rows_rest_on_it(code: LanguageCode) -> None:
    (table,) = [dataframe.value for dataframe in page(DATA_PAGE, code).dataframe]
    assert sorted(table["source_id"]) == sorted(row["source_id"] for row in rows("sources"))
    used = dict(zip(table["source_id"], table["rows"], strict=True))
    named = [name for name in TABLES if name != "sources" and "source_id" in rows(name)[0]]
    most = table["source_id"].iloc[0]
    counted = sum(
        most in set(f"{row['source_id']};{row.get('source_id_2', '')}".split(";")) for name in named for row in rows(name)
    )
    assert used[most] == counted == max(used.values())


@both
def test_leads_are_listed_and_said_not_to_count(code: LanguageCode) -> None:
    language, shown = Language(code), page(DATA_PAGE, code)
    tables = html_tables(shown)
    pairs = tables[language.text("Leads of collaborations")][1:]
    assert [tuple(row) for row in pairs] == leads.collaborations(shipped(), language)
    built = tables[language.text("Leads of installations")][1:]
    assert [tuple(row) for row in built] == leads.installations(shipped(), language)
    assert any({"en": "Not counted", "ja": "件数にも地図にも含めません"}[code] in text for text in prose(shown))


@both
def test_every_table_and_control_is_named_in_the_language(code: LanguageCode) -> None:
    shown = page(DATA_PAGE, code)
    tables = html_tables(shown)
    named = [*labels(shown), *tables, *(heading for table in tables.values() for heading in table[0])]
    if code == "ja":
        assert [label for label in named if not JAPANESE.search(label) and label != "English"] == []
    else:
        assert [label for label in named if JAPANESE.search(label) and label != "日本語"] == []
    alternatives = [element.proto.alt for element in elements(shown.main) if element.type == "dataframe"] + list(tables)
    assert all(alternatives)
    assert len(set(alternatives)) == len(alternatives)


@both
def test_bad_parameters_are_told_of_here_too(code: LanguageCode) -> None:
    shown = page(DATA_PAGE, code, country="VNX")
    assert "VNX" in shown.warning[0].value
