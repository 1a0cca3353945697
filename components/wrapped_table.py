"""Tables of texts, as HTML: every cell wraps and is wholly readable; a phone shows each row as a block (static/page.css)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from geo.language import LanguageCode


@dataclass(frozen=True)
class Column:
    """A column of texts.

    Parameters
    ----------
    heading : str
        What stands above it; on a phone, before each of its cells.
    width : str
        Its share where rows stand as lines, as in CSS: ``17%`` or ``4rem``; as wide as it needs where empty.
    verbatim : bool
        Whether its cells are shown as code, each character as it stands in a table.
    written_in : {"ja", "en"}, optional
        The language of its cells, where it is not the page's.
    link : str
        What is written for the addresses in its cells, which then lead there; empty where its cells are texts.
    """

    heading: str
    width: str = ""
    verbatim: bool = False
    written_in: LanguageCode | None = None
    link: str = ""


def written(name: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """Write a table as HTML.

    Parameters
    ----------
    name : str
        What the table holds, for readers who cannot see it.
    columns : sequence of Column
        As they stand side by side.
    rows : iterable of sequence of str
        A text for each column; empty where there is none. Whatever they hold enters as text.

    Returns
    -------
    str
        The roles are stated because rows shown as blocks would lose the table's otherwise.
    """
    head = "".join(_heading(column) for column in columns)
    body = "".join(
        f'<tr role="row">{"".join(_cell(text, column) for text, column in zip(row, columns, strict=True))}</tr>' for row in rows
    )
    return (
        f'<table class="wrapped" role="table" aria-label="{escape(name)}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _heading(column: Column) -> str:
    width = f' style="width:{column.width}"' if column.width else ""
    return f'<th role="columnheader" scope="col"{width}>{escape(column.heading)}</th>'


def _cell(text: str, column: Column) -> str:
    said = escape(text)
    if said and column.link:
        said = f'<a href="{said}" target="_blank">{escape(column.link)}</a>'
    elif said:
        tag = "code" if column.verbatim else "span"
        language = f' lang="{column.written_in}"' if column.written_in else ""
        said = f'<{tag} dir="auto"{language}>{said}</{tag}>'
    return f'<td role="cell" data-heading="{escape(column.heading)}">{said}</td>'
