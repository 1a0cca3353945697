"""What all commands of the project share: their arguments, the language of their reports, terminals of every kind."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
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
