"""What all slides share: whose words they bear, titles, and the frame around what each one shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.export.slides import stage
from geo.export.slides.setting import Line, block, box, write
from geo.export.slides.stage import COLOURS, LEFT, RIGHT, WIDTH
from geo.export.told import Presented, Told, run_on
from geo.language import Language
from geo.programme import Programme
from geo.selection import Selection

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

BODY_WIDTH = WIDTH - LEFT - RIGHT
SECOND = 0.7  # of the first language's letters: those of the second
LEAST = 10.0  # points, unless the first language is as small
REMARK_WIDTH = 4.4
FIELD_ID = "{7C3B1E0A-5B0C-4F43-9B63-2F6D0B8A9E11}"


@dataclass(frozen=True, eq=False)
class Deck:
    """The slides while they are made: of what, in which languages (one or both), and what is told in each."""

    programme: Programme
    subject: Presented
    selection: Selection
    languages: tuple[Language, ...]
    told: tuple[Told, ...]
    made: Presentation

    def said(self, msgid: str, **values: object) -> list[str]:
        """Word a message in each language."""
        return [language.text(msgid, **values) for language in self.languages]

    def lines(
        self,
        texts: Sequence[str],
        size: float,
        ink: str = COLOURS.ink,
        quiet: str = COLOURS.quiet,
        **look: Any,  # noqa: ANN401
    ) -> list[Line]:
        """Set a text in each language, the second one smaller and quieter; `look` as in `Line`."""
        sizes, inks = (size, min(size, max(LEAST, size * SECOND))), (ink, quiet)
        return [
            Line(text, sizes[place], language, inks[place], **look)
            for place, (text, language) in enumerate(zip(texts, self.languages, strict=False))
            if text
        ]

    def slide(self, title: Sequence[str], remark: Sequence[str] = ()) -> Slide:
        """Add a slide.

        Parameters
        ----------
        title : sequence of str
            In each language; the second one stands below.
        remark : sequence of str
            What is to be said at the right of the title, in each language; may be empty.

        Returns
        -------
        pptx.slide.Slide
            With its title; the first one also gives its layout what stands on every slide.
        """
        layout = stage.body(self.made)
        slide: Slide = self.made.slides.add_slide(layout)
        if len(self.made.slides) == 2:  # the first one after the cover
            self._frame(slide)
            stage.move_to_layout(slide, layout)
        width = BODY_WIDTH - (REMARK_WIDTH if remark else 0.16)
        heading: Any = slide.shapes.title
        write(heading.text_frame, self.lines(title[:1], stage.TITLE_SIZE, bold=True, most=1), width)
        if len(title) > 1:
            second = Line(title[1], 13, self.languages[1], COLOURS.quiet, most=1)
            box(slide, (LEFT + 0.26, stage.TITLE_TOP + stage.TITLE_HEIGHT - 0.07, width, 0.28), [second])
        if remark:
            at = (WIDTH - RIGHT - REMARK_WIDTH, stage.TITLE_TOP, REMARK_WIDTH, stage.TITLE_HEIGHT + 0.16)
            to_the_right(box(slide, at, self.lines(remark, 11, COLOURS.quiet, most=2), anchor="bottom"))
        return slide

    def _frame(self, slide: Slide) -> None:
        foot = (stage.FOOT_TOP, stage.FOOT_HEIGHT)
        block(slide, (LEFT, stage.TITLE_TOP + 0.09, 0.07, stage.TITLE_HEIGHT - 0.18), COLOURS.japanese)
        block(slide, (LEFT, stage.FOOT_TOP - 0.03, BODY_WIDTH, 0.01), COLOURS.line)
        whose = self.lines([run_on((each.title, each.date, each.boundaries)) for each in self.told], 9, COLOURS.quiet, most=1)
        box(slide, (LEFT, foot[0], BODY_WIDTH - 1, foot[1]), whose, anchor="middle")
        number = box(slide, (WIDTH - RIGHT - 0.8, foot[0], 0.8, foot[1]), self.lines(["#"], 9, COLOURS.quiet), anchor="middle")
        to_the_right(number)
        _count(number)


def to_the_right(shape: Any) -> None:  # noqa: ANN401  # a shape of python-pptx, imported late
    """Set a box's paragraphs against its right edge."""
    from pptx.enum.text import PP_ALIGN

    for paragraph in shape.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT


def _count(shape: Any) -> None:  # noqa: ANN401  # as above
    """Turn the text of a box into the number of the slide it stands on."""
    from lxml import etree

    for run in shape.element.xpath(".//a:r"):
        run.tag = f"{{{stage.DRAWING}}}fld"
        run.set("id", FIELD_ID)
        run.set("type", "slidenum")
    etree.cleanup_namespaces(shape.element)
