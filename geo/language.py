"""Japanese and English: texts, names, numbers, lists and fiscal years as a reader of each language expects them.

English texts are their own message ids; the Japanese ones stand in ``geo/locale/ja.po``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from geo import fiscal_year

LanguageCode = Literal["ja", "en"]
LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)
OWN_NAMES: Mapping[LanguageCode, str] = {"ja": "日本語", "en": "English"}
LOCALE_FOLDER = Path(__file__).parent / "locale"


def message(text: str) -> str:
    """Mark a text for translation at the place where it is defined.

    Parameters
    ----------
    text : str
        An English text, to be given to `Language.text` later.

    Returns
    -------
    str
        The same text.
    """
    return text


def counted(singular: str, plural: str) -> tuple[str, str]:
    """Mark a text that depends on a number for translation, at the place where it is defined (see `Language.forms`)."""
    return singular, plural


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: LanguageCode) -> Catalog:
    path = LOCALE_FOLDER / f"{code}.po"
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


@dataclass(frozen=True)
class Language:
    """One of the two languages everything exists in.

    Parameters
    ----------
    code : {"ja", "en"}
        ISO 639-1 code.

    Raises
    ------
    ValueError
        If `code` is neither ``ja`` nor ``en``.
    """

    code: LanguageCode

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            msg = f"Language code {self.code!r} is not known. Allowed: {', '.join(LANGUAGES)}."
            raise ValueError(msg)

    @property
    def other(self) -> Language:
        """The other language."""
        return Language("en" if self.code == "ja" else "ja")

    @property
    def locale(self) -> Locale:
        """The Babel locale."""
        return Locale(self.code)

    def text(self, msgid: str, /, **parameters: object) -> str:
        """Word a message in this language.

        Parameters
        ----------
        msgid : str
            The English text, with ``{name}`` for each parameter.
        **parameters
            What stands in for the names.

        Returns
        -------
        str
            The translated text, or the English one where no translation exists.
        """
        found = _catalogue(self.code).get(msgid)
        template = str(found.string) if found and found.string else msgid
        return template.format(**parameters) if parameters else template

    def plural(self, singular: str, plural: str, number: int, /, **parameters: object) -> str:
        """Word a message that depends on a number; ``{n}`` is the number, written for this language.

        Parameters
        ----------
        singular, plural : str
            The English texts for one and for any other number.
        number : int
            How many.
        **parameters
            What else stands in for names in the text.

        Returns
        -------
        str
            The translated text.
        """
        one, other = self.forms(singular, plural)
        return (one if number == 1 else other).format(n=self.number(number), **parameters)

    def forms(self, singular: str, plural: str, /) -> tuple[str, str]:
        """Give the templates of a text for one and for any other number, their ``{names}`` still to be filled in."""
        found = _catalogue(self.code).get(singular)
        if found and isinstance(found.string, (tuple, list)) and found.string[0]:
            return found.string[0], found.string[-1]
        return singular, plural

    def number(self, value: float) -> str:
        """Write a number with this language's grouping, at most two decimals."""
        return format_decimal(value, format="#,##0.##", locale=self.locale)

    def join(self, items: Iterable[str]) -> str:
        """Write a list: ``a, b and c`` or ``a、b、c``."""
        listed = list(items)
        if self.code == "ja":
            return "、".join(listed)
        return format_list(listed, locale=self.locale)

    def pick(self, row: Mapping[str, Any], stem: str) -> str:
        """Take the column of this language, or the other language's where this one is empty.

        Parameters
        ----------
        row : Mapping
            A row with the columns ``{stem}_ja`` and ``{stem}_en``.
        stem : str
            The columns' common beginning, such as ``name`` or ``title``.

        Returns
        -------
        str
            The text; empty where neither language has one.
        """
        return str(row[f"{stem}_{self.code}"] or row[f"{stem}_{self.other.code}"] or "")

    def described(self, entry: Mapping[str, Any], key: str = "title") -> str:
        """Take a text of the data package's description: Japanese ones are called after the English ones, with ``_ja``.

        Parameters
        ----------
        entry : Mapping
            What the package says of a table, a column, a licence or itself.
        key : str
            The English text's name there.

        Returns
        -------
        str
            The English one where there is no other; empty where there is none.
        """
        own = key if self.code == "en" else f"{key}_{self.code}"
        return str(entry.get(own) or entry.get(key) or "")

    def fiscal_year(self, year: int, *, era: bool = False) -> str:
        """Write a fiscal year: ``FY2022``, or ``2022年度`` and with its era ``2022年度(令和4年度)``."""
        if self.code == "en":
            return f"FY{year}"
        return f"{year}年度({fiscal_year.era(year)})" if era else f"{year}年度"

    def fiscal_years(self, first: int, last: int) -> str:
        """Write a range of fiscal years: ``FY2015-2022`` or ``2015~2022年度``; one year where both are the same."""
        if first == last:
            return self.fiscal_year(first)
        return f"FY{first}–{last}" if self.code == "en" else f"{first}〜{last}年度"

    def date(self, iso: str) -> str:
        """Write a date known to the year, month or day.

        Parameters
        ----------
        iso : str
            ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601); anything else, such as ``FY2022``, is given back as it is.

        Returns
        -------
        str
            For example ``13 February 2026`` or ``2026年2月13日``.
        """
        day = fiscal_year.parse_date(iso)
        if day is None:
            return iso
        patterns = {
            ("ja", 4): "y年", ("ja", 7): "y年M月", ("ja", 10): "y年M月d日",
            ("en", 4): "y", ("en", 7): "MMMM y", ("en", 10): "d MMMM y",
        }  # fmt: skip
        return format_date(day, format=patterns[self.code, len(iso)], locale=self.locale)


def preferred(locale: str | None) -> Language:
    """Choose the language for a browser's or a machine's locale.

    Parameters
    ----------
    locale : str or None
        Such as ``ja-JP``, ``en-GB`` or ``fr``; None where unknown.

    Returns
    -------
    Language
        Japanese for Japanese locales, English otherwise.
    """
    return Language("ja" if (locale or "").lower().startswith("ja") else "en")
