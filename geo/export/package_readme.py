"""The words that go along with a data package: what it holds, how old and how complete it is, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geo import citation, installation_sentences
from geo.export import about
from geo.export.package import CASES_SEEN, DOMINOES_SEEN, EMPTY_MEANS
from geo.language import LANGUAGES, Language, message
from geo.parameters import EVIDENCE_LEVELS, SUBJECTS
from geo.programme import Programme
from geo.selection import Selection
from geo.summary import completeness_sentence
from geo.vocabulary import EVIDENCE_NAMES
from geo.worded_selection import worded

DRAFT = message("These tables are not published: a visitor brought them along. They are not to be cited.")
WHOLE = message("Nothing is left out: all rows at every level of evidence.")
PART = message(
    "The rows of collaborations, installations, cases and domino effects are those of the selection, and those that these name: the"
    " installations of a case, and all collaborations of a pair that would otherwise have none here, whatever their year and"
    " evidence. Places, countries and sources are those that are named. All other tables are whole."
)
FORMS = message(
    "CSV files in UTF-8 with commas, lines ended by CR LF. datapackage.json describes every column (Frictionless Data Package)."
    " Columns that list several codes join them with a semicolon. Fiscal years run from April to March. Coordinates are WGS 84"
    " (EPSG:4326)."
)
LEVELS = message("{level}: {name}")


def readme(
    programme: Programme,
    selection: Selection,
    described: Mapping[str, Any],
    counted: Mapping[str, tuple[int, int]],
    *,
    published: bool,
) -> str:
    """Write the words in both languages, one after the other.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown of them.
    described : Mapping of str to object
        The package's description, with its resources.
    counted : Mapping of str to (int, int)
        For each table how many rows the package holds, and how many there are.
    published : bool
        Whether these are the published tables.

    Returns
    -------
    str
        Markdown; whatever stands in the tables is escaped.
    """
    told = (_in(Language(code), programme, selection, described, counted, published=published) for code in LANGUAGES)
    return "\n\n---\n\n".join(told) + "\n"


def _in(
    language: Language,
    programme: Programme,
    selection: Selection,
    described: Mapping[str, Any],
    counted: Mapping[str, tuple[int, int]],
    *,
    published: bool,
) -> str:
    text = language.text
    title = str(about.own(described, "title", language)) or text(citation.TITLE)
    sections = {
        message("Selection"): _selection(programme, selection, counted, language),
        message("Files"): _files(described, counted, language),
        message("Date and version"): _listed(
            (
                text("Data as of: {date}", date=about.as_of(programme, language)),
                text("Version of the tables: {version}", version=programme.version),
            )
        ),
        message("How complete"): "\n\n".join(
            escaped(part)
            for part in (
                completeness_sentence(programme, selection, language),
                installation_sentences.completeness_sentence(programme, selection, language),
                text(CASES_SEEN),
                text(DOMINOES_SEEN),
                text(EMPTY_MEANS),
            )
        ),
        message("Evidence"): _listed(text(LEVELS, level=level, name=text(EVIDENCE_NAMES[level])) for level in EVIDENCE_LEVELS),
        message("Licence"): _listed(about.licences(programme, language)),
        message("How to cite"): escaped(citation.dataset(programme, language)) if published else text(DRAFT),
        message("Sources"): _listed(about.credits_(programme, language)),
    }
    parts = [f"# {escaped(title)}", *([] if published else [f"**{escaped(text(DRAFT))}**"])]
    parts += [f"## {escaped(text(heading))}\n\n{body}" for heading, body in sections.items() if body]
    return "\n\n".join(parts)


def _selection(programme: Programme, selection: Selection, counted: Mapping[str, tuple[int, int]], language: Language) -> str:
    if all(kept == whole for kept, whole in counted.values()):
        return escaped(language.text(WHOLE))
    chosen = dict(line for subject in SUBJECTS for line in worded(programme, selection, subject, language))
    said = (language.text(about.FILTER, filter=label, value=value) for label, value in chosen.items())
    return _listed(said) + "\n\n" + escaped(language.text(PART))


def _files(described: Mapping[str, Any], counted: Mapping[str, tuple[int, int]], language: Language) -> str:
    heads = (message("File"), message("What a row is"), message("Rows here"), message("Rows in all"))
    rows = [[escaped(language.text(head)) for head in heads], ["---", "---", "---:", "---:"]]
    for resource in described["resources"]:
        kept, whole = counted[resource["name"]]
        what = about.own(resource, "description", language) or about.own(resource, "title", language)
        rows.append([f"`{resource['path']}`", escaped(str(what)), language.number(kept), language.number(whole)])
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    return f"{table}\n\n{escaped(language.text(FORMS))}"


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(text)}" for text in texts)


def escaped(text: str) -> str:
    """Write a text so that Markdown shows it as it is, in one line; addresses and underscores in words stay readable."""
    one_line = " ".join(text.split())
    return "".join(f"\\{letter}" if letter in MARKS else letter for letter in one_line)


MARKS = frozenset("\\`*[]<>|#")
