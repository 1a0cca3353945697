"""Fuzz the readers, one after the other: `python -m fuzz [READER ...] [--seconds N]`.

What was tried stays in `fuzz/corpus/` and the next run goes on from there; an input that broke something lies in `fuzz/found/`.
Exits with 1 where anything was found.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from fuzz.targets import TARGETS

HERE = Path(__file__).resolve().parent
CORPUS, FOUND = HERE / "corpus", HERE / "found"
SECONDS = 60
# An input this long takes a second or more to read, and tells no more than a shorter one.
LONGEST = 196_608
SLOWEST = 20
MOST_MIB = 3_072


def fuzz(name: str, seconds: int) -> bool:
    """Fuzz one reader; whether it held."""
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    FOUND.mkdir(exist_ok=True)
    for seed in TARGETS[name].seeds():
        (corpus / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    options = [
        f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST_MIB}",
        f"-artifact_prefix={FOUND / name}-", "-print_final_stats=1",
    ]  # fmt: skip
    return (
        subprocess.run([sys.executable, "-m", "fuzz.run", name, *options, str(corpus)], cwd=HERE.parent, check=False).returncode
        == 0
    )


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"default: all of {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each reader (default: %(default)s)")
    asked = parser.parse_args()
    if unknown := [name for name in asked.readers if name not in TARGETS]:
        parser.error(f"{', '.join(unknown)} is no reader. Allowed: {', '.join(TARGETS)}.")
    if importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install -r fuzz/requirements.txt (Linux and macOS).")
    broken = [name for name in asked.readers or TARGETS if not fuzz(name, asked.seconds)]
    sys.stdout.write(f"Broken: {', '.join(broken)}. See fuzz/found/.\n" if broken else "Every reader held.\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
