"""Whatever a table says is shown as text: nothing of it runs on the server or in the browser, and nothing leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from every_page import FIRST, PAGES, shown
from faulty_tables import TableFolder
from hostile import LONG, TRACE, describe, every_kind, fill, payloads, text_columns, write_hostile_tables
from playwright.sync_api import Locator, expect
from visit import DATA_PAGE, OpenVisit, Visit

from geo.detail import detail
from geo.language import LANGUAGES, Language
from geo.parameters import Selected
from geo.programme import Programme, load_programme
from geo.schema.models import MODELS
from geo.selection import Selection
from geo.source_uses import source_uses
from tools.running_app import RunningApp, running_app

LEADING_AWAY = "img[src*=evil], a[href*=evil], a[href^='javascript:' i]"
SELECTED = (
    "pair:osaka~ho-chi-minh-city", "place:kitakyushu", "country:VNM", "installation:vn012", "case:yokohama-da-nang-pumps",
    "domino:da-nang-ho-chi-minh-city",
)  # fmt: skip


@dataclass(frozen=True)
class Attack:
    """An app that runs on hostile tables."""

    app: RunningApp
    programme: Programme
    mark: Path

    def failed(self, look: Visit) -> None:
        """Make sure that it came to nothing."""
        for frame in look.page.frames:
            assert frame.evaluate(f"() => window.{TRACE}") is None
            harmful = frame.locator(f"[onerror], [onload], {LEADING_AWAY}, script:text('{TRACE}=1')")
            assert harmful.evaluate_all("found => found.map(element => element.outerHTML)") == []
        assert look.page.get_by_test_id("stException").count() == 0
        assert not self.mark.exists()
        assert "Traceback" not in self.app.written()


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attack]:
    path = tmp_path_factory.mktemp("hostile")
    data, mark = path / "data", path / "mark"
    data.mkdir()
    write_hostile_tables(data, mark)
    programme = load_programme(data)  # by the rules, these are perfectly good tables
    with running_app(path / "log.txt", data) as app:
        yield Attack(app, programme, mark)


@pytest.fixture(scope="module")
def every_attack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attack]:
    """An app that runs on tables with every kind of text in every column, formulas, odd letters and endless ones among them."""
    path = tmp_path_factory.mktemp("every")
    data, mark = path / "data", path / "mark"
    data.mkdir()
    folder, texts = TableFolder.copy(data), every_kind(mark)
    fill(folder, texts, all_in_each_column=True)
    describe(data, texts)
    with running_app(path / "log.txt", data) as app:
        yield Attack(app, load_programme(data), mark)


def flat(text: str) -> str:
    """A text as a browser lays it out; joiners nobody sees may keep it from being read as an address."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "")).strip()


def says(look: Visit, part: Locator, texts: Iterable[str]) -> None:
    """Wait until a part says all texts; Streamlit writes labels a moment after what they stand on."""
    wanted = [flat(text) for text in texts]

    def unsaid() -> list[str]:
        said = flat(part.inner_text())
        return [text for text in wanted if text not in said]

    look.becomes(unsaid, [])


def unfold(part: Locator) -> None:
    """Open everything folded, what was folded within it too."""
    folded, opened = part.locator("details:not([open]) > summary:visible"), part.locator("details[open]")
    while folded.count():
        number = opened.count()
        folded.first.click()
        expect(opened).to_have_count(number + 1)


def test_every_table_has_hostile_texts_of_every_kind(attack: Attack) -> None:
    for table in MODELS:
        assert text_columns(table), table
    names = " ".join([*attack.programme.places["name_en"], *attack.programme.places["name_ja"]])
    assert all(payload in names for payload in payloads(attack.mark))


