"""Prints what Korean still lacks, as TOML to fill in: ``python -m tests.language.missing``."""

from __future__ import annotations

import json
import sys

from mrdtracker.language import Language, catalogue_file, read_catalogue
from tests.language.texts import texts


def main() -> int:
    """Print the missing texts by module, and how many there are."""
    known = read_catalogue(catalogue_file(Language.KOREAN))
    missing = [text for english, text in texts().items() if english not in known]
    area = ""
    for text in missing:
        if text.area != area:
            area = text.area
            sys.stdout.write(f'\n["{area}"]\n')
        sys.stdout.write(f"{json.dumps(text.english, ensure_ascii=False)} = \n")
    sys.stderr.write(f"{len(missing)} of {len(texts())} texts are missing\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
