"""The words of the one-file map around its maps, in both languages; ``{names}`` are filled in by its script."""

from __future__ import annotations

from geo.language import LANGUAGES, Language, counted, message
from geo.onefile.documents import LAYERS

TEXTS = {
    "layers": message("What the map shows"),
    "title": message("City-to-city map"),
    "search": message("Search names and projects"),
    "results": message("Found"),
    "case": message("Case"),
    "nothing_found": message("Nothing here holds these words."),
    "dark": message("Dark"),
    "light": message("Light"),
    "about": message("About this file"),
    "present": message("Present"),
    "close": message("Close"),
    "back": message("Back to the overview"),
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "links": message("Links"),
    "installations_figure": message("Installations"),
    "tonnes_figure": message("tCO2 a year"),
    "from_rows": message("from {rows} of {all} rows"),
    "by_country": message("By country"),
    "longest": message("Longest together"),
    "by_technology": message("By technology"),
    "year_by_year": message("Year by year"),
    "what_came": message("What came of it"),
    "linked_with": message("Linked with"),
    "choose": message("Choose a line, a place or a country on the map, or a row here."),
    "choose_domino": message("Choose an arrow or a place on the map, or a row here."),
    "selection": message("What this file holds"),
    "made": message("Made on {date} from the tables of version {version}."),
    "licence": message("Licence of the tables: {licence}. Points: GeoNames (CC BY 4.0). Ground: Natural Earth (public domain)."),
    "no_network": message("This file needs no network and sends nothing anywhere."),
    "address": message("The same view, with the newest rows: {address}"),
    "years_together": message("Fiscal years together: {years}"),
    "previous": message("Previous step"),
    "next": message("Next step"),
    "jump": message("All steps"),
    "auto": message("Go on by itself"),
    "stop_auto": message("Stop going on by itself"),
    "seconds": message("{n} s a step"),
    "slower": message("Slower"),
    "faster": message("Faster"),
    "notes": message("Speaker notes"),
    "check": message("Before the talk"),
    "check_steps": message("Steps that find their rows: {n} of {all}"),
    "check_maps": message("Maps drawn: {n} of {all}"),
    "check_letters": message("Japanese letters: {state}"),
    "letters_there": message("this device has them"),
    "letters_missing": message("this device has no font for them; names will show as boxes"),
    "check_network": message("Requests to a network: {n}"),
    "check_screen": message("Window: {width} × {height}; full screen: {state}"),
    "screen_there": message("possible"),
    "screen_missing": message("not possible here"),
    "check_motion": message("Movement: {state}"),
    "motion_there": message("years play"),
    "motion_missing": message("this device asks for less movement, so years do not play"),
    "all_well": message("Everything is loaded. The network can be unplugged now."),
    "not_well": message("Something is missing: see the marked lines."),
    "begin": message("Begin"),
    "restart_clock": message("Clock to 00:00"),
    "no_notes": message("No notes for this step."),
    "full_screen": message("Full screen"),
    "leave": message("Leave the presentation"),
    "step_of": message("Step {n} of {all}"),
    "next_is": message("Next: {heading}"),
    "keys": message(
        "→ space: next · ← : back · Home: first · B: black · R: opening view · J: all steps · N: notes · A: by itself · "
        "L: language · S: both languages · D: dark · F: full screen · Esc: leave"
    ),
}
COUNTED = {
    "n_links": counted("{n} link", "{n} links"),
    "n_years": counted("{n} fiscal year", "{n} fiscal years"),
    "n_installations": counted("{n} installation", "{n} installations"),
    "n_more": counted("and {n} more", "and {n} more"),
    "undated": counted("{n} row has no known fiscal year.", "{n} rows have no known fiscal year."),
    "n_sources": counted("{n} source", "{n} sources"),
}


def texts() -> dict[str, dict[str, str | list[str]]]:
    """Give all words by language and key; a pair of texts is for one and for any other number.

    Returns
    -------
    dict
        Language code -> key -> text; the title of each layer under ``layer_`` and its name.
    """
    return {
        language.code: {
            **{key: language.text(text) for key, text in TEXTS.items()},
            **{f"layer_{layer.name}": language.text(layer.title) for layer in LAYERS},
            **{key: list(language.forms(one, other)) for key, (one, other) in COUNTED.items()},
        }
        for language in (Language(code) for code in LANGUAGES)
    }
