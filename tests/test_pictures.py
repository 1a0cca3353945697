"""A picture shows exactly what is selected, every name stands free, and other programs open its files."""

from __future__ import annotations

import io
import math
import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from PIL import Image
from shipped import shipped

from geo import gallery, palette, shown, summary
from geo.export.picture import arrows, countries_map, dominoes, installations, legend, links, links_map
from geo.export.picture.cover import cover
from geo.export.picture.files import FORMS, picture_file
from geo.export.picture.frames import Box
from geo.export.picture.marks import Disc, Panel, Shape, Sheet, Text
from geo.export.picture.picture import picture
from geo.export.told import PICTURED, PRESENTED, Pictured, Presented, told
from geo.language import LANGUAGES, Language
from geo.palette import MODES
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import names as vocabulary_names

ROOT = Path(__file__).resolve().parents[1]
JAPANESE, ENGLISH = Language("ja"), Language("en")
SIZES = ((1440.0, 810.0), (1440.0, 1018.0))
SELECTIONS: dict[str, tuple[Pictured, Selection]] = {
    "all links": ("collaborations", Selection()),
    "inferred links too": ("collaborations", Selection(evidence="C")),
    "one pair": ("collaborations", Selection(japanese=("osaka",), partners=("ho-chi-minh-city",))),
    "across the Pacific": ("collaborations", Selection(countries=("CHL",))),
    "some years": ("collaborations", Selection(countries=("VNM", "IDN"), fiscal_years=(2016, 2020))),
    "all installations": ("installations", Selection()),
    "one technology": ("installations", Selection(technologies=("solar_pv",))),
    "one country": ("installations", Selection(countries=("VNM",))),
    "formed through the programme": ("installations", Selection(linked=True, evidence="C")),
    "Latin America": ("installations", Selection(countries=("CHL", "MEX", "CRI"))),
    "by country": ("countries", Selection()),
    "some countries": ("countries", Selection(countries=("VNM", "THA", "LAO", "CHL"), fiscal_years=(2015, 2020))),
    "domino effects": ("dominoes", Selection()),
    "dominoes inferred in part too": ("dominoes", Selection(evidence="C")),
}
ALL: dict[Pictured, Selection] = dict.fromkeys(PICTURED, Selection())
NAMES: dict[str, dict[Pictured, str]] = {
    "ja": {"collaborations": "ホーチミン市", "installations": "ベトナム", "countries": "ベトナム", "dominoes": "ダナン市"},
    "en": {"collaborations": "Ho Chi Minh City", "installations": "Viet Nam", "countries": "Viet Nam", "dominoes": "Da Nang City"},
}
HOSTILE = '<script>alert("1")</script> {{ 7*7 }} $\\frac{1}{2}$ =1+1 \x00\x1b]8 & 😀 ไทย'


@lru_cache(maxsize=32)
def sheet(name: str, code: str, size: tuple[float, float] = SIZES[0]) -> Sheet:
    subject, selection = SELECTIONS[name]
    return picture(shipped(), subject, selection, Language(code), "light", size)


@lru_cache(maxsize=32)
def written(subject: Pictured, code: str, form: str) -> bytes:
    return picture_file(shipped(), subject, ALL[subject], Language(code), FORMS[form])


def said(drawn: Sheet) -> str:
    return " ".join(text.text for text in drawn.texts())


# --- what stands where


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", SELECTIONS)
def test_no_text_covers_another_or_leaves_the_picture(name: str, code: str, size: tuple[float, float]) -> None:
    drawn = sheet(name, code, size)
    texts = drawn.texts("name", "note")
    assert len(texts) > 20
    assert [text.text for text in drawn.texts() if not text.box.inside(drawn.box)] == []
    # Boxes are as tall as the tallest letters; what touches by a hair's breadth does not overlap.
    boxes = [(text.text, text.box.grown(-1.2)) for text in texts]
    assert [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)] == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["all links", "inferred links too", "one pair", "across the Pacific"])
