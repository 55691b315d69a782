"""``resources/setup/run.sh`` with a stand-in Python, loader and package manager: nothing real."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "resources" / "setup" / "run.sh"
PYTHON_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3", "python")
ALL_LIBRARIES = (
    "libEGL.so.1 libGL.so.1 libglib-2.0.so.0 libgthread-2.0.so.0 libxkbcommon.so.0"
    " libdbus-1.so.3 libfontconfig.so.1 libxcb-cursor.so.0 libxkbcommon-x11.so.0"
    " libxcb-icccm.so.4 libxcb-keysyms.so.1 libxcb-shape.so.0"
)
STAND_IN_PYTHON = """#!/bin/sh
case "$*" in
    *ensurepip*) exit 0 ;;
    *sys.version*) echo 3.13.0 ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    *" install "*)
        echo "pip $*" >>"$CALLS"
        if [ -e "$CALLS.fail" ]; then echo "no such wheel" >&2; exit 1; fi
        cp "$0" "$(dirname "$0")/mrdtracker" ;;
    *) echo "ran $*" ;;
esac
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


@dataclass(frozen=True)
class Machine:
    """A project in a folder, and stand-ins for what the script finds on the machine."""

    project: Path
    commands: Path
    calls: Path

    def has(self, name: str, text: str) -> None:
        (self.commands / name).write_text(f"#!/bin/sh\n{text}\n")
        (self.commands / name).chmod(0o755)

    def has_libraries(self, names: str) -> None:
        lines = "\n".join(f"\t{name} (libc6,x86-64) => {name}" for name in names.split())
        self.has("ldconfig", f"cat <<'END'\n1 libs found\n{lines}\nEND")

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.commands}{os.pathsep}{os.environ['PATH']}",
            "HOME": os.environ["HOME"],
            "CALLS": str(self.calls),
        }
        return subprocess.run(  # noqa: S603 - our own script
            ["/bin/sh", str(self.project / "resources" / "setup" / "run.sh"), *words],
            cwd=self.commands,
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def pip_calls(self) -> list[str]:
        if not self.calls.exists():
            return []
        return [line for line in self.calls.read_text().splitlines() if line.startswith("pip")]


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path / "the project", tmp_path / "commands", tmp_path / "calls")
    setup = made.project / "resources" / "setup"
    setup.mkdir(parents=True)
    made.commands.mkdir()
    shutil.copy(SCRIPT, setup)
    (setup / "constraints.txt").write_text("one==1\n")
    (made.project / "pyproject.toml").write_text("[project]\n")
    for name in PYTHON_NAMES:
        made.has(name, "exit 1")
    (made.commands / "python3.13").write_text(STAND_IN_PYTHON)
    made.has_libraries(ALL_LIBRARIES)
    made.has("apt-get", 'echo "apt-get $*" >>"$CALLS"')
    made.has("id", "echo 0")
    return made


def test_the_first_start_sets_up_and_the_second_is_silent(machine):
    first = machine.run("cli", "list")
    calls = machine.pip_calls()
    second = machine.run("cli", "list")

    assert (first.returncode, first.stdout) == (0, "ran list\n")
    assert first.stderr.startswith("Setting up the Python environment")
    assert len(calls) == 2
    assert (second.returncode, second.stdout, second.stderr) == (0, "ran list\n", "")
    assert machine.pip_calls() == calls


def test_the_test_tools_are_installed_for_the_tests_only(machine):
    machine.run("cli")
    without = machine.pip_calls()
    answer = machine.run("test", "-k", "days")

    assert not any("[test]" in call for call in without)
    assert machine.pip_calls()[-1].endswith("[test]")
    assert answer.stdout == "ran -m pytest -k days\n"


def test_what_comes_as_source_only_finds_what_builds_it(machine):
    machine.run("cli")
    assert not any("setuptools" in call for call in machine.pip_calls())

    machine.run("test")

    builds, project = machine.pip_calls()[-2:]
    assert builds.endswith("setuptools")
    assert "--no-build-isolation" in project


def test_the_whole_suite_runs_on_every_core_and_a_part_in_one_process(machine):
    whole, part = machine.run("test"), machine.run("test", "tests/test_words.py")

    assert whole.stdout == "ran -m pytest --numprocesses auto --dist worksteal\n"
    assert part.stdout == "ran -m pytest tests/test_words.py\n"


def test_an_environment_with_the_test_tools_serves_the_program(machine):
    machine.run("test")
    calls = machine.pip_calls()

    machine.run("cli")

    assert machine.pip_calls() == calls