@pytest.mark.parametrize("code", LANGUAGES)
def test_on_the_map_names_are_text(visit: OpenVisit, attack: Attack, code: str) -> None:
    look = visit(code, (1920, 1080), of=attack.app).open(lang=code, evidence="C")
    names = dict(zip(attack.programme.places["place_id"], attack.programme.places[f"name_{code}"], strict=True))
    look.when_still()
    shown = look.map.locator("button.name:visible").evaluate_all(
        "all => all.map(name => [name.dataset.id, name.querySelector('.name-text').textContent])"
    )
    assert len(shown) > 3
    assert dict(shown) == {place: names[place] for place, _ in shown}
    for place, _ in shown[:8]:
        look.map.locator(f"button.name[data-id='{place}']").hover()
        expect(look.map.locator(".card strong")).to_contain_text(names[place])
    attack.failed(look)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sel", SELECTED)
def test_in_a_detail_every_text_stands_as_it_was_written(visit: OpenVisit, attack: Attack, sel: str, code: str) -> None:
    look = visit(code, (1920, 1080), of=attack.app).open(lang=code, evidence="C", sel=sel)
    kind, _, identifier = sel.partition(":")
    told = detail(attack.programme, Selection(evidence="C"), Selected(kind, identifier), Language(code))  # type: ignore[arg-type]
    look.becomes(lambda: flat(look.heading.inner_text()), flat(told.heading))
    panel = look.by_key("panel")
    expect(panel.locator("summary").first).to_be_visible()
    unfold(panel)
    wanted = [*told.sentences, *told.remarks, *(text for fact in told.facts for text in (fact.value, fact.note))]
    wanted += [row.name for row in (*told.installations, *told.related, *told.sources)]
    wanted += [text for row in told.projects for text in (row.heading, *row.themes, row.lead)]
    wanted += [text for row in told.cases for text in (row.title, row.what, row.outcome)]
    wanted += [text for row in told.dominoes for text in (row.route, row.what)]
    assert len(wanted) >= 4
    says(look, panel, wanted)
    attack.failed(look)


@pytest.mark.parametrize("code", LANGUAGES)
def test_in_the_gallery_on_a_case_and_among_dominoes_every_text_stands_as_it_was_written(
    visit: OpenVisit, attack: Attack, code: str
) -> None:
    tables = attack.programme.tables
    case = tables["cases"].set_index("case_id").loc["yokohama-da-nang-pumps"]
    wanted = {
        "cases": [*tables["cases"][f"title_{code}"], *tables["cases"][f"outcome_{code}"]],
        "cases?sel=case:yokohama-da-nang-pumps": [case[f"{column}_{code}"] for column in ("title", "what", "outcome")],
        "dominoes?evidence=C": [*tables["dominoes"][f"what_{code}"]],
    }
    for address, texts in wanted.items():
        path, _, query = address.partition("?")
        look = visit(code, (1920, 1080), of=attack.app)
        look.go(f"/{path}", lang=code, **dict(part.split("=") for part in query.split("&") if part))
        expect(look.page.locator(".case-tag, [class*=st-key-domino_]").first).to_be_visible()
        if query:
            expect(look.container).to_have_attribute("data-state", "ready")
        look.settled()
        says(look, look.page.get_by_test_id("stMain"), texts)
        attack.failed(look)


@pytest.mark.parametrize("code", LANGUAGES)
def test_in_filters_and_rankings_names_are_text(visit: OpenVisit, attack: Attack, code: str) -> None:
    of = attack.programme
    tables = {"country": (of.countries, "iso3"), "theme": (of.themes, "code")}
    chosen = {"country": "VNM", "jp": "osaka", "partner": "ho-chi-minh-city", "theme": "waste"}
    for asked in ({}, chosen):
        look = visit(code, (1920, 1080), of=attack.app).open(lang=code, evidence="C", **asked)
        attack.failed(look)
        for parameter in chosen:
            look.by_key(f"open_{parameter}").get_by_role("button").first.click()
            body = look.page.get_by_test_id("stPopoverBody")
            expect(body).to_be_visible()
            table, key = tables.get(parameter, (of.places, "place_id"))
            names = dict(zip(table[key], table[f"name_{code}"], strict=True))
            says(look, body, [names[chosen[parameter]]])
            attack.failed(look)
            look.page.keyboard.press("Escape")
            expect(body).to_have_count(0)


