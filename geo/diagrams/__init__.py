"""Drawings that explain the programme: SVG with real text, made from the facts in either language, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo.diagrams import forum_day, gains, how_it_works, initiative, way_out
from geo.diagrams.drawing import Paint
from geo.language import Language
from geo.palette import Mode
from geo.programme import Programme
from geo.programme_facts import facts

__all__ = ["DIAGRAMS", "WIDTHS", "Diagram"]

# A drawing is laid out anew for each: a wide page, a narrow window, a phone. In pixels.
WIDTHS = (1120, 720, 360)


@dataclass(frozen=True)
class Diagram:
    """A drawing and the facts it rests on.

    Parameters
    ----------
    title : str
        Its name, a message id.
    needs : tuple of str
        Ids of the facts it shows: where one is not in the table, it cannot be drawn.
    drawn : callable
        Draws it: programme, language, width in pixels, colours.
    """

    title: str
    needs: tuple[str, ...]
    drawn: Callable[[Programme, Language, float, Paint], str]

    def can_be_drawn(self, programme: Programme, language: Language) -> bool:
        """Tell whether the tables hold every fact it rests on."""
        return set(self.needs) <= set(facts(programme, language))

    def svg(self, programme: Programme, language: Language, width: float = WIDTHS[0], mode: Mode | None = None) -> str:
        """Draw it.

        Parameters
        ----------
        programme : Programme
            The loaded tables.
        language : Language
            The reader's.
        width : float
            Pixels it is laid out for; below 640 all stands in one column.
        mode : {"light", "dark"}, optional
            The room; None follows the colour scheme of the page it stands on.

        Returns
        -------
        str
            One SVG element with a title and a description; its texts can be selected and are read out. It has no size of its
            own and scales with the room it is put into; fonts are those around it.
        """
        return self.drawn(programme, language, width, Paint(mode))


DIAGRAMS: Mapping[str, Diagram] = {
    "how_it_works": Diagram(how_it_works.TITLE, how_it_works.NEEDS, how_it_works.draw),
    "way_out": Diagram(way_out.TITLE, way_out.NEEDS, way_out.draw),
    "gains": Diagram(gains.TITLE, gains.NEEDS, gains.draw),
    "forum_day": Diagram(forum_day.TITLE, forum_day.NEEDS, forum_day.draw),
    "initiative": Diagram(initiative.TITLE, initiative.NEEDS, initiative.draw),
}
