"""What the page address says, and writing it back: the one place where Streamlit and the Selection meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from geo.language import LANGUAGES, Language, message, preferred
from geo.page_parameters import SECOND, as_the_second, is_of_a_page, of_the_second
from geo.parameters import KINDS, VIEW_PARAMETERS, Notice, Selected, SelectedKind, Subject
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import vocabulary
from geo.worded_selection import LABELS

REMEMBERED = "address"
REMEMBERED_PAGE = "address_page"
LEFT = "address_left"
# By their names in the address, as a reader knows them.
PARAMETERS: Mapping[str, str] = {**LABELS, "sel": message("What is open in detail")}


@dataclass(frozen=True)
class View:
    """What a page shows: the programme, in a language, as the address asks for it.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The reader's language.
    selection : Selection
        What the address asks for.
    notices : tuple of Notice
        What in the address could not be read, or was read differently.
    side : {"", "b."}
        Which of two selections it is, where a page compares them (`geo.page_parameters.SECOND` for the second).
    """

    programme: Programme
    language: Language
    selection: Selection
    notices: tuple[Notice, ...]
    side: str = ""

    def key(self, name: str) -> str:
        """Name an element so that both sides of a comparison can have one."""
        return f"second_{name}" if self.side else name

    def text(self, msgid: str, /, **parameters: object) -> str:
        """Word a text in the reader's language (see `Language.text`)."""
        return self.language.text(msgid, **parameters)


def parameters() -> dict[str, list[str]]:
    """Give the page address's parameters, every value of each."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def language() -> Language:
    """Choose the language: the address's ``lang``, else the browser's."""
    asked = st.query_params.get("lang")
    return Language(asked) if asked in LANGUAGES else preferred(st.context.locale)


def second_language() -> Language | None:
    """Give the language the address's ``second`` asks for beside the reader's own; None where it asks for none, or the same."""
    asked = st.query_params.get("second")
    return Language(asked) if asked in LANGUAGES and asked != language().code else None


def read(programme: Programme, side: str = "") -> View:
    """Read the view from the page address; `side` asks for the second one of a comparison (see `View`)."""
    asked = of_the_second(parameters()) if side else parameters()
    selection, notices = Selection.parse(asked, vocabulary(programme))
    named = (replace(notice, parameter=side + notice.parameter) for notice in notices)
    return View(programme, language(), selection, tuple(named), side)


def address(selection: Selection, side: str = "") -> dict[str, list[str]]:
    """Write a Selection as page parameters, keeping the language of the present address and what pages keep there."""
    present = parameters()
    if side:
        beside = {name: values for name, values in present.items() if not name.startswith(SECOND)}
        return {**beside, **as_the_second(selection.parameters())}
    kept = {name: values for name, values in present.items() if name in VIEW_PARAMETERS or is_of_a_page(name)}
    return {**selection.parameters(), **kept}


def write(selection: Selection, side: str = "") -> None:
    """Make the page address say a Selection."""
    st.query_params.from_dict(address(selection, side))


def write_language(code: str) -> None:
    """Make the page address ask for a language."""
    st.query_params["lang"] = code


def carry_over(page: str) -> None:
    """Keep the parameters when the visitor changes page, which would otherwise drop them, and the address when they change.

    Parameters
    ----------
    page : str
        The address path of the page that is about to run.
    """
    changed = st.session_state.get(REMEMBERED_PAGE) not in {None, page}
    left: Left | None = st.session_state.get(LEFT)
    if changed and left and (page, parameters()) == (left.page, left.target):
        st.query_params.from_dict(dict(left.parameters))
    remembered: Mapping[str, list[str]] = st.session_state.get(REMEMBERED, {})
    if changed and remembered and not parameters():
        st.query_params.from_dict(dict(remembered))
    elif not changed and REMEMBERED in st.session_state and parameters() != remembered:
        # A link to the page one is on brings parameters along that Streamlit does not write to the address by itself.
        st.query_params.from_dict(parameters())
    st.session_state[REMEMBERED_PAGE] = page
    st.session_state[REMEMBERED] = parameters()


@dataclass(frozen=True)
class Left:
    """A page that was left by `lead_to`: its address path, what it was led to, and what its own address said."""

    page: str
    target: Mapping[str, list[str]]
    parameters: Mapping[str, list[str]]


def lead_to(page: str, selection: Selection) -> None:
    """Change the page in a widget's callback, so that the way back leads to the page as it was left.

    Streamlit writes the new parameters to the address before it changes the page, which leaves an entry in the browser's history
    that no reader ever saw: the page left, with the parameters of the one it led to. `carry_over` mends it when it is gone back to.

    Parameters
    ----------
    page : str
        The file of the page to show.
    selection : Selection
        What it shall show.
    """
    target = address(selection)
    st.session_state[LEFT] = Left(st.session_state.get(REMEMBERED_PAGE, ""), target, parameters())
    st.switch_page(page, query_params=target)


def change(programme: Programme, alter: Callable[[Selection], Selection], side: str = "") -> None:
    """Alter the Selection in a widget's callback.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    alter : callable
        Takes the Selection of the address and gives the one that shall stand there.
    side : {"", "b."}
        Which of two (see `View`).
    """
    write(alter(read(programme, side).selection), side)


def selected(view: View, kind: SelectedKind) -> Selected | None:
    """Give what is open in detail, where it is of a kind."""
    found = view.selection.selected
    return found if found and found.kind == kind else None


def show_notices(view: View, subject: Subject | None = None, opens: Collection[SelectedKind] = KINDS) -> None:
    """Tell the reader what in the address was left out, or does not apply to this page.

    Parameters
    ----------
    view : View
        What the page shows.
    subject : {"collaborations", "installations", "cases", "dominoes"}, optional
        Whose rows it shows.
    opens : collection of str
        The kinds of things whose detail it can show.
    """
    told = [notice.worded(view.language) for notice in view.notices]
    unused = view.selection.unused(subject) if subject else ()
    if view.selection.selected and view.selection.selected.kind not in opens:
        unused = (*unused, "sel")
    if unused:
        named = [view.text(PARAMETERS[name]) for name in unused]
        told.append(view.text("Not applied on this page: {names}.", names=view.language.join(named)))
    if told:
        st.warning("\n\n".join(plain(text) for text in told))


def plain(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""
    parted = READ_ALL_THE_SAME.sub(JOINER, text)
    return "".join(f"\\{letter}" if letter in MARKDOWN else letter for letter in parted)


MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~$:&")
# Addresses become links, names of icons and emoji become pictures, escaped or not: a joiner nobody sees keeps them apart.
READ_ALL_THE_SAME = re.compile(r"(?<=:)(?=//|[\w+-]+[:/])|(?<=www)(?=\.)|(?<=@)", re.ASCII | re.IGNORECASE)
JOINER = "\u2060"
