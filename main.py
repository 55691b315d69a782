"""Start the window: ``python main.py --demo`` opens the invented patients."""

import sys

from mrdtracker.gui.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