def test_every_place_shown_is_named(name: str, code: str) -> None:
    _, selection = SELECTIONS[name]
    named = {text.text for text in sheet(name, code).texts("name")}
    places = links.read_links(shipped(), selection, Language(code)).places
    assert len(places) == len(set(shown.links(shipped(), selection)[["jp_place_id", "partner_place_id"]].to_numpy().ravel()))
    missing = [place.name for place in places if not any(text.startswith(place.name) for text in named)]
    assert missing == []


@pytest.mark.parametrize("name", ["all installations", "one technology", "by country", "some countries"])
def test_every_country_shown_is_named(name: str) -> None:
    named = {text.text for text in sheet(name, "en").texts("name")}
    countries = installations.read_installations(shipped(), SELECTIONS[name][1], ENGLISH, "light").countries
    assert [country for country, *_ in countries.values() if country not in named] == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", SELECTIONS)
def test_a_picture_tells_what_it_shows_and_what_it_lacks(name: str, code: str) -> None:
    subject, selection = SELECTIONS[name]
    language = Language(code)
    whole = re.sub(r"\s", "", said(sheet(name, code)))
    tale = told(shipped(), selection, subject, language)
    figures = [part for figure in tale.figures for part in (figure.label, figure.value, figure.beside)]
    assert figures
    for text in (tale.title, tale.subtitle, tale.rows, *tale.selection, *figures, *tale.missing, tale.date, tale.boundaries):
        assert re.sub(r"\s", "", text) in whole
    assert "creativecommons.org/licenses/by/4.0" in whole
    assert all(word in whole for word in ("GeoNames", "NaturalEarth"))


def test_published_figures_stand_beside_ours() -> None:
    assert "of 67 published" in said(sheet("all links", "en"))
    assert "35 of the 67 partner places" in said(sheet("all links", "en"))
    assert "153 of 254 published" in said(sheet("all installations", "en"))


def test_the_years_have_their_counts_and_colours() -> None:
    drawn = sheet("some years", "en")
    counts = summary.year_counts(shipped(), SELECTIONS["some years"][1])
    bold = [text.text for text in drawn.texts("note") if text.bold]
    assert all(str(year) in said(drawn) for year in counts)
    assert Counter(bold) >= Counter(str(counts[year]) for year in range(2016, 2021))


# --- what is drawn


@pytest.mark.parametrize("name", ["all links", "inferred links too", "some years"])
def test_each_link_is_a_strand_in_its_years_colour(name: str) -> None:
    rows = shown.links(shipped(), SELECTIONS[name][1])
    colours = palette.year_colours(links.read_links(shipped(), Selection(), ENGLISH).years, "light")
    ground = palette.GROUNDS["light"]
    drawn = sheet(name, "en").marks
    legend = next(i for i, mark in enumerate(drawn) if isinstance(mark, Text) and mark.text.startswith("Links by fiscal year"))
    strands = [mark for mark in drawn[:legend] if isinstance(mark, Shape) and mark.curved and mark.style.stroke != ground.halo]
    wanted = Counter(colours[year] for year in rows["fiscal_year"])
    # A strand that ends far away is drawn in its inset too.
    assert wanted <= Counter(mark.style.stroke for mark in strands)
    frames = {mark.clip for mark in strands}
    assert len(strands) == len(rows) * len(frames)
    assert sum(mark.style.dashes is not None for mark in strands) == (rows["evidence"] == "C").sum() * len(frames)


@pytest.mark.parametrize("name", ["all installations", "one technology", "one country"])
def test_each_installation_is_a_dot_or_counted_in_a_bubble(name: str) -> None:
    selection = SELECTIONS[name][1]
    found = installations.read_installations(shipped(), selection, ENGLISH, "light")
    rows = shown.rows(shipped(), selection, "installations")
    drawn = Counter(text.text for text in sheet(name, "en").texts("letters"))
    for technology in found.technologies.values():
        # Once more in the legend.
        dots = sum(dot.technology == technology.code for dot in found.dots)
        assert drawn[technology.letters] == dots + 1
    numbers = [int(text) for text, n in drawn.items() for _ in range(n) if text.isdigit()]
    assert sorted(numbers) == sorted(bubble.count for bubble in found.bubbles)
    assert len(found.dots) + sum(numbers) == len(rows)


