"""What publishers of sources are called: the tables name them in English, Japanese readers know them by their own names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.language import Language, message

if TYPE_CHECKING:
    from geo.detail.model import Source

# Public bodies, companies and papers whose own Japanese name is beyond doubt; others keep the name they have in the table.
KNOWN = frozenset(
    {
        message("Ministry of the Environment, Japan"),
        message("Ministry of the Environment, Japan (Carbon Markets Express)"),
        message("Ministry of Foreign Affairs of Japan"),
        message("JCM (The Joint Crediting Mechanism) official website"),
        message("NIES Environmental Observatory (summary of an MOE press release)"),
        message("NIES Environmental Observatory (summary of a press release)"),
        message("EPO Chugoku (MOE partnership office)"),
        message("EPO Kyushu (MOE partnership office)"),
        message("Institute for Global Environmental Strategies (IGES)"),
        message("Global Environment Centre Foundation (GEC)"),
        message("Overseas Environmental Cooperation Center (OECC)"),
        message("International Environment and Economy Institute (IEEI)"),
        message("Japan International Cooperation Agency (JICA)"),
        message("Embassy of Japan in Palau"),
        message("Embassy of Japan in Costa Rica"),
        message("Tokyo Metropolitan Government"),
        message("Osaka City"),
        message("Toyama City"),
        message("City of Toyama"),
        message("Saitama City"),
        message("Urasoe City"),
        message("Fukuoka Prefecture"),
        message("Yokohama City (Y-PORT)"),
        message("Yokohama Water Co., Ltd."),
        message("Shiga Prefecture (search-engine copy of the page)"),
        message("Kawasaki Environment Research Institute (Kawasaki City)"),
        message("GEC report for MOE Japan (copy on pdfroom.com)"),
        message("ep-commons.com (carries an MOE notice)"),
        message("Kankyo Business"),
        message("Kankyo Business Online"),
        message("Nikkei BP"),
        message("Zaikei Shimbun"),
        message("Marubeni Corporation"),
        message("Toyota Tsusho Corporation"),
        message("Oriental Consultants (lead organisation)"),
        message("Johnson Controls-Hitachi Air Conditioning"),
        message("ICLEI Japan"),
    }
)
# Copies of documents, which differ only in where they lie.
COPIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Report for MOE Japan \(copy on (?P<place>.+)\)"), message("Report for MOE Japan (copy on {place})")),
    (re.compile(r"(?P<place>\S+) copy of a JCM document"), message("{place} copy of a JCM document")),
    (re.compile(r"MOE Japan Pavilion, (?P<place>COP\d+)"), message("MOE Japan Pavilion, {place}")),
)


def publisher(source: Source, language: Language) -> str:
    """Name the publisher of a source, or what the source is called where the table names none.

    Parameters
    ----------
    source : Source
        Where something was read.
    language : Language
        The reader's.

    Returns
    -------
    str
        In the reader's language where it is known.
    """
    return worded(source.publisher or source.name, language)


def worded(name: str, language: Language) -> str:
    """Name a publisher, given by its name in the table, in the reader's language where it is known."""
    if name in KNOWN:
        return language.text(name)
    for pattern, msgid in COPIES:
        if found := pattern.fullmatch(name):
            return language.text(msgid, place=found["place"])
    return name


def name_language(name: str, language: Language) -> str:
    """Say in which language a publisher's name stands where that is not the reader's own.

    Parameters
    ----------
    name : str
        As the table has it.
    language : Language
        The reader's.

    Returns
    -------
    str
        ``en`` where only the table's English name is known to us; empty where it stands in the reader's language.
    """
    return "en" if language.code != "en" and name and worded(name, language) == name else ""
