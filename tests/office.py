"""What LibreOffice makes of our files: an office program that is not ours opens them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

PATIENCE = 300  # seconds: its first start on a busy machine takes long


def program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing: tools/ensure_test_tools.sh installs it"
    return found


def converted(file: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it as another kind in `folder`, with a profile of its own there."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    made = folder / file.with_suffix(f".{kind}").name
    assert made.exists(), done.stderr
    return made


def pages(pdf: Path) -> list[str]:
    """The words of each page of a PDF, without spaces and line breaks."""
    told = subprocess.run([program("pdftotext"), pdf, "-"], capture_output=True, text=True, check=True).stdout
    return [re.sub(r"\s", "", page) for page in told.split("\f")[:-1]]
