"""The files a picture comes as: what they are called, how large they are, and what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from geo.export.lettering import drawable
from geo.export.picture.canvas import paint
from geo.export.picture.marks import Sheet
from geo.export.picture.picture import roomy_picture
from geo.export.progress import Report, unheard
from geo.export.told import Pictured, Told, told
from geo.language import Language, message
from geo.palette import Mode
from geo.programme import Programme
from geo.selection import Selection

MILLIMETRES = 25.4  # to an inch
A3 = (420 / MILLIMETRES, 297 / MILLIMETRES)
# The root, with the document type before it, which names an address that nothing should ask for.
SVG_ROOT = re.compile(r"(?:<!DOCTYPE[^>]*>\s*)?(<svg [^>]*)>")
# What is being done, at which share of the time it takes.
PLACING = (0.1, message("setting marks and names"))
PAINTING = (0.45, message("drawing"))
MAKER = "City-to-city map"


@dataclass(frozen=True)
class Form:
    """A kind of picture file.

    Parameters
    ----------
    name : str
        What a reader chooses it by: a message id.
    ending : {"png", "svg", "pdf"}
        Of the file's name.
    media_type : str
        Of the file.
    inches : tuple of float
        Width and height.
    dpi : float
        Pixels to an inch; of an SVG or PDF, which has none, points to an inch.
    mark : str
        What tells its file's name from those of other forms with the same ending.
    """

    name: str
    ending: str
    media_type: str
    inches: tuple[float, float]
    dpi: float = 72.0
    mark: str = ""

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of a PNG."""
        return round(self.inches[0] * self.dpi), round(self.inches[1] * self.dpi)


PNG, SVG, PDF = "image/png", "image/svg+xml", "application/pdf"
FORMS: Mapping[str, Form] = {
    "png_hd": Form(message("PNG 1920×1080, for slides"), "png", PNG, (20.0, 11.25), 96, "1920x1080"),
    "png_4k": Form(message("PNG 3840×2160, for large screens"), "png", PNG, (20.0, 11.25), 192, "3840x2160"),
    "png_a3": Form(message("PNG A3, 300 dpi, for print"), "png", PNG, (4961 / 300, 3508 / 300), 300, "A3-300dpi"),
    "pdf": Form(message("PDF A3, for print"), "pdf", PDF, A3, mark="A3"),
    "svg": Form(message("SVG, shapes to edit; letters are outlines"), "svg", SVG, (20.0, 11.25)),
}


def picture_file(
    programme: Programme,
    subject: Pictured,
    selection: Selection,
    language: Language,
    form: Form,
    mode: Mode = "light",
    report: Report = unheard,
) -> bytes:
    """Draw a map as a file.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    subject : {"collaborations", "installations", "countries", "dominoes"}
        Which map.
    selection : Selection
        What is shown; an open detail changes nothing.
    language : Language
        Of every word on it.
    form : Form
        Which file, such as one of `FORMS`.
    mode : {"light", "dark"}
        The room it is shown in.
    report : callable
        Hears how far it has come.

    Returns
    -------
    bytes
        The file; the same bytes for the same tables, selection and words.
    """
    report(*PLACING)
    sheet = roomy_picture(programme, subject, selection, language, mode, form.inches[1] / form.inches[0])
    report(*PAINTING)
    said = told(programme, selection.without("sel"), subject, language)
    painted = paint(sheet, form.inches, form.ending, dpi=form.dpi, metadata=_metadata(form.ending, said))
    return _described(painted, said, sheet, language) if form.ending == "svg" else painted


def _metadata(ending: str, said: Told) -> dict[str, object]:
    title = f"{drawable(said.title)}: {drawable(said.subtitle)}"
    about = " ".join(drawable(text) for text in (said.rows, *said.selection, *said.missing, said.date))
    whose = " ".join(drawable(text) for text in (said.credits, said.licence, said.boundaries))
    if ending == "png":
        return {"Title": title, "Description": about, "Copyright": whose, "Software": MAKER}
    if ending == "pdf":
        return {"Title": title, "Subject": f"{about} {whose}", "Creator": MAKER, "Producer": MAKER, "CreationDate": None}
    return {"Date": None, "Creator": None, "Format": None, "Type": None}


def _described(content: bytes, said: Told, sheet: Sheet, language: Language) -> bytes:
    """Put the words of an SVG, which are drawn as outlines, where screen readers and searches find them."""
    words = [said.rows, *said.selection, *said.missing, said.date, said.credits, said.licence, said.boundaries]
    # Beside names stand their counts, which say nothing without them.
    names = dict.fromkeys(text.text for text in sheet.texts("name") if any(map(str.isalpha, text.text)))
    told_too = "\n".join(drawable(text) for text in (*words, language.join(names)))
    title = f"{drawable(said.title)}: {drawable(said.subtitle)}"
    head = f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(told_too)}</desc>'
    named = f' role="img" aria-labelledby="title desc" xml:lang="{language.code}">'

    def opened(root: re.Match[str]) -> str:
        return f"{root[1]}{named}\n{head}"

    return SVG_ROOT.sub(opened, content.decode(), count=1).encode()
