"""The words on the map itself, in both languages, as templates whose ``{names}`` the map's script fills in."""

from __future__ import annotations

from collections.abc import Mapping

from geo.language import LANGUAGES, Language, LanguageCode, counted, message

# By language and key; a pair of texts is for one and for any other number.
Texts = dict[str, dict[str, str | list[str]]]
TEXTS = {
    "title": message("Map of city-to-city links between Japan and its partners"),
    "places": message("Places on the map"),
    "boundaries": message("Boundaries imply no position · Natural Earth · GeoNames"),
    "none_shown": message("No link is shown under these filters."),
    "zoom_in": message("Zoom in"),
    "zoom_out": message("Zoom out"),
    "home": message("Opening view"),
    "everything": message("Everything shown"),
    "go_to": message("Go to {place}"),
    "years": message("Fiscal years"),
    "first_year": message("First fiscal year"),
    "last_year": message("Last fiscal year"),
    "all_years": message("All years"),
    "earlier": message("One year earlier"),
    "later": message("One year later"),
    "play": message("Play year by year"),
    "pause": message("Pause"),
    "playing": message("Playing {years}: the figures outside the map follow when it stops"),
    "shown_years": message("Shown: {years}"),
    "fiscal_year": message("FY{year}"),
    "fiscal_years": message("FY{first}–{last}"),
    "inferred": message("The fiscal year is inferred."),
    "proxy": message("The point stands for a larger area."),
    "legend_japanese": message("Japanese local government"),
    "legend_partner": message("Partner city or region"),
    "legend_proxy": message("Point stands for a larger area"),
    "legend_strand": message("One line: a pair in one fiscal year, in the year's colour"),
    "legend_inferred": message("Fiscal year inferred"),
    "legend_dot": message("Installation; letters and colour: technology, size: tCO2 a year"),
    "legend_unmeasured": message("Square: no tCO2 figure seen"),
    "legend_province": message("Known to the province"),
    "legend_bubble": message("Known to the country only: counted, by technology"),
    "legend_histogram": message("Installations of a country, and by fiscal year as bars"),
    "undated": message("fiscal year not seen"),
    "legend_site": message("Installation that came of it; letters and colour: technology"),
    "sites": message("Installations that came of it"),
    "open_site": message("Tell of {name}"),
    "province": message("The point stands for the province."),
    "tonnes": message("{n} tCO2 a year"),
}
# Texts that depend on a number {n}: for one, for any other.
COUNTED = {
    "installations": counted("{n} installation", "{n} installations"),
    "country_only": counted("{n} known to the country only", "{n} known to the country only"),
    "links": counted("{n} link", "{n} links"),
    "more_far": counted("{n} more", "{n} more"),
    "more_far_places": counted("{n} more place out of sight", "{n} more places out of sight"),
    "worked_in": counted("{years} ({n} fiscal year)", "{years} ({n} fiscal years)"),
    "with_partners": counted("{n} partner place", "{n} partner places"),
    "with_governments": counted("{n} Japanese government", "{n} Japanese governments"),
    "partner_places": counted("{n} partner place", "{n} partner places"),
}
# What the maps of installations say otherwise.
INSTALLATION_TEXTS = {
    "title": message("Map of JCM installations"),
    "places": message("Countries on the map"),
    "none_shown": message("No installation is shown under these filters."),
}
# What the map of domino effects says otherwise, or says alone.
DOMINO_TEXTS = {
    "title": message("Map of domino effects: how an approach spread from place to place"),
    "none_shown": message("No domino effect is shown under these filters."),
    "dominoes": message("Domino effects on the map"),
    "numbered": message("{n}: {route}"),
    "route": message("From {origin} to {target}"),
    "by_way_of": message("By way of {via}"),
    "in_part": message("Part of this is inferred."),
    "legend_domino": message("From where an approach came to where it spread; colour: fiscal year"),
    "legend_undated": message("Fiscal year not seen"),
    "legend_in_part": message("Inferred in part"),
    "legend_via": message("Place that passed it on"),
}
DOMINO_COUNTED = {
    "links": counted("{n} domino effect", "{n} domino effects"),
    "touched": counted("{n} domino effect here", "{n} domino effects here"),
}
MARKS: dict[LanguageCode, dict[str, str]] = {
    "en": {"comma": ", ", "colon": ": ", "bracket": " ({text})"},
    "ja": {"comma": "、", "colon": ":", "bracket": "({text})"},
}


def map_texts() -> Texts:
    """Give all words of the map by language and key; a pair of texts is for one and for any other number."""
    return {code: {**_worded(code, TEXTS, COUNTED), **MARKS[code]} for code in LANGUAGES}


def installation_texts() -> Texts:
    """Give the words that the maps of installations put in place of those of `map_texts`."""
    return {code: _worded(code, INSTALLATION_TEXTS, {"links": COUNTED["installations"]}) for code in LANGUAGES}


def domino_texts() -> Texts:
    """Give the words that the map of domino effects puts in place of, or adds to, those of `map_texts`."""
    return {code: _worded(code, DOMINO_TEXTS, DOMINO_COUNTED) for code in LANGUAGES}


def _worded(code: LanguageCode, texts: Mapping[str, str], counts: Mapping[str, tuple[str, str]]) -> dict[str, str | list[str]]:
    language = Language(code)
    return {
        **{key: language.text(text) for key, text in texts.items()},
        **{key: list(language.forms(one, other)) for key, (one, other) in counts.items()},
    }


def failure_texts() -> dict[str, dict[str, str]]:
    """Give what the map says where it does not come about, in both languages: for want of data, or by a fault in its script."""
    languages = [Language(code) for code in LANGUAGES]
    return {
        language.code: {
            "unreachable": language.text("The map's data cannot be reached. Check the connection to the server."),
            "broken": language.text("The map cannot be drawn: its script met an error. Reload the page to try again."),
            "again": language.text("Try again"),
        }
        for language in languages
    }
