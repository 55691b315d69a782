from pathlib import Path

import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.store import places

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/lab /mnt/lab nfs4 rw 0 0
//server/lab /mnt/with\\040blank cifs rw 0 0
kim@pc: /home/kim/pc fuse.sshfs rw 0 0
/dev/sdb /mnt/lab/local ext4 rw 0 0
tmpfs /mnt/hidden tmpfs rw 0 0
server:/x /mnt/hidden nfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/kim/lab.mrd", ""),
        ("/mnt/lab/lab.mrd", "nfs4"),
        ("/mnt/laboratory/lab.mrd", ""),
        ("/mnt/with blank/deep/lab.mrd", "cifs"),
        ("/home/kim/pc/lab.mrd", "fuse.sshfs"),
        ("/mnt/lab/local/lab.mrd", ""),
        ("/mnt/hidden/lab.mrd", "nfs"),
    ],
)
def test_the_nearest_mount_decides(path, kind):
    assert places.network_type_of(Path(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/home/kim/OneDrive - Hospital/lab.mrd", "OneDrive - Hospital"),
        ("/home/kim/Dropbox/x/lab.mrd", "Dropbox"),
        ("/Users/kim/Library/Mobile Documents/lab.mrd", "Mobile Documents"),
        ("/home/kim/Box/lab.mrd", "Box"),
        ("/home/kim/Boxes/lab.mrd", ""),
        ("/home/kim/dropbox.mrd", ""),
    ],
)
def test_a_folder_that_is_synchronised_is_known_by_its_name(path, folder):
    assert places.cloud_folder_of(Path(path)) == folder


@pytest.mark.parametrize("path", ["//server/lab/lab.mrd", "\\\\server\\lab\\lab.mrd"])
def test_a_path_of_another_computer_is_refused(path):
    with pytest.raises(StoreError, match="on another computer"):
        places.check_place(Path(path), "")


def test_a_network_drive_is_refused_with_its_type(tmp_path):
    mounts = f"server:/lab {tmp_path} nfs rw 0 0\n"

    with pytest.raises(StoreError, match=r"network drive \(nfs\)\. Choose a folder on a disk"):
        places.check_place(tmp_path / "lab.mrd", mounts)


def test_a_synchronised_folder_is_refused(tmp_path):
    with pytest.raises(StoreError, match="is synchronised"):
        places.check_place(tmp_path / "Nextcloud" / "lab.mrd", "")


def test_a_link_is_refused_and_a_linked_folder_followed(tmp_path):
    real = tmp_path / "Dropbox"
    real.mkdir()
    (real / "lab.mrd").touch()
    (tmp_path / "lab.mrd").symlink_to(real / "lab.mrd")
    (tmp_path / "innocent").symlink_to(real)

    with pytest.raises(StoreError, match="is a link"):
        places.check_place(tmp_path / "lab.mrd", "")
    with pytest.raises(StoreError, match="is synchronised"):
        places.check_place(tmp_path / "innocent" / "lab.mrd", "")


def test_an_ordinary_place_is_taken(tmp_path):
    assert places.check_place(tmp_path / "lab.mrd", places.read_mount_table()) is None


def test_no_mount_table_is_no_obstacle(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "MOUNT_TABLE", tmp_path / "missing")

    assert places.read_mount_table() == ""
