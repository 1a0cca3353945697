"""Files of a git revision, read without a checkout.

One process of git answers all questions, and everything that comes from outside reaches it on its input, a line each: nothing of
it ever stands on a command line, so that none can be taken for an option or a command.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection
from typing import IO

from geo.faults import Fault
from geo.tables import LARGEST_FILE, MEBIBYTE

FOLDER = "data"
# Names, and what git lets follow them: ~1, ^, ^{}, @{1}. A colon would begin a search or a place in the index.
REVISION = re.compile(r"[\w.@][\w./@^~{}+-]{0,199}", re.ASCII)
PATH = re.compile(r"[^\x00-\x1f\x7f:\\]{0,400}")
SHORT = 10
CHUNK = 1 << 20
LARGEST_COMMIT = 1 << 20
# Whatever a repository is set up to do, reading it asks for nothing and fetches nothing.
QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


def files(named: str, names: Collection[str]) -> tuple[str, dict[str, bytes | Fault]] | None:
    """Read files of a revision.

    Parameters
    ----------
    named : str
        A revision, perhaps with a colon and a folder: ``HEAD~1``, ``v1.2:data``.
    names : collection of str
        Names of files in that folder.

    Returns
    -------
    tuple of str and dict, or None
        The beginning of the commit's name, and the contents by file name, without those it has not; a fault stands for a file
        that is too large. None where there is no git, no repository or no such revision.
    """
    revision, _, folder = named.partition(":")
    folder = folder.rstrip("/") if ":" in named else FOLDER
    git = shutil.which("git")
    if git is None or not REVISION.fullmatch(revision) or not PATH.fullmatch(folder):
        return None
    try:
        with subprocess.Popen(
            [git, "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **QUIET},
        ) as process:
            try:
                return _files(process, f"{revision}^{{commit}}", folder, names)
            finally:
                process.kill()
    except OSError:
        # It ended before everything was asked: this is no repository, or a path leads out of it.
        return None


def _files(
    process: subprocess.Popen[bytes], commit: str, folder: str, names: Collection[str]
) -> tuple[str, dict[str, bytes | Fault]] | None:
    asked, answered = process.stdin, process.stdout
    if asked is None or answered is None:
        return None
    identifier, kind, size = _ask(asked, answered, commit)
    if kind != "commit" or size > LARGEST_COMMIT:
        return None
    answered.read(size + 1)
    found: dict[str, bytes | Fault] = {}
    for name in names:
        path = f"{folder}/{name}" if folder else name
        _, kind, size = _ask(asked, answered, f"{identifier}:{path}")
        if size > LARGEST_FILE:
            found[name] = Fault(name, None, "", "", "file-too-large", (("limit", str(LARGEST_FILE // MEBIBYTE)),))
            _skip(answered, size + 1)
            continue
        content = answered.read(size + 1)[:size] if kind else b""
        if kind == "blob":
            found[name] = content
    return identifier[:SHORT], found


def _ask(asked: IO[bytes], answered: IO[bytes], question: str) -> tuple[str, str, int]:
    asked.write(question.encode() + b"\n")
    asked.flush()
    said = answered.readline().decode(errors="replace").split()
    # Name, kind and size; anything else says that there is no such thing.
    if len(said) == 3 and said[2].isdigit():
        return said[0], said[1], int(said[2])
    return "", "", 0


def _skip(answered: IO[bytes], left: int) -> None:
    while left > 0 and (read := answered.read(min(left, CHUNK))):
        left -= len(read)
