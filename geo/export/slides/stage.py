"""An empty presentation: 16:9, with fonts that show Japanese, colours of ours, a cover and one layout for all other slides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import palette
from geo.language import Language

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide, SlideLayout

WIDTH, HEIGHT = 13.333, 7.5  # inches
LEFT, RIGHT = 0.6, 0.6
TITLE_TOP, TITLE_HEIGHT = 0.36, 0.62
FOOT_TOP, FOOT_HEIGHT = 7.06, 0.36
BODY_TOP, BODY_BOTTOM = 1.42, 6.95
# Latin and East Asian letters; both come with every Office on Windows and macOS.
LATIN, EAST_ASIAN = "Arial", "Yu Gothic"
TITLE_SIZE = 26
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
LAYOUT_COVER, LAYOUT_BODY = 0, 5
COLOURS = palette.GROUNDS["light"]


def create() -> Presentation:
    """Create the empty presentation.

    Returns
    -------
    pptx.presentation.Presentation
        Without slides; its layouts are a cover and one for all else.
    """
    # Imported when the first slides are asked for: pages do not wait for it.
    from pptx import Presentation
    from pptx.util import Inches

    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    kept = [made.slide_layouts[LAYOUT_COVER], made.slide_layouts[LAYOUT_BODY]]
    for layout in [layout for layout in made.slide_layouts if layout not in kept]:
        made.slide_layouts.remove(layout)
    _set_theme(made)
    _set_titles(made)
    return made


def cover(made: Presentation) -> SlideLayout:
    """Give the layout of the cover."""
    return made.slide_layouts[0]


def body(made: Presentation) -> SlideLayout:
    """Give the layout of all other slides."""
    return made.slide_layouts[1]


def emu(inches: float) -> Any:  # noqa: ANN401  # a length of python-pptx, imported late
    """Write inches as python-pptx takes them."""
    from pptx.util import Inches

    return Inches(inches)


def colour(value: str) -> Any:  # noqa: ANN401  # a colour of python-pptx, imported late
    """Write ``#rrggbb`` as python-pptx takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(value.lstrip("#").upper())


def language_id(language: Language) -> Any:  # noqa: ANN401  # as above
    """Name a language for spelling and line breaking."""
    from pptx.enum.lang import MSO_LANGUAGE_ID

    return MSO_LANGUAGE_ID.JAPANESE if language.code == "ja" else MSO_LANGUAGE_ID.ENGLISH_US


def _set_theme(made: Presentation) -> None:
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)  # the library's own template, not a file from elsewhere
    for fonts in theme.iter(f"{{{DRAWING}}}majorFont", f"{{{DRAWING}}}minorFont"):
        fonts.find(f"{{{DRAWING}}}latin").set("typeface", LATIN)
        fonts.find(f"{{{DRAWING}}}ea").set("typeface", EAST_ASIAN)
        for font in fonts.iter(f"{{{DRAWING}}}font"):
            if font.get("script") == "Jpan":
                font.set("typeface", EAST_ASIAN)
    scheme = theme.find(f".//{{{DRAWING}}}clrScheme")
    accents = [COLOURS.place, COLOURS.japanese, *(shades["light"] for shades in palette.SECTOR_COLOURS.values())][:6]
    named = {"dk1": COLOURS.ink, "dk2": COLOURS.place, "lt2": COLOURS.sea, "hlink": "#14547f", "folHlink": COLOURS.quiet}
    named |= {f"accent{place}": value for place, value in enumerate(accents, 1)}
    for name, value in named.items():
        slot = scheme.find(f"{{{DRAWING}}}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{{{DRAWING}}}srgbClr").set("val", value.lstrip("#").upper())
    part.blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_titles(made: Presentation) -> None:
    """Put the title where it stands on every slide, and take away what each slide does without."""
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.util import Inches

    for level in made.slide_master.element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr"):
        level.set("algn", "l")
        for run in level.iter(f"{{{DRAWING}}}defRPr"):
            run.set("sz", str(TITLE_SIZE * 100))
            run.set("b", "1")
    titles = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    for place in (made.slide_master, *made.slide_layouts):
        for shape in list(place.placeholders):
            if shape.placeholder_format.type in titles:
                shape.left, shape.top = Inches(LEFT + 0.16), Inches(TITLE_TOP)
                shape.width, shape.height = Inches(WIDTH - LEFT - RIGHT - 0.16), Inches(TITLE_HEIGHT)
            else:
                shape.element.getparent().remove(shape.element)


def move_to_layout(slide: Slide, layout: SlideLayout) -> None:
    """Move all shapes of a slide but its title to its layout, so that they stand on every slide of that layout."""
    (tree,) = layout.element.xpath("p:cSld/p:spTree")
    for shape in list(slide.shapes):
        if not shape.is_placeholder:
            tree.append(shape.element)