@pytest.mark.parametrize("code", LANGUAGES)
def test_on_the_data_page_every_table_is_text(visit: OpenVisit, attack: Attack, code: str) -> None:
    look = visit(code, of=attack.app)
    for part in ("read", "totals", "leads", "sources"):
        look.open(DATA_PAGE, lang=code, part=part)
        attack.failed(look)
    used = source_uses(attack.programme)
    look.open(DATA_PAGE, lang=code, part="sources", source=next(iter(used)))
    expect(look.by_key("opened_source").get_by_role("link").first).to_be_visible()
    attack.failed(look)
    look.open(DATA_PAGE, lang=code, part="tables")
    for table in ("themes", "collaborations", "sources"):
        choice = look.by_key("dictionary_table").get_by_role("combobox")
        # Its list opens only where there is room for it.
        choice.evaluate("field => field.scrollIntoView({ block: 'center' })")
        choice.click()
        look.page.get_by_role("option", name=re.compile(rf"\({table}\)$")).click()
        expect(look.page.locator(f"a[href$='tables/{table}.csv']")).to_be_visible()
        look.settled()
        attack.failed(look)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_on_every_page_all_that_a_table_says_is_text(visit: OpenVisit, attack: Attack, code: str, page: str) -> None:
    look = visit(code, (1920, 1080), of=attack.app)
    for parameters in ({}, {"sel": "country:VNM"}, {"tech": "solar_pv", "linked": "1"}):
        shown(look, page, lang=code, evidence="C", **parameters)
        unfold(look.page.get_by_test_id("stMain"))
        look.settled()
        attack.failed(look)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_hostile_address_is_told_of_as_text(visit: OpenVisit, app: RunningApp, tmp_path: Path, code: str) -> None:
    mark = tmp_path / "mark"
    texts = payloads(mark)
    look = visit(code).open(lang=code, country=list(texts), sel=texts[5], q=texts[2], fy=texts[0], **{texts[6]: "1"})
    says(look, look.page.get_by_test_id("stAlert").first, texts[:12])
    look.has_strands(0)
    assert look.page.locator(LEADING_AWAY).count() == 0
    assert look.page.evaluate(f"() => window.{TRACE}") is None
    assert not mark.exists()
    assert "Traceback" not in app.written()


def test_names_of_icons_and_emoji_stay_words(visit: OpenVisit) -> None:
    look = visit().open(lang="en", country=":material/bolt: and :smile: and :streamlit:")
    says(look, look.page.get_by_test_id("stAlert").first, [":material/bolt: and :smile: and :streamlit:"])


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (FIRST, {"sel": "place:osaka"}), ("installations", {"sel": "installation:vn012"}), ("cases", {}),
        ("search", {"find": "script"}),
    ],
)  # fmt: skip
def test_every_kind_in_every_column_runs_nothing_asks_nobody_and_opens_no_dialog(
    visit: OpenVisit, every_attack: Attack, page: str, asked: dict[str, str]
) -> None:
    look = visit("en", (1920, 1080), of=every_attack.app)
    dialogs: list[str] = []
    look.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss())[-1])
    shown(look, page, lang="en", evidence="C", undated="1", **asked)
    unfold(look.page.get_by_test_id("stMain"))
    look.settled()
    every_attack.failed(look)
    assert dialogs == []
    # However long a text is, the page is no wider than the window.
    look.becomes(lambda: look.page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth"))


def test_a_very_long_address_is_told_of(visit: OpenVisit, app: RunningApp) -> None:
    look = visit().open(lang="en", country=LONG[0][:900], q=LONG[0][:900])
    says(look, look.page.get_by_test_id("stAlert").first, ["<b>x</b>"])
    assert "Traceback" not in app.written()