def test_thousands_neither_cover_the_map_nor_stand_far_from_their_place() -> None:
    thousands = installations.Bubble("VNM", 106.0, 16.0, (("solar_power", 100_000),))
    assert thousands.radius == installations.BUBBLE["greatest"]
    away = [math.hypot(*shift) for shift in installations._shifts([(106.0, 16.0)] * 500)]
    assert max(away) < 100
    # As few as share a point in earnest do not cover each other.
    assert len(set(installations._shifts([(106.0, 16.0)] * installations.SEATS))) == installations.SEATS


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_country_has_its_number_and_a_bar_for_each_of_its_years(code: str) -> None:
    language = Language(code)
    rows = shown.rows(shipped(), Selection(), "installations")
    drawn = sheet("by country", code)
    written_there = [text.text for text in drawn.texts("name")]
    cards = dict(zip(written_there[::2], written_there[1::2], strict=True))
    counts = rows["country_iso3"].value_counts()
    named = vocabulary_names(shipped(), "country", language)
    assert cards == {named[country]: language.number(int(n)) for country, n in counts.items()}
    colours = set(
        palette.year_colours(installations.read_installations(shipped(), Selection(), language, "light").years, "light").values()
    )
    side = min(text.box.left for text in drawn.texts("name"))
    bars = [mark for mark in drawn.marks if isinstance(mark, Panel) and mark.style.fill in colours and mark.box.left > side]
    dated = rows[rows["fiscal_year"].notna()]
    assert len(bars) == len(dated.groupby(["country_iso3", "fiscal_year"]))
    # The longest bar is that of the country and year with the most installations, and no bar leaves its card.
    most = max(bars, key=lambda bar: bar.box.height)
    assert most.box.height == pytest.approx(countries_map.TALL)
    assert re.sub(r"\s", "", language.text(legend.NO_BAR)) in re.sub(r"\s", "", said(drawn))


def test_a_card_is_as_tall_as_its_own_bars_and_no_taller() -> None:
    low, high = (countries_map.Card("x", "Name", 0, 0, 0, 1, 12.5, number="1", years=years, most=9) for years in ((1, 0), (0, 9)))
    assert low.height < 0.75 * high.height
    assert high.height >= high.bar(9) == countries_map.TALL


def test_lines_to_what_is_enlarged_pass_behind_marks_and_their_numbers() -> None:
    drawn = sheet("all installations", "en")
    lines = [i for i, mark in enumerate(drawn.marks) if isinstance(mark, Shape) and mark.style.thickness == 0.9]
    ring = next(i for i, mark in enumerate(drawn.marks) if isinstance(mark, Disc))
    assert lines
    assert max(lines) < ring


def test_strands_pass_behind_the_names_beside_the_map() -> None:
    drawn = sheet("all links", "ja")
    grounds = [i for i, mark in enumerate(drawn.marks) if isinstance(mark, Panel) and mark.style.opacity == links_map.NAME_GROUND]
    names = {text.text for i in grounds if isinstance(text := drawn.marks[i + 1], Text)}
    assert {"横浜市", "真庭市", "富山市"} <= names
    assert links_map.NAME_GROUND > 0.9
    beneath = [mark for mark in drawn.marks[: min(grounds)] if isinstance(mark, Shape) and mark.curved]
    assert len(beneath) >= len(shown.links(shipped(), Selection()))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["domino effects", "dominoes inferred in part too"])
def test_each_domino_is_a_numbered_arrow_told_beside_the_map(name: str, code: str) -> None:
    language, selection = Language(code), SELECTIONS[name][1]
    drawn = sheet(name, code)
    found = gallery.numbered_dominoes(shipped(), selection, language)
    assert len(found) == len(shown.rows(shipped(), selection, "dominoes"))
    # Once on its arrow, once where it is told.
    numbers = Counter(text.text for text in drawn.texts("letters"))
    assert numbers == {str(each.number): 2 for each in found}
    whole = re.sub(r"\s", "", said(drawn))
    for each in found:
        assert re.sub(r"\s", "", each.domino.route) in whole
        assert re.sub(r"\s", "", each.domino.what) in whole
    names = {text.text for text in drawn.texts("name")}
    assert names == {place.name for place in dominoes.read_spreads(shipped(), selection, language).places}
    badges = [text.box for text in drawn.texts("letters")]
    assert not any(text.box.overlaps(badge) for text in drawn.texts("name") for badge in badges)


