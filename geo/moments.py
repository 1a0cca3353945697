"""Moments as readers are told them: always in Japan's time, whatever the clock of the machine says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from babel.dates import format_datetime

from geo.language import Language, LanguageCode

# Japan keeps one time all year round.
JAPAN = timezone(timedelta(hours=9), "JST")
PATTERNS: dict[LanguageCode, str] = {"ja": "y年M月d日 HH:mm'（日本時間）'", "en": "d MMMM y, HH:mm '(Japan time)'"}


def moment(when: datetime, language: Language) -> str:
    """Write a moment to the minute.

    Parameters
    ----------
    when : datetime.datetime
        With time zone.
    language : Language
        The reader's.

    Returns
    -------
    str
        For example ``13 February 2026, 09:30 (Japan time)`` or ``2026年2月13日 09:30（日本時間）``.
    """
    return str(format_datetime(when.astimezone(JAPAN), PATTERNS[language.code], locale=language.locale))


def today() -> date:
    """Give the date it is in Japan, whatever the clock of the machine says."""
    return datetime.now(JAPAN).date()


def iso(when: datetime) -> str:
    """Write a moment for programs: ISO 8601 in UTC, to the second."""
    return when.astimezone(UTC).isoformat(timespec="seconds")
