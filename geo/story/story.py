"""The steps of a presentation, read from a TOML file that a presenter may edit or replace.

Each ``[[step]]`` has an ``id`` (its address), what it lets the screen ``show``, a ``heading`` and a ``text`` in both languages,
``notes`` for the speaker, a ``view`` (what a page's address would say after ``?``), and whether the years ``play``. A step with
``each`` stands for one step per country, case, type of technology or domino, worded from the tables; ``most`` limits how many.
``facts`` names rows of ``programme_facts.csv`` that are told word for word, with their sources.
"""

from __future__ import annotations

import os
import re
import string
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import parse_qs

from geo.language import LANGUAGES, Language, LanguageCode, message
from geo.programme import Programme
from geo.schema.fields import hidden_in
from geo.selection import Selection
from geo.tables import data_folder
from geo.vocabulary import vocabulary

Show = Literal["text", "links", "installations", "dominoes", "totals", "sources"]
Each = Literal["country", "result", "forming", "technology", "domino"]
SHOWS: tuple[Show, ...] = get_args(Show)
EACHES: tuple[Each, ...] = get_args(Each)
KEYS = ("id", "show", "each", "most", "view", "play", "heading", "text", "facts", "notes")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What a text may count on: figures of the step's own view, bare or with their noun, and its years; what was published of it.
FIGURES = (
    "countries", "partner_places", "japanese_governments", "links", "installations", "first_year", "last_year", "years", "as_of",
    "counted_countries", "counted_partner_places", "counted_japanese_governments", "counted_links", "counted_installations",
    "published_countries", "published_partner_places", "published_japanese_governments", "published_installations",
    "scope", "scope_of_installations", "longest_pair",
)  # fmt: skip
# What a step that stands for many takes from the tables, so that its own would not be told.
WORDED_FROM_TABLES = ("heading", "text", "facts")
# By what the addresses of the steps that stand for one step end.
ENDINGS: Mapping[Each, Callable[[Programme], Iterable[str]]] = {
    "country": lambda programme: programme.countries["iso3"],
    "result": lambda programme: programme.cases["case_id"],
    "forming": lambda programme: programme.cases["case_id"],
    "technology": lambda programme: programme.technology_types["code"],
    "domino": lambda programme: programme.dominoes["domino_id"],
}
AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
TOML_LINES = '[[step]], id = "name", heading = { en = "…", ja = "…" }'
LONGEST_QUOTED = 80
LARGEST = 1 << 20
MOST_STEPS = 400
FILE = "story.toml"
VARIABLE = "STORY_FILE"
Worded = tuple[tuple[LanguageCode, str], ...]


@dataclass(frozen=True)
class Step:
    """One step as it stands in the file.

    Parameters
    ----------
    id : str
        Its address; of a step with `each`, the beginning of the addresses.
    show : {"text", "links", "installations", "dominoes", "totals", "sources"}
        What stands on the screen: words alone, one of the maps, the published totals, or where the facts come from.
    view : Selection
        What the map shows.
    heading, text, notes : tuple of (language code, str)
        By language; empty where nothing is said. May name `FIGURES` in braces.
    facts : tuple of str
        Ids of programme facts that are told after `text`.
    each : {"country", "result", "forming", "technology", "domino"}, optional
        What it is repeated for.
    most : int, optional
        How many of these at most.
    play : bool
        Whether the map grows year by year.
    """

    id: str
    show: Show
    view: Selection
    heading: Worded
    text: Worded
    notes: Worded
    facts: tuple[str, ...] = ()
    each: Each | None = None
    most: int | None = None
    play: bool = False


