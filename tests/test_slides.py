"""Slides hold exactly the rows shown, with charts that can be edited, and open where they shall be shown."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from office import converted, pages
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pptx.util import Inches
from shipped import shipped

from geo import installation_summary, shown, summary
from geo.export.lettering import wrapped
from geo.export.slides import listing
from geo.export.slides.charts import Bars, workbook
from geo.export.slides.deck import to_slides
from geo.export.slides.setting import MARGIN, cut
from geo.export.slides.stage import EAST_ASIAN
from geo.export.told import PRESENTED, Presented, told
from geo.language import Language
from geo.programme import Programme
from geo.selection import Selection

JAPANESE, ENGLISH = Language("ja"), Language("en")
CHOSEN: dict[Presented, Selection] = {
    "collaborations": Selection(countries=("VNM", "MNG"), evidence="C"),
    "installations": Selection(countries=("VNM",), fiscal_years=(2018, 2022), undated=True),
}
WAYS = [(JAPANESE, None), (ENGLISH, None), (JAPANESE, ENGLISH)]
HOSTILE = '=HYPERLINK("http://evil.example/","x") <script>1</script> {{ 7*7 }} \x00\x1b'


@lru_cache(maxsize=16)
def written(subject: Presented, language: Language, second: Language | None = None) -> bytes:
    return to_slides(shipped(), subject, CHOSEN[subject], language, second)


@lru_cache(maxsize=16)
def opened(subject: Presented, language: Language, second: Language | None = None) -> Any:
    return Presentation(io.BytesIO(written(subject, language, second)))


def texts(slide: Any) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


def whole(deck: Any) -> str:
    layouts = [text for layout in deck.slide_layouts for text in texts(layout)]
    return re.sub(r"\s", "", " ".join([*layouts, *(text for slide in deck.slides for text in texts(slide))]))


def tables(deck: Any) -> list[list[list[str]]]:
    return [
        [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]


def chart_values(deck: Any) -> list[dict[str, float]]:
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    return [dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True)) for chart in charts]


@pytest.mark.parametrize("subject", PRESENTED)
@pytest.mark.parametrize(("language", "second"), WAYS)
def test_slides_tell_what_they_show_and_what_they_lack(subject: Presented, language: Language, second: Language | None) -> None:
    deck = opened(subject, language, second)
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    said = whole(deck)
    for each in filter(None, (language, second)):
        tale = told(shipped(), CHOSEN[subject], subject, each)
        for text in (tale.title, tale.rows, *tale.selection, *tale.missing, tale.date, tale.credits, tale.licence, tale.boundaries):
            assert re.sub(r"\s", "", text) in said
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert [slide.slide_layout.name for slide in deck.slides] == ["Title Slide", *["Title Only"] * (len(titles) - 1)]


@pytest.mark.parametrize("subject", PRESENTED)
def test_the_figures_stand_large_beside_what_was_published(subject: Presented) -> None:
    deck = Presentation(io.BytesIO(to_slides(shipped(), subject, Selection(), ENGLISH)))
    said = " ".join(texts(deck.slides[2]))
    assert ("of 67 published" if subject == "collaborations" else "153 of 254 published") in said
    for figure in told(shipped(), Selection(), subject, ENGLISH).figures:
        assert figure.label in said
        assert figure.value in said


@pytest.mark.parametrize("subject", PRESENTED)
@pytest.mark.parametrize(("language", "second"), WAYS)
def test_the_map_stands_once_for_each_language(subject: Presented, language: Language, second: Language | None) -> None:
    deck = opened(subject, language, second)
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 2 + bool(second)
    for shape in pictures[1:]:
        assert shape.element.xpath(".//p:cNvPr")[0].get("descr")
        with Image.open(io.BytesIO(shape.image.blob)) as image:
            assert image.size[0] == 2560
            assert len(image.convert("RGB").resize((320, 180)).getcolors(1 << 20) or []) > 500


@pytest.mark.parametrize(("language", "second"), WAYS)
def test_charts_of_links_count_the_rows_shown(language: Language, second: Language | None) -> None:
    rows = shown.links(shipped(), CHOSEN["collaborations"])
    years, countries = chart_values(opened("collaborations", language, second))
    assert {int(year): n for year, n in years.items() if n} == rows["fiscal_year"].value_counts().to_dict()
    assert sorted(countries.values()) == sorted(rows["country_iso3"].value_counts())
    wanted = {"ja": "モンゴル", "en": "Mongolia"}
    assert any(all(wanted[each.code] in name for each in filter(None, (language, second))) for name in countries)


def test_charts_of_installations_count_the_rows_shown() -> None:
    rows = shown.rows(shipped(), CHOSEN["installations"], "installations")
    technologies, tonnes, years = chart_values(opened("installations", ENGLISH))
    assert sorted(technologies.values()) == sorted(rows["technology_type"].value_counts())
    reduction = installation_summary.figures(shipped(), CHOSEN["installations"]).reduction
    assert sum(tonnes.values()) == reduction.value
    assert sum(years.values()) == rows["fiscal_year"].notna().sum()
    assert list(map(int, years)) == [2018, 2019, 2020, 2021, 2022]
    missing = rows["fiscal_year"].isna().sum()
    assert f"{missing}rowswithoutaknownfiscalyear" in whole(opened("installations", ENGLISH))


def slides_of(subject: Presented, selection: Selection, second: Language | None = None) -> Any:
    return Presentation(io.BytesIO(to_slides(shipped(), subject, selection, ENGLISH, second)))


def test_charts_of_installations_count_their_countries_where_there_are_several() -> None:
    selection = Selection(countries=("VNM", "KHM"))
    *_, countries = chart_values(slides_of("installations", selection))
    rows = shown.rows(shipped(), selection, "installations")
    assert countries == {
        "Viet Nam": (rows["country_iso3"] == "VNM").sum(),
        "Cambodia": (rows["country_iso3"] == "KHM").sum(),
    }


def test_a_chart_that_compares_nothing_is_left_out_and_the_other_takes_its_room() -> None:
    one_year = slides_of("collaborations", Selection(fiscal_years=(2022, 2022)))
    (countries,) = chart_values(one_year)
    assert "Viet Nam" in countries
    (chart,) = [shape for slide in one_year.slides for shape in slide.shapes if shape.has_chart]
    assert chart.width > one_year.slide_width * 0.8
    assert "Linksbyfiscalyear" not in whole(one_year)
    one_country = slides_of("collaborations", Selection(countries=("VNM",)))
    (years,) = chart_values(one_country)
    assert "2022" in years
    neither = slides_of("collaborations", Selection(countries=("VNM",), fiscal_years=(2022, 2022)))
    assert chart_values(neither) == []
    assert "Whenandinwhichcountries" not in whole(neither).replace(",", "")


def test_a_year_that_is_not_chosen_has_no_bar_that_would_say_there_was_nothing() -> None:
    years, _ = chart_values(slides_of("collaborations", Selection(fiscal_years=(2021, 2023))))
    assert list(years) == ["2021", "2022", "2023"]


def test_pairs_of_one_year_are_not_told_as_the_longest_together() -> None:
    assert "Longesttogether" not in whole(slides_of("collaborations", Selection(fiscal_years=(2022, 2022))))
    several = whole(slides_of("collaborations", Selection(fiscal_years=(2021, 2023))))
    assert "Longesttogether" in several
    assert ":1year" not in several


@pytest.mark.parametrize("subject", PRESENTED)
def test_the_numbers_behind_a_chart_can_be_edited(subject: Presented) -> None:
    charts = [shape.chart for slide in opened(subject, JAPANESE).slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == (2 if subject == "collaborations" else 3)
    for chart in charts:
        book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        (_, title), *rows = book["Sheet1"].iter_rows(values_only=True)
        assert title == chart.plots[0].series[0].name
        assert dict(rows) == dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))


def test_no_text_behind_a_chart_is_a_formula() -> None:
    names = ('=HYPERLINK("http://evil.example/")', "http://evil.example/", "{=1}", "12", "\x1b[0m")
    book = load_workbook(io.BytesIO(workbook(Bars("=1+1", names, (1, 2, 3, 4, 5), ("#000000",) * 5))))
    cells = [cell for row in book["Sheet1"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "s"][:5] == ["=1+1", *names[:4]]


@pytest.mark.parametrize("subject", PRESENTED)
@pytest.mark.parametrize(("language", "second"), WAYS)
def test_every_row_stands_with_its_evidence_and_its_sources(
    subject: Presented, language: Language, second: Language | None
) -> None:
    rows = shown.rows(shipped(), CHOSEN[subject], subject)
    found = tables(opened(subject, language, second))
    listed = [row for table in found for row in table[1:] if len(row) > 3]
    sources = {row[0]: row[2] for table in found for row in table[1:] if len(row) == 3}
    assert len(listed) == len(rows)
    assert [row[-2] for row in listed].count("A") == (rows["evidence"] == "A").sum()
    cited = {number for row in listed for number in re.findall(r"\[\d+\]", row[-1])}
    assert cited == set(sources)
    assert list(sources) == [f"[{n}]" for n in range(1, len(sources) + 1)]
    assert all(sources.values())


def test_links_lead_to_the_sources_and_nowhere_else() -> None:
    known = set(shipped().sources["url"])
    with zipfile.ZipFile(io.BytesIO(written("installations", JAPANESE))) as archive:
        relations = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    outside = re.findall(r'Target="([^"]+)" TargetMode="External"', " ".join(relations))
    assert outside
    assert {address.replace("&amp;", "&") for address in outside} <= known


def many(programme: Programme, times: int) -> Programme:
    some = programme.installations
    copies = [some.assign(installation_id=some["installation_id"] + f"-generated-{n}") for n in range(times)]
    return replace(programme, installations=gpd.GeoDataFrame(pd.concat(copies, ignore_index=True), crs=some.crs))


def test_of_very_many_rows_the_first_stand_and_the_rest_is_told() -> None:
    programme = many(shipped(), 4)
    deck = Presentation(io.BytesIO(to_slides(programme, "installations", Selection(), ENGLISH)))
    listed = [row for table in tables(deck) for row in table[1:] if len(row) > 3]
    room = listing.ROWS_A_SLIDE[0] * listing.MOST_ROW_SLIDES
    assert len(listed) == room
    assert f"{4 * 206 - room} more rows have no room here; the Excel file of the same selection holds all." in " ".join(
        text for slide in deck.slides for text in texts(slide)
    )


@pytest.mark.parametrize("subject", PRESENTED)
@pytest.mark.parametrize(("language", "second"), WAYS)
def test_nothing_leaves_its_slide_or_its_box(subject: Presented, language: Language, second: Language | None) -> None:
    deck = opened(subject, language, second)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 1
            assert shape.top + shape.height <= deck.slide_height + 1
            if shape.has_text_frame and shape.text_frame.text.strip() and not shape.is_placeholder:
                assert needed(shape.text_frame, shape.width) <= shape.height / 12700 * 1.02, shape.text_frame.text


def needed(frame: Any, width: int) -> float:
    """Points a text takes from top to bottom, with letters as wide as those measured."""
    tall = 0.0
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            size = run.font.size.pt
            lines = len(wrapped(run.text, size, width / 12700)) or 1
            tall += lines * size * 1.2 + (paragraph.space_before.pt if paragraph.space_before else 0)
    return tall


@pytest.mark.parametrize(("language", "second"), WAYS)
def test_rows_do_not_grow(language: Language, second: Language | None) -> None:
    deck = opened("installations", language, second)
    table = next(shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    for row in list(table.rows)[1:]:
        for cell, column in zip(row.cells, table.columns, strict=True):
            room = column.width - cell.margin_left - cell.margin_right
            assert needed(cell.text_frame, room) <= (row.height - cell.margin_top - cell.margin_bottom) / 12700


@pytest.mark.parametrize("text", ["都市間連携事業" * 20, "word " * 60, "x" * 400, "กทท.ร่วมกับ " * 40])
def test_a_cut_text_fits_its_lines(text: str) -> None:
    for most, inches in ((1, 2.0), (2, 3.0), (3, 1.0)):
        said = cut(text, 12, inches, most)
        assert len(wrapped(said, 12, inches * 72 * MARGIN)) <= most
        assert said.endswith("…")
        assert text.startswith(said[:-1])


def test_fonts_show_japanese_wherever_the_slides_are_opened() -> None:
    with zipfile.ZipFile(io.BytesIO(written("collaborations", JAPANESE))) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
        slide = archive.read("ppt/slides/slide3.xml").decode()
    assert theme.count(f'<a:ea typeface="{EAST_ASIAN}"/>') == 2
    assert theme.count(f'<a:font script="Jpan" typeface="{EAST_ASIAN}"/>') == 2
    assert 'lang="ja-JP"' in slide


def test_the_same_rows_give_the_same_bytes() -> None:
    assert to_slides(shipped(), "collaborations", CHOSEN["collaborations"], JAPANESE) == written("collaborations", JAPANESE)
    properties = opened("collaborations", JAPANESE).core_properties
    assert properties.title == told(shipped(), Selection(), "collaborations", JAPANESE).title
    assert properties.created.year == int(summary.data_as_of(shipped())[:4])


@pytest.mark.parametrize("subject", PRESENTED)
def test_both_languages_are_large_enough_to_read_and_stand_in_footers_and_charts(subject: Presented) -> None:
    deck = opened(subject, JAPANESE, ENGLISH)
    frames = [shape.text_frame for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    for slide in deck.slides:
        frames += [cell.text_frame for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    body = [run for frame in frames[len(deck.slides[0].shapes) :] for part in frame.paragraphs for run in part.runs]
    assert min(run.font.size.pt for run in body) >= 9.5
    (foot,) = [text for text in texts(deck.slide_layouts[1]) if "2026" in text]
    assert all(told(shipped(), Selection(), subject, each).title in foot for each in (JAPANESE, ENGLISH))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                assert re.search("[ぁ-ん一-龥].* / .*[A-Za-z]", shape.chart.plots[0].series[0].name)


@pytest.mark.parametrize("subject", PRESENTED)
def test_without_rows_the_slides_say_so(subject: Presented) -> None:
    deck = Presentation(io.BytesIO(to_slides(shipped(), subject, Selection(query="zzzz"), ENGLISH)))
    assert tables(deck) == []
    assert "0linksshown" in whole(deck) or "0installationsshown" in whole(deck)
    assert chart_values(deck) == []
    assert "No row matches this selection: there is nothing to chart or to list." in texts(deck.slides[3])


@pytest.mark.parametrize("subject", PRESENTED)
def test_hostile_text_is_text(subject: Presented) -> None:
    programme = shipped()
    hostile = replace(
        programme,
        places=programme.places.assign(name_en=[f"{HOSTILE} {n}" for n in range(len(programme.places))]),
        countries=programme.countries.assign(name_en=[f"{HOSTILE} {n}" for n in range(len(programme.countries))]),
        technology_types=programme.technology_types.assign(
            name_en=[f"{HOSTILE} {n}" for n in range(len(programme.technology_types))]
        ),
        sources=programme.sources.assign(url=[f"javascript:alert({n})" for n in range(len(programme.sources))]),
    )
    content = to_slides(hostile, subject, CHOSEN[subject], ENGLISH)
    deck = Presentation(io.BytesIO(content))
    assert "=HYPERLINK" in whole(deck)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
        assert 'TargetMode="External"' not in relations
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    assert books
    for book in books:
        cells = [cell for row in load_workbook(io.BytesIO(book))["Sheet1"].iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize(
    ("subject", "language", "second"), [("collaborations", JAPANESE, ENGLISH), ("installations", JAPANESE, None)]
)
def test_an_office_program_opens_every_slide(
    subject: Presented, language: Language, second: Language | None, tmp_path: Path
) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(written(subject, language, second))
    shown_there = pages(converted(path, "pdf", tmp_path))
    deck = opened(subject, language, second)
    assert len(shown_there) == len(deck.slides)
    for slide, page in zip(deck.slides, shown_there, strict=True):
        assert re.sub(r"\s", "", slide.shapes.title.text_frame.text) in page
    # The layout writes each slide's number on it.
    numbers = [page for number, page in enumerate(shown_there, 1) if str(number) in page]
    assert len(numbers) >= len(shown_there) - 1
    assert all(a != b for a, b in pairwise(shown_there))
