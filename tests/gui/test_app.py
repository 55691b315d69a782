import os
import subprocess
import sys
from pathlib import Path

import pytest

from mrdtracker import __version__
from mrdtracker.gui.app import NO_DISPLAY

PROJECT = Path(__file__).parents[2]


# Without any of them Qt has nowhere to paint, and would end the process.
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(*words, has_display=True):
    kept = (
        os.environ if has_display else {k: v for k, v in os.environ.items() if k not in DISPLAYS}
    )
    return subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "main.py", *words],
        cwd=PROJECT,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_help_names_every_option_and_needs_no_display():
    answer = run("--help", has_display=False)

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("Usage: main.py ")
    for option in ("--demo", "--store", "--user", "--quit-after-paint"):
        assert option in answer.stdout


def test_the_version_needs_no_display():
    answer = run("--version", has_display=False)

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"{__version__}\n", "")


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("--nonsense", "Unknown option 'nonsense'."),
        ("ward.mrd", "Unexpected word 'ward.mrd'. To open a file: --store FILE."),
    ],
)
def test_what_cannot_be_taken_is_said_in_one_sentence_with_the_options(word, sentence):
    answer = run(word, has_display=False)

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith(f"{sentence}\n\nUsage: main.py ")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a display may lack")
def test_without_a_display_one_sentence_says_so_and_what_to_do():
    answer = run(has_display=False)

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == f"{NO_DISPLAY}\n"


def test_the_first_paint_needs_none_of_our_slow_parts():
    answer = run("--quit-after-paint", "--demo")

    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    "slow", ["mrdtracker.services", "mrdtracker.store", "matplotlib", "numpy"]
)
def test_importing_the_start_brings_nothing_slow(slow):
    words = f"import sys, mrdtracker.gui.app; sys.exit({slow!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0  # noqa: S603