def test_an_arrow_ends_at_the_place_it_reaches_and_its_shaft_grows() -> None:
    track = arrows.Track(np.array([[0.0, 0.0], [150.0, 0.0], [300.0, 0.0]]))
    *shaft, head = arrows.arrow(track, dashed=False)
    assert head[0] == pytest.approx([300 - arrows.GAP["end"], 0])
    (whole,) = shaft
    assert whole[:, 0].min() == pytest.approx(arrows.GAP["start"])
    assert abs(whole[whole[:, 0] < 20][:, 1]).max() < abs(whole[whole[:, 0] > 250][:, 1]).max()
    broken = arrows.arrow(track, dashed=True)
    assert len(broken) > 10
    assert broken[0][:, 0].max() == pytest.approx(whole[:, 0].max())


def test_a_place_known_by_country_is_never_a_dot() -> None:
    found = installations.read_installations(shipped(), Selection(), ENGLISH, "light")
    rows = shipped().installations.set_index("installation_id")
    assert {rows.loc[dot.id, "location_precision"] for dot in found.dots} == {"site", "city", "province"}
    assert {dot.id for dot in found.dots if dot.province} == set(rows.index[rows["location_precision"] == "province"])


def test_marks_have_the_sizes_of_the_live_map() -> None:
    scripts = {name: (ROOT / "static" / "map" / f"{name}.js").read_text("utf-8") for name in ("links", "dots", "arrows", "spreads")}
    style = (ROOT / "static" / "map" / "map.css").read_text("utf-8")

    def numbers(script: str, constant: str) -> dict[str, float]:
        (body,) = re.findall(rf"const {constant} = {{([^}}]*?)}};", scripts[script])
        return {key: float(value) for key, value in re.findall(r"(\w+): ([\d.]+)", body)}

    assert numbers("links", "NODE_RADIUS") == links.RADIUS
    assert numbers("dots", "RADIUS") == installations.RADIUS
    assert numbers("dots", "FAR") == installations.FAR
    assert numbers("arrows", "WIDTH") == arrows.WIDTH
    assert numbers("arrows", "HEAD") == arrows.HEAD
    assert numbers("arrows", "DASH") == arrows.DASH
    assert numbers("spreads", "GAP") == arrows.GAP
    assert numbers("spreads", "RADIUS") == dominoes.RADIUS
    assert installations.BUBBLE.items() <= numbers("dots", "BUBBLE").items()
    assert re.search(rf"\.strand {{[^}}]*stroke-width: {links.STRAND}; stroke-opacity: {links.STRAND_OPACITY};", style)
    assert re.search(rf"\.strand-newest {{[^}}]*stroke-width: {links.NEWEST};", style)
    assert re.search(rf"\.strand-halo {{[^}}]*stroke-width: {links.HALO:g}; stroke-opacity: {links.HALO_OPACITY};", style)


def test_dots_in_a_crowd_can_be_told_apart() -> None:
    drawn = sheet("all installations", "en")
    letters = [text for text in drawn.texts("letters") if not text.text.isdigit()]
    places = [text.box.middle for text in letters]
    hidden = [(a, b) for a, b in combinations(places, 2) if abs(a[0] - b[0]) < 4 and abs(a[1] - b[1]) < 4]
    assert hidden == []


