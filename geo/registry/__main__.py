"""Propose rows from the JCM registry's file: ``python -m geo.registry FILE [--source ID] [--out FILE] [--data FOLDER]``.

Writes proposals for review and never changes a table. Exits with 0 where every row of the file is understood, 1 where some are not,
2 where the file or the arguments cannot be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from geo.codes import Code, Codes
from geo.commands import asked_language, given, run, take_language, write_whole
from geo.faults import FaultyTables, visible
from geo.intake.limits import limits
from geo.intake.model import Refused
from geo.language import Language, message
from geo.programme import Programme, load_programme
from geo.registry import entries, files, proposals
from geo.registry.entries import NO_HEADINGS, NotARegistryFileError
from geo.tables import DATA_VARIABLE, DEFAULT_FOLDER, UnusableDataUrlError, without_secrets

UNDERSTOOD, IN_PART, TROUBLE = 0, 1, 2
ABOUT = message("Propose new and completed installations from the JCM registry's project file, for review. No table is changed.")
FILE_HELP = message("the registry's CSV file")
SOURCE_HELP = message("id of the file's source in sources.csv, where it is entered first; without it, new rows lack their source")
OUT_HELP = message("write the proposals to this file, .xlsx or .csv (default: only count them)")
DATA_HELP = message("folder with the tables (default: as for geo.check)")
NO_SOURCE = message("--source {value}: there is no such source in sources.csv. Enter it there first{hint}.")
NEAR = message(" (the nearest id is “{near}”)")
UNREADABLE = message("{file} cannot be read: {reason}")
FAULTY = message("The tables in {folder} hold faults: mend them first, see python -m geo.check.")
ENDING = message("--out {file}: the name must end in .xlsx or .csv.")
COUNTS = message(
    "{new} new, {completed} that could be completed, {conflict} with contradictions, {same} that say the same, "
    "{other} not understood."
)
WRITTEN = message("Written to {file}. Nothing in the tables was changed.")
NO_SOURCE_YET = message(
    "Without --source, source_id is still to be filled in in every new row, and none is proposed as evidence A. Enter the file in "
    "sources.csv and name its id for complete proposals."
)


class _TroubleError(Exception):
    """The command cannot go on; its text is for the reader."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Propose rows and print how many.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line; that of the process where not given.

    Returns
    -------
    int
        Exit status: 0 all rows understood, 1 some not, 2 unusable file or arguments.
    """
    words = given(arguments)
    parsed = _parser(asked_language(words)).parse_args(words)
    language = Language(parsed.lang)
    try:
        found = _proposals(parsed, language)
        _write(found, parsed.out, language)
    except _TroubleError as trouble:
        print(trouble, file=sys.stderr)
        return TROUBLE
    for other in found.others:
        print(f"{parsed.file.name}:{other.line}: {files.remark_text(other.reason, language)}: {visible(other.text)}")
    kinds = Counter(
        kind
        for match in found.matches
        for kind in ("completed", "conflict")
        if (match.completed, match.conflicts)[kind == "conflict"]
    )
    counts = {"new": len(found.new), **{kind: kinds[kind] for kind in ("completed", "conflict")}, "same": found.same}
    print(language.text(COUNTS, **counts, other=len(found.others)))
    if parsed.source is None:
        print(language.text(NO_SOURCE_YET))
    if parsed.out:
        print(language.text(WRITTEN, file=parsed.out))
    return IN_PART if found.others else UNDERSTOOD


def _proposals(parsed: argparse.Namespace, language: Language) -> proposals.Proposals:
    if parsed.out and parsed.out.suffix.lower() not in {".xlsx", ".csv"}:
        raise _TroubleError(language.text(ENDING, file=parsed.out))
    programme = _programme(parsed, language)
    sources = programme.sources["source_id"].tolist()
    if parsed.source is not None and parsed.source not in sources:
        near = Codes(map(Code, sources)).nearest(parsed.source)
        hint = language.text(NEAR, near=near[0].code) if near else ""
        raise _TroubleError(language.text(NO_SOURCE, value=visible(parsed.source), hint=hint))
    try:
        with parsed.file.open("rb") as file:
            content = file.read(limits().file_bytes + 1)
        if len(content) > limits().file_bytes:
            raise Refused(code="file-too-large", limit=limits().file_mib)
        read, others = entries.read(programme, parsed.file.name, content, parsed.source)
    except OSError as error:
        raise _TroubleError(language.text(UNREADABLE, file=parsed.file, reason=error.strerror)) from error
    except Refused as refused:
        told = {name: visible(value) for name, value in refused.parameters}
        raise _TroubleError(
            language.text(UNREADABLE, file=parsed.file, reason=language.text(refused.text.broken, **told))
        ) from refused
    except NotARegistryFileError as error:
        raise _TroubleError(language.text(NO_HEADINGS, **error.parameters)) from error
    return proposals.propose(programme, read, others, parsed.source)


def _programme(parsed: argparse.Namespace, language: Language) -> Programme:
    folder = parsed.data or without_secrets(os.environ.get(DATA_VARIABLE, "")) or DEFAULT_FOLDER
    try:
        return load_programme(parsed.data)
    except UnusableDataUrlError as error:
        raise _TroubleError(error.text(language)) from error
    except FaultyTables as faulty:
        raise _TroubleError(language.text(FAULTY, folder=folder)) from faulty


def _write(found: proposals.Proposals, out: Path | None, language: Language) -> None:
    if out is None:
        return
    content = files.to_workbook(found, language) if out.suffix.lower() == ".xlsx" else files.to_list(found, language)
    try:
        write_whole({out: content})
    except OSError as error:
        raise _TroubleError(
            language.text(message("{file} cannot be written: {reason}."), file=out, reason=error.strerror)
        ) from error


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo.registry", description=language.text(ABOUT))
    parser.add_argument("file", type=Path, metavar="FILE", help=language.text(FILE_HELP))
    parser.add_argument("--source", metavar="ID", help=language.text(SOURCE_HELP))
    parser.add_argument("--out", type=Path, metavar="FILE", help=language.text(OUT_HELP))
    parser.add_argument("--data", type=Path, metavar="FOLDER", help=language.text(DATA_HELP))
    take_language(parser, language)
    return parser


if __name__ == "__main__":
    run(main)
