"""
The house rules that a program can check.

`pyproject.toml` holds the import contracts; file and function lengths, docstrings,
exports and documentation in step are checked here.
"""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
"""Fifty is the aim; a signature of many lines and a docstring may take ten more."""

PARTS = ("src/onrecord", "training", "evaluation", "docs")
SOURCES = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py") if "/runs/" not in path.as_posix())
PACKAGE = [path for path in SOURCES if path.is_relative_to(ROOT / "src")]
BANNED_NAMES = {"utils", "helpers", "manager", "process", "data", "metadata", "misc", "common"}
FREE_NAMES = {"main", "command", "group"}
"""Entry points, found by name and by convention rather than through `__all__`."""


def name_of(path: Path) -> str:
    """Name a file in a test's id by its path from the root."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """Return the dotted name of a module of the package."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module, nested ones and methods included."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def exports(tree: ast.Module) -> list[str] | None:
    """Return the names in `__all__`; None where the module has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_says_which_problem_it_solves(path: Path) -> None:
    """A module has a docstring."""
    assert (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_and_functions_are_short(path: Path) -> None:
    """A file has at most 400 lines and a function at most 60."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_FILE_LINES
    long = {
        function.name: length
        for function in functions(ast.parse(text))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_modules_are_named_for_what_they_hold(path: Path) -> None:
    """No module is called utils, helpers or another name that says nothing."""
    assert not BANNED_NAMES & set(path.relative_to(ROOT).with_suffix("").parts[-1:])


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nothing_is_left_for_later(path: Path) -> None:
    """Source carries no TODO, FIXME, pickle or bare except."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)
    assert not re.search(r"^\s*(import pickle|from pickle\b|except:)", text, re.M)


@pytest.mark.parametrize("path", PACKAGE, ids=name_of)
def test_public_names_are_listed(path: Path) -> None:
    """Every public function and class of a package module stands in its `__all__`, and every name there exists."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    listed = exports(tree)
    if path.is_relative_to(ROOT / "src" / "onrecord" / "cli"):
        return  # commands are found by the name `command`
    assert public - FREE_NAMES <= set(listed or ())
    if listed is not None:
        module = importlib.import_module(module_of(path))
        assert [name for name in listed if not hasattr(module, name)] == []
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize("path", PACKAGE, ids=name_of)
def test_public_functions_have_docstrings(path: Path) -> None:
    """Every public function, method and class of the package says what it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    definitions = [node for body in (tree.body, *(node.body for node in classes)) for node in body]
    bare = [
        node.name
        for node in definitions
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if not ast.get_docstring(node) and not _is_overload(node)
    ]
    assert not bare


def _is_overload(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether the definition only gives a signature to the type checker."""
    return any(isinstance(decorator, ast.Name) and decorator.id == "overload" for decorator in node.decorator_list)


def test_imports_keep_to_the_layers() -> None:
    """The import contracts of pyproject.toml hold."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_imports_nothing_heavy() -> None:
    """`onrecord --help` loads neither numpy, onnxruntime, sqlite3 nor the parts."""
    code = (
        "import sys; sys.argv = ['onrecord', '--help']\n"
        "from onrecord.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sorted(set(sys.modules) & {'numpy', 'onnxruntime', 'sqlite3', 'py3langid', 'torch',"
        " 'onrecord.reading', 'onrecord.store', 'onrecord.cleaning'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_every_command_is_documented() -> None:
    """docs/commands.md has one section per command, in the order of the command line."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^## onrecord (\w+)$", page, re.M) == list(COMMANDS)


def test_pages_show_what_the_commands_print() -> None:
    """The help shown in the documentation is the help that the commands print."""
    command = [sys.executable, str(ROOT / "docs" / "render.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_table_of_scores_is_the_measured_one() -> None:
    """README.md shows evaluation/scores.json and nothing else."""
    command = [sys.executable, "-m", "evaluation.table", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "page", ["README.md", "ARCHITECTURE.md", "CONVENTIONS.md", "CHANGELOG.md", "LICENSE", "NOTICE"]
)
def test_the_pages_of_a_project_are_there(page: str) -> None:
    """The pages a newcomer looks for exist and say something."""
    assert len((ROOT / page).read_text(encoding="utf-8")) > 500


def test_the_changelog_names_this_version() -> None:
    """The version of pyproject.toml has its section in CHANGELOG.md."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]), ids=name_of)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that exists."""
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