def test_thousands_of_dots_are_grouped_and_counted() -> None:
    programme = shipped()
    some = programme.installations[programme.installations["lon"].notna()]
    times = installations.CROWD // len(some) + 2
    copies = [some.assign(installation_id=some["installation_id"] + f"-generated-{n}") for n in range(times)]
    crowded = replace(programme, installations=gpd.GeoDataFrame(pd.concat(copies, ignore_index=True), crs=some.crs))
    drawn = picture(crowded, "installations", Selection(), ENGLISH, "light", SIZES[0])
    numbers = [int(text.text) for text in drawn.texts("letters") if text.text.isdigit()]
    assert sum(numbers) == len(some) * times
    assert len(numbers) < 200


@pytest.mark.parametrize("subject", PICTURED)
def test_where_nothing_is_shown_the_picture_says_so(subject: Pictured) -> None:
    drawn = picture(shipped(), subject, Selection(query="zzzz"), JAPANESE, "light", SIZES[0])
    assert "この条件に合う" in " ".join(text.text for text in drawn.texts("name"))
    assert not any(isinstance(mark, Disc) for mark in drawn.marks)


def test_an_open_detail_changes_nothing() -> None:
    programme, pair = shipped(), next(iter(shown.links(shipped(), Selection())["pair"]))
    opened, notices = Selection.parse({"sel": [f"pair:{pair}"]}, summary.vocabulary(programme))
    assert opened.selected
    assert notices == []
    size = SIZES[0]
    plain = picture(programme, "collaborations", Selection(), ENGLISH, "light", size)
    assert said(picture(programme, "collaborations", opened, ENGLISH, "light", size)) == said(plain)


# --- the files


@pytest.mark.parametrize("subject", PICTURED)
@pytest.mark.parametrize(("form", "size"), [("png_hd", (1920, 1080)), ("png_4k", (3840, 2160)), ("png_a3", (4961, 3508))])
def test_a_png_has_its_size_and_is_not_blank(subject: Pictured, form: str, size: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(written(subject, "ja", form))) as image:
        assert (image.format, image.size) == ("PNG", size)
        assert image.info["dpi"][0] == pytest.approx(FORMS[form].dpi, abs=0.5)
        assert "CC BY 4.0" in image.info["Copyright"]
        assert "2026年2月" in image.info["Description"]
        small = image.convert("RGB").resize((480, 270))
    colours = small.getcolors(1 << 20) or []
    assert len(colours) > 2000
    assert max(n for n, _ in colours) < 0.7 * 480 * 270


@pytest.mark.parametrize("mode", MODES)
def test_a_picture_wears_the_colours_of_its_room(mode: palette.Mode) -> None:
    content = picture_file(shipped(), "collaborations", Selection(countries=("MNG",)), ENGLISH, FORMS["png_hd"], mode)
    ground = palette.GROUNDS[mode]
    with Image.open(io.BytesIO(content)) as image:
        plain = image.convert("RGB")
        colours = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in plain.getcolors(1 << 21) or []}
        assert "#{:02x}{:02x}{:02x}".format(*plain.getpixel((4, 4))) == ground.panel
    assert {ground.sea, ground.land, ground.partner, ground.ink, ground.japanese} <= colours


