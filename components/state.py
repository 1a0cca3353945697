"""What the page address says, and writing it back: the one place where Streamlit and the Selection meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from geo.language import LANGUAGES, Language, preferred
from geo.parameters import KINDS, VIEW_PARAMETERS, Notice, Selected, SelectedKind, Subject
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import vocabulary

REMEMBERED = "address"
REMEMBERED_PAGE = "address_page"


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
    """

    programme: Programme
    language: Language
    selection: Selection
    notices: tuple[Notice, ...]

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


def read(programme: Programme) -> View:
    """Read the view from the page address."""
    selection, notices = Selection.parse(parameters(), vocabulary(programme))
    return View(programme, language(), selection, tuple(notices))


def address(selection: Selection) -> dict[str, list[str]]:
    """Write a Selection as page parameters, keeping the language of the present address."""
    present = parameters()
    kept = {name: present[name] for name in VIEW_PARAMETERS if name in present}
    return {**selection.parameters(), **kept}


def write(selection: Selection) -> None:
    """Make the page address say a Selection."""
    st.query_params.from_dict(address(selection))


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
    remembered: Mapping[str, list[str]] = st.session_state.get(REMEMBERED, {})
    if changed and remembered and not parameters():
        st.query_params.from_dict(dict(remembered))
    elif not changed and REMEMBERED in st.session_state and parameters() != remembered:
        # A link to the page one is on brings parameters along that Streamlit does not write to the address by itself.
        st.query_params.from_dict(parameters())
    st.session_state[REMEMBERED_PAGE] = page
    st.session_state[REMEMBERED] = parameters()


def change(programme: Programme, alter: Callable[[Selection], Selection]) -> None:
    """Alter the Selection in a widget's callback.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    alter : callable
        Takes the Selection of the address and gives the one that shall stand there.
    """
    write(alter(read(programme).selection))


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
        told.append(view.text("Not applied on this page: {names}.", names=view.language.join(unused)))
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
