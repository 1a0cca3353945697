"""What a detail holds: worded rows, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass

from geo.parameters import Selected


@dataclass(frozen=True)
class Source:
    """Where something was read; `publisher`, `kind` and `language` are worded.

    `publisher_language` and `title_language` are codes (ISO 639-1) where these stand in another language than the reader's.
    """

    id: str
    publisher: str
    title: str
    url: str
    kind: str
    language: str
    publisher_language: str = ""
    title_language: str = ""

    @property
    def name(self) -> str:
        """What to call it: its title, or its publisher where no title was seen."""
        return self.title or self.publisher

    @property
    def name_language(self) -> str:
        """In which language that stands, as `title_language` says it."""
        return self.title_language if self.title else self.publisher_language

    @property
    def cited(self) -> tuple[str, str]:
        """Who is cited, or what where no publisher was seen; and in which language that stands."""
        return (self.publisher, self.publisher_language) if self.publisher else (self.title, self.title_language)


@dataclass(frozen=True)
class TimelineYear:
    """One fiscal year. `evidence` is the best level among its links (``A`` to ``C``), empty where nothing is shown."""

    year: int
    label: str
    evidence: str
    links: int


@dataclass(frozen=True)
class Project:
    """One collaboration: a pair in a fiscal year.

    `title` is empty where no official title was seen; `title_note` says where the title comes from, `evidence_name`
    what the level of evidence means and `evidence_note` why the row has it.
    """

    id: str
    pair: Selected
    pair_name: str
    year: int
    year_label: str
    title: str
    title_note: str
    summary: str
    themes: tuple[str, ...]
    lead: str
    evidence: str
    evidence_name: str
    evidence_note: str
    sources: tuple[Source, ...]

    @property
    def heading(self) -> str:
        """What to call it: its title, or its summary where no official title was seen."""
        return self.title or self.summary


@dataclass(frozen=True)
class Installation:
    """An installation that grew from a collaboration.

    `tie` is ``official`` or ``inferred``, and `tie_note` says on what it rests.
    """

    id: str
    sel: Selected
    name: str
    name_note: str
    year_label: str
    technology: str
    tie: str
    tie_note: str
    remark: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Case:
    """A story: `kind` is ``result`` or ``forming``; `years` are the fiscal years it is known to span."""

    id: str
    sel: Selected
    kind: str
    kind_name: str
    pair: Selected
    pair_name: str
    years_label: str
    years: tuple[int, ...]
    title: str
    what: str
    outcome: str
    installations: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Domino:
    """A spread from one place to another, `route` worded."""

    id: str
    sel: Selected
    route: str
    year_label: str
    what: str
    evidence: str
    evidence_name: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Related:
    """Something else to look at: what to select, its name, a few words on it, and the fiscal years shown of it."""

    sel: Selected
    name: str
    note: str
    years: tuple[int, ...]
    links: int


@dataclass(frozen=True)
class Fact:
    """A label, a value, and how to read the value (may be empty), all worded."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Detail:
    """All there is to say on one thing, in one language, at one level of evidence.

    Parameters
    ----------
    selected : Selected
        What it is.
    kind_name, heading : str
        What kind of thing, and its name.
    sentences : tuple of str
        What it means: who with whom, since when, how long, whether it goes on, what came of it.
    hidden : tuple of str
        What the evidence level leaves out, counted; empty where it leaves nothing out.
    remarks : tuple of str
        On how to read it, such as a point that stands for a larger area.
    facts : tuple of Fact
        Of an installation, a case or a domino.
    timeline : tuple of TimelineYear
        Every fiscal year from the first collaboration of the programme to the newest.
    projects : tuple of Project
        Newest first.
    installations : tuple of Installation
        Those that grew from the collaboration.
    cases, dominoes, related, sources : tuple
        All rows that touch it, and every source of what is shown, each once.
    """

    selected: Selected
    kind_name: str
    heading: str
    sentences: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    timeline: tuple[TimelineYear, ...] = ()
    projects: tuple[Project, ...] = ()
    installations: tuple[Installation, ...] = ()
    cases: tuple[Case, ...] = ()
    dominoes: tuple[Domino, ...] = ()
    related: tuple[Related, ...] = ()
    sources: tuple[Source, ...] = ()
