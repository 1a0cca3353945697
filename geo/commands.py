"""What all commands of the project share: arguments, the language of their reports, terminals of every kind, files they write."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from geo.language import LANGUAGES, Language, message, preferred

LANGUAGE_HELP = message("language of the report (default: the language of this terminal)")


# What a shell tells of a process that SIGPIPE ended.
UNREAD = 128 + 13


def run(main: Callable[[], int]) -> NoReturn:
    """Run a command as this process, and end without a word where nobody reads its report to the end, as after ``| head``.

    Parameters
    ----------
    main : callable
        The command; gives its exit status.

    Raises
    ------
    SystemExit
        With that status, or `UNREAD`.
    """
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python writes what is still held back once more when it ends, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = UNREAD
    sys.exit(status)


def given(arguments: Sequence[str] | None) -> list[str]:
    """Give the arguments of a command, and let every terminal take its report.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line; that of the process where not given.

    Returns
    -------
    list of str
        Without the command's own name.
    """
    # Terminals that cannot write a character still get the report.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    return sys.argv[1:] if arguments is None else list(arguments)


def asked_language(arguments: Sequence[str]) -> Language:
    """Find the language of a command before anything is printed, help and usage errors included.

    Parameters
    ----------
    arguments : sequence of str
        Command line, perhaps with ``--lang``.

    Returns
    -------
    Language
        The one asked for, else that of the terminal.
    """
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang", choices=LANGUAGES)
    try:
        asked = early.parse_known_args(arguments)[0].lang
    except (argparse.ArgumentError, SystemExit):
        asked = None
    # The order in which POSIX lets one variable override the next.
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), None)
    return Language(asked) if asked else preferred(locale)


def take_language(parser: argparse.ArgumentParser, language: Language) -> None:
    """Let a command take ``--lang``, with the language found so far where it is not given."""
    parser.add_argument("--lang", choices=LANGUAGES, default=language.code, help=language.text(LANGUAGE_HELP))


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files of which none is ever there in part: beside their places first, and put there once all are written.

    Parameters
    ----------
    contents : Mapping of Path to bytes
        What each file holds; one that is there already keeps its permissions.

    Raises
    ------
    OSError
        If one cannot be written, as on a full disk. Every file is then as it was before; only where one is held fast by another
        program, as Windows has it, those before it may have been put in place.
    """
    beside: dict[Path, Path] = {}
    try:
        for named, content in contents.items():
            # The file a link leads to is meant, not the link.
            path = named.resolve()
            if path.exists() and not path.is_file():
                # A device or a pipe takes what it is given, and has nothing that could be lost.
                path.write_bytes(content)
                continue
            beside[path] = path.with_name(f".{path.name}.{os.getpid()}.new")
            beside[path].write_bytes(content)
            if path.exists():
                shutil.copymode(path, beside[path])
        for path, written in beside.items():
            written.replace(path)
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)
