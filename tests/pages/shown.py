"""The dashboard run without a browser, and what it shows, as plain texts."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from geo.tables import DEFAULT_FOLDER

ROOT = DEFAULT_FOLDER.parent
MAP_PAGE, DATA_PAGE = "partnership_map", "data_and_sources"
PATIENCE = 120  # seconds; the first run loads the tables
SENT_TO_MAP = re.compile(r'CityMap\.show\("([A-Za-z0-9+/=]+)"\)')
# What Markdown takes away again: escapes, and the marks of colour and weight the pages put around names.
ESCAPE = re.compile(r"\\(.)")
MARKS = re.compile(r"(?<!\\)(?::small\[|:gray\[|\*\*|(?<!\\)\]|:material/\w+:)")


class PagesOfTheDashboard(PagesManager):
    """What AppTest resets before each run, so that what app.py says to Streamlit stays as it is."""


PagesManager.uses_pages_directory = False
app_test.PagesManager = PagesOfTheDashboard  # type: ignore[misc]


def page(name: str = MAP_PAGE, language: str | None = "en", *, locale: str | None = None, **parameters: str | list[str]) -> AppTest:
    """Run the dashboard at an address, on a page; without a language, the browser's `locale` decides."""
    # AppTest keeps functions in the session to find a widget's options; the app itself keeps plain data only, and the
    # tests in the browser run with this setting as it is.
    config.set_option("runner.enforceSerializableSessionState", value=False)
    shown = AppTest.from_file(ROOT / "dashboard.py", default_timeout=PATIENCE)
    shown.query_params.update({**({"lang": language} if language else {}), **parameters})
    shown.context["locale"] = locale
    shown.run()
    if name != MAP_PAGE:
        (script,) = ROOT.glob(f"pages/{name}.py")
        shown.switch_page(str(script.relative_to(ROOT))).run()
    return shown


def elements(block: Any) -> Iterator[Any]:
    """Everything in a block, in the order of reading."""
    for child in getattr(block, "children", {}).values():
        yield child
        yield from elements(child)


def unmarked(markdown: str) -> str:
    """Markdown as a reader sees it."""
    return ESCAPE.sub(r"\1", MARKS.sub("", markdown)).replace("\u2060", "")


def prose(shown: AppTest) -> list[str]:
    """Running texts: Markdown, captions, headings, notices."""
    kinds = ("markdown", "caption", "heading", "title", "header", "subheader", "info", "warning", "error")
    return [unmarked(element.value) for element in elements(shown.main) if element.type in kinds]


def labels(shown: AppTest) -> list[str]:
    """Everything that names a control, a figure, a column or a table."""
    return [unmarked(label) for element in elements(shown.main) for label in _labels(element) if label]


def _labels(element: Any) -> list[str]:
    proto = getattr(element, "proto", None)
    if element.type in {"popover", "expander"}:
        proto = getattr(proto, element.type, proto)
    found = [str(getattr(proto, name, "")) for name in ("label", "placeholder", "help", "alt")]
    if element.type == "metric":
        found.append(element.delta)
    if element.type in {"multiselect", "radio", "selectbox", "button_group"}:
        found += element.options
    if element.type == "dataframe":
        found += headings(element)
    return found


def headings(dataframe: Any) -> list[str]:
    """The headings of a table's visible columns."""
    settings = json.loads(dataframe.proto.columns or "{}")
    order = list(dataframe.proto.column_order) or list(dataframe.value.columns)
    visible = [name for name in order if not (settings.get(name) or {}).get("hidden")]
    return [str((settings.get(name) or {}).get("label") or name) for name in visible]


def options(shown: AppTest, key: str) -> list[str]:
    """What can be chosen in a control."""
    return [unmarked(option) for option in shown.get_by_key(key).options]  # type: ignore[attr-defined]


def page_links(shown: AppTest) -> dict[str, dict[str, str]]:
    """Every link to a page by its label, with the page and the parameters it leads to."""
    found = [element.proto for element in elements(shown.main) if element.type == "page_link"]
    return {unmarked(proto.label): {"page": proto.page, "query": proto.query_string} for proto in found}


def with_open(shown: AppTest, *menus: str) -> AppTest:
    """Open menus by their keys: what they hold is there only then."""
    for key in menus:
        shown.session_state[key] = True
    return shown.run()


def popovers(shown: AppTest) -> dict[str, str]:
    """The labels of all fold-out filters by key."""
    return {element.key: unmarked(element.proto.popover.label) for element in elements(shown.main) if element.type == "popover"}


def sent_to_map(shown: AppTest) -> dict[str, Any]:
    """What the page tells the map's script to show."""
    (component,) = shown.get("component_instance")
    (message,) = SENT_TO_MAP.findall(json.loads(component.proto.json_args)["feature_group"])
    said: dict[str, Any] = json.loads(base64.b64decode(message))
    return said


def table(shown: AppTest, key: str) -> Any:
    """A table's rows by its key."""
    return next(element for element in shown.dataframe if element.key == key).value


class _Tables(HTMLParser):
    """Reads tables that a page writes as HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = self.found.setdefault(dict(attrs).get("aria-label") or "", [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append("")
            self._within = True

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._within:
            self._rows[-1][-1] += data


def html_tables(shown: AppTest) -> dict[str, list[list[str]]]:
    """The tables written as HTML by their names: rows of texts, the headings first."""
    reader = _Tables()
    for element in shown.get("html"):
        reader.feed(element.proto.body)  # type: ignore[attr-defined]
    return reader.found


def opened(rows: Any) -> list[str]:
    """What each row of a table opens, by its own address."""
    return [parse_qs(address.removeprefix("?"))["sel"][0] for address in rows["permalink"]]


def without_fault(shown: AppTest) -> AppTest:
    """The same, after making sure that nothing went wrong on the page."""
    assert not shown.exception, shown.exception
    assert not shown.error, shown.error
    return shown