@dataclass(frozen=True)
class Story:
    """All steps in their order."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class StoryFault:
    """Something in the file that cannot be told.

    Parameters
    ----------
    step : str
        The step's id, or its number where it has none; empty where the whole file is meant.
    key : str
        Which of the step's keys.
    value : str
        What stands there.
    text : str
        A message id with ``{value}`` and ``{allowed}``.
    allowed : str
        What may stand there.
    line, column : int
        Where the file cannot be read any further, counted from 1; 0 where the file could be read.
    """

    step: str
    key: str
    value: str
    text: str
    allowed: str = ""
    line: int = 0
    column: int = 0

    def worded(self, language: Language) -> str:
        """Word the fault for a reader: where it stands, what is wrong, what is allowed."""
        told = language.text(self.text, value=self.value, allowed=self.allowed)
        where = [part for part in (self.step, self.key) if part]
        if self.line:
            where.append(language.text(PLACE, line=self.line, column=self.column))
        return language.text("{where}: {problem}", where=" · ".join(where), problem=told) if where else told


class FaultyStoryError(ValueError):
    """The file of steps cannot be told; says everything that is wrong with it."""

    def __init__(self, faults: tuple[StoryFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(fault.worded(Language("en")) for fault in faults))


PLACE = message("line {line}, column {column}")
NOT_TOML = message("“{value}” cannot be read as TOML. Allowed: {allowed}.")
TOO_DEEP = message("The file is nested too deeply to be read as TOML.")
TOO_LARGE = message("The file is larger than {allowed} bytes.")
NOT_TEXT = message("The file is not UTF-8 text.")
NOT_THERE = message("There is no file {value}.")
NO_STEPS = message("The file holds no [[step]].")
TOO_MANY = message("There are {value} steps; at most {allowed} can be told.")
NO_STEP = message("“{value}” is not a step.")
UNKNOWN_KEY = message("“{value}” is not known. Allowed: {allowed}.")
UNKNOWN_VALUE = message("“{value}” is not allowed here. Allowed: {allowed}.")
BAD_NAME = message("“{value}” is no address. Allowed: small letters, digits and single hyphens.")
BESIDE_EACH = message("“{value}” would not be told: steps with each are worded from the tables. Allowed beside each: {allowed}.")
WITHOUT_EACH = message("“{value}” limits nothing: a step without each is one step. Allowed: {allowed}.")
TWICE = message("“{value}” stands twice. Each step needs an address of its own.")
NOT_BOTH = message("A text is needed in both languages. Given: {value}. Needed: {allowed}.")
HIDDEN = message("The text holds characters that nobody sees: {value}. Allowed: whatever can be read, and line breaks.")
NO_FIGURE = message("“{value}” is not a figure a text can name. Allowed: {allowed}.")
BARE_FIGURE = message("A figure is named alone: {allowed}. “{value}” says more.")
BAD_BRACES = message("The braces in “{value}” do not match. Write a brace that is meant as such twice.")


def address(step: str, thing: str) -> str:
    """Write the address of one of the steps that a step with `each` stands for."""
    return f"{step}-{thing.lower().replace('_', '-')}"


def figures_named(text: str) -> set[str]:
    """List the figures a checked text names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def story_file() -> Path:
    """Say where the steps are read from: the file named in ``STORY_FILE``, else ``story.toml`` beside the tables."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else data_folder() / FILE


def own_story(programme: Programme) -> Story | None:
    """Read the steps that stand where `story_file` says.

    Parameters
    ----------
    programme : Programme
        The tables that views and facts speak of.

    Returns
    -------
    Story or None
        None where no file was named and the folder of tables has none.

    Raises
    ------
    FaultyStoryError
        With all that is wrong.
    """
    path = story_file()
    if VARIABLE not in os.environ and not path.exists():
        return None
    return load_story(programme, path)


def load_story(programme: Programme, file: Path | None = None) -> Story:
    """Read the steps from a file.

    Parameters
    ----------
    programme : Programme
        The tables that views and facts speak of.
    file : pathlib.Path, optional
        `story_file`, if not given.

    Returns
    -------
    Story
        Checked.

    Raises
    ------
    FaultyStoryError
        With all that is wrong.
    """
    path = file or story_file()
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError:
        raise FaultyStoryError((StoryFault("", "", path.name, NOT_THERE),)) from None
    return read_story(content, programme)


def read_story(content: bytes, programme: Programme) -> Story:
    """Read the steps from the bytes of a file (see `load_story`)."""
    steps, faults = [], []
    seen: dict[str, None] = {}
    for number, raw in enumerate(_raw_steps(content), start=1):
        step, found = _step(raw, number, programme)
        faults += found
        if step is None:
            continue
        taken = dict.fromkeys([step.id, *_addresses(step, programme)])
        faults += [StoryFault(step.id, "id", twice, TWICE) for twice in [name for name in taken if name in seen][:1]]
        seen |= taken
        steps.append(step)
    if faults:
        raise FaultyStoryError(tuple(faults))
    return Story(tuple(steps))


def _addresses(step: Step, programme: Programme) -> list[str]:
    return [address(step.id, ending) for ending in ENDINGS[step.each](programme)] if step.each else [step.id]


def _raw_steps(content: bytes) -> list[Any]:
    def refuse(text: str, value: str = "", allowed: str = "", key: str = "") -> FaultyStoryError:
        return FaultyStoryError((StoryFault("", key, value, text, allowed),))

    if len(content) > LARGEST:
        raise refuse(TOO_LARGE, allowed=str(LARGEST))
    try:
        # As `tomllib` reads it, which counts lines after this.
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        read = tomllib.loads(text)
    except UnicodeDecodeError:
        raise refuse(NOT_TEXT) from None
    except RecursionError:
        raise refuse(TOO_DEEP) from None
    except tomllib.TOMLDecodeError as error:
        raise FaultyStoryError((_not_toml(text, str(error)),)) from None
    if unknown := [key for key in read if key != "step"]:
        raise refuse(UNKNOWN_KEY, unknown[0], "step")
    raw = read.get("step", [])
    if not isinstance(raw, list) or not raw:
        raise refuse(NO_STEPS)
    if len(raw) > MOST_STEPS:
        raise refuse(TOO_MANY, str(len(raw)), str(MOST_STEPS))
    return raw


def _not_toml(text: str, said: str) -> StoryFault:
    """Say where a file stops being TOML; the reader of TOML says it in English alone, with the place at the end."""
    lines = text.split("\n")
    found = AT.search(said)
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    # Where a line goes on over its end, what is amiss stands before it.
    stood = lines[line - 1].strip() or next((each.strip() for each in reversed(lines[:line]) if each.strip()), "")
    return StoryFault("", "", stood[:LONGEST_QUOTED], NOT_TOML, TOML_LINES, line, column)


def _step(raw: object, number: int, programme: Programme) -> tuple[Step | None, list[StoryFault]]:
    if not isinstance(raw, dict):
        return None, [StoryFault(str(number), "", str(raw), NO_STEP)]
    name = str(raw.get("id", ""))
    where = name or str(number)
    faults = [StoryFault(where, "", key, UNKNOWN_KEY, ", ".join(KEYS)) for key in raw if key not in KEYS]
    if not NAME.fullmatch(name):
        faults.append(StoryFault(where, "id", name, BAD_NAME))
    for key, allowed, needed in (("show", SHOWS, True), ("each", EACHES, False)):
        if (needed or key in raw) and raw.get(key) not in allowed:
            faults.append(StoryFault(where, key, str(raw.get(key, "")), UNKNOWN_VALUE, ", ".join(allowed)))
    most, play = raw.get("most"), raw.get("play", False)
    if most is not None and (type(most) is not int or most < 1):
        faults.append(StoryFault(where, "most", str(most), UNKNOWN_VALUE, "1, 2, 3 …"))
    if not isinstance(play, bool):
        faults.append(StoryFault(where, "play", str(play), UNKNOWN_VALUE, "true, false"))
    faults += _unused(raw, where)
    view, found = _view(raw.get("view", ""), where, programme)
    faults += found
    facts, found = _facts(raw.get("facts", []), where, programme)
    faults += found
    worded = {}
    for key in ("heading", "text", "notes"):
        needed = key == "heading" and "each" not in raw
        worded[key], found = _worded(raw.get(key), where, key, needed=needed)
        faults += found
    if faults:
        return None, faults
    return Step(name, raw["show"], view, **worded, facts=facts, each=raw.get("each"), most=most, play=play), []


def _unused(raw: Mapping[str, object], where: str) -> list[StoryFault]:
    """Name what a step says that would be passed over."""
    if "each" not in raw:
        allowed = ", ".join(f'each = "{each}"' for each in EACHES)
        return [StoryFault(where, "most", str(raw["most"]), WITHOUT_EACH, allowed)] if "most" in raw else []
    allowed = ", ".join(key for key in KEYS if key not in WORDED_FROM_TABLES)
    return [StoryFault(where, key, _quoted(raw[key]), BESIDE_EACH, allowed) for key in WORDED_FROM_TABLES if key in raw]


def _quoted(raw: object) -> str:
    parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else [raw]
    return " / ".join(str(part) for part in parts)[:LONGEST_QUOTED]


def _view(raw: object, where: str, programme: Programme) -> tuple[Selection, list[StoryFault]]:
    given = parse_qs(str(raw).removeprefix("?"), keep_blank_values=True)
    selection, notices = Selection.parse(given, vocabulary(programme))
    refused = [notice for notice in notices if notice.refused]
    faults = [StoryFault(where, "view", notice.value or notice.parameter, UNKNOWN_VALUE, notice.allowed) for notice in refused]
    return selection, faults


def _facts(raw: object, where: str, programme: Programme) -> tuple[tuple[str, ...], list[StoryFault]]:
    known = set(programme.programme_facts["fact_id"])
    given = [str(name) for name in raw] if isinstance(raw, list) else [str(raw)]
    unknown = [name for name in given if name not in known]
    return tuple(given), [StoryFault(where, "facts", name, UNKNOWN_VALUE, _near(name, known)) for name in unknown]


def _near(name: str, known: Collection[str]) -> str:
    return ", ".join(get_close_matches(name, sorted(known), n=3, cutoff=0.3)) or ", ".join(sorted(known)[:3]) + " …"


def _worded(raw: object, where: str, key: str, *, needed: bool) -> tuple[Worded, list[StoryFault]]:
    if raw is None and not needed:
        return (), []
    given = raw if isinstance(raw, dict) else {}
    if set(given) != set(LANGUAGES) or not all(isinstance(text, str) and text.strip() for text in given.values()):
        return (), [StoryFault(where, key, ", ".join(given) or str(raw or ""), NOT_BOTH, ", ".join(LANGUAGES))]
    faults = [fault for text in given.values() for fault in (*_unseen(text, where, key), *_named(text, where, key))]
    return tuple((code, given[code]) for code in LANGUAGES), faults


def _unseen(text: str, where: str, key: str) -> Iterator[StoryFault]:
    if found := hidden_in(text.replace("\n", "")):
        yield StoryFault(where, key, ", ".join(found), HIDDEN)


def _named(text: str, where: str, key: str) -> Iterator[StoryFault]:
    try:
        parts = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        yield StoryFault(where, key, text, BAD_BRACES)
        return
    for _, name, style, conversion in parts:
        if name not in FIGURES:
            yield StoryFault(where, key, str(name), NO_FIGURE, ", ".join(FIGURES))
        elif style or conversion:
            # Figures come worded; a width of a million signs would only fill the memory.
            yield StoryFault(where, key, text, BARE_FIGURE, f"{{{name}}}")
