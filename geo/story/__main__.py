"""`python -m geo.story [FILE]`: check the steps of a presentation; exit status 1 where one cannot be told."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geo.commands import given, run
from geo.current import current_programme
from geo.language import LANGUAGES, Language
from geo.selection import Selection
from geo.story.slides import left_out, slides, worded_left_out
from geo.story.story import FaultyStoryError, load_story, story_file


def main() -> int:
    """Check a file and say how many steps it makes."""
    arguments = given(None)
    parser = argparse.ArgumentParser(prog="python -m geo.story", description="Check the steps of a presentation.")
    parser.add_argument("file", nargs="?", type=Path, help="a TOML file; without it, the one the app uses")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the report")
    parsed = parser.parse_args(arguments)
    language = Language(parsed.lang)
    programme = current_programme()
    file = parsed.file or story_file()
    try:
        story = load_story(programme, file)
    except FaultyStoryError as faulty:
        sys.stdout.writelines(f"{fault.worded(language)}\n" for fault in faulty.faults)
        return 1
    selection = Selection()
    untold = left_out(programme, selection, story)
    sys.stdout.writelines(f"{worded_left_out(step, selection, language)}\n" for step in untold)
    steps = len(slides(programme, selection, story))
    sys.stdout.write(language.plural("{n} step can be told.", "{n} steps can be told.", steps) + "\n")
    return 1 if untold else 0


if __name__ == "__main__":
    run(main)
