"""What it takes to serve something at an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from geo.api.parameters import Asked
from geo.export import records
from geo.export.records import Layer
from geo.parameters import SUBJECTS, Subject
from geo.programme import Programme

GEOJSON = "application/geo+json"
CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
# Asked for as a file, a browser saves it; asked for as a page, it shows it.
Disposition = Literal["inline", "attachment"]
FOR_SPREADSHEET: Mapping[str, tuple[str, ...]] = {"for": ("spreadsheet",)}


@dataclass(frozen=True)
class Resource:
    """One address, or one family of addresses that differ by a name in the path.

    Parameters
    ----------
    path : str
        Below ``/api/v1``; may hold ``{name}``.
    title : str
        What is served there: a message id.
    media_type : str
        Of a successful answer.
    write : callable
        Writes the body from the programme, what was asked, and the name in the path (empty where there is none).
    subject : {"collaborations", "installations"}, optional
        Whose selection the address takes.
    layer : {"places", "collaborations", "installations"}, optional
        Whose rows it serves.
    options : Mapping of str to tuple of str
        Further parameters and their values.
    name : callable, optional
        Names the file, from the same three.
    disposition : {"inline", "attachment"}
        Whether a browser shows it or saves it.
    worded : bool
        Whether the body depends on the reader's language.
    by_rows : bool
        Whether rows come one by one, so that a part of them and some of their columns can be asked for.
    of_all : bool
        Whether the address takes the selections of all subjects.
    """

    path: str
    title: str
    media_type: str
    write: Callable[[Programme, Asked, str], bytes]
    subject: Subject | None = None
    layer: Layer | None = None
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: Callable[[Programme, Asked, str], str] | None = None
    disposition: Disposition = "inline"
    worded: bool = False
    by_rows: bool = False
    of_all: bool = False

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Whose selections the address takes."""
        if self.of_all:
            return SUBJECTS
        return (self.subject,) if self.subject else ()

    def columns(self, programme: Programme) -> tuple[str, ...]:
        """Name the columns that can be chosen among; none where rows do not come one by one."""
        return records.columns(programme, self.layer) if self.by_rows and self.layer else ()
