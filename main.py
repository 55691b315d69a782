"""Start the window: ``python main.py --demo`` opens the invented patients."""

import sys

if __name__ == "__main__":
    # A program in one file starts itself again to set pages by a laboratory's template.
    if sys.argv[1:] == ["--set-pages"]:
        from mrdtracker.services.typesetting_process import main as set_pages

        set_pages()
    else:
        from mrdtracker.gui.app import main

        sys.exit(main(sys.argv))
