"""What the documents say is there: links, anchors, files, modules, commands, variables, parameters and pages."""

from __future__ import annotations

import ast
import importlib.util
import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
import yaml

from geo import full_house, security_headers
from geo.api import docs as api_docs
from geo.intake.limits import VARIABLES
from geo.parameters import PARAMETER_NAMES, RULES, VIEW_PARAMETERS
from geo.security_headers import policy
from geo.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
TOPS = ("geo", "components", "pages", "static", "tests", "benchmarks", "fuzz", "tools", "deploy", "docs", "data")
# Paths that are asked for, not files: addresses of the app, and what each machine makes for itself.
MADE_ELSEWHERE = ("fuzz/corpus/", "fuzz/found/", "geo/locale/all.pot", "geo/locale/CODE.po", "data/texts/CODE/", "data/NAME.csv")
PLACEHOLDER = re.compile(r"NAME|CODE|FOLDER|\.\.\.|[<>{}*]")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^()\s]+(?:\([^()]*\))?)\)")
CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)", re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.*?)#*$", re.MULTILINE)
COMMAND = re.compile(r"python -m ([a-z_][a-z_.]*)")
MAKE = re.compile(r"(?<![\w/.])make((?: [a-z]+)+)")
PATH = re.compile(rf"(?:{'|'.join(TOPS)})/[\w./*-]+|[A-Za-z_-]+\.(?:py|toml|txt|in|md)\b|\.[a-z]+/[\w./-]+")
# Places of another machine, and addresses of the app.
ABSOLUTE = re.compile(r"(?<![\w.*])~?/[\w./*-]+")
MODULE = re.compile(r"\b(?:geo|components|tools|fuzz|benchmarks|tests)(?:\.[a-z_]+[a-z0-9_]*)+(?:\.[A-Za-z_]+)?\b")
# What the map's scripts share, perhaps with a method of it.
SCRIPT_NAME = re.compile(r"\bCityMap\.(\w+)(?:\.(\w+))?")
# Names of constants and classes.
NAMED = re.compile(r"[A-Z][A-Za-z]+|[A-Z]+(?:_[A-Z]+)+")
VARIABLE = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\bCHROMIUM\b")


def documents() -> list[Path]:
    hidden = (ROOT / ".github").rglob("*.md")
    found = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        ROOT / "data" / "README.md",
        *(ROOT / "deploy").rglob("*.md"),
        *hidden,
    ]
    return sorted({*found, ROOT / "tests" / "tables" / "README.md"})


each_document = pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())


@cache
def text(document: Path) -> str:
    return document.read_text("utf-8")


def codes(document: Path) -> list[str]:
    """Everything in backticks or set in as a block."""
    prose = FENCE.sub("", text(document))
    blocks = [line.strip() for line in prose.splitlines() if line.startswith("    ")]
    return [*(" ".join(code.split()) for code in CODE.findall(prose)), *blocks]


def items(document: Path) -> list[tuple[str, str, str]]:
    """The steps of a document's lists: heading, number and text."""
    return [
        (heading, number, step)
        for heading, section in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text(document), re.MULTILINE | re.DOTALL)
        for number, step in re.findall(r"^(\d+)\. (.*?)(?=^\d+\. |\n\n|\Z)", section, re.MULTILINE | re.DOTALL)
    ]


@cache
def anchors(document: Path) -> frozenset[str]:
    """The anchors GitHub gives to headings: small letters, without punctuation, hyphens for spaces, numbered where they repeat."""
    found: list[str] = []
    for heading in HEADING.findall(FENCE.sub("", text(document))):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower().replace("`", "")
        kept = "".join(letter for letter in plain if letter in " -_" or unicodedata.category(letter)[0] in "LNM")
        slug = kept.replace(" ", "-")
        again = sum(each == slug or re.fullmatch(rf"{re.escape(slug)}-\d+", each) is not None for each in found)
        found.append(f"{slug}-{again}" if again else slug)
    return frozenset(found)


