"""What a command writes is there whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from shipped import DATA

from geo.commands import write_whole
from geo.tables import file_name
from tools.add_column import FOLDERS

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 400  # bytes: less than any file written here has
ON_A_FULL_DISK = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT}))
"""
COMMANDS = {
    "add_column": "from pathlib import Path; from tools.add_column import main; sys.exit(main(sys.argv[2:], Path(sys.argv[1])))",
    "diff": "from geo.diff.__main__ import main; sys.exit(main(sys.argv[2:]))",
    "registry": "from geo.registry.__main__ import main; sys.exit(main(sys.argv[2:]))",
}


def everything(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def run_on_a_full_disk(name: str, folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ON_A_FULL_DISK + COMMANDS[name], str(folder), *arguments], cwd=ROOT, text=True, capture_output=True,
        check=False, timeout=120, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set otherwise there")
@pytest.mark.parametrize("earlier", [True, False], ids=["in place of another", "new"])
@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_full_disk_a_command_says_so_and_leaves_every_file_as_it_was(name: str, earlier: bool, tmp_path: Path) -> None:
    for folder in FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "places.csv").write_bytes((DATA / file_name("places")).read_bytes())
    out = tmp_path / "out.xlsx"
    if earlier:
        out.write_bytes(b"an earlier one")
    arguments = {
        "add_column": ["places", "remark"],
        "diff": [str(DATA), str(DATA), "--xlsx", str(out), "--lang", "en"],
        "registry": [
            str(ROOT / "tests" / "registry_sample.csv"), "--source", "jcm-vn012", "--data", str(DATA), "--out", str(out),
            "--lang", "en",
        ],
    }  # fmt: skip
    before = everything(tmp_path)
    ended = run_on_a_full_disk(name, tmp_path, arguments[name])
    assert ended.returncode == 2, ended.stderr
    assert "cannot be written: File too large." in ended.stderr
    assert everything(tmp_path) == before


def test_a_file_keeps_its_permissions_and_a_link_leads_to_the_new_content(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"before")
    file.chmod(0o640)
    link.symlink_to(file)
    write_whole({link: b"after"})
    assert link.is_symlink()
    assert file.read_bytes() == b"after"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link"]


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.write_bytes(b"before")
    with pytest.raises(OSError, match="No such file"):
        write_whole({first: b"after", tmp_path / "no folder" / "second": b"after"})
    assert everything(tmp_path) == {"first": b"before"}


@pytest.mark.skipif(sys.platform == "win32", reason="has no such device")
def test_a_device_takes_what_it_is_given_and_stays() -> None:
    write_whole({Path(os.devnull): b"all of it"})
    assert not Path(os.devnull).is_file()
