"""Make the fonts in ``geo/export/fonts/``, with which pictures and documents are written on machines without Japanese fonts.

Source
    Noto Sans JP, static TrueType fonts of Google Fonts, from the npm package @expo-google-fonts/noto-sans-jp 0.4.3
    (SIL Open Font License 1.1; of reserved names it has only "Source").
Use
    ``npm pack @expo-google-fonts/noto-sans-jp@0.4.3`` and then
    ``python tools/make_fonts.py expo-google-fonts-noto-sans-jp-0.4.3.tgz``. The same input always gives the same bytes.
Result
    Regular with Latin (Vietnamese included), Greek, Cyrillic and all of CP932: JIS X 0208 with the characters NEC and IBM added,
    which Japanese documents use. Bold with the same, of the kanji only those of JIS level 1 and those that names in ``data/``
    use: whatever bold lacks is written in regular. Hints and typographic variants are left out.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "geo" / "export" / "fonts"
MEMBERS = {"Regular": "package/400Regular/NotoSansJP_400Regular.ttf", "Bold": "package/700Bold/NotoSansJP_700Bold.ttf"}
LICENCE = "package/LICENSE_FONT"
# Latin with its extensions, Greek, Cyrillic, Vietnamese, punctuation, sub- and superscripts, currencies, arrows, signs.
RANGES = (
    (0x20, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x3000, 0x30FF),
    (0xFF00, 0xFFEF),
)  # fmt: skip
LEVEL_2 = 0x98  # lead byte from which Shift_JIS holds the rarer kanji
DROPPED = ("vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG", "STAT", "meta")


def in_cp932(last_lead: int = 0xFC) -> Iterator[int]:
    """List the characters of CP932 up to a lead byte."""
    for lead in (*range(0x81, 0xA0), *range(0xE0, 0xFD)):
        for trail in range(0x40, 0xFD):
            try:
                character = bytes([lead, trail]).decode("cp932")
            except UnicodeDecodeError:
                continue
            if lead <= last_lead and len(character) == 1:
                yield ord(character)


def in_names(folder: Path) -> Iterator[int]:
    """List the characters that the names of the tables use."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, text in row.items():
                    if column.startswith("name_"):
                        yield from map(ord, text)


def wanted(weight: str) -> set[int]:
    """Say which characters a weight holds."""
    common = {code for first, last in RANGES for code in range(first, last + 1)}
    if weight == "Regular":
        return common | set(in_cp932())
    return common | set(in_cp932(LEVEL_2 - 1)) | set(in_names(ROOT / "data"))


def cut(content: bytes, codes: set[int]) -> bytes:
    """Leave in a font only what some characters need."""
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the package, write the fonts, say how large they are."""
    parser = argparse.ArgumentParser(description="Make geo/export/fonts from the npm package @expo-google-fonts/noto-sans-jp.")
    parser.add_argument("source", type=Path, help="expo-google-fonts-noto-sans-jp-0.4.3.tgz")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    with tarfile.open(options.source) as package:
        for weight, member in MEMBERS.items():
            font = cut(_content(package, member), wanted(weight))
            path = options.output / f"NotoSansJP-{weight}.ttf"
            path.write_bytes(font)
            sys.stdout.write(f"{path}: {len(font):,} bytes\n")
        (options.output / "OFL.txt").write_bytes(_content(package, LICENCE))


def _content(package: tarfile.TarFile, member: str) -> bytes:
    file = package.extractfile(member) if member in package.getnames() else None
    if file is None:
        message = f"{package.name}: holds no {member}; a tarball of @expo-google-fonts/noto-sans-jp 0.4.3 is needed"
        raise ValueError(message)
    return file.read()


if __name__ == "__main__":
    main()