@each_document
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(document: Path) -> None:
    for target in LINK.findall(CODE.sub("", text(document))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target
        assert not anchor or anchor in anchors(file), f"{target}: {sorted(anchors(file))}"


@each_document
def test_every_file_named_is_there(document: Path) -> None:
    for code in codes(document):
        for named in PATH.findall(ABSOLUTE.sub("", code)):
            path = named.rstrip(".")
            if PLACEHOLDER.search(path.replace("*", "")) or path.startswith(MADE_ELSEWHERE) or path.startswith(("/", ".venv")):
                continue
            assert _is_there(path, document), f"{path} (in {code})"


def _is_there(path: str, document: Path) -> bool:
    if (ROOT / path).exists() or (document.parent / path).exists() or ("*" in path and any(ROOT.glob(path))):
        return True
    # A bare name is that of a file somewhere in the tree: "frame.js" beside the folder that was named before.
    return "/" not in path and any(fnmatch(file, path) for file in names())


@cache
def names() -> frozenset[str]:
    return frozenset(file.name for top in TOPS for file in (ROOT / top).rglob("*") if file.is_file())


@each_document
def test_every_module_and_name_in_it_is_there(document: Path) -> None:
    for code in codes(document):
        for named in MODULE.findall(code):
            assert _is_module(named) or _holds(named), named


def _is_module(named: str) -> bool:
    path = ROOT.joinpath(*named.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def _holds(named: str) -> bool:
    module, _, name = named.rpartition(".")
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not file.is_file():
        # A file with an ending, such as geo.toml, or a method.
        return (ROOT.joinpath(*module.split("."))).with_suffix(f".{name}").is_file()
    return re.search(rf"^(?:def|class|    def)? *{re.escape(name)}\b", file.read_text("utf-8"), re.MULTILINE) is not None


@each_document
def test_every_name_of_a_script_is_there(document: Path) -> None:
    for code in codes(document):
        for name, part in SCRIPT_NAME.findall(code):
            holding = [script for script in scripts() if re.search(rf"^ *CityMap\.{name} = ", script, re.MULTILINE)]
            assert holding, f"CityMap.{name} (in {code})"
            own = rf"^    (?:get |async )?{part}\(|\bCityMap\.{name}\.{part} = "
            assert not part or PLACEHOLDER.search(part) or any(re.search(own, script, re.MULTILINE) for script in scripts()), code


@cache
def scripts() -> tuple[str, ...]:
    return tuple(file.read_text("utf-8") for folder in ("map", "onefile") for file in (ROOT / "static" / folder).glob("*.js"))


@each_document
def test_every_command_can_be_run(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for code in codes(document):
        for module in COMMAND.findall(code):
            found = importlib.util.find_spec(module)
            assert found, module
            # A package is run by its __main__.
            assert not found.submodule_search_locations or importlib.util.find_spec(f"{module}.__main__"), module
        for asked in MAKE.findall(code):
            assert set(asked.split()) <= targets, code


@pytest.mark.parametrize("item", items(ROOT / "docs" / "extending.md"), ids=lambda item: f"{item[0]} {item[1]}")
def test_what_a_list_says_to_change_is_in_the_files_it_names(item: tuple[str, str, str]) -> None:
    told = CODE.findall(item[2])
    files = [ROOT / path for code in told for path in PATH.findall(code) if (ROOT / path).is_file()]
    files += [ROOT / code for code in told if code == "Makefile"]
    # Where no file is named, it is what everybody works with: Programme, Selection, View.
    files = files or [file for top in ("geo", "components") for file in (ROOT / top).rglob("*.py")]
    sources = "\n".join(file.read_text("utf-8") for file in files)
    for name in {code for code in told if NAMED.fullmatch(code)} - {"Makefile", "KeyError", "NAME", "CODE"}:
        assert re.search(rf"^\s*(?:class |def )?{name}\b", sources, re.MULTILINE), f"{name} is in none of {files}"


def test_the_readme_of_the_tables_lists_every_table_in_both_languages() -> None:
    rows = [line.split("|")[1] for line in text(ROOT / "data" / "README.md").splitlines() if line.startswith("| `")]
    listed = [name for row in rows for name in re.findall(r"`(\w+)\.csv`", row)]
    assert sorted(listed) == sorted([*TABLES, *TABLES])


def read_variables() -> set[str]:
    """Names of environment variables that the code reads, by their literals beside `environ` or in a constant called VARIABLE."""
    files = [file for top in ("geo", "components", "tools") for file in (ROOT / top).rglob("*.py")]
    found = set()
    for file in [*files, ROOT / "app.py", ROOT / "dashboard.py"]:
        source = file.read_text("utf-8")
        found |= set(_constants(ast.parse(source)))
        found |= set(re.findall(r"environ(?:\.get)?[\[(]\"([A-Z_]+)\"", source))
    return found


def _constants(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for target in node.targets:
                if isinstance(target, ast.Name) and re.fullmatch(r"(?:[A-Z]+_)?VARIABLE", target.id):
                    yield node.value.value


def test_every_environment_variable_the_code_reads_is_told_and_every_one_told_is_read() -> None:
    told = {name for document in documents() for code in codes(document) for name in VARIABLE.findall(code)}
    read = read_variables()
    assert {"DATA_URL", "STORY_FILE", "CHROMIUM"} <= read
    assert read <= told
    assert set(VARIABLES.values()) <= told
    table = re.findall(r"^\| `([A-Z_]+)(?:\.\.\.)?` \|", text(ROOT / "README.md"), re.MULTILINE)
    assert set(table) - {"INTAKE_"} == read


def test_the_readmes_parameters_are_those_of_the_selection() -> None:
    table = re.search(r"^\| parameter \|.*?\n\n", text(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    assert table
    told = {name for line in table[0].strip().splitlines()[2:] for name in CODE.findall(line.split("|")[1])}
    assert told - set(VIEW_PARAMETERS) == set(PARAMETER_NAMES) == {rule.name for rule in RULES}
    assert "lang" in told
    for line in table[0].strip().splitlines()[2:]:
        named, _, example = (part.strip() for part in line.strip("|").split("|"))
        for shown in CODE.findall(example):
            assert {part.partition("=")[0] for part in shown.split("&")} <= set(CODE.findall(named)), line


def test_the_readmes_pages_are_those_of_the_dashboard() -> None:
    told = re.search(r"^Pages: .*?\n\n", text(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    assert told
    source = (ROOT / "dashboard.py").read_text("utf-8")
    titles = re.findall(r"^    \"\w+\": Entry\(\s*message\(\"([^\"]+)\"\)", source, re.MULTILINE)
    assert len(titles) == len(list((ROOT / "pages").glob("*.py")))
    assert re.findall(r"\*\*([^*]+)\*\*", told[0]) == titles


def test_the_policies_told_are_those_sent() -> None:
    told = text(ROOT / "docs" / "security.md")
    sent = {
        "page": policy(security_headers.PAGE_POLICY),
        "component": policy(security_headers.COMPONENT_POLICY),
        "data": policy(security_headers.DATA_POLICY),
        "docs": api_docs.POLICY,
        "stage": policy(security_headers.STAGE_POLICY),
        "house": full_house.POLICY,
    }
    assert dict(re.findall(r"^- (\w+): `([^`]+)`", told, re.MULTILINE)) == sent
    for name, value in security_headers.FOR_ALL.items():
        assert f"`{name}: {value}`" in told


@pytest.mark.parametrize("form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem)
def test_the_forms_for_issues_have_the_form_github_reads(form: Path) -> None:
    read = yaml.safe_load(form.read_text("utf-8"))
    if form.stem == "config":
        assert read == {"blank_issues_enabled": False}
        return
    assert {"name", "description", "title", "labels", "body"} == set(read)
    identifiers = [field["id"] for field in read["body"] if field["type"] != "markdown"]
    assert len(identifiers) == len(set(identifiers)) > 0
    for field in read["body"]:
        assert field["type"] in {"markdown", "input", "textarea", "dropdown", "checkboxes"}
        said = field["attributes"]["value" if field["type"] == "markdown" else "label"]
        assert "/" in said
        if field["type"] == "dropdown":
            assert len(set(field["attributes"]["options"])) == len(field["attributes"]["options"]) > 1


def test_the_changelog_has_a_place_for_what_comes() -> None:
    sections = re.findall(r"^## (.*)$", text(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert sections[0] == "Unreleased"
    kinds = re.findall(r"^### (.*)$", text(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
