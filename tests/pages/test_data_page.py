"""What the page on data and sources shows, in both languages."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from typing import Any

import pytest
from shipped import DATA, shipped
from shown import DATA_PAGE, elements, headings, html_tables, labels, page, prose, without_fault

from components.detail_panel import link
from components.figures import LABELS
from components.state import plain
from geo import gaps, leads, source_rows, vocabulary
from geo.installation_gaps import installation_gaps
from geo.language import LANGUAGES, Language, LanguageCode
from geo.page_parameters import PAGE_PARAMETERS
from geo.reconciliation import MEASURES, as_of_text, reconciliation
from geo.tables import DEFAULT_FOLDER, TABLES
from geo.vocabulary import collaboration_years

PARTS = PAGE_PARAMETERS["part"]
JAPANESE = re.compile("[぀-ヿ一-鿿々]")

both = pytest.mark.parametrize("code", LANGUAGES)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own(code: LanguageCode) -> str:
    return "_ja" if code == "ja" else ""


def part(name: str, code: LanguageCode, **parameters: str) -> Any:
    return without_fault(page(DATA_PAGE, code, part=name, **parameters))


@both
@pytest.mark.parametrize("name", PARTS)
def test_every_part_opens_by_its_address_and_has_headings(name: str, code: LanguageCode) -> None:
    shown = part(name, code)
    headings = [shown.title[0].value, *(heading.value for heading in shown.subheader)]
    assert len(headings) >= 2
    assert all(bool(JAPANESE.search(heading)) == (code == "ja") for heading in headings)
    (choice,) = [each for each in shown.segmented_control if each.key == "data_part"]
    assert choice.value == name


@both
def test_without_a_part_the_page_says_how_to_read_the_rows(code: LanguageCode) -> None:
    shown = without_fault(page(DATA_PAGE, code))
    told = [element.value.strip() for element in shown.markdown]
    for name in ("data_and_sources", "evidence_steps"):
        assert (DEFAULT_FOLDER / "texts" / code / f"{name}.md").read_text(encoding="utf-8").strip() in told


def test_a_chosen_part_stands_in_the_address_and_leaves_the_filters_alone() -> None:
    shown = page(DATA_PAGE, "en", country="VNM")
    next(each for each in shown.segmented_control if each.key == "data_part").set_value("leads").run()
    assert shown.query_params["part"] in ("leads", ["leads"])
    assert shown.query_params["country"] in ("VNM", ["VNM"])
    next(each for each in shown.segmented_control if each.key == "data_part").set_value("read").run()
    assert "part" not in shown.query_params


@both
def test_the_tables_lead_to_the_page_that_describes_the_api(code: LanguageCode) -> None:
    assert f"](api/v1/docs?lang={code})" in "".join(each.value for each in part("tables", code).markdown)


@both
def test_an_unknown_part_or_source_is_told_of(code: LanguageCode) -> None:
    assert "nonsense" in page(DATA_PAGE, code, part="nonsense").warning[0].value
    shown = part("sources", code, source="no-such-source")
    assert "no\\-such\\-source" in shown.warning[0].value


@both
def test_rows_are_counted_by_level_of_evidence(code: LanguageCode) -> None:
    language, shown = Language(code), part("read", code)
    (table,) = html_tables(shown).values()
    for name, line in zip(("collaborations", "installations", "dominoes"), table[1:], strict=True):
        counts = Counter(row["evidence"] for row in rows(name))
        assert list(line[1:]) == [language.number(counts[level]) for level in "ABC"]


@both
def test_what_is_missing_is_told_by_measure_year_and_country(code: LanguageCode) -> None:
    language, tables = Language(code), html_tables(part("totals", code))
    missing = tables[language.text("Published totals and what is missing here")]
    assert ("67" in missing[2][1], missing[2][2], missing[2][3][:2]) == (True, "35", "32")
    years = tables[language.text("Projects published and links here by fiscal year")][1:]
    assert len(years) == len(gaps.by_year(shipped()))
    assert [line[4] for line in years] == ["–" if gap.published is None else str(gap.fewer) for gap in gaps.by_year(shipped())]
    countries = tables[language.text("Links and leads by country")][1:]
    assert [line[0] for line in countries] == [
        vocabulary.names(shipped(), "country", language)[each.iso3] for each in gaps.by_country(shipped())
    ]
    told = leads.collaborations(shipped(), language)
    said = " ".join(cell for line in years for cell in line)
    assert all(lead.partner in said for lead in told if lead.fiscal_year)
    built = tables[language.text("Published JCM projects and installations here")][1:]
    assert ("254" in built[0][2], built[0][3][:3], built[0][4]) == (True, "153", "101")


@both
def test_the_rows_of_a_source_open_and_lead_to_where_they_are_shown(code: LanguageCode) -> None:
    shown = part("sources", code, source="moe-topic-43")
    found = source_rows.rows_on(shipped(), "moe-topic-43", Language(code))
    opened = [row for each in found.values() for row in each if row.selected]
    links = [element for element in elements(shown.main) if element.type == "page_link"]
    said = [link.proto.label for link in links]
    assert len(opened) > 8
    for row in opened:
        assert any(plain(row.label) in label for label in said)


@both
def test_the_leads_are_offered_as_a_form(code: LanguageCode) -> None:
    shown = part("leads", code)
    (button,) = [each for each in shown.get("download_button") if each.key == "lead_form"]
    assert button.proto.label == Language(code).text("Leads as a form (Excel)")


@both
def test_published_totals_stand_beside_the_rows_for_every_year(code: LanguageCode) -> None:
    language, shown = Language(code), part("totals", code)
    groups, single, *lines = html_tables(shown)[language.text("Published totals and these rows by fiscal year")]
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
    for dataframe in part("sources", code).dataframe:
        assert not dataframe.value.isna().any(axis=None), headings(dataframe)


@both
def test_every_column_of_every_table_is_explained(code: LanguageCode) -> None:
    described = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    shown = part("tables", code)
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
        asked = dict(zip(columns[0], columns[4], strict=True))
        for field in fields:
            constraints = field.get("constraints", {})
            assert (Language(code).text("required") in asked[field["name"]]) == bool(constraints.get("required"))
            assert all(str(value) in asked[field["name"]] for value in constraints.get("enum", []))
        for key in resource["schema"].get("foreignKeys", []):
            assert f"{key['reference']['resource']}.{key['reference']['fields']}" in asked[key["fields"]]
        said = "\n".join(prose(shown))
        assert resource[f"description{own(code)}"] in said
        assert {"en": f"{len(rows(name))} rows", "ja": f"{len(rows(name))}行"}[code] in said
        assert f"(api/v1/tables/{name}.csv)" in said


@both
def test_every_source_is_listed_with_how_many_rows_rest_on_it(code: LanguageCode) -> None:
    (table,) = [dataframe.value for dataframe in part("sources", code).dataframe]
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
    language, shown = Language(code), part("leads", code)
    tables = html_tables(shown)
    pairs = tables[language.text("Leads of collaborations")][1:]
    assert [tuple(row) for row in pairs] == leads.collaborations(shipped(), language)
    built = tables[language.text("Leads of installations")][1:]
    assert [tuple(row) for row in built] == leads.installations(shipped(), language)
    assert any({"en": "Not counted", "ja": "件数にも地図にも含めません"}[code] in text for text in prose(shown))


@both
@pytest.mark.parametrize("name", PARTS)
def test_every_table_and_control_is_named_in_the_language(name: str, code: LanguageCode) -> None:
    shown = part(name, code)
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


@both
def test_every_published_figure_leads_to_where_it_was_published(code: LanguageCode) -> None:
    figures = [row.published for row in reconciliation(shipped())]
    figures += [gap.published for gap in (*gaps.by_year(shipped()), *gaps.by_country_and_year(shipped()))]
    figures += [gap.published for gap in installation_gaps(shipped())]
    wanted = {source for figure in figures if figure for source in figure.sources}
    addresses = shipped().sources.set_index("source_id")["url"]
    told = "".join(caption.value for caption in part("totals", code).caption)
    assert [source for source in wanted if link("", addresses[source])[2:] not in told] == []
