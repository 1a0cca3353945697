"""What publishers of sources are called: the tables name them in English, Japanese readers know them by their own names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.language import Language, message

if TYPE_CHECKING:
    from geo.detail.model import Source

# Public bodies, companies and papers whose own Japanese name is beyond doubt, and names that describe what they name; others
# keep the name they have in the table.
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
        message("Institute for Global Environmental Strategies (IGES), on the United Nations partnership platform"),
        message("LCS-RNet (IGES)"),
        message("JPRSI"),
        message("EIC Net (Environmental Information Center)"),
        message("RIEF"),
        message("Department of Environment and Natural Resources, Philippines"),
        message("Da Nang City"),
        message("Hai Phong City"),
        message("Hai Phong City, Department of Planning and Investment"),
        message("Gorontalo Province"),
        message("Riau Province"),
        message("Navi Mumbai Municipal Corporation"),
        message("Warin Chamrap Town Municipality"),
        message("Chodai Co., Ltd."),
        message("Japan NUS (lead organisation)"),
        message("Aura Green Energy"),
        message("Aura Green Energy (consortium member)"),
        message("Toyo Energy Farm"),
        message("TOKAI Corporation (release carried by ITmedia)"),
        message("Shinec (industrial park operator)"),
        message("JETRO Business News (copy)"),
        message("Japan Maritime Daily"),
        message("Jakarta Shimbun"),
        message("Singapore Shimbun"),
        message("Tsuyama Asahi Shimbun"),
        message("The Japan Times"),
        message("Town News (via Yahoo! Japan)"),
        message("Butsuryu Nippon"),
        message("Energy to Kankyo"),
        message("Gomu Times"),
        message("RIM Intelligence"),
        message("Impress SmartGrid Forum"),
        message("Construction industry news (kensetsutenshokunavi)"),
        message("Agribusiness news blog"),
        message("Primer (Philippines)"),
        message("Portal (ASEAN Portal news)"),
        message("Blog quoting an Osaka City notice"),
        message("5ch bulletin board (copy of a news text)"),
        message("The World and Japan database (copy of the signed document)"),
    }
)
# What only lies somewhere else: the table always names the place behind it.
DOCUMENTS = frozenset(
    {
        message("Report for MOE Japan"),
        message("Report annex for MOE Japan"),
        message("Study annex for MOE Japan"),
        message("GEC report for MOE Japan"),
        message("GEC slides"),
        message("Kick-off agenda"),
        message("Kawasaki material on Bandung"),
        message("Quezon City"),
        message("Yokohama City notice"),
    }
)
# Copies, which differ only in where they lie. Names in them are worded themselves, where they are known.
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?P<name>.+) \(copy on (?P<place>\S+), doc (?P<number>\d+)\)"),
        message("{name} (copy on {place}, doc {number})"),
    ),
    (re.compile(r"(?P<name>.+) \(copy on (?P<place>\S+)\)"), message("{name} (copy on {place})")),
    (re.compile(r"(?P<name>.+) \(slides, copy on (?P<place>\S+)\)"), message("{name} (slides, copy on {place})")),
    (re.compile(r"(?P<place>\S+) copy"), message("{place} copy")),
    (re.compile(r"(?P<place>\S+) copy of a JCM document"), message("{place} copy of a JCM document")),
    (re.compile(r"(?P<place>\S+) copy of a GEC document"), message("{place} copy of a GEC document")),
    (re.compile(r"(?P<place>\S+) copy of a GEC call text"), message("{place} copy of a GEC call text")),
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
    for pattern, msgid in PATTERNS:
        if found := pattern.fullmatch(name):
            return language.text(msgid, **{part: _known(text, language) for part, text in found.groupdict().items()})
    return _known(name, language)


def _known(name: str, language: Language) -> str:
    return language.text(name) if name in KNOWN or name in DOCUMENTS else name


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
