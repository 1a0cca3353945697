"""What the dominoes of a Selection amount to, and what they do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo import shown, summary
from geo.language import Language, counted, message
from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme
from geo.selection import Selection

LABELS: Mapping[str, str] = {
    "dominoes": message("Domino effects"),
    "origins": message("Places an approach came from"),
    "reached": message("Places it reached"),
}
INFERRED_IN_PART = message("{n} of them inferred in part")
KNOWN = message("These are the spreads that a readable source tells of; there may be others.")
HIDDEN = counted(
    "{n} further spread rests on weaker evidence and is not shown.",
    "{n} further spreads rest on weaker evidence and are not shown.",
)


@dataclass(frozen=True)
class DominoFigures:
    """How many dominoes are shown, how many of them inferred in part, from how many places they came, how many they reached."""

    dominoes: int
    inferred: int
    origins: int
    reached: int


def figures(programme: Programme, selection: Selection) -> DominoFigures:
    """Count the dominoes of a Selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    DominoFigures
        Places count once, however many dominoes they share.
    """
    rows = shown.rows(programme, selection, "dominoes")
    inferred = int((rows["evidence"] == EVIDENCE_LEVELS[-1]).sum())
    return DominoFigures(len(rows), inferred, int(rows["from_place_id"].nunique()), int(rows["to_place_id"].nunique()))


def completeness_sentence(programme: Programme, selection: Selection, language: Language) -> str:
    """Say that there may be more, and how many the evidence level leaves out.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    language : Language
        The reader's.

    Returns
    -------
    str
        One or two sentences.
    """
    told = [language.text(KNOWN)]
    if left_out := summary.hidden(programme, selection, "dominoes"):
        told.append(language.plural(*HIDDEN, left_out))
    return (" " if language.code == "en" else "").join(told)
