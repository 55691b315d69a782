"""``python -m mrdtracker`` is the command line."""

from mrdtracker.cli.main import run

if __name__ == "__main__":
    run()