def test_the_mutation_tools_stay_out_of_the_ordinary_environment(machine):
    machine.run("test")

    answer = machine.run("mutate", "--mutate", "domain.units")

    assert machine.pip_calls()[-1].endswith("[test,mutation]")
    assert (machine.project / ".venv-mutation" / "bin" / "python").exists()
    assert answer.stdout.startswith("ran -m pytest ")
    assert "-p tests.mutation.campaign --mutate domain.units tests/domain" in answer.stdout


def test_changed_pins_are_installed_into_the_same_environment(machine):
    machine.run("cli")
    (machine.project / ".venv" / "kept").touch()
    (machine.project / "resources" / "setup" / "constraints.txt").write_text("one==2\n")

    machine.run("cli")

    assert len(machine.pip_calls()) == 4
    assert (machine.project / ".venv" / "kept").exists()


def test_a_failure_shows_the_words_of_pip_and_the_next_start_begins_anew(machine):
    machine.calls.with_name("calls.fail").touch()
    failed = machine.run("cli")
    (machine.project / ".venv" / "left-over").touch()
    machine.calls.with_name("calls.fail").unlink()
    again = machine.run("cli")

    assert failed.returncode == 1
    assert "no such wheel" in failed.stderr
    assert again.returncode == 0
    assert not (machine.project / ".venv" / "left-over").exists()


def test_an_environment_that_moved_with_its_project_is_made_anew(machine):
    machine.run("cli")
    moved = Machine(machine.project.with_name("moved"), machine.commands, machine.calls)
    machine.project.rename(moved.project)

    answer = moved.run("cli")

    assert answer.stderr.startswith("Setting up")


def test_the_environment_may_be_elsewhere(machine, tmp_path):
    machine.run("cli", MRDTRACKER_VENV=str(tmp_path / "elsewhere"))

    assert (tmp_path / "elsewhere" / "bin" / "mrdtracker").exists()
    assert not (machine.project / ".venv").exists()


def test_a_folder_that_holds_something_else_is_left_alone(machine, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").touch()

    answer = machine.run("cli", MRDTRACKER_VENV=str(tmp_path / "thesis"))

    assert answer.returncode == 2
    assert [file.name for file in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


def test_root_installs_what_is_missing_and_says_so_in_one_line(machine):
    machine.has_libraries(ALL_LIBRARIES.replace("libEGL.so.1", ""))

    answer = machine.run("test")

    first_line = answer.stderr.splitlines()[0]
    assert first_line.startswith("Installing with apt-get")
    assert first_line.endswith(": libegl1")
    calls = machine.calls.read_text().splitlines()
    assert calls[:2] == ["apt-get update", "apt-get install -y --no-install-recommends libegl1"]


def test_a_person_who_is_not_root_is_told_the_one_line_to_run(machine):
    machine.has("id", "echo 1000")
    machine.has_libraries(ALL_LIBRARIES.replace("libEGL.so.1", ""))

    answer = machine.run("test")

    assert answer.returncode == 2
    assert answer.stderr.strip().endswith("sudo apt-get install -y libegl1")
    assert not machine.calls.exists()


def test_the_tests_do_not_ask_for_a_desktops_libraries(machine):
    machine.has_libraries(ALL_LIBRARIES.replace("libxcb-cursor.so.0", ""))

    tests, demo = machine.run("test"), machine.run("demo")

    assert "apt-get" not in tests.stderr
    assert "libxcb-cursor0" in demo.stderr


def test_without_a_python_that_is_new_enough_the_script_says_so(machine):
    machine.has("python3.13", "exit 1")

    answer = machine.run("cli")

    assert answer.returncode == 2
    assert "No Python from 3.11 on" in answer.stderr


def test_without_a_screen_the_demo_says_so_after_its_set_up(machine):
    answer = machine.run("demo")

    assert answer.returncode == 2
    assert "There is no screen here" in answer.stderr.splitlines()[-1]
    assert "QT_QPA_PLATFORM=offscreen" in answer.stderr


def test_a_chosen_platform_needs_no_screen(machine):
    answer = machine.run("demo", "--quit-after-paint", QT_QPA_PLATFORM="offscreen")

    assert answer.stdout == f"ran {machine.project}/main.py --demo --quit-after-paint\n"


@pytest.mark.parametrize("words", [(), ("dance",)])
def test_without_a_known_word_the_script_lists_its_words(machine, words):
    answer = machine.run(*words)

    assert answer.returncode == 2
    assert "run.sh demo" in answer.stderr
    assert "set -eu" not in answer.stderr
