r"""CSV as RFC 4180 has it: UTF-8, commas, quotes where needed, lines ended by CR LF, the first line the column names.

For a spreadsheet a byte order mark says that the text is UTF-8, and no cell can start a formula. A spreadsheet takes a
text for a formula when it begins with ``=``, ``+``, ``-`` or ``@`` (full-width ones too, in Japanese settings),
whatever spaces stand before, and may do so after every ``;``, tab or line break, where its settings split cells there.
So an apostrophe is put before every such part, and before every part that begins with an apostrophe, a tab or a line
break. Taking one leading apostrophe off each part gives the text back exactly (`released`). Numbers stay numbers.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from geo.written import written

BYTE_ORDER_MARK = "\ufeff"
LINE_END = "\r\n"
MARK = "'"
PART_START = r"(?:\A|(?<=[;\t\r\n]))"
STARTS_FORMULA = re.compile(PART_START + r"(?=['\t\r\n]|\s*[=+\-@＝＋－＠])")
MARKED = re.compile(PART_START + MARK)


def guarded(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text with an apostrophe before every part that could start one; see the module for the rule.
    """
    return STARTS_FORMULA.sub(MARK, text)


def released(text: str) -> str:
    """Give back the text that `guarded` was given."""
    return MARKED.sub("", text)


def to_csv(table: pd.DataFrame, *, spreadsheet: bool = False) -> bytes:
    """Write rows as CSV.

    Parameters
    ----------
    table : pandas.DataFrame
        Every column but ``geometry`` is written, in its order. Missing values become empty cells, whole numbers have no
        point, true and false are written so.
    spreadsheet : bool
        Whether a person will open it in a spreadsheet: then with a byte order mark, and with texts `guarded`.

    Returns
    -------
    bytes
        UTF-8.
    """
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    texts = pd.DataFrame({name: _texts(plain[name], spreadsheet=spreadsheet) for name in plain.columns}, dtype="str")
    text = texts.to_csv(index=False, lineterminator=LINE_END)
    return ((BYTE_ORDER_MARK if spreadsheet else "") + text).encode()


def _texts(column: pd.Series[Any], *, spreadsheet: bool) -> list[str]:
    texts = written(column)
    if not spreadsheet or is_bool_dtype(column.dtype) or is_numeric_dtype(column.dtype):
        return texts
    return [guarded(text) for text in texts]
