"""Where a laboratory's file may live: on a disk of this computer, as one plain file.

Locks do not hold over networks, and a folder that is synchronised copies a file while it is
being written: both lose results without a word.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from mrdtracker.domain.errors import StoreError
from mrdtracker.store.failures import CannotOpenError, NotAStoreError
from mrdtracker.words import mark, say

MOUNT_TABLE = Path("/proc/self/mounts")
_MOUNT_FIELDS = 3  # device, place, type, and more that is not needed
_OWN_DISK = mark("Choose a folder on a disk of this computer; backups may go to the network.")
_NETWORK_TYPES = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs",
        "nfs4", "smb3", "smbfs", "fuse.ceph", "fuse.davfs2", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs",
    }
)  # fmt: skip
# Read as the beginning of a folder's name, in lower case.
_CLOUD_FOLDERS = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "nextcloud",
    "owncloud", "pcloud", "mobile documents", "box sync", "seafile", "synologydrive",
)  # fmt: skip


def check_place(path: Path, mount_table: str) -> None:
    """Refuse a place where a live file would be lost.

    Args:
        path: Where the file is or shall be.
        mount_table: The text of ``/proc/self/mounts``; empty where the system has none.

    Raises:
        StoreError: The place, the reason, and where to put the file instead.
    """
    if _is_unc(path):
        raise StoreError(say("{} lies on another computer.").format(path), say(_OWN_DISK))
    if path.is_symlink():
        raise StoreError(
            say("{} is a link to another file.").format(path),
            say("Open the file itself, under its own name."),
        )
    whole = path.absolute().parent.resolve() / path.name
    kind = network_type_of(whole, mount_table)
    if kind:
        raise StoreError(
            say("{} lies on a network drive ({}).").format(path, kind), say(_OWN_DISK)
        )
    folder = cloud_folder_of(whole)
    if folder:
        raise StoreError(
            say("{} lies in a folder that is synchronised ({}).").format(path, folder),
            say(_OWN_DISK),
        )


def check_existing(path: Path) -> None:
    """Refuse what is not one plain file with something in it.

    Raises:
        StoreError: Missing, a directory, empty, or known under two names.
    """
    if path.is_dir():
        raise NotAStoreError(
            say("{} is a folder, not a file.").format(path), say("Choose the file inside it.")
        )
    if not path.exists():
        raise CannotOpenError(
            say("There is no file {}.").format(path),
            say("Check the name, or create it: --store {} init").format(path),
        )
    if not path.is_file():
        raise NotAStoreError(
            say("{} is not a plain file.").format(path), say("Choose the laboratory's own file.")
        )
    if path.stat().st_size == 0:
        raise NotAStoreError(
            say("{} is empty: it never became a laboratory's file.").format(path),
            say("Delete it and create a new one, or open your newest backup."),
        )
    if path.stat().st_nlink > 1:
        raise StoreError(
            say("{} is known to the disk under a second name.").format(path),
            say("Copy it to a new file and open that one."),
        )


def check_new(path: Path) -> None:
    """Refuse to create a file where something is, or where no folder is.

    Raises:
        StoreError: What is in the way.
    """
    if path.exists() or path.is_symlink():
        raise StoreError(
            say("{} exists already, and nothing is overwritten.").format(path),
            say("Open it, or choose another name."),
        )
    if not path.parent.is_dir():
        raise CannotOpenError(
            say("There is no folder {}.").format(path.parent),
            say("Make the folder first, or choose another one."),
        )


def read_mount_table() -> str:
    """Return what is mounted where, in the words of the kernel; empty where it does not say."""
    try:
        return MOUNT_TABLE.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def network_type_of(path: Path, mount_table: str) -> str:
    """Return the type of the network file system that holds a path, or an empty text."""
    longest, kind = -1, ""
    for line in mount_table.splitlines():
        fields = line.split(" ")
        if len(fields) < _MOUNT_FIELDS:
            continue
        mount = PurePath(_unescaped(fields[1]))
        # The last of two mounts at one place hides the first.
        if path.is_relative_to(mount) and len(mount.parts) >= longest:
            longest, kind = len(mount.parts), fields[2]
    return kind if kind in _NETWORK_TYPES else ""


def cloud_folder_of(path: Path) -> str:
    """Return the folder on the way to a path that a cloud service keeps, or an empty text."""
    for part in path.parent.parts:
        if part.casefold() == "box" or part.casefold().startswith(_CLOUD_FOLDERS):
            return part
    return ""


def _is_unc(path: Path) -> bool:
    text = str(path)
    return text.startswith("\\\\") or (text.startswith("//") and not text.startswith("///"))


def _unescaped(text: str) -> str:
    """Read the octal escapes in which the mount table writes blanks."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text
