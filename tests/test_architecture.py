"""The house: layers, style, types, sizes and names, checked by every plain ``pytest``."""

import ast
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "mrdtracker"
LONGEST_MODULE = 400
LINT_HERE = (
    "import sys; from importlinter.cli import lint_imports as lint; sys.exit(lint(no_cache=True))"
)


def run(*words: str, folder: Path = PROJECT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter with ``words``; the output is text, errors in it."""
    return subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=600,
    )


def modules_of(*folders: Path) -> list[Path]:
    return sorted(file for folder in folders for file in folder.rglob("*.py"))


def project_files() -> list[Path]:
    """Every file of the project: not the hidden folders of tools, nor what they make."""
    found = [PROJECT / ".gitignore", *(PROJECT / ".ci").iterdir()]
    for folder, folders, files in os.walk(PROJECT):
        folders[:] = [
            one for one in folders if one[0] not in "._" and one not in {"build", "dist"}
        ]
        found += [Path(folder, file) for file in files if not file.startswith(".")]
    return found


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


# --- imports ----------------------------------------------------------------------------------


@pytest.fixture
def loggers_kept():
    """The linter configures logging for itself and silences every logger that was there."""
    yield
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False


@pytest.mark.usefixtures("loggers_kept")
def test_imports_keep_to_the_contracts(monkeypatch):
    monkeypatch.chdir(PROJECT)

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        ("domain/planted.py", "import PySide6", "Domain knows the standard library only"),
        ("domain/planted.py", "import mrdtracker.services", "Layers point downwards"),
        ("rules/planted.py", "import mrdtracker.store", "Layers point downwards"),
        ("services/planted.py", "import PySide6", "Qt only in gui, and not in its presenters"),
        (
            "gui/presenters/planted.py",
            "import PySide6",
            "Qt only in gui, and not in its presenters",
        ),
        ("services/planted.py", "import sqlite3", "SQL only in store"),
        ("gui/planted.py", "import matplotlib", "Drawing only in plots and the canvas"),
        ("gui/planted.py", "import mrdtracker.store", "gui and cli go through services"),
        ("cli/planted.py", "import mrdtracker.plots", "cli does not draw"),
        ("drawer.py", "", "Layers point downwards"),
    ],
)
def test_a_planted_breach_breaks_its_contract(tmp_path, module, statement, contract):
    shutil.copytree(PACKAGE, tmp_path / "mrdtracker")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    (tmp_path / "mrdtracker" / module).write_text(f"{statement}\n")

    answer = run("-c", LINT_HERE, folder=tmp_path, PYTHONPATH=str(tmp_path))

    assert answer.returncode == 1
    assert f"{contract} BROKEN" in answer.stdout


# --- tools ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "check", "--no-cache", "."),
        ("ruff", "format", "--check", "--no-cache", "."),
        ("mypy", "--cache-dir", str(Path(sys.prefix, "mypy-cache"))),
        ("vulture",),
        ("deptry", "."),
    ],
    ids=["ruff-check", "ruff-format", "mypy", "vulture", "deptry"],
)
def test_the_tool_finds_nothing(words):
    answer = run("-m", *words)

    assert answer.returncode == 0, answer.stdout


# --- modules ----------------------------------------------------------------------------------


def test_every_module_can_be_read_in_one_sitting():
    lengths = {
        str(file.relative_to(PROJECT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in modules_of(PACKAGE, PROJECT / "tests")
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_init_files_hold_a_docstring_and_no_code():
    def is_code(statement: ast.stmt) -> bool:
        match statement:
            case ast.Expr(value=ast.Constant(value=str())):
                return False
            case ast.Assign(targets=[ast.Name(id="__version__")]):
                return False
        return True

    with_code = [
        str(file.relative_to(PROJECT))
        for file in PACKAGE.rglob("__init__.py")
        if any(map(is_code, ast.parse(file.read_text(encoding="utf-8")).body))
    ]

    assert with_code == []


def test_every_module_has_its_test():
    untested = [
        str(file.relative_to(PROJECT))
        for file in modules_of(PACKAGE)
        if not file.name.startswith("__")
        and not (
            PROJECT / "tests" / file.parent.relative_to(PACKAGE) / f"test_{file.name}"
        ).is_file()
    ]

    assert untested == []


# --- the project and the machine --------------------------------------------------------------


def test_no_file_names_a_registry_host_or_a_place_on_one_machine():
    unwanted = re.compile(
        # Written so that this file does not name them either.
        r"[p]ypi\.org|[p]ythonhosted|[d]eb\.debian\.org|[s]ecurity\.debian\.org|[n]pmjs\.(org|com)"
        r"|[p]kg\.dev|(?<![\w.])/(?:[w]ork|[r]oot|[o]pt)/|[b]ash_jobs"
    )

    found = [
        f"{file.relative_to(PROJECT)}: {match.group()}"
        for file in project_files()
        for match in unwanted.finditer(text_of(file))
    ]

    assert found == []


def test_twenty_thousand_qt_calls_do_not_abort():
    """PySide6 6.12 lost a reference to None in every void call below CPython 3.12."""
    many_calls = (
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "application = QApplication([])\n"
        "widget = QWidget()\n"
        "for number in range(20_000):\n"
        "    widget.setObjectName(str(number))\n"
        "print(widget.objectName())\n"
    )

    answer = run("-c", many_calls)

    assert (answer.returncode, answer.stdout) == (0, "19999\n")
