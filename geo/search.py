"""Search across everything, forgiving of width, case, kana, accents, spaces and typing errors.

A name is compared in the form `geo.search_text.fold` brings it to, and again without its spaces. Names that hold what was typed
come first, the closer the earlier; then things whose texts hold it; apart from both, names that are only written similarly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from geo.page_parameters import FOUND_KINDS, FoundKind
from geo.programme import Programme
from geo.search_index import Entry, entries
from geo.search_text import words

# How many typing errors (a letter wrong, missing, too many, or two changed about) are forgiven from which length on.
FORGIVEN = ((4, 1), (8, 2), (16, 3))
# Parts of names without spaces between words are compared from this length on.
SHORTEST_PART = 4


class Rank(IntEnum):
    """How well something answers a query, the best first."""

    EXACT = 0
    BEGINNING = 1
    WORDS = 2
    WITHIN = 3
    TEXT = 4
    SIMILAR = 5


@dataclass(frozen=True)
class Hit:
    """Something found, and how well it answers; `errors` counts what had to be forgiven."""

    entry: Entry
    rank: Rank
    errors: float = 0


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first."""

    kind: FoundKind
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Found:
    """What a query finds.

    Parameters
    ----------
    words : tuple of str
        What was looked for, folded.
    certain : tuple of Group
        What holds all words, the kind with the best answer first.
    similar : tuple of Group
        What is only written similarly.
    """

    words: tuple[str, ...]
    certain: tuple[Group, ...] = ()
    similar: tuple[Group, ...] = ()

    @property
    def number(self) -> int:
        """How much holds all words."""
        return sum(len(group.hits) for group in self.certain)

    @property
    def alike(self) -> int:
        """How much is only written similarly."""
        return sum(len(group.hits) for group in self.similar)


@dataclass(frozen=True)
class _Index:
    """Names of all entries side by side, with the number of the entry each belongs to, and their words."""

    entries: tuple[Entry, ...]
    names: tuple[str, ...]
    owners: tuple[int, ...]
    words: tuple[str, ...]
    having: tuple[frozenset[int], ...]


@lru_cache(maxsize=8)
def _index(programme: Programme) -> _Index:
    listed = entries(programme)
    named = [(_squeezed(name), i) for i, entry in enumerate(listed) for name in entry.folded]
    having: dict[str, set[int]] = {}
    for i, entry in enumerate(listed):
        for name in entry.folded:
            for word in name.split():
                having.setdefault(word, set()).add(i)
    names, owners = zip(*named, strict=True) if named else ((), ())
    return _Index(listed, names, owners, tuple(having), tuple(map(frozenset, having.values())))


def _squeezed(folded: str) -> str:
    return folded.replace(" ", "")


def search(programme: Programme, query: str) -> Found:
    """Find everything a query speaks of.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    query : str
        Words in any script and width; each must be held.

    Returns
    -------
    Found
        Nothing where the query has no word.
    """
    wanted = words(query)
    if not wanted:
        return Found(())
    index = _index(programme)
    certain = {i: Hit(entry, rank) for i, entry in enumerate(index.entries) if (rank := _rank(entry, wanted)) is not None}
    similar = {i: Hit(index.entries[i], Rank.SIMILAR, errors) for i, errors in _similar(index, wanted).items() if i not in certain}
    return Found(wanted, _grouped(certain), _grouped(similar))


def _rank(entry: Entry, wanted: tuple[str, ...]) -> Rank | None:
    """Tell how well an entry answers; None where it does not hold all words."""
    squeezed = "".join(wanted)
    best = None
    for name in entry.folded:
        whole = _squeezed(name)
        if whole == squeezed:
            return Rank.EXACT
        if whole.startswith(squeezed):
            best = Rank.BEGINNING
        elif best is None and all(_begins_word(name, word) for word in wanted):
            best = Rank.WORDS
        elif best is None and (squeezed in whole or all(word in name for word in wanted)):
            best = Rank.WITHIN
    if best is not None:
        return best
    everything = " ".join((*entry.folded, entry.folded_texts))
    return Rank.TEXT if all(word in everything for word in wanted) else None


def _begins_word(name: str, word: str) -> bool:
    # Japanese has no spaces, so that any part of a name may be a word.
    return word in name if not word.isascii() else f" {word}" in f" {name}"


def _grouped(hits: dict[int, Hit]) -> tuple[Group, ...]:
    def closeness(numbered: tuple[int, Hit]) -> tuple[float, ...]:
        i, hit = numbered
        return (hit.rank, hit.errors, min(map(len, hit.entry.folded)), i)

    ordered = [hit for _, hit in sorted(hits.items(), key=closeness)]
    kinds: dict[FoundKind, list[Hit]] = {}
    for hit in ordered:
        kinds.setdefault(hit.entry.kind, []).append(hit)
    best = sorted(kinds, key=lambda kind: (kinds[kind][0].rank, FOUND_KINDS.index(kind)))
    return tuple(Group(kind, tuple(kinds[kind])) for kind in best)


def forgiven(length: int) -> int:
    """Say how many typing errors are forgiven in a word or name of a length."""
    return max((errors for least, errors in FORGIVEN if length >= least), default=0)


def _similar(index: _Index, wanted: tuple[str, ...]) -> dict[int, float]:
    """Find entries whose names are written similarly: as a whole, word by word, or in a part; with the errors of the closest."""
    found: dict[int, float] = {}
    for i, errors in (*_whole_names(index, wanted), *_word_by_word(index, wanted), *_parts(index, wanted)):
        found[i] = min(errors, found.get(i, errors))
    return found


def _near(query: str, choices: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """Give the choices that differ from a query by no more errors than are forgiven, with their errors."""
    # Another number, such as a year, is another thing and no slip.
    allowed = 0 if query.isdigit() else forgiven(len(query))
    if not allowed or not choices:
        return
    distances = process.cdist([query], choices, scorer=OSA.distance, score_cutoff=allowed)[0]
    for i in np.flatnonzero(distances <= allowed).tolist():
        yield i, float(distances[i])


def _whole_names(index: _Index, wanted: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    for i, errors in _near("".join(wanted), index.names):
        yield index.owners[i], errors


def _word_by_word(index: _Index, wanted: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """Find names in which every word of the query stands, or nearly; a word may stand in the texts too."""
    sums: dict[int, float] | None = None
    for word in wanted:
        errors: dict[int, float] = {}
        for i, distance in _near(word, index.words):
            for entry in index.having[i]:
                errors[entry] = min(distance, errors.get(entry, distance))
        if sums is None or set(sums) - set(errors):
            held = (i for i, entry in enumerate(index.entries) if _holds(entry, word))
            errors |= dict.fromkeys(held, 0.0)
        sums = errors if sums is None else {i: total + errors[i] for i, total in sums.items() if i in errors}
    yield from (sums or {}).items()


def _holds(entry: Entry, word: str) -> bool:
    return any(word in name for name in entry.folded) or word in entry.folded_texts


def _parts(index: _Index, wanted: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """Find names of which some part differs from the query by one error: for names without spaces between words."""
    query = "".join(wanted)
    if query.isascii() or len(query) < SHORTEST_PART or not index.names:
        return
    # One wrong letter is one insertion and one deletion in two strings of this length.
    cutoff = 100 * (1 - 1 / len(query))
    ratios = process.cdist([query], index.names, scorer=fuzz.partial_ratio, score_cutoff=cutoff)[0]
    for i in np.flatnonzero(ratios >= cutoff - 1e-3).tolist():
        # A name shorter than the query would be sought in the query instead.
        if len(index.names[i]) >= len(query):
            yield index.owners[i], 1.0
