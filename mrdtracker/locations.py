"""Where files live: the bundled ones, and the user's own folders.

Nothing here makes a folder or reads a file; whoever writes first makes the folder. All of the
user's folders are on this computer, never in a roaming profile: a store that two machines
synchronise is a store that breaks.
"""

from pathlib import Path

from platformdirs import user_data_path, user_log_path

_NAME = "mrdtracker"


def resources() -> Path:
    """Return the folder of bundled files: inside the installed package, else beside it."""
    package = Path(__file__).parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def bundled_rules_folder() -> Path:
    """Return the folder of the rule packs that come with the program."""
    return resources() / "rules"


def local_rules_folder() -> Path:
    """Return the folder where a laboratory may lay its own packs; they answer once imported."""
    return _data_folder() / "rules"


def bundled_pack_files() -> tuple[Path, ...]:
    """Return the rule packs that come with the program, by name."""
    return _toml_files(bundled_rules_folder())


def local_pack_files() -> tuple[Path, ...]:
    """Return the pack files that lie in the laboratory's folder, by name."""
    return _toml_files(local_rules_folder())


def sample_packs_folder() -> Path:
    """Return the folder of the sample packs, which nobody is answered by."""
    return resources() / "samples" / "packs"


def bundled_mappings_folder() -> Path:
    """Return the folder of the import mappings that come with the program."""
    return resources() / "samples" / "mappings"


def user_mappings_folder() -> Path:
    """Return the folder of the import mappings that the user saved."""
    return _data_folder() / "mappings"


def mapping_files() -> tuple[Path, ...]:
    """Return every import mapping file: the bundled ones, then the user's, each by name."""
    return (*_toml_files(bundled_mappings_folder()), *_toml_files(user_mappings_folder()))


def default_store_path() -> Path:
    """Return the file of the laboratory's own store, opened when no other is asked for."""
    return _data_folder() / "laboratory.db"


def keys_folder() -> Path:
    """Return the folder of the journal keys; a key never lies in or beside the store it seals."""
    return _data_folder() / "keys"


def log_file() -> Path:
    """Return the file that log lines go to."""
    return user_log_path(_NAME, appauthor=False) / "mrdtracker.log"


def _data_folder() -> Path:
    return user_data_path(_NAME, appauthor=False, roaming=False)


def _toml_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.toml")))
