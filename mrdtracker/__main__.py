"""``python -m mrdtracker`` is the command line."""

import sys

if __name__ == "__main__":
    # A program in one file starts itself again to set pages by a laboratory's template.
    if sys.argv[1:] == ["--set-pages"]:
        from mrdtracker.services.typesetting_process import main

        main()
    else:
        from mrdtracker.cli.main import run

        run()
