"""What all commands share: they end quietly where nobody reads on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from geo.commands import UNREAD

ROOT = Path(__file__).parents[1]
COMMANDS = sorted(path for path in ROOT.glob("geo/**/*.py") if '__name__ == "__main__"' in path.read_text(encoding="utf-8"))
TALKATIVE = """
from geo.commands import run

def main():
    for number in range(100_000):
        print("line", number)
    return 3

run(main)
"""


def started() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", TALKATIVE], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_command_whose_report_is_not_read_to_the_end_ends_without_a_word() -> None:
    with started() as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().split() == [b"line", b"0"]
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == UNREAD


def test_a_command_that_is_read_to_the_end_exits_with_its_own_status() -> None:
    with started() as process:
        told, complaint = process.communicate()
    assert (len(told.splitlines()), complaint, process.returncode) == (100_000, b"", 3)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_is_run_so(path: Path) -> None:
    assert path.read_text(encoding="utf-8").endswith('if __name__ == "__main__":\n    run(main)\n')