def read(program: str, *arguments: str | Path) -> str:
    """What one of Poppler's programs says of a file."""
    found = shutil.which(program)
    assert found, f"{program} is missing: tools/ensure_test_tools.sh installs it"
    return subprocess.run([found, *arguments], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("subject", PICTURED)
def test_a_pdf_is_a_sheet_of_a3_whose_text_can_be_found(subject: Pictured, code: str, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(written(subject, code, "pdf"))
    told_of = read("pdfinfo", path)
    assert re.search(r"Pages:\s+1\n", told_of)
    wide, tall = map(float, re.findall(r"Page size:\s+([\d.]+) x ([\d.]+) pts", told_of)[0])
    assert (wide, tall) == (pytest.approx(1190.55, abs=1), pytest.approx(841.89, abs=1))
    text = re.sub(r"\s", "", read("pdftotext", path, "-"))
    tale = told(shipped(), Selection(), subject, Language(code))
    for wanted in (tale.title, tale.rows, tale.missing[0]):
        assert re.sub(r"\s", "", wanted) in text
    assert NAMES[code][subject].replace(" ", "") in text
    fonts = read("pdffonts", path)
    assert all(" yes yes yes " in line for line in fonts.splitlines()[2:])


@pytest.mark.parametrize("subject", PICTURED)
def test_an_svg_is_well_formed_carries_its_words_and_needs_nothing_else(subject: Pictured) -> None:
    content = written(subject, "ja", "svg")
    root = ET.fromstring(content)  # noqa: S314  # made here a moment ago
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    assert root.get("viewBox") == "0 0 1440 810"
    assert root.get("role") == "img"
    title, description = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert description is not None
    assert told(shipped(), Selection(), subject, JAPANESE).title in (title.text or "")
    assert NAMES["ja"][subject] in (description.text or "")
    named = (description.text or "").splitlines()[-1].split("、")
    assert len(named) > 3
    assert [name for name in named if name.isdigit()] == []
    assert {element.tag.removeprefix(space) for element in root.iter()}.isdisjoint({"text", "script", "image", "foreignObject"})
    links_to = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")]
    assert links_to
    assert all(value.startswith("#") for value in links_to)
    assert b"<!DOCTYPE" not in content


@pytest.mark.parametrize("form", ["png_hd", "pdf", "svg"])
def test_the_same_rows_give_the_same_bytes_in_any_thread(form: str) -> None:
    chosen = Selection(countries=("MNG",))

    def make(_: int) -> bytes:
        return picture_file(shipped(), "collaborations", chosen, JAPANESE, FORMS[form])

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(make, range(4)))) == 1


def hostile() -> Programme:
    programme = shipped()
    places = programme.places.assign(name_ja=[f"{HOSTILE} {n}" for n in range(len(programme.places))])
    types = programme.technology_types.assign(name_ja=[f"{HOSTILE} {n}" * 9 for n in range(len(programme.technology_types))])
    return replace(programme, places=places, technology_types=types)


@pytest.mark.parametrize("form", ["png_hd", "pdf", "svg"])
@pytest.mark.parametrize("subject", PICTURED)
def test_hostile_text_is_text(subject: Pictured, form: str) -> None:
    selection = Selection(countries=("MNG", "VNM"))
    content = picture_file(hostile(), subject, selection, JAPANESE, FORMS[form])
    if form == "svg":
        root = ET.fromstring(content)  # noqa: S314  # made here a moment ago
        assert not [element for element in root.iter() if element.tag.endswith("script")]
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
        description = root.find("{http://www.w3.org/2000/svg}desc")
        assert description is not None
        assert subject in {"installations", "countries"} or "<script>" in (description.text or "")
    else:
        assert len(content) > 50_000


def test_a_long_search_text_stays_in_its_place() -> None:
    selection = Selection(query=(HOSTILE * 5)[:200], partners=tuple(shipped().places["place_id"][25:55]))
    drawn = picture(shipped(), "collaborations", selection, ENGLISH, "light", SIZES[0])
    assert [text.text for text in drawn.texts() if not text.box.inside(Box(0, 0, *SIZES[0]))] == []
    assert "Search: <script>alert" in said(drawn)


@pytest.mark.parametrize("subject", PRESENTED)
def test_the_ground_of_a_cover_bears_no_words(subject: Presented) -> None:
    drawn = cover(shipped(), subject, Selection(), ENGLISH, "dark", SIZES[0])
    assert drawn.texts("name", "note") == []
    assert len(drawn.marks) > 100
    left = [mark for mark in drawn.marks if isinstance(mark, Disc) and mark.x < 0.3 * drawn.width]
    assert left == []


def test_nobody_waits_for_the_drawing_library_before_a_picture_is_asked_for() -> None:
    code = (
        "import sys; import geo.export.picture.files, geo.export.slides.deck;"
        "assert not {'matplotlib', 'pptx', 'lxml', 'fontTools'} & set(sys.modules);"
        "from geo.export.picture.files import FORMS, picture_file; from geo.current import current_programme;"
        "from geo.selection import Selection; from geo.language import Language;"
        "picture_file(current_programme(), 'collaborations', Selection(countries=('MNG',)), Language('ja'), FORMS['png_hd']);"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
